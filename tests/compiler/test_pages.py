"""Pages by keyset cursors, forward and backward, while rows come and go; what makes no page."""

import base64
import json
from typing import Any

import pytest

from hub.members.models import Organization
from tests.compiler.asking import Asking, names
from tests.make import members

PAGE = """query ($first: Int, $after: String, $last: Int, $before: String) {
    organizations(first: $first, after: $after, last: $last, before: $before) {
        nodes { name } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount
} }"""


@pytest.fixture
async def five(asking: Asking) -> Asking:
    for name in ("Alfa", "Beta", "Gamma", "Delta", "Epsilon"):
        await members.organization(name)
    return asking


async def page(asking: Asking, **given: Any) -> tuple[list[str], bool, bool, Any]:
    """The names of a page, whether there are more before and after it, and the whole of it."""
    found = (await asking.data(PAGE, **given))["organizations"]
    info = found["pageInfo"]
    return names(found), info["hasPreviousPage"], info["hasNextPage"], info


async def test_pages_follow_one_another(five: Asking) -> None:
    one, *around, info = await page(five, first=2)
    assert (one, around) == (["Alfa", "Beta"], [False, True])

    two, *around, info = await page(five, first=2, after=info["endCursor"])
    assert (two, around) == (["Delta", "Epsilon"], [True, True])

    three, *around, _ = await page(five, first=2, after=info["endCursor"])
    assert (three, around) == (["Gamma"], [True, False])


async def test_pages_precede_one_another(five: Asking) -> None:
    one, *around, info = await page(five, last=2)
    assert (one, around) == (["Epsilon", "Gamma"], [True, False])

    two, *around, info = await page(five, last=2, before=info["startCursor"])
    assert (two, around) == (["Beta", "Delta"], [True, True])

    three, *around, _ = await page(five, last=2, before=info["startCursor"])
    assert (three, around) == (["Alfa"], [False, True])


async def test_a_page_lies_between_two_cursors(five: Asking) -> None:
    *_, info = await page(five, first=5)

    inner, *around, _ = await page(five, after=info["startCursor"], before=info["endCursor"])

    assert (inner, around) == (["Beta", "Delta", "Epsilon"], [True, True])


async def test_a_page_of_no_rows_tells_whether_there_are_any(five: Asking) -> None:
    assert await page(five, first=0) == (
        [],
        False,
        True,
        {"hasNextPage": True, "hasPreviousPage": False, "startCursor": None, "endCursor": None},
    )


async def test_a_place_stays_right_while_rows_come_and_go(five: Asking) -> None:
    *_, info = await page(five, first=2)

    await Organization.filter(name__in=["Alfa", "Beta"]).delete()
    await members.organization("Aa")
    await members.organization("Cesura")

    following, *around, _ = await page(five, first=2, after=info["endCursor"])
    assert (following, around) == (["Cesura", "Delta"], [True, True])
    preceding, *_ = await page(five, last=9, before=info["endCursor"])
    assert preceding == ["Aa"]


async def test_cursors_hold_in_any_order_with_ties_and_without_values(five: Asking) -> None:
    for name, sector in (("Zeta", "b"), ("Eta", "a"), ("Theta", "B")):
        await members.organization(name, sector=sector)
    query = """query ($after: String) { organizations(
        first: 1, after: $after, orderBy: [{sector: DESC}, {foundedOn: ASC}, {name: DESC}]
    ) { edges { cursor node { name } } pageInfo { hasNextPage } } }"""

    met: list[str] = []
    after = None
    while True:
        found = (await five.data(query, after=after))["organizations"]
        met.append(found["edges"][0]["node"]["name"])
        after = found["edges"][0]["cursor"]
        if not found["pageInfo"]["hasNextPage"]:
            break

    assert met == ["Zeta", "Theta", "Eta", "Gamma", "Epsilon", "Delta", "Beta", "Alfa"]


async def test_nested_lists_have_pages_of_their_own(five: Asking) -> None:
    alfa = await Organization.get(name="Alfa")
    for employees in range(3):
        await members.headcount(
            employees, organization=alfa, counted_on=members.days_ago(10 - employees)
        )

    answer = await five.data(
        """{ organizations(first: 2) { nodes {
            headcounts(first: 2) { totalCount nodes { employees } pageInfo { hasNextPage } }
        } } }"""
    )

    assert answer["organizations"]["nodes"] == [
        {
            "headcounts": {
                "totalCount": 3,
                "nodes": [{"employees": 2}, {"employees": 1}],
                "pageInfo": {"hasNextPage": True},
            }
        },
        {"headcounts": {"totalCount": 0, "nodes": [], "pageInfo": {"hasNextPage": False}}},
    ]


@pytest.mark.parametrize("argument", ["first", "last"])
async def test_a_page_that_is_too_large_is_refused(asking: Asking, argument: str) -> None:
    refusal = {"code": "PAGE_TOO_LARGE", "limit": 100, "measured": 101}

    assert await asking.refusal(PAGE, **{argument: 101}) == refusal
    assert await asking.refusal(f"{{ people({argument}: 101) {{ totalCount }} }}") == refusal


@pytest.mark.parametrize("given", [{"first": -1}, {"last": -1}, {"first": 1, "last": 1}])
async def test_what_makes_no_page_is_refused(asking: Asking, given: dict[str, int]) -> None:
    assert await asking.refusal(PAGE, **given) == {"code": "PAGE_INVALID"}


def forged(*parts: object) -> str:
    """A cursor as only the hub should make them."""
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


KEY = "01890000-0000-7000-8000-000000000000"


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "nonsense",
        "ünïcode",
        "=" * 8,
        "W" * 50_000,
        forged(),
        forged("name:ASC,id:ASC"),
        forged("name:ASC,id:ASC", "alfa"),
        forged("name:ASC,id:ASC", "alfa", KEY, "more"),
        forged("name:ASC,id:ASC", "alfa", "no key"),
        forged("name:ASC,id:ASC", 7, KEY),
        forged("name:ASC,id:ASC", ["alfa"], KEY),
        forged("name:DESC,id:DESC", "alfa", KEY),
        forged("sector:ASC,id:ASC", "alfa", KEY),
        base64.urlsafe_b64encode(b'{"name": "alfa"}').decode(),
        base64.urlsafe_b64encode(b"[" * 20_000).decode(),
    ],
)
async def test_what_is_no_cursor_of_the_list_is_refused(asking: Asking, cursor: str) -> None:
    assert await asking.refusal(PAGE, after=cursor) == {"code": "CURSOR_INVALID"}
    assert await asking.refusal(PAGE, before=cursor) == {"code": "CURSOR_INVALID"}
    assert asking.reads.statements == []


async def test_a_truncated_cursor_is_refused(five: Asking) -> None:
    *_, info = await page(five, first=2)

    for length in range(len(info["endCursor"])):
        refusal = await five.refusal(PAGE, after=info["endCursor"][:length])
        assert refusal == {"code": "CURSOR_INVALID"}


@pytest.mark.parametrize(
    ("order", "value"),
    [
        ("foundedOn", "2027-02-30"),
        ("sector", "al\0fa"),
        ("sector", "\ud800"),
        ("employees", "1.5"),
        ("employees", "9" * 30),
        ("employees", "9" * 5000),
        ("isInvented", "yes"),
        ("lockedAt", "2027-05-12T10:00:00"),
        ("lockedAt", "noon"),
        ("lockedAt", "0001-01-01T00:00:00+23:59"),
    ],
)
async def test_a_cursor_with_a_value_that_is_none_is_refused(
    asking: Asking, order: str, value: str
) -> None:
    query = f"""query ($after: String) {{ organizations(after: $after, orderBy: {{{order}: ASC}})
        {{ nodes {{ id }} }} }}"""
    cursor = forged(f"{order}:ASC,id:ASC", value, KEY)

    assert await asking.refusal(query, after=cursor) == {"code": "CURSOR_INVALID"}


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "1e999999999", "1" * 1000, "1.", ""])
async def test_a_cursor_with_an_amount_that_is_none_is_refused(asking: Asking, amount: str) -> None:
    query = """query ($after: String) { membershipTypes(after: $after, orderBy: {yearlyFee: ASC})
        { nodes { id } } }"""
    cursor = forged("yearlyFee:ASC,id:ASC", amount, KEY)

    assert await asking.refusal(query, after=cursor) == {"code": "CURSOR_INVALID"}
