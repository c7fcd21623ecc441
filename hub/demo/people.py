"""Invented people: the staff of the consortium and those who work for its members."""

from datetime import date
from uuid import UUID

from hub.accounts.models import Account, RoleGrant
from hub.actor import Role
from hub.demo import invented
from hub.demo.calendar import Calendar, at
from hub.demo.posts import POSTS, Post
from hub.demo.rows import Rows
from hub.members.models import Affiliation, Competence, ConsentRecord, Organization, Person
from hub.members.terms import Visibility

STAFF = {
    "Ada Esempi": Role.DIRECTION,
    "Bruno Fittizi": Role.FRONT_DESK,
    "Chiara Modelli": Role.INCUBATION,
    "Dario Provini": Role.PROJECTS,
    "Elsa Campioni": Role.OBSERVER,
}
MENTORS = ("Livia Miraggio", "Rocco Maschera", "Olga Romanzi", "Enea Favola")
WITH_ACCOUNT = ("Viola Chimera", "Marta Ipotesi")
OPEN_PROFILE = {
    "headline": Visibility.PUBLIC,
    "bio": Visibility.PUBLIC,
    "email": Visibility.MEMBERS,
    "competences": Visibility.PUBLIC,
    "affiliations": Visibility.PUBLIC,
}


def add_people(rows: Rows, calendar: Calendar) -> None:
    for name, role in STAFF.items():
        _grant(rows, calendar, name=name, role=role)
    for name in MENTORS:
        add_listed(
            rows,
            calendar.year(-3),
            name,
            listing=Visibility.PUBLIC,
            headline="Mentor",
            bio="An invented mentor of invented start-ups.",
        )
    for post in POSTS:
        _appoint(rows, calendar, post)
    for name in WITH_ACCOUNT:
        add_account(rows, calendar.year(-2), name)
    _add_former_grant(rows, calendar)


def add_person(rows: Rows, since: date, name: str, **facts: object) -> UUID:
    number = len(rows.rows_of(Person)) + 1
    given_name, _, family_name = name.partition(" ")
    return rows.add(
        Person,
        since,
        name,
        given_name=given_name,
        family_name=family_name,
        name=name,
        email=invented.email(name),
        phone=invented.phone(900_000 + number),
        fiscal_code=invented.fiscal_code(number),
        is_invented=True,
        **facts,
    )


def add_listed(rows: Rows, since: date, name: str, *, listing: Visibility, **facts: object) -> UUID:
    """A person who shares a profile, and the record of that choice."""
    shown = {"listing": listing, "visibility": OPEN_PROFILE}
    person_id = add_person(rows, since, name, **shown, **facts)
    for field, chosen in OPEN_PROFILE.items():
        rows.add(
            ConsentRecord,
            since,
            person_id=person_id,
            field=field,
            previous=Visibility.PRIVATE,
            chosen=chosen,
            recorded_at=at(since, 9),
            recorded_by_id=person_id,
            source="Profilo (esempio)",
        )
    return person_id


def add_account(rows: Rows, since: date, name: str) -> UUID:
    return rows.add(
        Account,
        since,
        name,
        person_id=rows.find(Person, name),
        email=invented.email(name),
    )


def _grant(rows: Rows, calendar: Calendar, *, name: str, role: Role) -> None:
    since = calendar.year(-3)
    add_person(rows, since, name, headline=role.description)
    account_id = add_account(rows, since, name)
    granted = {"role": role, "starts_on": since}
    rows.add(RoleGrant, since, account_id=account_id, **granted)


def _add_former_grant(rows: Rows, calendar: Calendar) -> None:
    """The front desk once stood in for the incubation desk."""
    rows.add(
        RoleGrant,
        calendar.year(-2),
        account_id=rows.find(Account, "Bruno Fittizi"),
        granted_by_id=rows.find(Account, "Ada Esempi"),
        role=Role.INCUBATION,
        starts_on=calendar.year(-2),
        ends_on=calendar.year(-1),
    )


def _appoint(rows: Rows, calendar: Calendar, post: Post) -> None:
    starts_on = calendar.year(-4)
    person_id = _person_of(rows, starts_on, post)
    left = post.left_days_ago
    rows.add(
        Affiliation,
        starts_on,
        person_id=person_id,
        organization_id=rows.find(Organization, post.organization),
        role=post.role,
        title=post.title,
        purposes=list(post.purposes),
        is_lead=post.leads,
        is_administrator=post.leads,
        has_seat=left is None,
        starts_on=starts_on,
        ends_on=None if left is None else calendar.day(-left),
    )
    if post.competence:
        competence_id = rows.find(Competence, post.competence)
        rows.link(Person, "competences", one=person_id, other=competence_id)


def _person_of(rows: Rows, since: date, post: Post) -> UUID:
    """Somebody with two posts is one person, with the profile of the first."""
    if rows.has(Person, post.name):
        return rows.find(Person, post.name)
    if post.listing is Visibility.PRIVATE:
        return add_person(rows, since, post.name)
    return add_listed(rows, since, post.name, listing=post.listing, headline=post.title)
