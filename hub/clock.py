"""The only reader of the time: instants are aware and in UTC, days are those of Cremona."""

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import overload
from zoneinfo import ZoneInfo

ROME = ZoneInfo("Europe/Rome")
"""The legal time of the park: it decides on which day something begins or ends."""


def _system() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _system


def now() -> datetime:
    """The present instant, in UTC."""
    return _source()


def today() -> date:
    """The present day in Cremona."""
    return day_of(now())


@overload
def day_of(instant: datetime) -> date: ...


@overload
def day_of(instant: datetime | None) -> date | None: ...


def day_of(instant: datetime | None) -> date | None:
    """The day in Cremona on which an aware instant falls; of none, none."""
    return None if instant is None else instant.astimezone(ROME).date()


def nanoseconds() -> int:
    """Nanoseconds since 1970 by the system's clock, which `freeze` does not stop.

    Keys follow it: they must keep growing also while a test holds the time still.
    """
    return time.time_ns()


def ticks() -> float:
    """Seconds of a clock that never steps back, for durations and deadlines only."""
    return time.monotonic()


@contextmanager
def freeze(instant: datetime) -> Generator[None]:
    """Hold the time still at an aware instant, in all tasks and threads of the process."""
    global _source
    if instant.tzinfo is None:
        raise ValueError("a naive instant says no time; give it a zone")
    held, previous = instant.astimezone(UTC), _source

    def still() -> datetime:
        return held

    _source = still
    try:
        yield
    finally:
        _source = previous
