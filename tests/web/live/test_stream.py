"""GraphQL over server-sent events: one request, one stream."""

import json
from collections.abc import AsyncGenerator
from typing import Any

import httpx
import pytest

from tests.web.door import Engine, door, served
from tests.web.live.speaking import Sent, streamed

pytestmark = pytest.mark.anyio

COMPLETE = Sent("complete", None, None)
STREAM = "text/event-stream"


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
async def client(engine: Engine) -> AsyncGenerator[httpx.AsyncClient]:
    with served(door(engine)) as port:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
            yield client


@pytest.mark.parametrize("method", ["POST", "GET"])
async def test_each_answer_is_an_event_with_its_cursor(
    client: httpx.AsyncClient, method: str
) -> None:
    async with streamed(client, "count to 3", method=method) as events:
        for number in (1, 2, 3):
            sent = await anext(events)
            assert sent == Sent("next", str(number), {"data": {"number": number}})


async def test_who_comes_back_says_after_what(client: httpx.AsyncClient) -> None:
    headers = {"last-event-id": "2"}
    async with streamed(client, "count to 3", method="GET", headers=headers) as events:
        assert (await anext(events)).id == "3"


async def test_a_query_is_answered_once(client: httpx.AsyncClient) -> None:
    async with streamed(client, "{ anything }") as events:
        assert [event async for event in events] == [
            Sent("next", None, {"data": {"answered": True}}),
            COMPLETE,
        ]


async def test_what_is_wrong_with_a_document_is_told_in_the_stream(
    client: httpx.AsyncClient,
) -> None:
    async with streamed(client, "invalid") as events:
        assert [event async for event in events] == [
            Sent("next", None, {"errors": [{"message": "invalid"}]}),
            COMPLETE,
        ]


async def test_a_mutation_is_not_read(client: httpx.AsyncClient) -> None:
    async with streamed(client, "mutation", method="GET") as events:
        sent = await anext(events)
    assert "errors" in sent.data
    async with streamed(client, "mutation") as events:
        assert (await anext(events)).data == {"data": {"answered": True}}


@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        ({"headers": {"authorization": "Bearer wrong"}}, 401, "UNAUTHENTICATED"),
        ({"headers": {"origin": "https://elsewhere.example"}}, 403, "FOREIGN_ORIGIN"),
        ({"headers": {"content-type": "text/plain"}}, 415, "UNSUPPORTED_MEDIA_TYPE"),
        ({"content": b"no JSON"}, 400, "BAD_REQUEST"),
        ({"content": b"{}" + b" " * 300_000}, 413, "BODY_TOO_LARGE"),
    ],
)
async def test_what_is_wrong_with_a_request_is_refused_before_the_stream(
    client: httpx.AsyncClient, given: dict[str, Any], *, status: int, code: str
) -> None:
    headers = {"accept": STREAM, "content-type": "application/json"}
    headers |= given.get("headers", {})
    content = given.get("content", b'{"query": "count to 1"}')
    response = await client.post("/graphql", content=content, headers=headers)
    assert response.status_code == status
    assert response.json()["errors"][0]["extensions"]["code"] == code


@pytest.mark.parametrize(
    ("accept", "is_stream"),
    [
        (STREAM, True),
        (f"{STREAM}, */*", True),
        (f"{STREAM}, application/json;q=0.5", True),
        (f"application/json, {STREAM}", False),
        (f"application/graphql-response+json, {STREAM};q=0.9", False),
        (f"{STREAM};q=0, application/json", False),
        ("*/*", False),
    ],
)
async def test_a_stream_is_sent_to_whom_it_is_dearer(
    client: httpx.AsyncClient, accept: str, *, is_stream: bool
) -> None:
    response = await client.post(
        "/graphql", json={"query": "{ anything }"}, headers={"accept": accept}
    )
    assert (response.headers["content-type"] == STREAM) is is_stream


async def test_an_answer_is_one_line(client: httpx.AsyncClient) -> None:
    response = await client.post(
        "/graphql", json={"query": "{ anything }"}, headers={"accept": STREAM}
    )
    assert response.text == (
        f"event: next\ndata: {json.dumps({'data': {'answered': True}}, separators=(',', ':'))}\n\n"
        "event: complete\ndata:\n\n"
    )
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-request-id"]
