"""The measure of speed: a bare route for each operation that runs one statement written by hand."""

import json
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import asyncpg
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.bench.cast import Cast
from tests.bench.statements import STATEMENTS, Statement

SETTINGS = {
    "application_name": "handwritten",
    "timezone": "UTC",
    "jit": "off",
    "plan_cache_mode": "force_generic_plan",
    "default_transaction_read_only": "on",
}
"""Those of the hub's connections for reading."""

Endpoint = Callable[[Request], Awaitable[Response]]


def create_app(url: str, cast: Cast, *, pool_size: int) -> Starlette:
    return Starlette(
        routes=[
            Route(f"/{name}", _endpoint(statement, cast), methods=["POST"])
            for name, statement in STATEMENTS.items()
        ],
        lifespan=partial(_open, url, pool_size),
    )


def _endpoint(statement: Statement, cast: Cast) -> Endpoint:
    async def answer(request: Request) -> Response:
        given = json.loads(await request.body())
        values = statement.values(given, cast)
        async with request.state.pool.acquire() as connection:
            data = await connection.fetchval(statement.sql, *values)
        return Response(b'{"data":' + data + b"}", media_type="application/json")

    return answer


@asynccontextmanager
async def _open(url: str, pool_size: int, _: Starlette) -> AsyncGenerator[dict[str, Any]]:
    async with asyncpg.create_pool(
        url,
        min_size=1,
        max_size=pool_size,
        init=_pass_json_through,
        reset=_keep,
        server_settings=SETTINGS,
        max_cached_statement_lifetime=0,
        max_cacheable_statement_size=0,
    ) as pool:
        yield {"pool": pool}


async def _pass_json_through(connection: Any) -> None:
    await connection.set_type_codec(
        "json", schema="pg_catalog", encoder=bytes, decoder=bytes, format="binary"
    )


async def _keep(_: Any) -> None:
    """Save the round trip of a reset."""
