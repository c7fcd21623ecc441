"""`orderBy`: several keys, rows without values, keys across relations, and what is too much."""

import pytest

from hub.members.terms import Visibility
from tests.compiler.asking import NOBODY, Asking, names
from tests.make import members


async def ordered(asking: Asking, order: str) -> list[str]:
    answer = await asking.data(f"{{ organizations(orderBy: {order}) {{ nodes {{ name }} }} }}")
    return names(answer["organizations"])


@pytest.fixture
async def parties(asking: Asking) -> Asking:
    zeta = await members.organization("zeta", sector="B")
    alfa = await members.organization("Àlfa", sector="a", parent=zeta)
    await members.organization("beta", sector="à", parent=alfa)
    await members.organization("Gamma")
    return asking


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("[]", ["Àlfa", "beta", "Gamma", "zeta"]),
        ("null", ["Àlfa", "beta", "Gamma", "zeta"]),
        ("{name: DESC}", ["zeta", "Gamma", "beta", "Àlfa"]),
        ("[{sector: ASC}, {name: DESC}]", ["beta", "Àlfa", "zeta", "Gamma"]),
        ("[{sector: DESC}, {name: ASC}]", ["zeta", "Àlfa", "beta", "Gamma"]),
        ("[{sector: ASC_NULLS_FIRST}, {name: ASC}]", ["Gamma", "Àlfa", "beta", "zeta"]),
        ("[{sector: DESC_NULLS_FIRST}, {name: ASC}]", ["Gamma", "zeta", "Àlfa", "beta"]),
        ("{id: ASC}", ["zeta", "Àlfa", "beta", "Gamma"]),
        ("{id: DESC}", ["Gamma", "beta", "Àlfa", "zeta"]),
        ("{country: ASC}", ["zeta", "Àlfa", "beta", "Gamma"]),
        ("{country: DESC}", ["Gamma", "beta", "Àlfa", "zeta"]),
        ("[{parent: {name: ASC}}, {name: ASC}]", ["beta", "Àlfa", "Gamma", "zeta"]),
        ("[{parent: {parent: {name: DESC}}}, {name: DESC}]", ["beta", "zeta", "Gamma", "Àlfa"]),
        ("[{isMember: ASC}, {employees: DESC}, {name: DESC}]", ["zeta", "Gamma", "beta", "Àlfa"]),
    ],
)
async def test_an_order(parties: Asking, order: str, found: list[str]) -> None:
    assert await ordered(parties, order) == found


async def test_hidden_values_put_rows_in_no_order(asking: Asking) -> None:
    for name, phone in (("Alfa", "3"), ("Beta", "1"), ("Gamma", "2")):
        await members.organization(name, phone=phone, listing=Visibility.PUBLIC)
    query = "{ organizations(orderBy: [{phone: ASC}, {name: ASC}]) { nodes { name } } }"

    assert names((await asking.data(query))["organizations"]) == ["Beta", "Gamma", "Alfa"]
    assert names((await asking.data(query, NOBODY))["organizations"]) == ["Alfa", "Beta", "Gamma"]


async def test_a_hidden_row_orders_nothing(asking: Asking) -> None:
    for name, parent in (("Alfa", "2"), ("Beta", "1")):
        hidden = await members.organization(parent, listing=Visibility.PRIVATE)
        await members.organization(name, parent=hidden, listing=Visibility.PUBLIC)
    query = "{ organizations(orderBy: [{parent: {name: ASC}}, {name: ASC}]) { nodes { name } } }"

    assert names((await asking.data(query))["organizations"]) == ["Beta", "Alfa", "1", "2"]
    assert names((await asking.data(query, NOBODY))["organizations"]) == ["Alfa", "Beta"]


async def test_an_order_only_counted_needs_no_keys(asking: Asking) -> None:
    await members.organization()

    answer = await asking.data("{ organizations(orderBy: {phone: ASC}) { totalCount } }", NOBODY)

    assert answer == {"organizations": {"totalCount": 0}}


async def test_an_order_of_too_many_keys_is_refused(asking: Asking) -> None:
    keys = [{"name": "ASC"}] * 5
    query = "query ($by: [OrganizationOrder!]) { organizations(orderBy: $by) { totalCount } }"

    await asking.data(query, by=keys)
    refusal = await asking.refusal(query, by=[*keys, {"id": "ASC"}])
    assert refusal == {"code": "ORDER_TOO_LONG", "limit": 5, "measured": 6}
