"""The first project of the Polo in the public record, from the proposal to the opening.

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
)
from hub.demo.rows import Rows
from hub.members.models import Organization
from hub.projects.call_models import (
    CallPhase,
    FundingCall,
    Proposal,
    ProposalPartner,
)
from hub.projects.models import Partnership, Project
from hub.projects.terms import PartnerRole

MILLION = Decimal(1_000_000)
TITLE = "Verso il Polo delle Tecnologie di Cremona"
OPENED_ON = date(2017, 6, 10)
PROPOSERS = ("provincia", "camera", "politecnico", "fondazione", "aemcom")
CARRIED_OUT_BY = ("crit", "microdata")


def add_first_project(rows: Rows) -> None:
    _add_proposal(rows)
    _add_project(rows)


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
