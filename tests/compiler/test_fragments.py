"""Fragments, aliases and directives: what is selected decides what is answered, in its order."""

import json

import pytest

from tests.compiler.asking import Asking
from tests.make import members

LONG = "name_of_the_organization_as_it_is_written_in_the_register_of_companies"
assert len(LONG) > 63


async def test_fields_stand_in_the_order_in_which_they_are_met(asking: Asking) -> None:
    await members.organization("Alfa", sector="Software")

    answer = await asking.data(
        """query { organizations { nodes { ...Last sector ... on Node { id } first: name } } }
        fragment Last on Organization { country ... { municipality } country }"""
    )

    (found,) = answer["organizations"]["nodes"]
    assert list(found) == ["country", "municipality", "sector", "id", "first"]


async def test_what_is_selected_twice_is_merged(asking: Asking) -> None:
    parent = await members.organization("Gruppo")
    await members.organization("Filiale", parent=parent)

    answer = await asking.data(
        """query { organizations(where: {parent: {}}) { nodes { parent { name } ...More } } }
        fragment More on Organization { parent { country } }"""
    )

    assert answer["organizations"]["nodes"] == [{"parent": {"name": "Gruppo", "country": "IT"}}]


@pytest.mark.parametrize("alias", [LONG, "o", "q", "r1", "_rn", "_k0", "value"])
async def test_any_alias_may_be_chosen(asking: Asking, alias: str) -> None:
    await members.organization("Alfa")
    await members.organization("Beta")

    answer = await asking.data(
        f"{{ {alias}: organizations {{ {alias}: nodes {{ {alias}: name country }} totalCount }} }}"
    )

    rows = [{alias: "Alfa", "country": "IT"}, {alias: "Beta", "country": "IT"}]
    assert answer == {alias: {alias: rows, "totalCount": 2}}


async def test_a_long_alias_holds_any_value(asking: Asking) -> None:
    await members.organization('"Alfa"\n', founded_on=None)

    answer = await asking.data(
        f"""{{ organizations(last: 5) {{ nodes {{
            {LONG}1: name {LONG}2: foundedOn {LONG}3: isInvented
            {LONG}4: competences {{ nodes {{ name }} }} {LONG}5: parent {{ id }}
        }} pageInfo {{ {LONG}: hasNextPage }} }} }}"""
    )

    assert answer["organizations"] == {
        "nodes": [
            {
                f"{LONG}1": '"Alfa"\n',
                f"{LONG}2": None,
                f"{LONG}3": False,
                f"{LONG}4": {"nodes": []},
                f"{LONG}5": None,
            }
        ],
        "pageInfo": {LONG: False},
    }


async def test_directives_leave_out_and_keep(asking: Asking) -> None:
    await members.organization("Alfa")
    query = """query ($full: Boolean!) { organizations { nodes {
        name @skip(if: $full) country @include(if: $full)
        ... @include(if: $full) { sector } ...More @skip(if: $full)
    } } } fragment More on Organization { province }"""

    full = await asking.data(query, full=True)
    short = await asking.data(query, full=False)

    assert full["organizations"]["nodes"] == [{"country": "IT", "sector": None}]
    assert short["organizations"]["nodes"] == [{"name": "Alfa", "province": None}]


async def test_where_all_is_left_out_empty_objects_remain(asking: Asking) -> None:
    await members.organization()

    answer = await asking.data(
        """query ($no: Boolean = false) {
            organizations(first: 5, where: {country: {eq: "IT"}}, orderBy: {phone: ASC}) {
                nodes @include(if: $no) { id }
            }
            people(where: {name: {contains: "x"}}) @include(if: $no) { totalCount }
            also: organizations { nodes { id @include(if: $no) } }
        }"""
    )

    assert answer == {"organizations": {}, "also": {"nodes": [{}]}}


async def test_typename_is_told_everywhere(asking: Asking) -> None:
    await members.organization()

    answer = await asking.data(
        """{ __typename organizations { __typename edges { __typename node { __typename } }
        pageInfo { __typename } } impact { __typename } }"""
    )

    assert answer == {
        "__typename": "Query",
        "organizations": {
            "__typename": "OrganizationConnection",
            "edges": [{"__typename": "OrganizationEdge", "node": {"__typename": "Organization"}}],
            "pageInfo": {"__typename": "PageInfo"},
        },
        "impact": {"__typename": "Impact"},
    }


async def test_the_answer_is_compact_json_in_utf_8(asking: Asking) -> None:
    await members.organization("Àlfa")

    answer = await asking.reads.pool.fetch_json("SELECT to_json('Àlfa'::text)")

    assert answer == json.dumps("Àlfa", ensure_ascii=False).encode()
