"""The states of bookings, waiting lists, leases and openings, case by case."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hub.members.rules import Period
from hub.spaces.rules import (
    BookingFacts,
    CancellationStep,
    Hours,
    Level,
    Shut,
    SpecialHours,
    bookability,
    booking_state,
    cancellation_percent,
    holds_slot,
    lease_state,
    opening_state,
    rent,
    waitlist_state,
    wall_clock,
)
from hub.spaces.terms import (
    Bookability,
    BookingState,
    LeaseState,
    OpeningState,
    WaitlistState,
)

ROME = ZoneInfo("Europe/Rome")
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
NINE = datetime(2026, 11, 23, 9, tzinfo=ROME)  # a Monday
EARLIER = NINE - timedelta(days=3)
CONFIRMED = {"confirmed_at": EARLIER}
PENDING = {"holds_while_pending": True}
WITH_CHECK_IN = {**CONFIRMED, "check_in_due_at": NINE + 15 * MINUTE}


@pytest.mark.parametrize(
    ("given", "now", "state"),
    [
        ({}, EARLIER, BookingState.REQUESTED),
        ({}, NINE - MINUTE, BookingState.REQUESTED),
        ({}, NINE, BookingState.LAPSED),
        ({"lapses_at": NINE - HOUR}, NINE - HOUR - MINUTE, BookingState.REQUESTED),
        ({"lapses_at": NINE - HOUR}, NINE - HOUR, BookingState.LAPSED),
        ({"lapses_at": NINE + HOUR}, NINE, BookingState.LAPSED),
        ({"declined_at": EARLIER}, EARLIER, BookingState.DECLINED),
        ({**CONFIRMED, "declined_at": EARLIER}, NINE, BookingState.DECLINED),
        ({"cancelled_at": EARLIER}, EARLIER, BookingState.CANCELLED),
        ({**CONFIRMED, "cancelled_at": EARLIER}, NINE + 2 * HOUR, BookingState.CANCELLED),
        (CONFIRMED, NINE - MINUTE, BookingState.CONFIRMED),
        (CONFIRMED, NINE, BookingState.ONGOING),
        (CONFIRMED, NINE + HOUR - MINUTE, BookingState.ONGOING),
        (CONFIRMED, NINE + HOUR, BookingState.FINISHED),
        ({**CONFIRMED, "finished_at": NINE + MINUTE}, NINE + MINUTE, BookingState.FINISHED),
        (WITH_CHECK_IN, NINE + 14 * MINUTE, BookingState.ONGOING),
        (WITH_CHECK_IN, NINE + 15 * MINUTE, BookingState.NO_SHOW),
        (WITH_CHECK_IN, NINE + 9 * HOUR, BookingState.NO_SHOW),
        ({**WITH_CHECK_IN, "checked_in_at": NINE}, NINE + 15 * MINUTE, BookingState.ONGOING),
    ],
)
def test_the_state_of_a_booking(given: dict[str, Any], now: datetime, state: BookingState) -> None:
    facts = BookingFacts(starts_at=NINE, ends_at=NINE + HOUR, **given)

    assert booking_state(facts, now) is state


@pytest.mark.parametrize(
    ("given", "now", "holds"),
    [
        ({}, EARLIER, False),
        (PENDING, EARLIER, True),
        (PENDING, NINE, False),
        ({**PENDING, "lapses_at": NINE - HOUR}, NINE - HOUR - MINUTE, True),
        ({**PENDING, "lapses_at": NINE - HOUR}, NINE - HOUR, False),
        ({**PENDING, "declined_at": EARLIER}, EARLIER, False),
        ({**PENDING, "cancelled_at": EARLIER}, EARLIER, False),
        ({**PENDING, **WITH_CHECK_IN}, NINE + HOUR, False),
        (CONFIRMED, EARLIER, True),
        (CONFIRMED, NINE + 2 * HOUR, True),
        (WITH_CHECK_IN, NINE + HOUR, False),
        ({**CONFIRMED, "cancelled_at": EARLIER}, EARLIER, False),
    ],
)
def test_a_booking_holds_its_slot(given: dict[str, Any], now: datetime, *, holds: bool) -> None:
    facts = BookingFacts(starts_at=NINE, ends_at=NINE + HOUR, **given)

    assert holds_slot(facts, now) is holds


STEPS = [CancellationStep(1440, 0), CancellationStep(120, 50)]


@pytest.mark.parametrize(
    ("steps", "before", "percent"),
    [
        (STEPS, timedelta(days=2), 0),
        (STEPS, timedelta(days=1), 0),
        (STEPS, timedelta(days=1) - MINUTE, 50),
        (STEPS, timedelta(hours=2), 50),
        (STEPS, timedelta(hours=2) - MINUTE, None),
        (STEPS[::-1], timedelta(days=2), 0),
        ([], MINUTE, 0),
        ([], timedelta(0), None),
    ],
)
def test_what_a_cancellation_costs(
    steps: list[CancellationStep], before: timedelta, percent: int | None
) -> None:
    assert cancellation_percent(steps, NINE, NINE - before) == percent


OFFER = {"offered_at": EARLIER, "offer_ends_at": EARLIER + HOUR}


@pytest.mark.parametrize(
    ("given", "now", "state"),
    [
        ({}, EARLIER, WaitlistState.WAITING),
        ({}, NINE, WaitlistState.EXPIRED),
        (OFFER, EARLIER, WaitlistState.OFFERED),
        (OFFER, EARLIER + HOUR, WaitlistState.EXPIRED),
        ({"offered_at": EARLIER, "offer_ends_at": NINE + HOUR}, NINE, WaitlistState.EXPIRED),
        ({**OFFER, "claimed_at": EARLIER}, NINE, WaitlistState.CLAIMED),
        ({"left_at": EARLIER}, NINE, WaitlistState.LEFT),
    ],
)
def test_the_state_of_a_place_in_line(
    given: dict[str, Any], now: datetime, state: WaitlistState
) -> None:
    assert waitlist_state(now, starts_at=NINE, **given) is state


JANUARY, JULY = date(2026, 1, 1), date(2026, 7, 1)
HALF_YEAR = Period(JANUARY, JULY)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2025, 12, 31), LeaseState.UPCOMING),
        (JANUARY, LeaseState.CURRENT),
        (date(2026, 6, 30), LeaseState.CURRENT),
        (JULY, LeaseState.ENDED),
    ],
)
def test_the_state_of_a_lease(day: date, state: LeaseState) -> None:
    assert lease_state(HALF_YEAR, day) is state


@pytest.mark.parametrize(
    ("day", "amount"),
    [
        (date(2025, 12, 31), None),
        (JANUARY, Decimal("100.00")),
        (date(2026, 3, 1), Decimal("0.00")),
        (date(2026, 5, 1), Decimal("120.00")),
        (JULY, None),
    ],
)
def test_the_rent_follows_its_steps(day: date, amount: Decimal | None) -> None:
    steps = [(date(2026, 5, 1), Decimal("120.00")), (date(2026, 3, 1), Decimal("0.00"))]

    assert rent(HALF_YEAR, day, agreed=Decimal("100.00"), steps=steps) == amount


def test_no_rent_is_agreed() -> None:
    assert rent(HALF_YEAR, JANUARY, agreed=None) is None


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ({"is_bookable": False}, Bookability.NOT_BOOKABLE),
        ({"is_bookable": True}, Bookability.BOOKABLE),
        ({"is_bookable": True, "bookable_from": NINE}, Bookability.BOOKABLE),
        ({"is_bookable": True, "bookable_from": NINE + MINUTE}, Bookability.SCHEDULED),
        ({"is_bookable": True, "bookable_until": NINE}, Bookability.ENDED),
        ({"is_bookable": True, "bookable_until": NINE + MINUTE}, Bookability.BOOKABLE),
    ],
)
def test_whether_a_space_takes_bookings(given: dict[str, Any], state: Bookability) -> None:
    assert bookability(NINE, **given) is state


ALWAYS = Period(date(2017, 6, 10))
OFFICE_HOURS = Hours(weekday=1, opens=time(8), closes=time(20), period=ALWAYS)
EVENING = Hours(
    weekday=1, opens=time(20), closes=time(0), period=ALWAYS, state=OpeningState.WITH_KEY
)
SITE = Level(hours=(OFFICE_HOURS, EVENING))
HOLIDAY = SpecialHours(occurs_on=NINE.date())
MORNING = SpecialHours(
    occurs_on=NINE.date(), state=OpeningState.SELF_SERVICE, opens=time(9), closes=time(12)
)
WORKS = Shut(starts_at=NINE - HOUR, ends_at=NINE + MINUTE, state=OpeningState.MAINTENANCE)
FRIDAYS = Level(hours=(Hours(weekday=5, opens=time(9), closes=time(18), period=ALWAYS),))
FORMER = Level(
    hours=(Hours(weekday=1, opens=time(9), closes=time(10), period=Period(JANUARY, JULY)),)
)


@pytest.mark.parametrize(
    ("levels", "instant", "state"),
    [
        ([Level()], NINE, None),
        ([Level(), SITE], NINE - HOUR, OpeningState.OPEN),
        ([SITE], NINE - HOUR - MINUTE, OpeningState.CLOSED),
        ([SITE], NINE + 11 * HOUR, OpeningState.WITH_KEY),
        ([SITE], NINE + 15 * HOUR - MINUTE, OpeningState.WITH_KEY),
        ([SITE], NINE + 15 * HOUR, OpeningState.CLOSED),
        ([SITE], NINE + timedelta(days=1), OpeningState.CLOSED),
        ([FRIDAYS, SITE], NINE, OpeningState.CLOSED),
        ([FORMER, SITE], NINE, OpeningState.OPEN),
        ([FRIDAYS, Level(exceptions=(MORNING,))], NINE, OpeningState.SELF_SERVICE),
        ([Level(exceptions=(MORNING,)), SITE], NINE + 3 * HOUR, OpeningState.CLOSED),
        ([Level(exceptions=(HOLIDAY,)), SITE], NINE, OpeningState.CLOSED),
        ([Level(exceptions=(HOLIDAY,)), SITE], NINE - timedelta(days=7), OpeningState.OPEN),
        ([Level(exceptions=(MORNING,)), Level(exceptions=(HOLIDAY,))], NINE, "SELF_SERVICE"),
        ([SITE, Level(closures=(WORKS,))], NINE, OpeningState.MAINTENANCE),
        ([SITE, Level(closures=(WORKS,))], NINE + MINUTE, OpeningState.OPEN),
    ],
)
def test_what_a_person_can_do_at_a_space(
    levels: list[Level], instant: datetime, state: OpeningState | None
) -> None:
    assert opening_state(levels, instant, ROME) == state


@pytest.mark.parametrize(
    ("instant", "shown"),
    [
        (datetime(2027, 3, 28, 0, 59, tzinfo=UTC), datetime(2027, 3, 28, 1, 59)),  # noqa: DTZ001
        (datetime(2027, 3, 28, 1, 0, tzinfo=UTC), datetime(2027, 3, 28, 3, 0)),  # noqa: DTZ001
        (datetime(2027, 10, 31, 0, 30, tzinfo=UTC), datetime(2027, 10, 31, 2, 30)),  # noqa: DTZ001
        (datetime(2027, 10, 31, 1, 30, tzinfo=UTC), datetime(2027, 10, 31, 2, 30)),  # noqa: DTZ001
    ],
)
def test_the_clock_on_the_wall_across_its_changes(instant: datetime, shown: datetime) -> None:
    assert wall_clock(instant, ROME) == shown
