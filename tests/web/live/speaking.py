"""A client of the sub-protocol, and one of streams, as tests speak them."""

import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

SUBPROTOCOL = Subprotocol("graphql-transport-ws")
SECONDS = 10


@dataclass(frozen=True, slots=True)
class Speaker:
    """One end of a socket."""

    socket: ClientConnection

    async def say(self, type: str, **given: Any) -> None:
        await self.socket.send(json.dumps({"type": type, **given}))

    async def begin(self, token: str | None = None) -> None:
        payload = {"authorization": f"Bearer {token}"} if token else None
        await self.say("connection_init", payload=payload)
        assert await self.heard() == {"type": "connection_ack"}

    async def subscribe(self, id: str, query: str, **variables: Any) -> None:
        await self.say("subscribe", id=id, payload={"query": query, "variables": variables})

    async def heard(self) -> dict[str, Any]:
        """The next message."""
        message: dict[str, Any] = json.loads(await self.socket.recv())
        return message

    async def told(self) -> Any:
        """What the next answer says, which is no error."""
        message = await self.heard()
        assert message["type"] == "next", message
        (told,) = message["payload"]["data"].values()
        return told

    async def closed(self) -> tuple[int, str]:
        """As what the other end closes the socket."""
        with suppress(ConnectionClosed):
            while True:
                await self.socket.recv()
        await self.socket.wait_closed()
        code, reason = self.socket.close_code, self.socket.close_reason
        assert code is not None
        return code, reason or ""


@asynccontextmanager
async def spoken(port: int, *, path: str = "/graphql", **given: Any) -> AsyncGenerator[Speaker]:
    """A socket to the hub at a port of this machine."""
    given.setdefault("subprotocols", [SUBPROTOCOL])
    url = f"ws://127.0.0.1:{port}{path}"
    async with connect(url, open_timeout=SECONDS, **given) as socket:
        yield Speaker(socket)


@dataclass(frozen=True, slots=True)
class Sent:
    """An event of a stream."""

    event: str
    id: str | None
    data: Any


@asynccontextmanager
async def streamed(
    client: httpx.AsyncClient, query: str, *, method: str = "POST", **given: Any
) -> AsyncGenerator[AsyncGenerator[Sent]]:
    """The events of a stream."""
    headers = {"accept": "text/event-stream", **given.pop("headers", {})}
    asked: dict[str, Any] = {"params" if method == "GET" else "json": {"query": query, **given}}
    async with client.stream(method, "/graphql", headers=headers, **asked) as response:
        assert response.status_code == 200, await response.aread()
        assert response.headers["content-type"] == "text/event-stream"
        yield _events(response)


async def _events(response: httpx.Response) -> AsyncGenerator[Sent]:
    fields: dict[str, str] = {}
    async for line in response.aiter_lines():
        name, _, value = line.partition(":")
        if name:
            fields[name] = value.removeprefix(" ")
        elif not line and "event" in fields:
            data = fields.get("data")
            yield Sent(fields["event"], fields.get("id"), json.loads(data) if data else None)
            fields = {}
