"""What operators are told: alive always, ready only when requests can be answered."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from hub.errors import Unavailable
from hub.read_pool import ReadPool
from hub.web import health
from hub.web.health import Readiness, livez, readyz
from tests.web.door import client_of

pytestmark = pytest.mark.anyio


class Migrations:
    """What is missing; counts how often that was looked up."""

    def __init__(self, *missing: str) -> None:
        self.missing = list(missing)
        self.lookups = 0

    async def __call__(self) -> list[str]:
        self.lookups += 1
        return self.missing


class Away(ReadPool):
    """Reads from a database that does not answer."""

    async def fetch_row(self, *_: object) -> None:
        raise Unavailable("gone")


class Silent(ReadPool):
    """Reads from a database that hangs."""

    async def fetch_row(self, *_: object) -> None:
        await asyncio.sleep(60)


@asynccontextmanager
async def probes(readiness: Readiness) -> AsyncGenerator[httpx.AsyncClient]:
    inner = Starlette(routes=[Route("/livez", livez), Route("/readyz", readyz)])

    async def outer(scope: Scope, receive: Receive, send: Send) -> None:
        await inner({**scope, "state": {"readiness": readiness}}, receive, send)

    async with client_of(outer) as client:
        yield client


async def probe(readiness: Readiness) -> tuple[int, dict[str, str]]:
    async with probes(readiness) as client:
        assert (await client.get("/livez")).json() == {"status": "live"}
        response = await client.get("/readyz")
        return response.status_code, response.json()


async def test_ready_when_the_database_answers_and_nothing_is_missing(pool: ReadPool) -> None:
    migrations = Migrations()
    readiness = Readiness(pool, migrations)
    assert await probe(readiness) == (200, {"status": "ready"})
    assert await probe(readiness) == (200, {"status": "ready"})
    assert migrations.lookups == 1


async def test_not_ready_while_migrations_are_missing(
    pool: ReadPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "KEPT_SECONDS", 0.0)
    migrations = Migrations("0007_more")
    readiness = Readiness(pool, migrations)
    reason = "migrations are missing: 0007_more"
    assert await probe(readiness) == (503, {"status": "not ready", "reason": reason})
    migrations.missing.clear()
    assert await probe(readiness) == (200, {"status": "ready"})


@pytest.mark.parametrize("reads", [Away, Silent])
async def test_not_ready_without_a_database(
    reads: type[ReadPool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "ANSWER_SECONDS", 0.1)
    readiness = Readiness(reads("postgresql://nowhere"), Migrations())
    reason = "the database does not answer"
    assert await probe(readiness) == (503, {"status": "not ready", "reason": reason})


async def test_not_ready_as_soon_as_it_is_about_to_stop(pool: ReadPool) -> None:
    readiness = Readiness(pool, Migrations())
    assert await probe(readiness) == (200, {"status": "ready"})
    readiness.drain()
    reason = "the hub is stopping"
    assert await probe(readiness) == (503, {"status": "not ready", "reason": reason})
