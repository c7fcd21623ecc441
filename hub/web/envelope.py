"""What surrounds every answer: a request id, security headers, a line in the log."""

import random
import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hub import clock, logs
from hub.request_log import RequestLog
from hub.web import refusals
from hub.web.answers import send_refusal
from hub.web.negotiation import GRAPHQL, JSON
from hub.web.refusals import Headers

ID = re.compile(rb"[A-Za-z0-9._-]{8,64}")
SECRET_PATH = re.compile("/(calendar|invitation|reset|verify)/")
UNLOGGED = frozenset({"/livez", "/readyz"})
POLICY = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")
ALWAYS = (b"x-content-type-options", b"nosniff")
OF_DOCUMENTS = (
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
DATA = frozenset({(b"content-type", GRAPHQL), (b"content-type", JSON)})
"""What the GraphQL endpoint's answers begin with."""
HTTPS_ONLY = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")


class Envelope:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, *, is_https: bool, log: RequestLog | None) -> None:
        self._app = app
        self._log = log
        self._always = [ALWAYS, HTTPS_ONLY] if is_https else [ALWAYS]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            return await self._surround_socket(scope, receive, send)
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        begun, status, id = clock.ticks(), 0, _request_id(scope["headers"])
        logs.request_id.set(id.decode())

        async def send_on(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = self._complete(message["headers"], id)
            await send(message)

        try:
            await self._app(scope, receive, send_on)
        except Exception as error:
            if status:
                # Half an answer is out: only the server can still break the connection.
                raise
            await send_refusal(send_on, refusals.of(error))
        finally:
            if self._log and scope["path"] not in UNLOGGED:
                self._log.note(
                    id.decode(),
                    method=scope["method"],
                    # A path that leads nowhere may hold anything.
                    path=None if status == 404 else _told(scope["path"]),
                    status=status or None,  # none when the client is gone
                    milliseconds=round((clock.ticks() - begun) * 1000, 1),
                )
        return None

    async def _surround_socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A socket has one line at its end: how long it was open, and as what it was closed."""
        begun, status, id = clock.ticks(), 0, _request_id(scope["headers"])
        logs.request_id.set(id.decode())

        async def send_on(message: Message) -> None:
            nonlocal status
            if message["type"] == "websocket.http.response.start":
                status = message["status"]
                message["headers"] = self._complete(message["headers"], id)
            elif message["type"] == "websocket.close":
                status = message.get("code", 1000)
            await send(message)

        try:
            await self._app(scope, receive, send_on)
        finally:
            if self._log:
                self._log.note(
                    id.decode(),
                    method="SOCKET",
                    path=_told(scope["path"]),
                    status=status or None,  # none when the client has closed it
                    milliseconds=round((clock.ticks() - begun) * 1000, 1),
                )

    def _complete(self, headers: Headers, id: bytes) -> Headers:
        completed = [*headers, *self._always, (b"x-request-id", id)]
        kind = headers[0] if headers else None
        if kind not in DATA:  # which no browser shows as a document
            completed += OF_DOCUMENTS
        # A page brings the policy that its own scripts and styles need.
        if kind in DATA or POLICY[0] not in dict(headers):
            completed.append(POLICY)
        return completed


def _told(path: str) -> str:
    """A path without the secret that a link in a mail ends with."""
    page = SECRET_PATH.match(path)
    return f"{page[0]}…" if page else path


def _request_id(headers: Headers) -> bytes:
    """The id that a proxy gave the request, if it is one, else a new one."""
    for name, value in headers:
        if name == b"x-request-id" and ID.fullmatch(value):
            return value
    # It tells requests apart and is no secret; asking the kernel for one would take a while.
    return b"%016x" % random.getrandbits(64)
