"""What became of the start-ups of the story: milestones, money, exits, the special register."""

from datetime import date
from decimal import Decimal

from hub.demo.calendar import Calendar, anniversary
from hub.demo.rows import Rows
from hub.demo.startup_paths import STARTUPS
from hub.incubation.models import Exit, FundingRound, Milestone, Startup
from hub.incubation.register_models import RegisterConfirmation, RegisterEntry, RegisterExtension
from hub.incubation.rules import SUPPORTED
from hub.incubation.terms import (
    ExitKind,
    ExtensionRequirement,
    FundingKind,
    RegisterExtensionKind,
    RegisterRequirement,
    RegisterSection,
)

SOURCE = "Dichiarazione della start-up (esempio)"
ROUNDS = (
    ("Stradivariabile", FundingKind.FOUNDERS, 280, 30_000),
    ("Acquaqueta", FundingKind.GRANT, 200, 45_000),
    ("Lattosfera", FundingKind.ANGEL, 150, 120_000),
    ("PoRobot", FundingKind.SEED, 400, 450_000),
    ("PoRobot", FundingKind.LOAN, 120, 200_000),
    ("Torracchio Cloud", FundingKind.ANGEL, 300, 150_000),
    ("Marubino Pay", FundingKind.CROWDFUNDING, 210, 260_000),
    ("Binari Verdi", FundingKind.VENTURE, 500, 1_400_000),
    ("Mezzadria Dati", FundingKind.SEED, 600, 380_000),
)
EXITS = (
    ("Binari Verdi", ExitKind.STILL_OPERATING, 200, None),
    ("Archetto Sound", ExitKind.ACQUIRED, 100, 2_500_000),
    ("Vocefinta", ExitKind.MERGED, 700, 800_000),
    ("Campi Larghi", ExitKind.STILL_OPERATING, 365, None),
    ("Rugiada Droni", ExitKind.CLOSED, 500, None),
)
REGISTERED = ("Stradivariabile", "Acquaqueta", "Lattosfera", "Nebbiometro", "PoRobot")
OWNS_PATENT = "PoRobot"
LEFT_REGISTER = "Binari Verdi"


def add_growth(rows: Rows, calendar: Calendar) -> None:
    _add_milestones(rows, calendar)
    _add_money(rows, calendar)
    _add_exits(rows, calendar)
    _add_register(rows, calendar)


def _add_milestones(rows: Rows, calendar: Calendar) -> None:
    """Of each supported start-up one reached and one ahead; here and there one late or given up."""
    supported = [young for young in STARTUPS if young.stage in SUPPORTED]
    for number, young in enumerate(supported):
        since = calendar.day(-young.path[-1][1])
        plans: list[tuple[str, int, dict[str, object]]] = [
            ("First prototype", -60, {"reached_on": calendar.day(-70)}),
            ("Ten paying customers", 90, {}),
        ]
        if number % 3 == 0:
            plans.append(("Trial with a member company", -15, {}))
        if number % 4 == 0:
            plans.append(("Shop on the web", -30, {"dropped_on": calendar.day(-45)}))
        for title, days, facts in plans:
            rows.add(
                Milestone,
                since,
                startup_id=rows.find(Startup, young.name),
                title=title,
                due_on=calendar.day(days),
                **facts,
            )


def _add_money(rows: Rows, calendar: Calendar) -> None:
    for name, kind, days_ago, amount in ROUNDS:
        closed_on = calendar.day(-days_ago)
        rows.add(
            FundingRound,
            closed_on,
            startup_id=rows.find(Startup, name),
            kind=kind,
            closed_on=closed_on,
            amount=Decimal(amount),
            investors="Invented investors",
            source=SOURCE,
            is_public=kind is FundingKind.CROWDFUNDING,
        )


def _add_exits(rows: Rows, calendar: Calendar) -> None:
    for name, kind, days_ago, amount in EXITS:
        happened_on = calendar.day(-days_ago)
        rows.add(
            Exit,
            happened_on,
            startup_id=rows.find(Startup, name),
            kind=kind,
            happened_on=happened_on,
            amount=None if amount is None else Decimal(amount),
            source=SOURCE,
        )


def _add_register(rows: Rows, calendar: Calendar) -> None:
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
