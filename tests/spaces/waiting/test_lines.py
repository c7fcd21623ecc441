"""Whose line an act plans: of those who wait for its time, and of whoever is in the way of them."""

from datetime import timedelta

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient

from hub import clock
from hub.spaces.booking import lines
from hub.spaces.booking.spans import Span
from tests.make import spaces
from tests.make.spaces import HOUR, tomorrow_at

MINUTE = timedelta(minutes=1)
NINE = tomorrow_at(9)


@pytest.mark.parametrize(
    ("during", "found"),
    [
        (None, ["chained", "far", "first", "hall", "prepared"]),
        (Span(NINE - HOUR, NINE - 15 * MINUTE), []),
        (Span(NINE - HOUR, NINE - 14 * MINUTE), ["chained", "first", "hall", "prepared"]),
        (Span(NINE + 238 * MINUTE, NINE + 5 * HOUR), ["chained", "first", "hall", "prepared"]),
        (Span(NINE + 239 * MINUTE, NINE + 5 * HOUR), []),
        (Span(NINE + 7 * HOUR, NINE + 6 * HOUR), ["far"]),
        (Span(NINE + 30 * HOUR, NINE + 40 * HOUR), []),
    ],
)
async def test_only_those_of_the_time_and_who_is_in_the_way_of_them(
    connection: BaseDBAsyncClient, during: Span | None, found: list[str]
) -> None:
    terms = await spaces.conditions(buffer_after_minutes=15)
    hall = await spaces.space(conditions=terms)
    halves = [await spaces.space(parent=hall, conditions=terms) for _ in range(2)]
    waits = {
        "first": (halves[0], NINE),
        "chained": (halves[1], NINE + HOUR / 2),
        "hall": (hall, NINE + HOUR + 15 * MINUTE),
        "prepared": (halves[0], NINE + 2 * HOUR + 29 * MINUTE),
        "far": (halves[1], NINE + 7 * HOUR),
    }
    entries = {
        (await spaces.waitlist_entry(starts_at, space=space)).id: name
        for name, (space, starts_at) in waits.items()
    }
    await spaces.waitlist_entry(NINE)  # of another tree

    line = await lines.locked(connection, [halves[0].id], clock.now(), during=during)

    assert sorted(entries[each.id] for each in line) == found
