"""A client that dawdles is left, and one that is gone is forgotten."""

import asyncio

import pytest

from tests.web.door import Engine, door, served

pytestmark = pytest.mark.anyio

BEGINNING = (
    b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    b'Content-Length: 100\r\n\r\n{"query": '
)


async def test_a_body_that_does_not_arrive_is_given_up() -> None:
    with served(door(Engine(), request_seconds=0.3)) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(BEGINNING)
        answer = await asyncio.wait_for(reader.read(), 5)
        writer.close()
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 408 ")
    assert b"connection: close" in head
    assert b'"code":"REQUEST_TIMEOUT","limit":0.3' in body


async def test_a_client_that_leaves_in_the_middle_is_no_incident(
    caplog: pytest.LogCaptureFixture,
) -> None:
    engine = Engine()
    with served(door(engine, request_seconds=5)) as port:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(BEGINNING)
        await writer.drain()
        writer.close()
        await writer.wait_closed()
        await asyncio.sleep(0.2)
    assert engine.asked == []
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


async def test_one_connection_carries_many_requests() -> None:
    request = (
        b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        b'Content-Length: 16\r\n\r\n{"query": "{a}"}'
    )
    engine = Engine()
    with served(door(engine)) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request * 3)
        for _ in range(3):
            head = await reader.readuntil(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200 ")
            assert await reader.readexactly(26) == b'{"data":{"answered":true}}'
        writer.close()
    assert len(engine.asked) == 3
