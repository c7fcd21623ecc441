"""What a clock on the wall shows, as instants: also on the days on which it is changed."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.spaces.series.clocked import Clocked, ClockFault, Occurrence, instants
from hub.spaces.terms import ClockOffset

ROME = ZoneInfo("Europe/Rome")
SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)
FIRST, SECOND = ClockOffset.FIRST, ClockOffset.SECOND


def occurrence(day: date, times: str, offset: ClockOffset | None = None) -> Occurrence:
    from_time, until_time = times.split("-")
    clocked = Clocked(
        zone=ROME,
        from_time=time.fromisoformat(from_time),
        until_time=time.fromisoformat(until_time),
        offset=offset,
    )
    (found,) = clocked.on([day])
    return found


def utc(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), UTC)


@pytest.mark.parametrize("clock", ["02:00", "02:30", "02:59:59"])
def test_the_hour_that_is_left_out_is_no_start(clock: str) -> None:
    for offset in (None, FIRST, SECOND):
        found = occurrence(SPRING, f"{clock}-05:00", offset)
        assert (found.span, found.fault) == (None, ClockFault.LEFT_OUT)


@pytest.mark.parametrize(("clock", "starts"), [("01:59", "00:59"), ("03:00", "01:00")])
def test_right_before_and_after_it_is_one(clock: str, starts: str) -> None:
    span = occurrence(SPRING, f"{clock}-05:00").span
    assert span == (utc(SPRING, starts), utc(SPRING, "03:00"))


@pytest.mark.parametrize("clock", ["02:00", "02:59:59"])
def test_of_the_hour_that_comes_twice_it_is_said_which(clock: str) -> None:
    assert occurrence(AUTUMN, f"{clock}-05:00").fault is ClockFault.SHOWN_TWICE
    first = occurrence(AUTUMN, f"{clock}-05:00", FIRST).span
    second = occurrence(AUTUMN, f"{clock}-05:00", SECOND).span
    assert first
    assert second
    assert second.starts_at - first.starts_at == timedelta(hours=1)


@pytest.mark.parametrize(
    ("wish", "minutes"),
    [
        ((AUTUMN, "01:00-02:30", None), 90),
        ((AUTUMN, "01:00-03:00", None), 180),
        ((AUTUMN, "02:30-02:45", FIRST), 15),
        ((AUTUMN, "02:30-02:45", SECOND), 15),
        ((AUTUMN, "02:30-02:15", SECOND), 24 * 60 - 15),
        ((AUTUMN, "02:30-03:00", SECOND), 30),
        ((SPRING, "01:00-03:00", None), 60),
        ((SPRING, "01:00-02:30", None), 90),
        ((date(2027, 3, 27), "23:00-03:00", None), 180),
        ((date(2027, 10, 30), "23:00-03:00", None), 300),
        ((date(2027, 6, 1), "09:00-09:00", None), 24 * 60),
    ],
)
def test_it_ends_when_the_clock_first_shows_the_end(
    wish: tuple[date, str, ClockOffset | None], minutes: int
) -> None:
    span = occurrence(*wish).span
    assert span
    assert span.length == timedelta(minutes=minutes)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2037, 1, 1)))  # noqa: DTZ001 - of a wall
def test_an_instant_is_one_at_which_the_clock_shows_it(local: datetime) -> None:
    found = instants(local, ROME)
    assert [each.astimezone(ROME).replace(tzinfo=None) for each in found] == [local] * len(found)
    nearby = [
        datetime.combine(local.date(), local.time(), UTC) - timedelta(hours=hours)
        for hours in (2, 1)
    ]
    shown = [each for each in nearby if each.astimezone(ROME).replace(tzinfo=None) == local]
    assert found == shown
