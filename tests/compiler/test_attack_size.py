"""What a hostile client asks for is bounded where its cost does not show: plans, texts, caches."""

from uuid import UUID

import pytest

from schema.compiler.declare import ENTITIES
from schema.node import join_id
from tests.compiler.asking import Asking, global_id
from tests.make import members, spaces

NOWHERE = UUID(int=1)
ALL_TYPES = " ".join(f'"{join_id(each.prefix, NOWHERE)}"' for each in ENTITIES.values())
MANY = "{" + " ".join(f"a{n}: nodes(ids: [{ALL_TYPES}]) {{ id }}" for n in range(19)) + "}"


async def test_a_statement_of_too_many_queries_is_refused(asking: Asking) -> None:
    refused = await asking.refusal(MANY)

    assert refused["code"] == "QUERY_TOO_COMPLEX"
    assert refused["measured"] > refused["limit"] == 1000
    assert asking.reads.statements == []


async def test_introspection_beside_it_is_no_way_round(asking: Asking) -> None:
    beside = MANY.replace("{", "{ __schema { queryType { name } }", 1)

    assert (await asking.refusal(beside))["code"] == "QUERY_TOO_COMPLEX"
    assert asking.reads.statements == []


async def test_an_object_by_its_id_is_looked_for_among_its_type_alone(asking: Asking) -> None:
    alfa, room = await members.organization("Alfa"), await spaces.space("Sala")
    query = "query ($id: ID!) { node(id: $id) { __typename } }"
    found = [
        (await asking.data(query, id=wanted))["node"]
        for wanted in (global_id("org", alfa), global_id("space", room), "org_x", "nobody_1")
    ]

    of_organization, of_space, *_, of_nobody = asking.reads.statements
    assert found == [{"__typename": "Organization"}, {"__typename": "Space"}, None, None]
    assert [name in of_organization for name in ('"organization"', '"space"')] == [True, False]
    assert [name in of_space for name in ('"organization"', '"space"')] == [False, True]
    assert "WHERE" not in of_nobody


async def test_ids_of_several_types_in_variables(asking: Asking) -> None:
    alfa, room = await members.organization("Alfa"), await spaces.space("Sala")
    query = "query ($one: ID!, $ids: [ID!]!) { a: nodes(ids: [$one]) { id } b: nodes(ids: $ids) { id } }"
    ids = [global_id("org", alfa), global_id("space", room)]

    for one in (*ids, "x"):
        answer = await asking.data(query, one=one, ids=[*reversed(ids), one])
        expected = {"id": one} if one in ids else None
        assert answer["a"] == [expected]
        assert answer["b"] == [{"id": ids[1]}, {"id": ids[0]}, expected]


@pytest.mark.parametrize("asked", ["{ viewer { today } }", "{ __schema { description } }"])
async def test_caches_weigh_the_documents_that_they_keep(asking: Asking, asked: str) -> None:
    engine, padding = asking.engine, "#" * 100_000
    caches = (engine._known, engine._plans, engine._static)
    before = sum(cache._weight for cache in caches)
    await asking.data(asked + padding)
    kept = sum(padding in str(key) for cache in caches for key in cache._entries)

    assert kept > 0
    assert sum(cache._weight for cache in caches) - before >= kept * len(padding)


@pytest.mark.parametrize("operator", ["contains", "startsWith"])
async def test_a_text_to_look_for_is_bounded(asking: Asking, operator: str) -> None:
    query = f"query ($text: String!) {{ people(where: {{name: {{{operator}: $text}}}}) {{ totalCount }} }}"

    assert await asking.data(query, text="a" * 5000) == {"people": {"totalCount": 0}}
    refused = await asking.refusal(query, text="a" * 5001)
    assert refused == {"code": "TEXT_TOO_LONG", "limit": 5000, "measured": 5001}


async def test_a_search_is_bounded(asking: Asking) -> None:
    refused = await asking.refusal('{ search(query: "%s") { totalCount } }' % ("a" * 5001))

    assert refused["code"] == "TEXT_TOO_LONG"


async def test_conditions_that_ask_nothing_are_counted(asking: Asking) -> None:
    query = "query ($where: PersonFilter) { people(where: $where) { totalCount } }"

    refused = await asking.refusal(query, where={"or": [{}] * 51})

    assert refused == {"code": "FILTER_TOO_LARGE", "limit": 50, "measured": 52}


@pytest.mark.parametrize(
    "entry", ["{}", "[{}]", "[{name: null}]", "[{parent: {}}]", "[{name: ASC, id: ASC}]"]
)
async def test_a_key_of_an_order_names_one_field(asking: Asking, entry: str) -> None:
    refused = await asking.refusal(f"{{ organizations(orderBy: {entry}) {{ totalCount }} }}")

    assert refused["code"] == "GRAPHQL_VALIDATION_FAILED"


async def test_a_key_of_an_order_is_not_null_by_a_variable(asking: Asking) -> None:
    query = """query ($way: OrderDirection) {
        organizations(orderBy: [{name: $way}]) { nodes { id } } }"""

    assert await asking.data(query, way="ASC") == {"organizations": {"nodes": []}}
    assert (await asking.refusal(query))["code"] == "ORDER_INVALID"
    assert (await asking.refusal(query, way=None))["code"] == "ORDER_INVALID"


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
async def test_the_ends_of_the_calendar_are_days(asking: Asking, day: str) -> None:
    query = "query ($day: Date!) { impact(on: $day) { on figures(theme: SPACES) { asOf } } }"

    answer = (await asking.data(query, day=day))["impact"]

    assert answer["on"] == day
    assert {figure["asOf"] for figure in answer["figures"]} == {day}


async def test_fragments_are_few_for_each_is_compared_with_each(asking: Asking) -> None:
    def document(count: int) -> str:
        spread = " ".join(f"...F{n}" for n in range(count))
        fragments = " ".join(f"fragment F{n} on Person {{ name }}" for n in range(count))
        return f"{{ people {{ nodes {{ {spread} }} }} }} {fragments}"

    assert await asking.data(document(60)) == {"people": {"nodes": []}}
    refused = await asking.refusal(document(61))
    assert refused == {"code": "TOO_MANY_FRAGMENTS", "limit": 60, "measured": 61}
