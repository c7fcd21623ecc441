"""Who sees what of members and people: the reviewed answers, and SQL against Python."""

from dataclasses import dataclass
from typing import Any

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.models import Model

from hub import clock
from hub.actor import ANONYMOUS, STAFF, Actor, Role, Viewer
from hub.members import membership_models, membership_policy, models, policy
from hub.members.terms import MembershipCategory, Visibility
from hub.policy import Policy
from tests.make import members as make
from tests.scopes import verdicts

PUBLIC, MEMBERS, PRIVATE = Visibility.PUBLIC, Visibility.MEMBERS, Visibility.PRIVATE

OF_MEMBERSHIP = ("type", "periods", "suspensions")
OF_ORGANIZATION = tuple(f"memberships__{name}" for name in OF_MEMBERSHIP)

TABLES: list[tuple[type[Model], Policy, tuple[str, ...]]] = [
    (models.Organization, policy.ORGANIZATION, OF_ORGANIZATION),
    (models.Person, policy.PERSON, ("affiliations",)),
    (
        models.Affiliation,
        policy.AFFILIATION,
        ("person", *(f"organization__{name}" for name in OF_ORGANIZATION)),
    ),
    (
        models.Headcount,
        policy.HEADCOUNT,
        tuple(f"organization__{name}" for name in OF_ORGANIZATION),
    ),
    (models.Competence, policy.COMPETENCE, ()),
    (models.ConsentRecord, policy.CONSENT_RECORD, ()),
    (membership_models.MembershipType, membership_policy.MEMBERSHIP_TYPE, ()),
    (
        membership_models.Membership,
        membership_policy.MEMBERSHIP,
        (*OF_MEMBERSHIP, *(f"organization__{name}" for name in OF_ORGANIZATION)),
    ),
    (
        membership_models.MembershipPeriod,
        membership_policy.MEMBERSHIP_PERIOD,
        ("membership__organization",),
    ),
    (membership_models.Suspension, membership_policy.SUSPENSION, ("membership",)),
    (membership_models.FeeLine, membership_policy.FEE_LINE, ("membership",)),
]


@dataclass
class World:
    """Organizations and people in every relation to those who ask."""

    organizations: dict[str, models.Organization]
    people: dict[str, models.Person]
    viewers: dict[str, Viewer]


def viewer(**given: Any) -> Viewer:
    actor = Actor(**given) if given else ANONYMOUS
    return Viewer(now=clock.now(), today=clock.today(), actor=actor)


@pytest.fixture
async def world(connection: BaseDBAsyncClient) -> World:
    organizations = await _organizations()
    people = await _people(organizations)
    own, employee = organizations["own"], people["employee"]
    belongs = {"organization_ids": (own.id,), "person_id": employee.id}
    await make.competence()
    viewers = {
        "anonymous": viewer(),
        "member": viewer(roles=frozenset({Role.MEMBER}), is_member=True),
        "own": viewer(roles=frozenset({Role.MEMBER}), is_member=True, **belongs),
        "administrator": viewer(
            roles=frozenset({Role.ADMINISTRATOR}),
            is_member=True,
            administered_ids=(own.id,),
            **belongs,
        ),
        "co-worker": viewer(roles=frozenset({Role.MEMBER}), person_id=people["co-worker"].id),
        **{role.lower(): viewer(roles=frozenset({role})) for role in {Role.OBSERVER, *STAFF}},
    }
    return World(organizations, people, viewers)


async def _organizations() -> dict[str, models.Organization]:
    ended = [(make.days_ago(800), make.days_ago(400))]
    organizations = {
        "own": await make.organization(listing=PRIVATE),
        "public member": await make.organization(listing=PUBLIC),
        "members' member": await make.organization(visibility={"employees": "PRIVATE"}),
        "private member": await make.organization(listing=PRIVATE),
        "public lapsed": await make.organization(listing=PUBLIC),
        "public suspended": await make.organization(listing=PUBLIC),
        "public applicant": await make.organization(listing=PUBLIC),
        "public funder": await make.organization(
            listing=PUBLIC, visibility={"employees": "PUBLIC"}
        ),
        "private stranger": await make.organization(listing=PRIVATE),
    }
    for name, organization in organizations.items():
        await make.headcount(organization=organization)
        await make.consent_record(organization=organization)
        if name in {"own", "public member", "members' member", "private member"}:
            membership = await make.membership(organization=organization)
            await make.fee_line(membership=membership)
    await make.membership(organization=organizations["public lapsed"], periods=ended)
    await make.membership(
        organization=organizations["public suspended"], suspensions=[(make.days_ago(5), None)]
    )
    await make.application(organization=organizations["public applicant"])
    return organizations


async def _people(organizations: dict[str, models.Organization]) -> dict[str, models.Person]:
    people = {
        "employee": await make.person(),
        "colleague": await make.person(),
        "former colleague": await make.person(),
        "public": await make.person(
            listing=PUBLIC,
            visibility={"email": "PUBLIC", "affiliations": "PUBLIC", "bio": "MEMBERS"},
        ),
        "members'": await make.person(listing=MEMBERS, visibility={"affiliations": "MEMBERS"}),
        "private": await make.person(),
        "co-worker": await make.person(),
    }
    own, listed = organizations["own"], organizations["public member"]
    await make.affiliation(person=people["employee"], organization=own)
    await make.affiliation(person=people["colleague"], organization=own)
    await make.affiliation(
        person=people["former colleague"], organization=own, ends_on=make.days_ago(9)
    )
    for name in ("public", "members'", "private"):
        await make.affiliation(person=people[name], organization=listed)
        await make.consent_record(person=people[name])
    desk = await make.membership_type(category=MembershipCategory.CO_WORKER)
    membership = await make.membership(person=people["co-worker"], organization=None, type=desk)
    await make.fee_line(membership=membership, paying_person=people["co-worker"])
    return people


@pytest.mark.parametrize(("model", "table", "loaded"), TABLES, ids=[t[0].__name__ for t in TABLES])
async def test_the_database_decides_as_python_does(
    connection: BaseDBAsyncClient,
    world: World,
    *,
    model: type[Model],
    table: Policy,
    loaded: tuple[str, ...],
) -> None:
    rows = await model.all().prefetch_related(*loaded)
    assert rows
    for who, asking in world.viewers.items():
        for predicate in [table.rows, *table.fields]:
            expected = {row.pk: predicate.holds(row, asking) for row in rows}
            found = await verdicts(connection, model, predicate=predicate, viewer=asking)
            assert found == expected, f"{who}: {table.fields.get(predicate, 'rows')}"


@pytest.mark.parametrize("table", [table for _, table, _ in TABLES])
def test_every_field_is_named_once(table: Policy) -> None:
    assert len(table.names) == len(set(table.names))


DIRECTORY = {"public member", "public funder"}
EVERY_ORGANIZATION = {
    *DIRECTORY,
    "own",
    "members' member",
    "private member",
    "public lapsed",
    "public suspended",
    "public applicant",
    "private stranger",
}


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("anonymous", DIRECTORY),
        ("co-worker", DIRECTORY),
        ("member", DIRECTORY | {"members' member"}),
        ("own", DIRECTORY | {"members' member", "own"}),
        ("administrator", DIRECTORY | {"members' member", "own"}),
        ("observer", EVERY_ORGANIZATION),
        ("front_desk", EVERY_ORGANIZATION),
        ("direction", EVERY_ORGANIZATION),
    ],
)
async def test_who_sees_which_organizations(
    connection: BaseDBAsyncClient, world: World, *, who: str, seen: set[str]
) -> None:
    asking = world.viewers[who]
    found = await verdicts(
        connection, models.Organization, predicate=policy.ORGANIZATION.rows, viewer=asking
    )

    assert {name for name, row in world.organizations.items() if found[row.id]} == seen


EVERYBODY = {
    "employee",
    "colleague",
    "former colleague",
    "public",
    "members'",
    "private",
    "co-worker",
}


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("anonymous", {"public"}),
        ("observer", {"public"}),
        ("co-worker", {"public", "co-worker"}),
        ("member", {"public", "members'"}),
        ("own", {"public", "members'", "employee", "colleague"}),
        ("administrator", {"public", "members'", "employee", "colleague", "former colleague"}),
        ("incubation", EVERYBODY),
        ("front_desk", EVERYBODY),
    ],
)
async def test_who_sees_which_people(
    connection: BaseDBAsyncClient, world: World, *, who: str, seen: set[str]
) -> None:
    asking = world.viewers[who]
    found = await verdicts(connection, models.Person, predicate=policy.PERSON.rows, viewer=asking)

    assert {name for name, row in world.people.items() if found[row.id]} == seen


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("anonymous", {"public"}),
        ("observer", {"public"}),
        ("co-worker", {"public", "co-worker"}),
        ("member", {"public"}),
        ("own", {"public", "employee", "colleague"}),
        ("projects", EVERYBODY),
    ],
)
async def test_who_sees_whose_email(
    connection: BaseDBAsyncClient, world: World, *, who: str, seen: set[str]
) -> None:
    asking, shown = world.viewers[who], policy.PERSON.of("email")
    found = await verdicts(connection, models.Person, predicate=shown, viewer=asking)

    assert {name for name, row in world.people.items() if found[row.id]} == seen


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("anonymous", {"public funder"}),
        ("member", EVERY_ORGANIZATION - {"members' member"}),
        ("observer", EVERY_ORGANIZATION),
    ],
)
async def test_to_whom_headcounts_are_shared(
    connection: BaseDBAsyncClient, world: World, *, who: str, seen: set[str]
) -> None:
    asking, shown = world.viewers[who], policy.ORGANIZATION.of("employees")
    found = await verdicts(connection, models.Organization, predicate=shown, viewer=asking)

    assert {name for name, row in world.organizations.items() if found[row.id]} == seen


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("anonymous", set()),
        ("observer", set()),
        ("member", set()),
        ("own", set()),
        ("administrator", {"own"}),
        ("projects", set()),
        ("front_desk", {"own", "public member", "members' member", "private member"}),
    ],
)
async def test_who_sees_whose_fees(
    connection: BaseDBAsyncClient, world: World, *, who: str, seen: set[str]
) -> None:
    asking = world.viewers[who]
    found = await verdicts(
        connection,
        membership_models.FeeLine,
        predicate=membership_policy.FEE_LINE.rows,
        viewer=asking,
    )
    payers = {line.payer_id for line in await membership_models.FeeLine.all() if found[line.id]}

    assert {name for name, row in world.organizations.items() if row.id in payers} == seen


async def test_a_member_leaves_the_directory_on_the_day_its_membership_lapses(
    connection: BaseDBAsyncClient,
) -> None:
    organization = await make.organization(listing=PUBLIC)
    kind = await make.membership_type(grace_days=1)
    ends_on = make.days_ago(0)
    await make.membership(
        organization=organization, type=kind, periods=[(make.days_ago(365), ends_on)]
    )
    seen = []
    for days in (-1, 0, 1, 2):
        asking = Viewer(now=clock.now(), today=make.days_ago(-days))
        found = await verdicts(
            connection, models.Organization, predicate=policy.ORGANIZATION.rows, viewer=asking
        )
        seen.append(found[organization.id])

    assert seen == [True, True, False, False]


async def test_the_way_back_from_a_competence_shows_only_who_shares_it(
    connection: BaseDBAsyncClient,
) -> None:
    people = {
        chosen: await make.person(listing=PUBLIC, visibility={"competences": chosen})
        for chosen in ("PUBLIC", "MEMBERS", "PRIVATE")
    }
    text = policy.SHOWS_COMPETENCES.text.replace("{row}", "person")
    text = text.replace("{person_id}", "$1::uuid").replace("{is_member}", "$2::boolean")
    query = f"SELECT id FROM person WHERE {text}"  # noqa: S608

    async def shown(person_id: Any, *, is_member: bool) -> set[str]:
        found = await connection.execute_query_dict(query, [person_id, is_member])
        keys = {row["id"] for row in found}
        return {chosen for chosen, person in people.items() if person.id in keys}

    assert await shown(None, is_member=False) == {"PUBLIC"}
    assert await shown(None, is_member=True) == {"PUBLIC", "MEMBERS"}
    assert await shown(people["PRIVATE"].id, is_member=False) == {"PUBLIC", "PRIVATE"}
