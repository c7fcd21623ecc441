"""What an answer costs is paid before it is made, and stated in it."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from graphql import get_introspection_query
from tortoise.backends.base.client import BaseDBAsyncClient

from hub import clock
from hub.actor import ANONYMOUS, Viewer
from hub.purse import FREE, Purse, Terms
from hub.read_pool import ReadPool
from hub.web.buckets import Buckets
from hub.web.refusals import Refused
from schema import schema
from schema.cost import INTROSPECTION_COST
from schema.engine import Engine, Request
from schema.limits import Limits
from tests.compiler.asking import Counted
from tests.keys import KEYS

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("still_ticks")]

RATE_LIMIT = "{ rateLimit { cost limit remaining restoreRate resetAt } }"
ORGANIZATIONS = "{ organizations(first: 10) { nodes { name } totalCount } }"
TERMS = Terms(capacity=5000, rate=100)


@pytest.fixture
def still_ticks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "ticks", lambda: 1000.0)


@pytest.fixture
def reads(connection: BaseDBAsyncClient, pool: ReadPool) -> Counted:
    return Counted(pool)


@pytest.fixture
def engine(reads: Counted) -> Engine:
    return Engine(schema, reads, limits=Limits(), keys=KEYS)


@pytest.fixture
def purse() -> Purse:
    return Buckets(TERMS).purse("somebody")


async def asked(engine: Engine, query: str, purse: Purse) -> Any:
    viewer = Viewer(clock.now(), clock.today(), ANONYMOUS, purse=purse)
    answer = await engine.answer(Request(query), viewer, queries_only=False)
    return json.loads(answer.body)


async def test_an_answer_states_its_cost_and_what_is_left(engine: Engine, purse: Purse) -> None:
    first = await asked(engine, ORGANIZATIONS, purse)
    second = await asked(engine, ORGANIZATIONS, purse)
    assert [each["extensions"]["cost"] for each in (first, second)] == [
        {"requested": 12, "limit": 5000, "remaining": 4988, "restoreRate": 100},
        {"requested": 12, "limit": 5000, "remaining": 4976, "restoreRate": 100},
    ]


async def test_without_a_budget_nothing_is_said_to_be_left(engine: Engine) -> None:
    answer = await asked(engine, ORGANIZATIONS, FREE)
    assert answer["extensions"]["cost"] == {
        "requested": 12,
        "limit": 5000,
        "remaining": None,
        "restoreRate": None,
    }


async def test_what_has_no_objects_costs_a_point(engine: Engine, purse: Purse) -> None:
    answer = await asked(engine, "{ __typename }", purse)
    assert answer["extensions"]["cost"]["requested"] == 1
    assert purse.remaining == 4999


async def test_nothing_is_asked_of_the_database_before_it_is_paid(
    engine: Engine, reads: Counted
) -> None:
    purse = Buckets(Terms(capacity=20, rate=1)).purse("somebody")
    await asked(engine, ORGANIZATIONS, purse)
    with pytest.raises(Refused) as refused:
        await asked(engine, ORGANIZATIONS, purse)
    assert refused.value.status == 429
    assert len(reads.statements) == 1


@pytest.mark.parametrize("query", ["{", "{ nothing }", "query ($v: Int!) { __typename }"])
async def test_a_refused_document_is_not_paid_here(
    engine: Engine, purse: Purse, query: str
) -> None:
    assert "errors" in await asked(engine, query, purse)
    assert purse.remaining == 5000


async def test_the_budget_can_be_asked_for(engine: Engine, purse: Purse) -> None:
    now = datetime(2027, 5, 12, 8, 30, 0, 123450, tzinfo=UTC)
    purse.pay(999)
    with clock.freeze(now):
        answer = await asked(engine, RATE_LIMIT, purse)
        full_at = purse.full_at(now)
    assert full_at is not None
    told = answer["data"]["rateLimit"]
    assert datetime.fromisoformat(told.pop("resetAt")) == full_at
    assert told == {"cost": 1, "limit": 5000, "remaining": 4000, "restoreRate": 100}
    assert (full_at - now).total_seconds() == pytest.approx(10, abs=1)


async def test_its_cost_is_that_of_the_whole_request(engine: Engine, purse: Purse) -> None:
    query = "{ rateLimit { cost remaining } organizations(first: 30) { nodes { id } } }"
    for remaining in (4968, 4936):
        answer = await asked(engine, query, purse)
        assert answer["data"]["rateLimit"] == {"cost": 32, "remaining": remaining}


async def test_where_there_is_no_budget_there_is_no_limit(engine: Engine) -> None:
    answer = await asked(engine, RATE_LIMIT, FREE)
    nothing = dict.fromkeys(("limit", "remaining", "restoreRate", "resetAt"))
    assert answer["data"]["rateLimit"] == {"cost": 1, **nothing}


async def test_beside_introspection_it_is_the_same(engine: Engine, purse: Purse) -> None:
    query = "{ rateLimit { cost remaining } __schema { queryType { name } } }"
    answer = await asked(engine, query, purse)
    cost = answer["extensions"]["cost"]
    assert answer["data"]["rateLimit"] == {
        "cost": cost["requested"],
        "remaining": cost["remaining"],
    }
    assert cost["remaining"] == 5000 - cost["requested"]


async def test_the_whole_schema_is_dear_to_make_and_cheap_to_give_again(
    engine: Engine, purse: Purse
) -> None:
    query = get_introspection_query()
    first = await asked(engine, query, purse)
    assert first["extensions"]["cost"]["requested"] == INTROSPECTION_COST
    for _ in range(3):
        again = await asked(engine, query, purse)
        assert again["data"] == first["data"]
        assert 50 < again["extensions"]["cost"]["requested"] < 300
