"""Conditions, rules and quotas: who books on which terms, and how much of it."""

from typing import Any

import pytest

from hub.actor import Actor
from hub.spaces.models import BookingConditions
from hub.spaces.rule_models import BookingQuota, BookingRule
from tests.make import members, spaces
from tests.make.members import days_ago
from tests.mutating.doing import Doing

STEPS = [{"minutesBefore": 1440, "percent": 0}, {"minutesBefore": 60, "percent": 50}]
NEW = {"code": "rooms", "name": "Sale"}


def in_days(days: int) -> str:
    return days_ago(-days).isoformat()


async def test_conditions_are_made_with_what_is_usual(doing: Doing, desk: Actor) -> None:
    shown = """conditions { minMinutes maxMinutes startStepMinutes needsMembership
        holdsWhilePending access cancellationSteps { minutesBefore percent } }"""
    given = {**NEW, "cancellationSteps": STEPS, "maxMinutes": 120}
    answer = await doing.done("createBookingConditions", desk, shown, **given)

    assert answer["conditions"] == {
        "minMinutes": 30,
        "maxMinutes": 120,
        "startStepMinutes": 15,
        "needsMembership": True,
        "holdsWhilePending": True,
        "access": "UNRESTRICTED",
        "cancellationSteps": STEPS,
    }
    assert await doing.problems("createBookingConditions", desk, **given) == [
        ("CODE_TAKEN", "code")
    ]


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"code": "Sale!"}, ("PLACE_CODE_INVALID", "code")),
        ({"name": ""}, ("REQUIRED", "name")),
        ({"minMinutes": 4}, ("NUMBER_OUT_OF_RANGE", "minMinutes")),
        ({"maxMinutes": 20}, ("LENGTHS_NOT_IN_ORDER", "maxMinutes")),
        ({"startStepMinutes": 25}, ("STEP_INVALID", "startStepMinutes")),
        ({"checkInMinutes": 0}, ("NUMBER_OUT_OF_RANGE", "checkInMinutes")),
        (
            {"cancellationSteps": [{"minutesBefore": 60, "percent": 101}]},
            ("CANCELLATION_STEP_INVALID", "cancellationSteps.0"),
        ),
        (
            {"cancellationSteps": [STEPS[0], STEPS[0]]},
            ("CANCELLATION_STEP_INVALID", "cancellationSteps.1"),
        ),
        (
            {"cancellationSteps": [{"minutesBefore": n, "percent": 0} for n in range(21)]},
            ("TOO_MANY", "cancellationSteps"),
        ),
    ],
)
async def test_what_is_wrong_with_conditions_is_told(
    doing: Doing, desk: Actor, *, given: dict[str, Any], problem: tuple[str, str]
) -> None:
    assert await doing.problems("createBookingConditions", desk, **{**NEW, **given}) == [problem]


async def test_of_conditions_only_what_is_given_changes(doing: Doing, desk: Actor) -> None:
    row = await spaces.conditions(max_live_bookings=3, min_minutes=60)
    given: dict[str, Any] = {"conditionsId": f"conditions_{row.id}", "version": 1}

    await doing.done("updateBookingConditions", desk, **given, maxLiveBookings=None)

    row = await BookingConditions.get(id=row.id)
    assert (row.max_live_bookings, row.min_minutes) == (None, 60)
    given["version"] = 2
    for more, problem in (
        ({"maxMinutes": 30}, ("LENGTHS_NOT_IN_ORDER", "maxMinutes")),
        ({"needsApproval": None}, ("REQUIRED", "needsApproval")),
        ({"minMinutes": None}, ("REQUIRED", "minMinutes")),
        ({"version": 1}, ("STALE_VERSION", "version")),
    ):
        wish = {**given, **more}
        assert await doing.problems("updateBookingConditions", desk, **wish) == [problem]


async def test_a_rule_is_for_some_people_and_spaces(doing: Doing, desk: Actor) -> None:
    alfa = await members.organization()
    given = {
        "name": "Alfa prenota prima",
        "kind": "HALL",
        "organizationId": f"org_{alfa.id}",
        "maxDaysAhead": 365,
    }

    shown = "rule { kind maxDaysAhead mayBook isCurrent startsOn }"
    answer = await doing.done("createBookingRule", desk, shown, **given)

    assert answer["rule"] == {
        "kind": "HALL",
        "maxDaysAhead": 365,
        "mayBook": None,
        "isCurrent": True,
        "startsOn": "2027-05-12",
    }


async def test_what_is_wrong_with_a_rule_is_told(doing: Doing, desk: Actor) -> None:
    space, alfa = await spaces.space(), await members.organization()
    terms = await members.membership_type()
    wrong: list[dict[str, Any]] = [
        {"mayBook": None},
        {"spaceId": f"space_{space.id}", "kind": "HALL"},
        {"organizationId": f"org_{alfa.id}", "membershipTypeId": f"mtype_{terms.id}"},
        {"minMinutes": 60, "maxMinutes": 30},
        {"startStepMinutes": 7},
        {"minAttendees": 0},
        {"startsOn": in_days(-1)},
        {"endsOn": in_days(0)},
        {"name": " "},
    ]

    wishes = [{"name": "Regola", "mayBook": False, **each} for each in wrong]
    found = [await doing.problems("createBookingRule", desk, **each) for each in wishes]

    assert found == [
        [("RULE_SAYS_NOTHING", "")],
        [("ONE_SCOPE", "")],
        [("ONE_SCOPE", "")],
        [("LENGTHS_NOT_IN_ORDER", "maxMinutes")],
        [("STEP_INVALID", "startStepMinutes")],
        [("NUMBER_OUT_OF_RANGE", "minAttendees")],
        [("DAY_PASSED", "startsOn")],
        [("PERIOD_NOT_IN_ORDER", "endsOn")],
        [("REQUIRED", "name")],
    ]


async def rule(doing: Doing, desk: Actor, **given: Any) -> dict[str, Any]:
    answer = await doing.done(
        "createBookingRule", desk, "rule { id }", name="Regola", mayBook=False, **given
    )
    return {"ruleId": answer["rule"]["id"], "version": 1}


async def test_a_rule_changes_and_ends(doing: Doing, desk: Actor) -> None:
    given = await rule(doing, desk)

    await doing.done("updateBookingRule", desk, **given, mayBook=True, name="Altra")
    given["version"] = 2
    assert await doing.problems("updateBookingRule", desk, **given, mayBook=None) == [
        ("RULE_SAYS_NOTHING", "")
    ]
    await doing.done("endBookingRule", desk, **given, endsOn=in_days(3))
    row = await BookingRule.get()
    assert (row.may_book, row.name, row.ends_on) == (True, "Altra", days_ago(-3))
    given["version"] = 3
    for day, problem in (
        (in_days(-1), ("DAY_PASSED", "endsOn")),
        (in_days(4), ("DAY_TOO_LATE", "endsOn")),
    ):
        assert await doing.problems("endBookingRule", desk, **given, endsOn=day) == [problem]
    await doing.done("endBookingRule", desk, **given)
    given["version"] = 4
    assert await doing.problems("endBookingRule", desk, **given) == [("RULE_OVER", "ruleId")]


async def test_a_rule_that_has_not_begun_never_does(doing: Doing, desk: Actor) -> None:
    given = await rule(doing, desk, startsOn=in_days(5))
    await doing.done("endBookingRule", desk, **given)
    row = await BookingRule.get()
    assert row.ends_on == row.starts_on == days_ago(-5)


async def test_a_quota_limits_changes_and_ends(doing: Doing, desk: Actor) -> None:
    wish: dict[str, Any] = {"name": "Due al giorno", "counts": "PERSON", "per": "DAY"}
    assert await doing.codes("createBookingQuota", desk, **wish) == ["RULE_SAYS_NOTHING"]
    assert await doing.problems("createBookingQuota", desk, **wish, maxMinutes=-1) == [
        ("NUMBER_OUT_OF_RANGE", "maxMinutes")
    ]

    answer = await doing.done("createBookingQuota", desk, "quota { id }", **wish, maxBookings=2)
    given = {"quotaId": answer["quota"]["id"], "version": 1}
    assert await doing.codes("updateBookingQuota", desk, **given, maxBookings=None) == [
        "RULE_SAYS_NOTHING"
    ]
    await doing.done("updateBookingQuota", desk, **given, maxBookings=None, maxMinutes=60)
    given["version"] = 2
    await doing.done("endBookingQuota", desk, **given)

    row = await BookingQuota.get()
    assert (row.max_bookings, row.max_minutes, row.ends_on) == (None, 60, days_ago(0))
