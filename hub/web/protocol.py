"""HTTP/1.1 and WebSocket as uvicorn speaks them, with bounds where it has none."""

import asyncio
import logging
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from hub.web.refusals import over_limit

quiet = logging.getLogger("hub.web.sockets")
quiet.setLevel(logging.WARNING)

LARGEST_HEAD = 512 * 1024
"""Bytes of a request line and headers: twice what an address may have, and no browser sends."""
HEAD_SECONDS = 10.0
"""Within which they arrive; from then on the time of the request itself is bounded."""


class Protocol(HttpToolsProtocol):
    """One connection."""

    head_seconds = HEAD_SECONDS

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._reads_head = True
        self._has_begun = False
        self._head = 0
        self._patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._be_patient()

    def connection_lost(self, exc: Exception | None) -> None:
        self._have_done()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._reads_head:
            # Looked at before the new bytes are added: of those, most may belong to a body.
            if self._head > LARGEST_HEAD:
                return self._refuse()
            self._head += len(data)
        super().data_received(data)
        if self._has_begun and self._patience is None:  # which few have: most come whole
            self._be_patient()
        return None

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._head = 0
        self._has_begun = True

    def on_headers_complete(self) -> None:
        self._reads_head = self._has_begun = False
        self._have_done()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._reads_head, self._head = True, 0

    def _be_patient(self) -> None:
        self._patience = self.loop.call_later(self.head_seconds, self.transport.close)

    def _have_done(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _refuse(self) -> None:
        # No last words into the middle of an answer to the request before.
        is_quiet = getattr(self.cycle, "response_complete", True)
        if is_quiet and not self.transport.is_closing():
            self.transport.write(_too_large(self._head))
        self.transport.close()


class SocketProtocol(WebSocketsSansIOProtocol):
    """One WebSocket; the hub logs it itself, without the address that the server's lines tell."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.logger = self.conn.logger = quiet


def _too_large(measured: int) -> bytes:
    message = "The headers have {measured} bytes or more, at most {limit} are allowed."
    refused = over_limit(431, "HEADERS_TOO_LARGE", message, limit=LARGEST_HEAD, measured=measured)
    lines = [
        "HTTP/1.1 431 Request Header Fields Too Large",
        "content-type: application/graphql-response+json; charset=utf-8",
        f"content-length: {len(refused.body)}",
        "cache-control: no-store",
        "connection: close",
    ]
    return "\r\n".join([*lines, "", ""]).encode() + refused.body
