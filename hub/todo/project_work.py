"""Due work on calls, proposals, deliverables and agreements."""

from hub.projects import derived as projects
from hub.projects.agreement_models import Agreement
from hub.projects.call_models import FundingCall, Proposal
from hub.projects.models import Deliverable
from hub.sql import composed, of, rome_day
from hub.todo.terms import Desk, TodoKind
from hub.todo.work import HORIZON, INSTANT, Work, then

CLOSES_AT = then(of("call", projects.CALL_NEXT_DEADLINE))

CALL_STATE = then(of("call", projects.FUNDING_CALL_STATE))

CLOSING_CALLS = composed(
    """SELECT call.id AS subject_id, {closes_on} AS due_on, call.title
    FROM funding_call call WHERE {closes_on} <= {horizon} AND {state} = 'OPEN'""",
    closes_on=rome_day(CLOSES_AT.text),
    horizon=HORIZON,
    state=CALL_STATE,
)

PHASE_CLOSES_AT = composed(
    """(CASE WHEN draft.phase_id IS NULL THEN {next_deadline} ELSE (
        SELECT phase.closes_at FROM call_phase phase
        WHERE phase.id = draft.phase_id AND phase.closes_at > {instant}) END)""",
    next_deadline=CLOSES_AT,
    instant=INSTANT,
)
"""When the window closes for which a proposal is written: its own, else the next of the call."""

PROPOSALS = composed(
    """SELECT draft.id AS subject_id, {closes_on} AS due_on,
    coalesce(draft.acronym, draft.title) AS title
    FROM proposal draft JOIN funding_call call ON call.id = draft.funding_call_id
    WHERE {call_state} IN ('UPCOMING', 'OPEN') AND {closes_on} <= {horizon} AND {state} IN ('DRAFT', 'INTERNAL_REVIEW')""",
    call_state=CALL_STATE,
    closes_on=rome_day(PHASE_CLOSES_AT.text),
    horizon=HORIZON,
    state=of("draft", projects.PROPOSAL_STATE),
)

LATE_DELIVERABLES = composed(
    """SELECT owed.id AS subject_id, owed.due_on, concat_ws(' ', owed.code, owed.title) AS title
    FROM deliverable owed WHERE owed.due_on < {day} AND {state} = 'LATE'""",
    state=of("owed", projects.DELIVERABLE_STATE),
)

NOTICE_ON = of("pact", projects.AGREEMENT_NOTICE_ON)
AGREEMENT_DUE_ON = composed(
    "(CASE WHEN {day} <= {notice_on} THEN {notice_on} ELSE pact.ends_on - 1 END)",
    notice_on=NOTICE_ON,
)

EXPIRING_AGREEMENTS = composed(
    """SELECT pact.id AS subject_id, {due_on} AS due_on, pact.title
    FROM agreement pact WHERE {due_on} <= {horizon} AND {state} = 'IN_FORCE'""",
    due_on=AGREEMENT_DUE_ON,
    horizon=HORIZON,
    state=of("pact", projects.AGREEMENT_STATE),
)

WORK = [
    Work(
        kind=TodoKind.CALL_CLOSING,
        desk=Desk.PROJECTS,
        subject=FundingCall,
        query=CLOSING_CALLS,
    ),
    Work(
        kind=TodoKind.PROPOSAL_DEADLINE,
        desk=Desk.PROJECTS,
        subject=Proposal,
        query=PROPOSALS,
    ),
    Work(
        kind=TodoKind.DELIVERABLE_LATE,
        desk=Desk.PROJECTS,
        subject=Deliverable,
        query=LATE_DELIVERABLES,
    ),
    Work(
        kind=TodoKind.AGREEMENT_EXPIRING,
        desk=Desk.PROJECTS,
        subject=Agreement,
        query=EXPIRING_AGREEMENTS,
    ),
]
