"""What of the spaces' area hangs on memberships and affiliations, and how it ends with them."""

from collections.abc import Mapping
from typing import Any

from hub.ends import HELD, ConsequenceKind, ConsequenceOutcome, Ending, Hanging, News
from hub.messages import DEFAULT, message
from hub.spaces import derived
from hub.spaces.revising import revised
from hub.sql import Sql, composed

BEGINS_ON = Sql("({row}.starts_at AT TIME ZONE 'Europe/Rome')::date")
LASTS = Sql("coalesce({day} < {row}.ends_on AND {row}.starts_on < {row}.ends_on, true)")
"""Whether something with a period would go on on that day."""
FROM = Sql("greatest({day}, {row}.starts_on)")
SPACE = "(SELECT place.name FROM space place WHERE place.id = {row}.space_id)"


def _cancelled(booking: Any, ending: Ending) -> Mapping[str, Any]:
    is_of_membership = ending.membership_id is not None
    reason = (
        message("The membership behind it ended.", DEFAULT)
        if is_of_membership
        else message("The person left the organization.", DEFAULT)
    )
    return {
        "cancelled_at": ending.now,
        "cancel_reason": reason,
        "cancelled_by_id": ending.by_id,
        # Nobody is charged for what is no longer theirs to have.
        "pool_minutes": 0,
        **_passed_on(booking, ending),
    }


def _passed_on(booking: Any, ending: Ending) -> Mapping[str, Any]:
    return revised(booking, ending.now)


def _told(booking: Any) -> News:
    change = "CHANGED" if booking.cancelled_at is None else "CANCELLED"
    return News("booking.changed", {"change": change, "sequence": booking.sequence})


def _series_ended(series: Any, ending: Ending) -> Mapping[str, Any]:
    """One that has begun stops; one that has not is cancelled whole."""
    if series.starts_on < ending.day:
        return {"ends_on": ending.day}
    return {"cancelled_at": ending.now}


def _left(_: Any, ending: Ending) -> Mapping[str, Any]:
    return {"left_at": ending.now}


def _until(row: Any, ending: Ending) -> Mapping[str, Any]:
    """What would begin later ends as it begins, and so never does."""
    return {"ends_on": max(ending.day, row.starts_on)}


LIES_AHEAD = composed(
    "{held} AND {day} <= {begins_on} AND {now} < {row}.starts_at"
    " AND {state} IN ('REQUESTED', 'CONFIRMED')",
    held=HELD,
    begins_on=BEGINS_ON,
    state=derived.BOOKING_STATE,
)
BOOKING = Hanging(
    kind=ConsequenceKind.BOOKING,
    outcome=ConsequenceOutcome.CANCELLED,
    condition=LIES_AHEAD,
    # Their holder is locked already.
    first=composed(
        "booking_lock(NULL, NULL, ARRAY(SELECT {row}.space_id FROM booking {row} WHERE {ahead}), {now})",
        ahead=LIES_AHEAD,
    ),
    on=BEGINS_ON,
    what=Sql(f"{SPACE} || to_char({{row}}.local_starts, ', YYYY-MM-DD HH24:MI')"),
    end=_cancelled,
    pass_on=_passed_on,
    tell=_told,
    is_passed_on=True,
)
SERIES = Hanging(
    kind=ConsequenceKind.BOOKING_SERIES,
    outcome=ConsequenceOutcome.ENDED,
    condition=composed(
        "{held} AND {row}.cancelled_at IS NULL AND {day} < {row}.ends_on", held=HELD
    ),
    on=FROM,
    what=Sql(SPACE),
    end=_series_ended,
    is_passed_on=True,
)
WAITLIST_ENTRY = Hanging(
    kind=ConsequenceKind.WAITLIST_ENTRY,
    outcome=ConsequenceOutcome.CANCELLED,
    condition=composed(
        "{held} AND {day} <= {begins_on} AND {state} IN ('WAITING', 'OFFERED')",
        held=HELD,
        begins_on=BEGINS_ON,
        state=derived.WAITLIST_STATE,
    ),
    on=BEGINS_ON,
    what=Sql(SPACE),
    end=_left,
)
LEASE = Hanging(
    kind=ConsequenceKind.LEASE,
    outcome=ConsequenceOutcome.ENDED,
    condition=composed("{held} AND {lasts}", held=HELD, lasts=LASTS),
    on=FROM,
    what=Sql(SPACE),
    end=_until,
    is_passed_on=True,
)
ALLOWANCE = Hanging(
    kind=ConsequenceKind.ALLOWANCE,
    outcome=ConsequenceOutcome.ENDED,
    condition=composed(
        "{membership} IS NOT NULL AND {row}.organization_id = {organization} AND {lasts}",
        lasts=LASTS,
    ),
    on=FROM,
    what=Sql("{row}.kind || ' ' || {row}.minutes_per_month"),
    end=_until,
)
"""It comes with the membership: whoever takes over what was booked has an own one."""
