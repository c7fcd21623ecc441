"""What loaded rows of the members' area say to its rules."""

from hub.members.membership_models import Membership, MembershipPeriod, Suspension
from hub.members.rules import MembershipFacts, Period

LOADED = ("type", "periods", "suspensions")
"""The relations of a membership that must be loaded before its facts can be told."""


def period_of(row: MembershipPeriod | Suspension) -> Period:
    return Period(row.starts_on, row.ends_on)


def facts_of(membership: Membership) -> MembershipFacts:
    return MembershipFacts(
        category=membership.type.category,
        applied_on=membership.applied_on,
        grace_days=membership.type.grace_days,
        decided_on=membership.decided_on,
        decision=membership.decision,
        withdrawn_on=membership.withdrawn_on,
        resigned_on=membership.resigned_on,
        expelled_on=membership.expelled_on,
        periods=tuple(period_of(period) for period in membership.periods),
        suspensions=tuple(period_of(suspension) for suspension in membership.suspensions),
    )
