"""Taking leave of a member whose membership has lapsed: nobody ended it, so nothing was settled."""

from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed, Done
from hub.members import held
from hub.members.given import PATH
from hub.members.heirs import heir_of, settled


@act(TokenScope.MEMBERS)
async def settle_lapse(deed: Deed, *, membership_id: UUID, **heir: UUID | None) -> Done:
    """End what hangs on a lapsed membership from today on, or pass it on; before, nothing changes."""
    membership = await held.for_desk(deed, membership_id, *PATH)
    await held.check_transition(deed, membership, "settleLapse", *PATH)
    to = await heir_of(deed, **heir)
    deed.settle()
    return await settled(deed, membership, deed.today, to=to)
