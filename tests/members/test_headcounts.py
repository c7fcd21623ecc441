"""Recording how many people an organization employed, and who says so."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hub.actor import Actor, Role
from hub.members.models import Headcount, Organization
from tests.make import members
from tests.mutating.doing import Doing, signed_in

COUNT = "headcount { year countedOn employees fullTimeEquivalents isEstimate source }"


async def desk() -> Actor:
    return (await signed_in(Role.FRONT_DESK))[0]


def of(organization: Organization, **given: Any) -> dict[str, Any]:
    usual = {"year": 2026, "employees": 12, "source": "Bilancio"}
    return {"organizationId": f"org_{organization.id}", **usual, **given}


@pytest.mark.parametrize(("year", "day"), [(2026, "2026-12-31"), (2027, "2027-05-12")])
async def test_a_count_is_of_the_end_of_its_year(doing: Doing, year: int, day: str) -> None:
    given = of(await members.organization(), year=year, fullTimeEquivalents="10.5")

    answer = await doing.done("recordHeadcount", await desk(), COUNT, **given)

    assert answer["headcount"] == {
        "year": year,
        "countedOn": day,
        "employees": 12,
        "fullTimeEquivalents": "10.50",
        "isEstimate": False,
        "source": "Bilancio",
    }


async def test_what_a_source_said_is_corrected_only_if_that_is_meant(doing: Doing) -> None:
    organization, actor = await members.organization(), await desk()
    await doing.done("recordHeadcount", actor, **of(organization))

    given = of(organization, employees=13, source=" Bilancio ")
    assert await doing.problems("recordHeadcount", actor, **given) == [
        ("ALREADY_RECORDED", "countedOn")
    ]
    await doing.done("recordHeadcount", actor, **given, isCorrection=True)
    row = await Headcount.get()
    assert (row.employees, row.counted_on) == (13, date(2026, 12, 31))
    await doing.done("recordHeadcount", actor, **of(organization, source="Dichiarazione"))
    assert await Headcount.all().count() == 2


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"employees": -1}, ("OUT_OF_RANGE", "employees")),
        ({"employees": 1_000_001}, ("OUT_OF_RANGE", "employees")),
        ({"year": 1899}, ("OUT_OF_RANGE", "year")),
        ({"year": 2028}, ("OUT_OF_RANGE", "year")),
        ({"countedOn": "2027-05-13"}, ("DAY_AHEAD", "countedOn")),
        ({"fullTimeEquivalents": "1000000"}, ("OUT_OF_RANGE", "fullTimeEquivalents")),
        ({"fullTimeEquivalents": "-0.01"}, ("OUT_OF_RANGE", "fullTimeEquivalents")),
        ({"source": " "}, ("REQUIRED", "source")),
        ({"source": "x" * 201}, ("TOO_LONG", "source")),
    ],
    ids=str,
)
async def test_what_cannot_be_is_refused(
    doing: Doing, given: dict[str, Any], problem: tuple[str, str]
) -> None:
    organization = await members.organization()

    assert await doing.problems("recordHeadcount", await desk(), **of(organization, **given)) == [
        problem
    ]


async def test_the_edges_are_possible(doing: Doing) -> None:
    organization, actor = await members.organization(), await desk()

    await doing.done("recordHeadcount", actor, **of(organization, employees=0, year=1900))
    most = of(organization, employees=1_000_000, fullTimeEquivalents="999999.99")
    await doing.done("recordHeadcount", actor, **most, countedOn="2027-05-12")
    row = await Headcount.get(employees=1_000_000)
    assert row.full_time_equivalents == Decimal("999999.99")
