"""Invented companies of the consortium, the school beside them, and what they can do."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hub.demo import invented
from hub.demo.calendar import Calendar, anniversary, at
from hub.demo.public_parties import CREMONA
from hub.demo.rows import Rows
from hub.members.models import Competence, ConsentRecord, Headcount, Organization
from hub.members.terms import AtecoEdition, EnterpriseSize, OrganizationKind, Visibility

SOURCE = "Bilancio (esempio)"
SMALL_FROM, MEDIUM_FROM = 10, 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """A company with its employees of each year up to the last."""

    name: str
    age: int
    employees: tuple[int, ...]
    sector: str
    competences: tuple[str, ...]
    listing: Visibility = Visibility.PUBLIC
    kind: OrganizationKind = OrganizationKind.COMPANY


COMPETENCES = {
    "software": ("Software development", "Sviluppo software", None),
    "software.web": ("Web applications", "Applicazioni web", "software"),
    "software.embedded": ("Embedded systems", "Sistemi embedded", "software"),
    "data": ("Data and artificial intelligence", "Dati e intelligenza artificiale", None),
    "data.audio": ("Sound analysis", "Analisi del suono", "data"),
    "network": ("Networks and cloud", "Reti e cloud", None),
    "network.security": ("Information security", "Sicurezza informatica", "network"),
    "robotics": ("Robotics and automation", "Robotica e automazione", None),
    "agriculture": ("Digital agriculture", "Agricoltura digitale", None),
    "media": ("Communication and media", "Comunicazione e media", None),
}
COMPANIES = {
    "nuvola": Company(
        name="Nuvolatorrone",
        age=14,
        employees=(48, 55, 62, 66),
        sector="Software",
        competences=("software.web", "network"),
    ),
    "violini": Company(
        name="Violini Quantici",
        age=8,
        employees=(9, 14, 21),
        sector="Data",
        competences=("data.audio", "software.embedded"),
    ),
    "ponte": Company(
        name="Ponte di Carta",
        age=20,
        employees=(112, 118, 131),
        sector="Publishing",
        competences=("media",),
    ),
    "granata": Company(
        name="Granata Automi",
        age=11,
        employees=(33, 37, 36),
        sector="Automation",
        competences=("robotics", "software.embedded"),
    ),
    "mostarda": Company(
        name="Mostarda Bit",
        age=6,
        employees=(7, 12, 8),
        sector="E-commerce",
        competences=("software.web", "media"),
        listing=Visibility.MEMBERS,
    ),
    "nebbia": Company(
        name="Nebbia Reti",
        age=16,
        employees=(25, 24),
        sector="Networks",
        competences=("network",),
    ),
    "airone": Company(
        name="Airone Calcoli",
        age=9,
        employees=(15, 17, 19),
        sector="Data",
        competences=("data", "agriculture"),
    ),
    "golena": Company(
        name="Golena Energia",
        age=12,
        employees=(41, 40),
        sector="Energy",
        competences=("robotics",),
    ),
    "lanca": Company(
        name="Lanca Sicura",
        age=5,
        employees=(6,),
        sector="Security",
        competences=("network.security",),
        listing=Visibility.PRIVATE,
    ),
    "cascina": Company(
        name="Cascina Connessa",
        age=3,
        employees=(5, 8),
        sector="Agriculture",
        competences=("agriculture", "data"),
    ),
    "zolla": Company(
        name="Zolla Sensori",
        age=4,
        employees=(11, 13),
        sector="Sensors",
        competences=("agriculture", "software.embedded"),
    ),
    "campanile": Company(
        name="Campanile Media",
        age=2,
        employees=(3,),
        sector="Media",
        competences=("media",),
    ),
    "idrovora": Company(
        name="Idrovora Calcoli",
        age=7,
        employees=(10,),
        sector="Software",
        competences=("software",),
        listing=Visibility.PRIVATE,
    ),
    "istituto": Company(
        name="Istituto Tecnico Immaginario",
        age=60,
        employees=(84, 86, 85),
        sector="Education",
        competences=("software", "robotics"),
        kind=OrganizationKind.SCHOOL,
    ),
}


def add_companies(rows: Rows, calendar: Calendar) -> None:
    for code, (name, name_it, parent) in COMPETENCES.items():
        parent_id = rows.find(Competence, parent) if parent else None
        named = {"code": code, "name": name, "name_it": name_it}
        rows.add(Competence, calendar.year(-6), code, **named, parent_id=parent_id)
    for number, (key, company) in enumerate(COMPANIES.items(), start=1):
        _add_company(rows, calendar, key=key, company=company, number=number)


def registered(name: str, number: int) -> dict[str, object]:
    """What a register says of an invented company."""
    return {
        "kind": OrganizationKind.COMPANY,
        "name": name,
        "legal_name": f"{name} Esempio S.r.l.",
        "legal_form": "Società a responsabilità limitata",
        "legal_form_code": "1.3.20",
        "vat_number": invented.vat_number(number),
        "fiscal_code": invented.vat_number(number),
        "rea": invented.rea(number),
        "pec": invented.certified_email(name),
        "sdi_code": "0000000",
        "ateco_code": "62.10",
        "ateco_edition": AtecoEdition.ATECO_2025,
        "street": f"Via degli Esempi {number}",
        **CREMONA,
        "email": f"info@{invented.slug(name)}.example",
        "phone": invented.phone(number),
        "website": invented.website(name),
        "is_invented": True,
    }


def size_of(employees: int) -> EnterpriseSize:
    """The size of an enterprise by its people alone; money is invented for none."""
    if employees < SMALL_FROM:
        return EnterpriseSize.MICRO
    return EnterpriseSize.SMALL if employees < MEDIUM_FROM else EnterpriseSize.MEDIUM


def _add_company(
    rows: Rows, calendar: Calendar, *, key: str, company: Company, number: int
) -> None:
    since = calendar.year(-min(company.age, 6))
    facts = registered(company.name, number)
    if company.kind is OrganizationKind.SCHOOL:
        facts |= dict.fromkeys(("legal_form", "legal_form_code", "rea", "vat_number"))
        facts |= {"kind": company.kind, "legal_name": company.name, "ateco_code": "85.32"}
    organization_id = rows.add(
        Organization,
        since,
        key,
        **facts,
        size=size_of(company.employees[-1]),
        sector=company.sector,
        founded_on=calendar.year(-company.age),
        description=f"{company.name} is invented, like all that is told of it here.",
        listing=company.listing,
        visibility={"employees": Visibility.PUBLIC},
    )
    for competence in company.competences:
        competence_id = rows.find(Competence, competence)
        rows.link(Organization, "competences", one=organization_id, other=competence_id)
    _count_employees(rows, calendar, organization_id=organization_id, employees=company.employees)
    _record_consent(rows, since, organization_id)


def _count_employees(
    rows: Rows, calendar: Calendar, *, organization_id: UUID, employees: tuple[int, ...]
) -> None:
    for years_ago, count in enumerate(reversed(employees), start=1):
        counted_on = date(calendar.today.year - years_ago, 12, 31)
        rows.add(
            Headcount,
            anniversary(counted_on, 1),
            organization_id=organization_id,
            year=counted_on.year,
            counted_on=counted_on,
            employees=count,
            source=SOURCE,
        )


def _record_consent(rows: Rows, since: date, organization_id: UUID) -> None:
    """The record behind the one field that all companies share with everybody."""
    rows.add(
        ConsentRecord,
        since,
        organization_id=organization_id,
        field="employees",
        chosen=Visibility.PUBLIC,
        recorded_at=at(since, 10),
        source="Modulo di adesione (esempio)",
    )
