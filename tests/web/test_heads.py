"""What comes before a body is bounded, in bytes and in time."""

import asyncio

import pytest

from hub.web.protocol import LARGEST_HEAD, Protocol
from tests.web.door import Engine, door, served

pytestmark = pytest.mark.anyio

BODY = b'{"query": "{a}"}'
HEAD = b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
ENDED = HEAD + b"Content-Length: 16\r\n\r\n"


async def answered(port: int, *parts: bytes, seconds: float = 5) -> bytes:
    """All that the server says until it hangs up, or falls silent."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    said = b""
    try:
        for part in parts:
            writer.write(part)
            await writer.drain()
        while read := await asyncio.wait_for(reader.read(65536), seconds):
            said += read
    except (TimeoutError, ConnectionError):
        pass
    finally:
        writer.close()
    return said


async def test_headers_without_an_end_are_refused() -> None:
    engine = Engine()
    with served(door(engine)) as port:
        said = await answered(port, HEAD + b"X-Long: ", *[b"a" * 65536] * 40)
    assert engine.asked == []
    # A server that hangs up on a client that still sends may take its last words with it.
    assert said == b"" or said.startswith(b"HTTP/1.1 431 ")
    assert said == b"" or f'"limit":{LARGEST_HEAD}'.encode() in said


async def test_headers_in_many_pieces_are_one_request() -> None:
    engine = Engine()
    with served(door(engine)) as port:
        pieces = [ENDED[at : at + 7] for at in range(0, len(ENDED), 7)]
        said = await answered(port, *pieces, BODY, seconds=0.5)
    assert said.startswith(b"HTTP/1.1 200 ")
    assert len(engine.asked) == 1


async def test_large_bodies_on_one_connection_are_no_headers() -> None:
    text = b'{"query": "' + b"#" * 200_000 + b'"}'
    request = HEAD + f"Content-Length: {len(text)}\r\n\r\n".encode() + text
    engine = Engine()
    with served(door(engine)) as port:
        said = await answered(port, *[request] * 5, seconds=1)
    assert said.count(b"HTTP/1.1 200 ") == 5


@pytest.mark.parametrize("beginning", [b"", b"POST /graph", HEAD])
async def test_a_head_that_does_not_arrive_is_given_up(
    beginning: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Protocol, "head_seconds", 0.2)
    with served(door(Engine())) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(beginning)
        assert await asyncio.wait_for(reader.read(), 3) == b""
        writer.close()


async def test_who_has_sent_a_head_in_time_is_not_hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Protocol, "head_seconds", 0.1)
    with served(door(Engine())) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(2):
            writer.write(ENDED)
            await asyncio.sleep(0.3)
            writer.write(BODY)
            assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200 ")
            await reader.readexactly(26)
            await asyncio.sleep(0.3)
        writer.close()
