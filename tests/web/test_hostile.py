"""A thousand hostile requests, each refused in few words, leave the hub answering."""

import asyncio
from collections.abc import Generator
from itertools import cycle, islice

import httpx
import pytest

from tests import hub_process
from tests.hub_process import RunningHub
from tests.web import hostile
from tests.web.hostile import Hostile

pytestmark = pytest.mark.anyio

HOW_MANY = 1_000
AT_ONCE = 16
LONGEST_ANSWER = 12_000
"""Some documents have twenty errors, each of which quotes a part of them."""


@pytest.fixture(scope="module")
def hub(database_url: str) -> Generator[RunningHub]:
    with hub_process.running(database_url) as hub:
        yield hub


async def test_a_thousand_hostile_requests_leave_the_hub_answering(hub: RunningHub) -> None:
    waiting = list(islice(cycle(hostile.requests()), HOW_MANY))
    async with httpx.AsyncClient(base_url=hub.url, timeout=30) as client:
        await asyncio.gather(*(_attack(client, waiting) for _ in range(AT_ONCE)))
        honest = await client.post("/graphql", json={"query": "{ __typename }"})
    assert waiting == []
    assert (honest.status_code, honest.json()["data"]) == (200, {"__typename": "Query"})


async def _attack(client: httpx.AsyncClient, waiting: list[Hostile]) -> None:
    while waiting:
        given = waiting.pop()
        response = await client.request(
            given.method, given.path, content=given.body, headers=given.headers
        )
        assert response.status_code in given.statuses, (given.path, given.body[:80])
        assert response.headers["content-type"].startswith("application/graphql-response+json")
        assert list(response.json()) == ["errors"]
        assert all("code" in error["extensions"] for error in response.json()["errors"])
        assert len(response.content) < LONGEST_ANSWER, given.body[:80]


@pytest.mark.parametrize(
    "garbage",
    [
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"GET /graphql\r\n\r\n",
        b"POST /graphql HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST /graphql HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"POST /graphql HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"\x00" * 1_000,
    ],
    ids=["TLS", "no version", "negative", "two lengths", "bad chunk", "zeros"],
)
async def test_what_is_no_http_ends_its_own_connection_only(
    hub: RunningHub, garbage: bytes
) -> None:
    url = httpx.URL(hub.url)
    reader, writer = await asyncio.open_connection(url.host, url.port)
    writer.write(garbage)
    answer = await asyncio.wait_for(reader.read(), 10)
    assert b"200 OK" not in answer
    writer.close()
    async with httpx.AsyncClient(base_url=hub.url) as client:
        assert (await client.get("/livez")).status_code == 200
