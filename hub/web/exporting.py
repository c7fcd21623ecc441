"""Exports of lists: a query in, the rows of its one connection out as a file, page by page."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from starlette.types import Receive, Scope, Send

from hub import clock, logs
from hub.actor import Viewer
from hub.errors import HubError, Refusal
from hub.messages import language_of, message
from hub.purse import FREE, Purse
from hub.settings import Settings
from hub.time_limit import TimeLimit
from hub.web import refusals
from hub.web.answers import send_answer, send_refusal
from hub.web.bodies import ClientGone, read_body
from hub.web.budget import Budget
from hub.web.callers import Callers
from hub.web.export_forms import File, Form, Make, Paged
from hub.web.graphql import Answer
from hub.web.negotiation import GRAPHQL, require_json, require_plain
from hub.web.origins import NOTHING, Origins
from hub.web.parameters import Parameters, from_address, from_body, named
from hub.web.refusals import Headers, Refused, method_not_allowed, over_limit

METHODS = "GET, POST, OPTIONS"
MOST_AT_ONCE = 4
"""In one process; each more would only make the others wait."""
MOST_SECONDS = 900.0
"""For a whole export; with the usual budget that is as long as the largest may take."""

logger = logging.getLogger(__name__)


@runtime_checkable
class Walk(Paged, Protocol):
    """The pages of what is exported."""

    name: str
    is_over: bool

    async def page(self) -> list[Any] | Answer:
        """The next page, or the answer that refuses it."""
        ...


class Stopped(Exception):
    """What should be exported was refused, or a page of it."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


@dataclass
class ExportDesk:
    """What the endpoint works with while the hub is open."""

    begin: Callable[[Parameters, Viewer], Walk | Answer]
    """Yields an answer for what cannot be exported."""
    callers: Callers
    time: TimeLimit
    budget: Budget
    under_way: int = 0

    @asynccontextmanager
    async def place(self) -> AsyncGenerator[None]:
        """One of the few places for exports."""
        if self.under_way >= MOST_AT_ONCE:
            busy = "Others are exporting at the moment: try again shortly."
            raise Refused(503, "EXPORT_BUSY", busy, headers=[(b"retry-after", b"10")])
        self.under_way += 1
        try:
            async with asyncio.timeout(MOST_SECONDS):
                yield
        finally:
            self.under_way -= 1


class Client:
    """Whom the file goes to: its answer begins with the first bytes that there are."""

    def __init__(self, receive: Receive, send: Send, shared: Headers) -> None:
        self.shared = shared
        self.has_begun = False
        self._send = send
        self._gone = asyncio.ensure_future(receive())

    async def wait(self, seconds: float) -> None:
        """Wait, and no longer than the client does: raises ClientGone."""
        done, _ = await asyncio.wait({self._gone}, timeout=seconds)
        if done:
            raise ClientGone

    async def begin(self, headers: Headers) -> None:
        self.has_begun = True
        fields = [*headers, *self.shared, (b"cache-control", b"no-store")]
        await self._send({"type": "http.response.start", "status": 200, "headers": fields})

    async def send(self, chunk: bytes, *, is_last: bool = False) -> None:
        body = {"type": "http.response.body", "body": chunk, "more_body": not is_last}
        await self._send(body)

    def leave(self) -> None:
        self._gone.cancel()


class ExportEndpoint:
    """Answers requests for exports, as an ASGI application."""

    def __init__(self, settings: Settings) -> None:
        self._origins = Origins(settings.allowed_origins)
        self._most_bytes = settings.max_body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers: dict[bytes, bytes] = dict(scope["headers"])
        shared, client = NOTHING, None
        try:
            shared = self._origins.admit(headers)
            if scope["method"] == "OPTIONS":
                preflight = self._origins.preflight(shared, METHODS)
                return await send_answer(send, 204, headers=preflight, body=None)
            desk: ExportDesk = scope["state"]["exports"]
            desk.budget.admit(scope)
            async with desk.place():
                make, walk, page = await self._begun(desk, scope, receive, headers=headers)
                client = Client(receive, send, shared)
                await _exported(make, walk, page, desk=desk, client=client)
        except ClientGone:
            return None
        except Exception as error:  # noqa: BLE001 - the edge: whatever happened is answered
            language = language_of(headers.get(b"accept-language", b""))
            await _refused(send, error, client, shared=shared, language=language)
        finally:
            if client is not None:
                client.leave()
        return None

    async def _begun(
        self, desk: ExportDesk, scope: Scope, receive: Receive, *, headers: Mapping[bytes, bytes]
    ) -> tuple[Make, Walk, list[Any]]:
        """How the file is made, and its first page: until then nothing is promised."""
        purse: Purse | None = None
        page = None
        try:
            with desk.time.held():
                make, parameters = await self._asked(scope, receive, headers)
                now = clock.now()
                actor = await desk.callers.actor(headers, scope["method"], now)
                purse = FREE
                purse = desk.budget.of(actor, scope)
                language = language_of(headers.get(b"accept-language", b""))
                day = now.astimezone(clock.ROME).date()
                walk = desk.begin(parameters, Viewer(now, day, actor, language, purse))
                if not isinstance(walk, Walk):
                    raise Stopped(walk)
                page = await _page(walk)
                return make, walk, page
        except TimeoutError as error:
            raise refusals.slow_answer(desk.time.seconds) from error
        finally:
            if page is None:
                await desk.budget.charge_refused(scope, purse)

    async def _asked(
        self, scope: Scope, receive: Receive, headers: Mapping[bytes, bytes]
    ) -> tuple[Make, Parameters]:
        query_string: bytes = scope["query_string"]
        if scope["method"] not in {"GET", "POST"}:
            raise method_not_allowed(METHODS)
        if len(query_string) > self._most_bytes:
            words = "The address has {measured} bytes, at most {limit} are allowed: use POST."
            measured = len(query_string)
            raise over_limit(414, "URI_TOO_LONG", words, limit=self._most_bytes, measured=measured)
        given = named(query_string)
        make = Form(given.get("format"), given.get("dialect")).maker()
        if scope["method"] == "POST":
            require_json(headers.get(b"content-type", b""))
            require_plain(headers.get(b"content-encoding", b""))
        body = await read_body(receive, headers, self._most_bytes)
        return make, from_body(body) if scope["method"] == "POST" else from_address(query_string)


async def _exported(
    make: Make, walk: Walk, page: list[Any], *, desk: ExportDesk, client: Client
) -> None:
    with closing(make(walk)) as file:
        await _put(file.add(page), file, walk, client=client)
        while not walk.is_over:
            page = await _next(walk, desk, client)
            await _put(file.add(page), file, walk, client=client)
        chunks = file.end()
        # The end of a workbook is its compression, which takes a while.
        while chunk := await asyncio.to_thread(_following, chunks):
            await _put(chunk, file, walk, client=client)
        await client.send(b"", is_last=True)


async def _next(walk: Walk, desk: ExportDesk, client: Client) -> list[Any]:
    """The next page, as soon as the budget has it."""
    while True:
        await client.wait(0)
        try:
            with desk.time.held():
                return await _page(walk)
        except Refused as refused:
            if refused.status != 429:
                raise
            await client.wait(_seconds(refused))


async def _page(walk: Walk) -> list[Any]:
    page = await walk.page()
    if not isinstance(page, list):
        raise Stopped(page)
    return page


async def _put(chunk: bytes, file: File, walk: Walk, *, client: Client) -> None:
    if not chunk:
        return
    if not client.has_begun:
        name = f"{walk.name}.{file.ending}"
        disposition = f'attachment; filename="{name}"'
        await client.begin(
            [
                (b"content-type", file.media_type.encode()),
                (b"content-disposition", disposition.encode()),
            ]
        )
    await client.send(chunk)


async def _refused(
    send: Send, error: Exception, client: Client | None, *, shared: Headers, language: str
) -> None:
    """Say why there is no file; of half a file the connection breaks off, which clients notice."""
    if client is not None and client.has_begun:
        if isinstance(error, HubError | Refused | Stopped | TimeoutError):
            logger.warning("export broken off", extra={"reason": type(error).__name__})
        else:
            logs.incident(error)
        return
    if isinstance(error, Stopped):
        headers = [(b"content-type", GRAPHQL), *shared]
        await send_answer(send, error.answer.status, headers=headers, body=error.answer.body)
        return
    await send_refusal(send, _as_refused(error, language), shared)


def _as_refused(error: Exception, language: str) -> Refused:
    if isinstance(error, TimeoutError):
        return refusals.slow_answer(MOST_SECONDS)
    if isinstance(error, Refusal):
        return Refused(422, error.code, message(error.sentence, language, **error.values))
    return refusals.of(error)


def _seconds(refused: Refused) -> float:
    return float(dict(refused.headers)[b"retry-after"])


def _following(chunks: Iterator[bytes]) -> bytes:
    return next(chunks, b"")
