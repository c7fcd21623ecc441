"""The application as a whole: what its settings decide, and how it opens and closes."""

import gc
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from hub import settings
from hub.app import create_app
from schema import schema
from schema.snapshot import written
from tests.web.door import client_of

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def opened(database_url: str, **given: Any) -> AsyncGenerator[httpx.AsyncClient]:
    """A client of the open application."""
    app = create_app(settings.load(database_url=database_url, log_level="WARNING", **given))
    async with app.router.lifespan_context(app) as state:

        async def with_state(scope: Scope, receive: Receive, send: Send) -> None:
            await app({**scope, "state": dict(state or {})}, receive, send)

        async with client_of(with_state) as client:
            yield client


async def refused(client: httpx.AsyncClient, query: str) -> dict[str, Any]:
    response = await client.post("/graphql", json={"query": query})
    assert response.status_code == 400
    (error,) = response.json()["errors"]
    extensions: dict[str, Any] = error["extensions"]
    return extensions


async def test_it_answers_over_the_database(database_url: str) -> None:
    async with opened(database_url) as client:
        assert (await client.get("/readyz")).json() == {"status": "ready"}
        query = {"query": "{ __typename organizations { totalCount } }"}
        response = await client.post("/graphql", json=query)
        assert response.status_code == 200
        assert response.json()["data"] == {
            "__typename": "Query",
            "organizations": {"totalCount": 0},
        }
        assert (await client.get("/schema.graphql")).text == written(schema)


async def test_the_limits_are_those_of_the_settings(database_url: str) -> None:
    limits = {
        "max_depth": 3,
        "max_aliases": 2,
        "max_directives": 1,
        "max_root_fields": 3,
        "max_tokens": 100,
        "max_cost": 50,
    }
    async with opened(database_url, **limits) as client:
        for query, (code, limit, measured) in {
            "{ people { nodes { memberships { totalCount } } } }": ("QUERY_TOO_DEEP", 3, 4),
            "{ a: __typename b: __typename c: __typename }": ("TOO_MANY_ALIASES", 2, 3),
            "{ __typename @skip(if: false) @include(if: true) }": ("TOO_MANY_DIRECTIVES", 1, 2),
            "{ people { totalCount } sites { totalCount } spaces { totalCount }"
            " bookings { totalCount } }": ("TOO_MANY_ROOT_FIELDS", 3, 4),
            "{ " + "__typename " * 100 + "}": ("TOO_MANY_TOKENS", 100, 102),
            "{ people(first: 50) { nodes { id } } }": ("QUERY_TOO_COMPLEX", 50, 51),
        }.items():
            extensions = await refused(client, query)
            assert extensions == {"code": code, "limit": limit, "measured": measured}


async def test_graphiql_can_be_switched_off(database_url: str) -> None:
    async with opened(database_url, graphiql=False) as client:
        for path in ("/graphiql", "/graphiql/operations.json"):
            response = await client.get(path)
            assert response.status_code == 404
            assert response.json()["errors"][0]["extensions"]["code"] == "NOT_FOUND"


async def test_the_collector_is_as_before_once_it_is_closed(database_url: str) -> None:
    former = gc.get_threshold()
    async with opened(database_url):
        assert gc.get_freeze_count() > 0
        assert gc.get_threshold() != former
    assert gc.get_threshold() == former
    assert gc.get_freeze_count() == 0
