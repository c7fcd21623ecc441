"""What a caller may ask within a time, as requests meet it."""

from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

import httpx
import pytest
from starlette.types import Scope

from hub import clock
from hub.actor import ANONYMOUS, Actor, Role
from hub.purse import FREE, Terms
from hub.web.buckets import Buckets
from hub.web.budget import Budget
from tests.web.door import Engine, door

pytestmark = pytest.mark.anyio

NOW = datetime(2027, 5, 12, 8, 30, tzinfo=UTC)
TERMS = Terms(capacity=100, rate=10)
Client = Callable[[str], httpx.AsyncClient]


@dataclass
class Ticks:
    """A clock for durations that moves when a test says so."""

    at: float = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def ticks(monkeypatch: pytest.MonkeyPatch) -> Ticks:
    ticks = Ticks()
    monkeypatch.setattr(clock, "ticks", ticks)
    return ticks


@pytest.fixture
def budget() -> Budget:
    return Budget(Buckets(TERMS), Buckets(TERMS), Buckets(TERMS))


@pytest.fixture
async def client_at(budget: Budget, ticks: Ticks) -> AsyncGenerator[Client]:
    """Makes clients at an address each, before one door."""
    app = door(Engine(), budget=budget)
    async with AsyncExitStack() as stack:
        clients: list[httpx.AsyncClient] = []

        def made(address: str) -> httpx.AsyncClient:
            transport = httpx.ASGITransport(app, client=(address, 1))
            clients.append(httpx.AsyncClient(transport=transport, base_url="http://hub.test"))
            stack.push_async_callback(clients[-1].aclose)
            return clients[-1]

        yield made


@pytest.fixture
def client(client_at: Client) -> httpx.AsyncClient:
    return client_at("192.0.2.1")


async def costing(client: httpx.AsyncClient, cost: int, **headers: str) -> httpx.Response:
    return await client.post("/graphql", json={"query": f"costs {cost}"}, headers=headers)


async def test_all_that_is_left_may_be_spent_and_not_a_point_more(
    client: httpx.AsyncClient,
) -> None:
    assert (await costing(client, 60)).status_code == 200
    assert (await costing(client, 40)).status_code == 200
    assert (await costing(client, 1)).status_code == 429


async def test_a_refusal_says_what_is_left_and_when_it_is_enough(
    client: httpx.AsyncClient,
) -> None:
    await costing(client, 70)
    with clock.freeze(NOW):
        refused = await costing(client, 51)
    assert refused.status_code == 429
    assert refused.headers["retry-after"] == "3"
    assert refused.headers["content-type"].startswith("application/graphql-response+json")
    assert refused.json() == {
        "errors": [
            {
                "message": "The request costs 51 points and 29 are left of your budget:"
                " ask again in 3 seconds, or for less.",
                "extensions": {
                    "code": "BUDGET_EXHAUSTED",
                    "cost": 51,
                    "limit": 100,
                    "remaining": 29,
                    "restoreRate": 10,
                    "retryAt": "2027-05-12T08:30:03+00:00",
                },
            }
        ]
    }


@pytest.mark.parametrize("cost", [2, 10, 11, 33, 100])
async def test_who_comes_back_when_told_to_is_answered(
    client: httpx.AsyncClient, ticks: Ticks, cost: int
) -> None:
    await costing(client, 99)
    refused = await costing(client, cost)
    ticks.at += int(refused.headers["retry-after"])
    assert (await costing(client, cost)).status_code == 200


async def test_a_budget_fills_up_steadily_and_no_further(
    client: httpx.AsyncClient, ticks: Ticks
) -> None:
    await costing(client, 100)
    ticks.at += 0.5
    assert (await costing(client, 5)).status_code == 200
    assert (await costing(client, 1)).status_code == 429
    ticks.at += 3600
    assert (await costing(client, 100)).status_code == 200
    assert (await costing(client, 1)).status_code == 429


async def test_more_than_the_whole_budget_is_refused_as_such(client: httpx.AsyncClient) -> None:
    refused = await costing(client, 101)
    assert refused.status_code == 400
    assert "retry-after" not in refused.headers
    (error,) = refused.json()["errors"]
    assert error["extensions"] == {"code": "COST_OVER_BUDGET", "limit": 100, "measured": 101}


async def test_what_is_refused_costs_a_point(client: httpx.AsyncClient) -> None:
    for query in ("invalid", "bug", "costs 101", "invalid"):
        await client.post("/graphql", json={"query": query})
    assert (await costing(client, 97)).status_code == 429  # for which another point is taken
    assert (await costing(client, 95)).status_code == 200


async def test_where_nothing_is_left_nothing_is_begun(
    client: httpx.AsyncClient, ticks: Ticks
) -> None:
    await costing(client, 100)
    for _ in range(24):
        assert (await client.post("/graphql", json={"query": "bug"})).status_code == 429
        ticks.at += 1 / 256  # to hear that it was too early costs nothing
    ticks.at += 0.01
    assert (await client.post("/graphql", json={"query": "invalid"})).status_code == 400


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_reading_by_address_costs_as_much(client: httpx.AsyncClient, method: str) -> None:
    params = {"query": "costs 60"}
    assert (await client.request(method, "/graphql", params=params)).status_code == 200
    refused = await client.request(method, "/graphql", params=params)
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "3")


async def test_a_preflight_costs_nothing(client: httpx.AsyncClient) -> None:
    await costing(client, 100)
    assert (await client.options("/graphql")).status_code == 204


async def test_addresses_have_budgets_of_their_own(client_at: Client) -> None:
    assert (await costing(client_at("192.0.2.1"), 100)).status_code == 200
    assert (await costing(client_at("192.0.2.2"), 100)).status_code == 200
    assert (await costing(client_at("192.0.2.1"), 1)).status_code == 429


async def test_a_network_has_one_budget_however_many_its_addresses(client_at: Client) -> None:
    assert (await costing(client_at("2001:db8:0:1::1"), 100)).status_code == 200
    assert (await costing(client_at("2001:db8:0:1:ffff::2"), 1)).status_code == 429
    assert (await costing(client_at("2001:db8:0:2::1"), 100)).status_code == 200


async def test_what_was_not_understood_takes_nothing_from_who_asks_from_there(
    client: httpx.AsyncClient,
) -> None:
    for _ in range(100):
        assert (await client.post("/graphql", json=[])).status_code == 400
    assert (await costing(client, 1)).status_code == 429  # yet the address has to wait


async def test_tokens_that_open_nothing_are_soon_refused_without_looking(
    client_at: Client, ticks: Ticks
) -> None:
    client, neighbour = client_at("192.0.2.1"), client_at("192.0.2.2")
    for _ in range(100):
        assert (await costing(client, 1, authorization="Bearer x")).status_code == 401
    assert (await costing(client, 1, authorization="Bearer x")).status_code == 429
    assert (await costing(neighbour, 1, authorization="Bearer x")).status_code == 401
    ticks.at += 0.1
    assert (await costing(client, 1, authorization="Bearer x")).status_code == 401


async def test_a_header_of_the_clients_own_changes_nothing(client: httpx.AsyncClient) -> None:
    await costing(client, 100)
    for name in ("x-forwarded-for", "forwarded", "x-real-ip"):
        assert (await costing(client, 1, **{name: "192.0.2.77"})).status_code == 429


SCOPE: Scope = {"type": "http", "client": ("192.0.2.1", 1)}


def actor(account_id: UUID | None = None, token_id: UUID | None = None) -> Actor:
    return Actor(frozenset({Role.MEMBER}), account_id=account_id, token_id=token_id)


def test_all_tokens_of_an_account_are_paid_from_one_budget(budget: Budget) -> None:
    account_id = uuid4()
    budget.of(actor(account_id, uuid4()), SCOPE).pay(60)
    purse = budget.of(actor(account_id, uuid4()), SCOPE)
    purse.pay(30)
    assert (purse.remaining, purse.limit, purse.restore_rate) == (10, 100, 10)


def test_other_accounts_and_tokens_and_the_anonymous_pay_themselves(budget: Budget) -> None:
    for each in (actor(uuid4()), actor(uuid4()), actor(token_id=uuid4()), ANONYMOUS):
        purse = budget.of(each, SCOPE)
        purse.pay(100)
        assert purse.remaining == 0


def test_who_has_no_budget_pays_nothing() -> None:
    FREE.pay(10**9)
    FREE.dock()
    assert (FREE.limit, FREE.remaining, FREE.restore_rate, FREE.full_at(NOW)) == (None,) * 4
