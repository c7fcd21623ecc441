"""How periods follow each other: by months and by calendar years, over short months and leap days."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.members.periods import Cycle, first_end, months_later, next_end
from hub.members.seat_rules import asks_more, fullest, seats_of
from hub.members.terms import PeriodKind

YEARLY = Cycle(PeriodKind.ROLLING)
MONTHLY = Cycle(PeriodKind.ROLLING, months=1)
CALENDAR = Cycle(PeriodKind.CALENDAR, rollover_days=31)
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
LEAP_DAY = date(2028, 2, 29)
DAY = date(2027, 5, 12)


@pytest.mark.parametrize(
    ("cycle", "starts_on", "ends_on"),
    [
        (YEARLY, date(2027, 5, 12), date(2028, 5, 12)),
        (YEARLY, LEAP_DAY, date(2029, 2, 28)),
        (YEARLY, date(2027, 2, 28), date(2028, 2, 28)),
        (YEARLY, date(2027, 3, 1), date(2028, 3, 1)),
        (MONTHLY, date(2027, 1, 31), date(2027, 2, 28)),
        (MONTHLY, date(2028, 1, 31), LEAP_DAY),
        (MONTHLY, date(2027, 12, 31), date(2028, 1, 31)),
        (Cycle(PeriodKind.ROLLING, months=120), LEAP_DAY, date(2038, 2, 28)),
        (YEARLY, date(9999, 1, 1), date.max),
        (CALENDAR, date(2027, 1, 1), date(2028, 1, 1)),
        (CALENDAR, date(2027, 11, 30), date(2028, 1, 1)),
        (CALENDAR, date(2027, 12, 1), date(2029, 1, 1)),
        (CALENDAR, date(2027, 12, 31), date(2029, 1, 1)),
        (Cycle(PeriodKind.CALENDAR), date(2027, 12, 31), date(2028, 1, 1)),
    ],
)
def test_a_first_period_ends(cycle: Cycle, starts_on: date, ends_on: date) -> None:
    assert first_end(cycle, starts_on) == ends_on


@pytest.mark.parametrize(
    ("cycle", "first_on", "starts_on", "ends_on"),
    [
        (YEARLY, date(2026, 5, 12), date(2027, 5, 12), date(2028, 5, 12)),
        (YEARLY, LEAP_DAY, date(2029, 2, 28), date(2030, 2, 28)),
        (YEARLY, LEAP_DAY, date(2031, 2, 28), date(2032, 2, 29)),
        (MONTHLY, date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)),
        (MONTHLY, date(2027, 1, 31), date(2027, 3, 31), date(2027, 4, 30)),
        # Periods that were laid otherwise before are counted from where they end.
        (YEARLY, date(2026, 5, 12), date(2027, 7, 1), date(2028, 7, 1)),
        (CALENDAR, date(2026, 5, 12), date(2027, 1, 1), date(2028, 1, 1)),
        (CALENDAR, date(2026, 5, 12), date(2027, 7, 1), date(2028, 1, 1)),
        # Who renews is not late: the rollover is for who joins.
        (CALENDAR, date(2026, 5, 12), date(2027, 12, 15), date(2028, 1, 1)),
    ],
)
def test_a_period_that_follows_ends(
    cycle: Cycle, *, first_on: date, starts_on: date, ends_on: date
) -> None:
    assert next_end(cycle, starts_on, first_on=first_on) == ends_on


@given(DAYS, st.integers(0, 240))
def test_months_later_is_the_same_day_or_the_last_one(day: date, months: int) -> None:
    later = months_later(day, months)

    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == min(day.day, monthrange(later.year, later.month)[1])


@given(DAYS, st.integers(1, 120), st.integers(1, 12))
def test_renewals_lose_and_double_no_day(first_on: date, months: int, times: int) -> None:
    """So many renewals end where one period of all their months would."""
    cycle = Cycle(PeriodKind.ROLLING, months)
    ends_on = first_end(cycle, first_on)
    for _ in range(times):
        ends_on = next_end(cycle, ends_on, first_on=first_on)

    assert ends_on == months_later(first_on, months * (times + 1))


@given(DAYS, st.integers(0, 366))
def test_a_first_calendar_period_ends_on_new_year(starts_on: date, rollover: int) -> None:
    ends_on = first_end(Cycle(PeriodKind.CALENDAR, rollover_days=rollover), starts_on)

    assert (ends_on.month, ends_on.day) == (1, 1)
    assert min(rollover, 365) < (ends_on - starts_on).days <= 366 + 365


SPANS = st.tuples(DAYS, st.none() | st.integers(0, 800)).map(
    lambda each: (each[0], None if each[1] is None else each[0] + timedelta(days=each[1]))
)


@given(st.lists(SPANS, max_size=8), DAYS, st.none() | st.integers(1, 900))
def test_the_fullest_day_is_found_among_all(
    seats: list[tuple[date, date | None]], starts_on: date, length: int | None
) -> None:
    ends_on = None if length is None else starts_on + timedelta(days=length)
    used, day = fullest(seats, starts_on, ends_on)

    def count(on: date) -> int:
        return sum(begins <= on and (ends is None or on < ends) for begins, ends in seats)

    later = (starts_on + timedelta(days=each) for each in range(900))
    by_day = {each: count(each) for each in later if ends_on is None or each < ends_on}
    assert used == count(day)
    assert all(counted <= used for counted in by_day.values())
    assert starts_on <= day
    assert ends_on is None or day < ends_on


@pytest.mark.parametrize(
    ("former", "changed", "is_more"),
    [
        ((-10, None), (-20, None), False),
        ((5, None), (0, None), True),
        ((5, None), (4, None), True),
        ((-10, 10), (-10, 11), True),
        ((-10, 10), (-10, None), True),
        ((-10, 10), (-5, 10), False),
        ((-10, -5), (-10, 0), False),
        ((-10, -5), (-10, 1), True),
        ((5, 9), (-10, 0), False),
    ],
)
def test_more_seats_are_asked_for_from_today_on(
    former: tuple[int, int | None], changed: tuple[int, int | None], *, is_more: bool
) -> None:
    def days(period: tuple[int, int | None]) -> tuple[date, date | None]:
        begins, ends = period
        return DAY + timedelta(begins), None if ends is None else DAY + timedelta(ends)

    assert asks_more(days(former), days(changed), DAY) is is_more


@pytest.mark.parametrize(
    ("offers", "seats"), [([2, 3], 5), ([2, None], None), ([0], 0), ([None], None)]
)
def test_seats_of_several_memberships_add_up(offers: list[int | None], seats: int | None) -> None:
    assert seats_of(offers) == seats
