"""Bookings of the story in every state that a booking can have, and the waiting list."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from hub.demo.booking import CHECK_IN, HOUR, Holder, Slot, book, checked_in, paid
from hub.demo.calendar import Calendar, at
from hub.demo.rows import Rows
from hub.members.models import Organization, Person
from hub.spaces.booking_models import WaitlistEntry
from hub.spaces.models import Space
from hub.spaces.terms import BookingKind

DAY = timedelta(days=1)
VIOLA, ELIA = Holder("Viola Chimera", "nuvola"), Holder("Elia Bozzetti", "nuvola")
MARTA, TEA = Holder("Marta Ipotesi", "violini"), Holder("Tea Fantasia", "granata")
LUCA, CESARE = Holder("Luca Controfigura", "airone"), Holder("Cesare Personaggi", "ponte")
FRONT_DESK = "Bruno Fittizi"


def add_booking_cases(rows: Rows, calendar: Calendar) -> None:
    _add_events(rows, calendar)
    _add_requests(rows, calendar)
    _add_given_up(rows, calendar)
    _add_of_staff(rows, calendar)
    _add_waitlist(rows, calendar)


def _add_events(rows: Rows, calendar: Calendar) -> None:
    """The hall as a whole, and its two halves side by side; one meeting ended early."""
    decided = {"decided_by_id": rows.find(Person, FRONT_DESK)}
    day = calendar.workday(25)
    whole = Slot("hall", at(day, 17), at(day, 20))
    _confirm(
        rows,
        calendar,
        whole,
        VIOLA,
        title="Serata aperta sui dati del territorio",
        attendees=150,
        is_public=True,
        **decided,
    )
    day = calendar.workday(6)
    east, west = (Slot(f"hall-{side}", at(day, 10), at(day, 13)) for side in ("east", "west"))
    _confirm(rows, calendar, east, MARTA, title="Prova d'ascolto", attendees=40, **decided)
    _confirm(rows, calendar, west, TEA, title="Formazione sicurezza", attendees=30, **decided)
    day = calendar.workday(-7)
    past = Slot("aula", at(day, 14), at(day, 18))
    _confirm(
        rows,
        calendar,
        past,
        CESARE,
        title="Corso di redazione",
        attendees=20,
        finished_at=past.ends_at - HOUR,
        **checked_in(past),
        **decided,
    )


def _add_requests(rows: Rows, calendar: Calendar) -> None:
    """Asked for and not decided, in time or no more; and refused."""
    for days, facts in (
        (18, {}),
        (-5, {}),
        (10, {"declined_at": at(calendar.day(-1), 12), "decline_reason": "Lavori (esempio)"}),
    ):
        day = calendar.workday(days)
        slot = Slot("hall", at(day, 10), at(day, 16))
        requested_at = at(min(day - 20 * DAY, calendar.day(-2)), 9)
        book(
            rows,
            slot,
            LUCA,
            requested_at=requested_at,
            title="Giornata di studio",
            attendees=60,
            lapses_at=slot.starts_at - 2 * DAY,
            **facts,
        )


def _add_given_up(rows: Rows, calendar: Calendar) -> None:
    """One called off at half the price, and one to which nobody came."""
    day = calendar.workday(4)
    slot = Slot("viola", at(day, 18), at(day, 19))
    _confirm(
        rows,
        calendar,
        slot,
        ELIA,
        title="Riunione serale",
        attendees=4,
        cancelled_at=at(calendar.day(-1), 15),
        cancel_reason="Rinviata (esempio)",
        cancelled_by_id=rows.find(Person, ELIA.person),
        cancellation_fee=Decimal("12.50"),
    )
    day = calendar.workday(-3)
    slot = Slot("viola", at(day, 18), at(day, 19))
    _confirm(
        rows,
        calendar,
        slot,
        MARTA,
        title="Prova serale",
        attendees=3,
        check_in_due_at=slot.starts_at + CHECK_IN,
    )


def _add_of_staff(rows: Rows, calendar: Calendar) -> None:
    staff = {"booked_by_id": rows.find(Person, FRONT_DESK)}
    day = calendar.workday(-12)
    works = Slot("hall-east", at(day, 8), at(day, 12))
    _confirm(
        rows, calendar, works, None, title="Pulizia dei tendaggi", kind=BookingKind.BLOCK, **staff
    )
    day = calendar.workday(14)
    course = Slot("aula", at(day, 9), at(day, 13))
    _confirm(
        rows,
        calendar,
        course,
        None,
        title="Accoglienza dei nuovi soci",
        kind=BookingKind.STAFF,
        attendees=12,
        **staff,
    )
    # Lent over today, whatever the hour: something is always under way.
    lent = Slot("projector", at(calendar.day(-1), 14), at(calendar.day(2), 12))
    _confirm(
        rows,
        calendar,
        lent,
        None,
        title="Proiettore in prestito",
        kind=BookingKind.BEHALF,
        organization_id=rows.find(Organization, "istituto"),
        **staff,
    )


def _add_waitlist(rows: Rows, calendar: Calendar) -> None:
    coming, past = calendar.workday(3), calendar.workday(-8)
    held = Slot("studio", at(coming, 18, 30), at(coming, 19, 30))
    _wait(rows, calendar, held, MARTA, booking_id=_hold(rows, calendar, held, MARTA))
    _wait(rows, calendar, held, LUCA)
    _wait(rows, calendar, held, TEA, left_at=at(calendar.day(-1), 9))
    over = Slot("studio", at(past, 18, 30), at(past, 19, 30))
    taken_id = book(
        rows,
        over,
        CESARE,
        requested_at=over.starts_at - 3 * DAY,
        title="Registrazione",
        confirmed_at=over.starts_at - 2 * DAY,
        **checked_in(over),
        **paid(over),
    )
    offer = {"offered_at": over.starts_at - 3 * DAY, "offer_ends_at": over.starts_at - DAY}
    _wait(
        rows,
        calendar,
        over,
        CESARE,
        booking_id=taken_id,
        **offer,
        claimed_at=over.starts_at - 2 * DAY,
    )
    _wait(rows, calendar, over, ELIA)


def _hold(rows: Rows, calendar: Calendar, slot: Slot, holder: Holder) -> UUID:
    """The slot kept for the first in line until tomorrow noon."""
    return book(
        rows,
        slot,
        holder,
        requested_at=at(calendar.day(-1), 12),
        title="Registrazione",
        kind=BookingKind.HOLD,
        lapses_at=at(calendar.day(1), 12),
    )


def _wait(rows: Rows, calendar: Calendar, slot: Slot, holder: Holder, **facts: object) -> None:
    joined_at = min(slot.starts_at, at(calendar.today, 0)) - 4 * DAY
    if "booking_id" in facts and "offered_at" not in facts:
        facts |= {"offered_at": at(calendar.day(-1), 12), "offer_ends_at": at(calendar.day(1), 12)}
    columns = {
        name: value for name, value in holder.columns(rows).items() if name != "booked_by_id"
    }
    rows.add(
        WaitlistEntry,
        joined_at,
        space_id=rows.find(Space, slot.room),
        title="Registrazione",
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        joined_at=joined_at,
        **columns,
        **facts,
    )


def _confirm(
    rows: Rows,
    calendar: Calendar,
    slot: Slot,
    holder: Holder | None,
    *,
    title: str,
    **facts: object,
) -> UUID:
    asked_at = min(slot.starts_at, at(calendar.day(-1), 12)) - 6 * DAY
    price = paid(slot) if holder else {}
    return book(
        rows,
        slot,
        holder,
        requested_at=asked_at,
        title=title,
        confirmed_at=asked_at + DAY,
        **price,
        **facts,
    )
