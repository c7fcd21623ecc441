"""Several processes before one database give no more than one bucket."""

import asyncio
import subprocess
from collections.abc import AsyncGenerator, Generator
from contextlib import ExitStack, contextmanager
from typing import Any

import asyncpg
import httpx
import pytest

from hub import clock, settings
from hub.actor import ANONYMOUS
from hub.purse import Purse, Terms
from hub.read_pool import ReadPool
from hub.web.budget import budgets
from hub.web.refusals import Refused
from hub.web.shared_buckets import SharedBuckets
from tests import hub_process
from tests.keys import KEYS

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("connection")]

TERMS = Terms(capacity=100, rate=1)
Pair = tuple[SharedBuckets, SharedBuckets]


@pytest.fixture(autouse=True)
async def table(database_url: str) -> AsyncGenerator[asyncpg.Connection]:
    """A connection to look at the rows with; the table is no model's, and emptied here."""
    connection = await asyncpg.connect(database_url)
    await connection.execute("TRUNCATE bucket")
    yield connection
    await connection.close()


@pytest.fixture
async def pair(database_url: str) -> AsyncGenerator[Pair]:
    """What two processes have of the same buckets."""
    async with writing(database_url) as one, writing(database_url) as other:
        yield SharedBuckets(TERMS, one, "actor:"), SharedBuckets(TERMS, other, "actor:")


def writing(database_url: str) -> ReadPool:
    return ReadPool(database_url, size=4, default_transaction_read_only="off")


async def pays(buckets: SharedBuckets, cost: int, caller: str = "a") -> bool:
    try:
        await done(buckets.purse(caller), cost)
    except Refused:
        return False
    return True


async def done(purse: Purse, cost: int) -> Purse:
    payment = purse.pay(cost)
    assert payment is not None
    await payment
    return purse


async def test_all_that_is_left_may_be_spent_and_not_a_point_more(pair: Pair) -> None:
    one, other = pair
    assert await pays(one, 60)
    assert await pays(other, 40)
    assert not await pays(one, 2)
    assert not await pays(other, 2)
    assert await pays(other, 100, caller="b")


async def test_at_once_they_give_no_more_than_in_turn(pair: Pair) -> None:
    begun = clock.ticks()
    paid = await asyncio.gather(*(pays(buckets, 3) for _ in range(60) for buckets in pair))
    assert 33 <= sum(paid) <= (100 + clock.ticks() - begun) // 3


async def test_a_purse_says_what_all_have_left(pair: Pair) -> None:
    one, other = pair
    await pays(one, 60)
    purse = await done(other.purse("a"), 10)
    assert (purse.remaining, purse.limit, purse.restore_rate) == (30, 100, 1)


async def test_a_refusal_costs_a_point_and_says_when_there_is_enough(pair: Pair) -> None:
    one, other = pair
    await pays(one, 60)
    with pytest.raises(Refused) as refused:
        await done(other.purse("a"), 50)
    assert refused.value.status == 429
    assert (b"retry-after", b"11") in refused.value.headers
    assert (await done(one.purse("a"), 1)).remaining == 38


async def test_more_than_the_whole_budget_is_refused_as_such(pair: Pair) -> None:
    with pytest.raises(Refused) as refused:
        await done(pair[0].purse("a"), 101)
    assert refused.value.status == 400
    assert (await done(pair[1].purse("a"), 1)).remaining == 98


async def test_what_was_refused_before_it_was_paid_is_docked_once(pair: Pair) -> None:
    for cost in (None, 101, 99):
        purse = pair[0].purse("a")
        if cost is not None:
            with pytest.raises(Refused):
                await done(purse, cost)
        docked = purse.dock()
        assert docked is not None
        await docked
    assert (await done(pair[1].purse("a"), 1)).remaining == 96


async def test_who_has_nothing_is_refused_without_asking_the_database(
    pair: Pair, table: asyncpg.Connection
) -> None:
    one, _ = pair
    await pays(one, 100)
    await table.execute("TRUNCATE bucket")
    assert not await pays(one, 1)
    assert await table.fetchval("SELECT count(*) FROM bucket") == 0


async def test_it_fills_up_steadily_and_no_further(pair: Pair, table: asyncpg.Connection) -> None:
    one, other = pair
    await pays(one, 100)
    await passed(table, 30)
    assert (await done(other.purse("a"), 5)).remaining == 25
    await passed(table, 3600)
    assert (await done(other.purse("a"), 5)).remaining == 95


async def test_a_clock_that_is_behind_refills_nothing(
    pair: Pair, table: asyncpg.Connection
) -> None:
    one, other = pair
    await pays(one, 95)
    await passed(table, -3600)
    assert (await done(other.purse("a"), 2)).remaining == 3
    await passed(table, 3600)
    assert (await done(other.purse("a"), 1)).remaining == 2


async def test_rows_that_are_full_again_are_dropped(pair: Pair, table: asyncpg.Connection) -> None:
    one, _ = pair
    await pays(one, 1, caller="old")
    await table.execute("INSERT INTO bucket SELECT 'address:x', 0, now()")
    await passed(table, 101)
    await pays(one, 1, caller="new")
    await one.prune()
    rows = await table.fetch("SELECT caller FROM bucket ORDER BY caller")
    assert [row["caller"] for row in rows] == ["actor:new", "address:x"]


async def test_they_are_dropped_now_and_then(
    pair: Pair, table: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = pair
    await pays(one, 1, caller="old")
    await passed(table, 101)
    later = clock.ticks() + 601
    monkeypatch.setattr(clock, "ticks", lambda: later)
    await pays(one, 1, caller="new")
    assert await table.fetchval("SELECT array_agg(caller) FROM bucket") == ["actor:new"]


async def passed(table: asyncpg.Connection, seconds: float) -> None:
    """Let time go by for the rows."""
    await table.execute(
        "UPDATE bucket SET filled_at = filled_at - make_interval(secs => $1)", seconds
    )


@pytest.mark.parametrize("given", [{"shared_budget": True}, {"workers": 2}])
async def test_no_address_is_stored(
    database_url: str, table: asyncpg.Connection, given: dict[str, Any]
) -> None:
    async with budgets(settings.load(**given), database_url, KEYS) as budget:
        for host in ("192.0.2.1", "2001:db8:1:2::1"):
            await done(budget.of(ANONYMOUS, {"type": "http", "client": (host, 1)}), 1)
    rows = await table.fetch("SELECT caller FROM bucket")
    assert len(rows) == 2
    for row in rows:
        kind, _, digest = row["caller"].partition(":")
        assert (kind, len(bytes.fromhex(digest))) == ("address", 32)


@pytest.mark.parametrize("given", [{}, {"budget": 0, "anonymous_budget": 0, "workers": 2}])
async def test_one_process_and_no_budget_need_no_rows(
    database_url: str, table: asyncpg.Connection, given: dict[str, Any]
) -> None:
    async with budgets(settings.load(**given), database_url, KEYS) as budget:
        purse = budget.of(ANONYMOUS, {"type": "http", "client": ("192.0.2.1", 1)})
        assert purse.pay(1) is None
        assert purse.limit == (None if given else 5000)
    assert await table.fetchval("SELECT count(*) FROM bucket") == 0


@contextmanager
def served(database_url: str) -> Generator[str]:
    """`hub serve` as one of several before a database."""
    port = hub_process.unused_port()
    place = {
        **hub_process.environment(database_url, port),
        "HUB_SHARED_BUDGET": "true",
        "HUB_ANONYMOUS_BUDGET": "60",
        "HUB_ANONYMOUS_BUDGET_RATE": "1",
        "HUB_SECRET_KEY": "of all hubs before this one database",
    }
    process = subprocess.Popen(["hub", "serve"], env=place)  # noqa: S607 - ours
    try:
        hub_process.await_ready(process, port)
        yield f"http://127.0.0.1:{port}/graphql"
    finally:
        process.terminate()
        process.wait()


async def test_two_hubs_share(database_url: str) -> None:
    with ExitStack() as stack:
        hubs = [stack.enter_context(served(database_url)) for _ in range(2)]
        async with httpx.AsyncClient() as client:
            begun = clock.ticks()
            asked = [
                client.post(url, json={"query": "{ __typename }"})
                for _ in range(50)
                for url in hubs
            ]
            statuses = [answer.status_code for answer in await asyncio.gather(*asked)]
            passed = clock.ticks() - begun
            last = [
                (await client.post(url, json={"query": "{ organizations { totalCount } }"}))
                for url in hubs
            ]
    assert 60 <= statuses.count(200) <= 60 + passed
    assert statuses.count(200) + statuses.count(429) == 100
    assert [answer.status_code for answer in last] == [429, 429]
