"""The calls of the public record: the one of 2012, and the one that is open in 2026."""

from datetime import date
from decimal import Decimal

from hub.demo.calendar import at
from hub.demo.public_sources import ASTER_AWARD, ASTER_RANKING, ZIS_CRITERIA, ZIS_NOTICE
from hub.demo.rows import Rows
from hub.members.models import Organization
from hub.projects.call_models import CallPhase, CallRequirement, FundingCall
from hub.projects.terms import AidRegime, CallPhaseKind, RequirementSubject

MILLION = Decimal(1_000_000)
HALF = Decimal(50)
SEVERAL_PARTNERS = 2


def add_calls(rows: Rows) -> None:
    _add_aster(rows)
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
