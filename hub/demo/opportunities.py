"""Invented opportunities of the story, in every state."""

from dataclasses import dataclass, field
from decimal import Decimal

from hub.demo import invented
from hub.demo.calendar import Calendar
from hub.demo.rows import Rows
from hub.members.models import Organization
from hub.projects.agreement_models import Agreement, Opportunity
from hub.projects.models import Project
from hub.projects.terms import OpportunityKind, WorkMode


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a member offers, by days counted from today."""

    organization: str
    kind: OpportunityKind
    title: str
    subject: str
    dates: dict[str, int]
    facts: dict[str, object] = field(default_factory=dict)
    agreement: str | None = None
    project: str | None = None


OFFERS = (
    Offer(
        organization="nuvola",
        kind=OpportunityKind.JOB,
        title="Sviluppatrice o sviluppatore di applicazioni web",
        subject="Software",
        dates={"published_on": -20, "closes_on": 40, "starts_on": 70},
        facts={"work_mode": WorkMode.HYBRID},
    ),
    Offer(
        organization="violini",
        kind=OpportunityKind.INTERNSHIP,
        title="Tirocinio in analisi del suono",
        subject="Data",
        dates={"published_on": -30, "closes_on": 15, "starts_on": 40, "ends_on": 220},
        facts={"is_curricular": True, "places": 2},
        agreement="internships",
    ),
    Offer(
        organization="violini",
        kind=OpportunityKind.THESIS,
        title="Tesi sul timbro degli strumenti ad arco",
        subject="Data",
        dates={"published_on": -100, "closes_on": -20},
        project="LIUTAIO",
    ),
    Offer(
        organization="granata",
        kind=OpportunityKind.INTERNSHIP,
        title="Tirocinio extracurriculare in automazione",
        subject="Automation",
        dates={
            "published_on": -60,
            "closes_on": 20,
            "filled_on": -5,
            "starts_on": 10,
            "ends_on": 190,
        },
        facts={"is_curricular": False, "monthly_pay": Decimal(600)},
    ),
    Offer(
        organization="ponte",
        kind=OpportunityKind.APPRENTICESHIP,
        title="Apprendista redattrice o redattore",
        subject="Publishing",
        dates={"published_on": -40, "closes_on": 30, "withdrawn_on": -10},
    ),
    Offer(
        organization="airone",
        kind=OpportunityKind.SCHOLARSHIP,
        title="Borsa di ricerca sui dati agricoli",
        subject="Agriculture",
        dates={},
        facts={"monthly_pay": Decimal(1_200)},
        project="FOSSI",
    ),
    Offer(
        organization="PoRobot",
        kind=OpportunityKind.COLLABORATION,
        title="Cercasi officina per prototipi",
        subject="Robotics",
        dates={"published_on": -12},
        facts={"work_mode": WorkMode.REMOTE},
    ),
)


def add_opportunities(rows: Rows, calendar: Calendar) -> None:
    for offer in OFFERS:
        name = rows.value(Organization, offer.organization, "name")
        rows.add(
            Opportunity,
            calendar.day(offer.dates.get("published_on", -1)),
            organization_id=rows.find(Organization, offer.organization),
            kind=offer.kind,
            title=f"{offer.title} (esempio)",
            description="An invented opportunity of the demo.",
            field=offer.subject,
            location="Cremona",
            promoter_id=rows.find(Organization, "istituto") if offer.agreement else None,
            agreement_id=rows.find(Agreement, offer.agreement) if offer.agreement else None,
            project_id=rows.find(Project, offer.project) if offer.project else None,
            apply_url=f"{invented.website(str(name))}/lavora-con-noi",
            is_invented=True,
            **{column: calendar.day(days) for column, days in offer.dates.items()},
            **offer.facts,
        )
