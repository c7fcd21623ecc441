"""Arithmetic of spans, against counting minute by minute."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hub.spaces.booking.spans import Span, fitting, joined, total, without

START = datetime(2027, 3, 28, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
minutes = st.integers(0, 40)
spans = st.lists(
    st.tuples(minutes, minutes).map(lambda two: Span(*(START + each * MINUTE for each in two))),
    max_size=6,
)


def counted(given: list[Span]) -> set[datetime]:
    moments = [START + minute * MINUTE for minute in range(41)]
    return {each for each in moments if any(s.starts_at <= each < s.ends_at for s in given)}


@given(spans)
def test_joined_spans_are_the_same_time_apart_and_in_order(some: list[Span]) -> None:
    found = joined(some)

    assert counted(found) == counted(some)
    assert all(one.ends_at < next_.starts_at for one, next_ in pairwise(found))
    assert total(some) == len(counted(some)) * MINUTE


@given(spans, spans)
def test_without_leaves_what_is_in_none_of_the_others(some: list[Span], gone: list[Span]) -> None:
    found = without(some, gone)

    assert counted(found) == counted(some) - counted(gone)
    assert all(each.starts_at < each.ends_at for each in found)


@given(spans, st.integers(1, 10), st.lists(minutes, max_size=20))
def test_fitting_finds_each_start_with_room(
    some: list[Span], length: int, starts: list[int]
) -> None:
    wanted = [START + minute * MINUTE for minute in sorted(set(starts))]
    expected = [
        start
        for start in wanted
        if all(start + each * MINUTE in counted(some) for each in range(length))
    ]

    assert list(fitting(some, length * MINUTE, wanted)) == expected


@given(spans, spans)
def test_two_spans_meet_when_they_have_a_minute_in_common(
    some: list[Span], other: list[Span]
) -> None:
    for one in joined(some):
        for two in joined(other):
            assert one.meets(two) == bool(counted([one]) & counted([two]))
            assert one.holds(two) == (counted([two]) <= counted([one]))
