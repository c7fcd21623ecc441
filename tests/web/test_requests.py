"""What the endpoint takes, what it refuses, and in which words."""

import json
import logging
from collections.abc import AsyncGenerator
from typing import Any

import httpx
import pytest

from hub.actor import ANONYMOUS
from hub.web.parameters import Parameters
from tests.web.door import ANSWERED, Engine, client_of, door

pytestmark = pytest.mark.anyio

GRAPHQL = "application/graphql-response+json; charset=utf-8"
JSON = "application/json; charset=utf-8"
QUERY = {"query": "{ a }"}


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
async def client(engine: Engine) -> AsyncGenerator[httpx.AsyncClient]:
    app = door(engine, max_body_bytes=10_000, request_seconds=0.3)
    async with client_of(app) as client:
        yield client


def error_of(response: httpx.Response) -> dict[str, Any]:
    """The one error of an answer that has no data."""
    body = response.json()
    assert list(body) == ["errors"]
    (error,) = body["errors"]
    assert isinstance(error, dict)
    return error


def code_of(response: httpx.Response) -> tuple[int, str]:
    assert response.headers["content-type"] == GRAPHQL
    return response.status_code, error_of(response)["extensions"]["code"]


async def post(client: httpx.AsyncClient, body: str | bytes, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return await client.post(
        "/graphql", content=body, headers={"content-type": "application/json", **named}
    )


async def test_a_request_reaches_the_engine_whole(
    client: httpx.AsyncClient, engine: Engine
) -> None:
    given = {"query": "query Q { a }", "operationName": "Q", "variables": {"v": [1, None, "è"]}}
    response = await client.post("/graphql", json=given)
    assert (response.status_code, response.content) == (200, ANSWERED)
    ((parameters, viewer),) = engine.asked
    assert parameters == Parameters("query Q { a }", "Q", {"v": [1, None, "è"]})
    assert viewer.actor == ANONYMOUS


async def test_a_query_may_stand_in_the_address(client: httpx.AsyncClient, engine: Engine) -> None:
    given = {"query": "query($v: Int) { a(b: $v) }", "variables": '{"v": 1}', "operationName": ""}
    response = await client.get("/graphql", params=given)
    assert (response.status_code, response.content) == (200, ANSWERED)
    assert engine.asked[0][0] == Parameters(given["query"], None, {"v": 1})


async def test_nulls_and_names_unknown_today_are_ignored(
    client: httpx.AsyncClient, engine: Engine
) -> None:
    nothing = {"operationName": None, "variables": None, "extensions": None, "documentId": "x"}
    response = await client.post("/graphql", json={**QUERY, **nothing})
    assert response.status_code == 200
    assert engine.asked[0][0] == Parameters("{ a }", None, None)


async def test_a_mutation_in_an_address_says_how_it_is_sent(client: httpx.AsyncClient) -> None:
    response = await client.get("/graphql", params={"query": "mutation"})
    assert (response.status_code, response.headers["allow"]) == (405, "POST, OPTIONS")


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, GRAPHQL),
        ("*/*", GRAPHQL),
        ("application/*", GRAPHQL),
        ("application/graphql-response+json", GRAPHQL),
        ("application/graphql-response+json, application/json;q=0.9", GRAPHQL),
        ("application/graphql-response+json;q=0.5, application/json", JSON),
        ("application/json", JSON),
        ("Application/JSON; charset=UTF-8", JSON),
        ("text/html, application/json;q=0.2, */*;q=0.1", JSON),
        ("application/json, text/plain, */*", JSON),
        ("application/graphql-response+json;q=0, */*", JSON),
    ],
)
async def test_the_answer_has_the_type_that_is_preferred(
    client: httpx.AsyncClient, accept: str | None, expected: str
) -> None:
    request = client.build_request("POST", "/graphql", json=QUERY)
    del request.headers["accept"]
    if accept is not None:
        request.headers["accept"] = accept
    response = await client.send(request)
    assert (response.status_code, response.headers["content-type"]) == (200, expected)


@pytest.mark.parametrize(
    "accept",
    ["text/html", "application/json; charset=latin-1", "*/*;q=0", "application/json;q=x", ";,;q"],
)
async def test_a_type_that_is_not_offered_is_refused(
    client: httpx.AsyncClient, accept: str
) -> None:
    response = await client.post("/graphql", json=QUERY, headers={"accept": accept})
    assert code_of(response) == (406, "NOT_ACCEPTABLE")


async def test_a_request_error_is_400_for_clients_of_today_and_200_for_older_ones(
    client: httpx.AsyncClient,
) -> None:
    for accept, status in {GRAPHQL: 400, JSON: 200}.items():
        response = await client.post(
            "/graphql", json={"query": "invalid"}, headers={"accept": accept}
        )
        assert (response.status_code, response.headers["content-type"]) == (status, accept)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"123",
        b'"x"',
        b"true",
        b"[]",
        b'[{"query": "{ a }"}]',
        b"{",
        b"{}",
        b'{"query": null}',
        b'{"query": ""}',
        b'{"query": 1}',
        b'{"query": ["{ a }"]}',
        b'{"query": {"a": 1}}',
        b'{"query": "{ a }", "operationName": 1}',
        b'{"query": "{ a }", "operationName": {}}',
        b'{"query": "{ a }", "variables": []}',
        b'{"query": "{ a }", "variables": "{}"}',
        b'{"query": "{ a }", "variables": 0}',
        b'{"query": "{ a }", "extensions": true}',
        b'{"query": "{ a }", "query": "{ b }"}',
        b'{"query": "{ a }", "variables": {"v": {"k": 1, "k": 2}}}',
        b'{"query": "{ a }", "variables": {"v": NaN}}',
        b'{"query": "{ a }", "variables": {"v": Infinity}}',
        b'{"query": "{ a }", "variables": {"v": -Infinity}}',
        b'{"query": "{ a }", "variables": {"v": 1e999}}',
        b'{"query": "{ a }", "variables": {"v": "\\u0000"}}',
        b'{"query": "{ a }", "variables": {"\\u0000": 1}}',
        b'{"query": "{ a }", "variables": {"v": ["\\ud800"]}}',
        b'{"query": "{ a }", "extensions": {"v": "\\udfff"}}',
        b'{"query": "{ a\\u0000 }"}',
        b'{"query": "{ \\ud800 }"}',
        b'{"query": "{ a }", "operationName": "\\udc00"}',
        b'{"query": "\xff"}',
        b'\xef\xbb\xbf{"query": "{ a }"}',
        '{"query": "{ a }"}'.encode("utf-16"),
        b'{"query": "{ a }"} {"query": "{ a }"}',
        b"query=%7Ba%7D",
        b'{"query": "a\nb"}',
    ],
    ids=range(39),
)
async def test_a_malformed_body_is_a_bad_request(
    client: httpx.AsyncClient, engine: Engine, body: bytes
) -> None:
    assert code_of(await post(client, body)) == (400, "BAD_REQUEST")
    assert engine.asked == []


async def test_escaped_text_that_is_text_passes(client: httpx.AsyncClient, engine: Engine) -> None:
    body = '{"query": "{ a # \\u00e8 }", "variables": {"v": "\\ud83d\\ude00 \\\\u0000"}}'
    assert (await post(client, body)).status_code == 200
    assert engine.asked[0][0] == Parameters("{ a # è }", None, {"v": "😀 \\u0000"})


def nested(depth: int) -> str:
    return '{"v": ' + "[" * (depth - 1) + "1" + "]" * (depth - 1) + "}"


@pytest.mark.parametrize("name", ["variables", "extensions"])
@pytest.mark.parametrize("depth", [21, 900, 4_000], ids=["read", "hardly read", "not read"])
async def test_deep_values_are_measured(client: httpx.AsyncClient, name: str, depth: int) -> None:
    body = f'{{"query": "{{ a }}", "{name}": {nested(depth)}}}'
    error = error_of(await post(client, body))
    assert error["extensions"] == {"code": "BAD_REQUEST", "limit": 20, "measured": depth}


async def test_deep_values_in_an_address_are_refused(client: httpx.AsyncClient) -> None:
    for depth, measured in {20: None, 21: 21, 1_500: 1_500}.items():
        given = {"query": "{ a }", "variables": nested(depth)}
        response = await client.get("/graphql", params=given)
        if measured is None:
            assert response.status_code == 200
        else:
            assert error_of(response)["extensions"]["measured"] == measured


async def test_long_numbers_are_measured(client: httpx.AsyncClient) -> None:
    body = '{"query": "{ a }", "variables": {"v": ' + "9" * 5_000 + "}}"
    error = error_of(await post(client, body))
    assert error == {
        "message": "A number has 5000 digits, at most 40 are allowed.",
        "extensions": {"code": "BAD_REQUEST", "limit": 40, "measured": 5_000},
    }


async def test_nothing_long_is_echoed(client: httpx.AsyncClient) -> None:
    for given in (
        {"query": "{ a }", "operationName": "Q" * 9_000},
        {"query": "{ a }", "variables": "Q" * 9_000},
        {"query": 1, "Q" * 9_000: 1},
    ):
        response = await client.post("/graphql", json=given)
        assert response.status_code == 400
        assert len(response.content) < 300
    error = error_of(await client.post("/graphql", json={**QUERY, "operationName": "Q" * 9_000}))
    assert error["extensions"] == {"code": "BAD_REQUEST", "limit": 200, "measured": 9_000}


async def test_a_large_body_is_refused_by_what_it_announces(client: httpx.AsyncClient) -> None:
    response = await post(client, b"x" * 10_001)
    assert code_of(response) == (413, "BODY_TOO_LARGE")
    extensions = error_of(response)["extensions"]
    assert (extensions["limit"], extensions["measured"]) == (10_000, 10_001)


async def test_a_large_body_is_refused_while_it_comes(client: httpx.AsyncClient) -> None:
    async def chunks() -> AsyncGenerator[bytes]:
        for _ in range(1_000):
            yield b"x" * 1_000

    response = await client.post(
        "/graphql", content=chunks(), headers={"content-type": "application/json"}
    )
    assert code_of(response) == (413, "BODY_TOO_LARGE")
    assert error_of(response)["extensions"]["measured"] == 11_000


async def test_a_body_in_pieces_is_read_whole(client: httpx.AsyncClient) -> None:
    async def pieces() -> AsyncGenerator[bytes]:
        for character in json.dumps(QUERY):
            yield character.encode()

    response = await client.post(
        "/graphql", content=pieces(), headers={"content-type": "application/json"}
    )
    assert response.content == ANSWERED


async def test_a_long_address_is_refused(client: httpx.AsyncClient) -> None:
    response = await client.get("/graphql", params={"query": "x" * 10_000})
    assert code_of(response) == (414, "URI_TOO_LONG")
    assert error_of(response)["extensions"]["measured"] == 10_006


@pytest.mark.parametrize(
    "headers",
    [
        {"content-type": "text/plain"},
        {"content-type": "application/x-www-form-urlencoded"},
        {"content-type": "multipart/form-data; boundary=x"},
        {"content-type": "application/graphql"},
        {"content-type": "application/json; charset=utf-16"},
        {"content-type": "application/json; charset=latin-1"},
        {"content-type": ""},
        {},
        {"content-type": "application/json", "content-encoding": "gzip"},
        {"content-type": "application/json", "content-encoding": "br"},
    ],
    ids=range(10),
)
async def test_another_type_or_coding_is_refused(
    client: httpx.AsyncClient, engine: Engine, headers: dict[str, str]
) -> None:
    response = await client.post("/graphql", content=json.dumps(QUERY), headers=headers)
    assert code_of(response) == (415, "UNSUPPORTED_MEDIA_TYPE")
    assert engine.asked == []


@pytest.mark.parametrize("content_type", ["application/json", 'APPLICATION/JSON;charset="UTF-8"'])
async def test_json_in_utf8_is_taken(client: httpx.AsyncClient, content_type: str) -> None:
    response = await post(client, json.dumps(QUERY), content_type=content_type)
    assert response.status_code == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "BREW"])
async def test_other_methods_are_refused(client: httpx.AsyncClient, method: str) -> None:
    response = await client.request(method, "/graphql")
    assert code_of(response) == (405, "METHOD_NOT_ALLOWED")
    assert response.headers["allow"] == "GET, HEAD, POST, OPTIONS"


@pytest.mark.parametrize(
    "query_string",
    [
        "",
        "query=",
        "query=%7Ba%7D&variables=%7B",
        "query=%7Ba%7D&variables=[]",
        "query=%7Ba%7D&variables=0",
        "query=%7Ba%7D&variables=%22%22",
        "query=%7Ba%7D&variables=null&variables=null",
        "query=%7Ba%7D&query=%7Bb%7D",
        "query=%FF",
        "query=%00",
        "query=%7Ba%7D&extensions=true",
        "query=%7Ba%7D" + "&x=1" * 30,
        "query=%7Ba%7D&variables={%22v%22:%22%5Cud800%22}",
    ],
    ids=range(13),
)
async def test_a_malformed_address_is_a_bad_request(
    client: httpx.AsyncClient, engine: Engine, query_string: str
) -> None:
    response = await client.get(f"/graphql?{query_string}")
    assert code_of(response) == (400, "BAD_REQUEST")
    assert engine.asked == []


@pytest.mark.parametrize(
    "query_string", ["token=x", "access_token=x", "x=phub_secret", "query={a}&Authorization=x"]
)
async def test_a_token_in_the_address_is_refused(
    client: httpx.AsyncClient, query_string: str
) -> None:
    for response in (
        await client.get(f"/graphql?{query_string}"),
        await client.post(f"/graphql?{query_string}", json=QUERY),
    ):
        assert code_of(response) == (400, "BAD_REQUEST")
        assert "revoke it" in error_of(response)["message"]


@pytest.mark.parametrize(
    "authorization", ["Basic dXNlcjpwYXNz", "Bearer", "Bearer x", "Bearer phub_" + "x" * 49, "x"]
)
async def test_a_header_that_opens_nothing_is_refused(
    client: httpx.AsyncClient, authorization: str
) -> None:
    response = await client.post("/graphql", json=QUERY, headers={"authorization": authorization})
    assert code_of(response) == (401, "UNAUTHENTICATED")
    assert response.headers["www-authenticate"] == 'Bearer realm="hub"'


async def test_a_database_that_is_away_is_said_to_be(client: httpx.AsyncClient) -> None:
    response = await client.post("/graphql", json={"query": "away"})
    assert code_of(response) == (503, "UNAVAILABLE")
    assert response.headers["retry-after"] == "2"


async def test_an_answer_that_takes_too_long_is_given_up(client: httpx.AsyncClient) -> None:
    response = await client.post("/graphql", json={"query": "slow"})
    assert code_of(response) == (504, "TIMEOUT")
    assert error_of(response)["extensions"]["limit"] == 0.3
    assert code_of(await client.post("/graphql", json={"query": "stopped"})) == (504, "TIMEOUT")


async def test_a_bug_becomes_an_incident_that_is_logged_once(
    client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        response = await client.post("/graphql", json={"query": "bug"})
    assert code_of(response) == (500, "INTERNAL")
    error = error_of(response)
    (record,) = caplog.records
    assert error == {
        "message": "Internal error",
        "extensions": {"code": "INTERNAL", "incident": record.__dict__["incident"]},
    }


async def test_no_answer_is_kept_by_a_cache(client: httpx.AsyncClient) -> None:
    for query in ("{ a }", "bug", "invalid"):
        response = await client.post("/graphql", json={"query": query})
        assert response.headers["cache-control"] == "no-store"
