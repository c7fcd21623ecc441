"""An export on its way to a client: page by page, as fast as its budget and the line allow."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from starlette.types import Receive, Send

from hub import logs
from hub.errors import HubError, Refusal
from hub.messages import message
from hub.web import refusals
from hub.web.answers import send_answer, send_refusal
from hub.web.bodies import ClientGone
from hub.web.export_desk import MOST_SECONDS, ExportDesk, Stopped, Walk
from hub.web.export_forms import File, Make
from hub.web.negotiation import GRAPHQL
from hub.web.refusals import Headers, Refused

logger = logging.getLogger(__name__)


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


async def send_export(
    make: Make, walk: Walk, page: list[Any], *, desk: ExportDesk, client: Client
) -> None:
    """Send the file, whose first page has been read."""
    with closing(make(walk)) as file:
        await _put(file.add(page), file, walk, client=client)
        while not walk.is_over:
            page = await _in_turn(walk, desk, client)
            await _put(file.add(page), file, walk, client=client)
        chunks = file.end()
        # The end of a workbook is its compression, which takes a while.
        while chunk := await asyncio.to_thread(_following, chunks):
            await _put(chunk, file, walk, client=client)
        await client.send(b"", is_last=True)


async def _in_turn(walk: Walk, desk: ExportDesk, client: Client) -> list[Any]:
    """The next page, as soon as the budget has it."""
    while True:
        await client.wait(0)
        try:
            with desk.time.held():
                return await next_page(walk)
        except TimeoutError as error:
            raise refusals.slow_answer(desk.time.seconds) from error
        except Refused as refused:
            if refused.status != 429:
                raise
            await client.wait(_seconds(refused))


async def next_page(walk: Walk) -> list[Any]:
    """The next page; raises Stopped where it is refused."""
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


async def send_refused(
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
