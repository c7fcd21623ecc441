"""What of the members' area hangs on memberships and affiliations, and how it ends with them."""

from collections.abc import Mapping
from typing import Any

from hub.ends import HELD, ConsequenceKind, ConsequenceOutcome, Ending, Hanging
from hub.members import derived
from hub.messages import DEFAULT, message
from hub.sql import Sql, as_of_today, composed


def _credited(_: Any, ending: Ending) -> Mapping[str, Any]:
    return {
        "credited_on": ending.today,
        "credit_reason": message("It pays for a time after the end of the membership.", DEFAULT),
    }


SEAT = Hanging(
    kind=ConsequenceKind.SEAT,
    outcome=ConsequenceOutcome.FOLLOWS,
    condition=composed(
        "{held} AND {row}.has_seat AND CASE WHEN {membership} IS NULL"
        " THEN {row}.ends_on = {day} ELSE coalesce({day} < {row}.ends_on, true) END",
        held=HELD,
    ),
    on=Sql("greatest({day}, {row}.starts_on)"),
    what=Sql("{row}.role"),
)
"""A seat is worth what the organization's membership is on the day: nobody need take it away."""
BEGINS_ON = Sql(
    """coalesce({row}.covers_from, (SELECT period.starts_on FROM membership_period period
    WHERE period.id = {row}.period_id))"""
)
FEE_LINE = Hanging(
    kind=ConsequenceKind.FEE_LINE,
    outcome=ConsequenceOutcome.CREDITED,
    condition=composed(
        "{row}.membership_id = {membership} AND {day} <= {begins_on} AND {paid} = 0"
        " AND {state} IN ('PLANNED', 'OPEN', 'OVERDUE')",
        begins_on=BEGINS_ON,
        paid=as_of_today(derived.PAID_AMOUNT),
        state=as_of_today(derived.FEE_STATE),
    ),
    on=BEGINS_ON,
    what=Sql("{row}.kind || ' ' || {row}.amount"),
    end=_credited,
    is_spared=False,
)
"""Of a time that has begun the contribution stays owed, and what was paid is for people to settle."""
