"""What hung on a membership that ends: it ends as well, or goes to another holder."""

from datetime import date
from uuid import UUID

from hub.deed import Deed, Done
from hub.ends import Ending, Holder
from hub.errors import Refused
from hub.members import consequences, held
from hub.members.membership_models import Membership
from hub.refusals import NotAllowed, NotFound, OneParty


async def heir_of(
    deed: Deed,
    *,
    reassign_to_organization_id: UUID | None = None,
    reassign_to_person_id: UUID | None = None,
) -> Holder | None:
    """Who is to have it, locked; that is for the desk to say, which knows both."""
    to = Holder(reassign_to_organization_id, reassign_to_person_id)
    if to == Holder():
        return None
    path = _path(to)
    if not deed.actor.has_role(held.DESKS):
        deed.refuse(NotAllowed(*path, who="the front desk"))
    elif None not in to:
        deed.refuse(OneParty("input", "reassignToPersonId"))
    elif not held.is_there(await held.lock_holder(deed, to, *path)):
        raise Refused(NotFound(*path))
    return to


async def settled(deed: Deed, membership: Membership, ends: date, *, to: Holder | None) -> Done:
    """End or pass on what hangs on a membership from a day on, and tell it."""
    ending = Ending(
        holder=held.holder_of(membership),
        day=ends,
        today=deed.today,
        now=deed.now,
        by_id=deed.actor.person_id,
        membership_id=membership.id,
    )
    told = await consequences.settle(deed, ending, to=to, path=_path(to) if to else ())
    return Done(membership.id, {"consequences": told})


def _path(to: Holder) -> tuple[str, str]:
    return ("input", "reassignToOrganizationId" if to.organization_id else "reassignToPersonId")
