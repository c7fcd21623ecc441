"""The rows of the invented companies: what a register says of them, their people in numbers."""

from datetime import date
from uuid import UUID

from hub.demo import invented
from hub.demo.calendar import Calendar, anniversary, at
from hub.demo.company_list import COMPANIES, COMPETENCES, Company
from hub.demo.public_parties import CREMONA
from hub.demo.rows import Rows
from hub.members.models import Competence, ConsentRecord, Headcount, Organization
from hub.members.terms import AtecoEdition, EnterpriseSize, OrganizationKind, Visibility

SOURCE = "Bilancio (esempio)"
SMALL_FROM, MEDIUM_FROM = 10, 50


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
