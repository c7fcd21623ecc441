"""GraphQL over a WebSocket, after the sub-protocol graphql-transport-ws.

Queries and mutations are answered once, subscriptions until one side ends them.
"""

import asyncio
from contextlib import ExitStack, suppress
from typing import Any

from starlette.types import Receive, Send

from hub.web import refusals
from hub.web.live import messages
from hub.web.live.caller import Caller
from hub.web.live.messages import Close, Closed, Message
from hub.web.live.operations import Operations
from hub.web.refusals import Refused

INIT_SECONDS = 10.0
"""Within which a client says who it is."""


class Gone(Exception):
    """The client has closed the socket."""


class Socket:
    """One socket, from its acceptance to its end."""

    def __init__(self, receive: Receive, send: Send, caller: Caller) -> None:
        self._receive = receive
        self._send = send
        self._caller = caller
        self._desk = caller.desk
        self._has_begun = False
        self._acknowledged = asyncio.Event()
        self._operations = Operations(caller, self._say)
        self._seat = ExitStack()

    async def serve(self) -> None:
        """Speak until one side closes."""
        tasks: list[asyncio.Future[Any]] = [
            asyncio.ensure_future(each)
            for each in (self._listen(), self._watch(), self._desk.stopping.wait())
        ]
        try:
            ends = [*tasks, self._operations.refused]
            done, _ = await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            why = next(iter(done)).exception()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self._operations.stop()
            self._seat.close()
        if not isinstance(why, Gone):
            await close(self._send, _closed(why))

    async def _listen(self) -> None:
        try:
            async with asyncio.timeout(INIT_SECONDS):
                while not self._acknowledged.is_set():
                    await self._take(await self._message())
        except TimeoutError as error:
            reason = "Connection initialisation timeout"
            raise Closed(Close.INITIALISATION_TIMEOUT, reason) from error
        while True:
            await self._take(await self._message())

    async def _watch(self) -> None:
        await self._acknowledged.wait()
        await self._caller.watch()

    async def _message(self) -> Message:
        received = await self._receive()
        if received["type"] == "websocket.disconnect":
            raise Gone
        text = received.get("text")
        if text is None:
            raise Closed(Close.BAD_REQUEST, "Messages are text, not bytes.")
        return messages.read(text)

    async def _take(self, message: Message) -> None:
        match message.type:
            case "connection_init":
                await self._begin(message)
            case "subscribe":
                self._subscribe(message)
            case "complete":
                self._operations.end(message.id)
            case "ping":
                await self._say(messages.pong(message.payload))
            case "pong":
                pass
            case _:
                raise Closed(Close.BAD_REQUEST, "There is no message of this type.")

    async def _begin(self, message: Message) -> None:
        if self._has_begun:
            raise Closed(Close.TOO_MANY_INITIALISATIONS, "Too many initialisation requests")
        self._has_begun = True
        authorization = (message.payload or {}).get("authorization")
        if authorization is not None:
            if not isinstance(authorization, str) or not authorization.isascii():
                raise Closed(Close.BAD_REQUEST, "`authorization` is a text: `Bearer phub_...`.")
            self._caller.headers[b"authorization"] = authorization.encode()
        try:
            actor = await self._caller.actor()
        except Refused:
            await self._desk.budget.charge_refused(self._caller.scope, None)
            raise
        self._seat.enter_context(self._desk.seats.seat(self._caller.payer(actor)))
        self._acknowledged.set()
        await self._say(messages.acknowledgement())

    def _subscribe(self, message: Message) -> None:
        if not self._acknowledged.is_set():
            raise Closed(Close.UNAUTHORIZED, "Unauthorized: begin with connection_init.")
        if not message.id:
            raise Closed(Close.BAD_REQUEST, "`subscribe` needs an `id`.")
        self._operations.begin(message.id, message.parameters)

    async def _say(self, text: str) -> None:
        await self._send({"type": "websocket.send", "text": text})


def _closed(why: BaseException | None) -> Closed:
    """As what a socket is closed, by what has ended it; without anything the process stops."""
    if why is None:
        return Closed(Close.GOING_AWAY, "The hub is about to stop: connect again.")
    if isinstance(why, Closed):
        return why
    if isinstance(why, Refused):
        return Closed.of(why)
    return Closed.of(refusals.of(why if isinstance(why, Exception) else Exception(why)))


async def close(send: Send, closed: Closed) -> None:
    with suppress(OSError):  # it may be gone meanwhile
        message = {"type": "websocket.close", "code": int(closed.code), "reason": closed.reason}
        await send(message)
