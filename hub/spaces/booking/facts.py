"""What the rules of booking go by, as it was found at one instant: plain values, no row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from hub.members.terms import MembershipCategory
from hub.spaces.booking.spans import Span
from hub.spaces.rules import CancellationStep, Level
from hub.spaces.terms import (
    PriceUnit,
    QuotaHolder,
    QuotaPeriod,
    SpaceKind,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """On which terms a space is booked: its conditions, and what rules for some people change."""

    min_minutes: int
    max_minutes: int
    start_step_minutes: int
    min_notice_minutes: int = 0
    max_days_ahead: int = 180
    min_attendees: int = 1
    max_live_bookings: int | None = None
    may_book: bool = True
    needs_membership: bool = True
    needs_approval: bool = False
    holds_while_pending: bool = True
    decide_minutes_before: int = 0
    buffer_before_minutes: int = 0
    buffer_after_minutes: int = 0
    waives_buffer_within_organization: bool = False
    check_in_opens_minutes: int = 15
    check_in_minutes: int | None = None
    no_show_limit: int | None = None
    no_show_days: int = 60
    no_show_block_days: int = 30
    offer_minutes: int = 60
    cancellation_steps: tuple[CancellationStep, ...] = ()

    @property
    def before(self) -> timedelta:
        return timedelta(minutes=self.buffer_before_minutes)

    @property
    def after(self) -> timedelta:
        return timedelta(minutes=self.buffer_after_minutes)


@dataclass(frozen=True, slots=True)
class Rule:
    """Terms that hold for some people and spaces; the more specific has the greater rank."""

    name: str
    rank: tuple[int, ...]
    says: Mapping[str, Any]
    """Terms by name; what is left out says nothing."""


def effective(conditions: Terms, rules: Iterable[Rule]) -> Terms:
    """The terms that count: each from the most specific rule that says something of it."""
    for rule in sorted(rules, key=lambda rule: rule.rank):
        conditions = replace(conditions, **rule.says)
    return conditions


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """A limit of how much somebody may have, and what of it is used without the wish."""

    name: str
    counts: QuotaHolder
    per: QuotaPeriod
    max_bookings: int | None
    max_minutes: int | None
    used_bookings: int
    used_minutes: int
    resets_on: date


@dataclass(frozen=True, slots=True)
class Pool:
    """The minutes of a month that an organization's people share for one kind of space."""

    minutes: int
    used: int
    resets_on: date

    @property
    def left(self) -> int:
        return max(0, self.minutes - self.used)


class Holding(Protocol):
    """That somebody has a space, or would."""

    @property
    def space_id(self) -> UUID: ...

    @property
    def organization_id(self) -> UUID | None: ...


def of_one_organization(one: Holding, other: Holding) -> bool:
    """Whether one organization has a space right before and after: where the terms waive it, there
    is no preparation in between.
    """
    is_same = one.organization_id is not None and one.organization_id == other.organization_id
    return is_same and one.space_id == other.space_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """That the space is kept, or what contains it or lies within it: by a booking or an offer."""

    booking_id: UUID
    space_id: UUID
    space_name: str
    is_shown: bool
    """Whether anybody may know of the space."""
    span: Span
    """When it takes place."""
    blocked: Span
    """When it keeps the space: with preparation."""
    organization_id: UUID | None = None
    person_id: UUID | None = None
    is_offer: bool = False
    """Whether it is kept for somebody who waited, and is no booking yet."""


@dataclass(frozen=True, slots=True)
class Price:
    """What a unit of time costs holders of a category, or all others."""

    category: MembershipCategory | None
    unit: PriceUnit
    amount: Decimal
    vat_rate: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The space that is wished for."""

    id: UUID
    site_id: UUID
    name: str
    kind: SpaceKind
    zone: ZoneInfo
    capacity: int | None
    is_bookable: bool
    bookable_from: datetime | None
    bookable_until: datetime | None
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that decides whether a wish can be granted."""

    place: Place
    terms: Terms
    levels: tuple[Level, ...] = ()
    quotas: tuple[Quota, ...] = ()
    pool: Pool | None = None
    categories: frozenset[MembershipCategory] = frozenset()
    """Of the memberships that cover the holder on the day of the wish."""
    belongs: bool = True
    """Whether the person is one of the organization's on the day, where both are named."""
    is_covered: bool = False
    live_bookings: int = 0
    missed_at: tuple[datetime, ...] = ()
    """The instants of missed check-ins that count, the latest first."""
    taken: tuple[Taken, ...] = ()
    stale: tuple[UUID, ...] = ()
    """Bookings that lapsed or to which nobody came, and whose blocks still lie in the way."""
    let: tuple[Span, ...] = ()
    """When the space is let, by itself or with its surroundings."""
    prices: tuple[Price, ...] = ()
