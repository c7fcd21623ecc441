"""Recurrence rules of RFC 5545 in one normal form, and the dates that they name.

A series starts at one time of day, so a rule names days: parts that would name times are refused.
"""

import re
from calendar import isleap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any, Literal
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule, weekday

from hub.errors import Refused
from hub.refusals import TooLong
from hub.spaces.series_refusals import (
    RuleInvalid,
    RuleUnsupported,
    SeriesEmpty,
    SeriesTooLong,
)

MOST_DATES = 366
MOST_DAYS = 3653
"""So far ahead a series may reach: ten years."""
LONGEST_RULE = 400
RULE = ("input", "rule")

FREQUENCIES: dict[str, Literal[0, 1, 2, 3]] = {
    "DAILY": DAILY,
    "WEEKLY": WEEKLY,
    "MONTHLY": MONTHLY,
    "YEARLY": YEARLY,
}
WITHIN_A_DAY = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
TIMES = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND"})
"""The series says itself from when to when it is."""
ELSEWHERE = frozenset({"RSCALE", "SKIP"})
"""Other calendars, of RFC 7529."""
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ORDER = (
    "FREQ",
    "INTERVAL",
    "WKST",
    "BYMONTH",
    "BYWEEKNO",
    "BYYEARDAY",
    "BYMONTHDAY",
    "BYDAY",
    "BYSETPOS",
    "COUNT",
    "UNTIL",
)
"""The parts of a rule as the normal form has them."""

PART = re.compile(r"([A-Z]+)=([-+,0-9A-Z]+)")
BY_DAY = re.compile(r"([-+]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
UNTIL = re.compile(r"(\d{8})(?:T(\d{6})(Z?))?")
NUMBER = re.compile(r"[-+]?\d{1,3}")
NUMBERS = {"BYMONTH": 12, "BYWEEKNO": 53, "BYYEARDAY": 366, "BYMONTHDAY": 31, "BYSETPOS": 366}
"""The greatest number of each list; all but months count backwards too."""
ONLY_WITH = {
    "BYWEEKNO": {"YEARLY"},
    "BYYEARDAY": {"YEARLY"},
    "BYMONTHDAY": {"DAILY", "MONTHLY", "YEARLY"},
}
"""With which frequencies a part has a meaning."""
BY_DAYS = ("BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY")
"""What can name several days of which BYSETPOS chooses."""
MOST_WEEKS = 53
FURTHEST = 10_000
LONGEST_PART = 60
"""So much of a part that is wrong is told."""


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule whose parts all have a meaning."""

    parts: Mapping[str, str]
    """By name, each in its normal form."""

    @property
    def text(self) -> str:
        """The normal form of the rule: two that say the same in the same words read the same."""
        return ";".join(f"{name}={self.parts[name]}" for name in ORDER if name in self.parts)

    @property
    def count(self) -> int | None:
        return int(self.parts["COUNT"]) if "COUNT" in self.parts else None

    @property
    def until_on(self) -> date | None:
        """The last day."""
        until = self.parts.get("UNTIL")
        return date.fromisoformat(until) if until else None

    def dates(self, starts_on: date, *, today: date) -> list[date]:
        """The days that the rule names, counted from the first day on.

        Raises Refused if there is none, if there are too many, or if they reach too far ahead.
        """
        last_on = today + timedelta(days=MOST_DAYS)
        until_on = self.until_on
        if starts_on > last_on:
            raise _too_long(last_on)
        found = self._between(starts_on, min(last_on, until_on or last_on))
        if not found:
            raise Refused(SeriesEmpty(*RULE))
        is_whole = len(found) == self.count or (until_on is not None and until_on <= last_on)
        if len(found) > MOST_DATES or not is_whole:
            raise _too_long(last_on)
        return found

    def _between(self, first_on: date, last_on: date) -> list[date]:
        """At most one more than a series may have."""
        if last_on < first_on:
            return []
        shift = _shift(first_on, last_on)
        ruled = rrule(
            FREQUENCIES[self.parts["FREQ"]],
            dtstart=datetime.combine(self._begins_on(first_on) + shift, time()),
            until=datetime.combine(last_on + shift, time()),
            **_arguments(self.parts, first_on),
        )
        days = (each.date() - shift for each in ruled)
        most = min(MOST_DATES + 1, self.count or MOST_DATES + 1)
        return list(islice((day for day in days if first_on <= day), most))

    def _begins_on(self, first_on: date) -> date:
        """Where a week has positions they are those of the whole week, also of the first."""
        if self.parts["FREQ"] != "WEEKLY" or "BYSETPOS" not in self.parts:
            return first_on
        begins = DAYS.index(self.parts.get("WKST", DAYS[0]))
        return first_on - timedelta(days=(first_on.weekday() - begins) % len(DAYS))


def parsed(text: str, *, from_time: time, zone: ZoneInfo) -> Recurrence:
    """A rule as somebody wrote it; raises Refused if it is none, or one that names no days.

    UNTIL may be a day, or an instant of which the day of the last start follows.
    """
    if len(text) > LONGEST_RULE:
        raise Refused(TooLong(*RULE, measured=len(text), limit=LONGEST_RULE))
    said = _said(text.strip().upper().removeprefix("RRULE:"))
    parts = {name: _normal(name, value) for name, value in said.items() if name != "UNTIL"}
    if "UNTIL" in said:
        until = _until(said["UNTIL"], from_time, zone)
        parts["UNTIL"] = until.isoformat().replace("-", "")  # with all digits of early years
    _require_meaning(parts)
    if parts.get("INTERVAL") == "1":
        del parts["INTERVAL"]
    return Recurrence(parts)


def kept(text: str) -> Recurrence:
    """A rule that a series has, which is in its normal form."""
    return Recurrence(dict(part.split("=") for part in text.split(";")))


def _said(text: str) -> dict[str, str]:
    """The parts as they were written, each once."""
    said: dict[str, str] = {}
    for each in text.split(";"):
        found = PART.fullmatch(each)
        if found is None or found[1] in said:
            raise _invalid(each)
        said[found[1]] = found[2]
    for name in said:
        if name in TIMES or name in ELSEWHERE:
            raise _unsupported(name)
        if name not in ORDER:
            raise _invalid(name)
    return said


def _normal(name: str, value: str) -> str:
    """A part in its normal form; raises Refused if it says nothing."""
    if name == "FREQ":
        if value in WITHIN_A_DAY:
            raise _unsupported(value)
        is_known = value in FREQUENCIES
    elif name == "WKST":
        is_known = value in DAYS
    elif name in ("INTERVAL", "COUNT"):
        is_known = value.isdecimal() and int(value) > 0
    else:
        return ",".join(_listed(name, value.split(",")))
    if not is_known:
        raise _invalid(f"{name}={value}")
    return value.lstrip("0")


def _listed(name: str, values: Iterable[str]) -> list[str]:
    if name == "BYDAY":
        days = {_day(each) for each in values}
        return [f"{nth or ''}{DAYS[day]}" for nth, day in sorted(days)]
    return [str(each) for each in sorted({_number(name, each) for each in values})]


def _day(value: str) -> tuple[int, int]:
    """Which one, 0 for each, and of which weekday."""
    found = BY_DAY.fullmatch(value)
    if found is None or (found[1] and not 1 <= abs(int(found[1])) <= MOST_WEEKS):
        raise _invalid(f"BYDAY={value}")
    return int(found[1] or 0), DAYS.index(found[2])


def _number(name: str, value: str) -> int:
    number = int(value) if NUMBER.fullmatch(value) else 0
    least = 1 if name == "BYMONTH" else -NUMBERS[name]
    if number == 0 or not least <= number <= NUMBERS[name]:
        raise _invalid(f"{name}={value}")
    return number


def _until(value: str, from_time: time, zone: ZoneInfo) -> date:
    """The last day whose start is not after what UNTIL says."""
    found = UNTIL.fullmatch(value)
    try:
        if found is None:
            raise ValueError(value)
        day = datetime.strptime(found[1], "%Y%m%d").date()  # noqa: DTZ007 - a day has no zone
        if found[2] is None:
            return day
        until = datetime.combine(day, datetime.strptime(found[2], "%H%M%S").time())  # noqa: DTZ007
        if found[3]:
            until = until.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)
        return until.date() if from_time <= until.time() else until.date() - timedelta(days=1)
    except (ValueError, OverflowError) as error:
        raise _invalid(f"UNTIL={value}") from error


def _require_meaning(parts: Mapping[str, str]) -> None:
    """Raise Refused for parts that RFC 5545 keeps from standing together."""
    frequency = parts.get("FREQ")
    if frequency is None or {"COUNT", "UNTIL"} <= parts.keys():
        raise _invalid("FREQ" if frequency is None else "COUNT;UNTIL")
    for name, frequencies in ONLY_WITH.items():
        if name in parts and frequency not in frequencies:
            raise _invalid(f"FREQ={frequency};{name}")
    if any(nth for nth, _ in map(_day, parts.get("BYDAY", "MO").split(","))) and (
        frequency not in ("MONTHLY", "YEARLY") or "BYWEEKNO" in parts
    ):
        raise _invalid(f"BYDAY={parts['BYDAY']}")
    if "BYSETPOS" in parts and not any(name in parts for name in BY_DAYS):
        raise _invalid("BYSETPOS")


def _shift(first_on: date, last_on: date) -> timedelta:
    """From these years to the last that can be written and have the same calendars.

    dateutil looks for the next date until no later one can be written: there it is soon through
    with a rule that names none.
    """
    # With a year on either side, for the weeks that belong to another year than their days.
    first, number = first_on.year - 1, last_on.year - first_on.year + 3
    form = [isleap(first + year) for year in range(number)]
    begins = date(first, 1, 1)
    for year in range(MAXYEAR - number, 0, -1):
        like = date(year, 1, 1)
        if like.weekday() == begins.weekday() and form == [
            isleap(year + each) for each in range(number)
        ]:
            return like - begins
    raise AssertionError("The calendar repeats after 400 years.")


def _arguments(parts: Mapping[str, str], first_on: date) -> dict[str, Any]:
    """A rule as dateutil takes it."""
    found: dict[str, Any] = {
        name.lower(): [int(each) for each in parts[name].split(",")]
        for name in NUMBERS
        if name in parts
    }
    if "BYDAY" in parts:
        days = [_day(each) for each in parts["BYDAY"].split(",")]
        found["byweekday"] = [weekday(day, nth or None) for nth, day in days]
    elif parts["FREQ"] == "WEEKLY":
        found["byweekday"] = [first_on.weekday()]
    if "WKST" in parts:
        found["wkst"] = DAYS.index(parts["WKST"])
    # Whatever lies further ahead than years can be written comes out as nothing.
    return {**found, "interval": min(int(parts.get("INTERVAL", 1)), FURTHEST)}


def _invalid(part: str) -> Refused:
    return Refused(RuleInvalid(*RULE, part=part[:LONGEST_PART]))


def _unsupported(part: str) -> Refused:
    return Refused(RuleUnsupported(*RULE, part=part))


def _too_long(last_on: date) -> Refused:
    return Refused(SeriesTooLong(*RULE, limit=MOST_DATES, last_on=last_on))
