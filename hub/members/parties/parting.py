"""What hung on an affiliation that gets an end: it ends as well, or a colleague has it."""

from datetime import date
from uuid import UUID

from hub.deed import Deed, Done
from hub.ends import Ending, Holder
from hub.errors import Refused
from hub.members import consequences
from hub.members.models import Affiliation
from hub.refusals import NotFound

HEIR = ("input", "reassignToPersonId")


async def heir_of(deed: Deed, affiliation: Affiliation, person_id: UUID | None) -> Holder | None:
    """Another person of the same organization, which is locked; others are not found."""
    if person_id is None:
        return None
    organization_id = affiliation.organization_id
    ties = Affiliation.filter(organization_id=organization_id, person_id=person_id)
    if not await ties.filter(person__erased_at=None).using_db(deed.connection).exists():
        raise Refused(NotFound(*HEIR))
    return Holder(organization_id, person_id)


async def settled(
    deed: Deed, affiliation: Affiliation, ends: date, *, to: Holder | None = None
) -> Done:
    """End or pass on what hangs on an affiliation that was ended on a day, and tell it."""
    ending = Ending(
        holder=Holder(affiliation.organization_id, affiliation.person_id),
        day=ends,
        today=deed.today,
        now=deed.now,
        by_id=deed.actor.person_id,
    )
    told = await consequences.settle(deed, ending, to=to, path=HEIR)
    return Done(affiliation.id, {"consequences": told})
