"""GraphQL over server-sent events, after GraphQL over SSE in its "distinct connections mode".

One request, one operation: each answer is an event `next` whose id is the cursor of a change, by
which a client that comes back says in `Last-Event-ID` after what it wants to hear more. When the
hub stops a stream breaks off without the event `complete`, and clients ask again.
"""

import asyncio
from collections.abc import Mapping
from contextlib import aclosing
from typing import Any

from starlette.types import Receive, Scope, Send

from hub.web.live.caller import Caller
from hub.web.live.desk import LiveDesk
from hub.web.live.results import refusal_of, results
from hub.web.parameters import Parameters
from hub.web.refusals import Headers

BEAT_SECONDS = 15.0
"""After how long a comment is sent, so that nobody in between takes the stream for dead."""
SEND_SECONDS = 30.0
"""Within which a client takes what is sent to it."""
LONGEST_ID = 200
MEDIA = b"text/event-stream"
FIELDS = [(b"content-type", MEDIA), (b"cache-control", b"no-store"), (b"x-accel-buffering", b"no")]
COMPLETE = b"event: complete\ndata:\n\n"
BEAT = b":\n\n"


class ClientLeft(Exception):
    """Nobody reads the stream any more."""


async def answer_stream(
    parameters: Parameters, caller: Caller, *, receive: Receive, send: Send, shared: Headers
) -> None:
    """Answer a request with a stream; what is refused before it begins is raised."""
    desk = caller.desk
    desk.require_open()
    with desk.time.held():
        viewer = await caller.viewer()
        begun = await desk.begin(
            parameters,
            viewer,
            after=_last_event(caller.headers),
            queries_only=caller.method in {"GET", "HEAD"},
        )
    if not hasattr(begun, "batches") and begun.status != 200:
        await desk.budget.charge_refused(caller.scope, viewer.purse)
    with desk.seats.seat(caller.payer(viewer.actor)):
        await Stream(caller, receive, send).run(begun, shared)


class Stream:
    """One stream, from its first byte to its last."""

    def __init__(self, caller: Caller, receive: Receive, send: Send) -> None:
        self._caller = caller
        self._receive = receive
        self._send_on = send

    async def run(self, begun: Any, shared: Headers) -> None:
        """Send one answer, or the answers of a subscription until it ends."""
        fields = [*FIELDS, *shared]
        await self._send_on({"type": "http.response.start", "status": 200, "headers": fields})
        try:
            if hasattr(begun, "batches"):
                await self._send(BEAT)
                await self._follow(begun)
            else:
                await self._send(_next(begun.body) + COMPLETE)
        except (ClientLeft, OSError):
            return
        await self._send_on({"type": "http.response.body", "body": b"", "more_body": False})

    async def _follow(self, subscription: Any) -> None:
        """Send what happens until something ends it; say so, unless the process stops."""
        caller = self._caller
        ends = [
            asyncio.ensure_future(each)
            for each in (
                caller.desk.stopping.wait(),
                self._tell(subscription),
                caller.watch(),
                self._beat(),
                self._leave(),
            )
        ]
        try:
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            error = next((each.exception() for each in ends if each.done()), None)
        finally:
            for end in ends:
                end.cancel()
            await asyncio.gather(*ends, return_exceptions=True)
        if isinstance(error, ClientLeft | OSError):
            raise error
        if isinstance(error, Exception):
            await self._send(_next(refusal_of(error).body) + COMPLETE)

    async def _tell(self, subscription: Any) -> None:
        async with aclosing(results(subscription, self._caller)) as events:
            async for event in events:
                await self._send(_next(event.body, id=event.cursor))

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            await self._send(BEAT)

    async def _leave(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        raise ClientLeft

    async def _send(self, chunk: bytes) -> None:
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await self._send_on(
                    {"type": "http.response.body", "body": chunk, "more_body": True}
                )
        except TimeoutError as error:
            raise ClientLeft from error


def caller_of(scope: Scope) -> Caller:
    """Who asks for a stream."""
    desk: LiveDesk = scope["state"]["live"]
    return Caller(desk, scope, method=scope["method"])


def _last_event(headers: Mapping[bytes, bytes]) -> str | None:
    said = headers.get(b"last-event-id", b"")[:LONGEST_ID].decode("latin-1").strip()
    return said or None


def _next(body: bytes, *, id: str | None = None) -> bytes:
    # Between the values of an answer there may be line breaks, within them there are none.
    line = body.replace(b"\n", b" ")
    named = f"id: {id}\n".encode() if id is not None else b""
    return b"event: next\n" + named + b"data: " + line + b"\n\n"
