"""Changing what is said of a booking: its title, who comes, who is asked."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed
from hub.spaces.attendee_models import BookingAttendee
from hub.spaces.booking.book import written
from hub.spaces.booking.draft import told
from hub.spaces.booking.guests import Guest, invite_more
from hub.spaces.booking.question import ask
from hub.spaces.booking.rules import findings
from hub.spaces.booking.standing import AHEAD, is_by_staff, require_state, to_change
from hub.spaces.booking.uninviting import uninvited
from hub.spaces.booking.wish import Wish
from hub.spaces.booking_life_refusals import GuestUnknown
from hub.spaces.booking_models import Booking
from hub.spaces.booking_refusals import TooFewAttendees, TooManyAttendees
from hub.spaces.revising import retitled, revised
from hub.spaces.terms import BookingState

OPEN = AHEAD | {BookingState.ONGOING}
"""States in which it can still be said otherwise."""
ABOUT_PEOPLE = (TooFewAttendees, TooManyAttendees)


@act(TokenScope.SPACES)
async def update_booking(
    deed: Deed,
    *,
    booking_id: UUID,
    version: int,
    add_guests: Sequence[Mapping[str, Any]] | None = None,
    remove_guest_ids: Sequence[UUID] | None = None,
    **given: Any,
) -> Booking:
    """Change what is given of a booking, and of its guests."""
    booking = await to_change(deed, booking_id)
    require_state(deed, booking, OPEN)
    deed.check_version(booking, version)
    values = await _checked(deed, booking, given)
    leaving = _uninvited(deed, booking, remove_guest_ids or ())
    deed.settle()
    if leaving:
        values |= revised(booking, deed.now)
    await deed.edit(booking, **values)
    for guest in leaving:
        await deed.remove(guest)
    staying = [each for each in booking.guests if each not in leaving]
    guests = [Guest(**each) for each in add_guests or ()]
    new = await invite_more(deed, booking, guests, known=staying, path=("input", "addGuests"))
    told(
        deed,
        booking,
        "CHANGED",
        new_guest_ids=[guest.id for guest in new],
        uninvited=[uninvited(deed.keys, guest) for guest in leaving],
    )
    return booking


async def _checked(deed: Deed, booking: Booking, given: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that are given, in the form in which they are kept; what is wrong is noted."""
    title, attendees, is_public = (given.get(each) for each in ("title", "attendees", "is_public"))
    texts = written(deed, booking.title if title is None else title, given.get("note"))
    values = retitled(booking, str(texts["title"]), deed.now)
    if "note" in given:
        values["note"] = texts["note"]
    if is_public is not None:
        values["is_public"] = is_public
    if attendees is not None:
        values["attendees"] = attendees
        await _check_attendees(deed, booking, attendees)
    return values


async def _check_attendees(deed: Deed, booking: Booking, attendees: int) -> None:
    wish = Wish(
        space_id=booking.space_id,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        organization_id=booking.organization_id,
        person_id=booking.person_id,
        attendees=attendees,
        booking_id=booking.id,
        is_by_staff=is_by_staff(booking, deed.actor),
    )
    facts = await ask(deed.connection, wish, deed.now)
    if facts is not None:
        found = findings(facts, wish, deed.now)
        deed.refuse(*(each for each in found if isinstance(each, ABOUT_PEOPLE)))


def _uninvited(deed: Deed, booking: Booking, guest_ids: Sequence[UUID]) -> list[BookingAttendee]:
    """The guests who are to be taken off a booking; ids of others are noted."""
    asked = {guest.id: guest for guest in booking.guests}
    for place, guest_id in enumerate(guest_ids):
        if guest_id not in asked:
            deed.refuse(GuestUnknown("input", "removeGuestIds", place))
    return [guest for id, guest in asked.items() if id in guest_ids]
