"""Histories: what was done, by whom, and which values are told to whom."""

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient

from hub import clock
from hub.accounts import tokens
from hub.actor import ANONYMOUS, Actor, Role
from hub.members.models import Organization, Person
from hub.members.terms import Visibility
from hub.read_pool import ReadPool
from hub.record.changes import Changes
from schema import schema
from schema.engine import Engine
from schema.limits import Limits
from tests.compiler.asking import Asking, Counted, global_id
from tests.keys import KEYS
from tests.make import accounts, members, spaces
from tests.make.record import entry, told

OF_ORGANIZATION = """query ($id: ID!) { organization(id: $id) { history { totalCount nodes {
    act actorKind actor changeCount changes { type id field before after isPersonal }
} } } }"""
OF_PERSON = """query ($id: ID!) { node(id: $id) { ... on Person { history { nodes {
    act actorKind actor changeCount changes { type field before after isPersonal }
} } } } }"""
MONDAY = datetime(2027, 5, 10, 8, 30, tzinfo=UTC)


class Park(NamedTuple):
    """An organization, the person who runs it, and somebody of the front desk."""

    asking: Asking
    onda: Organization
    anna: Person
    sara: Actor


@pytest.fixture
async def park(connection: BaseDBAsyncClient, pool: ReadPool) -> Park:
    reads = Counted(pool)
    onda = await members.organization("Onda", listing=Visibility.PUBLIC)
    anna = await members.person("Anna Àrdea", listing=Visibility.PUBLIC)
    await members.affiliation(person=anna, organization=onda, is_administrator=True)
    sara = await members.person("Sara Staff")
    account = await accounts.account(person=sara)
    await accounts.role_grant(Role.FRONT_DESK, account=account)
    desk = Actor(frozenset({Role.FRONT_DESK}), sara.id, account_id=account.id)
    return Park(Asking(Engine(schema, reads, limits=Limits(), keys=KEYS), reads), onda, anna, desk)


def administrator(organization: Organization, person: Person) -> Actor:
    ids = (organization.id,)
    return Actor(frozenset({Role.ADMINISTRATOR}), person.id, ids, ids, is_member=True)


async def history(asking: Asking, row: Organization | Person, actor: Actor) -> Any:
    if isinstance(row, Person):
        answer = await asking.data(OF_PERSON, actor, id=global_id("person", row))
        return answer["node"]["history"]
    answer = await asking.data(OF_ORGANIZATION, actor, id=global_id("org", row))
    return answer["organization"]["history"]


async def test_a_history_tells_what_was_done_the_latest_first(park: Park) -> None:
    with clock.freeze(MONDAY):
        await entry(park.onda, act="found_organization", name=(None, "Onda"))
    with clock.freeze(MONDAY + timedelta(days=1)):
        await entry(
            park.onda,
            act="describe_organization",
            actor=park.sara,
            sector=("IT", None),
            is_invented=(False, True),
        )
    await entry(await members.organization(), name=(None, "Alfa"))

    found = await history(park.asking, park.onda, park.sara)

    assert found["totalCount"] == 2
    latest, first = found["nodes"]
    assert (first["act"], first["actorKind"], first["actor"]) == ("foundOrganization", "HUB", None)
    assert (latest["act"], latest["actorKind"], latest["actor"]) == (
        "describeOrganization",
        "STAFF",
        "Sara Staff",
    )
    of = {"type": "Organization", "id": global_id("org", park.onda), "isPersonal": False}
    assert latest["changeCount"] == 2
    assert latest["changes"] == [
        {**of, "field": "isInvented", "before": "false", "after": "true"},
        {**of, "field": "sector", "before": "IT", "after": None},
    ]


async def test_keys_of_objects_are_told_as_their_ids(park: Park) -> None:
    alfa, room = await members.organization(), await spaces.space()
    await entry(park.onda, parent_id=(None, alfa.id))
    booking = await spaces.booking(space=room, organization=park.onda)
    await entry(booking, space_id=(None, room.id))

    placed, owned = (await history(park.asking, park.onda, park.sara))["nodes"]

    assert [(each["field"], each["after"]) for each in owned["changes"]] == [
        ("parent", global_id("org", alfa))
    ]
    (change,) = placed["changes"]
    assert (change["type"], change["id"]) == ("Booking", global_id("booking", booking))
    assert (change["field"], change["after"]) == ("space", global_id("space", room))


async def test_of_what_is_personal_only_the_change_is_told(
    park: Park, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Person, "personal", frozenset({"email"}))
    # A text that looks like a digest is none.
    await entry(
        park.anna, email=("a@alfa.example", "b@alfa.example"), headline=(None, "#0123456789abcdef")
    )

    (found,) = (await history(park.asking, park.anna, park.sara))["nodes"]

    assert found["changes"] == [
        {"type": "Person", "field": "email", "before": None, "after": None, "isPersonal": True},
        {
            "type": "Person",
            "field": "headline",
            "before": None,
            "after": "#0123456789abcdef",
            "isPersonal": False,
        },
    ]


async def test_only_those_concerned_see_a_history(park: Park) -> None:
    stranger = await members.person()
    await entry(park.onda, name=(None, "Onda"))
    await entry(park.anna, name=(None, "Anna"))
    colleague = Actor(frozenset({Role.MEMBER}), stranger.id, (park.onda.id,), is_member=True)
    observer = Actor(roles=frozenset({Role.OBSERVER}))

    for actor in (ANONYMOUS, colleague, observer):
        assert await history(park.asking, park.onda, actor) is None
        assert await history(park.asking, park.anna, actor) is None
    own = administrator(park.onda, stranger)
    assert len((await history(park.asking, park.onda, own))["nodes"]) == 1
    assert await history(park.asking, park.anna, own) is None
    assert len((await history(park.asking, park.anna, Actor(person_id=park.anna.id)))["nodes"]) == 1


async def test_an_entry_is_no_way_around_a_history(park: Park) -> None:
    found = await entry(park.onda, name=(None, "Onda"))
    query = "query ($id: ID!) { node(id: $id) { id } }"
    for actor, is_shown in (
        (park.sara, True),
        (administrator(park.onda, park.anna), True),
        (Actor(person_id=park.anna.id, organization_ids=(park.onda.id,)), False),
        (ANONYMOUS, False),
    ):
        answer = await park.asking.data(query, actor, id=global_id("audit", found))
        assert (answer["node"] is not None) is is_shown


async def test_who_did_it_is_named_to_staff_and_to_whom_it_is_about(park: Park) -> None:
    await entry(park.onda, park.anna, actor=park.sara)
    for row in (park.onda, park.anna):
        (seen,) = (await history(park.asking, row, park.sara))["nodes"]
        assert (seen["actorKind"], seen["actor"]) == ("STAFF", "Sara Staff")
    (seen,) = (await history(park.asking, park.anna, Actor(person_id=park.anna.id)))["nodes"]
    assert (seen["actorKind"], seen["actor"]) == ("STAFF", "Sara Staff")

    boss = administrator(park.onda, await members.person())
    (seen,) = (await history(park.asking, park.onda, boss))["nodes"]
    assert (seen["actorKind"], seen["actor"]) == ("STAFF", None)


async def test_the_kind_of_who_did_it_is_as_of_then(park: Park) -> None:
    boss = await members.person("Berta Boss")
    await members.affiliation(person=boss, organization=park.onda)
    mentor = await accounts.account(person=await members.person("Mia Mentor"))
    token, _ = await tokens.create_token("Sito", Role.DIRECTION)
    former = await accounts.account()
    await accounts.role_grant(
        account=former, starts_on=members.days_ago(30), ends_on=members.days_ago(10)
    )
    account = await accounts.account(person=boss)
    for actor in (
        Actor(account_id=account.id, person_id=boss.id),
        Actor(account_id=mentor.id, person_id=mentor.person_id),
        Actor(account_id=account.id, person_id=boss.id, token_id=token.id),
        Actor(account_id=former.id),
    ):
        await entry(park.onda, actor=actor)
    with clock.freeze(clock.now() - timedelta(days=20)):
        await entry(park.onda, actor=Actor(account_id=former.id))

    seen = (await history(park.asking, park.onda, park.sara))["nodes"]

    assert [(each["actorKind"], each["actor"]) for each in reversed(seen)] == [
        ("STAFF", None),
        ("OWN", "Berta Boss"),
        ("OTHER", "Mia Mentor"),
        ("PROGRAM", "Sito"),
        ("OTHER", None),
    ]


async def test_of_one_act_everybody_is_told_what_was_theirs(park: Park) -> None:
    """As when an act has changed bookings of two organizations."""
    alfa = await members.organization()
    changes = Changes(KEYS)
    for organization, attendees in ((park.onda, 3), (alfa, 5)):
        booking = await spaces.booking(organization=organization)
        changes.note(booking, {"attendees": None}, {"attendees": attendees})
    await told(changes, act="move_bookings")

    (own,) = (await history(park.asking, park.onda, administrator(park.onda, park.anna)))["nodes"]
    assert own["changeCount"] == 1
    assert [each["after"] for each in own["changes"]] == ["3"]
    (all_of_it,) = (await history(park.asking, park.onda, park.sara))["nodes"]
    assert all_of_it["changeCount"] == 2


async def test_a_row_that_went_to_another_tells_its_past_to_the_former_owner_alone(
    park: Park,
) -> None:
    alfa = await members.organization()
    booking = await spaces.booking(organization=alfa)
    await entry(booking, organization_id=(alfa.id, park.onda.id), attendees=(3, 5))
    boss = await members.person()

    (here,) = (await history(park.asking, park.onda, administrator(park.onda, park.anna)))["nodes"]
    (there,) = (await history(park.asking, alfa, administrator(alfa, boss)))["nodes"]

    assert here["changes"] == []
    assert [each["before"] for each in there["changes"]] == ["3"]


async def test_values_that_a_policy_withholds_are_not_told(park: Park) -> None:
    """What the consortium notes of a member is not for the member."""
    membership = await members.membership(organization=park.onda)
    await entry(membership, decision_note=(None, "Fuori scopo"), number=(None, "7"))

    (own,) = (await history(park.asking, park.onda, administrator(park.onda, park.anna)))["nodes"]
    (desk,) = (await history(park.asking, park.onda, park.sara))["nodes"]

    assert [each["field"] for each in own["changes"]] == ["number"]
    assert [each["field"] for each in desk["changes"]] == ["decisionNote", "number"]


async def test_a_history_is_asked_like_any_list(park: Park) -> None:
    for number in range(5):
        await entry(park.onda, act=f"act_{number}")
    query = """query ($id: ID!, $after: String) { organization(id: $id) {
        history(first: 2, after: $after, where: {act: {ne: "act1"}, actorKind: {eq: HUB}}) {
            totalCount nodes { act } pageInfo { endCursor hasNextPage }
        }
        all: history(orderBy: {at: ASC}) { nodes { act } }
    } }"""
    variables: dict[str, Any] = {"id": global_id("org", park.onda)}
    seen: list[str] = []
    found: Any = None
    for _ in range(2):
        found = (await park.asking.data(query, park.sara, **variables))["organization"]
        seen += [each["act"] for each in found["history"]["nodes"]]
        variables["after"] = found["history"]["pageInfo"]["endCursor"]

    assert seen == ["act4", "act3", "act2", "act0"]
    assert [each["act"] for each in found["all"]["nodes"]] == [f"act{n}" for n in range(5)]
    assert found["history"]["totalCount"] == 4
