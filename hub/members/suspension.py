"""Suspending a membership, from one day to another, and lifting that."""

from datetime import date, timedelta
from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.constraints import explains
from hub.deed import Deed
from hub.errors import Refused
from hub.members import held
from hub.members.facts import facts_of, period_of
from hub.members.given import PATH, check_soon, reason_of
from hub.members.membership_models import Suspension
from hub.members.membership_refusals import InvalidTransition, SuspensionOverlap
from hub.members.rules import membership_status, overlap
from hub.members.transitions import allowed
from hub.refusals import DayPassed, DayTooLate, NotFound, NotInOrder

AHEAD = timedelta(days=366)

explains("suspension_no_overlap")


@act(TokenScope.MEMBERS)
async def suspend_membership(
    deed: Deed,
    *,
    membership_id: UUID,
    reason: str,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Suspension:
    """Take the rights of a member for a while, or until that is lifted."""
    membership = await held.for_direction(deed, membership_id, *PATH)
    await held.check_transition(deed, membership, "suspendMembership", *PATH)
    begins, written = starts_on or deed.today, reason_of(deed, reason)
    check_soon(deed, begins, "startsOn", ahead=AHEAD)
    if ends_on is not None and ends_on <= begins:
        deed.refuse(NotInOrder("input", "endsOn", begins=begins, ends=ends_on))
    earlier = [(each.starts_on, each.ends_on) for each in membership.suspensions]
    since = overlap(earlier, begins, ends_on)
    if since is not None:
        deed.refuse(SuspensionOverlap("input", "startsOn", since=since))
    return await deed.create(
        Suspension, membership_id=membership.id, starts_on=begins, ends_on=ends_on, reason=written
    )


@act(TokenScope.MEMBERS)
async def lift_suspension(
    deed: Deed, *, suspension_id: UUID, version: int, ends_on: date | None = None
) -> Suspension:
    """Let a suspension end earlier: at once, or on a day; before it begins, it never does."""
    path = ("input", "suspensionId")
    seen = await Suspension.filter(id=suspension_id).using_db(deed.connection).first()
    if seen is None:
        raise Refused(NotFound(*path))
    membership = await held.for_direction(deed, seen.membership_id, *path)
    suspension = await deed.lock(Suspension, suspension_id, *path)
    deed.check_version(suspension, version)
    ends = ends_on or max(deed.today, suspension.starts_on)
    if _is_over(suspension, deed.today):
        facts = facts_of(membership)
        status, possible = membership_status(facts, deed.today), allowed(facts, deed.today)
        deed.refuse(InvalidTransition(*path, status=status, day=deed.today, allowed=possible))
    else:
        _check_end(deed, suspension, ends)
    await deed.edit(suspension, ends_on=ends)
    return suspension


def _is_over(suspension: Suspension, day: date) -> bool:
    return period_of(suspension).has_ended(max(day, suspension.starts_on))


def _check_end(deed: Deed, suspension: Suspension, ends: date) -> None:
    """A suspension may be shortened, from today on, and not prolonged."""
    path = ("input", "endsOn")
    if ends < deed.today:
        deed.refuse(DayPassed(*path, today=deed.today))
    elif ends < suspension.starts_on:
        deed.refuse(NotInOrder(*path, begins=suspension.starts_on, ends=ends))
    elif suspension.ends_on is not None and suspension.ends_on < ends:
        deed.refuse(DayTooLate(*path, latest=suspension.ends_on))
