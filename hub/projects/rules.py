"""The states of the projects' area as pure decisions over plain values and a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from hub.members.rules import Period
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

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseFacts:
    """A window in which proposals are handed in, and what followed."""

    opens_at: datetime | None = None
    closes_at: datetime | None = None
    evaluation_on: date | None = None
    ranked_on: date | None = None


def call_phase_state(phase: PhaseFacts, now: datetime, *, today: date) -> CallPhaseState:
    """Where a phase of a call stands at an instant."""
    if phase.opens_at is None or phase.opens_at > now:
        return CallPhaseState.UPCOMING
    if phase.closes_at is None or phase.closes_at > now:
        return CallPhaseState.OPEN
    return _first(
        (_came(phase.ranked_on, today), CallPhaseState.RANKED),
        (_came(phase.evaluation_on, today), CallPhaseState.EVALUATION),
        otherwise=CallPhaseState.CLOSED,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFacts:
    """What decides where a call stands; the windows of its phases do not overlap."""

    published_on: date | None = None
    awarded_on: date | None = None
    withdrawn_on: date | None = None
    archived_on: date | None = None
    phases: tuple[PhaseFacts, ...] = ()


def funding_call_state(call: CallFacts, now: datetime, *, today: date) -> FundingCallState:
    """Where a call stands at an instant: a decision on the whole of it, else its latest phase."""
    return _first(
        (not _came(call.published_on, today), FundingCallState.DRAFT),
        (_came(call.archived_on, today), FundingCallState.ARCHIVED),
        (_came(call.withdrawn_on, today), FundingCallState.WITHDRAWN),
        (_came(call.awarded_on, today), FundingCallState.AWARDED),
        otherwise=_state_by_phases(call.phases, now, today=today),
    )


def _state_by_phases(
    phases: Iterable[PhaseFacts], now: datetime, *, today: date
) -> FundingCallState:
    opened = [(phase.opens_at, phase) for phase in phases if phase.opens_at is not None]
    begun = [(opens_at, phase) for opens_at, phase in opened if opens_at <= now]
    if not begun:
        return FundingCallState.UPCOMING
    _, latest = max(begun, key=lambda entry: entry[0])
    return FundingCallState[call_phase_state(latest, now, today=today).name]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalFacts:
    """What decides where a proposal stands; a request lasts until it is answered."""

    review_on: date | None = None
    submitted_on: date | None = None
    requests: tuple[Period, ...] = ()
    admitted_on: date | None = None
    inadmissible_on: date | None = None
    ranked_on: date | None = None
    reserve_on: date | None = None
    not_funded_on: date | None = None
    funded_on: date | None = None
    withdrawn_on: date | None = None


def proposal_state(facts: ProposalFacts, day: date) -> ProposalState:
    """Where a proposal stands on a day: its latest decision, else how far its writing got."""
    submitted = _came(facts.submitted_on, day)
    return _first(
        (_came(facts.withdrawn_on, day), ProposalState.WITHDRAWN),
        (_came(facts.funded_on, day), ProposalState.FUNDED),
        (_came(facts.not_funded_on, day), ProposalState.NOT_FUNDED),
        (_came(facts.reserve_on, day), ProposalState.RESERVE),
        (_came(facts.ranked_on, day), ProposalState.RANKED),
        (_came(facts.inadmissible_on, day), ProposalState.INADMISSIBLE),
        (_came(facts.admitted_on, day), ProposalState.ADMITTED),
        (submitted and _any_holds(facts.requests, day), ProposalState.INTEGRATION_REQUESTED),
        (submitted, ProposalState.SUBMITTED),
        (_came(facts.review_on, day), ProposalState.INTERNAL_REVIEW),
        otherwise=ProposalState.DRAFT,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFacts:
    """What decides where a project stands."""

    starts_on: date | None = None
    ends_on: date | None = None
    closed_on: date | None = None
    terminated_on: date | None = None
    suspensions: tuple[Period, ...] = ()


def project_state(facts: ProjectFacts, day: date) -> ProjectState:
    """Where a project stands on a day; past its end it is closing until it is settled."""
    return _first(
        (_came(facts.terminated_on, day), ProjectState.TERMINATED),
        (_came(facts.closed_on, day), ProjectState.CLOSED),
        (not _came(facts.starts_on, day), ProjectState.PLANNED),
        (_came(facts.ends_on, day), ProjectState.CLOSING),
        (_any_holds(facts.suspensions, day), ProjectState.SUSPENDED),
        otherwise=ProjectState.ACTIVE,
    )


def claim_state(steps: Iterable[tuple[datetime, ClaimState]]) -> ClaimState:
    """Where a claim stands after these steps: at the latest one."""
    latest = max(steps, key=lambda step: step[0], default=None)
    return ClaimState.DRAFT if latest is None else latest[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverableFacts:
    """What decides where a deliverable stands."""

    due_on: date
    delivered_on: date | None = None
    accepted_on: date | None = None


def deliverable_state(facts: DeliverableFacts, day: date) -> DeliverableState:
    """Where a deliverable stands on a day; its due day is still in time."""
    return _first(
        (_came(facts.accepted_on, day), DeliverableState.ACCEPTED),
        (_came(facts.delivered_on, day), DeliverableState.DELIVERED),
        (facts.due_on < day, DeliverableState.LATE),
        otherwise=DeliverableState.PLANNED,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyFacts:
    """When a party signed, and when it left."""

    signed_on: date | None = None
    left_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementFacts:
    """What decides where an agreement stands."""

    sent_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    terminated_on: date | None = None
    superseded_on: date | None = None
    parties: tuple[PartyFacts, ...] = ()


def agreement_state(facts: AgreementFacts, day: date) -> AgreementState:
    """Where an agreement stands on a day: in force between its days, once all have signed."""
    parties = [party for party in facts.parties if not _came(party.left_on, day)]
    signed = [_came(party.signed_on, day) for party in parties]
    return _first(
        (_came(facts.superseded_on, day), AgreementState.SUPERSEDED),
        (_came(facts.terminated_on, day), AgreementState.TERMINATED),
        (not _came(facts.sent_on, day) and not any(signed), AgreementState.DRAFT),
        (_came(facts.ends_on, day), AgreementState.EXPIRED),
        (not signed or not all(signed), AgreementState.IN_SIGNATURE),
        (facts.starts_on is not None and facts.starts_on > day, AgreementState.SIGNED),
        otherwise=AgreementState.IN_FORCE,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OpportunityFacts:
    """What decides where an opportunity stands."""

    published_on: date | None = None
    closes_on: date | None = None
    filled_on: date | None = None
    withdrawn_on: date | None = None


def opportunity_state(facts: OpportunityFacts, day: date) -> OpportunityState:
    """Where an opportunity stands on a day; it closes by itself."""
    return _first(
        (not _came(facts.published_on, day), OpportunityState.DRAFT),
        (_came(facts.withdrawn_on, day), OpportunityState.WITHDRAWN),
        (_came(facts.filled_on, day), OpportunityState.FILLED),
        (_came(facts.closes_on, day), OpportunityState.CLOSED),
        otherwise=OpportunityState.OPEN,
    )


def _first(*cases: tuple[bool, T], otherwise: T) -> T:
    """The term of the first case that holds."""
    return next((term for holds, term in cases if holds), otherwise)


def _came(on: date | None, day: date) -> bool:
    return on is not None and on <= day


def _any_holds(periods: Iterable[Period], day: date) -> bool:
    return any(period.holds(day) for period in periods)
