"""A bucket gives what it holds and what flows into it, and never more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub import clock
from hub.purse import Terms
from hub.web import buckets
from hub.web.buckets import Buckets
from hub.web.refusals import Refused

TERMS = Terms(capacity=50, rate=7)
CALLERS = st.sampled_from("abc")
REQUESTS = st.lists(st.tuples(st.floats(0, 5), CALLERS, st.integers(1, 60)), max_size=60)
ROUNDING = 1e-6


def paid(held: Buckets, caller: str, cost: int) -> int:
    """What the caller could pay: the cost, or nothing."""
    try:
        held.purse(caller).pay(cost)
    except Refused:
        return 0
    return cost


@given(REQUESTS)
def test_over_any_time_no_caller_gets_more_than_flows_in(
    requests: list[tuple[float, str, int]],
) -> None:
    now, held, taken = 0.0, Buckets(TERMS), [(0.0, "", 0)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "ticks", lambda: now)
        for pause, caller, cost in requests:
            now += pause
            taken.append((now, caller, paid(held, caller, cost)))
    for first, (since, caller, _) in enumerate(taken):
        given = 0
        for until, who, cost in taken[first:]:
            given += cost if who == caller else 0
            assert given <= TERMS.capacity + TERMS.rate * (until - since) + ROUNDING


@given(REQUESTS)
def test_who_may_ask_is_refused_only_where_too_little_is_left(
    requests: list[tuple[float, str, int]],
) -> None:
    now, held, levels = 0.0, Buckets(TERMS), dict.fromkeys("abc", float(TERMS.capacity))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "ticks", lambda: now)
        for pause, caller, cost in requests:
            now += pause
            levels = {k: min(50.0, level + 7 * pause) for k, level in levels.items()}
            got = paid(held, caller, cost)
            assert got or cost > levels[caller] - ROUNDING
            levels[caller] -= got


async def test_who_is_full_again_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    now, held = 0.0, Buckets(TERMS)
    monkeypatch.setattr(clock, "ticks", lambda: now)
    for n in range(1000):
        paid(held, str(n), 7)
        now += 0.1
    assert len(held.held) < 30
    paid(held, "empty", 50)
    for n in range(1000):
        paid(held, f"new {n}", 1)
    assert paid(held, "empty", 1) == 0


async def test_no_more_are_remembered_than_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(buckets, "MOST", 10)
    monkeypatch.setattr(clock, "ticks", lambda: 0.0)
    held = Buckets(TERMS)
    for n in range(100):
        paid(held, str(n), 50)
    assert len(held.held) == 10
    assert [paid(held, str(n), 1) for n in range(90, 100)] == [0] * 10
