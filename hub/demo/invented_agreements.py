"""Invented agreements of the story, one in each state."""

from dataclasses import dataclass, field

from hub.demo.calendar import Calendar
from hub.demo.posts import LEADERS
from hub.demo.rows import Rows
from hub.members.models import Organization
from hub.projects.agreement_models import Agreement, AgreementParty
from hub.projects.models import Project
from hub.projects.terms import AgreementKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """An agreement by days counted from today; a party without a day has not signed."""

    title: str
    kind: AgreementKind
    parties: dict[str, int | None]
    dates: dict[str, int] = field(default_factory=dict)
    parent: str | None = None
    previous: str | None = None
    project: str | None = None
    is_public: bool = False


DEALS = {
    "draft": Deal(
        title="Convenzione per il laboratorio condiviso",
        kind=AgreementKind.CONVENTION,
        parties={"nuvola": None, "granata": None},
    ),
    "in signature": Deal(
        title="Accordo di riservatezza",
        kind=AgreementKind.CONFIDENTIALITY,
        parties={"violini": -6, "Stradivariabile": None},
        dates={"sent_on": -8, "starts_on": -6},
    ),
    "signed": Deal(
        title="Contratto di rete Buoni vicini",
        kind=AgreementKind.NETWORK_CONTRACT,
        parties={"nuvola": -12, "granata": -11, "ponte": -10},
        dates={"sent_on": -20, "starts_on": 20, "ends_on": 1_115},
    ),
    "framework": Deal(
        title="Accordo quadro per la formazione",
        kind=AgreementKind.FRAMEWORK,
        parties={"istituto": -410, "nuvola": -408, "violini": -405},
        dates={"sent_on": -420, "starts_on": -400, "ends_on": 700, "notice_days": 90},
        is_public=True,
    ),
    "internships": Deal(
        title="Convenzione di tirocinio",
        kind=AgreementKind.INTERNSHIP,
        parties={"istituto": -300, "violini": -299},
        dates={"sent_on": -310, "starts_on": -295, "ends_on": 400, "notice_days": 60},
        parent="framework",
    ),
    "mandate": Deal(
        title="Associazione temporanea di scopo Il liutaio digitale",
        kind=AgreementKind.TEMPORARY_ASSOCIATION,
        parties={"violini": -600, "nuvola": -599, "istituto": -598},
        dates={"sent_on": -610, "starts_on": -598, "ends_on": 595},
        project="LIUTAIO",
    ),
    "former mandate": Deal(
        title="Associazione temporanea di scopo Primo passo",
        kind=AgreementKind.TEMPORARY_ASSOCIATION,
        parties={"nuvola": -1_650, "golena": -1_648, "istituto": -1_645},
        dates={"sent_on": -1_660, "starts_on": -1_645, "ends_on": -480},
        project="PRIMO",
    ),
    "terminated": Deal(
        title="Convenzione per i parcheggi",
        kind=AgreementKind.OTHER,
        parties={"golena": -500, "ponte": -499},
        dates={
            "sent_on": -510,
            "starts_on": -490,
            "ends_on": 600,
            "termination_requested_on": -200,
            "terminated_on": -110,
        },
    ),
    "superseded": Deal(
        title="Protocollo d'intesa per l'orientamento",
        kind=AgreementKind.PROTOCOL_OF_INTENT,
        parties={"istituto": -900, "airone": -899},
        dates={"sent_on": -910, "starts_on": -895, "superseded_on": -250},
    ),
    "successor": Deal(
        title="Protocollo d'intesa per l'orientamento e il lavoro",
        kind=AgreementKind.PROTOCOL_OF_INTENT,
        parties={"istituto": -251, "airone": -250, "nuvola": -250},
        dates={"sent_on": -260, "starts_on": -250},
        previous="superseded",
        is_public=True,
    ),
}

LEFT, LEFT_DAYS = ("former mandate", "golena"), -700
"""A party that left before the end."""


def add_invented_agreements(rows: Rows, calendar: Calendar) -> None:
    for key, deal in DEALS.items():
        _add_deal(rows, calendar, key=key, deal=deal)


def _add_deal(rows: Rows, calendar: Calendar, *, key: str, deal: Deal) -> None:
    since = calendar.day(deal.dates.get("sent_on", -2))
    terms = {
        name: days if name == "notice_days" else calendar.day(days)
        for name, days in deal.dates.items()
    }
    agreement_id = rows.add(
        Agreement,
        since,
        key,
        code=f"DEMO-{key}",
        title=f"{deal.title} (esempio)",
        kind=deal.kind,
        subject="An invented agreement of the demo.",
        parent_id=rows.find(Agreement, deal.parent) if deal.parent else None,
        previous_id=rows.find(Agreement, deal.previous) if deal.previous else None,
        project_id=rows.find(Project, deal.project) if deal.project else None,
        is_public=deal.is_public,
        is_invented=True,
        **terms,
    )
    for party, signed in deal.parties.items():
        rows.add(
            AgreementParty,
            since,
            agreement_id=agreement_id,
            organization_id=rows.find(Organization, party),
            signed_on=None if signed is None else calendar.day(signed),
            signatory_name=None if signed is None else LEADERS.get(party),
            left_on=calendar.day(LEFT_DAYS) if (key, party) == LEFT else None,
        )
