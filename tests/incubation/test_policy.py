"""Who sees what of incubation: the reviewed answers, and SQL against Python."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.models import Model

from hub import clock
from hub.actor import Actor, Role, Viewer
from hub.incubation import (
    followup_models,
    followup_policy,
    models,
    policy,
    register_models,
    register_policy,
    selection_models,
    selection_policy,
)
from hub.incubation.terms import Audience, ExtensionRequirement, Metric, Stage
from hub.members.models import Person
from hub.policy import Policy, Predicate
from tests.make import incubation as make
from tests.make.members import days_ago, organization, person
from tests.scopes import verdicts

OF_STARTUP = ("members", "stage_changes", "mentorships__mentor")


def of_startup(way: str) -> tuple[str, ...]:
    return tuple(f"{way}__{name}" for name in OF_STARTUP)


OF_APPLICATION = ("intake", "reviews", "conflicts", *of_startup("startup"))
OF_PROGRAMME = of_startup("participations__startup")
OF_REPORT = ("values", "period__reports", *of_startup("period__startup"))
OF_INTAKE = tuple(f"programme__{name}" for name in OF_PROGRAMME)


def after(way: str, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{way}__{name}" for name in names)


TABLES: list[tuple[type[Model], Policy, tuple[str, ...]]] = [
    (models.Startup, policy.STARTUP, OF_STARTUP),
    (models.StartupMember, policy.STARTUP_MEMBER, of_startup("startup")),
    (models.StageChange, policy.STAGE_CHANGE, of_startup("startup")),
    (models.Milestone, policy.MILESTONE, of_startup("startup")),
    (models.FundingRound, policy.FUNDING_ROUND, of_startup("startup")),
    (models.Exit, policy.EXIT, of_startup("startup")),
    (models.Programme, policy.PROGRAMME, OF_PROGRAMME),
    (selection_models.Intake, selection_policy.INTAKE, OF_INTAKE),
    (selection_models.Criterion, selection_policy.CRITERION, after("intake", OF_INTAKE)),
    (selection_models.Application, selection_policy.APPLICATION, OF_APPLICATION),
    (
        selection_models.InformationRequest,
        selection_policy.INFORMATION_REQUEST,
        after("application", OF_APPLICATION),
    ),
    (selection_models.Review, selection_policy.REVIEW, after("application", OF_APPLICATION)),
    (
        selection_models.Score,
        selection_policy.SCORE,
        after("review__application", OF_APPLICATION),
    ),
    (
        selection_models.ConflictOfInterest,
        selection_policy.CONFLICT_OF_INTEREST,
        after("application", OF_APPLICATION),
    ),
    (selection_models.Participation, selection_policy.PARTICIPATION, of_startup("startup")),
    (followup_models.Mentor, followup_policy.MENTOR, of_startup("mentorships__startup")),
    (
        followup_models.Mentorship,
        followup_policy.MENTORSHIP,
        ("mentor", *of_startup("startup")),
    ),
    (
        followup_models.MentoringSession,
        followup_policy.MENTORING_SESSION,
        ("mentor", *of_startup("startup")),
    ),
    (
        followup_models.KpiPeriod,
        followup_policy.KPI_PERIOD,
        (*of_startup("startup"), *after("reports", OF_REPORT)),
    ),
    (followup_models.KpiReport, followup_policy.KPI_REPORT, OF_REPORT),
    (followup_models.KpiValue, followup_policy.KPI_VALUE, after("report", OF_REPORT)),
    (register_models.RegisterEntry, register_policy.REGISTER_ENTRY, of_startup("startup")),
    (
        register_models.RegisterExtension,
        register_policy.REGISTER_EXTENSION,
        of_startup("entry__startup"),
    ),
    (
        register_models.RegisterConfirmation,
        register_policy.REGISTER_CONFIRMATION,
        of_startup("entry__startup"),
    ),
]


@dataclass
class World:
    """Start-ups and applications, and people in every relation to them."""

    connection: BaseDBAsyncClient
    viewers: dict[str, Viewer] = field(default_factory=dict)
    rows: dict[str, Model] = field(default_factory=dict)

    async def join(self, name: str, *roles: Role, **given: Any) -> Person:
        """A person of the world, who asks under this name."""
        joined = await person(name.title())
        self.viewers[name] = viewer(*roles, person_id=joined.id, **given)
        return joined

    async def seen(self, name: str, predicate: Predicate) -> dict[str, set[str]]:
        """For each viewer the names of the rows of one kind of which the predicate holds."""
        named = {row.pk: key for key, row in self.rows.items() if key.startswith(name)}
        model = next(type(row) for key, row in self.rows.items() if key.startswith(name))
        answers: dict[str, set[str]] = {}
        for who, asking in self.viewers.items():
            found = await verdicts(self.connection, model, predicate=predicate, viewer=asking)
            answers[who] = {named[key] for key, holds in found.items() if holds and key in named}
        return answers


def viewer(*roles: Role, **given: Any) -> Viewer:
    actor = Actor(roles=frozenset(roles), **given)
    return Viewer(now=clock.now(), today=clock.today(), actor=actor)


@pytest.fixture
async def world(connection: BaseDBAsyncClient) -> World:
    world = World(connection)
    world.viewers |= {
        "anonymous": viewer(),
        "member": viewer(Role.MEMBER, is_member=True),
        **{
            role.lower(): viewer(role)
            for role in Role
            if role not in {Role.MEMBER, Role.ADMINISTRATOR}
        },
    }
    await _add_startups(world)
    await _add_applications(world)
    return world


async def _add_startups(world: World) -> None:
    company = await organization()
    founder = await world.join("founder")
    former = await world.join("former founder")
    mentor = await make.mentor(person=await world.join("mentor"), is_listed=True)
    once = await make.mentor(person=await world.join("former mentor"))
    await world.join("administrator", Role.ADMINISTRATOR, administered_ids=(company.id,))
    await world.join("colleague", Role.MEMBER, organization_ids=(company.id,))
    for name, stages, is_stealth in [
        ("listed", [Stage.SELECTED, Stage.INCUBATION], False),
        ("stealth", [Stage.INCUBATION], True),
        ("idea", [Stage.IDEA], False),
    ]:
        startup = await make.startup(
            name, stages=stages, is_stealth=is_stealth, organization=company
        )
        world.rows[f"startup {name}"] = startup
        await make.startup_member(startup=startup, person=founder)
        await make.startup_member(startup=startup, person=former, ends_on=days_ago(5))
        await make.startup_member(startup=startup, is_public=True)
        await make.mentorship(startup=startup, mentor=mentor)
        await make.mentorship(startup=startup, mentor=once, ends_on=days_ago(5))
        await make.mentorship(startup=startup, mentor=once, starts_on=None)
        await _add_records(world, name, startup)
    world.rows["session free"] = await make.session(clock.now() + timedelta(days=9), mentor=mentor)
    world.rows["session hidden"] = await make.session(mentor=once)


async def _add_records(world: World, name: str, startup: models.Startup) -> None:
    await make.milestone(startup=startup)
    await make.funding_round(startup=startup)
    await make.funding_round(startup=startup, is_public=True)
    await make.exit(startup=startup)
    await make.participation(startup=startup, programme=await make.programme())
    await make.participation(startup=startup, programme=await make.programme(is_public=True))
    offset = len(world.rows)
    world.rows[f"session {name}"] = await make.session(
        clock.now() + timedelta(days=20 + offset), startup=startup
    )
    entry = await make.register_entry(startup=startup)
    await make.register_extension(entry=entry, requirement=ExtensionRequirement.GROWTH)
    await make.register_confirmation(entry=entry)
    period = await make.kpi_period(startup=startup)
    for revision in (1, 2):
        report = await make.kpi_report(period=period, revision=revision, reason="Corrected")
        for audience, metric in zip(Audience, Metric, strict=False):
            value = await make.kpi_value(report=report, metric=metric, audience=audience)
            world.rows[f"value {name} {revision} {audience}"] = value
    silent = await make.kpi_period(date(2026, 8, 1), startup=startup)
    await make.kpi_value(report=await make.kpi_report(period=silent))
    await make.kpi_period(date(2026, 10, 1), startup=startup)


async def _add_applications(world: World) -> None:
    applicant = await world.join("applicant")
    final = await world.join("reviewer")
    unfinished = await world.join("unfinished reviewer")
    declined = await world.join("former reviewer")
    conflicted = await world.join("conflicted reviewer")
    desk_reviewer = await world.join("reviewing desk", Role.INCUBATION)
    public = await make.programme(is_public=True)
    intakes = {
        "blind": await make.intake(programme=public),
        "open": await make.intake(hides_applicants=False),
    }
    await make.intake(published_at=None)
    await make.criterion(intake=intakes["blind"])
    world.rows["application draft"] = await make.draft(intake=intakes["blind"], person=applicant)
    for name, intake in intakes.items():
        application = await make.application(
            intake=intake, person=applicant, startup=world.rows["startup idea"]
        )
        world.rows[f"application {name}"] = application
        await make.information_request(application=application)
        await make.conflict_of_interest(application=application, person=conflicted)
        ends: list[tuple[Person, dict[str, Any]]] = [
            (final, {"finalised_at": make.noon(days_ago(2)), "recommendation": "YES"}),
            (unfinished, {}),
            (declined, {"declined_on": days_ago(2)}),
            (conflicted, {}),
            (desk_reviewer, {}),
        ]
        criterion = await make.criterion(intake=intake)
        for who, values in ends:
            review = await make.review(application=application, reviewer=who, **values)
            world.rows[f"review {name} {who.name.lower()}"] = review
            await make.score(review=review, criterion=criterion)


async def test_sql_and_python_agree(world: World) -> None:
    for model, table, loaded in TABLES:
        rows = await model.all().prefetch_related(*loaded)
        assert rows, model
        for predicate in {table.rows, *table.fields}:
            for who, asking in world.viewers.items():
                expected = {row.pk: predicate.holds(row, asking) for row in rows}
                found = await verdicts(world.connection, model, predicate=predicate, viewer=asking)
                assert found == expected, (model, who)


EVERYONE_SEES = {"startup listed"}
STAFF_NAMES = {"direction", "front_desk", "incubation", "projects", "reviewing desk"}
DESK_NAMES = {"direction", "incubation", "reviewing desk"}
TEAM_NAMES = {"founder", "administrator"}


async def test_who_knows_of_a_startup(world: World) -> None:
    seen = await world.seen("startup", policy.STARTUP.rows)

    insiders = STAFF_NAMES | TEAM_NAMES | {"mentor", "colleague"}
    everything = {"startup listed", "startup stealth", "startup idea"}
    assert {who for who, rows in seen.items() if rows == everything} == insiders
    assert {who for who, rows in seen.items() if rows == EVERYONE_SEES} == (
        set(world.viewers) - insiders
    )


async def test_who_sees_the_money_of_a_startup(world: World) -> None:
    seen = await world.seen("startup", policy.STARTUP.of("money_raised"))

    assert {who for who, rows in seen.items() if rows} == DESK_NAMES | TEAM_NAMES


async def test_a_number_is_seen_by_those_whom_the_startup_chose(world: World) -> None:
    seen = await world.seen("value listed", followup_policy.KPI_VALUE.rows)

    whole = {key for key in world.rows if key.startswith("value listed")}
    public, members = "value listed 2 PUBLIC", "value listed 2 MEMBERS"
    for who, rows in seen.items():
        if who in DESK_NAMES | TEAM_NAMES:
            assert rows == whole
        elif who == "mentor":
            assert rows == {public, members, "value listed 2 MENTORS"}
        elif who == "member":
            assert rows == {public, members}
        else:
            assert rows == {public}, who


async def test_in_stealth_even_a_public_number_is_hidden(world: World) -> None:
    seen = await world.seen("value stealth", followup_policy.KPI_VALUE.rows)

    assert not seen["anonymous"] | seen["member"] | seen["observer"] | seen["former founder"]


async def test_who_reads_an_application(world: World) -> None:
    seen = await world.seen("application", selection_policy.APPLICATION.rows)

    drafted, submitted = "application draft", {"application blind", "application open"}
    assert seen.pop("applicant") == {drafted, *submitted}
    readers = DESK_NAMES | TEAM_NAMES | {"reviewer", "unfinished reviewer"}
    assert {who for who, rows in seen.items() if rows == submitted} == readers
    assert {who for who, rows in seen.items() if rows} == readers


@pytest.mark.parametrize("name", ["organization", "person", "startup", "team"])
async def test_reviewers_of_a_blind_intake_do_not_learn_who_applies(
    world: World, name: str
) -> None:
    seen = await world.seen("application", selection_policy.APPLICATION.of(name))

    assert "application blind" not in seen["reviewer"] | seen["unfinished reviewer"]
    assert "application open" in seen["reviewer"]
    assert "application blind" in seen["incubation"] & seen["applicant"] & seen["founder"]


@pytest.mark.parametrize("name", ["state", "state_on", "decision", "feedback"])
async def test_reviewers_do_not_learn_the_outcome(world: World, name: str) -> None:
    seen = await world.seen("application", selection_policy.APPLICATION.of(name))

    assert not seen["reviewer"] | seen["unfinished reviewer"]


async def test_a_review_is_seen_by_its_author_and_by_a_desk_that_may_judge(world: World) -> None:
    seen = await world.seen("review", selection_policy.REVIEW.rows)

    whole = {key for key in world.rows if key.startswith("review")}
    assert seen["incubation"] == seen["direction"] == whole
    for who in ("reviewer", "unfinished reviewer", "reviewing desk", "former reviewer"):
        assert seen[who] == {f"review blind {who}", f"review open {who}"}, who
    assert not seen["applicant"] | seen["founder"] | seen["anonymous"] | seen["projects"]


async def test_the_mean_is_hidden_from_a_desk_with_a_review_to_finish(world: World) -> None:
    seen = await world.seen("application", selection_policy.APPLICATION.of("mean_score"))

    assert {who for who, rows in seen.items() if "application blind" in rows} == {
        "direction",
        "incubation",
    }


async def test_a_free_session_is_offered_to_those_who_signed_in(world: World) -> None:
    seen = await world.seen("session", followup_policy.MENTORING_SESSION.rows)

    assert seen["anonymous"] == seen["member"] == set()
    assert seen["applicant"] == {"session free"}
    assert seen["former mentor"] == {"session free", "session hidden"}
    assert seen["founder"] == {
        "session free",
        "session listed",
        "session stealth",
        "session idea",
    }
