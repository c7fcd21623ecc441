"""What one who looks for a space may have, on each day: as the rules of booking go by it."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from itertools import chain
from math import ceil
from typing import Any
from uuid import UUID

from hub.members.rules import Period
from hub.members.terms import MembershipCategory
from hub.spaces.booking.facts import Facts, Pool, Quota, Rule, effective
from hub.spaces.booking.hours import ONE_DAY
from hub.spaces.finding.ground import Room, Scoped
from hub.spaces.series.outlook import Dated, first_day, next_first_day
from hub.spaces.terms import QuotaHolder, QuotaPeriod

MINUTE = Decimal(60)


@dataclass(frozen=True, slots=True)
class Used:
    """What a holder has of one space on one day."""

    space_id: UUID
    kind: str
    day: date
    bookings: int
    seconds: Decimal


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a holder stands towards all spaces; nobody in particular, without anything."""

    rules: Sequence[Scoped[Rule]]
    types: Mapping[date, frozenset[UUID]] = field(default_factory=dict)
    categories: Mapping[date, frozenset[MembershipCategory]] = field(default_factory=dict)
    belonging: Sequence[Period] | None = None
    """When the person belongs to the organization; None where there is nothing to belong to."""
    quotas: Sequence[Scoped[Quota]] = ()
    used: Mapping[QuotaHolder, Sequence[Used]] = field(default_factory=dict)
    pools: Mapping[str, Sequence[Dated[int]]] = field(default_factory=dict)
    drawn: Mapping[tuple[str, date], int] = field(default_factory=dict)
    """Minutes of a pool, by the kind of space and the first day of the month."""
    live: Mapping[UUID, int] = field(default_factory=dict)
    """Bookings ahead, by the conditions on which they were made."""
    missed: Sequence[tuple[datetime, datetime]] = ()
    """The start of each booking that was not used, and when that was known; the latest first."""
    is_somebody: bool = True
    """Else the general conditions are told, whoever may book on them."""

    def said_of(self, room: Room) -> Hashable:
        """What tells a space from others where it is not its time, its size or its price."""
        place = room.place
        own_id = place.id if place.id in self._with_own else None
        return room.conditions_id, place.kind, place.zone.key, own_id

    @cached_property
    def _with_own(self) -> frozenset[UUID | None]:
        """The spaces that have rules or quotas of their own."""
        return frozenset(each.space_id for each in chain[Scoped[Any]](self.rules, self.quotas))

    def facts(self, room: Room, day: date, now: datetime) -> Facts:
        """All that decides about a booking of a day, but for its time."""
        types, place = self.types.get(day, frozenset()), room.place
        rules = _holding(self.rules, room, day=day, types=types)
        terms = effective(room.terms, rules)
        if not self.is_somebody:
            terms = replace(terms, needs_membership=False)
        return Facts(
            place=place,
            terms=terms,
            quotas=tuple(self._quotas(room, day, types)),
            pool=self._pool(place.kind, day),
            categories=self.categories.get(day, frozenset()),
            belongs=self.belonging is None or any(each.holds(day) for each in self.belonging),
            is_covered=bool(types),
            live_bookings=self.live.get(room.conditions_id, 0),
            missed_at=tuple(self._missed(room, now)),
            prices=tuple(each.what for each in room.prices if each.period.holds(day)),
        )

    def _quotas(self, room: Room, day: date, types: frozenset[UUID]) -> Iterable[Quota]:
        for each in self.quotas:
            quota = each.dated.what
            if not _holds(each, room, day=day, types=types):
                continue
            begins_on = first_day(day, quota.per)
            resets_on = next_first_day(begins_on, quota.per)
            used = [
                used
                for used in self.used.get(quota.counts, ())
                if begins_on <= used.day < resets_on and each.is_about_one(used.space_id, used.kind)
            ]
            yield replace(
                quota,
                used_bookings=sum(each.bookings for each in used),
                used_minutes=_minutes(sum((each.seconds for each in used), Decimal(0))),
                resets_on=resets_on,
            )

    def _pool(self, kind: str, day: date) -> Pool | None:
        month_on = first_day(day, QuotaPeriod.MONTH)
        for pool in self.pools.get(kind, ()):
            if pool.period.holds(day):
                used = self.drawn.get((kind, month_on), 0)
                return Pool(pool.what, used, next_first_day(month_on, QuotaPeriod.MONTH))
        return None

    def _missed(self, room: Room, now: datetime) -> Iterable[datetime]:
        terms = room.terms
        if terms.no_show_limit is None:
            return ()
        since = now - (terms.no_show_days + terms.no_show_block_days + 1) * ONE_DAY
        return (due_at for starts_at, due_at in self.missed if since < starts_at)


def _holding(
    all_: Iterable[Scoped[Rule]], room: Room, *, day: date, types: frozenset[UUID]
) -> Iterable[Rule]:
    return (each.dated.what for each in all_ if _holds(each, room, day=day, types=types))


def _holds(each: Scoped[Any], room: Room, *, day: date, types: frozenset[UUID]) -> bool:
    type_id = each.dated.type_id
    is_for_them = type_id is None or type_id in types
    return is_for_them and each.dated.period.holds(day) and each.is_about(room.place)


def _minutes(seconds: Decimal) -> int:
    """Whole minutes, of a part of one the whole."""
    return ceil(seconds / MINUTE)
