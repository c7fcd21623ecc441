"""What becomes of each date of a series by the rules of booking, each counting for the next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from hub.deed import Deed
from hub.errors import Refusal, Refused
from hub.messages import message
from hub.refusals import NotFound
from hub.spaces.booking.draft import RELEASE, charged, decided, timed
from hub.spaces.booking.facts import Facts
from hub.spaces.booking.preparation import kept
from hub.spaces.booking.rules import findings
from hub.spaces.booking.spans import Span
from hub.spaces.booking.wish import Wish
from hub.spaces.booking_refusals import (
    BufferConflict,
    ClosedThen,
    ConflictInHierarchy,
    HeldForAnother,
    NotCovered,
    NotOfOrganization,
    SlotTaken,
    SpaceLet,
    TooSoon,
)
from hub.spaces.series.asking import look_out
from hub.spaces.series.clocked import ClockFault, Occurrence
from hub.spaces.series.outlook import Course
from hub.spaces.series_refusals import (
    LocalTimeAmbiguous,
    LocalTimeFault,
    LocalTimeMissing,
    SeriesDate,
)
from hub.spaces.terms import SkipReason

TRIM_ALL = """UPDATE booking SET blocked_from = trimmed.blocked_from,
    blocked_until = trimmed.blocked_until
FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[])
    trimmed (id, blocked_from, blocked_until) WHERE booking.id = trimmed.id"""
REASONS: dict[SkipReason, tuple[type[Refusal], ...]] = {
    SkipReason.LOCAL_TIME: (LocalTimeMissing, LocalTimeAmbiguous),
    SkipReason.CLOSED: (ClosedThen, SpaceLet),
    SkipReason.TAKEN: (SlotTaken, ConflictInHierarchy, BufferConflict, HeldForAnother),
    SkipReason.NOT_COVERED: (NotCovered, NotOfOrganization),
}
"""What is remembered of a date that cannot be had: the first that applies."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A date, and what is wished for on it."""

    id: UUID
    """Of the booking, which there may be or not."""
    occurrence: Occurrence
    wish: Wish | None
    """None where the clock does not say when it is."""
    against: Sequence[Refusal] = ()
    """What stands against it whatever the rules of booking say."""
    is_there: bool = False
    """Whether it starts there already, so that notice has been given."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A booking that can be made, or changed, on a date."""

    id: UUID
    wish: Wish
    facts: Facts
    kept: Span
    cost: Mapping[str, Any]

    def values(self, now: datetime) -> dict[str, Any]:
        """The columns that say when it is, and whether it is to be approved."""
        return {
            **timed(self.facts, self.wish),
            **decided(self.facts, self.wish, now),
            "blocked_from": self.kept.starts_at,
            "blocked_until": self.kept.ends_at,
        }


@dataclass(frozen=True, slots=True)
class Planned:
    """A date, and its booking or all that stands against it."""

    occurrence: Occurrence
    draft: Draft | None
    found: Sequence[Refusal] = ()

    @property
    def reason(self) -> SkipReason:
        """Why a date that cannot be had is left out."""
        for reason, refusals in REASONS.items():
            if any(isinstance(each, refusals) for each in self.found):
                return reason
        return SkipReason.REFUSED

    def told(self, language: str) -> SeriesDate:
        first = next(iter(self.found), None)
        span = self.occurrence.span
        return SeriesDate(
            self.occurrence.occurs_on,
            span.starts_at if span else None,
            span.ends_at if span else None,
            list(dict.fromkeys(each.code for each in self.found)),
            message(first.sentence, language, **first.values) if first else None,
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of all dates, in their order, and of those around."""

    dates: Sequence[Planned]
    trimmed: Mapping[UUID, Span]
    """What others give up of their preparation."""

    @property
    def granted(self) -> list[tuple[date, Draft]]:
        return [(each.occurrence.occurs_on, each.draft) for each in self.dates if each.draft]

    @property
    def refused(self) -> list[Planned]:
        return [each for each in self.dates if not each.draft]

    async def make_room(self, deed: Deed) -> None:
        """Clear what no longer keeps the space, and trim what the neighbours give up.

        As with a single booking, the record does not tell it: no state goes by it.
        """
        stale = {id for _, draft in self.granted for id in draft.facts.stale}
        if stale:
            await deed.connection.execute_query(RELEASE, [deed.now, list(stale)])
        if self.trimmed:
            spans = list(self.trimmed.values())
            values = [
                list(self.trimmed),
                [span.starts_at for span in spans],
                [span.ends_at for span in spans],
            ]
            await deed.connection.execute_query(TRIM_ALL, values)


async def plan(deed: Deed, dates: Sequence[Wanted], *, from_time: time) -> Plan:
    """What becomes of dates, in the order of time; nothing is written.

    Bookings that there are already are left out: they are to change. Raises Refused if there is no
    such space.
    """
    wishes = [each.wish for each in dates if each.wish]
    without = [wish.booking_id for wish in wishes if wish.booking_id]
    course = None
    if wishes:
        outlook = await look_out(deed.connection, wishes, deed.now, without=without)
        if outlook is None:
            raise Refused(NotFound("input", "spaceId"))
        course = Course(outlook)
    planned, number = [], 0
    for each in dates:
        if each.wish is None or course is None:
            planned.append(Planned(each.occurrence, None, [fault(each.occurrence, from_time)]))
            continue
        number += 1
        planned.append(_decided(course, each, each.wish, number=number, now=deed.now))
    return _settled(planned, course.trimmed if course else {})


def _decided(course: Course, date: Wanted, wish: Wish, *, number: int, now: datetime) -> Planned:
    facts = course.facts(wish, number)
    found: list[Refusal] = [*date.against, *findings(facts, wish, now)]
    if date.is_there:
        found = [each for each in found if not isinstance(each, TooSoon)]
    if found:
        return Planned(date.occurrence, None, found)
    span, trimmed = kept(facts, wish)
    course.trimmed |= trimmed
    cost = charged(facts, wish)
    course.grant(wish, span, id=date.id, pool_minutes=cost["pool_minutes"])
    return Planned(date.occurrence, Draft(date.id, wish, facts, span, cost))


def _settled(planned: Sequence[Planned], trimmed: Mapping[UUID, Span]) -> Plan:
    """With what the dates give up for each other; what others do is told apart."""
    dates = [
        replace(each, draft=replace(each.draft, kept=trimmed[each.draft.id]))
        if each.draft and each.draft.id in trimmed
        else each
        for each in planned
    ]
    own = {each.draft.id for each in planned if each.draft}
    return Plan(dates, {id: span for id, span in trimmed.items() if id not in own})


def fault(occurrence: Occurrence, from_time: time) -> Refusal:
    """Why a date cannot be had on which the clock does not say when it is."""
    refusal: type[LocalTimeFault] = LocalTimeMissing
    if occurrence.fault is ClockFault.SHOWN_TWICE:
        refusal = LocalTimeAmbiguous
    clock = from_time.isoformat("minutes")
    return refusal("input", "fromTime", dates=[occurrence.occurs_on], clock=clock)
