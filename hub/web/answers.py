"""Answers as ASGI messages."""

from starlette.types import Send

from hub.web.negotiation import GRAPHQL
from hub.web.refusals import Headers, Refused


async def send_answer(send: Send, status: int, *, headers: Headers, body: bytes | None) -> None:
    """Send an answer that nothing in between may keep: it depends on who asks, and when."""
    fields = [*headers, (b"cache-control", b"no-store")]
    if body is not None:
        fields.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": fields})
    await send({"type": "http.response.body", "body": body or b""})


async def send_refusal(send: Send, refused: Refused, headers: Headers = ()) -> None:
    """Send a refusal, with the headers that the answer would have had."""
    fields = [(b"content-type", GRAPHQL), *headers, *refused.headers]
    await send_answer(send, refused.status, headers=fields, body=refused.body)
