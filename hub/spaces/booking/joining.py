"""Waiting for a slot that is taken, and waiting no longer."""

from datetime import datetime
from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed
from hub.errors import Refused
from hub.refusals import NotFound
from hub.spaces.booking.book import written
from hub.spaces.booking.draft import consider
from hub.spaces.booking.holder import lock, party_of, seen_space
from hub.spaces.booking.place_in_line import OPEN, against, to_change
from hub.spaces.booking.spans import Span
from hub.spaces.booking.waiting import Advance
from hub.spaces.booking.wish import Wish
from hub.spaces.booking_models import WaitlistEntry
from hub.spaces.booking_refusals import (
    BufferConflict,
    ConflictInHierarchy,
    HeldForAnother,
    LiveBookingsLimit,
    NoShowBlock,
    PoolExhausted,
    QuotaExceeded,
    SlotTaken,
)
from hub.spaces.facts import state_in_line
from hub.spaces.waiting_refusals import (
    AlreadyWaiting,
    LineFull,
    SlotIsFree,
    WaitingPersonNeeded,
)

STARTS = ("input", "startsAt")
MOST_WAITING = 50
"""So many may wait for time that overlaps: each act on the space plans the line anew."""
TAKEN = (BufferConflict, ConflictInHierarchy, HeldForAnother, SlotTaken)
"""What one waits for the end of."""
PASSING = (LiveBookingsLimit, NoShowBlock, PoolExhausted, QuotaExceeded)
"""What may be another story when the slot is free: it is asked again then."""


@act(TokenScope.SPACES)
async def join_waitlist(
    deed: Deed,
    *,
    space_id: UUID,
    starts_at: datetime,
    ends_at: datetime,
    title: str,
    organization_id: UUID | None = None,
    person_id: UUID | None = None,
    attendees: int = 1,
) -> WaitlistEntry:
    """Wait for a slot that is taken, behind all who wait for it already."""
    party = await party_of(deed, organization_id, person_id)
    if party.person_id is None:
        raise Refused(WaitingPersonNeeded("input", "personId"))
    await seen_space(deed, space_id)
    slot = Span(starts_at, ends_at)
    await lock(deed, party, space_id, during=slot)
    wish = Wish(
        space_id=space_id,
        starts_at=starts_at,
        ends_at=ends_at,
        organization_id=party.organization_id,
        person_id=party.person_id,
        attendees=attendees,
    )
    text = written(deed, title, None)["title"]
    await _require_reason(deed, wish)
    await _require_room(deed, wish)
    entry = await deed.create(
        WaitlistEntry,
        space_id=space_id,
        organization_id=party.organization_id,
        person_id=party.person_id,
        title=text,
        attendees=attendees,
        starts_at=starts_at,
        ends_at=ends_at,
        joined_at=deed.now,
    )
    deed.at_last(Advance((space_id,), slot))
    return entry


@act(TokenScope.SPACES)
async def leave_waitlist(deed: Deed, *, entry_id: UUID) -> WaitlistEntry:
    """Wait no longer; a slot that was offered is offered to the next at once."""
    entry = await to_change(deed, entry_id)
    state = state_in_line(entry, deed.now)
    if state not in OPEN:
        raise Refused(against(entry, state))
    await deed.edit(entry, left_at=deed.now)
    return entry


async def _require_reason(deed: Deed, wish: Wish) -> None:
    """Note what no waiting helps against, and if there is nothing to wait for."""
    facts, found = await consider(deed, wish)
    lasting = [each for each in found if not isinstance(each, (*TAKEN, *PASSING))]
    is_taken = any(isinstance(each, TAKEN) for each in found)
    if facts is None and not found:
        raise Refused(NotFound("input", "spaceId"))
    deed.refuse(*(lasting if lasting or is_taken else found))
    if facts is not None and not found:
        deed.refuse(SlotIsFree(*STARTS, space=facts.place.name))


async def _require_room(deed: Deed, wish: Wish) -> None:
    """Note it if the person waits already, or if too many do."""
    rows = WaitlistEntry.filter(
        space_id=wish.space_id,
        starts_at__lt=wish.ends_at,
        ends_at__gt=wish.starts_at,
        claimed_at=None,
        left_at=None,
    )
    open_ = [
        each
        for each in await rows.using_db(deed.connection)
        if state_in_line(each, deed.now) in OPEN
    ]
    if any(each.person_id == wish.person_id for each in open_):
        deed.refuse(AlreadyWaiting(*STARTS))
    if len(open_) >= MOST_WAITING:
        deed.refuse(LineFull(*STARTS, limit=MOST_WAITING))
