"""Bookings of the story: the everyday ones of some weeks before and after today."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

from hub.demo.booking import VAT, Holder, Slot, book, checked_in, paid, pooled
from hub.demo.booking_cases import add_booking_cases
from hub.demo.calendar import Calendar, at
from hub.demo.cobox_rooms import HOT_DESKS, ROOMS
from hub.demo.leases import POOLS
from hub.demo.rows import Rows
from hub.demo.series import add_series
from hub.spaces.terms import PriceUnit, SpaceKind

HOLDERS = (
    Holder("Viola Chimera", "nuvola"),
    Holder("Elia Bozzetti", "nuvola"),
    Holder("Nadia Figuranti", "nuvola"),
    Holder("Silvia Liuti", "violini"),
    Holder("Marta Ipotesi", "violini"),
    Holder("Tea Fantasia", "granata"),
    Holder("Irene Aironi", "airone"),
    Holder("Luca Controfigura", "airone"),
    Holder("Cesare Personaggi", "ponte"),
    Holder("Anita Scolari", "istituto"),
    Holder("Alba Salici", "salice"),
    Holder("Irene Melograni", "melograno"),
    Holder("Elsa Archetti", "Stradivariabile"),
    Holder("Giulia Arginati", "PoRobot"),
    Holder("Carla Lattari", "Lattosfera"),
)
GUESTS = ("Bianca Fumani", "Flavia Cremosi", "Alba Rondoni", "Gaia Guglielmi", "Delia Semini")
TITLES = (
    "Incontro con un cliente",
    "Riunione di progetto",
    "Colloquio",
    "Revisione del codice",
    "Riunione di partenariato",
    "Videoconferenza",
)
EVERYDAY_ROOMS = ("liuto", "viola", "cello", "lab", "studio")
HOURS = ((9, 0, 90), (11, 0, 60), (14, 0, 120), (16, 30, 60))
"""Starts and lengths in minutes that leave room for the preparation between two bookings."""

FIRST_DAY, LAST_DAY = -35, 21
DESK_DAYS = 10
DAY_PRICE = Decimal(15)


def add_bookings(rows: Rows, calendar: Calendar) -> None:
    _add_everyday(rows, calendar)
    _add_hot_desks(rows, calendar)
    add_series(rows, calendar)
    add_booking_cases(rows, calendar)


def _add_everyday(rows: Rows, calendar: Calendar) -> None:
    drawn: Counter[tuple[str | None, int, int]] = Counter()
    yesterday = at(calendar.day(-1), 17)
    for slot, day in _everyday_slots(rows, calendar):
        holder = rows.chance.choice(HOLDERS)
        made_at = min(yesterday, slot.starts_at - timedelta(days=rows.chance.randint(2, 12)))
        # Check-in is asked for what is over: in a demo that runs for days nobody ever comes.
        held = checked_in(slot) if day < calendar.today else {}
        book(
            rows,
            slot,
            holder,
            requested_at=made_at,
            title=rows.chance.choice(TITLES),
            attendees=rows.chance.randint(2, ROOMS[slot.room].capacity or 2),
            confirmed_at=made_at,
            **_price(slot, holder, drawn=drawn, month=(holder.organization, day.year, day.month)),
            **held,
        )


def _price(
    slot: Slot,
    holder: Holder,
    *,
    drawn: Counter[tuple[str | None, int, int]],
    month: tuple[str | None, int, int],
) -> Mapping[str, object]:
    """Drawn from the pool of the holder's company as long as it lasts; else paid for."""
    minutes = (slot.ends_at - slot.starts_at) // timedelta(minutes=1)
    is_meeting = ROOMS[slot.room].kind is SpaceKind.MEETING_ROOM
    if not is_meeting or drawn[month] + minutes > POOLS.get(holder.organization or "", 0):
        return paid(slot)
    drawn[month] += minutes
    return pooled(slot)


def _everyday_slots(rows: Rows, calendar: Calendar) -> Iterator[tuple[Slot, date]]:
    for day in calendar.workdays(FIRST_DAY, LAST_DAY):
        for room in EVERYDAY_ROOMS:
            for hour, minute, minutes in rows.chance.sample(HOURS, rows.chance.randint(1, 3)):
                starts_at = at(day, hour, minute)
                yield Slot(room, starts_at, starts_at + timedelta(minutes=minutes)), day


def _add_hot_desks(rows: Rows, calendar: Calendar) -> None:
    """Desks for a day, taken by people whose start-up is not a company yet."""
    for day in calendar.workdays(-DESK_DAYS, DESK_DAYS):
        desks = rows.chance.sample(range(1, HOT_DESKS + 1), len(GUESTS))
        for number, guest in zip(desks, GUESTS, strict=True):
            requested_at = at(min(day, calendar.today) - timedelta(days=1), 12)
            book(
                rows,
                Slot(f"d-{number:02}", at(day, 9), at(day, 18)),
                Holder(guest),
                requested_at=requested_at,
                title="Postazione",
                confirmed_at=requested_at,
                price=DAY_PRICE,
                price_unit=PriceUnit.DAY,
                unit_price=DAY_PRICE,
                vat_rate=VAT,
            )
