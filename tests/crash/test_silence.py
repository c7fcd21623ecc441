"""The database says nothing any more, and nobody is told that it is gone: nobody waits for ever."""

import asyncio
from collections.abc import AsyncGenerator

import pytest

from hub import background, database, read_pool, settings, single
from hub.app import create_app
from hub.database import connected
from hub.errors import Unavailable
from hub.hearing import hearing
from hub.migrate import pending
from hub.read_pool import ReadPool
from hub.spaces.followers import Wish
from hub.spaces.news import telling
from tests.crash.wire import Wire, wire
from tests.make import spaces

STATEMENT_SECONDS = 0.3
MOMENT = 20.0
"""Seconds: more than all limits here together, and less than if there was none."""
SOON = 5.0
"""Seconds: less than a statement that is done once may take."""
ONE = "SELECT '1'::json"
BEGINNING = "MDo="
"""The cursor before the first change."""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (database, read_pool, single):
        monkeypatch.setattr(module, "CLOSE_SECONDS", 0.1)
    monkeypatch.setattr(database, "SILENT_SECONDS", 0.1)
    monkeypatch.setattr(read_pool, "CONNECT_SECONDS", 1)
    monkeypatch.setattr(background, "AGAIN_SECONDS", 0.3)


@pytest.fixture
async def line(emptied_url: str) -> AsyncGenerator[Wire]:
    async with wire(emptied_url) as line:
        yield line


async def test_a_connection_that_fell_silent_is_given_up(line: Wire) -> None:
    async with ReadPool(line.url, size=1, statement_seconds=STATEMENT_SECONDS) as pool:
        assert await pool.fetch_json(ONE) == b"1"
        line.fall_silent()

        async with asyncio.timeout(MOMENT):
            with pytest.raises(Unavailable):
                await pool.fetch_json(ONE)
            assert await _once_again(pool) == b"1"


async def test_who_writes_is_not_held_up_for_ever_either(line: Wire) -> None:
    async with connected(line.url, pool_size=1, statement_seconds=STATEMENT_SECONDS) as client:
        line.fall_silent()

        async with asyncio.timeout(MOMENT):
            with pytest.raises(TimeoutError):
                await client.execute_query("SELECT 1")
            assert (await client.execute_query("SELECT 1"))[0] == 1


async def test_who_follows_hears_again(line: Wire, emptied_url: str) -> None:
    reads = ReadPool(line.url, statement_seconds=STATEMENT_SECONDS)
    async with (
        connected(emptied_url),
        reads,
        # What listens finds out by itself, in its own time.
        hearing(emptied_url, name="hub tests follow") as ears,
        telling(reads, ears) as news,
        asyncio.timeout(MOMENT),
    ):
        space = await spaces.space()
        await spaces.booking(spaces.tomorrow_at(8), space=space)
        changes = news.changes(Wish(frozenset([space.id])), after=BEGINNING, most=10)
        assert await anext(changes)
        line.fall_silent()
        await spaces.booking(spaces.tomorrow_at(10), space=space)
        assert await anext(changes)
        await changes.aclose()


async def test_a_hub_stops(line: Wire) -> None:
    app = create_app(settings.load(database_url=line.url, log_level="WARNING"))
    async with asyncio.timeout(MOMENT):
        async with app.router.lifespan_context(app):
            await asyncio.sleep(0.5)  # all that goes on in the background has begun
            line.flows.clear()


async def test_a_look_at_the_migrations_ends_when_it_is_told_to(line: Wire) -> None:
    line.hold_at = b"tortoise_migrations"
    async with asyncio.timeout(SOON):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(STATEMENT_SECONDS):
                await pending(line.url)


async def _once_again(pool: ReadPool) -> bytes:
    """What is answered at last; the silence of the old connection is found out meanwhile."""
    while True:
        try:
            return await pool.fetch_json(ONE)
        except Unavailable:
            await asyncio.sleep(0.05)
