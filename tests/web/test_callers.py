"""Who asks is found by a token, and remembered for some seconds."""

import asyncio
from collections.abc import AsyncGenerator

import httpx
import pytest

from hub import clock
from hub.accounts import tokens
from hub.accounts.models import Token
from hub.actor import Role
from hub.read_pool import ReadPool
from hub.web import callers
from hub.web.callers import Callers
from hub.web.refusals import Refused
from tests.make import accounts as make
from tests.web.door import Engine, client_of, door

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("connection")]


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
async def client(engine: Engine, pool: ReadPool) -> AsyncGenerator[httpx.AsyncClient]:
    async with client_of(door(engine, pool)) as client:
        yield client


async def ask(client: httpx.AsyncClient, token: str) -> int:
    headers = {"authorization": f"bearer {token}"}
    response = await client.post("/graphql", json={"query": "{ a }"}, headers=headers)
    return response.status_code


async def revoke(token: str) -> None:
    await Token.filter(token_hash=tokens.hash_of(token)).update(revoked_at=clock.now())


async def test_a_token_makes_its_holder_the_viewer(
    client: httpx.AsyncClient, engine: Engine
) -> None:
    assert await ask(client, await make.token(Role.INCUBATION)) == 200
    ((_, viewer),) = engine.asked
    assert viewer.actor.roles == {Role.INCUBATION}
    assert viewer.today == viewer.now.astimezone(clock.ROME).date()


async def test_an_unknown_token_is_refused(client: httpx.AsyncClient, engine: Engine) -> None:
    assert await ask(client, tokens.make_text()) == 401
    assert engine.asked == []


async def test_a_revoked_token_works_on_for_some_seconds_at_most(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(callers, "KEPT_SECONDS", 0.2)
    token = await make.token()
    assert await ask(client, token) == 200
    await revoke(token)
    assert await ask(client, token) == 200
    await asyncio.sleep(0.25)
    assert await ask(client, token) == 401


async def test_failures_are_remembered_too(client: httpx.AsyncClient) -> None:
    token = tokens.make_text()
    assert await ask(client, token) == 401
    await Token.create(name="Late", role=Role.DIRECTION, token_hash=tokens.hash_of(token), hint="x")
    assert await ask(client, token) == 401


async def test_no_more_are_remembered_than_fit(
    pool: ReadPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(callers, "MOST_KEPT", 3)
    known = Callers(pool)
    for _ in range(5):
        headers = {b"authorization": b"Bearer " + tokens.make_text().encode()}
        with pytest.raises(Refused):
            await known.actor(headers, "POST", clock.now())
    assert len(known) == 3


async def test_a_text_that_is_no_token_is_not_remembered(pool: ReadPool) -> None:
    known = Callers(pool)
    headers = {b"authorization": b"Bearer \xff" + b"x" * 10_000}
    with pytest.raises(Refused):
        await known.actor(headers, "POST", clock.now())
    assert len(known) == 0
