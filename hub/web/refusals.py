"""Requests that the door refuses: a status, a code, and a sentence that says what to do."""

import json
from collections.abc import Sequence

from hub import logs
from hub.errors import TimedOut, Unavailable

Headers = Sequence[tuple[bytes, bytes]]


class Refused(Exception):
    """An answer other than the one asked for, in the shape of a GraphQL request error."""

    def __init__(
        self, status: int, code: str, message: str, *, headers: Headers = (), **details: object
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.headers = list(headers)
        extensions = {"code": code, **details}
        self.body = _compact({"errors": [{"message": message, "extensions": extensions}]})


def bad_request(message: str) -> Refused:
    return Refused(400, "BAD_REQUEST", message)


def over_limit(status: int, code: str, message: str, *, limit: int, measured: int) -> Refused:
    """The refusal of something too large; the message may name {limit} and {measured}."""
    sentence = message.format(limit=limit, measured=measured)
    return Refused(status, code, sentence, limit=limit, measured=measured)


def method_not_allowed(allowed: str) -> Refused:
    message = f"This address answers {allowed} only."
    headers = [(b"allow", allowed.encode())]
    return Refused(405, "METHOD_NOT_ALLOWED", message, headers=headers)


def slow_body(seconds: float) -> Refused:
    message = f"The request did not arrive within {seconds:g} seconds."
    headers = [(b"connection", b"close")]
    return Refused(408, "REQUEST_TIMEOUT", message, headers=headers, limit=seconds)


def slow_answer(seconds: float) -> Refused:
    message = f"The answer took longer than {seconds:g} seconds: ask for less at once."
    return Refused(504, "TIMEOUT", message, limit=seconds)


def of(error: Exception) -> Refused:
    """The refusal that an error amounts to; a bug becomes an incident, logged here and once."""
    match error:
        case Refused():
            return error
        case TimedOut():
            return Refused(504, "TIMEOUT", "The answer took too long: ask for less at once.")
        case Unavailable():
            message = "The database does not answer at the moment: try again shortly."
            return Refused(503, "UNAVAILABLE", message, headers=[(b"retry-after", b"2")])
        case _:
            return Refused(500, "INTERNAL", "Internal error", incident=logs.incident(error))


def _compact(body: object) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
