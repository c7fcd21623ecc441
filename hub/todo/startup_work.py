"""Due work on applications for incubation, and on what start-ups owe."""

from hub.incubation import derived as incubation
from hub.incubation.followup_models import KpiPeriod
from hub.incubation.models import Milestone
from hub.incubation.selection_models import Application
from hub.sql import composed, of, rome_day
from hub.todo.terms import Desk, TodoKind
from hub.todo.work import Work

APPLICATIONS = composed(
    """SELECT sent.id AS subject_id, {submitted_on} AS due_on, sent.startup_name AS title
    FROM application sent WHERE sent.submitted_at IS NOT NULL
    AND coalesce({day} < sent.decided_on, true) AND {state} IN ('SCREENING', 'IN_REVIEW')""",
    submitted_on=rome_day("sent.submitted_at"),
    state=of("sent", incubation.APPLICATION_STATE),
)

LATE_REPORTS = composed(
    """SELECT owed.id AS subject_id, owed.due_on,
    concat_ws(': ', startup.name, to_char(owed.month_on, 'YYYY-MM')) AS title
    FROM kpi_period owed JOIN startup ON startup.id = owed.startup_id
    WHERE owed.due_on < {day} AND {state} = 'LATE'""",
    state=of("owed", incubation.KPI_STATE),
)

OVERDUE_MILESTONES = composed(
    """SELECT goal.id AS subject_id, goal.due_on, concat_ws(': ', startup.name, goal.title) AS title
    FROM milestone goal JOIN startup ON startup.id = goal.startup_id
    WHERE goal.due_on < {day} AND {state} = 'OVERDUE'""",
    state=of("goal", incubation.MILESTONE_STATE),
)

WORK = [
    Work(
        kind=TodoKind.STARTUP_APPLICATION,
        desk=Desk.INCUBATION,
        subject=Application,
        query=APPLICATIONS,
    ),
    Work(
        kind=TodoKind.KPI_REPORT_LATE,
        desk=Desk.INCUBATION,
        subject=KpiPeriod,
        query=LATE_REPORTS,
    ),
    Work(
        kind=TodoKind.MILESTONE_OVERDUE,
        desk=Desk.INCUBATION,
        subject=Milestone,
        query=OVERDUE_MILESTONES,
    ),
]
