"""The calls, the project and the agreements of the public record.

The shares of the partners in the first project are not public. What is: half of the cost was
paid, up to a cap of one million, which was awarded; the lead's share is the least cost at which
that is so.
"""

from datetime import date, timedelta
from decimal import Decimal

from hub.demo.calendar import at
from hub.demo.public_sources import (
    ASTER_AWARD,
    ASTER_RANKING,
    COFUNDING_SIGNED,
    ZIS_CRITERIA,
    ZIS_NOTICE,
)
from hub.demo.rows import Rows
from hub.members.models import Organization
from hub.projects.call_models import (
    CallPhase,
    CallRequirement,
    FundingCall,
    Proposal,
    ProposalPartner,
)
from hub.projects.models import Partnership, Project
from hub.projects.terms import AidRegime, CallPhaseKind, PartnerRole, RequirementSubject

MILLION = Decimal(1_000_000)
HALF = Decimal(50)
TITLE = "Verso il Polo delle Tecnologie di Cremona"
OPENED_ON = date(2017, 6, 10)
SEVERAL_PARTNERS = 2
PROPOSERS = ("provincia", "camera", "politecnico", "fondazione", "aemcom")
CARRIED_OUT_BY = ("crit", "microdata")


def add_calls(rows: Rows) -> None:
    _add_aster(rows)
    _add_proposal(rows)
    _add_project(rows)
    _add_zis(rows)


def _add_aster(rows: Rows) -> None:
    published_on = date(2012, 1, 1)
    call_id = rows.add(
        FundingCall,
        published_on,
        "aster",
        code="ASTER",
        title="ASTER - Accordi di Sviluppo Territoriale per l'insediamento di nuove attività"
        " di impresa",
        description="Grants for the settlement of new business. The days of its first phase are"
        " not public; they stand for the year in which it ran.",
        funder_name="Regione Lombardia",
        funder_id=rows.find(Organization, "regione"),
        aid_regime=AidRegime.NOT_STATED,
        website=ASTER_RANKING.url,
        pot=Decimal(5_500_000),
        rate_percent=HALF,
        grant_cap=MILLION,
        published_on=published_on,
        awarded_on=ASTER_AWARD.published_on,
    )
    rows.add(
        CallPhase,
        published_on,
        "aster 1",
        funding_call_id=call_id,
        number=1,
        kind=CallPhaseKind.FULL_PROPOSAL,
        title="Selezione dei progetti",
        opens_at=at(published_on, 0),
        closes_at=at(ASTER_RANKING.published_on, 0),
        ranked_on=ASTER_RANKING.published_on,
        received_count=21,
        admitted_count=7,
    )
    rows.add(
        CallPhase,
        ASTER_RANKING.published_on,
        funding_call_id=call_id,
        number=2,
        kind=CallPhaseKind.EXECUTIVE_PROJECT,
        title="Progetto esecutivo",
        opens_at=at(ASTER_RANKING.published_on, 0),
        closes_at=at(date(2013, 6, 1), 0),
        ranked_on=ASTER_AWARD.published_on,
        received_count=7,
    )


def _add_proposal(rows: Rows) -> None:
    ranked_on = ASTER_RANKING.published_on
    submitted_at = at(ranked_on, 0) - timedelta(minutes=1)
    proposal_id = rows.add(
        Proposal,
        submitted_at,
        "aster",
        funding_call_id=rows.find(FundingCall, "aster"),
        phase_id=rows.find(CallPhase, "aster 1"),
        title=TITLE,
        summary="Seats for ICT companies, a telework centre and a business incubator on the former"
        " market grounds. Eight ICT companies took part; those that the ranking names stand here.",
        submitted_at=submitted_at,
        admitted_on=ranked_on,
        ranked_on=ranked_on,
        score=Decimal(83),
        rank=2,
        funded_on=ASTER_AWARD.published_on,
        granted=MILLION,
    )
    for key in ("comune", *PROPOSERS):
        is_lead = key == "comune"
        rows.add(
            ProposalPartner,
            submitted_at,
            proposal_id=proposal_id,
            organization_id=rows.find(Organization, key),
            role=PartnerRole.LEAD if is_lead else PartnerRole.PARTNER,
            cost=2 * MILLION if is_lead else Decimal(0),
            requested=MILLION if is_lead else Decimal(0),
            signed_off_at=submitted_at,
        )


def _add_project(rows: Rows) -> None:
    starts_on = COFUNDING_SIGNED.published_on
    project_id = rows.add(
        Project,
        starts_on,
        "polo",
        code="POLO-ASTER",
        title=TITLE,
        summary="The building of the Polo Tecnologico, opened on 10 June 2017. Its accounts are"
        " not public: the project is recorded as closed on the day of the opening, and the lead's"
        " cost as the least that yields the grant at the call's rate.",
        topic="Insediamento di imprese ICT",
        website=COFUNDING_SIGNED.url,
        funding_call_id=rows.find(FundingCall, "aster"),
        proposal_id=rows.find(Proposal, "aster"),
        signed_on=starts_on,
        starts_on=starts_on,
        ends_on=OPENED_ON,
        closed_on=OPENED_ON,
        is_public=True,
    )
    for key in ("comune", *CARRIED_OUT_BY):
        is_lead = key == "comune"
        rows.add(
            Partnership,
            starts_on,
            project_id=project_id,
            organization_id=rows.find(Organization, key),
            role=PartnerRole.LEAD if is_lead else PartnerRole.PARTNER,
            cost_share=2 * MILLION if is_lead else Decimal(0),
            grant_share=MILLION if is_lead else Decimal(0),
            starts_on=starts_on,
        )


def _add_zis(rows: Rows) -> None:
    published_on = ZIS_NOTICE.published_on
    call_id = rows.add(
        FundingCall,
        published_on,
        "zis",
        code="ZIS",
        title="Zone di Innovazione e Sviluppo",
        description="Public-private partnerships first draw up a masterplan; those preselected"
        " negotiate a strategic plan with the region.",
        funder_name="Regione Lombardia",
        funder_id=rows.find(Organization, "regione"),
        aid_regime=AidRegime.NOT_STATED,
        website=ZIS_NOTICE.url,
        rate_percent=HALF,
        minimum_partners=SEVERAL_PARTNERS,
        needs_research_body=True,
        published_on=published_on,
    )
    rows.add(
        CallPhase,
        published_on,
        funding_call_id=call_id,
        number=1,
        kind=CallPhaseKind.EXPRESSION_OF_INTEREST,
        title="Manifestazione di interesse e masterplan",
        opens_at=at(published_on, 0),
        closes_at=at(date(2026, 12, 1), 0),
        pot=MILLION,
        rate_percent=HALF,
        grant_cap=Decimal(100_000),
    )
    rows.add(
        CallPhase,
        ZIS_CRITERIA.published_on,
        funding_call_id=call_id,
        number=2,
        kind=CallPhaseKind.FULL_PROPOSAL,
        title="Piano strategico definitivo",
        pot=20 * MILLION,
        rate_percent=HALF,
    )
    rows.add(
        CallRequirement,
        published_on,
        funding_call_id=call_id,
        number=1,
        subject=RequirementSubject.OTHER,
        description="The lead partner is a private body: an enterprise, a foundation or a body"
        " with a private majority.",
    )
