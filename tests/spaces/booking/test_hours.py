"""Open spans say at every instant what the state of the space says."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.members.rules import Period
from hub.spaces.booking.hours import day_of, instant, open_spans
from hub.spaces.booking.spans import Span
from hub.spaces.rules import Hours, Level, Shut, SpecialHours, opening_state
from hub.spaces.terms import BOOKABLE_STATES, OpeningState

ROME = ZoneInfo("Europe/Rome")
CHANGES = (date(2027, 3, 28), date(2027, 10, 31))
quarters = st.integers(0, 95).map(lambda n: time(n // 4, n % 4 * 15))
states = st.sampled_from(list(OpeningState))
days = st.sampled_from([each + timedelta(days=n) for each in CHANGES for n in (-1, 0, 1)])


@st.composite
def hours(draw: st.DrawFn) -> Hours:
    opens, closes = sorted((draw(quarters), draw(quarters)))
    if opens == closes:
        closes = time(0)
    return Hours(
        weekday=draw(st.sampled_from([6, 7, 1])),
        opens=opens,
        closes=closes,
        period=Period(draw(days), None),
        state=draw(states),
    )


@st.composite
def special(draw: st.DrawFn) -> SpecialHours:
    opens, closes = sorted((draw(quarters), draw(quarters)))
    is_whole = opens == closes
    return SpecialHours(
        occurs_on=draw(days),
        state=draw(states),
        opens=None if is_whole else opens,
        closes=None if is_whole else closes,
    )


@st.composite
def shut(draw: st.DrawFn) -> Shut:
    begins = datetime.combine(draw(days), draw(quarters), UTC)
    return Shut(starts_at=begins, ends_at=begins + timedelta(minutes=draw(st.integers(1, 300))))


levels = st.lists(
    st.builds(
        lambda *rules: Level(*(tuple(each) for each in rules)),
        st.lists(hours(), max_size=3),
        st.lists(special(), max_size=2),
        st.lists(shut(), max_size=2),
    ),
    max_size=2,
)


@given(levels, days, st.integers(0, 3 * 96))
def test_open_spans_agree_with_the_state_at_every_quarter_hour(
    some: list[Level], day: date, quarter: int
) -> None:
    window = Span(
        instant(datetime.combine(day - timedelta(days=1), time(0)), ROME),
        instant(datetime.combine(day + timedelta(days=2), time(0)), ROME),
    )
    moment = window.starts_at + quarter * timedelta(minutes=15)
    found = open_spans(some, window, ROME)

    if moment < window.ends_at:
        state = opening_state(some, moment, ROME)
        is_open = any(each.starts_at <= moment < each.ends_at for each in found)
        assert is_open == (state is None or state in BOOKABLE_STATES)


@pytest.mark.parametrize(
    ("day", "hours_of_day"), [(CHANGES[0], 23), (CHANGES[1], 25), (date(2027, 5, 12), 24)]
)
def test_a_day_has_the_hours_that_its_clock_has(day: date, hours_of_day: int) -> None:
    assert day_of(day, ROME).length == timedelta(hours=hours_of_day)
