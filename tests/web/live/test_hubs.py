"""Hubs on one database: what is written anywhere is heard everywhere, all of it and once."""

import asyncio
from collections.abc import AsyncGenerator, Generator
from contextlib import ExitStack, aclosing
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import asyncpg
import httpx
import pytest
from tortoise.backends.base.client import BaseDBAsyncClient

from hub import clock
from hub.accounts import tokens
from hub.accounts.models import Token
from hub.actor import Role
from hub.database import connected
from hub.spaces.booking_models import Booking
from hub.spaces.models import Space
from schema.node import join_id
from tests import databases, hub_process
from tests.hub_process import RunningHub
from tests.make import accounts
from tests.make import spaces as make
from tests.web.live.speaking import Speaker, spoken, streamed

pytestmark = pytest.mark.anyio

SECONDS = 20.0
EVENTS = 300
END = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE application_name = $1 AND datname = current_database()"""
QUERY = """subscription($spaces: [ID!]!, $after: String) {
  bookingChanged(spaceIds: $spaces, after: $after) { cursor change booking { version } }
}"""
BOOK = """mutation($space: ID!, $start: DateTime!, $end: DateTime!) {
  bookSpace(input: {
    spaceId: $space, startsAt: $start, endsAt: $end, title: "Consiglio", forTheHouse: STAFF
  }) { problems { code message } }
}"""
EDIT = "UPDATE booking SET version = version + 1 WHERE id = $1"


@pytest.fixture(scope="module")
def shared_url(server_url: str, migrated_template: str) -> Generator[str]:
    """A database for the tests of this module: each makes a space of its own."""
    name = f"{migrated_template}_{uuid4().hex[:8]}"
    yield databases.copy(server_url, name, of=migrated_template)
    databases.drop(server_url, name)


@pytest.fixture(scope="module")
def hubs(shared_url: str) -> Generator[list[RunningHub]]:
    """Two processes that know of each other through the database alone."""
    with ExitStack() as stack:
        running = hub_process.running
        yield [stack.enter_context(running(shared_url)) for _ in range(2)]


@pytest.fixture
async def database(shared_url: str) -> AsyncGenerator[BaseDBAsyncClient]:
    async with connected(shared_url) as client:
        yield client


@pytest.fixture
async def booking(database: BaseDBAsyncClient) -> Booking:
    return await make.booking(space=await make.space("Sala", is_public=True))


def port(hub: RunningHub) -> int:
    number = urlsplit(hub.url).port
    assert number
    return number


def wished(booking: Booking, after: str | None = None) -> dict[str, Any]:
    return {"spaces": [join_id("space", booking.space_id)], "after": after}


async def cursor(hub: RunningHub) -> str:
    async with httpx.AsyncClient(base_url=hub.url) as client:
        answer = await client.post("/graphql", json={"query": "{ changesCursor }"})
    told: str = answer.json()["data"]["changesCursor"]
    return told


async def edit(database: BaseDBAsyncClient, booking: Booking, times: int = 1) -> None:
    for _ in range(times):
        await database.execute_query(EDIT, [booking.id])


async def cursors(speaker: Speaker, most: int) -> list[str]:
    """Those of as many changes as are told."""
    async with asyncio.timeout(SECONDS):
        return [(await speaker.told())["cursor"] for _ in range(most)]


async def test_all_hear_what_is_written_anywhere(
    hubs: list[RunningHub], database: BaseDBAsyncClient, booking: Booking
) -> None:
    begun = await cursor(hubs[0])
    async with asyncio.timeout(SECONDS), spoken(port(hubs[0])) as one, spoken(port(hubs[1])) as two:
        for speaker in (one, two):
            await speaker.begin(hubs[0].token)
            await speaker.subscribe("a", QUERY, **wished(booking, begun))
        booking.cancelled_at = clock.now()
        await booking.save()
        for speaker in (one, two):
            assert (await speaker.told())["change"] == "FREED"
        await make.booking(space=await Space.get(id=booking.space_id))
        for speaker in (one, two):
            assert (await speaker.told())["change"] == "TAKEN"


async def test_what_is_booked_at_one_hub_is_heard_at_the_other(
    hubs: list[RunningHub], booking: Booking
) -> None:
    space = join_id("space", booking.space_id)
    async with (
        asyncio.timeout(SECONDS),
        spoken(port(hubs[0])) as listener,
        spoken(port(hubs[1])) as booker,
    ):
        await listener.begin()
        await listener.subscribe("a", QUERY, spaces=[space], after=await cursor(hubs[0]))
        await booker.begin(hubs[1].token)
        await booker.subscribe("b", BOOK, space=space, **hour(15))
        assert (await booker.told())["problems"] == []
        told = await listener.told()
    assert (told["change"], told["booking"]) == ("TAKEN", {"version": None})


def hour(number: int) -> dict[str, str]:
    start = make.tomorrow_at(number)
    return {"start": start.isoformat(), "end": (start + timedelta(hours=1)).isoformat()}


async def test_nothing_is_missed_and_nothing_comes_twice_when_hubs_lose_the_database(
    hubs: list[RunningHub], database: BaseDBAsyncClient, booking: Booking
) -> None:
    admin = await asyncpg.connect(database.dsn)  # type: ignore[attr-defined] # ours has one
    begun = await cursor(hubs[0])
    try:
        async with spoken(port(hubs[0])) as speaker:
            await speaker.begin(hubs[0].token)
            await speaker.subscribe("a", QUERY, **wished(booking, begun))
            heard = asyncio.create_task(cursors(speaker, EVENTS))
            for name in ("hub hears", "hub reads", "hub hears"):
                await edit(database, booking, EVENTS // 3)
                await admin.execute(END, name)
            told = await heard
        async with spoken(port(hubs[1])) as speaker:
            await speaker.begin(hubs[1].token)
            await speaker.subscribe("a", QUERY, **wished(booking, begun))
            assert await cursors(speaker, EVENTS) == told
    finally:
        await admin.close()
    assert len(set(told)) == EVENTS


async def test_a_stream_goes_on_at_another_hub(
    hubs: list[RunningHub], database: BaseDBAsyncClient, booking: Booking
) -> None:
    given: dict[str, Any] = {"variables": wished(booking, await cursor(hubs[0]))}
    known = {"authorization": f"Bearer {hubs[0].token}"}
    await edit(database, booking, 2)
    async with asyncio.timeout(SECONDS):
        async with (
            httpx.AsyncClient(base_url=hubs[0].url) as client,
            streamed(client, QUERY, headers=known, **given) as events,
        ):
            first = await anext(events)
        headers = {**known, "last-event-id": first.id}
        async with (
            httpx.AsyncClient(base_url=hubs[1].url) as client,
            streamed(client, QUERY, headers=headers, **given) as events,
        ):
            second = await anext(events)
            await edit(database, booking)
            third = await anext(events)
    ids = [first.id, second.id, third.id]
    assert len(set(ids)) == 3
    told = [sent.data["data"]["bookingChanged"]["cursor"] for sent in (first, second, third)]
    assert told == ids


async def test_whose_token_is_revoked_hears_no_more(
    hubs: list[RunningHub], database: BaseDBAsyncClient, booking: Booking
) -> None:
    token = await accounts.token(Role.FRONT_DESK)
    given: dict[str, Any] = {
        "variables": wished(booking),
        "headers": {"authorization": f"Bearer {token}"},
    }
    async with (
        asyncio.timeout(SECONDS),
        spoken(port(hubs[0])) as speaker,
        httpx.AsyncClient(base_url=hubs[1].url) as client,
        streamed(client, QUERY, **given) as events,
        aclosing(events),
    ):
        await speaker.begin(token)
        await speaker.subscribe("a", QUERY, **wished(booking))
        await Token.filter(token_hash=tokens.hash_of(token)).update(revoked_at=clock.now())
        assert (await speaker.closed())[0] == 4401
        told = [sent async for sent in events]
        assert told[0].data["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
        assert told[1].event == "complete"


async def test_a_thousand_changes_come_in_their_order(
    hubs: list[RunningHub], database: BaseDBAsyncClient, booking: Booking
) -> None:
    query = """subscription($spaces: [ID!]!, $after: String) {
      bookingChanged(spaceIds: $spaces, after: $after) { bookingId change }
    }"""
    space = await Space.get(id=booking.space_id)
    made = [booking, await make.booking(make.tomorrow_at(15), space=space)]
    begun = await cursor(hubs[0])
    async with spoken(port(hubs[0])) as speaker:
        await speaker.begin()
        await speaker.subscribe("a", query, **wished(booking, begun))
        toggle = "UPDATE booking SET is_public = NOT is_public WHERE id = $1"
        for number in range(1000):
            await database.execute_query(toggle, [made[number % 2].id])
        async with asyncio.timeout(SECONDS):
            heard = [(await speaker.told())["bookingId"] for _ in range(1000)]
    assert heard == [join_id("booking", made[number % 2].id) for number in range(1000)]


async def test_a_hub_that_stops_sends_its_clients_elsewhere(
    shared_url: str, booking: Booking
) -> None:
    stack = ExitStack()
    hub = stack.enter_context(hub_process.running(shared_url))
    given: dict[str, Any] = {"variables": wished(booking)}
    async with (
        asyncio.timeout(SECONDS),
        spoken(port(hub)) as speaker,
        httpx.AsyncClient(base_url=hub.url) as client,
        streamed(client, QUERY, **given) as events,
        aclosing(events),
    ):
        await speaker.begin(hub.token)
        await speaker.subscribe("a", QUERY, **wished(booking))
        stopped = asyncio.create_task(asyncio.to_thread(stack.close))
        assert (await speaker.closed())[0] == 1001
        assert [sent async for sent in events] == []
        await stopped
