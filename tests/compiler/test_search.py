"""`search`: ranked, without regard to case and accents, by Italian stems, and by kinds."""

from typing import Any

import pytest

from hub.members.terms import Visibility
from tests.compiler.asking import NOBODY, Asking
from tests.make import incubation, members, projects, spaces

SEARCH = """query ($query: String!, $kinds: [SearchKind!], $first: Int, $after: String) {
    search(query: $query, kinds: $kinds, first: $first, after: $after) {
        totalCount pageInfo { hasNextPage endCursor }
        nodes { rank node {
            __typename
            ... on Organization { name } ... on Startup { name } ... on Space { name }
            ... on Project { title }
        } }
} }"""


async def found(asking: Asking, query: str, **given: Any) -> list[Any]:
    answer = await asking.data(SEARCH, query=query, **given)
    nodes = [hit["node"] for hit in answer["search"]["nodes"]]
    return [node.get("name", node.get("title")) for node in nodes]


async def test_case_and_accents_do_not_matter(asking: Asking) -> None:
    await members.organization("Università di Cremona", legal_name="Ateneo")

    for query in ("universita", "UNIVERSITÀ", "cremona", "università cremona"):
        assert await found(asking, query) == ["Università di Cremona"]
    assert await found(asking, "milano") == []


async def test_italian_endings_do_not_matter(asking: Asking) -> None:
    await spaces.space("Sala riunioni", description="Per conferenze e incontri")

    for query in ("riunione", "conferenza", "incontro"):
        assert await found(asking, query) == ["Sala riunioni"]


async def test_words_are_joined_left_out_and_quoted(asking: Asking) -> None:
    await members.organization("Dati e sensori", legal_name="Uno")
    await members.organization("Sensori e dati", legal_name="Due")
    await members.organization("Dati", legal_name="Tre")

    async def names(query: str) -> set[str]:
        return set(await found(asking, query))

    assert await names("dati sensori") == {"Dati e sensori", "Sensori e dati"}
    assert await names("dati -sensori") == {"Dati"}
    assert await names("sensori or tre") == {"Dati e sensori", "Sensori e dati", "Dati"}
    assert await names('"dati e sensori"') == {"Dati e sensori"}


@pytest.mark.parametrize("query", ["", " ", "-", '"', "e", "' OR 1=1 --", "\\", "a" * 5000, "🙂"])
async def test_a_query_without_words_finds_nothing(asking: Asking, query: str) -> None:
    await members.organization("Alfa")

    assert await found(asking, query) == []


async def test_the_name_weighs_more_than_the_description(asking: Asking) -> None:
    await members.organization("Alfa", legal_name="Alfa", description="Robotica in fabbrica")
    await members.organization("Robotica", legal_name="Beta")

    answer = await asking.data(SEARCH, query="robotica")

    ranks = [hit["rank"] for hit in answer["search"]["nodes"]]
    assert ranks[0] > ranks[1] > 0
    assert await found(asking, "robotica") == ["Robotica", "Alfa"]


async def test_kinds_are_chosen(asking: Asking) -> None:
    await members.organization("Onda", legal_name="x")
    await incubation.startup("Onda")
    await projects.project(title="Onda", code="P")
    query = 'query ($kinds: [SearchKind!]) { search(query: "onda", kinds: $kinds) { totalCount } }'

    async def count(**given: Any) -> int:
        total: int = (await asking.data(query, **given))["search"]["totalCount"]
        return total

    assert await count() == 3
    assert await count(kinds=None) == 3
    assert await count(kinds=["STARTUP"]) == 1
    assert await count(kinds=["STARTUP", "PROJECT"]) == 2
    assert await count(kinds=[]) == 0
    literal = '{ search(query: "onda", kinds: [ORGANIZATION, PROJECT]) { totalCount } }'
    assert (await asking.data(literal))["search"]["totalCount"] == 2
    alone = '{ search(query: "onda", kinds: ORGANIZATION) { totalCount } }'
    assert (await asking.data(alone))["search"]["totalCount"] == 1


async def test_kinds_may_be_variables_within_a_list(asking: Asking) -> None:
    await incubation.startup("Onda")

    answer = await asking.data(
        """query ($kind: SearchKind!) {
            search(query: "onda", kinds: [$kind, SPACE]) { totalCount } }""",
        kind="STARTUP",
    )

    assert answer["search"]["totalCount"] == 1


async def test_hits_have_pages(asking: Asking) -> None:
    for number in range(3):
        await members.organization(f"Onda {number}", legal_name=f"x {number}")

    met: list[str] = []
    counted: list[tuple[int, bool]] = []
    after = None
    for _ in range(3):
        found = (await asking.data(SEARCH, query="onda", first=1, after=after))["search"]
        met += [hit["node"]["name"] for hit in found["nodes"]]
        counted.append((found["totalCount"], found["pageInfo"]["hasNextPage"]))
        after = found["pageInfo"]["endCursor"]

    assert met == ["Onda 2", "Onda 1", "Onda 0"]
    assert counted == [(3, True), (3, True), (3, False)]


async def test_what_the_viewer_may_not_see_is_not_found(asking: Asking) -> None:
    await members.organization("Onda", listing=Visibility.PRIVATE)
    await members.organization("Onda", listing=Visibility.PUBLIC)

    answer = await asking.data(SEARCH, NOBODY, query="onda")

    assert answer["search"]["totalCount"] == 1
    assert len(answer["search"]["nodes"]) == 1
