"""How periods of a membership are laid, as pure decisions over days."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from hub.members.terms import PeriodKind

AHEAD = timedelta(days=366)
"""How far ahead a membership may begin."""


@dataclass(frozen=True, slots=True)
class Cycle:
    """What a type of membership says of its periods."""

    kind: PeriodKind
    months: int = 12
    rollover_days: int = 0


def months_later(day: date, months: int) -> date:
    """The same day so many months later; in a month that lacks it, the last one.

    So a year from 29 February ends on 28 February, the first day that it no longer covers. Beyond
    the calendar it is the last day of all.
    """
    years, month = divmod(day.month - 1 + months, 12)
    if day.year + years > date.max.year:
        return date.max
    last = monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


def first_end(cycle: Cycle, starts_on: date) -> date:
    """The end of a first period.

    Of calendar periods, who joins in the last days of a year is covered for the next one too.
    """
    if cycle.kind is PeriodKind.ROLLING:
        return months_later(starts_on, cycle.months)
    ends_on = _new_year(starts_on)
    is_late = (ends_on - starts_on).days <= cycle.rollover_days
    return months_later(ends_on, 12) if is_late else ends_on


def next_end(cycle: Cycle, starts_on: date, *, first_on: date) -> date:
    """The end of a period that follows another one, in a row that began on `first_on`.

    Months are counted from the very first day, so that a short month in between shortens no later
    one: from 31 January by months, 28 February is followed by 31 March. A row that was laid
    otherwise is counted from where it stands.
    """
    if cycle.kind is PeriodKind.CALENDAR:
        return _new_year(starts_on)
    past = (starts_on.year - first_on.year) * 12 + starts_on.month - first_on.month
    if months_later(first_on, past) != starts_on:
        return months_later(starts_on, cycle.months)
    return months_later(first_on, past + cycle.months)


def _new_year(day: date) -> date:
    """The first New Year's Day after a day."""
    return months_later(date(day.year, 1, 1), 12)
