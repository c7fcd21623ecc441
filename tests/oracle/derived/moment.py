"""The day and the instant that derived states are asked about, and by whom."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hub.actor import Viewer
from hub.clock import ROME
from hub.members.rules import Period


@dataclass(frozen=True, slots=True)
class Moment:
    """What a field asks about: by itself today and now, else what a list or an argument says."""

    viewer: Viewer
    day: date
    now: datetime


Derive = Callable[[Any, Moment], Any]
"""What a field that is derived says of a row."""

Derivations = Mapping[str, Derive]
"""By `Type.field`; the fields for a given day or instant go by the names of those for today."""


def holds(row: Any, moment: Moment) -> bool:
    """Whether a dated row holds on the day."""
    return Period(row.starts_on, row.ends_on).holds(moment.day)


def holds_today(row: Any, moment: Moment) -> bool:
    """Whether it holds today, whatever day is asked about."""
    return Period(row.starts_on, row.ends_on).holds(moment.viewer.today)


def rome_day(instant: datetime) -> date:
    return instant.astimezone(ROME).date()
