"""What the members' area derives, from its rules over loaded rows."""

from typing import Any

from hub.members import rules
from hub.members.facts import facts_of
from tests.oracle.derived.moment import Derivations, Moment, holds, holds_today


def _employees(organization: Any, moment: Moment) -> int | None:
    counts = [(each.counted_on, each.employees) for each in organization.headcounts]
    return rules.employees(counts, moment.day)


def _covered_until(membership: Any, _: Moment) -> Any:
    last = max(membership.periods, key=lambda period: period.starts_on, default=None)
    return last.ends_on if last else None


def _seats_used(membership: Any, moment: Moment) -> int:
    party = membership.organization
    return sum(seat.has_seat and holds(seat, moment) for seat in party.affiliations) if party else 0


def _fee_state(fee: Any, moment: Moment) -> str:
    return rules.fee_state(
        moment.day,
        amount=fee.amount,
        due_on=fee.due_on,
        issued_on=fee.issued_on,
        paid_on=fee.paid_on,
        credited_on=fee.credited_on,
    )


def is_member(organization: Any, moment: Moment) -> bool:
    return rules.is_member(map(facts_of, organization.memberships), moment.day)


MEMBERS: Derivations = {
    "Organization.is_member": is_member,
    "Organization.employees": _employees,
    "Membership.status": lambda row, at: rules.membership_status(facts_of(row), at.day),
    "Membership.covered_until": _covered_until,
    "Membership.lapses_on": lambda row, _: rules.lapses_on(facts_of(row)),
    "Membership.seats_used": _seats_used,
    "MembershipPeriod.is_current": holds,
    "Suspension.is_current": holds,
    "FeeLine.state": _fee_state,
    "Affiliation.is_current": holds_today,
}
