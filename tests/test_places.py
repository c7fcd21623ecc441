"""So many at a time, in the order of coming, whoever gives up in between."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.places import Places

pytestmark = pytest.mark.anyio


async def test_who_comes_when_all_are_taken_waits() -> None:
    places = Places(1)
    assert places.take_at_once()
    assert not places.take_at_once()

    waiting = asyncio.create_task(places.take())
    await asyncio.sleep(0)
    assert not waiting.done()
    places.give_back()
    await waiting

    assert not places.take_at_once(), "it went to the one who waited"
    places.give_back()
    assert places.take_at_once()


async def test_the_first_who_waits_is_served_first() -> None:
    places, served = Places(1), list[int]()
    await places.take()

    async def wait(number: int) -> None:
        await places.take()
        served.append(number)
        places.give_back()

    waiting = [asyncio.create_task(wait(number)) for number in range(5)]
    await asyncio.sleep(0)
    places.give_back()
    await asyncio.gather(*waiting)

    assert served == [0, 1, 2, 3, 4]


async def test_who_gives_up_holds_nobody_up() -> None:
    places = Places(1)
    await places.take()
    first, second = (asyncio.create_task(places.take()) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)

    places.give_back()
    await second

    places.give_back()
    assert places.take_at_once()


async def test_a_place_that_was_given_to_who_gives_up_goes_to_the_next() -> None:
    places = Places(1)
    await places.take()
    first, second = (asyncio.create_task(places.take()) for _ in range(2))
    await asyncio.sleep(0)
    places.give_back()  # to the first, which has not heard of it yet
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    await second

    places.give_back()
    assert places.take_at_once()


@given(st.integers(1, 3), st.lists(st.tuples(st.integers(0, 9), st.booleans()), max_size=30))
def test_there_are_never_more_and_none_is_lost(number: int, steps: list[tuple[int, bool]]) -> None:
    async def run() -> None:
        places, inside, most = Places(number), 0, 0

        async def stay(ticks: int) -> None:
            nonlocal inside, most
            await places.take()
            inside += 1
            most = max(most, inside)
            try:
                for _ in range(ticks):
                    await asyncio.sleep(0)
            finally:
                inside -= 1
                places.give_back()

        tasks = []
        for ticks, is_given_up in steps:
            tasks.append(asyncio.create_task(stay(ticks)))
            await asyncio.sleep(0)
            if is_given_up:
                tasks[len(tasks) // 2].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert most <= number
        assert all(places.take_at_once() for _ in range(number))
        assert not places.take_at_once()

    asyncio.run(run())
