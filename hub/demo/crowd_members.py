"""Organizations and people of the crowd, with memberships of every age."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hub.demo import invented
from hub.demo.admission import join
from hub.demo.calendar import Calendar
from hub.demo.companies import registered, size_of
from hub.demo.company_list import COMPETENCES
from hub.demo.people import OPEN_PROFILE, add_person
from hub.demo.rows import Rows
from hub.demo.scale import Size
from hub.members.models import Affiliation, Competence, Headcount, Organization
from hub.members.terms import AffiliationRole, ContactPurpose, ResignationReason, Visibility

FIRST_NUMBER = 1_000
SECTORS = ("Software", "Agriculture", "Food", "Music", "Automation", "Media", "Energy", "Data")
LISTINGS = (Visibility.PUBLIC, Visibility.PUBLIC, Visibility.MEMBERS, Visibility.PRIVATE)
MEMBERS_PERCENT, RESIGNED_PERCENT, LISTED_PERCENT = 70, 8, 30
LEFT = 0.1
MOST_YEARS = 6
CODES = ("ordinary", "ordinary", "ordinary", "supporting", "co-worker", "institutional")


@dataclass(frozen=True, slots=True)
class Crowd:
    """Keys of the organizations, and who works in which: by name and by id."""

    organizations: list[str]
    people: list[str]
    posts: list[tuple[UUID, UUID]]


def add_crowd_members(rows: Rows, calendar: Calendar, *, size: Size) -> Crowd:
    organizations = [_add_organization(rows, calendar, n) for n in range(size.organizations)]
    people: list[str] = []
    posts: list[tuple[UUID, UUID]] = []
    for number in range(size.people):
        name = _name(rows, number)
        organization = organizations[number % len(organizations)]
        organization_id = rows.find(Organization, organization)
        since = calendar.day(-rows.chance.randint(30, 2_000))
        person_id = _add_person(rows, since, name)
        _employ(
            rows,
            since,
            person_id=person_id,
            organization_id=organization_id,
            is_first=number < len(organizations),
            left_on=calendar.day(-10) if rows.chance.random() < LEFT else None,
        )
        people.append(name)
        posts.append((person_id, organization_id))
    return Crowd(organizations, people, posts)


def _add_organization(rows: Rows, calendar: Calendar, number: int) -> str:
    chance = rows.chance
    first, second = chance.choice(invented.FIRST_WORDS), chance.choice(invented.SECOND_WORDS)
    name = f"{first} {second} {number + 1}"
    since = calendar.day(-chance.randint(400, 2_400))
    employees = round(chance.lognormvariate(2.3, 1))
    organization_id = rows.add(
        Organization,
        since,
        name,
        **registered(name, FIRST_NUMBER + number),
        size=size_of(employees),
        sector=chance.choice(SECTORS),
        founded_on=since,
        listing=chance.choice(LISTINGS),
    )
    _count(rows, calendar, organization_id=organization_id, employees=employees)
    for code in chance.sample(list(COMPETENCES), 2):
        competence_id = rows.find(Competence, code)
        rows.link(Organization, "competences", one=organization_id, other=competence_id)
    if chance.randrange(100) < MEMBERS_PERCENT:
        _join(rows, calendar, organization_id=organization_id, number=number)
    return name


def _count(rows: Rows, calendar: Calendar, *, organization_id: UUID, employees: int) -> None:
    for years_ago in range(1, 4):
        counted_on = date(calendar.today.year - years_ago, 12, 31)
        rows.add(
            Headcount,
            counted_on,
            organization_id=organization_id,
            year=counted_on.year,
            counted_on=counted_on,
            employees=max(1, employees - years_ago + rows.chance.randint(0, 2)),
            source="Bilancio (esempio)",
        )


def _join(rows: Rows, calendar: Calendar, *, organization_id: UUID, number: int) -> None:
    """Some years of membership: renewed until today or not, and now and then given up."""
    days = rows.chance.randint(100, 365 * MOST_YEARS)
    joined_on, years = calendar.day(-days), rows.chance.randint(1, 1 + days // 365)
    facts: dict[str, object] = {}
    if rows.chance.randrange(100) < RESIGNED_PERCENT:
        facts = {
            "notice_on": calendar.day(-90),
            "resigned_on": calendar.day(-30),
            "resignation_reason": rows.chance.choice(list(ResignationReason)),
        }
    join(
        rows,
        joined_on,
        holder={"organization_id": organization_id},
        code=rows.chance.choice(CODES),
        number=f"M-{number + 1:05}",
        years=years,
        **facts,
    )


def _add_person(rows: Rows, since: date, name: str) -> UUID:
    if rows.chance.randrange(100) >= LISTED_PERCENT:
        return add_person(rows, since, name)
    shown = {"listing": Visibility.PUBLIC, "visibility": OPEN_PROFILE}
    return add_person(rows, since, name, headline="Invented", **shown)


def _employ(
    rows: Rows,
    since: date,
    *,
    person_id: UUID,
    organization_id: UUID,
    is_first: bool,
    left_on: date | None,
) -> None:
    """The first of an organization leads it, and stays."""
    has_left = left_on is not None and since < left_on and not is_first
    rows.add(
        Affiliation,
        since,
        person_id=person_id,
        organization_id=organization_id,
        role=AffiliationRole.LEGAL_REPRESENTATIVE if is_first else AffiliationRole.EMPLOYEE,
        purposes=[ContactPurpose.PRIMARY] if is_first else [],
        is_lead=is_first,
        is_administrator=is_first,
        has_seat=not has_left,
        starts_on=since,
        ends_on=left_on if has_left else None,
    )


def _name(rows: Rows, number: int) -> str:
    given = rows.chance.choice(invented.GIVEN_NAMES)
    return f"{given} {rows.chance.choice(invented.FAMILY_NAMES)} {number + 1}"
