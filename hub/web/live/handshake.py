"""Handshakes of WebSockets: those that may be become sockets, the others are answered as requests.

A browser lets any page open a socket and sends the cookie along: pages of other origins are
refused here, before there is one.
"""

from starlette.types import Receive, Scope, Send

from hub.settings import Settings
from hub.web.live.caller import Caller
from hub.web.live.desk import LiveDesk
from hub.web.live.messages import SUBPROTOCOL, Close, Closed
from hub.web.live.socket import Socket, close
from hub.web.negotiation import GRAPHQL
from hub.web.origins import Origins
from hub.web.parameters import require_no_token
from hub.web.refusals import Refused


class SocketEndpoint:
    """Takes handshakes."""

    def __init__(self, settings: Settings) -> None:
        self._origins = Origins(settings.allowed_origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        desk: LiveDesk = scope["state"]["live"]
        await receive()  # the handshake itself
        try:
            self._origins.admit(dict(scope["headers"]))
            require_no_token(scope["query_string"])
            desk.budget.admit(scope)
            desk.require_open()
        except Refused as refused:
            return await _refuse(send, refused)
        if SUBPROTOCOL not in scope["subprotocols"]:
            await send({"type": "websocket.accept"})
            reason = f"Speak the sub-protocol {SUBPROTOCOL}."
            return await close(send, Closed(Close.SUBPROTOCOL_NOT_ACCEPTABLE, reason))
        await send({"type": "websocket.accept", "subprotocol": SUBPROTOCOL})
        # Strict as with a request that may change something: a mutation may follow.
        return await Socket(receive, send, Caller(desk, scope, method="POST")).serve()


async def _refuse(send: Send, refused: Refused) -> None:
    """Answer a handshake with a refusal instead of a socket."""
    headers = [
        (b"content-type", GRAPHQL),
        (b"cache-control", b"no-store"),
        (b"content-length", str(len(refused.body)).encode()),
        *refused.headers,
    ]
    start = {"type": "websocket.http.response.start", "status": refused.status, "headers": headers}
    await send(start)
    await send({"type": "websocket.http.response.body", "body": refused.body})
