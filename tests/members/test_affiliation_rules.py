"""When somebody who administers an organization would be missed, day by day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hub.members.parties.affiliation_rules import Tenure, is_replaced, missed_from

TODAY = date(2027, 5, 12)
CALENDAR = [TODAY + timedelta(days=each) for each in range(-6, 30)]
days = st.integers(-5, 8).map(lambda each: TODAY + timedelta(days=each))
tenures = st.builds(Tenure, days, st.none() | days, st.booleans())


@given(tenures, tenures)
def test_somebody_is_missed_from_the_first_day_that_is_lost(before: Tenure, after: Tenure) -> None:
    """Or not at all, if no day is; a tenure is one period, so that the first lost one tells all."""
    lost = [
        day for day in CALENDAR if day >= TODAY and before.administers(day) > after.administers(day)
    ]

    assert missed_from(before, after, TODAY) == min(lost, default=None)


@given(st.lists(tenures, max_size=3), days, st.none() | days)
def test_who_replaces_somebody_does_so_on_every_day(
    others: list[Tenure], day: date, until: date | None
) -> None:
    found = is_replaced(others, day, until)

    end = until or CALENDAR[-1]
    whole = [each for each in CALENDAR if day <= each < end]
    by_one = any(
        all(other.administers(each) for each in [day, *whole]) and (until or other.ends_on is None)
        for other in others
    )
    assert found is bool(by_one)
