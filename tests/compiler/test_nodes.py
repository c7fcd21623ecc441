"""`node` and `nodes`: objects of any type behind an interface, by their global ids."""

import pytest

from hub.members.terms import Visibility
from tests.compiler.asking import NOBODY, Asking, global_id
from tests.make import incubation, members, spaces

QUERY = """query ($id: ID!) { node(id: $id) {
    __typename id
    ... on Organization { name }
    ... on Space { room: name site { name } }
    ... on Node { again: id }
} }"""


async def test_an_object_is_found_by_its_id(asking: Asking) -> None:
    organization = await members.organization("Alfa")
    space = await spaces.space("Sala", site=await spaces.site(name="Polo"))
    org_id, space_id = global_id("org", organization), global_id("space", space)

    assert (await asking.data(QUERY, id=org_id))["node"] == {
        "__typename": "Organization",
        "id": org_id,
        "name": "Alfa",
        "again": org_id,
    }
    assert (await asking.data(QUERY, id=space_id))["node"] == {
        "__typename": "Space",
        "id": space_id,
        "room": "Sala",
        "site": {"name": "Polo"},
        "again": space_id,
    }


@pytest.mark.parametrize(
    "id",
    [
        "",
        "org",
        "org_",
        "org_1",
        "_",
        "unknown_01890000-0000-7000-8000-000000000000",
        "org_01890000-0000-7000-8000-000000000000",
        "org_01890000-0000-7000-8000-00000000000g",
        "org_' OR true --",
    ],
)
async def test_what_is_no_id_finds_nothing(asking: Asking, id: str) -> None:
    await members.organization()

    assert await asking.data(QUERY, id=id) == {"node": None}
    assert await asking.data("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=[id]) == {
        "nodes": [None]
    }


async def test_the_key_of_one_type_is_not_that_of_another(asking: Asking) -> None:
    organization = await members.organization()

    assert await asking.data(QUERY, id=global_id("space", organization)) == {"node": None}


async def test_an_object_that_the_viewer_may_not_see_is_not_there(asking: Asking) -> None:
    hidden = await members.organization(listing=Visibility.PRIVATE)

    assert await asking.data(QUERY, NOBODY, id=global_id("org", hidden)) == {"node": None}


async def test_the_answer_keeps_the_order_of_the_ids(asking: Asking) -> None:
    alfa, beta = await members.organization("Alfa"), await members.organization("Beta")
    onda = await incubation.startup("Onda")
    ids = [
        global_id("startup", onda),
        global_id("org", beta),
        "nobody",
        global_id("org", alfa),
        global_id("org", beta),
    ]
    asked = "... on Organization { name } ... on Startup { title: name }"

    answer = await asking.data(
        f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ {asked} }} }}", ids=ids
    )

    assert answer["nodes"] == [
        {"title": "Onda"},
        {"name": "Beta"},
        None,
        {"name": "Alfa"},
        {"name": "Beta"},
    ]
    assert len(asking.reads.statements) == 1


async def test_ids_may_stand_in_the_document(asking: Asking) -> None:
    alfa = await members.organization("Alfa")
    key = global_id("org", alfa)

    answer = await asking.data(
        f"""query ($id: ID!) {{
            listed: nodes(ids: ["{key}", $id, "nobody"]) {{ id }}
            alone: nodes(ids: "{key}") {{ id }} none: nodes(ids: []) {{ id }}
        }}""",
        id=key,
    )

    assert answer == {
        "listed": [{"id": key}, {"id": key}, None],
        "alone": [{"id": key}],
        "none": [],
    }


async def test_too_many_ids_are_refused(asking: Asking) -> None:
    refusal = {"code": "PAGE_TOO_LARGE", "limit": 100, "measured": 101}
    query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    listed = ", ".join(['"x"'] * 101)

    assert len((await asking.data(query, ids=["x"] * 100))["nodes"]) == 100
    assert await asking.refusal(query, ids=["x"] * 101) == refusal
    assert await asking.refusal(f"{{ nodes(ids: [{listed}]) {{ id }} }}") == refusal
