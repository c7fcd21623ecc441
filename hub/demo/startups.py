"""Start-ups of the story: programmes, teams, companies, and the log of their stages."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from hub.demo.admission import join
from hub.demo.calendar import Calendar
from hub.demo.companies import registered
from hub.demo.growth import add_growth
from hub.demo.people import add_person
from hub.demo.rows import Rows
from hub.demo.startup_paths import STARTUPS, Young
from hub.incubation.models import Programme, StageChange, Startup, StartupMember
from hub.incubation.rules import SUPPORTED
from hub.incubation.terms import ProgrammeKind, Stage, StartupRole
from hub.members.models import Affiliation, Organization, Person
from hub.members.terms import AffiliationRole, Visibility

PROGRAMMES = {
    Stage.PRE_INCUBATION: (ProgrammeKind.PRE_INCUBATION, "Pre-incubazione (esempio)", 600),
    Stage.INCUBATION: (ProgrammeKind.INCUBATION, "Incubazione (esempio)", 1_200),
    Stage.ACCELERATION: (ProgrammeKind.ACCELERATION, "Accelerazione (esempio)", 1_800),
}
FIRST_TALKS = timedelta(days=60)
FIRST_NUMBER = 100
"""Where the numbers of start-ups' companies begin, after those of the members."""


def add_startups(rows: Rows, calendar: Calendar) -> None:
    _add_programmes(rows, calendar)
    for number, young in enumerate(STARTUPS, start=FIRST_NUMBER):
        _begin(rows, calendar, young=young, number=number)
    add_growth(rows, calendar)


def _add_programmes(rows: Rows, calendar: Calendar) -> None:
    since = calendar.year(-8)
    for stage, (kind, name, minutes) in PROGRAMMES.items():
        _add_programme(
            rows, since, key=stage, kind=kind, name=name, mentoring_minutes=minutes, places=10
        )
    _add_programme(
        rows,
        calendar.year(-6),
        key="first",
        kind=ProgrammeKind.CO_WORKING,
        name="Primo banco di prova (esempio)",
        ends_on=calendar.year(-2),
    )
    _add_programme(
        rows,
        calendar.day(120),
        key="next",
        kind=ProgrammeKind.INCUBATION,
        name="Incubazione agroalimentare (esempio)",
        places=6,
    )


def _add_programme(rows: Rows, starts_on: date, *, key: str, **facts: object) -> None:
    shown = {"is_public": True, "description": "An invented programme of the demo."}
    rows.add(Programme, starts_on, key, starts_on=starts_on, **shown, **facts)


def add_startup(
    rows: Rows,
    calendar: Calendar,
    young: Young,
    *,
    founder_ids: Sequence[UUID],
    organization_id: UUID | None,
) -> None:
    """A start-up with its team and the log of its stages."""
    since = calendar.day(-young.days_known)
    startup_id = rows.add(
        Startup,
        since,
        young.name,
        organization_id=organization_id,
        name=young.name,
        pitch=young.pitch,
        description=f"{young.name} is invented, like its team and its numbers.",
        sector=young.sector,
        founded_on=since if organization_id else None,
        is_stealth=young.is_stealth,
        is_invented=True,
    )
    _join_team(rows, since, startup_id=startup_id, founder_ids=founder_ids)
    _log_stages(rows, calendar, startup_id=startup_id, young=young)


def _begin(rows: Rows, calendar: Calendar, *, young: Young, number: int) -> None:
    """The founders, their company if they have one, and the start-up of both."""
    since = calendar.day(-young.days_known)
    founder_ids = [add_person(rows, since - FIRST_TALKS, name) for name in young.founders]
    organization_id = None
    if young.is_company:
        organization_id = _found(rows, since, young=young, number=number)
        _employ(rows, since, organization_id=organization_id, founder_ids=founder_ids)
    add_startup(rows, calendar, young, founder_ids=founder_ids, organization_id=organization_id)


def _found(rows: Rows, since: date, *, young: Young, number: int) -> UUID:
    """The company of a start-up, which rents a desk while the park supports it."""
    organization_id = rows.add(
        Organization,
        since,
        young.name,
        **registered(young.name, number),
        sector=young.sector,
        founded_on=since,
        listing=Visibility.PUBLIC,
    )
    if young.stage in SUPPORTED:
        join(
            rows,
            since,
            holder={"organization_id": organization_id},
            code="co-worker",
            number=f"C-{number:03}",
            years=1 + young.days_known // 365,
        )
    return organization_id


def _employ(rows: Rows, since: date, *, organization_id: UUID, founder_ids: Sequence[UUID]) -> None:
    for person_id in founder_ids:
        is_first = person_id == founder_ids[0]
        rows.add(
            Affiliation,
            since,
            person_id=person_id,
            organization_id=organization_id,
            role=AffiliationRole.LEGAL_REPRESENTATIVE if is_first else AffiliationRole.OWNER,
            is_lead=is_first,
            is_administrator=is_first,
            has_seat=True,
            starts_on=since,
        )


def _join_team(rows: Rows, since: date, *, startup_id: UUID, founder_ids: Sequence[UUID]) -> None:
    for person_id in founder_ids:
        rows.add(
            StartupMember,
            since,
            startup_id=startup_id,
            person_id=person_id,
            role=StartupRole.FOUNDER,
            is_public=True,
            starts_on=since,
        )


def _log_stages(rows: Rows, calendar: Calendar, *, startup_id: UUID, young: Young) -> None:
    previous: dict[str, object] = {}
    for position, (stage, days_ago) in enumerate(young.path, start=1):
        entered_on = calendar.day(-days_ago)
        rows.add(
            StageChange,
            entered_on,
            startup_id=startup_id,
            position=position,
            stage=stage,
            entered_on=entered_on,
            programme_id=rows.find(Programme, stage) if stage in SUPPORTED else None,
            decided_by_id=rows.find(Person, "Chiara Modelli"),
            reason=f"Invented. {stage.description}",
            **previous,
        )
        previous = {
            "previous_position": position,
            "previous_stage": stage,
            "previous_entered_on": entered_on,
        }
