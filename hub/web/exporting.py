"""Exports of lists: a query in, the rows of its one connection out as a file, page by page."""

from collections.abc import Mapping
from typing import Any

from starlette.types import Receive, Scope, Send

from hub import clock
from hub.actor import Viewer
from hub.messages import language_of
from hub.purse import FREE, Purse
from hub.settings import Settings
from hub.web import refusals
from hub.web.answers import send_answer
from hub.web.bodies import ClientGone, read_body
from hub.web.export_desk import ExportDesk, Stopped, Walk
from hub.web.export_forms import Form, Make
from hub.web.export_sending import Client, next_page, send_export, send_refused
from hub.web.negotiation import require_json, require_plain
from hub.web.origins import NOTHING, Origins
from hub.web.parameters import Parameters, from_address, from_body, named
from hub.web.refusals import method_not_allowed, over_limit

METHODS = "GET, POST, OPTIONS"


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
                await send_export(make, walk, page, desk=desk, client=client)
        except ClientGone:
            return None
        except Exception as error:  # noqa: BLE001 - the edge: whatever happened is answered
            language = language_of(headers.get(b"accept-language", b""))
            await send_refused(send, error, client, shared=shared, language=language)
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
                day = clock.day_of(now)
                walk = desk.begin(parameters, Viewer(now, day, actor, language, purse))
                if not isinstance(walk, Walk):
                    raise Stopped(walk)
                page = await next_page(walk)
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
