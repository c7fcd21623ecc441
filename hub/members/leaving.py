"""What of the members' area keeps a person from being erased, and what ends with them."""

from hub.members import derived
from hub.personal import Hold, RetentionRequired
from hub.sql import HOLDS, Sql, composed, of


class MembershipRuns(RetentionRequired):
    """The person has a membership of their own."""

    sentence = "A membership runs that was applied for on {since}: it must end first."


class FeesUnpaid(RetentionRequired):
    """The person owes fees."""

    sentence = (
        "Fees are not paid ({count}), the last due on {until}: they must be paid or credited first."
    )


class LastAdministrator(RetentionRequired):
    """Nobody else answers for an organization."""

    sentence = (
        "Nobody else administers or signs for an organization for which the person has done so"
        " since {since}: name somebody else first."
    )


RUNNING_MEMBERSHIP = Hold(
    MembershipRuns,
    composed(
        "{status} IN ('PENDING', 'ACTIVE', 'GRACE', 'SUSPENDED')", status=derived.MEMBERSHIP_STATUS
    ),
    since=Sql("{row}.applied_on"),
    until=derived.COVERED_UNTIL,
)
UNPAID_FEE = Hold(
    FeesUnpaid,
    composed("{state} IN ('OPEN', 'OVERDUE')", state=derived.FEE_STATE),
    since=Sql("{row}.issued_on"),
    until=Sql("{row}.due_on"),
)


def _is_last(capacity: str) -> Sql:
    """Whether nobody else has the capacity in the organization today."""
    return composed(
        """({row}.{capacity} AND NOT EXISTS (SELECT 1 FROM affiliation other
        WHERE other.organization_id = {row}.organization_id AND other.person_id <> {row}.person_id
        AND other.{capacity} AND {other_holds}))""",
        capacity=Sql(capacity),
        other_holds=of("other", HOLDS),
    )


LAST_ADMINISTRATOR = Hold(
    LastAdministrator,
    composed(
        """{holds} AND ({is_administrator} OR {signs}) AND EXISTS (SELECT 1 FROM organization party
        WHERE party.id = {row}.organization_id AND coalesce({day} < party.dissolved_on, true))""",
        holds=HOLDS,
        is_administrator=_is_last("is_administrator"),
        signs=_is_last("role = 'LEGAL_REPRESENTATIVE'"),
    ),
    since=Sql("{row}.starts_on"),
)
WITHDRAWN = Sql(
    "CASE WHEN {row}.decided_on IS NULL THEN"
    " coalesce({row}.withdrawn_on, greatest({row}.applied_on, {day})) ELSE {row}.withdrawn_on END"
)
"""An application for membership that nobody has decided is withdrawn."""
CAME_TO_NOTHING = Sql(
    "(CASE WHEN {row}.decision = 'REJECTED' THEN {row}.decided_on ELSE {row}.withdrawn_on END"
    ")::timestamp AT TIME ZONE 'Europe/Rome'"
)
"""Since when an application for membership is over without one."""
BOOKED_AND_CLOSED = composed(
    "(CASE WHEN {row}.paying_person_id IS NOT NULL AND {state} IN ('PAID', 'CREDITED', 'FREE')"
    " THEN coalesce({row}.issued_on, {row}.due_on) END)::timestamp AT TIME ZONE 'Europe/Rome'",
    # By all that was ever booked, whatever the day.
    state=Sql(derived.FEE_STATE.text.replace("{day}", "'infinity'::date")),
)
"""From when on the ten years of a person's fee line run, once nothing is owed any more."""
PAYMENT_BOOKED = Sql(
    "(SELECT {row}.received_on FROM fee_line line WHERE line.id = {row}.fee_line_id"
    " AND line.paying_person_id IS NOT NULL)::timestamp AT TIME ZONE 'Europe/Rome'"
)
"""From when on the ten years of a person's payment run."""
