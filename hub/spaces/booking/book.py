"""Booking a space."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed
from hub.errors import Refused
from hub.refusals import Blank, NotFound, TooLong
from hub.spaces.booking.draft import (
    charged,
    consider,
    decided,
    make_room,
    timed,
    told,
)
from hub.spaces.booking.entering import enter
from hub.spaces.booking.guests import Guest, invite
from hub.spaces.booking.holder import Party, party_of
from hub.spaces.booking.house import house_party
from hub.spaces.booking.standing import OF_THE_HOUSE
from hub.spaces.booking.wish import Wish
from hub.spaces.booking_models import Booking
from hub.spaces.terms import BookingKind
from hub.texts import line

LONGEST_TITLE = 160
LONGEST_NOTE = 2000


@act(TokenScope.SPACES)
async def book_space(
    deed: Deed,
    *,
    space_id: UUID,
    starts_at: datetime,
    ends_at: datetime,
    title: str,
    organization_id: UUID | None = None,
    person_id: UUID | None = None,
    attendees: int | None = None,
    is_public: bool | None = None,
    note: str | None = None,
    guests: Sequence[Mapping[str, Any]] | None = None,
    for_the_house: BookingKind | None = None,
) -> Booking:
    """Book a space from one instant to another, or ask for it where that is to be approved."""
    if for_the_house is not None:
        party = house_party(deed, for_the_house)
    else:
        party = await party_of(deed, organization_id, person_id)
    wish = Wish(
        space_id=space_id,
        starts_at=starts_at,
        ends_at=ends_at,
        organization_id=party.organization_id,
        person_id=party.person_id,
        attendees=1 if attendees is None else attendees,
        is_by_staff=party.is_by_staff,
    )
    await enter(deed, party, wish)
    texts = written(deed, title, note)
    booking = await write(deed, wish, party, kind=for_the_house, is_public=bool(is_public), **texts)
    await invite(deed, booking, [Guest(**each) for each in guests or ()])
    told(deed, booking, "CONFIRMED" if booking.confirmed_at else "REQUESTED")
    return booking


async def write(
    deed: Deed, wish: Wish, party: Party, *, kind: BookingKind | None = None, **beside: Any
) -> Booking:
    """A booking that keeps all rules; raises Refused with all that stands against it.

    The space and the holder are locked.
    """
    facts, found = await consider(deed, wish)
    deed.refuse(*found)
    deed.settle()
    if facts is None:
        raise Refused(NotFound("input", "spaceId"))
    cost = {} if kind in OF_THE_HOUSE else charged(facts, wish)
    return await deed.create(
        Booking,
        space_id=wish.space_id,
        kind=kind or (BookingKind.BEHALF if wish.is_by_staff else BookingKind.ORDINARY),
        organization_id=wish.organization_id,
        person_id=wish.person_id,
        booked_by_id=party.booked_by_id,
        attendees=wish.attendees,
        requested_at=deed.now,
        **await make_room(deed, facts, wish),
        **timed(facts, wish),
        **decided(facts, wish, deed.now),
        **cost,
        **beside,
    )


def written(deed: Deed, title: str, note: str | None) -> dict[str, str | None]:
    """The texts of a booking in the form in which they are kept; what is wrong is noted."""
    name, text = line(title), (note or "").strip() or None
    if not name:
        deed.refuse(Blank("input", "title"))
    if len(name) > LONGEST_TITLE:
        deed.refuse(TooLong("input", "title", limit=LONGEST_TITLE, measured=len(name)))
    if text and len(text) > LONGEST_NOTE:
        deed.refuse(TooLong("input", "note", limit=LONGEST_NOTE, measured=len(text)))
    return {"title": name, "note": text}
