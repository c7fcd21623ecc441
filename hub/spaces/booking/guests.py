"""Who is asked to come to a booking: people of the park, and guests by e-mail address."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from hub.contacts import email_of
from hub.deed import Deed
from hub.members.models import Person
from hub.refusals import EmailInvalid, NotFound, TooLong
from hub.spaces.attendee_models import BookingAttendee
from hub.spaces.booking_models import Booking
from hub.spaces.booking_refusals import GuestUnclear, TooManyGuests
from hub.texts import line

MOST_GUESTS = 100
LONGEST_NAME = 160


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
    _check_number(deed, len(known) + len(guests), *path)
    asked = {}
    for place, guest in enumerate(guests):
        values = await _values(deed, guest, *path, place)
        asked[values["person_id"] or values["email"]] = values
    for each in known:
        asked.pop(each.person_id or each.email, None)
    deed.settle()
    return [
        await deed.create(BookingAttendee, booking_id=booking.id, **values)
        for values in asked.values()
    ]


def _check_number(deed: Deed, number: int, *path: str) -> None:
    if number > MOST_GUESTS:
        deed.refuse(TooManyGuests(*path, limit=MOST_GUESTS, measured=number))
        deed.settle()


async def _values(deed: Deed, guest: Guest, *path: str | int) -> dict[str, UUID | str | None]:
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
