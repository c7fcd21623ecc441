"""What is sent to each server for an operation, and that the answers say the same."""

import http.client
import json
from collections.abc import Mapping
from typing import Any

from tests.bench.cast import Cast
from tests.bench.operations import Asker, Operation
from tests.bench.processes import HANDWRITTEN, Server

Tokens = Mapping[Asker, str]


def written(server: Server, operation: Operation, *, cast: Cast, tokens: Tokens) -> str:
    """The whole request as it goes over the wire."""
    body = _body(server, operation, cast)
    lines = [
        f"POST {_path(server, operation)} HTTP/1.1",
        f"Host: 127.0.0.1:{server.port}",
        *(f"{name}: {value}" for name, value in headers(operation, tokens).items()),
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join(lines) + "\r\n\r\n" + body


def data(server: Server, operation: Operation, *, cast: Cast, tokens: Tokens) -> Any:
    """What a server answers, as parsed JSON."""
    body = _body(server, operation, cast)
    answer = ask(server, operation, body=body, tokens=tokens)
    parsed = json.loads(answer)
    if parsed.get("errors") or "data" not in parsed:
        raise ValueError(f"{server.name} answers {operation.name} with {answer.decode()}")
    return parsed["data"]


def ask(server: Server, operation: Operation, *, body: str, tokens: Tokens) -> bytes:
    """The body of the answer to a request of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    sent = headers(operation, tokens)
    try:
        connection.request("POST", _path(server, operation), body, sent)
        return connection.getresponse().read()
    finally:
        connection.close()


def content(operation: Operation, cast: Cast, *, document: str = "") -> str:
    """The body of a GraphQL request, with the operation's document or another."""
    given = operation.given(cast)
    return json.dumps({"query": document or operation.document, "variables": given})


def headers(operation: Operation, tokens: Tokens) -> dict[str, str]:
    sent = {"Accept": "application/json", "Content-Type": "application/json"}
    token = tokens.get(operation.asker)
    return {**sent, "Authorization": f"Bearer {token}"} if token else sent


def _body(server: Server, operation: Operation, cast: Cast) -> str:
    if server.name == HANDWRITTEN:
        return json.dumps(operation.given(cast))
    return content(operation, cast)


def _path(server: Server, operation: Operation) -> str:
    return f"/{operation.name}" if server.name == HANDWRITTEN else "/graphql"
