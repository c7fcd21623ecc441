"""What may be done about a membership on a day, as a pure decision over its facts."""

from collections.abc import Iterator
from datetime import date

from hub.members.rules import MembershipFacts, membership_status
from hub.members.terms import MembershipStatus

RUNNING = frozenset(
    {
        MembershipStatus.PENDING,
        MembershipStatus.ACTIVE,
        MembershipStatus.GRACE,
        MembershipStatus.SUSPENDED,
    }
)
"""In these somebody is a member, or about to be one, whatever rights that gives today."""
OVER = frozenset({MembershipStatus.LAPSED, MembershipStatus.ENDED})
"""From these a member may be readmitted, by a new membership that follows the old one."""
LEFT = OVER | {MembershipStatus.EXPELLED}
"""In these somebody was a member once."""
REFUSED = frozenset(
    {MembershipStatus.WITHDRAWN, MembershipStatus.REJECTED, MembershipStatus.EXPELLED}
)
"""From these the way in is another application."""


def allowed(facts: MembershipFacts, day: date, *, is_followed: bool = False) -> list[str]:
    """The mutations that are possible on a day; a membership is followed by one other at most."""
    status = membership_status(facts, day)
    if status is MembershipStatus.APPLIED:
        return ["admitMember", "rejectApplication", "withdrawApplication"]
    if status in REFUSED:
        return ["applyForMembership"]
    if status in OVER:
        return [*_once_over(status, is_followed=is_followed)]
    return list(_while_running(facts, day, status)) if status in RUNNING else []


def leaves_on(facts: MembershipFacts) -> date | None:
    """The day on which a resignation or an expulsion takes effect, the earlier of the two."""
    days = [day for day in (facts.resigned_on, facts.expelled_on) if day is not None]
    return min(days, default=None)


def covered_until(facts: MembershipFacts) -> date | None:
    """The first day that is covered no more: by its periods, and as long as its holder stays.

    None without a period; the last day of all where there is no end.
    """
    ends = [period.ends_on or date.max for period in facts.periods]
    leaving = leaves_on(facts) or date.max
    return min(max(ends), leaving) if ends else None


def can_renew(facts: MembershipFacts, day: date) -> bool:
    """Whether another period may follow the last: one ahead, and none that would hold no day."""
    last = max(facts.periods, key=lambda period: period.starts_on, default=None)
    if last is None or last.ends_on is None or day < last.starts_on:
        return False
    leaving = leaves_on(facts)
    return leaving is None or last.ends_on < leaving


def _once_over(status: MembershipStatus, *, is_followed: bool) -> Iterator[str]:
    if not is_followed:
        yield "readmitMember"
    yield "applyForMembership"
    if status is MembershipStatus.LAPSED:
        yield "settleLapse"


def _while_running(
    facts: MembershipFacts, day: date, status: MembershipStatus | None
) -> Iterator[str]:
    if can_renew(facts, day):
        yield "renewMembership"
    if status in {MembershipStatus.ACTIVE, MembershipStatus.GRACE}:
        yield "suspendMembership"
    if any(not each.has_ended(max(day, each.starts_on)) for each in facts.suspensions):
        yield "liftSuspension"
    if leaves_on(facts) is None:
        yield "resignMembership"
    if facts.resigned_on is not None and facts.expelled_on is None:
        yield "revokeResignation"
    if facts.expelled_on is None:
        yield "expelMember"
