"""Who is offered which slot when, of those who wait: pure decisions over plain values.

As long as nobody does anything, time alone decides: requests lapse, bookings that nobody came to
are free again, offers end, and the next in line has its turn. So the whole line can be planned
ahead, and whoever reads the plan sees at any instant where everybody stands.
"""

import heapq
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from hub.spaces.booking.facts import of_one_organization
from hub.spaces.booking.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """That something keeps a space which somebody waits for."""

    space_id: UUID
    span: Span
    blocked: Span
    """The same with preparation."""
    organization_id: UUID | None = None
    person_id: UUID | None = None
    booking_id: UUID | None = None
    """None for an offer."""
    until: datetime | None = None
    """The instant at which it is over by itself: not decided about, or not checked in to; None:
    never."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Somebody's place in line."""

    id: UUID
    space_id: UUID
    within: frozenset[UUID]
    """The space, and what lies within it."""
    slot: Span
    before: timedelta = timedelta(0)
    after: timedelta = timedelta(0)
    waives_buffer: bool = False
    """Whether bookings of one organization do without preparation between them."""
    offer_length: timedelta
    organization_id: UUID | None = None
    taken: tuple[Kept, ...] = ()
    """What keeps the slot, in so far as it is no offer."""
    offer: Span | None = None
    """When the slot is kept for them, as the line was planned last."""

    @property
    def prepared(self) -> Span:
        return self.slot.widened(self.before, self.after)

    def is_offered(self, now: datetime) -> bool:
        """Whether the slot is kept for them now: no plan changes that any more."""
        return self.offer is not None and self.offer.starts_at <= now < self.offer.ends_at

    def can_be_free(self) -> bool:
        """Whether time alone can free the slot."""
        return all(each.until is not None for each in self.taken if self.is_kept_by(each))

    def is_kept_by(self, other: Kept) -> bool:
        """Whether both cannot be had; spaces that have to do with one another are assumed."""
        if self.slot.meets(other.span):
            return True
        is_waived = self.waives_buffer and of_one_organization(self, other)
        return self.prepared.meets(other.blocked) and not is_waived


MayHave = Callable[[Waiting, datetime], bool]
"""Whether somebody may have their slot at an instant, as far as it is free."""


def plan(line: Sequence[Waiting], now: datetime, may_have: MayHave) -> Mapping[UUID, Span]:
    """When each is offered their slot, from now on, if nobody does anything; by their ids.

    At each instant at which something is free the first in line who may have their slot is offered
    it, then the next whose slot it leaves free. Offers that run go on. Whoever cannot be offered
    anything, as far as can be told, is not in the answer.
    """
    running = [_Offer(each, each.offer) for each in line if each.offer and each.is_offered(now)]
    offered = {each.to.id for each in running}
    waiting = [each for each in line if each.id not in offered and each.can_be_free()]
    instants = [now, *(each.span.ends_at for each in running)]
    instants += [kept.until for each in waiting for kept in each.taken if kept.until]
    heapq.heapify(instants)
    found: dict[UUID, Span] = {}
    while instants and waiting:
        instant = heapq.heappop(instants)
        if instant < now:
            continue
        running = [each for each in running if instant < each.span.ends_at]
        for each in waiting:
            if _is_free(each, instant, running) and may_have(each, instant):
                span = Span(instant, min(instant + each.offer_length, each.slot.starts_at))
                running.append(_Offer(each, span))
                heapq.heappush(instants, span.ends_at)
                found[each.id] = span
        waiting = [each for each in waiting if each.id not in found]
    return found


@dataclass(frozen=True, slots=True)
class _Offer:
    to: Waiting
    span: Span

    @property
    def kept(self) -> Kept:
        return Kept(
            space_id=self.to.space_id,
            span=self.to.slot,
            blocked=self.to.prepared,
            organization_id=self.to.organization_id,
        )


def _is_free(waiting: Waiting, instant: datetime, running: Sequence[_Offer]) -> bool:
    if waiting.slot.starts_at <= instant:
        return False
    kept = [each for each in waiting.taken if each.until is None or instant < each.until]
    near = [each.kept for each in running if each.to.within & waiting.within]
    return not any(waiting.is_kept_by(each) for each in (*kept, *near))
