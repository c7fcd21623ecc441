"""`where`: every operator, conditions across relations, and what is too much."""

from datetime import date
from typing import Any

import pytest

from hub.members.terms import Visibility
from hub.spaces.terms import Feature
from tests.compiler.asking import DIRECTION, NOBODY, Asking, global_id, names
from tests.make import members, spaces


@pytest.fixture
async def rooms(asking: Asking) -> Asking:
    """Three rooms; the last of them has no value wherever it may have none."""
    site = await spaces.site(name="Polo")
    await spaces.space(
        "Sala Àgo",
        site=site,
        capacity=10,
        area_m2="20.50",
        floor=0,
        description="Con 100% di luce",
        features=[Feature.SCREEN, Feature.SOUND],
        bookable_from=spaces.on(date(2027, 1, 1), 12),
        ends_on=date(2030, 1, 1),
    )
    await spaces.space(
        "sala blu",
        site=site,
        capacity=40,
        area_m2="20.5",
        floor=-1,
        description="La_sala",
        features=[Feature.SCREEN],
        bookable_from=spaces.on(date(2027, 1, 2), 12),
        ends_on=date(2029, 1, 1),
    )
    await spaces.space("Vuota", site=site, is_bookable=False)
    return asking


AGO, BLU, EMPTY = "Sala Àgo", "sala blu", "Vuota"


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ('name: {eq: "Sala Àgo"}', [AGO]),
        ('name: {eq: "sala ago"}', []),
        ('name: {ne: "Vuota"}', [AGO, BLU]),
        ('name: {in: ["Vuota", "sala blu", "x"]}', [BLU, EMPTY]),
        ("name: {in: []}", []),
        ('name: {notIn: ["Vuota"]}', [AGO, BLU]),
        ('name: {contains: "SALA A"}', [AGO]),
        ('name: {startsWith: "sàla"}', [AGO, BLU]),
        ('name: {startsWith: "ago"}', []),
        ('description: {contains: "%"}', [AGO]),
        ('description: {contains: "_"}', [BLU]),
        ('description: {startsWith: "la_"}', [BLU]),
        ('description: {contains: ""}', [AGO, BLU]),
        ('description: {ne: "x"}', [AGO, BLU]),
        ("description: {isNull: true}", [EMPTY]),
        ("description: {isNull: false}", [AGO, BLU]),
        ("description: {notIn: []}", [AGO, BLU]),
        ("capacity: {gt: 10}", [BLU]),
        ("capacity: {gte: 10}", [AGO, BLU]),
        ("capacity: {lt: 40}", [AGO]),
        ("capacity: {lte: 40, ne: 10}", [BLU]),
        ('areaM2: {eq: "20.5000"}', [AGO, BLU]),
        ("areaM2: {gt: 20}", [AGO, BLU]),
        ('areaM2: {in: ["20.50", 7]}', [AGO, BLU]),
        ("floor: {eq: -1}", [BLU]),
        ("kind: {eq: MEETING_ROOM}", [AGO, BLU, EMPTY]),
        ("kind: {notIn: [MEETING_ROOM]}", []),
        ("isBookable: {eq: false}", [EMPTY]),
        ("isBookable: {ne: false}", [AGO, BLU]),
        ("features: {has: SOUND}", [AGO]),
        ("features: {hasAny: [SOUND, SCREEN]}", [AGO, BLU]),
        ("features: {hasAll: [SOUND, SCREEN]}", [AGO]),
        ("features: {hasAny: []}", []),
        ("features: {hasAll: []}", [AGO, BLU, EMPTY]),
        ('endsOn: {gte: "2029-01-01"}', [AGO, BLU]),
        ('endsOn: {lt: "2030-01-01"}', [BLU]),
        ('bookableFrom: {eq: "2027-01-01T12:00:00+01:00"}', [AGO]),
        ('bookableFrom: {gt: "2027-01-01T11:00:00Z"}', [BLU]),
        ("bookability: {eq: BOOKABLE}", [AGO, BLU]),
        ("bookability: {in: [NOT_BOOKABLE, ENDED]}", [EMPTY]),
        ("isLeased: {eq: true}", []),
    ],
)
async def test_an_operator(rooms: Asking, where: str, found: list[str]) -> None:
    answer = await rooms.data(f"{{ spaces(where: {{{where}}}) {{ nodes {{ name }} totalCount }} }}")

    assert names(answer["spaces"]) == found
    assert answer["spaces"]["totalCount"] == len(found)


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("", [AGO, BLU, EMPTY]),
        ("and: []", [AGO, BLU, EMPTY]),
        ("or: []", []),
        ("not: {}", []),
        ("not: null", [AGO, BLU, EMPTY]),
        ("and: [{capacity: {gt: 1}}, {floor: {lt: 0}}]", [BLU]),
        ("or: [{capacity: {gt: 10}}, {description: {isNull: true}}]", [BLU, EMPTY]),
        ('capacity: {gt: 1}, or: [{name: {eq: "Vuota"}}, {floor: {eq: 0}}]', [AGO]),
        # A comparison with an absent value is false, and so its negation is true.
        ("not: {capacity: {gt: 10}}", [AGO, EMPTY]),
        ("not: {not: {capacity: {gt: 10}}}", [BLU]),
        ("not: {capacity: {ne: 10}}", [AGO, EMPTY]),
        ("not: {or: [{capacity: {lt: 100}}, {floor: {gt: 100}}]}", [EMPTY]),
    ],
)
async def test_conditions_are_joined(rooms: Asking, where: str, found: list[str]) -> None:
    answer = await rooms.data(f"{{ spaces(where: {{{where}}}) {{ nodes {{ name }} }} }}")

    assert names(answer["spaces"]) == found


@pytest.fixture
async def parties(asking: Asking) -> Asking:
    """Alfa has two headcounts, Beta one, Gamma none; Beta belongs to Alfa."""
    alfa = await members.organization("Alfa", listing=Visibility.PUBLIC)
    beta = await members.organization("Beta", listing=Visibility.PUBLIC, parent=alfa)
    await members.organization("Gamma", listing=Visibility.PUBLIC)
    for organization, employees, days in ((alfa, 5, 1), (alfa, 50, 2), (beta, 50, 1)):
        await members.headcount(
            employees, organization=organization, counted_on=members.days_ago(days)
        )
    return asking


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ('parent: {name: {eq: "Alfa"}}', ["Beta"]),
        ("parent: {}", ["Beta"]),
        ("not: {parent: {}}", ["Alfa", "Gamma"]),
        ('not: {parent: {name: {ne: "Alfa"}}}', ["Alfa", "Beta", "Gamma"]),
        ("headcounts: {some: {employees: {eq: 5}}}", ["Alfa"]),
        ("headcounts: {some: {}}", ["Alfa", "Beta"]),
        ("headcounts: {none: {employees: {eq: 5}}}", ["Beta", "Gamma"]),
        ("headcounts: {none: {}}", ["Gamma"]),
        ("headcounts: {every: {employees: {gt: 10}}}", ["Beta", "Gamma"]),
        ("headcounts: {some: {}, every: {employees: {gt: 10}}}", ["Beta"]),
        ("headcounts: {every: {fullTimeEquivalents: {gt: 0}}}", ["Gamma"]),
        ("not: {headcounts: {every: {employees: {gt: 10}}}}", ["Alfa"]),
        ("subsidiaries: {some: {headcounts: {none: {employees: {lt: 9}}}}}", ["Alfa"]),
        ("headcounts: {}", ["Alfa", "Beta", "Gamma"]),
    ],
)
async def test_conditions_across_relations(parties: Asking, where: str, found: list[str]) -> None:
    answer = await parties.data(f"{{ organizations(where: {{{where}}}) {{ nodes {{ name }} }} }}")

    assert names(answer["organizations"]) == found


async def test_conditions_across_many_to_many(parties: Asking) -> None:
    cloud = await members.competence("cloud")
    beta = await members.organization("Delta")
    await beta.competences.add(cloud)

    answer = await parties.data(
        '{ organizations(where: {competences: {some: {code: {eq: "cloud"}}}}) { nodes { name } } }'
    )

    assert names(answer["organizations"]) == ["Delta"]


@pytest.mark.parametrize(
    ("operator", "found"),
    [
        ("eq: $own", ["Alfa"]),
        ("ne: $own", ["Beta"]),
        ("in: [$own]", ["Alfa"]),
        ("notIn: [$own]", ["Beta"]),
        ("in: $listed", ["Alfa"]),
        ("notIn: $listed", ["Beta"]),
        ("eq: $other", []),
        ("ne: $other", ["Alfa", "Beta"]),
        ("in: [$other]", []),
        ("notIn: [$other]", ["Alfa", "Beta"]),
        ('ne: "nobody"', ["Alfa", "Beta"]),
        ('notIn: ["nobody"]', ["Alfa", "Beta"]),
    ],
)
async def test_the_id_of_another_type_is_nobodys(
    asking: Asking, operator: str, found: list[str]
) -> None:
    alfa = await members.organization("Alfa")
    await members.organization("Beta")
    used = [name for name in ("own", "other", "listed") if f"${name}" in operator]
    types = {"own": "ID!", "other": "ID!", "listed": "[ID!]"}
    values: dict[str, Any] = {
        "own": global_id("org", alfa),
        "other": global_id("space", alfa),
        "listed": [global_id("org", alfa), global_id("space", alfa), "nobody"],
    }
    declared = ", ".join(f"${name}: {types[name]}" for name in used)

    answer = await asking.data(
        f"query Q{f'({declared})' if declared else ''}"
        f"{{ organizations(where: {{id: {{{operator}}}}}) {{ nodes {{ name }} }} }}",
        DIRECTION,
        **{name: values[name] for name in used},
    )

    assert names(answer["organizations"]) == found


async def test_a_hidden_field_has_no_value_to_compare(asking: Asking) -> None:
    await members.organization("Alfa", listing=Visibility.PUBLIC, phone="0372 1")

    for operator in ('eq: "0372 1"', 'contains: "0"', 'ne: "x"', "isNull: false"):
        query = f"{{ organizations(where: {{phone: {{{operator}}}}}) {{ totalCount }} }}"
        assert (await asking.data(query, NOBODY))["organizations"] == {"totalCount": 0}
        assert (await asking.data(query))["organizations"] == {"totalCount": 1}


def nested(depth: int) -> str:
    """A filter that goes through so many relations."""
    return "{parent: " * depth + "{}" + "}" * depth


async def test_a_filter_through_too_many_relations_is_refused(asking: Asking) -> None:
    await asking.data(f"{{ organizations(where: {nested(5)}) {{ totalCount }} }}")

    refusal = await asking.refusal(f"{{ organizations(where: {nested(6)}) {{ totalCount }} }}")
    assert refusal == {"code": "FILTER_TOO_DEEP", "limit": 5, "measured": 6}


async def test_a_filter_of_too_many_conditions_is_refused(asking: Asking) -> None:
    query = "query ($where: OrganizationFilter) { organizations(where: $where) { totalCount } }"

    def alternatives(number: int) -> dict[str, Any]:
        return {"or": [{"name": {"eq": "x"}} for _ in range(number)]}

    await asking.data(query, where=alternatives(24))
    refusal = await asking.refusal(query, where=alternatives(25))
    assert refusal == {"code": "FILTER_TOO_LARGE", "limit": 50, "measured": 51}


@pytest.mark.parametrize("operator", ["in", "notIn"])
async def test_a_list_that_is_too_long_is_refused(asking: Asking, operator: str) -> None:
    query = f"""query ($names: [String!]) {{
        organizations(where: {{name: {{{operator}: $names}}}}) {{ totalCount }} }}"""
    refusal = {"code": "LIST_TOO_LONG", "limit": 100, "measured": 101}

    await asking.data(query, names=["x"] * 100)
    assert await asking.refusal(query, names=["x"] * 101) == refusal
    listed = ", ".join(['"x"'] * 101)
    literal = f"{{ organizations(where: {{name: {{{operator}: [{listed}]}}}}) {{ totalCount }} }}"
    assert await asking.refusal(literal) == refusal
