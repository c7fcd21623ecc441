"""When a desk reads what is personal, it is recorded before the answer leaves."""

import json
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from graphql import GraphQLInputObjectType
from tortoise.backends.base.client import BaseDBAsyncClient

from hub import clock
from hub.accounts import tokens
from hub.accounts.privacy_models import PersonalRead
from hub.accounts.terms import PersonalField
from hub.actor import ANONYMOUS, Actor, Role
from hub.members.models import Person
from hub.members.terms import Visibility
from hub.read_pool import ReadPool
from schema import schema
from schema.compiler import catalogue
from schema.engine import Engine
from schema.limits import Limits
from tests.compiler.asking import Asking, Counted, global_id
from tests.keys import KEYS
from tests.make import accounts, members, spaces

PUBLIC = Visibility.PUBLIC


class Park(NamedTuple):
    """A person who is listed, and somebody of the front desk who is."""

    asking: Asking
    anna: Person
    desk: Actor


@pytest.fixture
async def park(connection: BaseDBAsyncClient, pool: ReadPool) -> Park:
    reads = Counted(pool)
    asking = Asking(Engine(schema, reads, limits=Limits(cost=50_000), keys=KEYS), reads)
    anna = await members.person("Anna Àrdea", listing=PUBLIC, email="anna@alfa.example")
    return Park(asking, anna, await office(Role.FRONT_DESK))


async def office(*roles: Role) -> Actor:
    person = await members.person("Sara Staff", listing=PUBLIC)
    account = await accounts.account(person=person)
    return Actor(frozenset(roles), person.id, account_id=account.id)


async def recorded() -> list[tuple[Any, list[str]]]:
    rows = await PersonalRead.all().order_by("id")
    return sorted(((row.person_id, row.fields_read) for row in rows), key=str)


async def test_what_a_desk_reads_is_recorded(park: Park) -> None:
    query = "query ($id: ID!) { node(id: $id) { ... on Person { name bornOn mail: email phone } } }"
    answer = await park.asking.data(query, park.desk, id=global_id("person", park.anna))

    assert answer == {
        "node": {
            "name": "Anna Àrdea",
            "bornOn": None,
            "mail": "anna@alfa.example",
            "phone": None,
        }
    }
    (row,) = await PersonalRead.all()
    assert (row.person_id, row.reader_id, row.token_id) == (
        park.anna.id,
        park.desk.account_id,
        None,
    )
    assert (row.role, row.fields_read) == (Role.FRONT_DESK, ["EMAIL", "PHONE", "BORN_ON"])


@pytest.mark.parametrize(
    "fields",
    [
        "name givenName familyName headline bio website language",
        "id __typename",
        "sharing { field }",
    ],
)
async def test_what_is_no_way_to_a_person_is_not(park: Park, fields: str) -> None:
    await park.asking.data(f"{{ people {{ nodes {{ {fields} }} }} }}", park.desk)

    assert await recorded() == []


async def test_nobody_but_a_desk_is_recorded(park: Park) -> None:
    onda = await members.organization()
    await members.affiliation(person=park.anna, organization=onda)
    colleague = Actor(frozenset({Role.ADMINISTRATOR}), None, (onda.id,), (onda.id,), True)  # noqa: FBT003
    own = Actor(frozenset({Role.MEMBER}), park.anna.id)
    for actor in (ANONYMOUS, colleague, own, await office(Role.OBSERVER)):
        await park.asking.data("{ people { nodes { name email fiscalCode } } }", actor)

    assert await recorded() == []


async def test_the_own_data_are_not(park: Park) -> None:
    await park.asking.data("{ viewer { person { email } } people { nodes { email } } }", park.desk)

    assert await recorded() == [(park.anna.id, ["EMAIL"])]


async def test_what_the_desk_may_not_read_is_not(park: Park) -> None:
    desk = await office(Role.INCUBATION)
    await park.asking.data("{ people { nodes { fiscalCode bornOn } } }", desk)
    assert await recorded() == []
    await park.asking.data("{ people { nodes { fiscalCode phone } } }", desk)
    assert (park.anna.id, ["PHONE"]) in await recorded()


async def test_of_several_offices_the_highest_is_told(park: Park) -> None:
    await park.asking.data(
        "{ people { nodes { phone } } }", await office(Role.PROJECTS, Role.FRONT_DESK)
    )
    rows = await PersonalRead.filter(person_id=park.anna.id)
    assert [row.role for row in rows] == [Role.FRONT_DESK]


async def test_a_program_is_told_by_its_token(park: Park) -> None:
    token, _ = await tokens.create_token("Sito", Role.DIRECTION)
    await park.asking.data(
        "{ people { nodes { phone } } }",
        Actor(frozenset({Role.DIRECTION}), token_id=token.id),
    )

    (row,) = await PersonalRead.filter(person_id=park.anna.id)
    assert (row.reader_id, row.token_id, row.role) == (None, token.id, Role.DIRECTION)


WAYS = {
    "a list": "{ people { nodes { email } } }",
    "its edges": "{ people { edges { cursor node { email } } pageInfo { endCursor } } }",
    "an object": "query ($id: ID!) { node(id: $id) { ... on Person { email } } }",
    "objects": "query ($id: ID!) { nodes(ids: [$id]) { id ... on Person { email } } }",
    "a hit": '{ search(query: "anna") { nodes { node { ... on Person { email } } } } }',
    "a relation": "{ bookings { nodes { id person { email } } } }",
    "a way far": "{ organizations { nodes { affiliations { nodes { person { email } } } } } }",
    "a fragment": "{ people { nodes { ...Seen } } } fragment Seen on Person { phone: email }",
    "a long name": "{ people { nodes { id " + "x" * 70 + ": email } } }",
    "beside introspection": '{ __typename __type(name: "Person") { name } people { nodes { email } } }',
    "a long name beside introspection": '{ __type(name: "Person") { name } people { nodes { id '
    + "x" * 70
    + ": email } } }",
    "a part": "{ people { nodes { email @include(if: true) phone @skip(if: true) } } }",
}


@pytest.mark.parametrize("query", WAYS.values(), ids=WAYS)
async def test_it_is_recorded_by_whatever_way_it_is_read(park: Park, query: str) -> None:
    onda = await members.organization()
    await members.affiliation(person=park.anna, organization=onda)
    await spaces.booking(person=park.anna, organization=onda)

    variables = {"id": global_id("person", park.anna)} if "$id" in query else {}
    answer = await park.asking.data(query, park.desk, **variables)

    assert "anna@alfa.example" in json.dumps(answer)
    assert " read:" not in json.dumps(answer)
    assert await recorded() == [(park.anna.id, ["EMAIL"])]


async def test_fields_of_one_answer_are_recorded_together(park: Park) -> None:
    await spaces.booking(person=park.anna, organization=await members.organization())
    await park.asking.data(
        "{ people { nodes { email } } bookings { nodes { person { phone } } } }", park.desk
    )

    assert await recorded() == [(park.anna.id, ["EMAIL", "PHONE"])]


async def test_who_is_still_looking_is_recorded_once(park: Park) -> None:
    query = "{ people { nodes { email phone } } }"
    with clock.freeze(clock.now()):
        await park.asking.data(query, park.desk)
        await park.asking.data("{ people { nodes { phone } } }", park.desk)
        await park.asking.data(query, park.desk)
        assert await recorded() == [(park.anna.id, ["EMAIL", "PHONE"])]
        await park.asking.data("{ people { nodes { phone bornOn } } }", park.desk)
        await park.asking.data(query, await office(Role.DIRECTION))
    assert len([who for who, _ in await recorded() if who == park.anna.id]) == 3
    with clock.freeze(clock.now() + timedelta(minutes=6)):
        await park.asking.data(query, park.desk)
    assert len([who for who, _ in await recorded() if who == park.anna.id]) == 4


async def test_texts_that_look_like_a_record_are_told_as_they_are(park: Park) -> None:
    strange = '","x":"," read:0":"' + str(park.anna.id) + '"'
    await members.person("Strange", headline=strange, bio='," read:0":null,')
    query = '{ people(where: {name: {eq: "Strange"}}) { nodes { headline bio phone } } }'
    answer = await park.asking.data(query, park.desk)

    assert answer["people"]["nodes"] == [
        {"headline": strange, "bio": '," read:0":null,', "phone": None}
    ]
    assert [fields for who, fields in await recorded() if who == park.anna.id] == []


FOUND = {
    "shown": '{ people(where: {email: {startsWith: "anna"}}) { nodes { name } } }',
    "counted": '{ people(where: {email: {startsWith: "anna"}}) { totalCount } }',
    "counted on an empty page": '{ people(first: 0, where: {email: {contains: "anna"}}) { totalCount } }',
    "told by the page": "{ people(where: {email: {isNull: false}}) { pageInfo { endCursor } } }",
    "by a variable": "query ($w: PersonFilter) { people(where: $w) { totalCount nodes { id } } }",
    "behind other words": """{ people(where: {
        or: [{not: {email: {ne: "anna@alfa.example"}}}, {name: {eq: "x"}}], name: {contains: "anna"}
    }) { edges { node { id } } } }""",
}


@pytest.mark.parametrize("query", FOUND.values(), ids=FOUND)
async def test_who_is_found_by_what_is_personal_is_recorded(park: Park, query: str) -> None:
    variables = {"w": {"email": {"eq": "anna@alfa.example"}}} if "$w" in query else {}
    answer = await park.asking.data(query, park.desk, **variables)

    assert " read:" not in json.dumps(answer)
    assert await recorded() == [(park.anna.id, ["EMAIL"])]


async def test_people_are_found_by_what_is_personal_in_lists_of_people_only(park: Park) -> None:
    onda = await members.organization()
    await members.affiliation(person=park.anna, organization=onda)
    for query in (
        '{ bookings(where: {person: {phone: {startsWith: "1"}}}) { totalCount } }',
        '{ organizations(where: {affiliations: {some: {person: {phone: {eq: "1"}}}}}) { totalCount } }',
    ):
        refusal = await park.asking.refusal(query, park.desk)
        assert refusal == {"code": "FILTER_TOO_PERSONAL", "field": "phone"}
        await park.asking.data(query, Actor(person_id=park.anna.id, organization_ids=(onda.id,)))


async def test_nothing_is_ordered_by_what_is_watched(park: Park) -> None:
    """The cursors of such a list would tell it."""
    order = schema._schema.type_map["PersonOrder"]
    assert isinstance(order, GraphQLInputObjectType)
    fields = catalogue.build(schema._schema).kinds["Person"].fields
    watched = {name for name, field in fields.items() if field.option.watched}

    assert watched == {"email", "phone", "fiscalCode", "bornOn", "birthPlaceCode"}
    assert watched.isdisjoint(order.fields)
    assert {fields[name].name.upper() for name in watched} == set(PersonalField)


async def test_the_person_and_the_direction_see_who_read(park: Park) -> None:
    await park.asking.data("{ people { nodes { email } } }", park.desk)
    query = """query ($id: ID!) { node(id: $id) { ... on Person {
        readings { totalCount nodes { role fields reader person { name } } }
    } } }"""
    expected = {
        "role": "FRONT_DESK",
        "fields": ["EMAIL"],
        "reader": "Sara Staff",
        "person": {"name": "Anna Àrdea"},
    }
    direction = Actor(roles=frozenset({Role.DIRECTION}))
    for actor, shown in (
        (Actor(person_id=park.anna.id), [expected]),
        (direction, [expected]),
        (park.desk, []),
        (ANONYMOUS, []),
    ):
        answer = await park.asking.data(query, actor, id=global_id("person", park.anna))
        assert answer["node"]["readings"] == {"totalCount": len(shown), "nodes": shown}


async def test_an_answer_whose_reading_cannot_be_recorded_does_not_leave(park: Park) -> None:
    unknown = Actor(park.desk.roles, account_id=park.anna.id)

    with pytest.raises(Exception, match="foreign key"):
        await park.asking.data("{ people { nodes { email } } }", unknown)


async def test_of_the_erased_nothing_is_read(park: Park) -> None:
    erased = await members.person(erased_at=clock.now())
    await park.asking.data("{ people { nodes { email } } }", park.desk)

    assert erased.id not in [who for who, _ in await recorded()]


async def test_it_takes_no_more_than_one_statement_to_read(park: Park) -> None:
    await park.asking.data("{ people { nodes { email } } }", park.desk)

    assert len(park.asking.reads.statements) == 1
    assert len(await PersonalRead.all()) == 1


@pytest.mark.parametrize("is_dry_run", [False, True])
async def test_what_the_answer_of_a_write_tells_is_recorded(park: Park, is_dry_run: bool) -> None:  # noqa: FBT001
    """Also of one that is taken back: it was read all the same."""
    query = """mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) {
        person { headline email } problems { code }
    } }"""
    changed = {"personId": global_id("person", park.anna), "version": 1, "headline": "Sviluppa"}
    answer = await park.asking.data(query, park.desk, input={**changed, "dryRun": is_dry_run})

    assert answer["updateProfile"] == {
        "person": {"headline": "Sviluppa", "email": "anna@alfa.example"},
        "problems": [],
    }
    assert await recorded() == [(park.anna.id, ["EMAIL"])]
