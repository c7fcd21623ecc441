"""Due work on the papers that go with memberships."""

from hub.members import derived as members
from hub.members.membership_models import MembershipDocument
from hub.members.terms import DocumentKind
from hub.sql import Sql, composed, of, quoted, rome_day
from hub.todo.member_work import FOLLOWED_DAYS, HOLDER
from hub.todo.terms import Desk, TodoKind
from hub.todo.work import HORIZON, Work


def _papers(due_on: Sql, more: Sql) -> Sql:
    """Papers that satisfy a condition, of memberships that are wished for or run on the day."""
    return composed(
        """SELECT paper.id AS subject_id, {due_on} AS due_on,
        concat_ws(': ', {holder}, paper.name) AS title
        FROM membership_document paper JOIN membership held ON held.id = paper.membership_id
        WHERE {more} AND {status} IN ('APPLIED', 'PENDING', 'ACTIVE', 'GRACE', 'SUSPENDED')""",
        due_on=due_on,
        holder=HOLDER,
        more=more,
        status=of("held", members.MEMBERSHIP_STATUS),
    )


ADDED_ON = rome_day("paper.created_at")

UNREVIEWED = _papers(
    ADDED_ON,
    composed(
        "{added_on} <= {day} AND coalesce({day} < paper.reviewed_on, true)", added_on=ADDED_ON
    ),
)

EXPIRING = _papers(
    Sql("(paper.expires_on - 1)"),
    composed(
        """paper.is_accepted AND paper.reviewed_on <= {day}
        AND paper.expires_on BETWEEN {day} - {followed} AND {horizon} + 1
        AND NOT EXISTS (SELECT 1 FROM membership_document newer
            WHERE newer.membership_id = paper.membership_id AND newer.kind = paper.kind
            AND newer.kind <> {other} AND newer.is_accepted AND newer.reviewed_on <= {day}
            AND coalesce(paper.expires_on < newer.expires_on, true))""",
        followed=Sql(str(FOLLOWED_DAYS)),
        horizon=HORIZON,
        other=Sql(quoted([DocumentKind.OTHER])),
    ),
)
"""A newer paper of the same kind takes the place of an old one, unless it is of no kind."""

WORK = [
    Work(
        kind=TodoKind.DOCUMENT_TO_REVIEW,
        desk=Desk.FRONT_DESK,
        subject=MembershipDocument,
        query=UNREVIEWED,
    ),
    Work(
        kind=TodoKind.DOCUMENT_EXPIRING,
        desk=Desk.FRONT_DESK,
        subject=MembershipDocument,
        query=EXPIRING,
    ),
]
