"""What lapses leaves its room as what is cancelled does, though nobody does anything."""

import asyncio
from datetime import datetime
from typing import Any

import pytest

from hub import clock
from hub.spaces import lapsing
from hub.spaces.booking import room as leaving
from hub.spaces.booking import vacating
from hub.spaces.booking.room import Moment
from hub.spaces.booking.vacating import vacate
from hub.spaces.booking_models import Booking, BookingBlock
from hub.spaces.lapsing import telling_lapses
from hub.spaces.models import Space
from tests.make.spaces import HOUR
from tests.mutating.doing import Doing
from tests.record.waiting import until
from tests.spaces.booking.asking import Firm, book, firm, refused, room, slot
from tests.spaces.booking.living import conditions_of, row_of
from tests.spaces.booking.test_book import MINUTE, NINE

TEN = NINE + HOUR
WAIVING = {"buffer_after_minutes": 30, "waives_buffer_within_organization": True}


async def two(doing: Doing, alfa: Firm, **second: Any) -> tuple[Space, Booking, Booking]:
    """Two bookings of a company one after the other; of the second the room has other terms."""
    sala = await room(**WAIVING)
    first = await book(doing, alfa.actor, **slot(sala, NINE, firm=alfa))
    conditions = await conditions_of(sala)
    await conditions.update_from_dict(second).save()
    then = await book(doing, alfa.actor, **slot(sala, TEN, firm=alfa))
    assert (await row_of(first)).blocked_until == TEN
    return sala, await row_of(first), await row_of(then)


@pytest.mark.parametrize(
    ("terms", "until"),
    [
        ({"needs_approval": True, "decide_minutes_before": 60}, NINE + MINUTE),
        ({"check_in_minutes": 15}, TEN + 15 * MINUTE),
    ],
    ids=["undecided", "nobody came"],
)
async def test_neighbours_get_their_preparation_back(
    doing: Doing, terms: dict[str, Any], until: datetime
) -> None:
    alfa, beta = await firm(), await firm()
    sala, first, then = await two(doing, alfa, **terms)
    with clock.freeze(until - 2 * MINUTE):
        assert await vacate() == 0

    with clock.freeze(until):
        assert await vacate() == 1
        assert await vacate() == 0

    assert (await row_of(first)).blocked_until == TEN + HOUR / 2
    assert [block.booking_id for block in await BookingBlock.all()] == [first.id]
    assert (await row_of(then)).released_at == until
    assert await refused(doing, beta.actor, **slot(sala, TEN, firm=beta)) == ["BUFFER_CONFLICT"]


async def test_two_processes_that_look_at_once_do_it_once(doing: Doing) -> None:
    await two(doing, await firm(), check_in_minutes=15)

    with clock.freeze(TEN + HOUR / 2):
        assert sorted(await asyncio.gather(vacate(), vacate(), vacate())) == [0, 0, 1]


async def test_one_that_fails_holds_up_no_other(
    doing: Doing, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, first, then = await two(doing, await firm(), check_in_minutes=15)
    _, _, other = await two(doing, await firm(), check_in_minutes=15)
    give_back = leaving.give_back

    async def fails(moment: Moment, booking: Booking) -> None:
        if booking.id == then.id:
            raise LookupError
        await give_back(moment, booking)

    with clock.freeze(TEN + HOUR / 2):
        monkeypatch.setattr(vacating, "give_back", fails)
        assert await vacate() == 1
        assert [(await row_of(each)).released_at is None for each in (then, other)] == [True, False]
        monkeypatch.undo()
        assert await vacate() == 1
    assert (await row_of(first)).blocked_until == TEN + HOUR / 2


async def test_who_came_keeps_the_room(doing: Doing) -> None:
    _, first, then = await two(doing, await firm(), check_in_minutes=15)
    await then.update_from_dict({"checked_in_at": TEN}).save()

    with clock.freeze(TEN + HOUR / 2):
        assert await vacate() == 0

    assert (await row_of(first)).blocked_until == TEN


async def test_every_hub_looks_by_itself(doing: Doing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lapsing, "PAUSE_SECONDS", 0.01)
    _, first, _ = await two(doing, await firm(), check_in_minutes=15)

    async def is_given_back() -> bool:
        return (await row_of(first)).blocked_until > TEN

    with clock.freeze(TEN + HOUR / 2):
        async with telling_lapses():
            await until(is_given_back)
