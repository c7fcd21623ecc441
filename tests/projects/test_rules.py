"""The states of calls, proposals, projects and agreements, decided on plain values."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hub.members.rules import Period
from hub.projects.rules import (
    AgreementFacts,
    CallFacts,
    DeliverableFacts,
    OpportunityFacts,
    PartyFacts,
    PhaseFacts,
    ProjectFacts,
    ProposalFacts,
    agreement_state,
    call_phase_state,
    claim_state,
    deliverable_state,
    funding_call_state,
    opportunity_state,
    project_state,
    proposal_state,
)
from hub.projects.terms import (
    AgreementState,
    CallPhaseState,
    ClaimState,
    DeliverableState,
    FundingCallState,
    OpportunityState,
    ProjectState,
    ProposalState,
)

TODAY = date(2026, 11, 22)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
NOW = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("phase", "state"),
    [
        (PhaseFacts(), CallPhaseState.UPCOMING),
        (PhaseFacts(opens_at=NOW + SECOND), CallPhaseState.UPCOMING),
        (PhaseFacts(opens_at=NOW), CallPhaseState.OPEN),
        (PhaseFacts(opens_at=NOW - SECOND, closes_at=NOW + SECOND), CallPhaseState.OPEN),
        (PhaseFacts(opens_at=NOW - SECOND, closes_at=NOW), CallPhaseState.CLOSED),
        (
            PhaseFacts(opens_at=NOW - SECOND, closes_at=NOW, evaluation_on=TODAY),
            CallPhaseState.EVALUATION,
        ),
        (
            PhaseFacts(opens_at=NOW - SECOND, closes_at=NOW, evaluation_on=TODAY, ranked_on=TODAY),
            CallPhaseState.RANKED,
        ),
    ],
)
def test_a_phase(phase: PhaseFacts, state: CallPhaseState) -> None:
    assert call_phase_state(phase, NOW, today=TODAY) is state


CLOSED = PhaseFacts(opens_at=NOW - 2 * SECOND, closes_at=NOW - SECOND, ranked_on=TODAY)
OPEN = PhaseFacts(opens_at=NOW - SECOND)


@pytest.mark.parametrize(
    ("call", "state"),
    [
        (CallFacts(), FundingCallState.DRAFT),
        (CallFacts(published_on=TOMORROW, phases=(OPEN,)), FundingCallState.DRAFT),
        (CallFacts(published_on=TODAY), FundingCallState.UPCOMING),
        (CallFacts(published_on=TODAY, phases=(CLOSED, OPEN)), FundingCallState.OPEN),
        (CallFacts(published_on=TODAY, phases=(OPEN, CLOSED)), FundingCallState.OPEN),
        (
            CallFacts(published_on=TODAY, phases=(CLOSED, PhaseFacts(opens_at=NOW + SECOND))),
            FundingCallState.RANKED,
        ),
        (
            CallFacts(published_on=TODAY, awarded_on=TODAY, phases=(OPEN,)),
            FundingCallState.AWARDED,
        ),
        (
            CallFacts(published_on=TODAY, withdrawn_on=TODAY, phases=(OPEN,)),
            FundingCallState.WITHDRAWN,
        ),
        (
            CallFacts(published_on=TODAY, awarded_on=TODAY, archived_on=TODAY),
            FundingCallState.ARCHIVED,
        ),
    ],
)
def test_a_call(call: CallFacts, state: FundingCallState) -> None:
    assert funding_call_state(call, NOW, today=TODAY) is state


ASKED = (Period(TODAY),)
ANSWERED = (Period(YESTERDAY, TODAY),)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (ProposalFacts(), ProposalState.DRAFT),
        (ProposalFacts(review_on=TODAY), ProposalState.INTERNAL_REVIEW),
        (ProposalFacts(submitted_on=TODAY), ProposalState.SUBMITTED),
        (ProposalFacts(submitted_on=TODAY, requests=ASKED), ProposalState.INTEGRATION_REQUESTED),
        (ProposalFacts(submitted_on=YESTERDAY, requests=ANSWERED), ProposalState.SUBMITTED),
        (ProposalFacts(submitted_on=TODAY, admitted_on=TODAY), ProposalState.ADMITTED),
        (ProposalFacts(submitted_on=TODAY, inadmissible_on=TODAY), ProposalState.INADMISSIBLE),
        (ProposalFacts(submitted_on=TODAY, ranked_on=TODAY), ProposalState.RANKED),
        (ProposalFacts(submitted_on=TODAY, reserve_on=TODAY), ProposalState.RESERVE),
        (
            ProposalFacts(submitted_on=TODAY, reserve_on=YESTERDAY, funded_on=TODAY),
            ProposalState.FUNDED,
        ),
        (ProposalFacts(submitted_on=TODAY, not_funded_on=TODAY), ProposalState.NOT_FUNDED),
        (ProposalFacts(submitted_on=TODAY, withdrawn_on=TODAY), ProposalState.WITHDRAWN),
        (ProposalFacts(submitted_on=TODAY, funded_on=TOMORROW), ProposalState.SUBMITTED),
    ],
)
def test_a_proposal(facts: ProposalFacts, state: ProposalState) -> None:
    assert proposal_state(facts, TODAY) is state


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (ProjectFacts(), ProjectState.PLANNED),
        (ProjectFacts(starts_on=TOMORROW), ProjectState.PLANNED),
        (ProjectFacts(starts_on=TODAY), ProjectState.ACTIVE),
        (ProjectFacts(starts_on=YESTERDAY, ends_on=TODAY), ProjectState.CLOSING),
        (
            ProjectFacts(starts_on=YESTERDAY, suspensions=(Period(TODAY, TOMORROW),)),
            ProjectState.SUSPENDED,
        ),
        (
            ProjectFacts(starts_on=YESTERDAY, suspensions=(Period(YESTERDAY, TODAY),)),
            ProjectState.ACTIVE,
        ),
        (
            ProjectFacts(starts_on=YESTERDAY, ends_on=TODAY, closed_on=TODAY),
            ProjectState.CLOSED,
        ),
        (ProjectFacts(starts_on=TOMORROW, terminated_on=TODAY), ProjectState.TERMINATED),
    ],
)
def test_a_project(facts: ProjectFacts, state: ProjectState) -> None:
    assert project_state(facts, TODAY) is state


def test_a_claim_stands_at_its_latest_step() -> None:
    steps = [
        (NOW, ClaimState.CHANGES_REQUESTED),
        (NOW + SECOND, ClaimState.SUBMITTED),
        (NOW - SECOND, ClaimState.SUBMITTED),
    ]

    assert claim_state([]) is ClaimState.DRAFT
    assert claim_state(steps[::2]) is ClaimState.CHANGES_REQUESTED
    assert claim_state(steps) is ClaimState.SUBMITTED


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (DeliverableFacts(due_on=TODAY), DeliverableState.PLANNED),
        (DeliverableFacts(due_on=YESTERDAY), DeliverableState.LATE),
        (DeliverableFacts(due_on=YESTERDAY, delivered_on=TODAY), DeliverableState.DELIVERED),
        (DeliverableFacts(due_on=YESTERDAY, delivered_on=TOMORROW), DeliverableState.LATE),
        (
            DeliverableFacts(due_on=TODAY, delivered_on=YESTERDAY, accepted_on=TODAY),
            DeliverableState.ACCEPTED,
        ),
    ],
)
def test_a_deliverable(facts: DeliverableFacts, state: DeliverableState) -> None:
    assert deliverable_state(facts, TODAY) is state


SIGNED, UNSIGNED = PartyFacts(signed_on=TODAY), PartyFacts()
LEFT = PartyFacts(left_on=TODAY)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (AgreementFacts(), AgreementState.DRAFT),
        (AgreementFacts(parties=(UNSIGNED,), ends_on=YESTERDAY), AgreementState.DRAFT),
        (AgreementFacts(sent_on=TODAY), AgreementState.IN_SIGNATURE),
        (AgreementFacts(sent_on=TODAY, parties=(SIGNED, UNSIGNED)), AgreementState.IN_SIGNATURE),
        (AgreementFacts(parties=(SIGNED, UNSIGNED)), AgreementState.IN_SIGNATURE),
        (AgreementFacts(parties=(SIGNED, LEFT)), AgreementState.IN_FORCE),
        (AgreementFacts(parties=(SIGNED,), starts_on=TOMORROW), AgreementState.SIGNED),
        (AgreementFacts(parties=(SIGNED,), starts_on=TODAY), AgreementState.IN_FORCE),
        (AgreementFacts(parties=(SIGNED,), ends_on=TOMORROW), AgreementState.IN_FORCE),
        (AgreementFacts(parties=(SIGNED,), ends_on=TODAY), AgreementState.EXPIRED),
        (AgreementFacts(sent_on=YESTERDAY, ends_on=TODAY), AgreementState.EXPIRED),
        (AgreementFacts(parties=(SIGNED,), terminated_on=TODAY), AgreementState.TERMINATED),
        (
            AgreementFacts(parties=(SIGNED,), ends_on=YESTERDAY, superseded_on=TODAY),
            AgreementState.SUPERSEDED,
        ),
    ],
)
def test_an_agreement(facts: AgreementFacts, state: AgreementState) -> None:
    assert agreement_state(facts, TODAY) is state


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (OpportunityFacts(), OpportunityState.DRAFT),
        (OpportunityFacts(published_on=TOMORROW), OpportunityState.DRAFT),
        (OpportunityFacts(published_on=TODAY, closes_on=TOMORROW), OpportunityState.OPEN),
        (OpportunityFacts(published_on=YESTERDAY, closes_on=TODAY), OpportunityState.CLOSED),
        (
            OpportunityFacts(published_on=YESTERDAY, closes_on=TODAY, filled_on=TODAY),
            OpportunityState.FILLED,
        ),
        (OpportunityFacts(published_on=TODAY, withdrawn_on=TODAY), OpportunityState.WITHDRAWN),
    ],
)
def test_an_opportunity(facts: OpportunityFacts, state: OpportunityState) -> None:
    assert opportunity_state(facts, TODAY) is state
