"""The special register in the story: start-ups of the law, their confirmations, and one too old."""

from datetime import date

from hub.demo.calendar import Calendar, anniversary
from hub.demo.rows import Rows
from hub.demo.startup_paths import STARTUPS
from hub.incubation.models import Startup
from hub.incubation.register_models import RegisterConfirmation, RegisterEntry, RegisterExtension
from hub.incubation.terms import (
    ExtensionRequirement,
    RegisterExtensionKind,
    RegisterRequirement,
    RegisterSection,
)

REGISTERED = ("Stradivariabile", "Acquaqueta", "Lattosfera", "Nebbiometro", "PoRobot")
OWNS_PATENT = "PoRobot"
LEFT_REGISTER = "Binari Verdi"


def add_register(rows: Rows, calendar: Calendar) -> None:
    founded = {young.name: calendar.day(-young.days_known) for young in STARTUPS}
    for name in REGISTERED:
        _enter(
            rows,
            name,
            registered_on=founded[name],
            section=RegisterSection.START_UP,
            requirement=RegisterRequirement.RESEARCH_SPENDING,
        )
        _confirm(rows, calendar, name=name, registered_on=founded[name])
    rows.add(
        RegisterExtension,
        calendar.day(-30),
        entry_id=rows.find(RegisterEntry, OWNS_PATENT),
        kind=RegisterExtensionKind.TO_FIVE_YEARS,
        requirement=ExtensionRequirement.PATENT,
        granted_on=calendar.day(-30),
    )
    _add_former(rows, calendar, registered_on=founded[LEFT_REGISTER])


def _add_former(rows: Rows, calendar: Calendar, *, registered_on: date) -> None:
    """A start-up of the law that became an innovative SME when its time was over."""
    left_on = anniversary(registered_on, 3)
    _enter(
        rows,
        LEFT_REGISTER,
        section=RegisterSection.START_UP,
        registered_on=registered_on,
        requirement=RegisterRequirement.QUALIFIED_STAFF,
        lost_on=left_on,
        lost_reason="Three years are over",
    )
    _enter(
        rows,
        LEFT_REGISTER,
        key=f"{LEFT_REGISTER} (SME)",
        section=RegisterSection.SME,
        registered_on=left_on,
        requirement=RegisterRequirement.INTELLECTUAL_PROPERTY,
    )


def _enter(
    rows: Rows, name: str, *, registered_on: date, key: str | None = None, **facts: object
) -> None:
    rows.add(
        RegisterEntry,
        registered_on,
        key or name,
        startup_id=rows.find(Startup, name),
        registered_on=registered_on,
        evidence="Invented declaration",
        **facts,
    )


def _confirm(rows: Rows, calendar: Calendar, *, name: str, registered_on: date) -> None:
    """The yearly confirmations so far, each in July."""
    for year in range(registered_on.year + 1, calendar.today.year + 1):
        confirmed_on = date(year, 7, 15)
        if confirmed_on <= calendar.today:
            rows.add(
                RegisterConfirmation,
                confirmed_on,
                entry_id=rows.find(RegisterEntry, name),
                year=year,
                confirmed_on=confirmed_on,
            )
