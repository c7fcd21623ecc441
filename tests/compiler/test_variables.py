"""Variables: their defaults, their nulls, and one plan for all requests of one shape."""

import pytest

from tests.compiler.asking import NOBODY, Asking, member_of, names
from tests.make import members


@pytest.fixture
async def three(asking: Asking) -> Asking:
    for name, sector in (("Alfa", "Software"), ("Beta", None), ("Gamma", "Energia")):
        await members.organization(name, sector=sector)
    return asking


async def test_a_default_holds_when_the_variable_is_left_out(three: Asking) -> None:
    query = 'query ($name: String = "Beta") { organizations(where: {name: {eq: $name}}) { nodes { name } } }'

    assert names((await three.data(query))["organizations"]) == ["Beta"]
    assert names((await three.data(query, name="Alfa"))["organizations"]) == ["Alfa"]


async def test_null_asks_nothing_and_neither_does_leaving_out(three: Asking) -> None:
    query = "query ($name: String) { organizations(where: {name: {eq: $name}}) { totalCount } }"

    assert (await three.data(query))["organizations"] == {"totalCount": 3}
    assert (await three.data(query, name=None))["organizations"] == {"totalCount": 3}
    assert (await three.data(query, name="Beta"))["organizations"] == {"totalCount": 1}


async def test_a_whole_filter_and_a_whole_order_may_be_variables(three: Asking) -> None:
    query = """query ($where: OrganizationFilter, $by: [OrganizationOrder!]) {
        organizations(where: $where, orderBy: $by) { nodes { name } } }"""

    async def found(**variables: object) -> list[str]:
        return names((await three.data(query, **variables))["organizations"])

    assert await found() == ["Alfa", "Beta", "Gamma"]
    assert await found(where={"sector": {"isNull": False}}) == ["Alfa", "Gamma"]
    assert await found(where={"sector": {"isNull": True}}) == ["Beta"]
    assert await found(
        where={"or": [{"name": {"in": ["Beta"]}}, {"sector": {"eq": "Energia"}}]}
    ) == [
        "Beta",
        "Gamma",
    ]
    assert await found(by=[{"sector": "DESC"}]) == ["Alfa", "Gamma", "Beta"]
    assert await found(by={"sector": "ASC_NULLS_FIRST"}) == ["Beta", "Gamma", "Alfa"]
    assert await found(where=None, by=[]) == ["Alfa", "Beta", "Gamma"]


async def test_variables_stand_within_lists_and_objects(three: Asking) -> None:
    query = """query ($one: String!, $two: StringFilter = {startsWith: "gam"}, $first: Int) {
        organizations(first: $first, where: {or: [{name: {in: [$one, "Nessuna"]}}, {name: $two}]})
        { nodes { name } } }"""

    assert names((await three.data(query, one="Alfa"))["organizations"]) == ["Alfa", "Gamma"]
    found = await three.data(query, one="Alfa", two={"eq": "Beta"}, first=1)
    assert names(found["organizations"]) == ["Alfa"]


async def test_one_shape_is_compiled_once(three: Asking) -> None:
    query = """query ($name: String, $size: Int, $by: OrderDirection!) {
        organizations(first: $size, where: {name: {contains: $name}}, orderBy: {name: $by})
        { nodes { name } } }"""

    async def statement(**variables: object) -> str:
        await three.data(query, **variables)
        return three.reads.statements[-1]

    first = await statement(name="a", size=2, by="ASC")
    assert await statement(name="mm", size=2, by="ASC") == first
    different = [
        await statement(name=None, size=2, by="ASC"),
        await statement(name="a", size=3, by="ASC"),
        await statement(name="a", size=2, by="DESC"),
    ]
    assert first not in different
    assert len(set(different)) == 3


async def test_one_plan_serves_all_of_a_standing(three: Asking) -> None:
    """Who asks is bound; only the kind of actor decides the statement."""
    codes = ["00000000011", "00000000022"]
    alfa, beta = [await members.organization(fiscal_code=code) for code in codes]
    query = "{ organizations(where: {fiscalCode: {isNull: false}}) { nodes { fiscalCode } } }"

    own = [await three.data(query, member_of(each)) for each in (alfa, beta)]
    await three.data(query, NOBODY)

    assert [names(each["organizations"], "fiscalCode") for each in own] == [codes[:1], codes[1:]]
    assert three.reads.statements[0] == three.reads.statements[1]
