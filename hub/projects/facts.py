"""From rows with what hangs on them to the facts that the rules decide on."""

from hub.clock import day_of
from hub.members.rules import Period
from hub.projects.agreement_models import Agreement, Opportunity
from hub.projects.call_models import CallPhase, FundingCall, IntegrationRequest, Proposal
from hub.projects.models import Deliverable, Project
from hub.projects.rules import (
    AgreementFacts,
    CallFacts,
    DeliverableFacts,
    OpportunityFacts,
    PartyFacts,
    PhaseFacts,
    ProjectFacts,
    ProposalFacts,
)


def phase_facts(phase: CallPhase) -> PhaseFacts:
    return PhaseFacts(
        opens_at=phase.opens_at,
        closes_at=phase.closes_at,
        evaluation_on=phase.evaluation_on,
        ranked_on=phase.ranked_on,
    )


def call_facts(call: FundingCall) -> CallFacts:
    """Of a call with its phases."""
    return CallFacts(
        published_on=call.published_on,
        awarded_on=call.awarded_on,
        withdrawn_on=call.withdrawn_on,
        archived_on=call.archived_on,
        phases=tuple(map(phase_facts, call.phases)),
    )


def proposal_facts(proposal: Proposal) -> ProposalFacts:
    """Of a proposal with the funder's requests."""
    return ProposalFacts(
        review_on=proposal.review_on,
        submitted_on=day_of(proposal.submitted_at),
        requests=tuple(
            Period(request.requested_on, request.answered_on)
            for request in proposal.integration_requests
            if not _was_answered_at_once(request)
        ),
        admitted_on=proposal.admitted_on,
        inadmissible_on=proposal.inadmissible_on,
        ranked_on=proposal.ranked_on,
        reserve_on=proposal.reserve_on,
        not_funded_on=proposal.not_funded_on,
        funded_on=proposal.funded_on,
        withdrawn_on=proposal.withdrawn_on,
    )


def project_facts(project: Project) -> ProjectFacts:
    """Of a project with its suspensions."""
    return ProjectFacts(
        starts_on=project.starts_on,
        ends_on=project.ends_on,
        closed_on=project.closed_on,
        terminated_on=project.terminated_on,
        suspensions=tuple(Period(pause.starts_on, pause.ends_on) for pause in project.suspensions),
    )


def deliverable_facts(deliverable: Deliverable) -> DeliverableFacts:
    return DeliverableFacts(
        due_on=deliverable.due_on,
        delivered_on=deliverable.delivered_on,
        accepted_on=deliverable.accepted_on,
    )


def agreement_facts(agreement: Agreement) -> AgreementFacts:
    """Of an agreement with its parties."""
    return AgreementFacts(
        sent_on=agreement.sent_on,
        starts_on=agreement.starts_on,
        ends_on=agreement.ends_on,
        terminated_on=agreement.terminated_on,
        superseded_on=agreement.superseded_on,
        parties=tuple(
            PartyFacts(signed_on=party.signed_on, left_on=party.left_on)
            for party in agreement.parties
        ),
    )


def opportunity_facts(opportunity: Opportunity) -> OpportunityFacts:
    return OpportunityFacts(
        published_on=opportunity.published_on,
        closes_on=opportunity.closes_on,
        filled_on=opportunity.filled_on,
        withdrawn_on=opportunity.withdrawn_on,
    )


def _was_answered_at_once(request: IntegrationRequest) -> bool:
    return request.answered_on is not None and request.answered_on <= request.requested_on
