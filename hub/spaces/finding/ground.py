"""The spaces among which somebody looks: their terms, their hours, and when they are kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from hub.spaces.booking.facts import Place, Price, Rule, Terms
from hub.spaces.booking.spans import Span, without
from hub.spaces.series.outlook import Dated

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A space that fits, and when it can be had."""

    place: Place
    terms: Terms
    conditions_id: UUID
    open: Sequence[Span]
    """When it is open, not shut and not let, and takes bookings at all."""
    kept: Sequence[Span]
    """When bookings keep it: with their preparation, and that of the booking that is wished for."""
    kept_by_own: Sequence[Span]
    """When bookings of the same holder do, between which nothing is to be prepared."""
    prices: Sequence[Dated[Price]]

    @property
    def free(self) -> list[Span]:
        """When a booking may take place."""
        return without(self.open, [*self.kept, *self.kept_by_own])


@dataclass(frozen=True, slots=True)
class Scoped(Generic[T]):
    """What holds for one space, for one kind of spaces, or for all; for a period, and perhaps only
    under memberships of one type.
    """

    dated: Dated[T]
    space_id: UUID | None
    kind: str | None

    def is_about(self, place: Place) -> bool:
        return self.is_about_one(place.id, place.kind)

    def is_about_one(self, space_id: UUID, kind: str) -> bool:
        if self.space_id is None and self.kind is None:
            return True
        return self.space_id == space_id or self.kind == kind


@dataclass(frozen=True, slots=True)
class Ground:
    """All the spaces that fit."""

    rooms: Sequence[Room]
    rules: Sequence[Scoped[Rule]]
