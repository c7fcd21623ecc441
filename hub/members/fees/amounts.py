"""What a fee amounts to: prorated, in instalments, to the cent; pure decisions over plain values.

Amounts are counted in whole cents and rounded once, half a cent up: the convention of Council
Regulation (EC) 1103/97, article 5, by which sums in euro are rounded to the nearest cent and up
where they lie half-way. Instalments are cents given out by the largest remainder, so that they sum
to the amount whatever their number.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hub.members.periods import Cycle, months_later, next_end
from hub.members.rules import Period, paid_amount
from hub.members.terms import PeriodKind, ProrationBasis

CENT = Decimal("0.01")

Payment = tuple[date, Decimal]
"""The day and the amount of a payment, below zero of what was taken back."""


@dataclass(frozen=True, slots=True)
class Proration:
    """The covered part of a whole period."""

    basis: ProrationBasis
    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True)
class Fee:
    """What is asked for, and how it comes about."""

    full: Decimal
    amount: Decimal
    proration: Proration | None = None


def fee(full: Decimal, proration: Proration | None = None) -> Fee:
    """A fee, whole or for the covered part of its period."""
    if proration is None:
        return Fee(full, full)
    cents = share(cents_of(full), proration.numerator, proration.denominator)
    return Fee(full, euro_of(cents), proration)


def whole_period(cycle: Cycle, covered: Period, *, first_on: date) -> Period:
    """The period whose whole fee is asked for so much coverage.

    Of calendar years it is the last that is covered: who joins in the last days of a year is
    covered until the end of the next one, and pays for that. `first_on` is the day on which the
    row of periods began.
    """
    if cycle.kind is PeriodKind.CALENDAR:
        year = _last_day(covered).year
        new_year = date(year, 1, 1)
        return Period(new_year, months_later(new_year, 12))
    ends_on = next_end(cycle, covered.starts_on, first_on=first_on)
    return Period(covered.starts_on, ends_on)


def proration(basis: ProrationBasis, cycle: Cycle, covered: Period, *, first_on: date) -> Proration:
    """What part of its whole period is covered, in days or in months begun: never more than all."""
    whole = whole_period(cycle, covered, first_on=first_on)
    if basis is ProrationBasis.DAYS:
        return Proration(basis, _days(covered, whole), _days(whole, whole))
    starts = [months_later(whole.starts_on, month) for month in range(cycle.months)]
    months = zip(starts, [*starts[1:], whole.ends_on], strict=True)
    begun = sum(_days(covered, Period(*month)) > 0 for month in months)
    return Proration(basis, begun, cycle.months)


def share(cents: int, numerator: int, denominator: int) -> int:
    """A part of an amount in cents, to the nearest one, half a cent up."""
    return (2 * cents * numerator + denominator) // (2 * denominator)


def instalments(amount: Decimal, number: int) -> list[Decimal]:
    """An amount in so many equal parts; of cents that are left over the first parts get one."""
    return [euro_of(cents) for cents in split(cents_of(amount), [1] * number)]


def split(cents: int, weights: Sequence[int]) -> list[int]:
    """An amount in cents by weights: each gets its part, and the sum is the amount.

    Cents that are left over go to those to whom the largest part of one is missing; of equals, to
    the first.
    """
    total = sum(weights)
    parts = [divmod(cents * weight, total) for weight in weights]
    left = cents - sum(part for part, _ in parts)
    by_remainder = sorted(range(len(parts)), key=lambda place: -parts[place][1])
    lucky = set(by_remainder[:left])
    return [part + (place in lucky) for place, (part, _) in enumerate(parts)]


def cents_of(amount: Decimal) -> int:
    """An amount in cents; it has no parts of one."""
    cents = amount / CENT
    if cents != int(cents):
        raise ValueError(f"{amount} euro is not a number of cents.")
    return int(cents)


def euro_of(cents: int) -> Decimal:
    return cents * CENT


def payable(amount: Decimal, payments: Iterable[Payment], received_on: date) -> Decimal:
    """What may still be paid on a day, so that on no later one more is paid than was asked."""
    return amount - paid_later(payments, received_on)


def paid_later(payments: Iterable[Payment], day: date) -> Decimal:
    """The most that is paid on the day or on a later one."""
    return max(_paid_from(payments, day))


def _paid_from(payments: Iterable[Payment], first_on: date) -> list[Decimal]:
    """What was paid in all on the day, and on each later one on which that changes."""
    known = list(payments)
    days = {first_on, *(day for day, _ in known if first_on < day)}
    return [paid_amount(known, day) for day in days]


def _days(covered: Period, whole: Period) -> int:
    """How many days of a whole period are covered."""
    ends = [period.ends_on for period in (covered, whole) if period.ends_on is not None]
    return max(0, (min(ends) - max(covered.starts_on, whole.starts_on)).days)


def _last_day(covered: Period) -> date:
    """Of coverage without an end, the first."""
    if covered.ends_on is None:
        return covered.starts_on
    return date.fromordinal(covered.ends_on.toordinal() - 1)
