"""Bookings of the story in every state that a booking can have."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from hub.demo.booking import CHECK_IN, HOUR, Holder, Slot, ask, book, checked_in, paid
from hub.demo.calendar import Calendar, at
from hub.demo.rows import Rows
from hub.demo.waitlist import add_waitlist
from hub.members.models import Organization, Person
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
    add_waitlist(rows, calendar)


def _add_events(rows: Rows, calendar: Calendar) -> None:
    """The hall as a whole, and its two halves side by side; one course ended early."""
    day = calendar.workday(25)
    evening = {"title": "Serata aperta sui dati del territorio", "is_public": True}
    whole = Slot("hall", at(day, 17), at(day, 20))
    booking_id = _confirm(rows, whole, VIOLA, today=calendar.today, attendees=150, **evening)
    ask(rows, booking_id, MARTA.person, TEA.person, CESARE.person, relatrice="Dora Relatori")
    day = calendar.workday(6)
    for half, holder, title in (
        ("hall-east", MARTA, "Prova d'ascolto"),
        ("hall-west", TEA, "Formazione sulla sicurezza"),
    ):
        slot = Slot(half, at(day, 10), at(day, 13))
        booking_id = _confirm(rows, slot, holder, today=calendar.today, title=title, attendees=40)
        ask(rows, booking_id, ELIA.person, stampa="Piero Cronisti")
    day = calendar.workday(-7)
    course = Slot("aula", at(day, 14), at(day, 18))
    ended = {"title": "Corso di redazione", "finished_at": course.ends_at - HOUR}
    held = checked_in(course)
    _confirm(rows, course, CESARE, today=calendar.today, attendees=20, **ended, **held)


def _add_requests(rows: Rows, calendar: Calendar) -> None:
    """Asked for and not decided, in time or no more; and refused.

    For one day in the hall two have asked; who asks for the classroom has it until it is decided.
    """
    refusal = {"declined_at": at(calendar.day(-1), 12), "decline_reason": "Lavori (esempio)"}
    for days, facts in ((18, {}), (-5, {}), (10, refusal)):
        day = calendar.workday(days)
        slot = Slot("hall", at(day, 10), at(day, 16))
        book(
            rows,
            slot,
            LUCA,
            requested_at=at(min(day - 20 * DAY, calendar.day(-2)), 9),
            title="Giornata di studio",
            attendees=60,
            lapses_at=slot.starts_at - 2 * DAY,
            **facts,
        )
    for room, days, holder, title in (
        ("hall-east", 18, TEA, "Prova generale"),
        ("aula", 9, MARTA, "Corso di liuteria"),
    ):
        slot = Slot(room, at(calendar.workday(days), 14), at(calendar.workday(days), 18))
        asked: dict[str, Any] = {"title": title, "attendees": 18}
        lapses_at = slot.starts_at - 2 * DAY
        book(rows, slot, holder, requested_at=at(calendar.day(-1), 9), lapses_at=lapses_at, **asked)


def _add_given_up(rows: Rows, calendar: Calendar) -> None:
    """One called off at half the price, and one to which nobody came."""
    day = calendar.workday(4)
    slot = Slot("viola", at(day, 18), at(day, 19))
    cancellation = {
        "cancelled_at": at(calendar.day(-1), 15),
        "cancel_reason": "Rinviata (esempio)",
        "cancelled_by_id": rows.find(Person, ELIA.person),
        "cancellation_fee": Decimal("12.50"),
    }
    _confirm(rows, slot, ELIA, today=calendar.today, title="Riunione serale", **cancellation)
    day = calendar.workday(-3)
    slot = Slot("viola", at(day, 18), at(day, 19))
    due = {"check_in_due_at": slot.starts_at + CHECK_IN}
    _confirm(rows, slot, MARTA, today=calendar.today, title="Prova serale", **due)


def _add_of_staff(rows: Rows, calendar: Calendar) -> None:
    day = calendar.workday(-12)
    cleaning = {"kind": BookingKind.BLOCK, "title": "Pulizia dei tendaggi"}
    works = Slot("hall-east", at(day, 8), at(day, 12))
    _confirm(rows, works, None, today=calendar.today, **cleaning)
    day = calendar.workday(14)
    welcome = {"kind": BookingKind.STAFF, "title": "Accoglienza dei nuovi soci"}
    course = Slot("aula", at(day, 9), at(day, 13))
    _confirm(rows, course, None, today=calendar.today, **welcome)
    # Lent over today, whatever the hour: something is always under way.
    lent = Slot("projector", at(calendar.day(-1), 14), at(calendar.day(2), 12))
    loan = {"kind": BookingKind.BEHALF, "title": "Proiettore in prestito"}
    borrower = {"organization_id": rows.find(Organization, "istituto")}
    _confirm(rows, lent, None, today=calendar.today, **loan, **borrower)


def _confirm(
    rows: Rows, slot: Slot, holder: Holder | None, *, today: date, **facts: object
) -> UUID:
    """Asked for some days before, and confirmed by the front desk on the next day."""
    desk_id = rows.find(Person, FRONT_DESK)
    requested_at = min(slot.starts_at, at(today, 0)) - 6 * DAY
    return book(
        rows,
        slot,
        holder,
        requested_at=requested_at,
        confirmed_at=requested_at + DAY,
        decided_by_id=desk_id,
        **(paid(slot) if holder else {"booked_by_id": desk_id}),
        **facts,
    )
