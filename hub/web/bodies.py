"""Reading the body of a request, and no more of it than is allowed."""

from collections.abc import Mapping

from starlette.types import Receive

from hub.web.refusals import Refused, over_limit


class ClientGone(Exception):
    """The client closed the connection before its request was complete."""


async def read_body(receive: Receive, headers: Mapping[bytes, bytes], limit: int) -> bytes:
    """The whole body; one that is too large is refused as soon as that shows."""
    announced = headers.get(b"content-length", b"")
    if announced.isdigit() and int(announced[:20]) > limit:
        raise _too_large(limit, int(announced[:20]))
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        body += message.get("body", b"")
        if len(body) > limit:
            raise _too_large(limit, len(body))
        if not message.get("more_body", False):
            return bytes(body)


def _too_large(limit: int, measured: int) -> Refused:
    message = "The body has {measured} bytes or more, at most {limit} are allowed: ask for less."
    return over_limit(413, "BODY_TOO_LARGE", message, limit=limit, measured=measured)
