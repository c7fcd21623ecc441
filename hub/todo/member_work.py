"""Due work on memberships, fees and invitations."""

from hub.accounts import derived as accounts
from hub.accounts.invitation_models import Invitation
from hub.members import derived as members
from hub.members.membership_models import FeeLine, Membership
from hub.sql import Sql, composed, of, rome_day
from hub.todo.terms import Desk, TodoKind
from hub.todo.work import HORIZON, INSTANT, Work, known, then

FOLLOWED_DAYS = 90
"""How long a desk follows up a membership that has lapsed."""

HOLDER = Sql(
    """coalesce((SELECT party.name FROM organization party WHERE party.id = held.organization_id),
    (SELECT party.name FROM person party WHERE party.id = held.person_id))"""
)
"""The name of whoever has, or wants, a membership."""


def _memberships(status: str, due_on: Sql, more: Sql) -> Sql:
    """Memberships of a status on the day that satisfy one more condition."""
    return composed(
        """SELECT held.id AS subject_id, {due_on} AS due_on, {holder} AS title
        FROM membership held WHERE {more} AND {is_status}""",
        due_on=due_on,
        holder=HOLDER,
        more=more,
        is_status=Sql(f"({of('held', members.MEMBERSHIP_STATUS).text}) = '{status}'"),
    )


APPLICATIONS = _memberships(
    "APPLIED",
    Sql("held.applied_on"),
    # What the status says as well, in columns that are cheaper to read.
    Sql("held.applied_on <= {day} AND coalesce({day} < held.decided_on, true)"),
)

LAST_COVERED = Sql(f"({of('held', members.COVERED_UNTIL).text} - 1)")
LAST_OF_GRACE = Sql(f"({of('held', members.LAPSES_ON).text} - 1)")

RENEWALS = _memberships(
    "ACTIVE",
    LAST_COVERED,
    composed(
        """{last} BETWEEN {day} AND {horizon}
        AND coalesce({last} + 1 < held.resigned_on, true)
        AND coalesce({last} + 1 < held.expelled_on, true)""",
        last=LAST_COVERED,
        horizon=HORIZON,
    ),
)
"""Whoever leaves by the end of the period has nothing to renew."""

GRACES = _memberships("GRACE", LAST_OF_GRACE, composed("{day} <= {last}", last=LAST_OF_GRACE))

LAPSES = _memberships(
    "LAPSED",
    of("held", members.LAPSES_ON),
    composed(
        """{lapses_on} BETWEEN {day} - {followed} AND {day}
        AND NOT EXISTS (SELECT 1 FROM membership again
            WHERE again.previous_id = held.id AND again.applied_on <= {day})""",
        lapses_on=of("held", members.LAPSES_ON),
        followed=Sql(str(FOLLOWED_DAYS)),
    ),
)


def _fees(state: str, more: Sql) -> Sql:
    """Fee lines of a state on the day that satisfy one more condition."""
    return composed(
        """SELECT fee.id AS subject_id, fee.due_on,
        concat_ws(': ', coalesce(
            (SELECT payer.name FROM organization payer WHERE payer.id = fee.payer_id),
            (SELECT payer.name FROM person payer WHERE payer.id = fee.paying_person_id)
        ), fee.description) AS title
        FROM fee_line fee WHERE {more} AND {is_state}""",
        more=more,
        is_state=Sql(f"({of('fee', members.FEE_STATE).text}) = '{state}'"),
    )


PLANNED_FEES = _fees("PLANNED", composed("fee.due_on <= {horizon}", horizon=HORIZON))
OVERDUE_FEES = _fees("OVERDUE", Sql("fee.due_on < {day} AND fee.issued_on <= {day}"))

INVITATIONS = composed(
    """SELECT sent.id AS subject_id, {expires_on} AS due_on,
    coalesce((SELECT party.name FROM organization party WHERE party.id = sent.organization_id),
        sent.role) AS title
    FROM (SELECT it.id, it.organization_id, it.role, it.expires_at, {answers} FROM invitation it
        WHERE it.created_at <= {instant} AND {instant} < it.expires_at) sent
    WHERE {state} = 'PENDING'""",
    expires_on=rome_day("sent.expires_at"),
    answers=known("accepted_at", "declined_at", "revoked_at"),
    instant=INSTANT,
    state=then(of("sent", accounts.INVITATION_STATE)),
)

WORK = [
    Work(
        kind=TodoKind.MEMBERSHIP_APPLICATION,
        desk=Desk.DIRECTION,
        subject=Membership,
        query=APPLICATIONS,
    ),
    Work(
        kind=TodoKind.MEMBERSHIP_RENEWAL,
        desk=Desk.FRONT_DESK,
        subject=Membership,
        query=RENEWALS,
    ),
    Work(
        kind=TodoKind.MEMBERSHIP_GRACE,
        desk=Desk.FRONT_DESK,
        subject=Membership,
        query=GRACES,
    ),
    Work(
        kind=TodoKind.MEMBERSHIP_LAPSED,
        desk=Desk.FRONT_DESK,
        subject=Membership,
        query=LAPSES,
    ),
    Work(
        kind=TodoKind.FEE_TO_ISSUE,
        desk=Desk.FRONT_DESK,
        subject=FeeLine,
        query=PLANNED_FEES,
    ),
    Work(
        kind=TodoKind.FEE_OVERDUE,
        desk=Desk.FRONT_DESK,
        subject=FeeLine,
        query=OVERDUE_FEES,
    ),
    Work(
        kind=TodoKind.INVITATION_UNANSWERED,
        desk=Desk.FRONT_DESK,
        subject=Invitation,
        query=INVITATIONS,
    ),
]
