"""Work in the background begins again when it breaks off, and ends with its block."""

import asyncio
from contextlib import suppress

import pytest

from hub import background
from hub.background import beside, persistently
from hub.errors import Unavailable

pytestmark = pytest.mark.anyio

SECONDS = 5.0


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SHORTEST_PAUSE", "AGAIN_SECONDS"):
        monkeypatch.setattr(background, name, 0.01)


async def test_what_breaks_off_begins_again() -> None:
    begun = asyncio.Queue[int]()
    errors = iter([Unavailable("away"), LookupError("a bug"), OSError("cut")])

    async def work() -> None:
        begun.put_nowait(1)
        for error in errors:
            raise error
        await asyncio.Event().wait()

    async with asyncio.timeout(SECONDS), beside(persistently(work, name="test")):
        for _ in range(4):
            await begun.get()


async def test_it_goes_on_no_longer_when_it_is_told_to_stop() -> None:
    stop, times = asyncio.Event(), 0

    async def work() -> None:
        nonlocal times
        times += 1
        stop.set()

    async with asyncio.timeout(SECONDS):
        await persistently(work, name="test", is_stopping=stop)
    assert times == 1


async def test_what_breaks_on_its_way_out_ends_even_so() -> None:
    """The error takes the place of the cancellation, and the work begins again."""
    has_begun = asyncio.Event()

    async def work() -> None:
        has_begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            raise TimeoutError("The server does not answer.")

    async with asyncio.timeout(SECONDS), beside(persistently(work, name="test")):
        await has_begun.wait()


async def test_what_does_not_hear_the_first_time_ends_even_so() -> None:
    async def work() -> None:
        with suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
        await asyncio.Event().wait()

    async with asyncio.timeout(SECONDS), beside(work()):
        await asyncio.sleep(0)
