"""What of the accounts' area keeps a person from being erased, and what ends with them."""

from hub.personal import Hold, RetentionRequired
from hub.sql import Sql


class RoleHeld(RetentionRequired):
    """The person works at a desk."""

    sentence = "A role at a desk is held from {since} on: the direction must end it first."


HELD_ROLE = Hold(
    RoleHeld,
    Sql("coalesce(greatest({day}, {row}.starts_on) < {row}.ends_on, true)"),
    since=Sql("{row}.starts_on"),
    until=Sql("{row}.ends_on"),
)
REVOKED = Sql("coalesce({row}.revoked_at, {now})")
ENDED = Sql("coalesce({row}.ended_at, {now})")
END_REASON = Sql(
    "CASE WHEN {row}.ended_at IS NULL THEN 'ACCOUNT_DISABLED' ELSE {row}.end_reason END"
)
TAKEN_BACK = Sql(
    "CASE WHEN num_nonnulls({row}.accepted_at, {row}.declined_at, {row}.revoked_at) = 0"
    " THEN {now} ELSE {row}.revoked_at END"
)
"""An invitation that nobody has answered is taken back."""
OVER_SINCE = Sql(
    "coalesce({row}.accepted_at, {row}.declined_at, {row}.revoked_at, {row}.expires_at)"
)
"""Since when an invitation is over; in the future as long as it is not."""
LAST_SEEN = Sql(
    """CASE WHEN {row}.disabled_at IS NULL THEN greatest({row}.created_at,
        (SELECT max(visit.seen_at) FROM session visit WHERE visit.account_id = {row}.id),
        (SELECT max(program.last_used_at) FROM token program
            WHERE program.account_id = {row}.id)) END"""
)
"""When an account that is not disabled was used last."""
ENDED_SESSION = Sql("coalesce({row}.ended_at, {row}.expires_at)")
OF_SESSION = Sql(
    "(SELECT coalesce(visit.ended_at, visit.expires_at) FROM session visit"
    " WHERE visit.id = {row}.session_id)"
)
