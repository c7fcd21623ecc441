"""Types of membership: what may be offered, and that promised terms stay."""

from typing import Any

import pytest

from hub.actor import Actor, Role
from hub.members.membership_models import MembershipType
from tests.make import members
from tests.make.members import days_ago
from tests.mutating.doing import Doing, signed_in

OFFER = {
    "code": "ordinary",
    "name": "Ordinary",
    "nameIt": "Ordinario",
    "category": "ORDINARY",
    "periodKind": "ROLLING",
    "yearlyFee": "1200.00",
}
SHOWN = """type { code name nameIt description category periodKind periodMonths rolloverDays
    graceDays noticeDays seats yearlyFee joiningFee capitalShare offeredFrom offeredUntil version }"""


async def direction() -> Actor:
    return (await signed_in(Role.DIRECTION))[0]


def the(row: MembershipType, **given: Any) -> dict[str, Any]:
    return {"typeId": f"mtype_{row.id}", "version": row.version, **given}


async def test_what_is_not_said_is_as_usual(doing: Doing) -> None:
    answer = await doing.done("createMembershipType", await direction(), SHOWN, **OFFER)

    assert answer["type"] == {
        **OFFER,
        "description": None,
        "periodMonths": 12,
        "rolloverDays": 0,
        "graceDays": 30,
        "noticeDays": 0,
        "seats": None,
        "joiningFee": "0.00",
        "capitalShare": "0.00",
        "offeredFrom": "2027-05-12",
        "offeredUntil": None,
        "version": 1,
    }


@pytest.mark.parametrize(
    ("flaw", "problem"),
    [
        ({"code": "Ordinary"}, ("TYPE_CODE_INVALID", "code")),
        ({"code": "a" * 41}, ("TYPE_CODE_INVALID", "code")),
        ({"name": " "}, ("REQUIRED", "name")),
        ({"nameIt": "x" * 121}, ("TOO_LONG", "nameIt")),
        ({"periodMonths": 0}, ("NUMBER_OUT_OF_RANGE", "periodMonths")),
        ({"periodMonths": 121}, ("NUMBER_OUT_OF_RANGE", "periodMonths")),
        ({"graceDays": 367}, ("NUMBER_OUT_OF_RANGE", "graceDays")),
        ({"seats": -1}, ("NUMBER_OUT_OF_RANGE", "seats")),
        ({"yearlyFee": "-0.01"}, ("AMOUNT_INVALID", "yearlyFee")),
        ({"yearlyFee": "0.001"}, ("AMOUNT_INVALID", "yearlyFee")),
        ({"yearlyFee": "1000000000000"}, ("AMOUNT_INVALID", "yearlyFee")),
        ({"periodKind": "CALENDAR", "periodMonths": 6}, ("NUMBER_OUT_OF_RANGE", "periodMonths")),
        ({"offeredUntil": "2027-05-12"}, ("PERIOD_NOT_IN_ORDER", "offeredUntil")),
    ],
    ids=str,
)
async def test_what_cannot_be_offered(
    doing: Doing, flaw: dict[str, Any], problem: tuple[str, str]
) -> None:
    actor = await direction()

    assert await doing.problems("createMembershipType", actor, **{**OFFER, **flaw}) == [problem]


@pytest.mark.parametrize(
    "edge",
    [
        {"code": "a" * 40},
        {"periodMonths": 120},
        {"graceDays": 366, "noticeDays": 366, "rolloverDays": 366, "seats": 0},
        {"yearlyFee": "999999999999.99"},
        {"offeredUntil": "2027-05-13"},
    ],
    ids=str,
)
async def test_what_can_just_be_offered(doing: Doing, edge: dict[str, Any]) -> None:
    await doing.done("createMembershipType", await direction(), **{**OFFER, **edge})


async def test_a_code_is_of_one_type(doing: Doing) -> None:
    await members.membership_type(code="ordinary")

    found = await doing.problems("createMembershipType", await direction(), **OFFER)
    assert found == [("TYPE_CODE_TAKEN", "code")]


async def test_terms_that_were_promised_stay(doing: Doing) -> None:
    row, actor = await members.membership_type(seats=5), await direction()
    await doing.done("updateMembershipType", actor, **the(row, seats=6, graceDays=60))
    await members.application(type=row)
    await row.refresh_from_db()

    found = await doing.problems(
        "updateMembershipType", actor, **the(row, seats=None, graceDays=61, name="Altro")
    )
    assert found == [("TYPE_IN_USE", "graceDays"), ("TYPE_IN_USE", "seats")]
    # What stays as it is changes nothing for anybody.
    given = the(row, seats=6, graceDays=60, name="Altro", offeredUntil=days_ago(-30).isoformat())
    answer = await doing.done("updateMembershipType", actor, SHOWN, **given)
    assert (answer["type"]["name"], answer["type"]["seats"]) == ("Altro", 6)


async def test_what_is_needed_is_not_emptied(doing: Doing) -> None:
    row, actor = await members.membership_type(), await direction()
    given = the(row, name=None, category=None, graceDays=None, yearlyFee=None, description=None)

    assert await doing.problems("updateMembershipType", actor, **given) == [
        ("REQUIRED", "name"),
        ("REQUIRED", "category"),
        ("REQUIRED", "graceDays"),
        ("REQUIRED", "yearlyFee"),
    ]
