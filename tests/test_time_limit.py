"""What is held to a time ends when it is over, and nothing else does."""

import asyncio

import pytest

from hub.time_limit import TimeLimit

pytestmark = pytest.mark.anyio


async def test_what_takes_too_long_is_ended() -> None:
    limit = TimeLimit(0.02)

    with pytest.raises(TimeoutError), limit.held():
        await asyncio.sleep(10)

    assert len(limit) == 0
    task = asyncio.current_task()
    assert task is not None
    assert task.cancelling() == 0


async def test_what_ends_in_time_is_left_alone() -> None:
    limit = TimeLimit(0.02)

    with limit.held():
        await asyncio.sleep(0)
    await asyncio.sleep(0.05)

    assert len(limit) == 0


async def test_each_of_many_has_its_own_time() -> None:
    limit, ended = TimeLimit(0.05), []

    async def work(begins: float, takes: float) -> None:
        await asyncio.sleep(begins)
        try:
            with limit.held():
                await asyncio.sleep(takes)
            ended.append((begins, "done"))
        except TimeoutError:
            ended.append((begins, "over"))

    await asyncio.gather(work(0, 10), work(0.01, 0.001), work(0.03, 10), work(0.2, 10))

    assert ended == [(0.01, "done"), (0, "over"), (0.03, "over"), (0.2, "over")]


async def test_an_outer_limit_is_not_taken_for_an_inner_one() -> None:
    outer, inner, seen = TimeLimit(0.02), TimeLimit(10), []

    async def work() -> None:
        try:
            with inner.held():
                await asyncio.sleep(10)
        except asyncio.CancelledError:
            seen.append("cancelled")
            raise

    with pytest.raises(TimeoutError), outer.held():
        await work()

    assert seen == ["cancelled"]


async def test_who_is_cancelled_by_others_stays_so() -> None:
    limit = TimeLimit(10)

    async def work() -> None:
        with limit.held():
            await asyncio.sleep(10)

    task = asyncio.ensure_future(work())
    await asyncio.sleep(0)
    task.cancel()

    with pytest.raises(asyncio.CancelledError):
        await task
    assert len(limit) == 0


async def test_an_error_of_its_own_is_not_hidden() -> None:
    limit = TimeLimit(0.02)

    async def work() -> None:
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            raise KeyError("its own") from None

    with pytest.raises(KeyError), limit.held():
        await work()
