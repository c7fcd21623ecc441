"""Places in the programmes of the story, and the applications that won them."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from hub.demo.calendar import Calendar
from hub.demo.rows import Rows
from hub.demo.startup_paths import STARTUPS, Young
from hub.incubation.models import Programme, Startup
from hub.incubation.rules import SUPPORTED
from hub.incubation.selection_models import Application, Participation
from hub.incubation.terms import Stage


def add_participations(rows: Rows, calendar: Calendar) -> None:
    for young in STARTUPS:
        add_places(rows, calendar, young)


def add_places(rows: Rows, calendar: Calendar, young: Young) -> None:
    for stage, starts_on, ends_on in _places(young, calendar):
        won = stage is Stage.PRE_INCUBATION and rows.has(Application, young.name)
        rows.add(
            Participation,
            starts_on,
            startup_id=rows.find(Startup, young.name),
            programme_id=rows.find(Programme, stage),
            application_id=rows.find(Application, young.name) if won else None,
            starts_on=starts_on,
            ends_on=ends_on,
        )


def _places(young: Young, calendar: Calendar) -> Iterator[tuple[Stage, date, date | None]]:
    """A place for each stage with support, up to the next stage; a pause keeps the place."""
    if young.stage in SUPPORTED:
        yield young.stage, calendar.day(-young.path[-1][1]), None
    for (stage, days_ago), (following, next_days_ago) in pairwise(young.path):
        if stage in SUPPORTED:
            left_on = None if following is Stage.ON_HOLD else calendar.day(-next_days_ago)
            yield stage, calendar.day(-days_ago), left_on
