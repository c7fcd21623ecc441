"""What a series of bookings is refused for."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from hub.constraints import explains
from hub.errors import Refusal


class SeriesDate(NamedTuple):
    """A date of a series, and what stands against it."""

    occurs_on: date
    starts_at: datetime | None
    """None where the clock leaves that time out, or shows it twice."""
    ends_at: datetime | None
    codes: list[str]
    message: str | None
    """Of the first code; None without any."""


class RuleInvalid(Refusal):
    """A recurrence rule is none, or its parts contradict each other."""

    code = "RULE_INVALID"
    sentence = (
        "{part} is not in order: write a recurrence rule of RFC 5545 for days, such as"
        " FREQ=WEEKLY;BYDAY=MO;UNTIL=20271231."
    )


class RuleUnsupported(Refusal):
    """A recurrence rule repeats within a day, or by another calendar."""

    code = "RULE_UNSUPPORTED"
    sentence = (
        "{part} has no place here: a series names days by DAILY, WEEKLY, MONTHLY or YEARLY and by"
        " INTERVAL, BYDAY, BYMONTHDAY, BYYEARDAY, BYWEEKNO, BYMONTH, BYSETPOS, WKST, COUNT or"
        " UNTIL; the times are said beside it."
    )


class SeriesEmpty(Refusal):
    """A recurrence rule names no date."""

    code = "SERIES_EMPTY"
    sentence = "This rule names no date: choose other days, or a later end."


class SeriesTooLong(Refusal):
    """A series has too many dates, or no end, or reaches too far ahead."""

    code = "SERIES_TOO_LONG"
    sentence = (
        "A series has at most {limit} dates, the last by {last_on}: say COUNT or an earlier UNTIL."
    )


class SeriesConflicts(Refusal):
    """Some dates of a series cannot be had, and all or none were asked for."""

    code = "SERIES_CONFLICTS"
    sentence = (
        "{count} of the {total} dates cannot be had: choose other dates or another space, or have"
        " these left out."
    )

    def __init__(self, *path: str | int, conflicts: Sequence[SeriesDate], total: int) -> None:
        super().__init__(*path, count=len(conflicts), total=total, conflicts=list(conflicts))


class LocalTimeFault(Refusal):
    """On some dates the clock does not say when something starts."""

    def __init__(self, *path: str | int, dates: Sequence[date], clock: str) -> None:
        days = ", ".join(each.isoformat() for each in dates)
        super().__init__(*path, dates=list(dates), days=days, clock=clock)


class LocalTimeMissing(LocalTimeFault):
    """On some dates the clock goes forward past the time of the start."""

    code = "LOCAL_TIME_DOES_NOT_EXIST"
    sentence = (
        "On {days} the clock goes forward past the start, {clock}: choose another time, or have"
        " these dates left out."
    )


class LocalTimeAmbiguous(LocalTimeFault):
    """On some dates the clock goes back and shows the time of the start twice."""

    code = "LOCAL_TIME_AMBIGUOUS"
    sentence = (
        "On {days} the clock goes back and shows {clock} twice: say which is meant, FIRST or"
        " SECOND."
    )


class SeriesOver(Refusal):
    """The series was given up, or nothing of it lies ahead."""

    code = "SERIES_OVER"
    sentence = "Nothing of this series lies ahead: there is nothing to change."


class NoDateOfSeries(Refusal):
    """The series has no booking to lose, or none to gain, on the dates that are meant."""

    code = "NO_DATE_OF_SERIES"
    sentence = (
        "The series has nothing on such a date that could be changed: look at its bookings and at"
        " what it left out."
    )


class NothingToDecide(Refusal):
    """No request of the series waits."""

    code = "NOTHING_TO_DECIDE"
    sentence = "No request of this series waits: there is nothing to decide."


class DateTaken(Refusal):
    """The series has a booking on the date."""

    code = "DATE_HAS_BOOKING"
    sentence = "The series has a booking on {occurs_on} already: there is nothing to add."


explains("booking_occurrence_once")
