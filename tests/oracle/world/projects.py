"""The joint projects of the world: calls, proposals, partners, money, agreements."""

from datetime import timedelta
from decimal import Decimal

from hub import clock
from hub.incubation.models import Startup
from hub.members.terms import EnterpriseSize
from hub.projects.call_models import FundingCall, Proposal
from hub.projects.models import Project
from hub.projects.terms import (
    AgreementKind,
    ClaimState,
    CostCategory,
    OpportunityKind,
    PartnerRole,
    RequirementSubject,
)
from tests.make import projects as make
from tests.make.members import days_ago
from tests.make.projects import noon
from tests.oracle.world.members import Organizations, People

Startups = dict[str, Startup]


async def calls(parties: Organizations) -> list[FundingCall]:
    """One of each state: with phases past, open and to come, awarded, and a draft."""
    aster = await make.funding_call(
        title="Bando Àster",
        funder=parties["city"],
        pot="5000000.00",
        rate_percent="50.00",
        grant_cap="1000000.00",
        description="Ricerca nelle città",
    )
    await make.call_phase(
        funding_call=aster,
        opens_at=noon(days_ago(60)),
        closes_at=noon(days_ago(40)),
        ranked_on=days_ago(20),
        received_count=21,
        admitted_count=7,
    )
    await make.call_phase(funding_call=aster)
    await make.call_phase(
        funding_call=aster, opens_at=noon(days_ago(-40)), closes_at=noon(days_ago(-50))
    )
    await make.call_requirement(funding_call=aster)
    draft = await make.funding_call(title="bando aster", published_on=None)
    await make.call_requirement(
        funding_call=draft, subject=RequirementSubject.OTHER, accepted=["a", "b"]
    )
    await make.call_phase(funding_call=draft, opens_at=None, closes_at=None)
    awarded = await make.funding_call(funder=parties["hidden"], awarded_on=days_ago(2))
    return [aster, draft, awarded]


async def proposals(
    found: list[FundingCall], parties: Organizations, persons: People
) -> list[Proposal]:
    """From a draft to a funded one; alfa is in the first, beta in others."""
    aster, draft, awarded = found
    submitted = clock.now() - timedelta(days=50)
    given: list[dict[str, object]] = [
        {"funding_call": aster, "summary": "Segreto", "review_on": days_ago(3)},
        {"funding_call": aster, "submitted_at": submitted, "protocol_number": "P1"},
        {"funding_call": awarded, "submitted_at": submitted, "ranked_on": days_ago(9), "rank": 1}
        | {"score": "81.50", "funded_on": days_ago(2), "granted": "70000.00"},
        {"funding_call": awarded, "submitted_at": submitted, "ranked_on": days_ago(9), "rank": 2},
        {"funding_call": draft, "title": "Proposta 1"},
    ]
    rows = [await make.proposal(**each) for each in given]
    for proposal, name, role in (
        (rows[0], "alfa", PartnerRole.LEAD),
        (rows[0], "university", PartnerRole.PARTNER),
        (rows[1], "beta", PartnerRole.LEAD),
        (rows[2], "alfa", PartnerRole.LEAD),
        (rows[2], "hidden", PartnerRole.PARTNER),
        (rows[3], "beta", PartnerRole.LEAD),
    ):
        await make.proposal_partner(
            proposal=proposal,
            organization=parties[name],
            role=role,
            signed_off_at=submitted if role is PartnerRole.LEAD else None,
            signed_off_by=persons["anna"] if name == "alfa" else None,
        )
    await make.integration_request(proposal=rows[1], due_on=days_ago(-5))
    await make.integration_request(proposal=rows[2], answered_on=days_ago(4))
    return rows


async def projects(
    found: list[FundingCall], handed_in: list[Proposal], parties: Organizations
) -> list[Project]:
    public = await make.project(
        title="Cité",
        acronym="ACT",
        cup=make.CUP,
        is_public=True,
        funding_call=found[2],
        proposal=handed_in[2],
        summary="Dati delle città",
        signed_on=days_ago(120),
    )
    quiet = await make.project(title="cite", topic="Software", ends_on=days_ago(2))
    await make.project_suspension(project=public, ends_on=days_ago(4))
    await make.project_suspension(project=quiet, starts_on=days_ago(30))
    await make.project(
        title="Futuro", starts_on=days_ago(-30), is_public=True, funding_call=found[0]
    )
    for project, name, role, grant in (
        (public, "alfa", PartnerRole.LEAD, "50000.00"),
        (public, "beta", PartnerRole.PARTNER, "25000.00"),
        (public, "hidden", PartnerRole.PARTNER, "0.00"),
        (quiet, "beta", PartnerRole.LEAD, "10000.00"),
        (quiet, "university", PartnerRole.PARTNER, "5000.00"),
    ):
        await make.partnership(
            project=project,
            organization=parties[name],
            role=role,
            grant_share=Decimal(grant),
            size=EnterpriseSize.SMALL if name == "alfa" else None,
            ends_on=days_ago(5) if name == "hidden" else None,
        )
    return [public, quiet]


async def accounting(found: list[Project], parties: Organizations, persons: People) -> None:
    """Budgets with claims paid, refused and still to be handed in."""
    public, quiet = found
    for project in found:
        for partner in await project.partnerships.all().order_by("id"):
            package = await make.work_package(project=project, lead=partner)
            line = await make.budget_line(
                partnership=partner,
                work_package=package,
                grant=partner.grant_share / 5,
                person_months="1.50",
            )
            await make.budget_line(
                partnership=partner, category=CostCategory.TRAVEL, grant=Decimal(0)
            )
            await make.deliverable(
                project=project,
                work_package=package,
                responsible=partner,
                is_public=project is public,
                delivered_on=days_ago(4),
            )
            claim = await make.claim(partnership=partner)
            await make.claim_line(claim=claim, budget_line=line)
            if project is public:
                await make.claim_step(claim=claim, taken_by=persons["anna"])
            else:
                await make.claim_step(ClaimState.DECLINED, claim=claim, note="Fuori tempo")
    await make.deliverable(project=quiet, due_on=days_ago(3), verification="Collaudo")
    await make.aid_grant(organization=parties["alfa"], project=public, register_code="COR1")
    await make.aid_grant(organization=parties["hidden"], revoked_on=days_ago(1))


async def agreements(found: list[Project], parties: Organizations) -> None:
    frame = await make.agreement(title="Intésa", kind=AgreementKind.FRAMEWORK, is_public=True)
    secret = await make.agreement(
        parent=frame, project=found[1], notice_days=90, subject="Riservato", sent_on=None
    )
    renewed = await make.agreement(title="intesa", previous=frame, starts_on=None, ends_on=None)
    for agreement, name, signed in (
        (frame, "city", days_ago(110)),
        (frame, "alfa", days_ago(100)),
        (secret, "beta", None),
        (secret, "hidden", None),
        (renewed, "city", days_ago(1)),
        (renewed, "university", None),
    ):
        await make.agreement_party(
            agreement=agreement,
            organization=parties[name],
            signed_on=signed,
            signatory_name="Firma" if signed else None,
        )
    await make.agreement_term(agreement=frame, starts_on=days_ago(100))
    await make.agreement_term(agreement=secret, description="Segreto", amount=None)
    internship = {"kind": OpportunityKind.INTERNSHIP, "is_curricular": True}
    await make.opportunity(
        organization=parties["alfa"], promoter=parties["university"], agreement=frame, **internship
    )
    await make.opportunity(organization=parties["beta"], published_on=None, monthly_pay="900.00")
    await make.opportunity(organization=parties["hidden"], project=found[0], filled_on=days_ago(1))
    await make.opportunity(
        organization=parties["alfa"], closes_on=days_ago(2), field="Dati", places=2
    )
