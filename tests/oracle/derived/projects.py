"""What the projects' area derives, from its rules over loaded rows."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from hub.projects import facts, rules
from hub.projects.terms import ClaimState, PartnerRole
from tests.oracle.derived.moment import Derivations, Moment, rome_day

NOTHING = Decimal("0.00")
NOT_CLAIMED = frozenset({ClaimState.DECLINED, ClaimState.WITHDRAWN})


def _total(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, NOTHING)


def _next_deadline(call: Any, moment: Moment) -> Any:
    closing = [phase.closes_at for phase in call.phases if phase.closes_at is not None]
    return min((instant for instant in closing if instant > moment.now), default=None)


def _sign_offs_missing(proposal: Any, _: Moment) -> int:
    return sum(
        each.role is not PartnerRole.ASSOCIATED and each.signed_off_at is None
        for each in proposal.partners
    )


def _is_leading(partnership: Any, moment: Moment) -> bool:
    has_left = partnership.ends_on is not None and partnership.ends_on <= moment.day
    return partnership.role is PartnerRole.LEAD and not has_left


def _grant_percent(partnership: Any, _: Moment) -> Decimal | None:
    total = _total(each.grant_share for each in partnership.project.partnerships)
    if not total:
        return None
    percent: Decimal = 100 * partnership.grant_share / total
    return percent.quantize(NOTHING, ROUND_HALF_UP)


def _claim_state(claim: Any, moment: Moment) -> ClaimState:
    return rules.claim_state(
        (step.taken_at, step.state) for step in claim.steps if rome_day(step.taken_at) <= moment.day
    )


def _claimed(line: Any, _: Moment) -> Decimal:
    return _total(each.cost for each in line.claim_lines if _is_handed_in(each.claim))


def _is_handed_in(claim: Any) -> bool:
    state = rules.claim_state((step.taken_at, step.state) for step in claim.steps)
    return state is not ClaimState.DRAFT and state not in NOT_CLAIMED


def _left(line: Any, moment: Moment) -> Decimal:
    difference: Decimal = line.cost - _claimed(line, moment)
    return difference


def _staying(agreement: Any, moment: Moment) -> list[Any]:
    return [
        party for party in agreement.parties if party.left_on is None or party.left_on > moment.day
    ]


def _signed_count(agreement: Any, moment: Moment) -> int:
    signed = [party.signed_on for party in _staying(agreement, moment)]
    return sum(day is not None and day <= moment.day for day in signed)


def _notice_on(agreement: Any, _: Moment) -> Any:
    if agreement.ends_on is None or agreement.notice_days is None:
        return None
    return agreement.ends_on - timedelta(days=agreement.notice_days)


PROJECTS: Derivations = {
    "FundingCall.state": lambda row, at: rules.funding_call_state(
        facts.call_facts(row), at.now, today=at.viewer.today
    ),
    "FundingCall.next_deadline": _next_deadline,
    "CallPhase.state": lambda row, at: rules.call_phase_state(
        facts.phase_facts(row), at.now, today=at.viewer.today
    ),
    # Who may not know of other days is told of today alone.
    "Proposal.state": lambda row, at: rules.proposal_state(
        facts.proposal_facts(row), at.viewer.today
    ),
    "Proposal.state_on": lambda row, at: rules.proposal_state(facts.proposal_facts(row), at.day),
    "Proposal.cost": lambda row, _: _total(each.cost for each in row.partners),
    "Proposal.requested": lambda row, _: _total(each.requested for each in row.partners),
    "Proposal.sign_offs_missing": _sign_offs_missing,
    "ProposalPartner.is_lead": lambda row, _: row.role is PartnerRole.LEAD,
    "Project.state": lambda row, at: rules.project_state(facts.project_facts(row), at.day),
    "Project.cost": lambda row, _: _total(each.cost_share for each in row.partnerships),
    "Project.grant": lambda row, _: _total(each.grant_share for each in row.partnerships),
    "Partnership.is_lead": _is_leading,
    "Partnership.grant_percent": _grant_percent,
    "Partnership.budgeted": lambda row, _: _total(line.cost for line in row.budget_lines),
    "BudgetLine.claimed": _claimed,
    "BudgetLine.left": _left,
    "Deliverable.state": lambda row, at: rules.deliverable_state(
        facts.deliverable_facts(row), at.day
    ),
    "Claim.cost": lambda row, _: _total(line.cost for line in row.lines),
    "Claim.state": _claim_state,
    "Agreement.notice_on": _notice_on,
    "Agreement.state": lambda row, at: rules.agreement_state(facts.agreement_facts(row), at.day),
    "Agreement.party_count": lambda row, at: len(_staying(row, at)),
    "Agreement.signed_count": _signed_count,
    "Opportunity.state": lambda row, at: rules.opportunity_state(
        facts.opportunity_facts(row), at.viewer.today
    ),
    "Opportunity.state_on": lambda row, at: rules.opportunity_state(
        facts.opportunity_facts(row), at.day
    ),
}
