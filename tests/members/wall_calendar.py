"""Membership as an office would keep it on a wall calendar: a model that shares no code with ours.

What begins on a day is written on that day, and holds until something else is written; renewing
wipes out what stood from there on.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

DAY = timedelta(days=1)
FOR_EVER = date.max


class Terms(NamedTuple):
    """What a type says."""

    is_calendar: bool
    months: int
    rollover: int
    grace: int
    notice: int


@dataclass
class Pause:
    """A suspension."""

    begins: date
    ends: date | None
    version: int = 1

    def has(self, day: date) -> bool:
        return self.begins <= day < (self.ends or FOR_EVER)


@dataclass
class Story:
    """One membership."""

    terms: Terms
    applied: date
    withdrawn: date | None = None
    rejected: date | None = None
    admitted: date | None = None
    notes: dict[date, str] = field(default_factory=dict)
    """What is written on the days from the first one on."""
    starts: list[date] = field(default_factory=list)
    covered: date | None = None
    pauses: list[Pause] = field(default_factory=list)
    resigned: date | None = None
    expelled: date | None = None
    follows: "Story | None" = None

    def admit(self, today: date, begins: date) -> None:
        self.admitted = today
        if self.terms.is_calendar:
            ends = date(begins.year + 1, 1, 1)
            if begins + self.terms.rollover * DAY >= ends:
                ends = date(begins.year + 2, 1, 1)
        else:
            ends = months_on(begins, self.terms.months)
        self._write(begins, ends)

    def renew(self) -> None:
        begins = self.covered
        assert begins is not None
        if self.terms.is_calendar:
            ends = date(begins.year + 1, 1, 1)
        else:
            ends = months_on(self.starts[0], self.terms.months * (len(self.starts) + 1))
        self._write(begins, ends)

    def _write(self, begins: date, ends: date) -> None:
        self.notes = {day: note for day, note in self.notes.items() if day < begins}
        self.notes[begins] = "ACTIVE"
        self.notes[ends] = "GRACE"
        self.notes[ends + self.terms.grace * DAY] = "LAPSED"
        self.starts.append(begins)
        self.covered = ends

    @property
    def leaves(self) -> date:
        return min(self.resigned or FOR_EVER, self.expelled or FOR_EVER)

    @property
    def until(self) -> date:
        """The first day that nobody could say was covered; of none, the first of all."""
        return min(self.covered, self.leaves) if self.covered else date.min

    def status(self, day: date) -> str | None:
        if day < self.applied:
            return None
        for name, since in (("EXPELLED", self.expelled), ("ENDED", self.resigned)):
            if since is not None and since <= day:
                return name
        if self.admitted is None or day < self.admitted:
            return self._answer(day)
        written = [each for each in self.notes if each <= day]
        note = self.notes[max(written)] if written else "PENDING"
        is_paused = note in {"ACTIVE", "GRACE"} and any(pause.has(day) for pause in self.pauses)
        return "SUSPENDED" if is_paused else note

    def _answer(self, day: date) -> str:
        for name, since in (("WITHDRAWN", self.withdrawn), ("REJECTED", self.rejected)):
            if since is not None and since <= day:
                return name
        return "APPLIED"

    def is_running(self, day: date) -> bool:
        return self.status(day) in {"PENDING", "ACTIVE", "GRACE", "SUSPENDED"}

    def is_open(self) -> bool:
        return (self.withdrawn, self.rejected, self.admitted) == (None, None, None)

    def can_renew(self, today: date) -> bool:
        is_ahead = bool(self.starts) and today < self.starts[-1]
        return self.is_running(today) and not is_ahead and self.until < self.leaves


def months_on(day: date, months: int) -> date:
    """The same day so many months on; what a month lacks is its last day."""
    year, month = day.year, day.month + months
    while month > 12:
        year, month = year + 1, month - 12
    for number in range(day.day, 0, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    raise AssertionError("A month has a first day.")
