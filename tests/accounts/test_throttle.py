"""How often somebody may try: at the edges of time, from many tasks at once, and unseen."""

import asyncio
import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tortoise.backends.base.client import BaseDBAsyncClient

from hub.accounts import throttle
from hub.accounts.refusals import TooManyAttempts
from hub.accounts.throttle import Bucket, Limit
from hub.errors import Refused
from tests.keys import KEYS

pytestmark = pytest.mark.usefixtures("connection")

NOW = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
LIMIT = Limit("test", 3, 30)


def bucket(whose: str = "ada@example.org") -> Bucket:
    return Bucket.of(KEYS, LIMIT, whose)


async def wait(after: float = 0, *, whose: str = "ada@example.org") -> int | None:
    """Take a try so many seconds later; how long to wait if there is none."""
    try:
        await throttle.take([bucket(whose)], NOW + timedelta(seconds=after))
    except Refused as refused:
        (refusal,) = refused.refusals
        assert isinstance(refusal, TooManyAttempts)
        seconds = refusal.values["seconds"]
        assert isinstance(seconds, int)
        return seconds
    return None


async def test_there_are_so_many_tries_and_then_one_each_while() -> None:
    assert [await wait() for _ in range(4)] == [None, None, None, 30]
    assert await wait(29.9) == 1
    assert await wait(30) is None
    assert await wait(30) == 30
    assert await wait(75) is None
    assert await wait(75) == 15


async def test_no_more_are_saved_up_than_fit() -> None:
    await wait()

    assert [await wait(86_400) for _ in range(4)] == [None, None, None, 30]


async def test_a_try_that_is_refused_takes_nothing() -> None:
    for _ in range(10):
        await wait()

    assert await wait(30) is None


async def test_each_has_tries_of_their_own() -> None:
    for _ in range(4):
        await wait()

    assert await wait(whose="grace@example.org") is None


async def test_a_clock_that_steps_back_gives_nothing_and_costs_nothing() -> None:
    for _ in range(3):
        await wait(100)

    assert await wait(0) == 30
    assert await wait(130) is None


async def test_who_was_the_holder_gets_the_try_back() -> None:
    await wait()
    await wait()
    await throttle.give_back([bucket()])
    assert [await wait() for _ in range(3)] == [None, None, 30]
    for _ in range(5):
        await throttle.give_back([bucket()])

    assert [await wait() for _ in range(4)] == [None, None, None, 30]


async def test_what_was_done_has_not_failed_because_no_try_comes_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def away() -> None:
        raise ConnectionResetError

    await wait()
    with monkeypatch.context() as patched:
        patched.setattr(throttle, "in_transaction", away)
        await throttle.give_back([bucket()])

    assert [await wait() for _ in range(3)] == [None, None, 30]


async def test_what_one_has_left_may_be_taken_though_another_is_empty() -> None:
    for _ in range(3):
        await wait()
    both = [bucket("192.0.2.7"), bucket()]

    with pytest.raises(Refused):
        await throttle.take(both, NOW)

    assert [await wait(whose="192.0.2.7") for _ in range(3)] == [None, None, 30]


async def test_tasks_at_once_share_the_tries() -> None:
    waits = await asyncio.gather(*(wait() for _ in range(20)))

    assert waits.count(None) == 3


async def test_neither_addresses_nor_accounts_stand_in_the_table(
    connection: BaseDBAsyncClient,
) -> None:
    await wait()

    (row,) = await connection.execute_query_dict("SELECT caller FROM bucket")
    assert re.fullmatch(r"sign-in:test:[0-9a-f]{64}", row["caller"])


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(pauses=st.lists(st.floats(0, 60), min_size=1, max_size=20), number=st.integers(0))
async def test_never_are_more_given_than_were_there_and_came_back(
    pauses: list[float], number: int
) -> None:
    moment, taken, whose = 0.0, 0, f"{number}-{pauses}"
    for pause in pauses:
        moment += pause
        taken += await wait(moment, whose=whose) is None
        assert taken <= LIMIT.tries + moment / LIMIT.seconds + 1e-6
