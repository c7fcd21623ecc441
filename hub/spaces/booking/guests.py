"""Who is asked to come to a booking: people of the park, and guests by e-mail address."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from hub.contacts import email_of
from hub.deed import BATCH, Deed
from hub.members.models import Person
from hub.refusals import EmailInvalid, NotFound, TooLong
from hub.spaces.attendee_models import BookingAttendee
from hub.spaces.booking_models import Booking
from hub.spaces.booking_refusals import GuestUnclear, TooManyGuests
from hub.texts import line

MOST_GUESTS = 100
LONGEST_NAME = 160

Columns = dict[str, UUID | str | None]
"""What a row says of a guest."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody to be asked."""

    person_id: UUID | None = None
    email: str | None = None
    name: str | None = None


async def invite(deed: Deed, booking: Booking, guests: Sequence[Guest]) -> None:
    """Ask guests to a new booking; who is named twice is asked once."""
    await invite_more(deed, booking, guests, known=(), path=("input", "guests"))


async def invite_more(
    deed: Deed,
    booking: Booking,
    guests: Sequence[Guest],
    *,
    known: Sequence[BookingAttendee],
    path: tuple[str, ...],
) -> list[BookingAttendee]:
    """Ask guests to a booking beside those who are known; tells who is new."""
    check_number(deed, len(known) + len(guests), path=path)
    asked = await asked_of(deed, guests, path=path)
    names = [each.person_id or each.email for each in known]
    return [
        await deed.create(BookingAttendee, booking_id=booking.id, **columns)
        for columns in asked
        if (columns["person_id"] or columns["email"]) not in names
    ]


async def asked_of(deed: Deed, guests: Sequence[Guest], *, path: tuple[str, ...]) -> list[Columns]:
    """The columns of guests, each of them once; raises Refused if anything is wrong with them."""
    asked: dict[UUID | str | None, Columns] = {}
    for place, guest in enumerate(guests):
        columns = await _columns(deed, guest, *path, place)
        asked.setdefault(columns["person_id"] or columns["email"], columns)
    deed.settle()
    return list(asked.values())


async def invite_to_all(deed: Deed, bookings: Sequence[Booking], asked: Sequence[Columns]) -> None:
    """Ask the same guests to many new bookings; the record counts them, as it does these."""
    rows = [
        BookingAttendee(booking_id=booking.id, **columns)
        for booking in bookings
        for columns in asked
    ]
    if rows:
        await BookingAttendee.bulk_create(rows, batch_size=BATCH, using_db=deed.connection)
        for row in rows[: len(asked)]:
            deed.changes.belongs_to(row)
        deed.changes.note_many(BookingAttendee._meta.db_table, created=len(rows))


def check_number(
    deed: Deed, number: int, *, path: tuple[str, ...], most: int = MOST_GUESTS
) -> None:
    """Raise Refused if there are more guests than may be."""
    if number > most:
        deed.refuse(TooManyGuests(*path, limit=most, measured=number))
        deed.settle()


async def _columns(deed: Deed, guest: Guest, *path: str | int) -> Columns:
    if (guest.person_id is None) == (not guest.email):
        deed.refuse(GuestUnclear(*path))
    name = line(guest.name or "") or None
    if name and len(name) > LONGEST_NAME:
        deed.refuse(TooLong(*path, "name", limit=LONGEST_NAME, measured=len(name)))
    email = None
    if guest.email and not (email := email_of(guest.email)):
        deed.refuse(EmailInvalid(*path, "email"))
    if guest.person_id is not None:
        known = Person.filter(id=guest.person_id).using_db(deed.connection)
        if not await known.exists():
            deed.refuse(NotFound(*path, "personId"))
    return {"person_id": guest.person_id, "email": email, "name": name}
