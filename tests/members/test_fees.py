"""What fees amount to: worked cases to the cent, and what holds of every split and proration."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.members.fees import amounts as fees
from hub.members.fees.amounts import CENT, Fee, Proration
from hub.members.fees.drafts import Coverage, Draft, Manner, Tariff, drafts, kinds_of
from hub.members.periods import Cycle, months_later
from hub.members.rules import Period
from hub.members.terms import FeeKind, PeriodKind, ProrationBasis

DAYS, MONTHS = ProrationBasis.DAYS, ProrationBasis.MONTHS
YEAR = Cycle(PeriodKind.CALENDAR, 12)
LATE = Cycle(PeriodKind.CALENDAR, 12, 30)
ROLLING = Cycle(PeriodKind.ROLLING, 12)
QUARTER = Cycle(PeriodKind.ROLLING, 3)
MONTH = Cycle(PeriodKind.ROLLING, 1)

Case = tuple[Cycle, str, str, ProrationBasis, str, tuple[int, int], str]

CASES: list[Case] = [
    # Calendar years by days: of 365, and of 366.
    (YEAR, "2026-01-01", "2027-01-01", DAYS, "1200.00", (365, 365), "1200.00"),
    (YEAR, "2028-01-01", "2029-01-01", DAYS, "1200.00", (366, 366), "1200.00"),
    (YEAR, "2026-07-01", "2027-01-01", DAYS, "1200.00", (184, 365), "604.93"),
    (YEAR, "2028-07-01", "2029-01-01", DAYS, "1200.00", (184, 366), "603.28"),
    (YEAR, "2026-03-15", "2027-01-01", DAYS, "1200.00", (292, 365), "960.00"),
    (YEAR, "2026-12-31", "2027-01-01", DAYS, "1200.00", (1, 365), "3.29"),
    (YEAR, "2028-12-31", "2029-01-01", DAYS, "1200.00", (1, 366), "3.28"),
    (YEAR, "2028-02-28", "2029-01-01", DAYS, "366.00", (308, 366), "308.00"),
    (YEAR, "2028-02-29", "2029-01-01", DAYS, "366.00", (307, 366), "307.00"),
    (YEAR, "2028-03-01", "2029-01-01", DAYS, "366.00", (306, 366), "306.00"),
    (YEAR, "2026-02-28", "2027-01-01", DAYS, "365.00", (307, 365), "307.00"),
    (YEAR, "2026-01-01", "2026-07-01", DAYS, "1200.00", (181, 365), "595.07"),
    (YEAR, "2026-07-01", "2027-01-01", DAYS, "0.01", (184, 365), "0.01"),
    (YEAR, "2026-07-03", "2027-01-01", DAYS, "0.01", (182, 365), "0.00"),
    (YEAR, "2028-07-02", "2029-01-01", DAYS, "0.01", (183, 366), "0.01"),  # half a cent, up
    (YEAR, "2028-07-02", "2029-01-01", DAYS, "1440.01", (183, 366), "720.01"),
    (YEAR, "2026-07-01", "2027-01-01", DAYS, "0.00", (184, 365), "0.00"),
    (YEAR, "2026-05-05", "2027-01-01", DAYS, "999999999999.99", (241, 365), "660273972602.73"),
    # Who joins late is covered for the next year, and pays for that.
    (LATE, "2026-12-02", "2028-01-01", DAYS, "1200.00", (365, 365), "1200.00"),
    (LATE, "2027-12-10", "2029-01-01", DAYS, "1200.00", (366, 366), "1200.00"),
    (LATE, "2026-12-02", "2028-01-01", MONTHS, "1200.00", (12, 12), "1200.00"),
    (LATE, "2026-12-01", "2027-01-01", DAYS, "1200.00", (31, 365), "101.92"),
    # Calendar years by months begun.
    (YEAR, "2026-01-31", "2027-01-01", MONTHS, "1200.00", (12, 12), "1200.00"),
    (YEAR, "2026-02-01", "2027-01-01", MONTHS, "1200.00", (11, 12), "1100.00"),
    (YEAR, "2026-03-15", "2027-01-01", MONTHS, "1000.00", (10, 12), "833.33"),
    (YEAR, "2028-02-29", "2029-01-01", MONTHS, "1000.00", (11, 12), "916.67"),
    (YEAR, "2026-12-31", "2027-01-01", MONTHS, "1000.00", (1, 12), "83.33"),
    (YEAR, "2026-11-30", "2027-01-01", MONTHS, "0.03", (2, 12), "0.01"),  # half a cent, up
    (YEAR, "2026-01-01", "2026-03-01", MONTHS, "1200.00", (2, 12), "200.00"),
    (YEAR, "2026-01-01", "2026-03-02", MONTHS, "1200.00", (3, 12), "300.00"),
    # Years from the day of joining.
    (ROLLING, "2026-03-15", "2027-03-15", DAYS, "1200.00", (365, 365), "1200.00"),
    (ROLLING, "2027-03-15", "2028-03-15", DAYS, "1200.00", (366, 366), "1200.00"),
    (ROLLING, "2028-02-29", "2029-02-28", DAYS, "1200.00", (365, 365), "1200.00"),
    (ROLLING, "2027-02-28", "2028-02-28", DAYS, "1200.00", (365, 365), "1200.00"),
    (ROLLING, "2028-02-29", "2028-03-01", DAYS, "1200.00", (1, 365), "3.29"),
    (ROLLING, "2026-03-15", "2026-09-15", MONTHS, "1200.00", (6, 12), "600.00"),
    (ROLLING, "2026-03-15", "2026-09-16", MONTHS, "1200.00", (7, 12), "700.00"),
    (ROLLING, "2026-03-15", "2026-09-14", MONTHS, "1200.00", (6, 12), "600.00"),
    (ROLLING, "2026-08-31", "2027-02-28", MONTHS, "1200.00", (6, 12), "600.00"),
    (ROLLING, "2026-08-31", "2027-03-01", MONTHS, "1200.00", (7, 12), "700.00"),
    (QUARTER, "2026-01-31", "2026-04-30", DAYS, "300.00", (89, 89), "300.00"),
    (QUARTER, "2026-01-31", "2026-03-01", MONTHS, "300.00", (2, 3), "200.00"),
    (MONTH, "2026-02-01", "2026-02-15", DAYS, "120.00", (14, 28), "60.00"),
    (MONTH, "2028-02-01", "2028-02-15", DAYS, "120.00", (14, 29), "57.93"),
    (MONTH, "2026-02-01", "2026-02-02", MONTHS, "120.00", (1, 1), "120.00"),
]


@pytest.mark.parametrize(
    ("cycle", "first", "until", "basis", "full", "part", "amount"),
    CASES,
    ids=[
        f"{kind.kind} {first}..{until} {basis} {full}"
        for kind, first, until, basis, full, *_ in CASES
    ],
)
def test_a_worked_case_is_right_to_the_cent(
    *,
    cycle: Cycle,
    first: str,
    until: str,
    basis: ProrationBasis,
    full: str,
    part: tuple[int, int],
    amount: str,
) -> None:
    covered = Period(date.fromisoformat(first), date.fromisoformat(until))

    proration = fees.proration(basis, cycle, covered, first_on=covered.starts_on)

    assert proration == Proration(basis, *part)
    expected = Fee(Decimal(full), Decimal(amount), proration)
    assert fees.fee(Decimal(full), proration) == expected


def test_there_are_enough_worked_cases() -> None:
    assert len(CASES) >= 25


def test_months_are_counted_from_the_first_day_of_all() -> None:
    """From 31 January by months: the second runs from 28 February to 31 March, and is whole."""
    second = Period(date(2026, 2, 28), date(2026, 3, 31))

    found = fees.proration(DAYS, MONTH, second, first_on=date(2026, 1, 31))

    assert found == Proration(DAYS, 31, 31)


def test_a_fee_that_is_not_prorated_is_whole() -> None:
    assert fees.fee(Decimal("1200.00")) == Fee(Decimal("1200.00"), Decimal("1200.00"))


def test_coverage_without_an_end_is_a_whole_period() -> None:
    open_end = Period(date(2026, 3, 15))

    assert fees.proration(DAYS, ROLLING, open_end, first_on=open_end.starts_on).numerator == 365
    assert fees.proration(DAYS, YEAR, open_end, first_on=open_end.starts_on).numerator == 292


@pytest.mark.parametrize(
    ("amount", "number", "parts"),
    [
        ("100.00", 3, ["33.34", "33.33", "33.33"]),
        ("0.02", 3, ["0.01", "0.01", "0.00"]),
        ("1200.00", 4, ["300.00"] * 4),
        ("0.00", 2, ["0.00", "0.00"]),
        ("10.00", 1, ["10.00"]),
        ("604.93", 2, ["302.47", "302.46"]),
    ],
)
def test_instalments_are_equal_but_for_a_cent(amount: str, number: int, parts: list[str]) -> None:
    assert fees.instalments(Decimal(amount), number) == [Decimal(part) for part in parts]


@pytest.mark.parametrize(
    ("cents", "weights", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (100, [1, 2, 3], [17, 33, 50]),
        (10, [0, 1], [0, 10]),
        (1, [3, 3, 4], [0, 0, 1]),
        (2, [1, 1, 1, 1], [1, 1, 0, 0]),
    ],
)
def test_left_over_cents_go_where_most_is_missing(
    cents: int, weights: list[int], parts: list[int]
) -> None:
    assert fees.split(cents, weights) == parts


AMOUNTS = st.integers(0, 10**14 - 1)
FIRST = date(2020, 1, 1)
COVERAGES = st.tuples(st.integers(0, 4000), st.integers(1, 800)).map(
    lambda days: Period(FIRST + timedelta(days=days[0]), FIRST + timedelta(days=days[0] + days[1]))
)
CYCLES = st.sampled_from([YEAR, LATE, ROLLING, QUARTER, MONTH])
BASES = st.sampled_from(list(ProrationBasis))


@given(AMOUNTS, st.lists(st.integers(0, 10**6), min_size=1, max_size=30).filter(any))
def test_a_split_sums_to_the_amount(cents: int, weights: list[int]) -> None:
    parts = fees.split(cents, weights)

    assert sum(parts) == cents
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * sum(weights) - cents * weight) < sum(weights), "less than a cent apart"
        assert part >= 0


@given(cents=AMOUNTS, cycle=CYCLES, covered=COVERAGES, basis=BASES)
def test_a_prorated_fee_is_never_negative_nor_more_than_whole(
    *, cents: int, cycle: Cycle, covered: Period, basis: ProrationBasis
) -> None:
    proration = fees.proration(basis, cycle, covered, first_on=covered.starts_on)
    fee = fees.fee(fees.euro_of(cents), proration)

    assert 1 <= proration.numerator <= proration.denominator
    assert 0 <= fee.amount <= fee.full
    exact = fee.full * proration.numerator / proration.denominator
    assert fee.amount == exact.quantize(CENT, ROUND_HALF_UP)


@given(cents=AMOUNTS, cycle=CYCLES, covered=COVERAGES, basis=BASES)
def test_one_more_day_never_costs_less(
    *, cents: int, cycle: Cycle, covered: Period, basis: ProrationBasis
) -> None:
    """As long as the same whole period is meant."""
    assert covered.ends_on is not None
    longer = Period(covered.starts_on, covered.ends_on + timedelta(days=1))
    wholes = {
        fees.whole_period(cycle, each, first_on=covered.starts_on) for each in (covered, longer)
    }
    amounts = [
        fees.fee(
            fees.euro_of(cents), fees.proration(basis, cycle, each, first_on=covered.starts_on)
        ).amount
        for each in (covered, longer)
    ]

    assert amounts == sorted(amounts) or len(wholes) > 1


@given(CYCLES, st.integers(0, 4000), BASES)
def test_a_whole_period_costs_the_whole_fee(cycle: Cycle, days: int, basis: ProrationBasis) -> None:
    day = FIRST + timedelta(days=days)
    starts_on = date(day.year, 1, 1) if cycle.kind is PeriodKind.CALENDAR else day
    whole = Period(starts_on, months_later(starts_on, cycle.months))

    proration = fees.proration(basis, cycle, whole, first_on=starts_on)

    assert proration.numerator == proration.denominator


@given(
    cents=AMOUNTS,
    covered=COVERAGES,
    basis=st.sampled_from([None, *ProrationBasis]),
    number=st.integers(1, 12),
    cycle=CYCLES,
)
def test_the_lines_of_a_period_sum_to_its_fee(
    *,
    cents: int,
    covered: Period,
    basis: ProrationBasis | None,
    number: int,
    cycle: Cycle,
) -> None:
    due_on = tuple(covered.starts_on + timedelta(days=30 * place) for place in range(number))
    lines = _drafts(
        covered, cycle=cycle, yearly=fees.euro_of(cents), proration=basis, due_on=due_on
    )
    yearly = [line for line in lines if line.kind is FeeKind.YEARLY]
    proration = None
    if basis is not None:
        proration = fees.proration(basis, cycle, covered, first_on=covered.starts_on)

    expected = fees.fee(fees.euro_of(cents), proration)
    assert sum(line.amount for line in yearly) == expected.amount
    assert [line.instalment for line in yearly] == list(range(1, len(yearly) + 1))
    assert {line.full_amount for line in yearly} == {expected.full}
    assert len(yearly) == (number if expected.amount else 1)


def test_what_is_paid_on_joining_is_asked_once_and_whole() -> None:
    covered = Period(date(2026, 7, 1), date(2027, 1, 1))
    due_on = (date(2026, 8, 1), date(2026, 10, 1))

    lines = _drafts(covered, proration=DAYS, due_on=due_on)

    assert [(line.kind, line.amount, line.due_on) for line in lines] == [
        (FeeKind.JOINING, Decimal("300.00"), due_on[0]),
        (FeeKind.CAPITAL_SHARE, Decimal("516.46"), due_on[0]),
        (FeeKind.YEARLY, Decimal("302.47"), due_on[0]),
        (FeeKind.YEARLY, Decimal("302.46"), due_on[1]),
    ]
    assert [line.covers for line in lines] == [None, None, covered, covered]


def test_a_line_says_what_it_is_for() -> None:
    covered = Period(date(2026, 7, 1), date(2027, 1, 1))
    due_on = (date(2026, 8, 1), date(2026, 10, 1))

    assert [line.description for line in _drafts(covered, due_on=due_on)] == [
        "Socio ordinario: quota di ammissione",
        "Socio ordinario: quota consortile",
        "Socio ordinario: contributo dal 01/07/2026 al 31/12/2026, rata 1 di 2",
        "Socio ordinario: contributo dal 01/07/2026 al 31/12/2026, rata 2 di 2",
    ]


def test_without_another_day_there_are_thirty_to_pay() -> None:
    covered = Period(date(2026, 7, 1), date(2027, 1, 1))

    assert {line.due_on for line in _drafts(covered)} == {date(2026, 7, 31)}
    late = _drafts(covered, asked_on=date(2026, 9, 1))
    assert {line.due_on for line in late} == {date(2026, 10, 1)}


@pytest.mark.parametrize(
    ("kinds", "first_on", "is_renewed", "expected"),
    [
        (None, date(2026, 7, 1), False, ["JOINING", "CAPITAL_SHARE", "YEARLY"]),
        (None, date(2025, 7, 1), False, ["YEARLY"]),
        (None, date(2026, 7, 1), True, ["YEARLY"]),
        ({"CAPITAL_SHARE"}, date(2025, 7, 1), True, ["CAPITAL_SHARE"]),
    ],
    ids=["a first period", "a later one", "after a gap", "as it is said"],
)
def test_what_is_paid_once_is_asked_with_the_first_period(
    *, kinds: set[str] | None, first_on: date, is_renewed: bool, expected: list[str]
) -> None:
    coverage = Coverage(period=Period(date(2026, 7, 1), date(2027, 7, 1)), first_on=first_on)
    asked = None if kinds is None else frozenset(FeeKind[kind] for kind in kinds)
    manner = Manner(kinds=asked, asked_on=date(2026, 7, 1))

    assert kinds_of(manner, coverage, is_renewed=is_renewed) == expected


def test_a_type_that_asks_nothing_on_joining_makes_no_line_for_it() -> None:
    lines = _drafts(
        Period(date(2026, 7, 1)), yearly=Decimal("0.00"), joining=Decimal("0.00"), share=Decimal(0)
    )

    assert [(line.kind, line.amount) for line in lines] == [(FeeKind.YEARLY, Decimal("0.00"))]


@pytest.mark.parametrize(
    ("payments", "day", "expected"),
    [
        ([], date(2026, 5, 1), "100.00"),
        ([(date(2026, 5, 1), "30")], date(2026, 5, 1), "70.00"),
        ([(date(2026, 6, 1), "30")], date(2026, 5, 1), "70.00"),
        ([(date(2026, 5, 1), "100"), (date(2026, 6, 1), "-100")], date(2026, 6, 1), "100.00"),
        # Paid in between, it would be too much from then until the other one was taken back.
        ([(date(2026, 5, 1), "100"), (date(2026, 6, 1), "-100")], date(2026, 5, 31), "0.00"),
        ([(date(2026, 5, 1), "60"), (date(2026, 6, 1), "-60")], date(2026, 5, 20), "40.00"),
    ],
)
def test_what_can_be_paid_is_what_no_day_has_too_much_of(
    payments: list[tuple[date, str]], day: date, expected: str
) -> None:
    entries = [(received_on, Decimal(amount)) for received_on, amount in payments]

    assert fees.payable(Decimal("100.00"), entries, day) == Decimal(expected)


def test_a_part_of_a_cent_is_no_amount() -> None:
    with pytest.raises(ValueError, match="not a number of cents"):
        fees.cents_of(Decimal("0.005"))


def _drafts(
    covered: Period,
    *,
    cycle: Cycle = YEAR,
    yearly: Decimal = Decimal("1200.00"),
    joining: Decimal = Decimal("300.00"),
    share: Decimal = Decimal("516.46"),
    proration: ProrationBasis | None = DAYS,
    due_on: tuple[date, ...] = (),
    asked_on: date = FIRST,
) -> list[Draft]:
    tariff = Tariff(
        name="Socio ordinario",
        cycle=cycle,
        amounts={
            FeeKind.YEARLY: yearly,
            FeeKind.JOINING: joining,
            FeeKind.CAPITAL_SHARE: share,
        },
    )
    coverage = Coverage(period=covered, first_on=covered.starts_on)
    manner = Manner(proration=proration, due_on=due_on, asked_on=asked_on)
    return drafts(tariff, coverage, manner, kinds=tuple(FeeKind))
