"""Recurrence rules: what they name, what is refused, and that none takes long."""

import time as clock
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from hub.errors import Refused
from hub.spaces.series.recurrence import DAYS, MOST_DATES, ORDER, kept, parsed

ROME = ZoneInfo("Europe/Rome")
NINE = time(9)
TODAY = date(2027, 5, 12)
SECONDS = 1.0
"""No rule takes so long, on the slowest machine that runs the tests."""
CODES = frozenset(
    {"RULE_INVALID", "RULE_UNSUPPORTED", "SERIES_EMPTY", "SERIES_TOO_LONG", "TOO_LONG"}
)


def dates(rule: str, starts_on: date = TODAY) -> list[date]:
    return parsed(rule, from_time=NINE, zone=ROME).dates(starts_on, today=TODAY)


def dates_or_codes(rule: str, starts_on: date = TODAY) -> list[date] | set[str]:
    try:
        return dates(rule, starts_on)
    except Refused as refused:
        return {each.code for each in refused.refusals}


def code(rule: str) -> str:
    with pytest.raises(Refused) as refused:
        dates(rule)
    (refusal,) = refused.value.refusals
    return refusal.code


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("rrule:freq=weekly;byday=we,mo,mo;count=03", "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3"),
        ("COUNT=2;INTERVAL=1;FREQ=DAILY", "FREQ=DAILY;COUNT=2"),
        ("FREQ=MONTHLY;BYDAY=+1MO,-1FR;COUNT=2", "FREQ=MONTHLY;BYDAY=-1FR,1MO;COUNT=2"),
        ("FREQ=YEARLY;BYMONTH=12,06;COUNT=2", "FREQ=YEARLY;BYMONTH=6,12;COUNT=2"),
        ("FREQ=DAILY;UNTIL=20270601T090000", "FREQ=DAILY;UNTIL=20270601"),
        ("FREQ=DAILY;UNTIL=20270601T085959", "FREQ=DAILY;UNTIL=20270531"),
        ("FREQ=DAILY;UNTIL=20270601T070000Z", "FREQ=DAILY;UNTIL=20270601"),
        ("FREQ=DAILY;UNTIL=20270601T065959Z", "FREQ=DAILY;UNTIL=20270531"),
        ("FREQ=DAILY;UNTIL=20270531T223000Z", "FREQ=DAILY;UNTIL=20270531"),
    ],
)
def test_a_rule_has_one_normal_form(written: str, normal: str) -> None:
    rule = parsed(written, from_time=NINE, zone=ROME)
    assert rule.text == normal
    assert kept(normal).text == parsed(normal, from_time=NINE, zone=ROME).text == normal


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "FREQ",
        "FREQ=DAILY;",
        "FREQ=FORTNIGHTLY;COUNT=2",
        "COUNT=2",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=-1",
        "FREQ=DAILY;COUNT=²",
        "FREQ=DAILY;COUNT=2;COUNT=3",
        "FREQ=DAILY;INTERVAL=0;COUNT=2",
        "FREQ=DAILY;BYDAY=XX;COUNT=2",
        "FREQ=MONTHLY;BYDAY=0MO;COUNT=2",
        "FREQ=MONTHLY;BYDAY=54MO;COUNT=2",
        "FREQ=YEARLY;BYWEEKNO=2;BYDAY=1MO;COUNT=2",
        "FREQ=WEEKLY;BYMONTHDAY=3;COUNT=2",
        "FREQ=MONTHLY;BYYEARDAY=3;COUNT=2",
        "FREQ=MONTHLY;BYWEEKNO=3;COUNT=2",
        "FREQ=DAILY;BYMONTH=-1;COUNT=2",
        "FREQ=DAILY;BYMONTH=13;COUNT=2",
        "FREQ=MONTHLY;BYMONTHDAY=0;COUNT=2",
        "FREQ=MONTHLY;BYMONTHDAY=32;COUNT=2",
        "FREQ=MONTHLY;BYSETPOS=1;COUNT=2",
        "FREQ=DAILY;UNTIL=20270230",
        "FREQ=DAILY;UNTIL=20270601T250000",
        "FREQ=DAILY;UNTIL=2027",
        "FREQ=DAILY;WKST=XX;COUNT=2",
        "DTSTART:20270101T090000\nRRULE:FREQ=DAILY;COUNT=2",
        "FREQ=DAILY;X-FOO=1;COUNT=2",
    ],
)
def test_what_has_no_meaning_is_no_rule(rule: str) -> None:
    assert code(rule) == "RULE_INVALID"


@pytest.mark.parametrize("part", ["FREQ=MINUTELY", "FREQ=DAILY;BYMINUTE=1", "FREQ=DAILY;SKIP=OMIT"])
def test_what_names_no_days_is_not_supported(part: str) -> None:
    assert code(f"{part};COUNT=2") == "RULE_UNSUPPORTED"


def test_a_series_reaches_so_far_and_has_so_many_dates() -> None:
    assert len(dates("FREQ=DAILY;COUNT=366")) == MOST_DATES
    assert len(dates("FREQ=YEARLY;COUNT=11")) == 11
    for rule in ("FREQ=DAILY;COUNT=367", "FREQ=YEARLY;COUNT=12", "FREQ=YEARLY"):
        assert code(rule) == "SERIES_TOO_LONG"
    assert len(dates("FREQ=DAILY;UNTIL=20280511")) == MOST_DATES
    assert code("FREQ=DAILY;UNTIL=20280512") == "SERIES_TOO_LONG"


def test_a_leap_day_comes_every_fourth_year() -> None:
    found = dates("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=3", date(2027, 6, 1))
    assert found == [date(2028, 2, 29), date(2032, 2, 29), date(2036, 2, 29)]


def numbers(least: int, most: int) -> st.SearchStrategy[str]:
    listed = st.lists(st.integers(least, most).filter(bool), min_size=1, max_size=4)
    return listed.map(lambda each: ",".join(map(str, each)))


def days(ordinals: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    day = st.tuples(ordinals, st.sampled_from(DAYS)).map("".join)
    return st.lists(day, min_size=1, max_size=4).map(",".join)


PLAIN, NTH = st.just(""), st.sampled_from(["", "1", "2", "5", "-1", "-2"])
BY_FREQUENCY: dict[str, dict[str, st.SearchStrategy[str]]] = {
    "DAILY": {"BYDAY": days(PLAIN), "BYMONTH": numbers(1, 12), "BYMONTHDAY": numbers(-31, 31)},
    "WEEKLY": {"BYDAY": days(PLAIN), "BYMONTH": numbers(1, 12), "WKST": st.sampled_from(DAYS)},
    "MONTHLY": {"BYDAY": days(NTH), "BYMONTH": numbers(1, 12), "BYMONTHDAY": numbers(-31, 31)},
    "YEARLY": {"BYDAY": days(NTH), "BYMONTH": numbers(1, 12), "BYYEARDAY": numbers(-366, 366)},
}


@st.composite
def rules(draw: Callable[[st.SearchStrategy[str]], str]) -> str:
    """Rules that name days, with an end."""
    frequency = draw(st.sampled_from(sorted(BY_FREQUENCY)))
    parts = {"FREQ": frequency}
    for name, values in BY_FREQUENCY[frequency].items():
        if draw(st.sampled_from(["", "yes"])):
            parts[name] = draw(values)
    # Of a week that has begun the other library counts the days that are left.
    has_days = any(name.startswith("BY") for name in parts)
    if has_days and frequency != "WEEKLY" and draw(st.sampled_from(["", "", "yes"])):
        parts["BYSETPOS"] = draw(numbers(-3, 3))
    parts["INTERVAL"] = draw(st.integers(1, 4).map(str))
    ends = st.dates(TODAY, TODAY + timedelta(days=700)).map(lambda day: f"{day:%Y%m%d}")
    until = draw(st.sampled_from(["", "yes"]))
    parts["UNTIL" if until else "COUNT"] = draw(ends if until else st.integers(1, 60).map(str))
    return ";".join(f"{name}={value}" for name, value in parts.items())


EVENT = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//
BEGIN:VEVENT
UID:series
DTSTAMP:20270101T000000Z
DTSTART;VALUE=DATE:{starts_on:%Y%m%d}
DTEND;VALUE=DATE:{ends_on:%Y%m%d}
RRULE:{rule}
END:VEVENT
END:VCALENDAR
"""


@settings(max_examples=300, deadline=None)
@given(rules(), st.dates(TODAY, TODAY + timedelta(days=400)))
def test_dates_equal_those_of_another_library(rule: str, starts_on: date) -> None:
    found = dates_or_codes(rule, starts_on)
    if isinstance(found, set):
        assert found <= CODES
        return
    # To iCalendar the first day is one of the rule's own.
    text = EVENT.format(
        starts_on=found[0],
        ends_on=found[0] + timedelta(days=1),
        rule=parsed(rule, from_time=NINE, zone=ROME).text,
    )
    events = recurring_ical_events.of(Calendar.from_ical(text)).between(
        found[0], found[-1] + timedelta(days=4000)
    )
    assert sorted(event["DTSTART"].dt for event in events) == found


@pytest.mark.parametrize(
    ("rule", "first"),
    [
        ("BYDAY=MO,TU;BYSETPOS=1", date(2027, 5, 17)),
        ("BYDAY=MO,TU,FR;BYSETPOS=-1", date(2027, 5, 14)),
        ("BYDAY=MO,TU,FR;BYSETPOS=3;WKST=TU", date(2027, 5, 17)),
        ("BYMONTH=6;BYSETPOS=1", date(2027, 6, 2)),
    ],
)
def test_positions_in_a_week_are_those_of_the_whole_week(rule: str, first: date) -> None:
    """It begins on a Wednesday."""
    assert dates(f"FREQ=WEEKLY;{rule};COUNT=1") == [first]


WEEKDAYS = dict(zip(DAYS, range(7), strict=True))


@settings(max_examples=200, deadline=None)
@given(
    st.sets(st.sampled_from(DAYS), min_size=1),
    st.integers(1, 5),
    st.tuples(st.dates(TODAY, TODAY + timedelta(days=400)), st.integers(1, 90)),
)
def test_weeks_are_counted_from_monday(
    weekdays: set[str], every: int, wish: tuple[date, int]
) -> None:
    starts_on, count = wish
    rule = f"FREQ=WEEKLY;INTERVAL={every};BYDAY={','.join(weekdays)};COUNT={count}"
    first = starts_on - timedelta(days=starts_on.weekday())
    wanted = {WEEKDAYS[each] for each in weekdays}
    every_day = (starts_on + timedelta(days=number) for number in range(4300))
    expected = [
        day for day in every_day if day.weekday() in wanted and (day - first).days // 7 % every == 0
    ]
    assert dates(rule, starts_on) == expected[:count]


HOSTILE = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.tuples(
            st.sampled_from([*ORDER, "BYHOUR", "BYEASTER", "RSCALE", ""]),
            st.one_of(
                st.text("0123456789-+,MOTUWEFRSATZ", max_size=30),
                st.integers(-(10**20), 10**20).map(str),
                st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY", "99991231", "00010101"]),
                numbers(-400, 400),
                days(NTH),
            ),
        ).map("=".join),
        max_size=8,
    ).map(";".join),
)


@settings(max_examples=1000, deadline=None)
@example("UNTIL=00010101", "FREQ=DAILY;")
@given(HOSTILE, st.sampled_from(["", "FREQ=DAILY;", "FREQ=MONTHLY;", "FREQ=YEARLY;"]))
def test_whatever_is_written_is_answered_soon(text: str, begins: str) -> None:
    began = clock.perf_counter()
    found = dates_or_codes(begins + text)
    if isinstance(found, set):
        assert found <= CODES
    else:
        assert 1 <= len(found) <= MOST_DATES
        assert found == sorted(set(found))
    assert clock.perf_counter() - began < SECONDS


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=1",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=-30,30,31;BYDAY=MO;UNTIL=99991231",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=366;COUNT=3",
        "FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1;COUNT=2",
        "FREQ=DAILY;INTERVAL=99999999999999999999;COUNT=2",
        "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6;COUNT=2",
    ],
)
def test_a_rule_that_names_nothing_is_soon_through(rule: str) -> None:
    began = clock.perf_counter()
    assert code(rule) in ("SERIES_EMPTY", "SERIES_TOO_LONG")
    assert clock.perf_counter() - began < SECONDS


def test_instants_of_until_are_read_in_their_zone() -> None:
    until = datetime(2027, 6, 1, 7, tzinfo=UTC)
    rule = parsed(f"FREQ=DAILY;UNTIL={until:%Y%m%dT%H%M%SZ}", from_time=NINE, zone=ROME)
    assert rule.until_on == date(2027, 6, 1)
