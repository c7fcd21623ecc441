"""Guests who are no longer asked to come: who they were, until they have been told."""

import json
from typing import NamedTuple
from uuid import UUID

from hub.keys import Keys
from hub.spaces.attendee_models import BookingAttendee

SEALED = "uninvited guest"
CALLED = "invited guest"


class Address(NamedTuple):
    """Where a guest by mail is written to."""

    email: str
    name: str | None


def alias_of(keys: Keys, person_id: UUID | None, email: str | None) -> str:
    """What events call a guest: always the same, and nobody's address."""
    return str(person_id) if person_id else keys.mac(CALLED, email or "")


def uninvited(keys: Keys, guest: BookingAttendee) -> dict[str, str | None]:
    """A guest as an event may tell them whose row is deleted: the address is encrypted."""
    address = None
    if guest.person_id is None:
        address = keys.encrypt(SEALED, json.dumps([guest.email, guest.name]))
    return {
        "alias": alias_of(keys, guest.person_id, guest.email),
        "person_id": str(guest.person_id) if guest.person_id else None,
        "address": address,
    }


def address_of(keys: Keys, address: str) -> Address | None:
    """An address that an event tells; None if it cannot be read."""
    text = keys.decrypt(SEALED, address)
    return None if text is None else Address(*json.loads(text))
