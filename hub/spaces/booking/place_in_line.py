"""A place in line that somebody wants to change: found, locked, and where it stands then."""

from uuid import UUID

from hub.deed import Deed
from hub.errors import Refused
from hub.refusals import NotAllowed, NotFound
from hub.spaces import booking_policy
from hub.spaces.booking.holder import DESK, Party, lock
from hub.spaces.booking.spans import Span
from hub.spaces.booking_models import WaitlistEntry
from hub.spaces.terms import WaitlistState
from hub.spaces.waiting_refusals import NotWaiting, OfferEnded

PATH = ("input", "entryId")
OPEN = frozenset({WaitlistState.WAITING, WaitlistState.OFFERED})
"""States in which somebody may yet have the slot."""


async def to_change(deed: Deed, entry_id: UUID) -> WaitlistEntry:
    """The place in line, locked as for a booking, for who may give it up; raises Refused."""
    rows = WaitlistEntry.filter(id=entry_id).using_db(deed.connection)
    entry = await rows.first()
    if entry is None or not booking_policy.WAITLIST_ENTRY.rows.holds(entry, deed.viewer):
        raise Refused(NotFound(*PATH))
    if not _may_change(deed, entry):
        raise Refused(NotAllowed(*PATH, who="who waits, administrators of theirs and the desk"))
    party = Party(entry.organization_id, entry.person_id, None, is_by_staff=False)
    await lock(deed, party, entry.space_id, during=Span(entry.starts_at, entry.ends_at))
    return await deed.lock(WaitlistEntry, entry_id, *PATH)


def _may_change(deed: Deed, entry: WaitlistEntry) -> bool:
    actor = deed.actor
    is_own = entry.person_id == actor.person_id
    return is_own or actor.has_role(DESK) or entry.organization_id in actor.administered_ids


def against(entry: WaitlistEntry, state: WaitlistState) -> NotWaiting | OfferEnded:
    """Why nothing can be done any more about a place in line."""
    if state is not WaitlistState.EXPIRED:
        return NotWaiting(*PATH)
    return OfferEnded(*PATH, ended_at=min(entry.offer_ends_at or entry.starts_at, entry.starts_at))
