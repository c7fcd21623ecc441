"""The few pages, what surrounds every answer, and addresses where there is nothing."""

import re
from collections.abc import AsyncGenerator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from hub.web import graphiql_files, pages
from hub.web.envelope import Envelope
from tests.web.door import client_of

pytestmark = pytest.mark.anyio

SDL = "type Query { a: Int }\n"


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bundle as the build leaves it."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "index-a1b2.js").write_text("1")
    (tmp_path / "index.html").write_text("<!doctype html>")
    monkeypatch.setattr(graphiql_files, "BUNDLE", tmp_path)
    return tmp_path


@pytest.fixture
async def client(bundle: Path) -> AsyncGenerator[httpx.AsyncClient]:
    async def broken(_: object) -> None:
        raise KeyError("Rossi")

    app = Starlette(
        routes=[
            *graphiql_files.routes(),
            Route("/schema.graphql", pages.text(SDL)),
            Route("/broken", broken),
            Route("/", pages.welcome(has_graphiql=True)),
        ],
        middleware=[Middleware(Envelope, is_https=True, log=None)],
    )
    async with client_of(app) as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/graphiql", "/schema.graphql", "/nowhere", "/broken"])
async def test_every_answer_is_guarded(client: httpx.AsyncClient, path: str) -> None:
    headers = (await client.get(path)).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["strict-transport-security"].startswith("max-age=31536000")
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert len(headers.get_list("content-security-policy")) == 1


@pytest.mark.parametrize("path", ["/", "/graphiql", "/schema.graphql", "/nowhere"])
async def test_documents_leak_and_reach_nothing(client: httpx.AsyncClient, path: str) -> None:
    headers = (await client.get(path)).headers
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert re.fullmatch("[0-9a-f]{16}", headers["x-request-id"])


@pytest.mark.parametrize(
    ("given", "is_kept"),
    [("0af7651916cd43dd", True), ("x", False), ("x" * 65, False), ("a b c d e f", False)],
)
async def test_a_request_id_is_kept_if_it_is_one(
    client: httpx.AsyncClient, given: str, *, is_kept: bool
) -> None:
    response = await client.get("/", headers={"x-request-id": given})
    assert (response.headers["x-request-id"] == given) is is_kept


async def test_the_welcome_points_people_and_programs_on(client: httpx.AsyncClient) -> None:
    response = await client.get("/")
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    for expected in ('lang="it"', 'lang="en"', 'href="/graphiql"', "/schema.graphql", "<main>"):
        assert expected in response.text


async def test_the_welcome_hides_what_is_switched_off() -> None:
    app = Starlette(routes=[Route("/", pages.welcome(has_graphiql=False))])
    async with client_of(app) as client:
        assert "graphiql" not in (await client.get("/")).text


async def test_the_schema_is_a_text_that_is_sent_once(client: httpx.AsyncClient) -> None:
    response = await client.get("/schema.graphql")
    assert (response.status_code, response.text) == (200, SDL)
    etag = response.headers["etag"]
    for known in (etag, f"W/{etag}", f'"other", {etag}'):
        again = await client.get("/schema.graphql", headers={"if-none-match": known})
        assert (again.status_code, again.content) == (304, b"")
    other = await client.get("/schema.graphql", headers={"if-none-match": '"other"'})
    assert other.status_code == 200


async def test_graphiql_and_its_assets(client: httpx.AsyncClient) -> None:
    page = await client.get("/graphiql")
    assert (page.status_code, page.headers["cache-control"]) == (200, "no-cache")
    assert "script-src 'self'" in page.headers["content-security-policy"]
    asset = await client.get("/graphiql/assets/index-a1b2.js")
    assert asset.headers["cache-control"] == "public, max-age=31536000, immutable"
    again = await client.get(
        "/graphiql/assets/index-a1b2.js", headers={"if-none-match": asset.headers["etag"]}
    )
    assert again.status_code == 304
    operations = (await client.get("/graphiql/operations.json")).json()
    assert all(set(each) == {"desk", "name", "title", "document"} for each in operations)


async def test_graphiql_that_was_not_bundled_says_how_it_is(
    client: httpx.AsyncClient, bundle: Path
) -> None:
    (bundle / "index.html").unlink()
    response = await client.get("/graphiql")
    assert response.status_code == 503
    assert "install the hub with pip" in response.text


@pytest.mark.parametrize(
    "path", ["/graphiql/../app.py", "/graphiql/%2e%2e/envelope.py", "/graphiql//etc/passwd"]
)
async def test_nothing_outside_the_bundle_is_served(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 404


async def test_a_bug_in_a_page_is_masked(client: httpx.AsyncClient) -> None:
    response = await client.get("/broken")
    assert response.status_code == 500
    (error,) = response.json()["errors"]
    assert error["message"] == "Internal error"
    assert error["extensions"]["code"] == "INTERNAL"
