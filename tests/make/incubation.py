"""Rows of the incubation area for tests: each function shows only what the test is about."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from hub import clock
from hub.incubation.followup_models import (
    KpiPeriod,
    KpiReport,
    KpiValue,
    Mentor,
    MentoringSession,
    Mentorship,
)
from hub.incubation.models import (
    Exit,
    FundingRound,
    Milestone,
    Programme,
    StageChange,
    Startup,
    StartupMember,
)
from hub.incubation.register_models import (
    RegisterConfirmation,
    RegisterEntry,
    RegisterExtension,
)
from hub.incubation.selection_models import (
    Application,
    ConflictOfInterest,
    Criterion,
    InformationRequest,
    Intake,
    Participation,
    Review,
    Score,
)
from hub.incubation.terms import (
    ConflictKind,
    ExitKind,
    ExtensionRequirement,
    FundingKind,
    Metric,
    ProgrammeKind,
    RegisterExtensionKind,
    RegisterRequirement,
    RegisterSection,
    Stage,
    StartupRole,
)
from tests.make.members import days_ago, person

_numbers = count(1)


def noon(day: date) -> datetime:
    """Noon in UTC, which is the same day in Cremona."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


async def startup(name: str = "", *, stages: Sequence[Stage] = (), **given: Any) -> Startup:
    """A start-up; `stages` are entered ten days apart, the last ten days ago."""
    row = await Startup.create(**{"name": name or f"Idea {next(_numbers)}", **given})
    days = [days_ago(10 * (len(stages) - place)) for place in range(len(stages))]
    await history(row, zip(stages, days, strict=True))
    return row


async def history(row: Startup, stages: Iterable[tuple[Stage, date]]) -> list[StageChange]:
    changes: list[StageChange] = []
    for stage, entered_on in stages:
        previous = changes[-1] if changes else None
        changes.append(
            await stage_change(previous, startup=row, stage=stage, entered_on=entered_on)
        )
    return changes


async def stage_change(previous: StageChange | None = None, **given: Any) -> StageChange:
    """A change of stage that follows `previous`, or begins a history."""
    values: dict[str, Any] = {"position": 1, "stage": Stage.IDEA, "entered_on": days_ago(30)}
    if previous is not None:
        values |= {
            "startup_id": previous.startup_id,
            "position": previous.position + 1,
            "previous_position": previous.position,
            "previous_stage": previous.stage,
            "previous_entered_on": previous.entered_on,
        }
    values |= {"reason": "Decision of the board", **given}
    if "startup" not in values and "startup_id" not in values:
        values["startup"] = await startup()
    return await StageChange.create(**values)


async def startup_member(**given: Any) -> StartupMember:
    values = {
        "startup": given.pop("startup", None) or await startup(),
        "person": given.pop("person", None) or await person(),
        "role": StartupRole.FOUNDER,
        "starts_on": days_ago(100),
    }
    return await StartupMember.create(**{**values, **given})


async def milestone(**given: Any) -> Milestone:
    values = {
        "startup": given.pop("startup", None) or await startup(),
        "title": "First paying customer",
        "due_on": days_ago(-30),
    }
    return await Milestone.create(**{**values, **given})


async def funding_round(amount: str = "50000.00", **given: Any) -> FundingRound:
    values = {
        "startup": given.pop("startup", None) or await startup(),
        "kind": FundingKind.SEED,
        "closed_on": days_ago(20),
        "amount": amount,
        "source": "Articles of association",
    }
    return await FundingRound.create(**{**values, **given})


async def exit(**given: Any) -> Exit:  # noqa: A001 - named for the row, as all others
    values = {
        "startup": given.pop("startup", None) or await startup(),
        "kind": ExitKind.STILL_OPERATING,
        "happened_on": days_ago(5),
        "source": "Register of companies",
    }
    return await Exit.create(**{**values, **given})


async def programme(name: str = "", **given: Any) -> Programme:
    values = {
        "name": name or f"Programma {next(_numbers)}",
        "kind": ProgrammeKind.INCUBATION,
        "starts_on": days_ago(400),
    }
    return await Programme.create(**{**values, **given})


async def intake(**given: Any) -> Intake:
    """An intake of thirty days that has closed ten days ago."""
    values = {
        "programme": given.pop("programme", None) or await programme(),
        "name": f"Intake {next(_numbers)}",
        "published_at": noon(days_ago(60)),
        "opens_at": noon(days_ago(40)),
        "closes_at": noon(days_ago(10)),
    }
    return await Intake.create(**{**values, **given})


async def criterion(weight: str = "1.00", **given: Any) -> Criterion:
    number = next(_numbers)
    values = {
        "intake": given.pop("intake", None) or await intake(),
        "position": number % 30_000,
        "name": f"Criterion {number}",
        "weight": weight,
    }
    return await Criterion.create(**{**values, **given})


async def draft(**given: Any) -> Application:
    """An application that its applicant, a person unless told otherwise, has not submitted."""
    if "organization" not in given and "person" not in given:
        given["person"] = await person()
    values = {
        "intake": given.pop("intake", None) or await intake(),
        "number": f"A-{next(_numbers)}",
        "startup_name": "Idea",
    }
    return await Application.create(**{**values, **given})


async def application(**given: Any) -> Application:
    """An application that was submitted."""
    return await draft(**{"submitted_at": noon(days_ago(20)), **given})


async def information_request(**given: Any) -> InformationRequest:
    values = {
        "application": given.pop("application", None) or await application(),
        "question": "Who are the founders?",
        "asked_on": days_ago(9),
    }
    return await InformationRequest.create(**{**values, **given})


async def review(**given: Any) -> Review:
    values = {
        "application": given.pop("application", None) or await application(),
        "reviewer": given.pop("reviewer", None) or await person(),
        "assigned_on": days_ago(9),
    }
    return await Review.create(**{**values, **given})


async def score(points: int | None = 3, **given: Any) -> Score:
    values = {
        "review": given.pop("review", None) or await review(),
        "criterion": given.pop("criterion", None) or await criterion(),
        "points": points,
    }
    return await Score.create(**{**values, **given})


async def conflict_of_interest(**given: Any) -> ConflictOfInterest:
    values = {
        "application": given.pop("application", None) or await application(),
        "person": given.pop("person", None) or await person(),
        "kind": ConflictKind.MENTOR,
        "declared_on": days_ago(9),
    }
    return await ConflictOfInterest.create(**{**values, **given})


async def participation(**given: Any) -> Participation:
    values = {
        "startup": given.pop("startup", None) or await startup(),
        "programme": given.pop("programme", None) or await programme(),
        "starts_on": days_ago(50),
    }
    return await Participation.create(**{**values, **given})


async def mentor(**given: Any) -> Mentor:
    values = {"person": given.pop("person", None) or await person(), "starts_on": days_ago(300)}
    return await Mentor.create(**{**values, **given})


async def mentorship(**given: Any) -> Mentorship:
    """A mentorship under way."""
    values = {
        "mentor": given.pop("mentor", None) or await mentor(),
        "startup": given.pop("startup", None) or await startup(),
        "proposed_on": days_ago(40),
        "starts_on": days_ago(30),
    }
    return await Mentorship.create(**{**values, **given})


async def session(starts_at: datetime | None = None, **given: Any) -> MentoringSession:
    """A session of an hour, by default tomorrow and free; `startup` takes it."""
    starts_at = starts_at or clock.now() + timedelta(days=1)
    taken = given.get("startup") is not None
    values = {
        "mentor": given.pop("mentor", None) or await mentor(),
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=1),
        "booked_at": starts_at - timedelta(days=2) if taken else None,
    }
    return await MentoringSession.create(**{**values, **given})


async def kpi_period(month_on: date = date(2026, 9, 1), **given: Any) -> KpiPeriod:
    values = {
        "startup": given.pop("startup", None) or await startup(),
        "month_on": month_on,
        "due_on": month_on + timedelta(days=45),
    }
    return await KpiPeriod.create(**{**values, **given})


async def kpi_report(**given: Any) -> KpiReport:
    values = {
        "period": given.pop("period", None) or await kpi_period(),
        "filed_at": noon(date(2026, 10, 10)),
    }
    return await KpiReport.create(**{**values, **given})


async def kpi_value(amount: str = "4", **given: Any) -> KpiValue:
    values = {
        "report": given.pop("report", None) or await kpi_report(),
        "metric": Metric.EMPLOYEES,
        "amount": amount,
    }
    return await KpiValue.create(**{**values, **given})


async def register_entry(**given: Any) -> RegisterEntry:
    values = {
        "startup": given.pop("startup", None) or await startup(),
        "section": RegisterSection.START_UP,
        "registered_on": date(2024, 2, 29),
        "requirement": RegisterRequirement.QUALIFIED_STAFF,
    }
    return await RegisterEntry.create(**{**values, **given})


async def register_extension(**given: Any) -> RegisterExtension:
    values = {
        "entry": given.pop("entry", None) or await register_entry(),
        "kind": RegisterExtensionKind.TO_FIVE_YEARS,
        "requirement": ExtensionRequirement.PATENT,
        "granted_on": date(2026, 6, 1),
    }
    return await RegisterExtension.create(**{**values, **given})


async def register_confirmation(year: int = 2025, **given: Any) -> RegisterConfirmation:
    values = {
        "entry": given.pop("entry", None) or await register_entry(),
        "year": year,
        "confirmed_on": date(year, 6, 30),
    }
    return await RegisterConfirmation.create(**{**values, **given})
