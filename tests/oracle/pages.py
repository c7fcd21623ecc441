"""A page of a list, cut by cursors and sizes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cmp_to_key
from typing import Any

from tests.oracle.orders import Place

USUAL_SIZE = 20


@dataclass(frozen=True)
class Entry:
    """A row of a list at its place."""

    place: Place
    row: Any


@dataclass(frozen=True)
class Page:
    """The rows of a page, in the order of the list, and whether there are more."""

    entries: Sequence[Entry]
    has_next: bool
    has_previous: bool


def in_order(entries: Sequence[Entry]) -> list[Entry]:
    def compare(one: Entry, other: Entry) -> int:
        return other.place.precedes(one.place) - one.place.precedes(other.place)

    return sorted(entries, key=cmp_to_key(compare))


def page(
    entries: Sequence[Entry], given: Mapping[str, Any], *, places: Mapping[str, Place]
) -> Page:
    """The page that `first`, `after`, `last` and `before` ask for."""
    after, before = (
        places[given[name]] if given.get(name) is not None else None for name in ("after", "before")
    )
    listed = in_order(entries)
    kept = [
        entry
        for entry in listed
        if (after is None or after.precedes(entry.place))
        and (before is None or entry.place.precedes(before))
    ]
    last = given.get("last")
    first = given.get("first")
    size = last if last is not None else first if first is not None else USUAL_SIZE
    shown = kept[len(kept) - size if size < len(kept) else 0 :] if last is not None else kept[:size]
    is_cut = len(kept) > size
    return Page(
        shown,
        has_next=(is_cut and last is None)
        or (before is not None and any(not each.place.precedes(before) for each in listed)),
        has_previous=(is_cut and last is not None)
        or (after is not None and any(not after.precedes(each.place) for each in listed)),
    )
