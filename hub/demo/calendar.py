"""Days and instants around the day of the demo, by the clock and the holidays of Cremona."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from hub.clock import ROME
from hub.spaces.holiday_rules import holidays

SATURDAY = 6


@dataclass(frozen=True, slots=True)
class Calendar:
    """The demo's story is told around one day, its today."""

    today: date

    def day(self, days: int) -> date:
        """So many days from today, before it when negative."""
        return self.today + timedelta(days=days)

    def month(self, months: int) -> date:
        """The first day of the month that is so many months from this one."""
        count = self.today.year * 12 + self.today.month - 1 + months
        return date(count // 12, count % 12 + 1, 1)

    def year(self, years: int) -> date:
        """The same day so many years from this one."""
        return anniversary(self.today, years)

    def workday(self, days: int) -> date:
        """The nth working day after today, or before it when negative; for 0 today or the next."""
        step = timedelta(days=1 if days >= 0 else -1)
        day = self.today if days else self.today - step
        for _ in range(max(abs(days), 1)):
            day += step
            while not is_workday(day):
                day += step
        return day

    def workdays(self, first: int, last: int) -> Iterator[date]:
        """The working days from so many days off today up to so many others, both included."""
        days = (self.day(offset) for offset in range(first, last + 1))
        return (day for day in days if is_workday(day))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """The instant at which the clocks of Cremona show this time on this day."""
    return datetime.combine(day, time(hour, minute), ROME).astimezone(UTC)


def anniversary(day: date, years: int) -> date:
    """The same day of another year; the 28th for a 29 February that it lacks."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def is_workday(day: date) -> bool:
    return day.isoweekday() < SATURDAY and holiday(day) is None


def holiday(day: date) -> str | None:
    """The name of the public holiday that the day is in Cremona, if it is one."""
    return _holidays(day.year).get(day)


@cache
def _holidays(year: int) -> dict[date, str]:
    return dict(holidays(year, in_cremona=True))
