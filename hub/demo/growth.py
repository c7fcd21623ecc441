"""What became of the start-ups of the story: milestones, money, exits, the special register."""

from decimal import Decimal

from hub.demo.calendar import Calendar
from hub.demo.register import add_register
from hub.demo.rows import Rows
from hub.demo.startup_paths import STARTUPS
from hub.incubation.models import Exit, FundingRound, Milestone, Startup, StartupMember
from hub.incubation.rules import SUPPORTED
from hub.incubation.terms import (
    ExitKind,
    FundingKind,
    StartupRole,
)
from hub.members.models import Person

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


def add_growth(rows: Rows, calendar: Calendar) -> None:
    _add_milestones(rows, calendar)
    _add_money(rows, calendar)
    _add_exits(rows, calendar)
    add_register(rows, calendar)
    _add_staff(rows, calendar)


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


def _add_staff(rows: Rows, calendar: Calendar) -> None:
    """A developer who came from a member company, and an adviser who has left."""
    for name, role, since, until in (
        ("Ugo Leggenda", StartupRole.EMPLOYEE, calendar.day(-110), None),
        ("Luca Controfigura", StartupRole.ADVISOR, calendar.day(-600), calendar.day(-300)),
    ):
        rows.add(
            StartupMember,
            since,
            startup_id=rows.find(Startup, "PoRobot"),
            person_id=rows.find(Person, name),
            role=role,
            starts_on=since,
            ends_on=until,
        )
