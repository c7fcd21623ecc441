"""Renewing a membership: early, or within its days of grace, and never with a gap."""

from datetime import date
from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.constraints import explains
from hub.deed import Deed
from hub.members import held
from hub.members.admission import cycle_of
from hub.members.given import PATH, check_length
from hub.members.membership_models import MembershipPeriod
from hub.members.membership_refusals import PeriodOverlap
from hub.members.periods import next_end
from hub.refusals import NotAllowed
from hub.texts import line

LONGEST_NOTE = 300

explains("membership_period_no_overlap")


@act(TokenScope.MEMBERS)
async def renew_membership(
    deed: Deed, *, membership_id: UUID, covered_until: date, note: str | None = None
) -> MembershipPeriod:
    """Open the next period where the last one ends, be that day to come or past.

    `covered_until` is the end that somebody has seen: who comes second renews nothing twice.
    """
    membership = await held.for_holder(deed, membership_id, *PATH)
    periods = sorted(membership.periods, key=lambda period: period.starts_on)
    end = periods[-1].ends_on if periods else None
    if end is not None and end != covered_until:
        deed.refuse(PeriodOverlap("input", "coveredUntil", until=end))
    else:
        await held.check_transition(deed, membership, "renewMembership", *PATH)
    written = line(note or "") or None
    check_length(deed, written, "note", limit=LONGEST_NOTE)
    if written and not deed.actor.has_role(held.DESKS):
        deed.refuse(NotAllowed("input", "note", who="the front desk"))
    deed.settle()
    cycle = cycle_of(membership.type)
    return await deed.create(
        MembershipPeriod,
        membership_id=membership.id,
        starts_on=covered_until,
        ends_on=next_end(cycle, covered_until, first_on=periods[0].starts_on),
        note=written,
    )
