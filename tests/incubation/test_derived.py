"""The states that the database computes are those of the rules, on every day that matters."""

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient

from hub.clock import day_of
from hub.incubation import derived, rules
from hub.incubation.facts import (
    application_facts,
    changes_of,
    intake_facts,
    mentorship_facts,
    session_facts,
)
from hub.incubation.followup_models import KpiPeriod, KpiReport, MentoringSession, Mentorship
from hub.incubation.models import Milestone, Programme, Startup
from hub.incubation.register_models import RegisterEntry
from hub.incubation.rules import FIRST_STAGES, TRANSITIONS
from hub.incubation.selection_models import Application, Intake, Review
from hub.incubation.terms import (
    ApplicationDecision,
    ExtensionRequirement,
    FundingKind,
    Metric,
    RegisterExtensionKind,
    RegisterSection,
    Stage,
)
from hub.sql import Sql
from tests.make import incubation as make

pytestmark = pytest.mark.usefixtures("connection")

FIRST = date(2026, 6, 20)
SPAN = 30
DAYS = [FIRST + timedelta(days=n) for n in range(-3, SPAN + 5)]
MOMENTS = [make.noon(day) + timedelta(hours=6 * n) for day in DAYS for n in range(4)]
HOUR = timedelta(hours=1)

States = dict[tuple[UUID, Any], Any]


async def on_days(connection: BaseDBAsyncClient, table: str, expression: Sql) -> States:
    """The expression for each row of the table on each day."""
    asked = Sql(expression.text.replace("{day}", "asked"))
    return await _answers(connection, table, asked, of=("date", DAYS))


async def at_moments(connection: BaseDBAsyncClient, table: str, expression: Sql) -> States:
    """The expression for each row of the table at each moment."""
    asked = Sql(expression.text.replace("{now}", "asked"))
    return await _answers(connection, table, asked, of=("timestamptz", MOMENTS))


async def _answers(
    connection: BaseDBAsyncClient, table: str, expression: Sql, *, of: tuple[str, list[Any]]
) -> States:
    sql_type, asked = of
    text = expression.text.replace("{row}", "subject")
    found = await connection.execute_query_dict(
        f"SELECT subject.id, asked, {text} AS state"  # noqa: S608
        f" FROM {table} subject CROSS JOIN unnest($1::{sql_type}[]) asked",
        [asked],
    )
    return {(row["id"], row["asked"]): row["state"] for row in found}


@pytest.fixture
def chance() -> random.Random:
    return random.Random(1843)  # noqa: S311


def some_day(chance: random.Random) -> date:
    return FIRST + timedelta(days=chance.randrange(SPAN))


def some_days(chance: random.Random, how_many: int) -> list[date]:
    """Days in their order, sometimes the same one twice."""
    return sorted(some_day(chance) for _ in range(how_many))


def some_moment(chance: random.Random, day: date | None = None) -> datetime:
    """Any hour of the day in UTC, the ones that belong to another day in Cremona among them."""
    midnight = datetime.combine(day or some_day(chance), datetime.min.time(), UTC)
    return midnight + HOUR * chance.randrange(24)


def maybe(chance: random.Random, value: Any) -> Any:
    return value if chance.random() < 0.6 else None


async def some_startups(chance: random.Random, how_many: int = 60) -> list[Startup]:
    for _ in range(how_many):
        startup = await make.startup(is_stealth=chance.random() < 0.2)
        stages: list[Stage] = []
        while len(stages) < chance.randrange(7) and (not stages or TRANSITIONS[stages[-1]]):
            following = TRANSITIONS[stages[-1]] if stages else FIRST_STAGES
            stages.append(chance.choice(sorted(following)))
        await make.history(startup, zip(stages, some_days(chance, len(stages)), strict=True))
    return await Startup.all().prefetch_related("stage_changes")


async def test_stages(connection: BaseDBAsyncClient, chance: random.Random) -> None:
    startups = await some_startups(chance)

    stages = await on_days(connection, "startup", derived.STAGE)
    days_in_stage = await on_days(connection, "startup", derived.DAYS_IN_STAGE)
    listed = await on_days(connection, "startup", derived.IS_LISTED)
    supported = await on_days(connection, "startup", derived.IS_SUPPORTED)

    asked = [(startup, changes_of(startup), day) for startup in startups for day in DAYS]
    assert stages == {(each.id, day): rules.stage(changes, day) for each, changes, day in asked}
    assert days_in_stage == {
        (each.id, day): rules.days_in_stage(changes, day) for each, changes, day in asked
    }
    assert listed == {
        (each.id, day): rules.is_listed(changes, day, is_stealth=each.is_stealth)
        for each, changes, day in asked
    }
    assert supported == {key: stage in rules.SUPPORTED for key, stage in stages.items()}
    assert set(stages.values()) == {*Stage, None}, "the sample shows each stage, and none"


async def test_programmes(connection: BaseDBAsyncClient, chance: random.Random) -> None:
    for _ in range(20):
        starts_on = some_day(chance)
        ends_on = maybe(chance, starts_on + timedelta(days=chance.randrange(1, 9)))
        await make.programme(starts_on=starts_on, ends_on=ends_on)

    found = await on_days(connection, "programme", derived.PROGRAMME_STATE)

    assert found == {
        (row.id, day): rules.programme_state(day, starts_on=row.starts_on, ends_on=row.ends_on)
        for row in await Programme.all()
        for day in DAYS
    }


async def test_intakes(connection: BaseDBAsyncClient, chance: random.Random) -> None:
    for _ in range(40):
        opens_at = some_moment(chance)
        closes_at = opens_at + HOUR * chance.randrange(1, 200)
        is_cancelled = chance.random() < 0.3
        await make.intake(
            published_at=maybe(chance, opens_at - HOUR * chance.randrange(-50, 100)),
            opens_at=opens_at,
            closes_at=closes_at,
            cancelled_at=some_moment(chance) if is_cancelled else None,
            decided_at=None if is_cancelled else maybe(chance, closes_at + HOUR * 48),
        )

    found = await at_moments(connection, "intake", derived.INTAKE_STATE)

    assert found == {
        (row.id, now): rules.intake_state(intake_facts(row), now)
        for row in await Intake.all()
        for now in MOMENTS
    }
    assert len({*found.values()}) == 6


async def test_applications(connection: BaseDBAsyncClient, chance: random.Random) -> None:
    for _ in range(60):
        submitted, asked, answered, screened, decided = some_days(chance, 5)
        application = await make.draft(withdrawn_on=some_day(chance) if maybe(chance, 1) else None)
        if chance.random() < 0.2:
            continue
        application.submitted_at = some_moment(chance, submitted)
        application.screened_on = maybe(chance, screened)
        if chance.random() < 0.5:
            application.decided_on = decided
            application.decision = chance.choice(list(ApplicationDecision))
        if chance.random() < 0.8:
            application.withdrawn_on = None
        await application.save()
        answer = maybe(chance, {"answer": "We.", "answered_on": answered}) or {}
        await make.information_request(application=application, asked_on=asked, **answer)

    found = await on_days(connection, "application", derived.APPLICATION_STATE)

    assert found == {
        (row.id, day): rules.application_state(application_facts(row), day)
        for row in await Application.all().prefetch_related("information_requests")
        for day in DAYS
    }
    assert len({*found.values()}) == 8


async def test_reviews(connection: BaseDBAsyncClient, chance: random.Random) -> None:
    for _ in range(30):
        assigned, ended = some_days(chance, 2)
        ends: list[dict[str, Any]] = [
            {},
            {"declined_on": ended},
            {"finalised_at": some_moment(chance, ended), "recommendation": "MAYBE"},
        ]
        await make.review(assigned_on=assigned, **chance.choice(ends))

    found = await on_days(connection, "review", derived.REVIEW_STATE)

    assert found == {
        (row.id, day): rules.review_state(
            day, finalised_on=day_of(row.finalised_at), declined_on=row.declined_on
        )
        for row in await Review.all()
        for day in DAYS
    }


async def test_scores(connection: BaseDBAsyncClient, chance: random.Random) -> None:
    intake = await make.intake()
    criteria = [await make.criterion(weight, intake=intake) for weight in ("1.50", "2.00", "0.33")]
    for _ in range(8):
        application = await make.application(intake=intake)
        for _ in range(chance.randrange(5)):
            final = {"finalised_at": make.noon(FIRST), "recommendation": "YES"}
            review = await make.review(application=application, **(maybe(chance, final) or {}))
            for criterion in criteria:
                points = chance.choice([None, 0, 1, 2, 3, 4, 5])
                await make.score(points, review=review, criterion=criterion)
    applications = await Application.all().prefetch_related("reviews__scores__criterion")

    scores = await on_days(connection, "review", derived.REVIEW_SCORE)
    means = await on_days(connection, "application", derived.MEAN_SCORE)
    spreads = await on_days(connection, "application", derived.SCORE_SPREAD)
    counts = await on_days(connection, "application", derived.FINAL_REVIEWS)

    for application in applications:
        given = {
            review.id: rules.review_score(
                (score.criterion.weight, score.points) for score in review.scores
            )
            for review in application.reviews
        }
        final_scores = [given[each.id] for each in application.reviews if each.finalised_at]
        known = [score for score in final_scores if score is not None]
        key = (application.id, FIRST)
        assert {each: scores[each, FIRST] for each in given} == given
        assert means[key] == rules.mean_score(final_scores)
        assert spreads[key] == (max(known) - min(known) if known else None)
        assert counts[key] == len(final_scores)


async def test_milestones(connection: BaseDBAsyncClient, chance: random.Random) -> None:
    for _ in range(30):
        end = chance.choice(["reached_on", "dropped_on"])
        await make.milestone(due_on=some_day(chance), **{end: maybe(chance, some_day(chance))})

    found = await on_days(connection, "milestone", derived.MILESTONE_STATE)

    assert found == {
        (row.id, day): rules.milestone_state(
            day, due_on=row.due_on, reached_on=row.reached_on, dropped_on=row.dropped_on
        )
        for row in await Milestone.all()
        for day in DAYS
    }


async def test_mentorships(connection: BaseDBAsyncClient, chance: random.Random) -> None:
    for _ in range(30):
        proposed, answered, ended = some_days(chance, 3)
        answers: list[dict[str, Any]] = [
            {"starts_on": None},
            {"starts_on": None, "declined_on": answered},
            {"starts_on": answered, "ends_on": maybe(chance, ended + timedelta(days=1))},
        ]
        await make.mentorship(proposed_on=proposed, **chance.choice(answers))

    states = await on_days(connection, "mentorship", derived.MENTORSHIP_STATE)
    active = await on_days(connection, "mentorship", derived.IS_ACTIVE_MENTORSHIP)

    assert states == {
        (row.id, day): rules.mentorship_state(mentorship_facts(row), day)
        for row in await Mentorship.all()
        for day in DAYS
    }
    assert active == {key: state == "ACTIVE" for key, state in states.items()}
    assert len({*states.values()}) == 5


async def test_sessions(connection: BaseDBAsyncClient, chance: random.Random) -> None:
    for _ in range(40):
        starts_at = some_moment(chance)
        startup = maybe(chance, await make.startup())
        session = await make.session(starts_at, startup=startup)
        if chance.random() < 0.2:
            session.cancelled_at = starts_at - HOUR * 30
        elif startup is not None:
            session.confirmed_by_mentor_at = maybe(chance, starts_at + HOUR * 20)
            session.confirmed_by_startup_at = maybe(chance, starts_at + HOUR * 60)
        await session.save()

    found = await at_moments(connection, "mentoring_session", derived.SESSION_STATE)

    assert found == {
        (row.id, now): rules.session_state(session_facts(row), now)
        for row in await MentoringSession.all()
        for now in MOMENTS
    }
    assert len({*found.values()}) == 6


async def test_minutes_of_mentoring_count_when_both_sides_have_confirmed(
    connection: BaseDBAsyncClient,
) -> None:
    startup = await make.startup()
    for n, minutes in enumerate([30, 45, 60]):
        starts_at = make.noon(FIRST) + timedelta(days=n)
        session = await make.session(
            starts_at, startup=startup, ends_at=starts_at + timedelta(minutes=minutes)
        )
        session.confirmed_by_mentor_at = session.ends_at
        session.confirmed_by_startup_at = session.ends_at if n < 2 else None
        await session.save()

    found = await at_moments(connection, "startup", derived.MINUTES_HELD)

    assert found[startup.id, make.noon(FIRST)] == 0
    assert found[startup.id, make.noon(FIRST) + HOUR * 6] == 30
    assert found[startup.id, MOMENTS[-1]] == 75


async def test_monthly_reports(connection: BaseDBAsyncClient, chance: random.Random) -> None:
    for _ in range(20):
        month_on = chance.choice([date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)])
        due_on = max(some_day(chance), month_on + timedelta(days=31))
        period = await make.kpi_period(month_on, due_on=due_on)
        for revision in range(1, chance.randrange(1, 5)):
            await make.kpi_report(
                period=period,
                revision=revision,
                reason="Corrected",
                filed_at=some_moment(chance),
            )
    periods = await KpiPeriod.all().prefetch_related("reports")

    states = await on_days(connection, "kpi_period", derived.KPI_STATE)
    current = await on_days(connection, "kpi_report", derived.IS_CURRENT_REPORT)

    filed = {
        period.id: [(report.revision, day_of(report.filed_at)) for report in period.reports]
        for period in periods
    }
    assert states == {
        (period.id, day): rules.kpi_state(
            day,
            month_on=period.month_on,
            due_on=period.due_on,
            filed_on=[filed_on for _, filed_on in filed[period.id]],
        )
        for period in periods
        for day in DAYS
    }
    assert current == {
        (report.id, day): rules.is_current(report.revision, filed[report.period_id], day)
        for report in await KpiReport.all()
        for day in DAYS
    }
    assert len({*states.values()}) == 4


async def test_jobs_are_those_of_the_last_word_on_the_last_month(
    connection: BaseDBAsyncClient,
) -> None:
    startup = await make.startup()
    may = await make.kpi_period(date(2026, 5, 1), startup=startup)
    june = await make.kpi_period(date(2026, 6, 1), startup=startup)
    reports = [(may, 1, 25, "3"), (june, 1, 30, "5"), (june, 2, 40, "4"), (may, 2, 41, "2")]
    for period, revision, day, amount in reports:
        report = await make.kpi_report(
            period=period,
            revision=revision,
            reason="Corrected",
            filed_at=make.noon(date(2026, 6, 1) + timedelta(days=day - 1)),
        )
        await make.kpi_value(amount, report=report)

    found = await on_days(connection, "startup", derived.JOBS)

    assert found[startup.id, date(2026, 6, 24)] is None
    assert found[startup.id, date(2026, 6, 25)] == 3
    assert found[startup.id, date(2026, 6, 30)] == 5
    assert found[startup.id, date(2026, 7, 10)] == 4
    assert found[startup.id, date(2026, 7, 11)] == 4


async def test_a_number_taken_back_by_a_correction_no_longer_counts(
    connection: BaseDBAsyncClient,
) -> None:
    period = await make.kpi_period(date(2026, 5, 1))
    first = await make.kpi_report(period=period, filed_at=make.noon(FIRST))
    await make.kpi_value("7", report=first)
    correction = await make.kpi_report(
        period=period, revision=2, reason="Not ours", filed_at=make.noon(FIRST + timedelta(days=2))
    )
    await make.kpi_value("100.00", report=correction, metric=Metric.REVENUE)

    found = await on_days(connection, "startup", derived.JOBS)

    assert found[period.startup_id, FIRST] == 7
    assert found[period.startup_id, FIRST + timedelta(days=2)] is None


async def test_money_raised_is_capital_up_to_the_day(connection: BaseDBAsyncClient) -> None:
    startup = await make.startup()
    rounds = [(FundingKind.SEED, "10.50"), (FundingKind.GRANT, "99.00"), (FundingKind.ANGEL, "1")]
    for n, (kind, amount) in enumerate(rounds):
        closed_on = FIRST + timedelta(days=n)
        await make.funding_round(amount, startup=startup, kind=kind, closed_on=closed_on)

    found = await on_days(connection, "startup", derived.MONEY_RAISED)

    assert found[startup.id, FIRST - timedelta(days=1)] == 0
    assert found[startup.id, FIRST] == Decimal("10.50")
    assert found[startup.id, FIRST + timedelta(days=1)] == Decimal("10.50")
    assert found[startup.id, FIRST + timedelta(days=2)] == Decimal("11.50")


async def test_the_deadlines_of_the_register(
    connection: BaseDBAsyncClient, chance: random.Random
) -> None:
    for _ in range(30):
        entry = await make.register_entry(
            section=chance.choice(list(RegisterSection)),
            registered_on=chance.choice([date(2024, 2, 29), date(2025, 12, 31), some_day(chance)]),
            lost_on=maybe(chance, FIRST + timedelta(days=SPAN)),
        )
        for kind in RegisterExtensionKind:
            is_first = kind is RegisterExtensionKind.TO_FIVE_YEARS
            requirement = (
                ExtensionRequirement.PATENT if is_first else ExtensionRequirement.CAPITAL_RAISED
            )
            if chance.random() < 0.4:
                await make.register_extension(
                    entry=entry, kind=kind, requirement=requirement, granted_on=some_day(chance)
                )
        if chance.random() < 0.5:
            await make.register_confirmation(2026, entry=entry, confirmed_on=some_day(chance))
    entries = await RegisterEntry.all().prefetch_related("extensions", "confirmations")

    leaving = await on_days(connection, "register_entry", derived.MUST_LEAVE_ON)
    due = await on_days(connection, "register_entry", derived.CONFIRMATION_DUE_ON)

    for entry in entries:
        extensions = [(each.kind, each.granted_on) for each in entry.extensions]
        confirmed = [(each.year, each.confirmed_on) for each in entry.confirmations]
        for day in DAYS:
            assert leaving[entry.id, day] == rules.must_leave_on(
                entry.section, entry.registered_on, extensions, day=day
            )
            assert due[entry.id, day] == rules.confirmation_due_on(
                entry.registered_on, entry.lost_on, confirmed, day=day
            )
    assert {date(2027, 2, 28), date(2033, 2, 28)} <= {*leaving.values()}


async def test_only_the_section_of_startups_makes_a_company_innovative(
    connection: BaseDBAsyncClient,
) -> None:
    startup = await make.startup()
    await make.register_entry(startup=startup, registered_on=FIRST, lost_on=date(2026, 7, 1))
    await make.register_entry(startup=startup, registered_on=date(2026, 7, 1), section="SME")

    found = await on_days(connection, "startup", derived.IS_INNOVATIVE)

    assert {day for (_, day), is_innovative in found.items() if is_innovative} == {
        day for day in DAYS if FIRST <= day < date(2026, 7, 1)
    }
