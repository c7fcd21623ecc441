"""Errors of a request as clients read them: coded, short, and silent about the hub's inside."""

import json
from collections.abc import Iterable
from typing import Any

from graphql import GraphQLError, GraphQLFormattedError

from hub import logs
from hub.errors import HubError

LONGEST_MESSAGE = 500
"""Messages of the parser and the validator quote the query, which may be as long as a body."""

PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"
BAD_USER_INPUT = "BAD_USER_INPUT"
INTERNAL = "INTERNAL"


def refused(errors: Iterable[GraphQLError], code: str) -> bytes:
    """The answer to a request that was not executed: no `data`, only errors."""
    return json.dumps(
        {"errors": [formatted(error, code) for error in errors]},
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()


def formatted(error: GraphQLError, code: str) -> GraphQLFormattedError:
    """The error as JSON, under `code` unless it brings one of its own."""
    shown = error.formatted
    shown["message"] = _shortened(shown["message"])
    extensions: dict[str, Any] = {"code": code}
    extensions.update(error.extensions or {})
    shown["extensions"] = extensions
    return shown


def masked(error: GraphQLError) -> GraphQLError:
    """What a client may know of an error raised by a resolver: a bug becomes an incident."""
    cause = error.original_error
    if cause is None or isinstance(cause, GraphQLError | HubError):
        return error
    incident = logs.incident(cause)
    return GraphQLError(
        "Internal error",
        error.nodes,
        path=error.path,
        extensions={"code": INTERNAL, "incident": incident},
    )


def _shortened(message: str) -> str:
    if len(message) <= LONGEST_MESSAGE:
        return message
    return message[: LONGEST_MESSAGE - 1] + "…"
