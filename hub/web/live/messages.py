"""Messages of the sub-protocol graphql-transport-ws, and the codes by which a socket closes."""

import json
from enum import IntEnum
from typing import Any, NamedTuple

from hub.web.parameters import Parameters, from_payload, object_in
from hub.web.refusals import Refused

SUBPROTOCOL = "graphql-transport-ws"
LONGEST_ID = 200
LONGEST_REASON = 120
"""Bytes: a closing frame has room for 123."""


class Close(IntEnum):
    """Why a socket closes: the codes of WebSocket, and those of the sub-protocol."""

    GOING_AWAY = 1001
    TRY_AGAIN_LATER = 1013
    BAD_REQUEST = 4400
    UNAUTHORIZED = 4401
    FORBIDDEN = 4403
    SUBPROTOCOL_NOT_ACCEPTABLE = 4406
    INITIALISATION_TIMEOUT = 4408
    SUBSCRIBER_EXISTS = 4409
    TOO_MANY_INITIALISATIONS = 4429
    INTERNAL_ERROR = 4500


CLOSES = {
    400: Close.BAD_REQUEST,
    401: Close.UNAUTHORIZED,
    403: Close.FORBIDDEN,
    429: Close.TRY_AGAIN_LATER,
    503: Close.TRY_AGAIN_LATER,
    504: Close.TRY_AGAIN_LATER,
}
"""What closes the socket where a request would be answered with this status."""


class Closed(Exception):
    """The socket is to be closed, and why."""

    def __init__(self, code: Close, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        # As many characters as fit, whole ones only.
        self.reason = reason.encode()[:LONGEST_REASON].decode(errors="ignore")

    @classmethod
    def of(cls, refused: Refused) -> "Closed":
        return cls(CLOSES.get(refused.status, Close.INTERNAL_ERROR), str(refused))


class Message(NamedTuple):
    """What a client says."""

    type: str
    id: str
    payload: dict[str, Any] | None
    is_escaped: bool

    @property
    def parameters(self) -> Parameters:
        """What a `subscribe` asks for; raises Closed if that is no request."""
        try:
            return from_payload(self.payload or {}, is_escaped=self.is_escaped)
        except Refused as refused:
            raise Closed.of(refused) from refused


def read(text: str) -> Message:
    """The message in a frame; raises Closed for what is none."""
    try:
        given = object_in(text, "The message")
    except Refused as refused:
        raise Closed.of(refused) from refused
    type_, id, payload = given.get("type"), given.get("id", ""), given.get("payload")
    if not isinstance(type_, str):
        raise Closed(Close.BAD_REQUEST, "The message has no `type`.")
    if not isinstance(payload, dict | None):
        raise Closed(Close.BAD_REQUEST, "`payload` is not an object: leave it out or send one.")
    if not isinstance(id, str) or len(id) > LONGEST_ID:
        raise Closed(Close.BAD_REQUEST, f"`id` is a string of at most {LONGEST_ID} characters.")
    return Message(type_, id, payload, "\\u" in text)


def acknowledgement() -> str:
    return '{"type":"connection_ack"}'


def pong(payload: dict[str, Any] | None) -> str:
    return _written({"type": "pong"} if payload is None else {"type": "pong", "payload": payload})


def next_of(id: str, body: bytes) -> str:
    """An answer, whose JSON is passed on as it is."""
    return f'{{"id":{_written(id)},"type":"next","payload":{body.decode()}}}'


def error_of(id: str, body: bytes) -> str:
    """That an operation could not begin or go on, by the body of the answer that says so."""
    return _written({"id": id, "type": "error", "payload": json.loads(body)["errors"]})


def complete(id: str) -> str:
    return _written({"id": id, "type": "complete"})


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
