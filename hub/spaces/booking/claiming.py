"""Taking up an offer of the waiting list: the slot becomes a booking."""

from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed
from hub.errors import Refused
from hub.spaces.booking.book import write, written
from hub.spaces.booking.draft import told
from hub.spaces.booking.holder import DESK, Party
from hub.spaces.booking.place_in_line import PATH, against, to_change
from hub.spaces.booking.waiting import wish_of
from hub.spaces.booking_models import Booking, WaitlistEntry
from hub.spaces.booking_refusals import HeldForAnother
from hub.spaces.facts import state_in_line
from hub.spaces.terms import WaitlistState
from hub.spaces.waiting_refusals import NotOffered

HELD = """SELECT 1 FROM space_offers($1::uuid, $2::timestamptz, $3::timestamptz, $4::timestamptz)
LIMIT 1"""


@act(TokenScope.SPACES)
async def claim_offer(
    deed: Deed, *, entry_id: UUID, is_public: bool = False, note: str | None = None
) -> Booking:
    """Book the slot that is kept for who waited; by the same rules as any booking."""
    entry = await to_change(deed, entry_id)
    state = state_in_line(entry, deed.now)
    if state is WaitlistState.WAITING:
        raise Refused(await _not_yet(deed, entry))
    if state is not WaitlistState.OFFERED:
        raise Refused(against(entry, state))
    booked_by_id = deed.actor.person_id if deed.actor.person_id != entry.person_id else None
    is_by_staff = booked_by_id is not None and deed.actor.has_role(DESK)
    party = Party(entry.organization_id, entry.person_id, booked_by_id, is_by_staff)
    texts = written(deed, entry.title, note)
    wish = wish_of(entry, is_by_staff=is_by_staff)
    booking = await write(deed, wish, party, kind=None, is_public=is_public, **texts)
    await deed.edit(entry, claimed_at=deed.now, booking_id=booking.id)
    told(deed, booking, "CONFIRMED" if booking.confirmed_at else "REQUESTED")
    return booking


async def _not_yet(deed: Deed, entry: WaitlistEntry) -> HeldForAnother | NotOffered:
    """Whether it is another one's turn, or the slot is not free."""
    values = [entry.space_id, entry.starts_at, entry.ends_at, deed.now]
    if await deed.connection.execute_query_dict(HELD, values):
        return HeldForAnother(*PATH, rule="waitlist")
    return NotOffered(*PATH)
