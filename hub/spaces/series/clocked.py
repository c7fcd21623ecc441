"""The instants of a series: what a clock on the wall shows on each of its days."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import Enum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hub.spaces.booking.hours import ONE_DAY
from hub.spaces.booking.spans import Span
from hub.spaces.terms import ClockOffset

FOLDS = (0, 1)


class ClockFault(Enum):
    """Why a time of day is no instant on some day."""

    LEFT_OUT = "LEFT_OUT"
    SHOWN_TWICE = "SHOWN_TWICE"


class Occurrence(NamedTuple):
    """A day of a series."""

    occurs_on: date
    span: Span | None
    """From when to when; None where the clock does not say."""
    fault: ClockFault | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocked:
    """From when to when something is on each of its days, by the clock of a place."""

    zone: ZoneInfo
    from_time: time
    until_time: time
    """Not after the start: on the following day."""
    offset: ClockOffset | None = None

    def on(self, days: Iterable[date]) -> Iterator[Occurrence]:
        return (self._on(day) for day in days)

    def _on(self, day: date) -> Occurrence:
        found = instants(datetime.combine(day, self.from_time), self.zone)
        if not found:
            return Occurrence(day, None, ClockFault.LEFT_OUT)
        if len(found) > 1 and self.offset is None:
            return Occurrence(day, None, ClockFault.SHOWN_TWICE)
        starts_at = found[-1] if self.offset is ClockOffset.SECOND else found[0]
        return Occurrence(day, Span(starts_at, self._end(day, starts_at)))

    def _end(self, day: date, starts_at: datetime) -> datetime:
        """The first instant after the start at which the clock shows the end; where it leaves that
        time out, the one as long after the leap.
        """
        last_on = day if self.from_time < self.until_time else day + ONE_DAY
        local = datetime.combine(last_on, self.until_time)
        later = [each for each in instants(local, self.zone) if starts_at < each]
        return later[0] if later else _reckoned(local, 0, self.zone)


def instants(local: datetime, zone: ZoneInfo) -> list[datetime]:
    """The instants, in UTC and in their order, at which a clock in the zone shows a time.

    None of a time that it leaves out, two of one that it shows twice, otherwise one.
    """
    reckoned = {_reckoned(local, fold, zone) for fold in FOLDS}
    return sorted(each for each in reckoned if each.astimezone(zone).replace(tzinfo=None) == local)


def _reckoned(local: datetime, fold: int, zone: ZoneInfo) -> datetime:
    return local.replace(tzinfo=zone, fold=fold).astimezone(UTC)
