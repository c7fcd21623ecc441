"""Invented calls of the story, one in each state; their codes begin with DEMO."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import cast

from hub.demo.calendar import Calendar, at
from hub.demo.rows import Rows
from hub.projects.call_models import CallPhase, CallRequirement, FundingCall
from hub.projects.terms import AidRegime, CallPhaseKind, RequirementSubject

FUNDER = "Ente Immaginario per l'Innovazione"
KIND = CallPhaseKind.FULL_PROPOSAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A call with its days, counted from today."""

    title: str
    published: int | None
    window: tuple[int, int] | None = None
    followed: dict[str, int] = field(default_factory=dict)
    ended: dict[str, int] = field(default_factory=dict)
    pot: int = 2_000_000
    rate: int = 60
    cap: int = 300_000
    regime: AidRegime = AidRegime.BLOCK_EXEMPTION


CALLS = {
    "draft": Notice(title="Idee per la pianura", published=None),
    "next": Notice(title="Acque e sensori", published=-10, window=(30, 90)),
    "open": Notice(title="Imprese in rete", published=-40, window=(-20, 25)),
    "closed": Notice(title="Suono e digitale", published=-120, window=(-100, -5)),
    "evaluation": Notice(
        title="Robotica leggera",
        published=-200,
        window=(-180, -60),
        followed={"evaluation_on": -40},
    ),
    "ranked": Notice(
        title="Filiere trasparenti",
        published=-300,
        window=(-280, -150),
        followed={"evaluation_on": -140, "ranked_on": -30},
    ),
    "awarded": Notice(
        title="Officine dei dati",
        published=-900,
        window=(-880, -760),
        followed={"evaluation_on": -750, "ranked_on": -640},
        ended={"awarded_on": -620},
    ),
    "archived": Notice(
        title="Primi passi digitali",
        published=-1_900,
        window=(-1_880, -1_800),
        followed={"evaluation_on": -1_790, "ranked_on": -1_700},
        ended={"awarded_on": -1_690, "archived_on": -400},
        rate=50,
        cap=200_000,
    ),
    "withdrawn": Notice(
        title="Borghi connessi",
        published=-160,
        window=(-150, -90),
        ended={"withdrawn_on": -130},
        regime=AidRegime.DE_MINIMIS,
    ),
}


def add_invented_calls(rows: Rows, calendar: Calendar) -> None:
    for key, notice in CALLS.items():
        add_call(rows, calendar, key=key, notice=notice)


def add_call(rows: Rows, calendar: Calendar, *, key: str, notice: Notice) -> None:
    published_on = None if notice.published is None else calendar.day(notice.published)
    call_id = rows.add(
        FundingCall,
        published_on or calendar.day(-3),
        key,
        code=f"DEMO-{key.upper()}",
        title=f"{notice.title} (esempio)",
        description="An invented call of the demo.",
        funder_name=FUNDER,
        aid_regime=notice.regime,
        pot=Decimal(notice.pot),
        rate_percent=Decimal(notice.rate),
        grant_cap=Decimal(notice.cap),
        minimum_partners=3,
        maximum_partner_percent=Decimal(70),
        published_on=published_on,
        **{column: calendar.day(days) for column, days in notice.ended.items()},
    )
    if notice.window:
        opens, closes = notice.window
        rows.add(
            CallPhase,
            calendar.day(opens),
            key,
            funding_call_id=call_id,
            number=1,
            kind=KIND,
            title="Presentazione delle proposte",
            opens_at=at(calendar.day(opens), 10),
            closes_at=at(calendar.day(closes), 17),
            **{column: calendar.day(days) for column, days in notice.followed.items()},
        )
    _add_requirements(rows, calendar, key)


def grant_terms(rows: Rows, key: str) -> tuple[Decimal, Decimal]:
    """The rate in percent and the cap of a call that has both."""
    rate, cap = (rows.value(FundingCall, key, name) for name in ("rate_percent", "grant_cap"))
    return cast(Decimal, rate), cast(Decimal, cap)


def _add_requirements(rows: Rows, calendar: Calendar, key: str) -> None:
    for number, (subject, accepted, description) in enumerate(
        (
            (RequirementSubject.SEAT, ["03"], "Seat in Lombardia."),
            (RequirementSubject.ENTERPRISE_SIZE, ["MICRO", "SMALL", "MEDIUM"], "An SME."),
            (RequirementSubject.OTHER, [], "No open dispute with the funder."),
        ),
        start=1,
    ):
        rows.add(
            CallRequirement,
            calendar.day(-3),
            funding_call_id=rows.find(FundingCall, key),
            number=number,
            subject=subject,
            accepted=accepted,
            description=description,
        )
