"""Time zones as calendars are told them: what the clocks of a place do in the years of a feed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hub.spaces.calendars.content import local

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Clock(NamedTuple):
    """How the clocks of a place go at an instant."""

    offset: timedelta
    name: str
    is_daylight: bool


class Change(NamedTuple):
    """That clocks are put forward or back."""

    onset: datetime
    """By the clock as it went until then, as the format wants it."""
    before: timedelta
    after: Clock


@lru_cache(maxsize=64)
def zone_lines(name: str, first_year: int, last_year: int) -> tuple[str, ...]:
    """The VTIMEZONE of a zone, right for all that happens in these years."""
    zone = ZoneInfo(name)
    begin = datetime(first_year, 1, 1)  # noqa: DTZ001 - by the clock of the place
    # A year more at both ends: the clocks of January go as they were put in autumn.
    changes = list(_changes(zone, first_year - 1, last_year + 1))
    rules = [line for each in _alike(changes) for line in _rule(each)]
    if not changes or changes[0].onset > begin:
        first = _clock(begin.replace(tzinfo=zone))
        rules[:0] = _lines([Change(begin, first.offset, first)], None)
    return ("BEGIN:VTIMEZONE", f"TZID:{name}", *rules, "END:VTIMEZONE")


def _changes(zone: ZoneInfo, first_year: int, last_year: int) -> Iterator[Change]:
    moment, end = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    while moment < end:
        clock, later = _clock(moment.astimezone(zone)), moment + DAY
        if _clock(later.astimezone(zone)) != clock:
            onset = _onset(zone, moment, later)
            after = _clock(onset.astimezone(zone))
            yield Change((onset + clock.offset).replace(tzinfo=None), clock.offset, after)
        moment = later


def _onset(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The first instant of another clock, which lies between two."""
    clock = _clock(before.astimezone(zone))
    while after - before > SECOND:
        middle = before + (after - before) // (2 * SECOND) * SECOND
        if _clock(middle.astimezone(zone)) == clock:
            before = middle
        else:
            after = middle
    return after


def _clock(moment: datetime) -> Clock:
    offset = moment.utcoffset() or timedelta(0)
    return Clock(offset, moment.tzname() or "", bool(moment.dst()))


def _alike(changes: Iterable[Change]) -> Iterator[list[Change]]:
    """Changes from and to the same clock, in their order."""

    def kind(change: Change) -> tuple[timedelta, Clock]:
        return change.before, change.after

    for _, group in groupby(sorted(changes, key=lambda each: (*kind(each), each.onset)), kind):
        yield list(group)


def _rule(changes: Sequence[Change]) -> list[str]:
    """What programs can go on with: the rule by which the law sets the days, where there is one."""
    first_year, last_year = changes[0].onset.year, changes[-1].onset.year
    is_yearly = len(changes) == len({each.onset.year for each in changes}) > 1
    if is_yearly and last_year - first_year == len(changes) - 1:
        for day_in_month in (_from_end, _from_start):
            days = {
                (each.onset.month, day_in_month(each.onset), each.onset.time()) for each in changes
            }
            month, day, _ = next(iter(days))
            if len(days) == 1 and day:
                return _lines(changes, f"RRULE:FREQ=YEARLY;BYMONTH={month};BYDAY={day}")
    return _lines(changes, None)


def _from_end(moment: datetime) -> str | None:
    """As "the last Sunday" of its month; None if it is an earlier one."""
    is_last = (moment + 7 * DAY).month != moment.month
    return f"-1{WEEKDAYS[moment.weekday()]}" if is_last else None


def _from_start(moment: datetime) -> str:
    """As "the second Sunday" of its month."""
    return f"{(moment.day - 1) // 7 + 1}{WEEKDAYS[moment.weekday()]}"


def _lines(changes: Sequence[Change], rule: str | None) -> list[str]:
    first = changes[0]
    kind = "DAYLIGHT" if first.after.is_daylight else "STANDARD"
    repeats = [rule] if rule else [f"RDATE:{local(each.onset)}" for each in changes[1:]]
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{local(first.onset)}",
        f"TZOFFSETFROM:{_offset(first.before)}",
        f"TZOFFSETTO:{_offset(first.after.offset)}",
        f"TZNAME:{first.after.name}",
        *repeats,
        f"END:{kind}",
    ]


def _offset(offset: timedelta) -> str:
    seconds = round(abs(offset).total_seconds())
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    sign = "-" if offset < timedelta(0) else "+"
    return f"{sign}{hours:02}{minutes:02}" + (f"{rest:02}" if rest else "")
