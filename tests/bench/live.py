"""The bench of subscriptions: how soon a change is heard, and whether any is lost.

`python -m tests.bench.live` runs it on a database of its own, which is thrown away: two hubs, one
subscriber at the first, and changes that are made at the second or past both.
"""

import argparse
import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import ExitStack, asynccontextmanager, suppress
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import asyncpg
import httpx

from hub import embedded, settings
from hub.database import connected
from hub.migrate import migrate
from hub.spaces.booking_models import Booking
from schema.node import join_id
from tests import hub_process
from tests.hub_process import RunningHub
from tests.make import spaces as make
from tests.web.live.speaking import Speaker, spoken

Write = Callable[[int], Awaitable[None]]
NAMES = ("hub hears", "hub reads")
"""Of the connections that are ended now and then."""
PAUSE_SECONDS = 0.4
QUIET_SECONDS = 5.0
FOLLOWED = """subscription($spaces: [ID!]!, $after: String) {
  bookingChanged(spaceIds: $spaces, after: $after) {
    cursor change space { name } booking { version state }
  }
}"""
BOOK = """mutation($space: ID!, $start: DateTime!, $end: DateTime!) {
  bookSpace(input: {
    spaceId: $space, startsAt: $start, endsAt: $end, title: "Consiglio", forTheHouse: STAFF
  }) { problems { code message } }
}"""
BOOKINGS = 200
CHANGE = "UPDATE booking SET version = version + 1 WHERE id = $1"
END = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--changes", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=20.0, help="of the measured latency")
    parser.add_argument("--rate", type=float, default=50.0, help="changes a second meanwhile")
    given = parser.parse_args()
    with ExitStack() as stack:
        directory = Path(stack.enter_context(TemporaryDirectory()))
        url = stack.enter_context(embedded.database_url(settings.load(data_dir=directory)))
        asyncio.run(migrate(url))
        hubs = [stack.enter_context(hub_process.running(url)) for _ in range(2)]
        asyncio.run(_run(url, hubs, given))


async def _run(url: str, hubs: list[RunningHub], given: argparse.Namespace) -> None:
    async with connected(url):
        booking = await make.booking(space=await make.space("Sala", is_public=True))
    writer = await asyncpg.connect(url)
    try:

        async def change(_: int) -> None:
            await writer.execute(CHANGE, booking.id)

        most = int(given.seconds * given.rate)
        took = await _measure(hubs[0], booking, change, most=most, rate=given.rate)
        _show(f"changes, {given.rate:g} a second, past the hubs", took)
        async with _booking_at(hubs[1], booking) as book:
            took = await _measure(hubs[0], booking, book, most=BOOKINGS, rate=given.rate)
            _show("bookings at the other hub", took)
        await _disturb(hubs, booking, writer, url=url, most=given.changes)
    finally:
        await writer.close()


async def _measure(
    hub: RunningHub, booking: Booking, write: Write, *, most: int, rate: float
) -> list[float]:
    """Milliseconds from before a write until the subscriber has its answer."""
    made: list[float] = []
    async with _following(hub, booking) as speaker:
        heard = asyncio.create_task(_heard(speaker, most))
        for number in range(most):
            await asyncio.sleep(1 / rate)
            made.append(time.perf_counter())
            await write(number)
        arrived = [at for at, _ in await heard]
    return [(there - here) * 1000 for here, there in zip(made, arrived, strict=True)]


def _show(what: str, took: list[float]) -> None:
    cuts = quantiles(took, n=100)
    print(  # noqa: T201 - what it was run for
        f"{len(took)} {what}, from before the write to the answer:"
        f" p50 {cuts[49]:.1f} ms, p99 {cuts[98]:.1f} ms, at most {max(took):.1f} ms"
    )


@asynccontextmanager
async def _booking_at(hub: RunningHub, booking: Booking) -> AsyncGenerator[Write]:
    """Books the space again and again, an hour each, through a hub."""
    space = join_id("space", booking.space_id)
    headers = {"authorization": f"Bearer {hub.token}"}
    async with httpx.AsyncClient(base_url=hub.url, headers=headers) as client:

        async def book(number: int) -> None:
            start = make.tomorrow_at(10) + timedelta(days=number // 8, hours=number % 8)
            end = start + timedelta(hours=1)
            times = {"start": start.isoformat(), "end": end.isoformat()}
            asked = {"query": BOOK, "variables": {"space": space, **times}}
            answer = (await client.post("/graphql", json=asked)).json()
            if answer["data"]["bookSpace"]["problems"]:
                raise ValueError(answer)

        yield book


async def _disturb(
    hubs: list[RunningHub], booking: Booking, writer: Any, *, url: str, most: int
) -> None:
    """Whether each of many changes is heard once, while connections of the hubs are ended."""
    stop = asyncio.Event()
    async with _following(hubs[0], booking) as speaker:
        heard = asyncio.create_task(_heard(speaker, most))
        ended = asyncio.create_task(_end_connections(url, stop))
        begun = time.perf_counter()
        for _ in range(most):
            await writer.execute(CHANGE, booking.id)
        seconds = time.perf_counter() - begun
        stop.set()
        cursors = [cursor for _, cursor in await heard]
        extra = await _heard(speaker, 1, seconds=QUIET_SECONDS)
    print(  # noqa: T201 - as above
        f"{most} changes in {seconds:.1f} s, {await ended} connections ended:"
        f" {len(cursors)} heard, {len(cursors) - len(set(cursors))} twice, {len(extra)} too many"
    )


async def _end_connections(url: str, stop: asyncio.Event) -> int:
    """End connections of both hubs again and again; how many."""
    admin, ended = await asyncpg.connect(url), 0
    names = cycle(NAMES)
    try:
        while not stop.is_set():
            await asyncio.sleep(PAUSE_SECONDS)
            ended += len(await admin.fetch(END, next(names)))
    finally:
        await admin.close()
    return ended


@asynccontextmanager
async def _following(hub: RunningHub, booking: Booking) -> AsyncGenerator[Speaker]:
    """A subscriber who has heard a first change, and so hears all that come."""
    port = urlsplit(hub.url).port
    assert port is not None
    async with spoken(port, max_queue=None) as speaker:
        await speaker.begin(hub.token)
        spaces = [join_id("space", booking.space_id)]
        await speaker.subscribe("live", FOLLOWED, spaces=spaces)
        await asyncio.sleep(1)
        yield speaker


async def _heard(speaker: Speaker, most: int, *, seconds: float = 300.0) -> list[tuple[float, str]]:
    """When each answer came, with its cursor, until there are as many, or for so long."""
    heard: list[tuple[float, str]] = []
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while len(heard) < most:
                told = await speaker.told()
                heard.append((time.perf_counter(), told["cursor"]))
    return heard


if __name__ == "__main__":
    main()
