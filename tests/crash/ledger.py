"""What clients were told of their acts: the record that the database is compared with."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

INSTANTS = ("startsAt", "endsAt")


class Done(NamedTuple):
    """An act that was acknowledged."""

    act: str
    """As the record of the hub calls it."""
    key: str
    id: str
    """Of the row that it is about."""
    is_idle: bool = False
    """Whether all was as wished already: a booking that is moved to where it is."""


class Seen(NamedTuple):
    """A booking as an answer showed it at one of its versions."""

    space_id: str
    starts_at: datetime
    ends_at: datetime
    state: str


@dataclass
class Known:
    """What somebody may want to change, as it was known last."""

    id: str
    owner: str | None
    """The person whose it is; None: an organization's as a whole."""
    version: int = 1


@dataclass
class Ledger:
    """All that was acknowledged, and what became known by it."""

    done: list[Done] = field(default_factory=list)
    codes: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """What acts were refused with, by their names."""
    seconds: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    seen: defaultdict[str, dict[int, Seen]] = field(default_factory=lambda: defaultdict(dict))
    """Bookings by their ids and versions."""
    booked: Counter[str] = field(default_factory=Counter)
    """How many bookings were made by acts of each name."""
    known: dict[str, dict[str, Known]] = field(default_factory=lambda: defaultdict(dict))
    """Rows that were made, by the kind."""

    def note(self, done: Done, kind: str, row: dict[str, Any]) -> None:
        """Note an acknowledged act, and the row that it answered with."""
        self.done.append(done)
        self._know(kind, row)
        for booking in row.get("bookings", {}).get("nodes", ()):
            self._know("booking", booking)

    def _know(self, kind: str, row: dict[str, Any]) -> None:
        if kind == "booking":
            self._see(row)
        person = row.get("person")
        known = self.known[kind].setdefault(row["id"], Known(row["id"], person and person["id"]))
        known.version = max(known.version, row["version"])

    def _see(self, booking: dict[str, Any]) -> None:
        starts_at, ends_at = (datetime.fromisoformat(booking[each]) for each in INSTANTS)
        seen = Seen(booking["space"]["id"], starts_at, ends_at, booking["state"])
        known = self.seen[booking["id"]].setdefault(booking["version"], seen)
        assert known == seen, "one version shows two things"

    def ids(self, act: str) -> list[str]:
        return [each.id for each in self.done if each.act == act]
