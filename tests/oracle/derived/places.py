"""Spaces within spaces, and the opening rules of each, from loaded rows."""

from collections.abc import Iterator
from typing import Any

from hub.members.rules import Period
from hub.spaces import rules


def around(space: Any) -> Iterator[Any]:
    """The space and what contains it, from the inside out."""
    while space is not None:
        yield space
        space = space.parent


def within(space: Any) -> Iterator[Any]:
    """The space and all that lies within it."""
    yield space
    for child in space.children:
        yield from within(child)


def near(space: Any) -> Iterator[Any]:
    """The space, what contains it, and what lies within it."""
    yield from {place.id: place for place in (*around(space), *within(space))}.values()


def level(place: Any) -> rules.Level:
    return rules.Level(
        hours=tuple(
            rules.Hours(
                weekday=each.weekday,
                opens=each.opens,
                closes=each.closes,
                period=Period(each.starts_on, each.ends_on),
                state=each.state,
            )
            for each in sorted(place.opening_hours, key=_first)
        ),
        exceptions=tuple(
            rules.SpecialHours(
                occurs_on=each.occurs_on, state=each.state, opens=each.opens, closes=each.closes
            )
            for each in sorted(place.opening_exceptions, key=_first)
            if each.withdrawn_at is None
        ),
        closures=tuple(
            rules.Shut(starts_at=each.starts_at, ends_at=each.ends_at, state=each.state)
            for each in place.closures
            if each.withdrawn_at is None
        ),
    )


def _first(rule: Any) -> tuple[str, Any]:
    """Of rules that overlap the first decides, in the order of their states."""
    return rule.state, rule.id
