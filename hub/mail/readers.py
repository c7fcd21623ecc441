"""To whom mails about bookings go: by the address that is known now, in their own language."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from hub.accounts.models import Account
from hub.keys import Keys
from hub.mail.letter import one_line
from hub.members.models import Person
from hub.messages import DEFAULT, Tongue, tongue
from hub.record.models import OutboxEvent
from hub.spaces.attendee_models import BookingAttendee
from hub.spaces.booking.uninviting import Address, address_of


@dataclass(frozen=True, slots=True)
class Reader:
    """To whom a mail goes."""

    address: str
    name: str
    language: Tongue
    is_guest: bool
    is_uninvited: bool = False
    """Whether they were a guest, and are none any more."""
    booking_ids: frozenset[UUID] | None = None
    """To which bookings they are asked; None: that is not what it is about."""


async def reader_of(event: OutboxEvent, keys: Keys) -> Reader | None:
    """Whom the mail is for, as long as there is an address."""
    if person_id := event.payload.get("person_id"):
        return await _person(await Person.get_or_none(id=person_id), is_guest=False)
    uninvited = event.payload.get("uninvited")
    if isinstance(uninvited, Mapping):
        return await _uninvited(event, uninvited, keys)
    return await _guest(event)


async def _guest(event: OutboxEvent) -> Reader | None:
    """Who is asked to come, by the rows that there still are."""
    rows = BookingAttendee.filter(id__in=event.payload["guest_ids"]).order_by("id")
    guests = await rows.prefetch_related("person")
    if not guests:
        return None
    first = guests[0]
    if first.person is not None or not first.email:
        reader = await _person(first.person, is_guest=True)
    else:
        reader = _by_mail(Address(first.email, first.name))
    return reader and replace(reader, booking_ids=frozenset(each.booking_id for each in guests))


async def _uninvited(
    event: OutboxEvent, uninvited: Mapping[str, str | None], keys: Keys
) -> Reader | None:
    """Who was asked to come to a booking; None if they are again."""
    person_id, sealed = uninvited["person_id"], uninvited["address"]
    address = address_of(keys, sealed) if sealed else None
    who = {"person_id": person_id} if address is None else {"email": address.email}
    asked = BookingAttendee.filter(booking_id__in=event.payload["booking_ids"], **who)
    if await asked.exists():
        return None
    if address is not None:
        reader: Reader | None = _by_mail(address)
    else:
        reader = await _person(await Person.get_or_none(id=person_id), is_guest=True)
    return reader and replace(reader, is_uninvited=True)


def _by_mail(address: Address) -> Reader:
    name = one_line(address.name or address.email)
    return Reader(address.email, name, DEFAULT, is_guest=True)


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
