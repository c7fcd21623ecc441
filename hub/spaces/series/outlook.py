"""What the rules of booking go by on many dates of one space, for one holder."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Generic, TypeVar
from uuid import UUID

from hub.members.rules import Period
from hub.members.terms import MembershipCategory
from hub.spaces.booking.facts import Facts, Pool, Price, Quota, Rule, Taken, effective
from hub.spaces.booking.hours import ONE_DAY
from hub.spaces.booking.spans import Span
from hub.spaces.booking.wish import Wish
from hub.spaces.terms import QuotaPeriod

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """What holds for a period, and perhaps only under memberships of one type."""

    what: T
    period: Period
    type_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Used:
    """How much of a quota is used in a period."""

    bookings: int = 0
    minutes: int = 0

    def more(self, minutes: int) -> "Used":
        return Used(self.bookings + 1, self.minutes + minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """All that decides about a series of wishes of one holder for one space."""

    base: Facts
    """What is the same on all dates; its terms are the conditions without any rule."""
    rules: tuple[Dated[Rule], ...] = ()
    types: Mapping[date, frozenset[UUID]] = field(default_factory=dict)
    """Of the memberships that cover the holder, by day."""
    categories: Mapping[date, frozenset[MembershipCategory]] = field(default_factory=dict)
    belonging: tuple[Period, ...] | None = None
    """When the person belongs to the organization; None where there is nothing to belong to."""
    quotas: tuple[Dated[Quota], ...] = ()
    """Without what is used of them."""
    used: tuple[Mapping[date, Used], ...] = ()
    """Of each quota, by the first day of the period."""
    pools: tuple[Dated[int], ...] = ()
    drawn: Mapping[date, int] = field(default_factory=dict)
    """Minutes of the pool by the first day of the month."""
    prices: tuple[Dated[Price], ...] = ()
    taken: Mapping[int, tuple[Taken, ...]] = field(default_factory=dict)
    """By the number of the wish in whose way they may be."""
    stale: Mapping[int, tuple[UUID, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class Course:
    """The facts of one wish after the other, of which each granted one counts for the next.

    The wishes come in the order of time.
    """

    outlook: Outlook
    _granted: list[Taken] = field(default_factory=list)
    _live: int = 0
    _used: dict[tuple[int, date], Used] = field(default_factory=dict)
    _drawn: dict[date, int] = field(default_factory=dict)
    trimmed: dict[UUID, Span] = field(default_factory=dict)
    """What others give up of their preparation."""

    def facts(self, wish: Wish, number: int) -> Facts:
        """What decides about a wish, should all that were granted before be booked."""
        outlook, day = self.outlook, self._day(wish)
        types = outlook.types.get(day, frozenset())
        terms = effective(outlook.base.terms, _holding(outlook.rules, day, types))
        around = Span(wish.starts_at, wish.ends_at).widened(terms.before, terms.after)
        return replace(
            outlook.base,
            terms=terms,
            belongs=outlook.belonging is None or any(each.holds(day) for each in outlook.belonging),
            is_covered=bool(types),
            categories=outlook.categories.get(day, frozenset()),
            quotas=tuple(self._quotas(day, types)),
            pool=self._pool(day),
            live_bookings=outlook.base.live_bookings + self._live,
            prices=tuple(_holding(outlook.prices, day)),
            taken=tuple(self._taken(around, number)),
            stale=outlook.stale.get(number, ()),
        )

    def grant(self, wish: Wish, kept: Span, *, id: UUID, pool_minutes: int) -> None:
        """Let a wish count for those that follow."""
        day, place = self._day(wish), self.outlook.base.place
        self._granted.append(
            Taken(
                booking_id=id,
                space_id=place.id,
                space_name=place.name,
                is_shown=True,
                span=Span(wish.starts_at, wish.ends_at),
                blocked=kept,
                organization_id=wish.organization_id,
                person_id=wish.person_id,
            )
        )
        self._live += 1
        for number, quota in enumerate(self.outlook.quotas):
            begins_on = first_day(day, quota.what.per)
            self._used[number, begins_on] = self._use(number, begins_on).more(wish.minutes)
        month_on = first_day(day, QuotaPeriod.MONTH)
        self._drawn[month_on] = self._draw(month_on) + pool_minutes

    def _day(self, wish: Wish) -> date:
        return wish.starts_at.astimezone(self.outlook.base.place.zone).date()

    def _quotas(self, day: date, types: frozenset[UUID]) -> Iterable[Quota]:
        for number, dated in enumerate(self.outlook.quotas):
            if not _holds(dated, day, types):
                continue
            begins_on = first_day(day, dated.what.per)
            used = self._use(number, begins_on)
            yield replace(
                dated.what,
                used_bookings=used.bookings,
                used_minutes=used.minutes,
                resets_on=next_first_day(begins_on, dated.what.per),
            )

    def _pool(self, day: date) -> Pool | None:
        month_on = first_day(day, QuotaPeriod.MONTH)
        resets_on = next_first_day(month_on, QuotaPeriod.MONTH)
        for minutes in _holding(self.outlook.pools, day):
            return Pool(minutes, self._draw(month_on), resets_on)
        return None

    def _use(self, number: int, begins_on: date) -> Used:
        known = self._used.get((number, begins_on))
        return known or self.outlook.used[number].get(begins_on, Used())

    def _draw(self, month_on: date) -> int:
        return self._drawn.get(month_on, self.outlook.drawn.get(month_on, 0))

    def _taken(self, around: Span, number: int) -> Iterable[Taken]:
        for each in (*self.outlook.taken.get(number, ()), *self._latest(around)):
            trimmed = self.trimmed.get(each.booking_id)
            yield each if trimmed is None else replace(each, blocked=trimmed)

    def _latest(self, around: Span) -> Iterable[Taken]:
        """The own bookings that reach so far; they are in order."""
        for each in reversed(self._granted):
            if each.blocked.ends_at <= around.starts_at:
                return
            yield each


def first_day(day: date, per: QuotaPeriod) -> date:
    """The first day of the period that a day lies in."""
    match per:
        case QuotaPeriod.DAY:
            return day
        case QuotaPeriod.WEEK:
            return day - day.weekday() * ONE_DAY
        case QuotaPeriod.MONTH:
            return day.replace(day=1)


def next_first_day(begins_on: date, per: QuotaPeriod) -> date:
    """The first day after a period."""
    match per:
        case QuotaPeriod.DAY:
            return begins_on + ONE_DAY
        case QuotaPeriod.WEEK:
            return begins_on + timedelta(weeks=1)
        case QuotaPeriod.MONTH:
            return (begins_on + timedelta(days=31)).replace(day=1)


def _holds(dated: Dated[T], day: date, types: frozenset[UUID]) -> bool:
    return dated.period.holds(day) and (dated.type_id is None or dated.type_id in types)


def _holding(
    all_: Iterable[Dated[T]], day: date, types: frozenset[UUID] = frozenset()
) -> Iterable[T]:
    return (each.what for each in all_ if _holds(each, day, types))
