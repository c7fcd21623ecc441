"""Arithmetic of time: spans from one instant to another, the end not included."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import NamedTuple


class Span(NamedTuple):
    """From an instant on, up to another."""

    starts_at: datetime
    ends_at: datetime

    @property
    def length(self) -> timedelta:
        return self.ends_at - self.starts_at

    def meets(self, other: "Span") -> bool:
        """Whether they have an instant in common."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def holds(self, other: "Span") -> bool:
        """Whether the other lies within this one."""
        return self.starts_at <= other.starts_at and other.ends_at <= self.ends_at

    def widened(self, before: timedelta, after: timedelta) -> "Span":
        return Span(self.starts_at - before, self.ends_at + after)

    def cut(self, other: "Span") -> "Span":
        """What both have in common; empty or backwards if they do not meet."""
        return Span(max(self.starts_at, other.starts_at), min(self.ends_at, other.ends_at))


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same instants in as few spans as possible, in order of time."""
    found: list[Span] = []
    for span in sorted(spans):
        if span.ends_at <= span.starts_at:
            continue
        if found and span.starts_at <= found[-1].ends_at:
            found[-1] = Span(found[-1].starts_at, max(found[-1].ends_at, span.ends_at))
        else:
            found.append(span)
    return found


def without(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """What is left of the spans where none of the others is."""
    left: list[Span] = []
    gone = joined(taken)
    place = 0
    for begins, ends in joined(spans):
        # Both are in order of time: what ends before one span begins lies before all that follow.
        while place < len(gone) and gone[place].ends_at <= begins:
            place += 1
        for each in islice(gone, place, None):
            if ends <= each.starts_at:
                break
            if begins < each.starts_at:
                left.append(Span(begins, each.starts_at))
            begins = each.ends_at
        if begins < ends:
            left.append(Span(begins, ends))
    return left


def total(spans: Iterable[Span]) -> timedelta:
    """How long they last, without counting an instant twice."""
    return sum((span.length for span in joined(spans)), timedelta(0))


def fitting(
    spans: Iterable[Span], length: timedelta, starts: Iterable[datetime]
) -> Iterator[datetime]:
    """Those of the starts, in order of time, at which one of the spans has room for the length."""
    room = iter(joined(spans))
    span = next(room, None)
    for start in starts:
        while span is not None and span.ends_at < start + length:
            span = next(room, None)
        if span is None:
            return
        if span.starts_at <= start:
            yield start
