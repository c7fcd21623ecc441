"""Pages of other hosts may ask only where they are allowed to."""

from collections.abc import AsyncGenerator

import httpx
import pytest

from tests.web.door import Engine, client_of, door

pytestmark = pytest.mark.anyio

FRIEND = "https://app.example.it"
QUERY = {"query": "{ a }"}


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
async def client(engine: Engine) -> AsyncGenerator[httpx.AsyncClient]:
    async with client_of(door(engine, allowed_origins=FRIEND)) as client:
        yield client


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "https://app.example.it.evil.example"},
        {"origin": "http://app.example.it"},
        {"origin": "https://APP.example.it"},
        {"origin": "https://evil.example", "sec-fetch-site": "cross-site"},
        {"origin": "http://hub.test", "sec-fetch-site": "cross-site"},
        {"origin": "http://hub.test", "sec-fetch-site": "same-site"},
        {"origin": "http://hub.test:8000"},
        {"origin": "https://evil.example", "host": ""},
        {"origin": "https://", "host": ""},
    ],
    ids=range(12),
)
async def test_a_foreign_page_is_refused(
    client: httpx.AsyncClient, engine: Engine, headers: dict[str, str]
) -> None:
    for response in (
        await client.post("/graphql", json=QUERY, headers=headers),
        await client.get("/graphql", params=QUERY, headers=headers),
        await client.options("/graphql", headers=headers),
    ):
        assert response.status_code == 403
        assert response.json()["errors"][0]["extensions"]["code"] == "FOREIGN_ORIGIN"
        assert "access-control-allow-origin" not in response.headers
    assert engine.asked == []


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://hub.test"},
        {"origin": "https://hub.test"},
        {"origin": "http://hub.test", "sec-fetch-site": "same-origin"},
        {"origin": "https://public.example", "sec-fetch-site": "same-origin"},
    ],
    ids=["no browser", "own", "own behind a proxy", "own by the browser", "behind another name"],
)
async def test_its_own_pages_need_no_leave(
    client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    response = await client.post("/graphql", json=QUERY, headers=headers)
    assert response.status_code == 200
    assert "access-control-allow-origin" not in response.headers


async def test_an_allowed_page_may_read_answers_and_refusals(client: httpx.AsyncClient) -> None:
    for query, status in {"{ a }": 200, "bug": 500, "": 400}.items():
        response = await client.post(
            "/graphql",
            json={"query": query},
            headers={"origin": FRIEND, "sec-fetch-site": "cross-site"},
        )
        assert response.status_code == status
        assert response.headers["access-control-allow-origin"] == FRIEND
        assert response.headers["vary"] == "Origin"
        assert "access-control-allow-credentials" not in response.headers


async def test_an_allowed_page_is_told_what_it_may_send(client: httpx.AsyncClient) -> None:
    asked = {"access-control-request-method": "POST", "access-control-request-headers": "x"}
    response = await client.options("/graphql", headers={"origin": FRIEND, **asked})
    assert (response.status_code, response.content) == (204, b"")
    headers = response.headers
    assert headers["access-control-allow-origin"] == FRIEND
    assert headers["access-control-allow-methods"] == "GET, POST"
    assert "authorization" in headers["access-control-allow-headers"]


async def test_options_say_the_methods(client: httpx.AsyncClient) -> None:
    response = await client.options("/graphql")
    assert (response.status_code, response.headers["allow"]) == (204, "GET, HEAD, POST, OPTIONS")
