"""Rows of the projects' area for tests: each function shows only what the test is about."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from hub import clock
from hub.projects.agreement_models import Agreement, AgreementParty, AgreementTerm, Opportunity
from hub.projects.call_models import (
    CallPhase,
    CallRequirement,
    FundingCall,
    IntegrationRequest,
    Proposal,
    ProposalPartner,
)
from hub.projects.models import (
    AidGrant,
    BudgetLine,
    Claim,
    ClaimLine,
    ClaimStep,
    Deliverable,
    Partnership,
    Project,
    ProjectSuspension,
    WorkPackage,
)
from hub.projects.terms import (
    AgreementKind,
    AidRegime,
    CallPhaseKind,
    ClaimKind,
    ClaimState,
    CostCategory,
    DeliverableNature,
    OpportunityKind,
    PartnerRole,
    RequirementSubject,
)
from tests.make.members import days_ago, organization

_numbers = count(1)

CUP = "Z99Z99000000001"


def noon(day: date) -> datetime:
    """Midday in Cremona."""
    return datetime.combine(day, time(12), clock.ROME)


async def funding_call(**given: Any) -> FundingCall:
    number = next(_numbers)
    values: dict[str, Any] = {
        "code": f"BANDO-{number}",
        "title": f"Bando {number}",
        "funder_name": "Regione Lombardia",
        "published_on": days_ago(60),
    }
    return await FundingCall.create(**{**values, **given})


async def call_phase(**given: Any) -> CallPhase:
    values: dict[str, Any] = {
        "funding_call": given.pop("funding_call", None) or await funding_call(),
        "number": next(_numbers),
        "kind": CallPhaseKind.FULL_PROPOSAL,
        "title": "Domande",
        "opens_at": noon(days_ago(30)),
        "closes_at": noon(days_ago(-30)),
    }
    return await CallPhase.create(**{**values, **given})


async def call_requirement(**given: Any) -> CallRequirement:
    values: dict[str, Any] = {
        "funding_call": given.pop("funding_call", None) or await funding_call(),
        "number": next(_numbers),
        "subject": RequirementSubject.SEAT,
        "accepted": ["019"],
        "description": "Sede in provincia di Cremona.",
    }
    return await CallRequirement.create(**{**values, **given})


async def proposal(**given: Any) -> Proposal:
    """A draft, unless it is given later dates."""
    values: dict[str, Any] = {
        "funding_call": given.pop("funding_call", None) or await funding_call(),
        "title": f"Proposta {next(_numbers)}",
    }
    return await Proposal.create(**{**values, **given})


async def integration_request(**given: Any) -> IntegrationRequest:
    values: dict[str, Any] = {
        "proposal": given.pop("proposal", None) or await proposal(),
        "requested_on": days_ago(10),
        "request": "Il bilancio dell'ultimo anno.",
    }
    return await IntegrationRequest.create(**{**values, **given})


async def proposal_partner(**given: Any) -> ProposalPartner:
    values: dict[str, Any] = {
        "proposal": given.pop("proposal", None) or await proposal(),
        "organization": given.pop("organization", None) or await organization(),
        "role": PartnerRole.PARTNER,
        "cost": Decimal(100_000),
        "requested": Decimal(50_000),
    }
    return await ProposalPartner.create(**{**values, **given})


async def project(**given: Any) -> Project:
    """A project under way that only those concerned see."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "code": f"PRJ-{number}",
        "title": f"Progetto {number}",
        "starts_on": days_ago(100),
        "ends_on": days_ago(-200),
    }
    return await Project.create(**{**values, **given})


async def project_suspension(**given: Any) -> ProjectSuspension:
    values: dict[str, Any] = {
        "project": given.pop("project", None) or await project(),
        "starts_on": days_ago(10),
        "reason": "Lavori fermi.",
    }
    return await ProjectSuspension.create(**{**values, **given})


async def partnership(**given: Any) -> Partnership:
    values: dict[str, Any] = {
        "project": given.pop("project", None) or await project(),
        "organization": given.pop("organization", None) or await organization(),
        "role": PartnerRole.PARTNER,
        "cost_share": Decimal(100_000),
        "grant_share": Decimal(50_000),
        "starts_on": days_ago(100),
    }
    return await Partnership.create(**{**values, **given})


async def work_package(**given: Any) -> WorkPackage:
    number = next(_numbers)
    values: dict[str, Any] = {
        "project": given.pop("project", None) or await project(),
        "number": number,
        "title": f"Attività {number}",
    }
    return await WorkPackage.create(**{**values, **given})


async def budget_line(**given: Any) -> BudgetLine:
    """A line of a partner's budget; its project is the partner's unless it is given."""
    given["partnership"] = given.get("partnership") or await partnership()
    values: dict[str, Any] = {
        "project_id": given["partnership"].project_id,
        "category": CostCategory.PERSONNEL,
        "cost": Decimal(10_000),
        "grant": Decimal(5_000),
    }
    return await BudgetLine.create(**{**values, **given})


async def deliverable(**given: Any) -> Deliverable:
    number = next(_numbers)
    values: dict[str, Any] = {
        "project": given.pop("project", None) or await project(),
        "code": f"D{number}",
        "title": f"Rapporto {number}",
        "nature": DeliverableNature.REPORT,
        "due_on": days_ago(-30),
    }
    return await Deliverable.create(**{**values, **given})


async def claim(**given: Any) -> Claim:
    """A partner's claim; its project is the partner's unless it is given."""
    given["partnership"] = given.get("partnership") or await partnership()
    values: dict[str, Any] = {
        "project_id": given["partnership"].project_id,
        "number": next(_numbers),
        "kind": ClaimKind.INTERIM,
        "cup": CUP,
        "starts_on": days_ago(90),
        "ends_on": days_ago(30),
    }
    return await Claim.create(**{**values, **given})


async def claim_line(**given: Any) -> ClaimLine:
    """A line of a claim, by default on a new line of the same partner's budget."""
    given["claim"] = given.get("claim") or await claim()
    owner = await given["claim"].partnership
    values: dict[str, Any] = {
        "partnership": owner,
        "budget_line": given.pop("budget_line", None) or await budget_line(partnership=owner),
        "cost": Decimal(1_000),
    }
    return await ClaimLine.create(**{**values, **given})


async def claim_step(state: ClaimState = ClaimState.SUBMITTED, **given: Any) -> ClaimStep:
    values: dict[str, Any] = {
        "claim": given.pop("claim", None) or await claim(),
        "state": state,
        "taken_at": clock.now() - timedelta(days=5),
    }
    return await ClaimStep.create(**{**values, **given})


async def aid_grant(**given: Any) -> AidGrant:
    values: dict[str, Any] = {
        "organization": given.pop("organization", None) or await organization(),
        "regime": AidRegime.DE_MINIMIS,
        "granted_on": days_ago(100),
        "amount": Decimal(20_000),
        "grantor": "Camera di Commercio di Cremona",
    }
    return await AidGrant.create(**{**values, **given})


async def agreement(**given: Any) -> Agreement:
    """A convention that runs this year and that only its parties and the desks see."""
    values: dict[str, Any] = {
        "title": f"Convenzione {next(_numbers)}",
        "kind": AgreementKind.CONVENTION,
        "sent_on": days_ago(120),
        "starts_on": days_ago(100),
        "ends_on": days_ago(-265),
    }
    return await Agreement.create(**{**values, **given})


async def agreement_party(**given: Any) -> AgreementParty:
    values: dict[str, Any] = {
        "agreement": given.pop("agreement", None) or await agreement(),
        "organization": given.pop("organization", None) or await organization(),
        "signed_on": days_ago(110),
    }
    return await AgreementParty.create(**{**values, **given})


async def agreement_term(**given: Any) -> AgreementTerm:
    values: dict[str, Any] = {
        "agreement": given.pop("agreement", None) or await agreement(),
        "title": "Canone",
        "amount": Decimal(12_000),
    }
    return await AgreementTerm.create(**{**values, **given})


async def opportunity(**given: Any) -> Opportunity:
    """A job on offer."""
    values: dict[str, Any] = {
        "organization": given.pop("organization", None) or await organization(),
        "kind": OpportunityKind.JOB,
        "title": f"Sviluppatrice o sviluppatore {next(_numbers)}",
        "published_on": days_ago(10),
        "closes_on": days_ago(-20),
    }
    return await Opportunity.create(**{**values, **given})
