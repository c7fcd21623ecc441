"""Prices: set from a day on, never for the past, and one at a time."""

from datetime import date
from decimal import Decimal
from typing import Any

from hub.actor import Actor
from hub.spaces.models import Space, SpacePrice
from tests.make import spaces
from tests.make.members import days_ago
from tests.mutating.doing import Doing

JULY, AUGUST, SEPTEMBER = date(2027, 7, 1), date(2027, 8, 1), date(2027, 9, 1)


def hourly(space: Space, amount: str, **given: Any) -> dict[str, Any]:
    return {"spaceId": f"space_{space.id}", "unit": "HOUR", "amount": amount, **given}


async def prices() -> list[tuple[Decimal, date, date | None]]:
    rows = await SpacePrice.all().order_by("starts_on", "created_at")
    return [(row.amount, row.starts_on, row.ends_on) for row in rows]


async def test_a_new_price_ends_the_one_that_runs(doing: Doing, desk: Actor) -> None:
    former = await spaces.price("15.00", vat_rate="10.00")
    space = await Space.get(id=former.space_id)
    other = await spaces.price("9.00", space=space, category="ORDINARY")

    shown = "price { amount vatRate isCurrent }"
    given = hourly(space, "20.00", startsOn=JULY.isoformat())
    answer = await doing.done("setSpacePrice", desk, shown, **given)

    assert answer["price"] == {"amount": "20.00", "vatRate": "10.00", "isCurrent": False}
    assert (await SpacePrice.get(id=former.id)).ends_on == JULY
    assert (await SpacePrice.get(id=other.id)).ends_on is None


async def test_after_a_price_with_an_end_the_one_before_goes_on(doing: Doing, desk: Actor) -> None:
    former = await spaces.price("15.00")
    space = await Space.get(id=former.space_id)
    given = hourly(space, "5.00", startsOn=JULY.isoformat(), endsOn=AUGUST.isoformat())

    await doing.done("setSpacePrice", desk, **given)

    assert await prices() == [
        (Decimal("15.00"), former.starts_on, JULY),
        (Decimal("5.00"), JULY, AUGUST),
        (Decimal("15.00"), AUGUST, None),
    ]


async def test_two_prices_do_not_hold_on_one_day(doing: Doing, desk: Actor) -> None:
    space = await spaces.space()
    await doing.done("setSpacePrice", desk, **hourly(space, "20.00", startsOn=AUGUST.isoformat()))

    for given, problems in (
        ({"startsOn": JULY.isoformat()}, [("PRICE_OVERLAP", "startsOn")]),
        ({"startsOn": AUGUST.isoformat()}, [("PRICE_OVERLAP", "startsOn")]),
        ({"startsOn": JULY.isoformat(), "endsOn": AUGUST.isoformat()}, []),
        ({"startsOn": SEPTEMBER.isoformat()}, []),
        ({"unit": "DAY"}, []),
        ({"category": "ORDINARY"}, []),
    ):
        assert await doing.problems("setSpacePrice", desk, **hourly(space, "9.00", **given)) == (
            problems
        )


async def test_the_past_does_not_change_and_amounts_are_sound(doing: Doing, desk: Actor) -> None:
    space = await spaces.space(ends_on=SEPTEMBER)
    wrong: list[dict[str, Any]] = [
        {"startsOn": days_ago(1).isoformat()},
        {"startsOn": SEPTEMBER.isoformat()},
        {"endsOn": days_ago(0).isoformat()},
        {"amount": "-1"},
        {"amount": "1.001"},
        {"vatRate": "101"},
    ]

    wishes = [{**hourly(space, "1.00"), **each} for each in wrong]
    found = [await doing.problems("setSpacePrice", desk, **each) for each in wishes]

    assert found == [
        [("DAY_PASSED", "startsOn")],
        [("PLACE_RETIRED", "startsOn")],
        [("PERIOD_NOT_IN_ORDER", "endsOn")],
        [("AMOUNT_INVALID", "amount")],
        [("AMOUNT_INVALID", "amount")],
        [("RATE_INVALID", "vatRate")],
    ]


async def test_a_price_ahead_is_taken_back(doing: Doing, desk: Actor) -> None:
    former = await spaces.price("15.00")
    space = await Space.get(id=former.space_id)
    given = hourly(space, "20.00", startsOn=JULY.isoformat())
    answer = await doing.done("setSpacePrice", desk, "price { id }", **given)
    taken = {"priceId": answer["price"]["id"], "version": 1}

    await doing.done("withdrawSpacePrice", desk, **taken)

    assert await prices() == [
        (Decimal("15.00"), former.starts_on, None),
        (Decimal("20.00"), JULY, JULY),
    ]
    taken["version"] = 2
    running = {"priceId": f"price_{former.id}", "version": 3}
    for wish in (taken, running):
        assert await doing.problems("withdrawSpacePrice", desk, **wish) == [
            ("PRICE_BEGUN", "priceId")
        ]
    await doing.done("setSpacePrice", desk, **given)
