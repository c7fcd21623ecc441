"""The states of the members' area as pure decisions over plain values and a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from hub.members.terms import (
    CONSORTIUM,
    GOOD_STANDING,
    Decision,
    FeeState,
    MembershipCategory,
    MembershipStatus,
)


@dataclass(frozen=True, slots=True)
class Period:
    """The days from the first up to the day before the end; without an end it stays open.

    One that ends on its first day has none: it was taken back before it held.
    """

    starts_on: date
    ends_on: date | None = None

    def __post_init__(self) -> None:
        if self.ends_on is not None and self.ends_on < self.starts_on:
            raise ValueError(f"A period from {self.starts_on} to {self.ends_on} is not in order.")

    def holds(self, day: date) -> bool:
        return holds(self.starts_on, self.ends_on, day)

    def has_ended(self, day: date) -> bool:
        return self.ends_on is not None and self.ends_on <= day


def holds(starts_on: date, ends_on: date | None, day: date) -> bool:
    """Whether what begins and ends on these days holds on a day; it may end as it begins."""
    return starts_on <= day and (ends_on is None or day < ends_on)


def overlap(
    periods: Iterable[tuple[date, date | None]], starts_on: date, ends_on: date | None
) -> date | None:
    """The first day of a period that shares a day with a new one, if any does; ends are excluded.

    A period that ends on its first day has no day at all.
    """
    found = [
        begins
        for begins, ends in periods
        if (ends_on is None or begins < ends_on) and (ends is None or max(starts_on, begins) < ends)
    ]
    return min(found, default=None)


def outlasts(ends_on: date | None, other: date | None) -> bool:
    """Whether what ends on a day lasts at least as long as what ends on another; null: for ever."""
    return ends_on is None or (other is not None and other <= ends_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipFacts:
    """What decides where a membership stands; periods do not overlap."""

    category: MembershipCategory
    applied_on: date
    grace_days: int
    decided_on: date | None = None
    decision: Decision | None = None
    withdrawn_on: date | None = None
    resigned_on: date | None = None
    expelled_on: date | None = None
    periods: tuple[Period, ...] = ()
    suspensions: tuple[Period, ...] = ()


def membership_status(facts: MembershipFacts, day: date) -> MembershipStatus | None:
    """Where a membership stands on a day; None before the application."""
    if day < facts.applied_on:
        return None
    return _end(facts, day) or _application(facts, day) or _coverage(facts, day)


def is_in_force(facts: MembershipFacts, day: date) -> bool:
    """Whether a membership gives its rights on a day."""
    return membership_status(facts, day) in GOOD_STANDING


def is_member(memberships: Iterable[MembershipFacts], day: date) -> bool:
    """Whether the holder of these memberships is a member of the consortium in good standing."""
    return any(facts.category in CONSORTIUM and is_in_force(facts, day) for facts in memberships)


def is_member_by_seat(
    seats: Iterable[tuple[date, date | None, Iterable[MembershipFacts]]], day: date
) -> bool:
    """Whether a person enjoys the membership of an organization that gives them a seat.

    Of each seat: from when to when the person belongs to the organization, and its memberships.
    """
    return any(holds(begins, ends, day) and is_member(held, day) for begins, ends, held in seats)


def is_in_directory(memberships: Iterable[MembershipFacts], day: date) -> bool:
    """Whether the directory may show the holder, if it agrees to be shown."""
    of_consortium = [facts for facts in memberships if facts.category in CONSORTIUM]
    return not of_consortium or is_member(of_consortium, day)


def lapses_on(facts: MembershipFacts) -> date | None:
    """The first day after the last period and its days of grace, if that period has an end."""
    last = max(facts.periods, key=lambda period: period.starts_on, default=None)
    if last is None or last.ends_on is None:
        return None
    return last.ends_on + timedelta(days=facts.grace_days)


def fee_state(
    day: date,
    *,
    amount: Decimal,
    due_on: date,
    issued_on: date | None = None,
    credited_on: date | None = None,
    payments: Iterable[tuple[date, Decimal]] = (),
) -> FeeState:
    """Where a fee line stands on a day; `due_on` is the last day on which it is paid in time.

    `payments` are the days and amounts of what was paid and, below zero, of what was taken back.
    """
    if credited_on is not None and credited_on <= day:
        return FeeState.CREDITED
    if amount == 0:
        return FeeState.FREE
    if paid_amount(payments, day) >= amount:
        return FeeState.PAID
    if issued_on is None or day < issued_on:
        return FeeState.PLANNED
    return FeeState.OVERDUE if due_on < day else FeeState.OPEN


def paid_amount(payments: Iterable[tuple[date, Decimal]], day: date) -> Decimal:
    """What was paid of a fee line up to a day."""
    return sum((amount for received_on, amount in payments if received_on <= day), Decimal("0.00"))


def employees(counts: Iterable[tuple[date, int]], day: date) -> int | None:
    """The last count up to a day, the later written of two on one day; None without one."""
    known = [(counted_on, count) for counted_on, count in counts if counted_on <= day]
    return max(reversed(known), key=lambda each: each[0])[1] if known else None


def _end(facts: MembershipFacts, day: date) -> MembershipStatus | None:
    if facts.expelled_on is not None and facts.expelled_on <= day:
        return MembershipStatus.EXPELLED
    if facts.resigned_on is not None and facts.resigned_on <= day:
        return MembershipStatus.ENDED
    return None


def _application(facts: MembershipFacts, day: date) -> MembershipStatus | None:
    if facts.withdrawn_on is not None and facts.withdrawn_on <= day:
        return MembershipStatus.WITHDRAWN
    if facts.decided_on is None or day < facts.decided_on:
        return MembershipStatus.APPLIED
    return MembershipStatus.REJECTED if facts.decision is Decision.REJECTED else None


def _coverage(facts: MembershipFacts, day: date) -> MembershipStatus:
    begun = [period for period in facts.periods if period.starts_on <= day]
    if not begun:
        return MembershipStatus.PENDING
    last = max(begun, key=lambda period: period.starts_on)
    grace = timedelta(days=facts.grace_days)
    if last.ends_on is not None and last.ends_on + grace <= day:
        return MembershipStatus.LAPSED
    if any(suspension.holds(day) for suspension in facts.suspensions):
        return MembershipStatus.SUSPENDED
    return MembershipStatus.GRACE if last.has_ended(day) else MembershipStatus.ACTIVE
