"""Requests that mean no good, and what they must be answered with."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field

JSON = {"content-type": "application/json"}
FRIENDS = "{ organizations(first: 100) { nodes { people: affiliations(first: 100) { nodes "


@dataclass(frozen=True)
class Hostile:
    """A request, and the statuses that are right for it."""

    body: bytes = b""
    statuses: tuple[int, ...] = (400,)
    method: str = "POST"
    path: str = "/graphql"
    headers: dict[str, str] = field(default_factory=lambda: dict(JSON))


def requests() -> Iterator[Hostile]:
    yield from _bodies()
    yield from _headers()
    yield from _addresses()
    yield from map(_asked, _documents())


def _asked(query: str) -> Hostile:
    return Hostile(json.dumps({"query": query}).encode())


def _bodies() -> Iterator[Hostile]:
    for body in (b"", b"null", b"123", b'"x"', b"true", b"[]", b"{", b"\xff\xfe", b"\x00" * 100):
        yield Hostile(body)
    for depth in (100, 10_000, 100_000):
        for opening in (b"[", b'{"a":'):
            yield Hostile((b'{"query": "{ a }", "variables": ' + opening * depth)[:250_000])
            yield Hostile((opening * depth)[:250_000])
    yield Hostile(b'{"query": "{ a }", "variables": {"v": ' + b"9" * 5_000 + b"}}")
    yield Hostile(b'{"query": "{ a }", "variables": {"v": ' + b"[1,1]," * 40_000 + b"1}}")
    yield Hostile(b'{"query": "{ a }", "variables": {' + b'"k":1,' * 40_000 + b'"k":1}}')
    yield Hostile(b'{"query": "{ a }", "operationName": "' + b"Q" * 200_000 + b'"}')
    yield Hostile(b'{"query": "{ \\ud800 }"}')
    yield Hostile(b"x" * 300_000, (413,))


def _headers() -> Iterator[Hostile]:
    body = b'{"query": "{ __typename }"}'
    yield Hostile(gzip.compress(body), (415,), headers={**JSON, "content-encoding": "gzip"})
    yield Hostile(body, (415,), headers={"content-type": "text/plain"})
    yield Hostile(body, (415,), headers={"content-type": "x" * 10_000})
    yield Hostile(body, (403,), headers={**JSON, "origin": "https://evil.example"})
    yield Hostile(body, (406,), headers={**JSON, "accept": "image/png," * 1_000})
    yield Hostile(body, (406,), headers={**JSON, "accept": ";q=" * 1_000})
    yield Hostile(body, (401,), headers={**JSON, "authorization": "Bearer " + "x" * 10_000})
    yield Hostile(body, (405,), "PUT")
    yield Hostile(body, (404,), path="/" + "a" * 10_000)


def _addresses() -> Iterator[Hostile]:
    for query_string in (
        "query=%FF",
        "query=%7Ba%7D&variables=" + "%5B" * 10_000,
        "query=%7Ba%7D" + "&a=1" * 10_000,
        "query=" + "%7B" * 10_000,
        "token=secret",
    ):
        yield Hostile(b"", (400,), "GET", f"/graphql?{query_string}", {})
    yield Hostile(b"", (400,), "GET", "/graphql?query=" + "a" * 60_000, {})


def _documents() -> Iterator[str]:
    """Documents that are refused before anything is asked of the database."""
    yield "{"
    yield "{ nothing }"
    yield "{ " + "a " * 100_000 + "}"
    yield "#" + "\n#" * 60_000
    yield "{ " + "a { " * 1_000
    yield "{ " + "a { " * 20 + "b" + " }" * 21
    yield "{ " + " ".join(f"a{n}: __typename" for n in range(31)) + " }"
    yield "{ a " + "@include(if: true) " * 300 + "}"
    yield "{ __typename " + "@skip(if: false) " * 51 + "}"
    yield "{ organizations { nodes { " + "id " * 1_900 + "} } }"
    yield "{ organizations { nodes { " + " ".join(f"k: name(x: {n})" for n in range(200)) + " } } }"
    links = " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(100))
    yield f"{{ ...F0 }} {links} fragment F100 on Query {{ x: __typename }}"
    yield "{ ...F } fragment F on Query { ...G } fragment G on Query { ...F }"
    yield "{ organization(id: " + "[" * 300 + "]" * 300 + ") { id } }"
    yield '{ organization(id: "\\u0000") { id } }'
    yield "query A { __typename } query B { __typename }"
    yield "query ($v: Int!) { organizations(first: $v) { totalCount } }"
    yield "subscription { nothing }"
    yield "type Query { a: Int }"
