"""Proposals of the story in every state, each with its partners and their sign-off."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from hub.demo.budget import grant_shares
from hub.demo.calendar import Calendar, at
from hub.demo.calls import grant_terms
from hub.demo.joint_work import PROPOSALS, Joint
from hub.demo.posts import LEADERS
from hub.demo.rows import Rows
from hub.members.models import Organization, Person
from hub.projects.call_models import (
    CallPhase,
    FundingCall,
    IntegrationRequest,
    Proposal,
    ProposalPartner,
)
from hub.projects.terms import PartnerRole

AWAITS_DOCUMENTS = "CORDE"
INADMISSIBLE = "Invented: a partner has no seat in the region."


def add_proposals(rows: Rows, calendar: Calendar) -> None:
    for joint in PROPOSALS:
        add_proposal(rows, calendar, joint)
    rows.add(
        IntegrationRequest,
        calendar.day(-3),
        proposal_id=rows.find(Proposal, AWAITS_DOCUMENTS),
        requested_on=calendar.day(-3),
        due_on=calendar.day(12),
        request="Invented: the letters of commitment of all partners.",
    )


def shares_of(rows: Rows, joint: Joint) -> dict[str, Decimal]:
    """What each partner may be granted under the call."""
    rate, cap = grant_terms(rows, joint.call)
    return grant_shares(joint.amounts, rate=rate, cap=cap)


def add_proposal(rows: Rows, calendar: Calendar, joint: Joint) -> None:
    submitted_at = None
    if joint.submitted is not None:
        submitted_at = at(calendar.day(joint.submitted), 15)
    is_funded = "funded_on" in joint.decided
    begun_on = calendar.day((joint.submitted or joint.reviewed or -1) - 30)
    reviewed = joint.reviewed if joint.submitted is None else joint.submitted - 10
    proposal_id = rows.add(
        Proposal,
        begun_on,
        joint.acronym,
        funding_call_id=rows.find(FundingCall, joint.call),
        phase_id=rows.find(CallPhase, joint.call),
        title=f"{joint.title} (esempio)",
        acronym=joint.acronym,
        summary="An invented proposal of the demo.",
        review_on=None if reviewed is None else calendar.day(reviewed),
        submitted_at=submitted_at,
        score=None if joint.score is None else Decimal(joint.score),
        rank=joint.rank,
        granted=sum(shares_of(rows, joint).values()) if is_funded else None,
        inadmissible_reason=INADMISSIBLE if "inadmissible_on" in joint.decided else None,
        **{column: calendar.day(days) for column, days in joint.decided.items()},
    )
    signed_at = None if reviewed is None else at(calendar.day(reviewed + 2), 12)
    _add_partners(rows, joint, begun_on, proposal_id=proposal_id, signed_at=signed_at)


def _add_partners(
    rows: Rows, joint: Joint, begun_on: date, *, proposal_id: UUID, signed_at: datetime | None
) -> None:
    shares, lead = shares_of(rows, joint), next(iter(joint.costs))
    for key, cost in joint.amounts.items():
        is_signed = signed_at is not None and key not in joint.unsigned
        signer = LEADERS.get(key) if is_signed else None
        rows.add(
            ProposalPartner,
            signed_at or begun_on,
            proposal_id=proposal_id,
            organization_id=rows.find(Organization, key),
            role=PartnerRole.LEAD if key == lead else PartnerRole.PARTNER,
            cost=cost,
            requested=shares[key],
            size=rows.value(Organization, key, "size"),
            signed_off_at=signed_at if is_signed else None,
            signed_off_by_id=rows.find(Person, signer) if signer else None,
        )
