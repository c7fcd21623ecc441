"""To whom mails about bookings go: by the address that is known now, in their own language."""

from dataclasses import dataclass

from hub.accounts.models import Account
from hub.mail.letter import one_line
from hub.members.models import Person
from hub.messages import DEFAULT, Tongue, tongue
from hub.record.models import OutboxEvent
from hub.spaces.attendee_models import BookingAttendee


@dataclass(frozen=True, slots=True)
class Reader:
    """To whom a mail goes."""

    address: str
    name: str
    language: Tongue
    is_guest: bool


async def reader_of(event: OutboxEvent) -> Reader | None:
    """Whom the mail is for, as long as there is an address."""
    if person_id := event.payload.get("person_id"):
        return await _person(await Person.get_or_none(id=person_id), is_guest=False)
    guest = await BookingAttendee.get_or_none(id=event.payload["guest_id"]).prefetch_related(
        "person"
    )
    if guest is None:
        return None
    if guest.person is not None or not guest.email:
        return await _person(guest.person, is_guest=True)
    name = one_line(guest.name or guest.email)
    return Reader(guest.email, name, DEFAULT, is_guest=True)


async def _person(person: Person | None, *, is_guest: bool) -> Reader | None:
    """By the address that the person has proved to read, else by the one that is known."""
    if person is None:
        return None
    account = await Account.get_or_none(person_id=person.id, disabled_at=None)
    is_proved = account is not None and account.verified_at is not None
    address = account.email if account and is_proved else person.email
    if not address:
        return None
    return Reader(address, one_line(person.name), tongue(person.language), is_guest)
