"""How much of the rooms comes with an organization's membership."""

from datetime import date
from uuid import UUID

from tortoise.expressions import Q

from hub.act import act
from hub.actor import TokenScope
from hub.constraints import explains
from hub.deed import Deed, Done
from hub.members.membership_refusals import NumberOutOfRange
from hub.members.models import Organization
from hub.members.parties.entering import lock_party, require_desk
from hub.refusals import DayPassed
from hub.spaces.lease_models import Allowance
from hub.spaces.terms import SpaceKind

MOST_MINUTES = 31 * 24 * 60 * 100

explains("allowance_no_overlap")


@act(TokenScope.SPACES)
async def set_allowance(
    deed: Deed,
    *,
    organization_id: UUID,
    kind: SpaceKind,
    minutes_per_month: int | None = None,
    starts_on: date | None = None,
) -> Done:
    """Let an organization's people share so many minutes a month from a day on, or none any more."""
    require_desk(deed, "input")
    organization = await lock_party(deed, Organization, organization_id, "input", "organizationId")
    begins = starts_on or deed.today
    if begins < deed.today:
        deed.refuse(DayPassed("input", "startsOn", today=deed.today))
    if minutes_per_month is not None and not 0 <= minutes_per_month <= MOST_MINUTES:
        deed.refuse(NumberOutOfRange("input", "minutesPerMonth", least=0, most=MOST_MINUTES))
    deed.settle()
    later = Allowance.filter(
        Q(ends_on=None) | Q(ends_on__gt=begins), organization_id=organization.id, kind=kind
    )
    for former in await later.using_db(deed.connection).select_for_update():
        await deed.edit(former, ends_on=max(begins, former.starts_on))
    deed.touch(organization)
    if minutes_per_month is None:
        return Done()
    made = await deed.create(
        Allowance,
        organization_id=organization.id,
        kind=kind,
        minutes_per_month=minutes_per_month,
        starts_on=begins,
    )
    return Done(made.id)
