"""How a booking of the demo is put together: what it blocks, what it costs, who made it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import cast
from uuid import UUID

from hub.clock import ROME
from hub.demo.cobox_rooms import CONDITIONS, ROOMS
from hub.demo.rows import Rows
from hub.members.models import Organization, Person
from hub.spaces.attendee_models import BookingAttendee
from hub.spaces.booking_models import Booking
from hub.spaces.models import Space
from hub.spaces.terms import PriceUnit

HOUR = timedelta(hours=1)
CHECK_IN = timedelta(minutes=20)
VAT = Decimal(22)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who books, and for which organization if for one."""

    person: str
    organization: str | None = None

    def columns(self, rows: Rows) -> dict[str, UUID | None]:
        person_id = rows.find(Person, self.person)
        organization_id = self.organization and rows.find(Organization, self.organization)
        return {
            "person_id": person_id,
            "booked_by_id": person_id,
            "organization_id": organization_id or None,
        }


@dataclass(frozen=True, slots=True)
class Slot:
    """A space from one instant to another."""

    room: str
    starts_at: datetime
    ends_at: datetime

    def columns(self) -> dict[str, datetime]:
        """The time itself, the time blocked with preparation, and what the clocks show."""
        terms = CONDITIONS[conditions_of(self.room)]
        before, after = (
            timedelta(minutes=cast(int, terms.get(f"buffer_{side}_minutes", 0)))
            for side in ("before", "after")
        )
        return {
            "starts_at": self.starts_at,
            "ends_at": self.ends_at,
            "blocked_from": self.starts_at - before,
            "blocked_until": self.ends_at + after,
            "local_starts": shown(self.starts_at),
            "local_ends": shown(self.ends_at),
        }


def book(
    rows: Rows,
    slot: Slot,
    holder: Holder | None,
    *,
    requested_at: datetime,
    **facts: object,
) -> UUID:
    """A booking, with the conditions that were in force when it was made."""
    terms = CONDITIONS[conditions_of(slot.room)]
    return rows.add(
        Booking,
        requested_at,
        space_id=rows.find(Space, slot.room),
        requested_at=requested_at,
        cancellation_steps=terms.get("cancellation_steps", []),
        holds_while_pending=_holds_while_pending(terms),
        **slot.columns(),
        **(holder.columns(rows) if holder else {}),
        **facts,
    )


def checked_in(slot: Slot) -> Mapping[str, datetime]:
    """That somebody came in time."""
    return {
        "check_in_due_at": slot.starts_at + CHECK_IN,
        "checked_in_at": slot.starts_at + CHECK_IN / 4,
    }


def paid(slot: Slot) -> Mapping[str, object]:
    """What the slot costs by the hour."""
    hourly = Decimal(ROOMS[slot.room].hourly or 0)
    hours = Decimal((slot.ends_at - slot.starts_at) / HOUR)
    return {
        "price": hourly * hours,
        "price_unit": PriceUnit.HOUR,
        "unit_price": hourly,
        "vat_rate": VAT,
    }


def pooled(slot: Slot) -> Mapping[str, object]:
    """The slot drawn from the minutes that come with the organization's membership."""
    minutes = (slot.ends_at - slot.starts_at) // timedelta(minutes=1)
    return {"price": Decimal(0), "free_reason": "Monte ore del socio", "pool_minutes": minutes}


def ask(rows: Rows, booking_id: UUID, *people: str, **guests: str) -> None:
    """Ask people of the park to come, and guests by their names under their first names."""
    for person in people:
        rows.add(
            BookingAttendee, rows.today, booking_id=booking_id, person_id=rows.find(Person, person)
        )
    for address, name in guests.items():
        email = f"{address}@ospiti.example.org"
        rows.add(BookingAttendee, rows.today, booking_id=booking_id, name=name, email=email)


def _holds_while_pending(terms: Mapping[str, object]) -> bool:
    """What is not asked for first is never pending."""
    return bool(terms.get("needs_approval")) and bool(terms.get("holds_while_pending", True))


def conditions_of(room: str) -> str:
    """Those of the room; all desks share theirs."""
    own = ROOMS[room].conditions if room in ROOMS else None
    return own or "desks"


def shown(instant: datetime) -> datetime:
    """What the clocks of Cremona show at an instant."""
    return instant.astimezone(ROME).replace(tzinfo=None)
