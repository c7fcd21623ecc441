"""WebSocket handshakes: browsers let any page begin one and send the cookie along; none succeeds."""

import pytest

from tests.web.door import Engine, door, served
from tests.web.test_heads import answered

pytestmark = pytest.mark.anyio

HANDSHAKE = (
    "GET /graphql HTTP/1.1\r\nHost: hub.test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Protocol: graphql-transport-ws\r\nCookie: hub={secret}\r\nOrigin: {origin}\r\n\r\n"
)
ORIGINS = ("http://hub.test", "https://elsewhere.example", "null")


@pytest.mark.parametrize("origin", ORIGINS)
async def test_a_handshake_is_refused(origin: str) -> None:
    engine = Engine()
    with served(door(engine)) as port:
        handshake = HANDSHAKE.format(secret="A" * 43, origin=origin)
        said = await answered(port, handshake.encode(), seconds=1)
    assert said.startswith(b"HTTP/1.1 4")
    assert b"101 Switching" not in said
    assert b'"errors"' in said
    assert engine.asked == []
