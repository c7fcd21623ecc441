"""Requests with a file, as clients send them after the multipart request specification."""

import asyncio
import json
from collections.abc import AsyncGenerator
from typing import Any

import httpx
import pytest

from hub.actor import Role
from hub.files import File
from hub.read_pool import ReadPool
from hub.web import multipart, uploads
from hub.web.parameters import Parameters
from tests.make import accounts
from tests.web.door import Engine, client_of, door

pytestmark = pytest.mark.usefixtures("connection")

QUERY = "mutation ($input: I!) { importMembers(input: $input) { rows } }"
OPERATIONS = {"query": QUERY, "variables": {"input": {"file": None, "dryRun": True}}}
MAP = {"0": ["variables.input.file"]}
CONTENT = b"Organizzazione\r\nAlfa\r\n\0\xff"
BOUNDARY = "----x"


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
async def http(engine: Engine, pool: ReadPool) -> AsyncGenerator[httpx.AsyncClient]:
    token = await accounts.token(Role.FRONT_DESK)
    async with client_of(door(engine, pool)) as client:
        client.headers.update({"authorization": f"Bearer {token}", "graphql-preflight": "1"})
        yield client


def form(operations: Any = OPERATIONS, places: Any = MAP, **files: bytes) -> dict[str, Any]:
    """What httpx sends as the three parts, in their order."""
    given = files or {"0": CONTENT}
    return {
        "operations": (
            None,
            operations if isinstance(operations, bytes) else json.dumps(operations),
        ),
        "map": (None, places if isinstance(places, bytes) else json.dumps(places)),
        **{name: (f"{name}.csv", content) for name, content in given.items()},
    }


def raw(*parts: str, end: str = "--") -> bytes:
    """A body written by hand."""
    return "".join(f"--{BOUNDARY}\r\n{part}\r\n" for part in parts).encode() + (
        f"--{BOUNDARY}{end}\r\n".encode()
    )


def named(name: str, content: str) -> str:
    return f'Content-Disposition: form-data; name="{name}"\r\n\r\n{content}'


def refused(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json()["errors"][0]["extensions"]["code"]


async def test_the_file_stands_in_its_place_among_the_variables(
    http: httpx.AsyncClient, engine: Engine
) -> None:
    response = await http.post("/graphql", files=form())

    assert response.status_code == 200, response.text
    ((parameters, viewer),) = engine.asked
    variables = {"input": {"file": File(CONTENT), "dryRun": True}}
    assert parameters == Parameters(QUERY, None, variables)
    assert viewer.actor.roles == {Role.FRONT_DESK}


async def test_nobody_sends_a_file_without_being_known(
    http: httpx.AsyncClient, engine: Engine
) -> None:
    del http.headers["authorization"]
    assert refused(await http.post("/graphql", files=form())) == (
        401,
        "UNAUTHENTICATED",
    )
    assert engine.asked == []


async def test_a_form_of_another_page_is_no_such_request(
    http: httpx.AsyncClient, engine: Engine
) -> None:
    del http.headers["graphql-preflight"]
    answer = await http.post("/graphql", files=form())
    assert refused(answer) == (415, "UNSUPPORTED_MEDIA_TYPE")
    assert engine.asked == []


@pytest.mark.parametrize(
    "given",
    [
        form(operations=b"{"),
        form(operations=[OPERATIONS]),
        form(operations={"query": QUERY}),
        form(operations={"query": QUERY, "variables": {"input": {"file": "kept"}}}),
        form(places=b"{"),
        form(places=b"\xff"),
        form(places=b"[" * 5000),
        form(places=[]),
        form(places={}),
        form(places={"0": []}),
        form(places={"0": "variables.input.file"}),
        form(places={"0": ["variables.input.file", "variables.input.other"]}),
        form(places={"0": ["variables.input.file"], "1": ["variables.input.b"]}),
        form(places={"0": ["query"]}),
        form(places={"0": ["variables"]}),
        form(places={"0": ["variables.input.nothing.file"]}),
        form(places={"1": ["variables.input.file"]}),
        form(places={"map": ["variables.input.file"]}),
        form(places={"0": [7]}),
        form(places=b'{"\\ud800": ["variables.input.file"]}'),
        {**form(), "1": ("second.csv", b"x")},
    ],
    ids=range(21),
)
async def test_what_does_not_say_where_the_file_belongs_is_refused(
    http: httpx.AsyncClient, engine: Engine, given: dict[str, Any]
) -> None:
    answer = await http.post("/graphql", files=given)
    assert refused(answer) == (400, "BAD_REQUEST")
    assert engine.asked == []


@pytest.mark.parametrize(
    ("media", "body"),
    [
        ("multipart/form-data", b"x"),
        (f"multipart/form-data; boundary={'x' * 71}", b"x"),
        (f"multipart/form-data; boundary={BOUNDARY}", b""),
        (f"multipart/form-data; boundary={BOUNDARY}", b"no form"),
        (f"multipart/form-data; boundary={BOUNDARY}", raw(named("operations", "{}"), end="")),
        (f"multipart/form-data; boundary={BOUNDARY}", raw(named("a", ""), named("a", ""))),
        (f"multipart/form-data; boundary={BOUNDARY}", raw("X: y\r\n\r\nz")),
        (f"multipart/form-data; boundary={BOUNDARY}", raw("\r\n".join(["X: y"] * 50) + "\r\n\r\n")),
        (f"multipart/form-data; boundary={BOUNDARY}", raw(f"X: {'y' * 10_000}\r\n\r\n")),
        (f"multipart/form-data; boundary={BOUNDARY}", raw(*(named(str(n), "") for n in range(9)))),
        (f"multipart/form-data; boundary={BOUNDARY}", raw(named("operations", "{}"))),
    ],
    ids=range(11),
)
async def test_what_is_no_form_is_refused(
    http: httpx.AsyncClient, engine: Engine, *, media: str, body: bytes
) -> None:
    answer = await http.post("/graphql", content=body, headers={"content-type": media})
    assert refused(answer) == (400, "BAD_REQUEST")
    assert engine.asked == []


@pytest.mark.parametrize("part", ["0", "operations", "map"])
async def test_no_part_is_larger_than_it_may_be(
    http: httpx.AsyncClient, engine: Engine, part: str
) -> None:
    most = multipart.MOST_BYTES if part == "0" else 256 * 1024
    given = {**form(), part: (None, b"x" * (most + 1))}

    answer = await http.post("/graphql", files=given)

    assert refused(answer) == (413, "BODY_TOO_LARGE")
    assert engine.asked == []


async def test_a_file_of_the_greatest_size_arrives(http: httpx.AsyncClient, engine: Engine) -> None:
    content = b"x" * multipart.MOST_BYTES

    assert (await http.post("/graphql", files=form(**{"0": content}))).status_code == 200

    ((parameters, _),) = engine.asked
    assert parameters.variables == {"input": {"file": File(content), "dryRun": True}}


async def test_only_a_few_come_at_once(http: httpx.AsyncClient, engine: Engine) -> None:
    slow = {**OPERATIONS, "query": "slow"}
    sent = [http.post("/graphql", files=form(slow)) for _ in range(uploads.MOST_AT_ONCE)]
    running = [asyncio.ensure_future(each) for each in sent]
    await asyncio.sleep(0.5)
    assert len(engine.asked) == uploads.MOST_AT_ONCE

    answer = await http.post("/graphql", files=form())

    assert refused(answer) == (503, "UPLOAD_BUSY")
    assert answer.headers["retry-after"] == "10"
    for each in running:
        each.cancel()
    await asyncio.gather(*running, return_exceptions=True)
    assert (await http.post("/graphql", files=form())).status_code == 200


async def test_pages_of_allowed_origins_may_send_the_header(engine: Engine, pool: ReadPool) -> None:
    friend = "https://app.example.it"
    async with client_of(door(engine, pool, allowed_origins=friend)) as client:
        answer = await client.options("/graphql", headers={"origin": friend})
    assert "graphql-preflight" in answer.headers["access-control-allow-headers"]


async def test_a_file_is_known_by_its_content() -> None:
    assert str(File(b"a")) == str(File(b"a")) != str(File(b"b"))
    assert "secret" not in repr(File(b"secret"))
