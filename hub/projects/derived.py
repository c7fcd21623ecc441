"""States and sums of the projects' area, computed from dated facts when they are asked for.

Where an expression names `{day}` the state is that at the end of the day, in Europe/Rome.
"""

from hub.sql import HOLDS, Sql, composed, of

IS_LEAD = Sql("({row}.role = 'LEAD')")

# The lead of a project may change while it runs: who has left leads no longer.
IS_LEADING = Sql("({row}.role = 'LEAD' AND coalesce({row}.ends_on > {day}, true))")

# A window opens and closes at an instant; one without an end stays open.
CALL_PHASE_STATE = Sql("""CASE
    WHEN {row}.opens_at IS NULL OR {row}.opens_at > {now} THEN 'UPCOMING'
    WHEN {row}.closes_at IS NULL OR {row}.closes_at > {now} THEN 'OPEN'
    WHEN {row}.ranked_on <= {today} THEN 'RANKED'
    WHEN {row}.evaluation_on <= {today} THEN 'EVALUATION'
    ELSE 'CLOSED' END""")

# A published call stands where its latest phase stands: windows of one call never overlap, so the
# one that opened last is the open one if any is. A decision on the whole call comes before that.
FUNDING_CALL_STATE = composed(
    """CASE
    WHEN {row}.published_on IS NULL OR {row}.published_on > {today} THEN 'DRAFT'
    WHEN {row}.archived_on <= {today} THEN 'ARCHIVED'
    WHEN {row}.withdrawn_on <= {today} THEN 'WITHDRAWN'
    WHEN {row}.awarded_on <= {today} THEN 'AWARDED'
    ELSE coalesce((
        SELECT {phase_state} FROM call_phase phase
        WHERE phase.funding_call_id = {row}.id AND phase.opens_at <= {now}
        ORDER BY phase.opens_at DESC LIMIT 1), 'UPCOMING') END""",
    phase_state=of("phase", CALL_PHASE_STATE),
)

CALL_NEXT_DEADLINE = Sql("""(
    SELECT min(phase.closes_at) FROM call_phase phase
    WHERE phase.funding_call_id = {row}.id AND phase.closes_at > {now})""")

IS_SUBMITTED = Sql("(({row}.submitted_at AT TIME ZONE 'Europe/Rome')::date <= {day})")

AWAITS_DOCUMENTS = Sql("""EXISTS (
    SELECT 1 FROM integration_request request
    WHERE request.proposal_id = {row}.id AND request.requested_on <= {day}
    AND (request.answered_on IS NULL OR request.answered_on > {day}))""")

# The latest decision counts. A proposal in reserve can be funded later, when money comes back.
PROPOSAL_STATE = composed(
    """CASE
    WHEN {row}.withdrawn_on <= {day} THEN 'WITHDRAWN'
    WHEN {row}.funded_on <= {day} THEN 'FUNDED'
    WHEN {row}.not_funded_on <= {day} THEN 'NOT_FUNDED'
    WHEN {row}.reserve_on <= {day} THEN 'RESERVE'
    WHEN {row}.ranked_on <= {day} THEN 'RANKED'
    WHEN {row}.inadmissible_on <= {day} THEN 'INADMISSIBLE'
    WHEN {row}.admitted_on <= {day} THEN 'ADMITTED'
    WHEN {is_submitted} AND {awaits_documents} THEN 'INTEGRATION_REQUESTED'
    WHEN {is_submitted} THEN 'SUBMITTED'
    WHEN {row}.review_on <= {day} THEN 'INTERNAL_REVIEW'
    ELSE 'DRAFT' END""",
    is_submitted=IS_SUBMITTED,
    awaits_documents=AWAITS_DOCUMENTS,
)

# Totals are never stored: they are the partners' amounts, so that they always agree with them.
PROPOSAL_COST = Sql("""coalesce((
    SELECT sum(partner.cost) FROM proposal_partner partner
    WHERE partner.proposal_id = {row}.id), 0.00)""")

PROPOSAL_REQUESTED = Sql("""coalesce((
    SELECT sum(partner.requested) FROM proposal_partner partner
    WHERE partner.proposal_id = {row}.id), 0.00)""")

# All who answer with a budget sign before the lead partner hands in.
PROPOSAL_SIGN_OFFS_MISSING = Sql("""(
    SELECT count(*) FROM proposal_partner partner
    WHERE partner.proposal_id = {row}.id AND partner.role <> 'ASSOCIATED'
    AND partner.signed_off_at IS NULL)""")

IS_SUSPENDED = composed(
    """EXISTS (SELECT 1 FROM project_suspension pause
    WHERE pause.project_id = {row}.id AND {holds})""",
    holds=of("pause", HOLDS),
)

# Past its last day a project is not closed: reports and the balance follow, then `closed_on`.
PROJECT_STATE = composed(
    """CASE
    WHEN {row}.terminated_on <= {day} THEN 'TERMINATED'
    WHEN {row}.closed_on <= {day} THEN 'CLOSED'
    WHEN {row}.starts_on IS NULL OR {row}.starts_on > {day} THEN 'PLANNED'
    WHEN {row}.ends_on <= {day} THEN 'CLOSING'
    WHEN {is_suspended} THEN 'SUSPENDED'
    ELSE 'ACTIVE' END""",
    is_suspended=IS_SUSPENDED,
)

PROJECT_COST = Sql("""coalesce((
    SELECT sum(partnership.cost_share) FROM partnership
    WHERE partnership.project_id = {row}.id), 0.00)""")

PROJECT_GRANT = Sql("""coalesce((
    SELECT sum(partnership.grant_share) FROM partnership
    WHERE partnership.project_id = {row}.id), 0.00)""")

PARTNERSHIP_GRANT_PERCENT = Sql("""(
    SELECT round(100 * {row}.grant_share / nullif(sum(other.grant_share), 0), 2)
    FROM partnership other WHERE other.project_id = {row}.project_id)""")

PARTNERSHIP_BUDGETED = Sql("""coalesce((
    SELECT sum(line.cost) FROM budget_line line
    WHERE line.partnership_id = {row}.id), 0.00)""")

# The latest step is the state; before the first one the partner is still writing.
CLAIM_STATE = Sql("""coalesce((
    SELECT step.state FROM claim_step step
    WHERE step.claim_id = {row}.id
    AND (step.taken_at AT TIME ZONE 'Europe/Rome')::date <= {day}
    ORDER BY step.taken_at DESC LIMIT 1), 'DRAFT')""")

CLAIM_COST = Sql("""coalesce((
    SELECT sum(line.cost) FROM claim_line line WHERE line.claim_id = {row}.id), 0.00)""")

# What is handed in uses up the line, unless the claim was refused or taken back.
BUDGET_LINE_CLAIMED = Sql("""coalesce((
    SELECT sum(line.cost) FROM claim_line line
    WHERE line.budget_line_id = {row}.id AND (
        SELECT step.state FROM claim_step step WHERE step.claim_id = line.claim_id
        ORDER BY step.taken_at DESC LIMIT 1) NOT IN ('DECLINED', 'WITHDRAWN')), 0.00)""")

BUDGET_LINE_LEFT = composed("({row}.cost - {claimed})", claimed=BUDGET_LINE_CLAIMED)

# `due_on` is the last day in time.
DELIVERABLE_STATE = Sql("""CASE
    WHEN {row}.accepted_on <= {day} THEN 'ACCEPTED'
    WHEN {row}.delivered_on <= {day} THEN 'DELIVERED'
    WHEN {row}.due_on < {day} THEN 'LATE'
    ELSE 'PLANNED' END""")

# Who has left an agreement need not sign it any more.
AGREEMENT_PARTY_COUNT = Sql("""(
    SELECT count(*) FROM agreement_party party
    WHERE party.agreement_id = {row}.id
    AND (party.left_on IS NULL OR party.left_on > {day}))""")

AGREEMENT_SIGNED_COUNT = Sql("""(
    SELECT count(*) FROM agreement_party party
    WHERE party.agreement_id = {row}.id AND party.signed_on <= {day}
    AND (party.left_on IS NULL OR party.left_on > {day}))""")

# In force only between its days and once all parties have signed; the end needs nobody to act.
AGREEMENT_STATE = composed(
    """CASE
    WHEN {row}.superseded_on <= {day} THEN 'SUPERSEDED'
    WHEN {row}.terminated_on <= {day} THEN 'TERMINATED'
    WHEN coalesce({row}.sent_on > {day}, true) AND {signed} = 0 THEN 'DRAFT'
    WHEN {row}.ends_on <= {day} THEN 'EXPIRED'
    WHEN {signed} = 0 OR {signed} < {parties} THEN 'IN_SIGNATURE'
    WHEN {row}.starts_on > {day} THEN 'SIGNED'
    ELSE 'IN_FORCE' END""",
    signed=AGREEMENT_SIGNED_COUNT,
    parties=AGREEMENT_PARTY_COUNT,
)

AGREEMENT_NOTICE_ON = Sql("({row}.ends_on - {row}.notice_days)")

# Nobody has to close it: the day does.
OPPORTUNITY_STATE = Sql("""CASE
    WHEN {row}.published_on IS NULL OR {row}.published_on > {day} THEN 'DRAFT'
    WHEN {row}.withdrawn_on <= {day} THEN 'WITHDRAWN'
    WHEN {row}.filled_on <= {day} THEN 'FILLED'
    WHEN {row}.closes_on <= {day} THEN 'CLOSED'
    ELSE 'OPEN' END""")
