"""The GraphQL types of programmes and start-ups."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from hub.incubation import derived, models, policy
from hub.incubation.terms import (
    ExitKind,
    FundingKind,
    MilestoneState,
    ProgrammeKind,
    ProgrammeState,
    Stage,
    StartupRole,
)
from hub.sql import HOLDS
from schema.compiler.declare import column, computed, entity, to_many, to_one
from schema.compiler.sources import Argument
from schema.node import Node

if TYPE_CHECKING:
    from schema.incubation.followup_types import KpiPeriod, MentoringSession, Mentorship
    from schema.incubation.register_types import RegisterEntry
    from schema.incubation.selection_types import Application, Intake, Participation
    from schema.members.person_types import Person
    from schema.members.types import Organization
    from schema.paging import Connection

DATE = Argument("date", date, "The day that is asked about; null: today.", "day", "today")


@entity(
    models.Startup,
    prefix="startup",
    policy=policy.STARTUP,
    order=("name",),
    search=("name", "pitch"),
)
class Startup(Node):
    """A young company, or the team that means to become one.

    Seen by anyone from the day on which its support begins, unless it keeps in stealth; before
    that, and in stealth, by its team, its mentors, its company and the staff.
    """

    name: "str" = column("The name under which it appears.")
    pitch: "str | None" = column("What it does, in one sentence; null when not given.")
    description: "str | None" = column("What it does, at length; null when not given.")
    sector: "str | None" = column("The field it works in, in free words; null when not given.")
    website: "str | None" = column("Address of its site; null when it has none.")
    founded_on: "date | None" = column(
        "The day on which the company was formed; null while there is no company, or not known."
    )
    is_invented: "bool" = column("Whether it is invented for demonstration.")
    is_stealth: "bool | None" = column(
        "Whether it hides from the public; null unless the viewer is of its team or the"
        " incubation desk."
    )
    organization: "Organization | None" = to_one(
        "Its company; null while there is none, or where the viewer may not see it."
    )
    stage: "Stage | None" = computed(
        derived.STAGE, "Its stage today; null when none is recorded up to today."
    )
    stage_on: "Stage | None" = computed(
        derived.STAGE,
        "Its stage at the end of a day, past or future; null before its first stage.",
        arguments=(DATE,),
    )
    stage_since: "date | None" = computed(
        derived.STAGE_SINCE, "The day on which it entered today's stage; null without a stage."
    )
    days_in_stage: "int | None" = computed(
        derived.DAYS_IN_STAGE, "Days from entering today's stage to today; null without a stage."
    )
    is_supported: "bool" = computed(
        derived.IS_SUPPORTED,
        "Whether the park supports it today: in pre-incubation, incubation or acceleration.",
    )
    is_innovative: "bool" = computed(
        derived.IS_INNOVATIVE,
        "Whether its company stands today in the special section of innovative start-ups"
        " (DL 179/2012, art. 25).",
    )
    is_innovative_on: "bool" = computed(
        derived.IS_INNOVATIVE,
        "Whether its company stands in the special section of innovative start-ups on a day.",
        arguments=(DATE,),
    )
    jobs: "int | None" = computed(
        derived.JOBS,
        "People it employs by its last report; null when none says it, or unless the viewer is of"
        " its team or the incubation desk.",
    )
    jobs_on: "int | None" = computed(
        derived.JOBS,
        "People it employs by its last report filed up to a day; null as for `jobs`.",
        arguments=(DATE,),
    )
    money_raised: "Decimal | None" = computed(
        derived.MONEY_RAISED,
        "Capital raised up to today, in euro, without loans and grants; null unless the viewer is"
        " of its team or the incubation desk.",
    )
    money_raised_on: "Decimal | None" = computed(
        derived.MONEY_RAISED,
        "Capital raised up to a day, that day included, in euro; null as for `moneyRaised`.",
        arguments=(DATE,),
    )
    minutes_held: "int | None" = computed(
        derived.MINUTES_HELD,
        "Minutes of mentoring that both sides have confirmed; null unless the viewer is of its"
        " team, one of its mentors or the incubation desk.",
    )
    version: "int | None" = column(
        "Number of the last accepted edit, to be given with the next one; null unless the viewer"
        " is of its team or the incubation desk."
    )
    members: "Connection[StartupMember]" = to_many("Its team, now and formerly, by first day.")
    stage_changes: "Connection[StageChange]" = to_many("Its stages in their order.")
    participations: "Connection[Participation]" = to_many("The programmes that it takes part in.")
    applications: "Connection[Application]" = to_many("The applications that it comes from.")
    milestones: "Connection[Milestone]" = to_many("What it means to reach, by day.")
    mentorships: "Connection[Mentorship]" = to_many("Its mentors, by day of proposal.")
    mentoring_sessions: "Connection[MentoringSession]" = to_many(
        "Its sessions with mentors, the latest first."
    )
    kpi_periods: "Connection[KpiPeriod]" = to_many(
        "The months for which it owes its numbers, the latest first."
    )
    funding_rounds: "Connection[FundingRound]" = to_many("Money that it received, latest first.")
    exits: "Connection[Exit]" = to_many("What became of it after the park, the latest first.")
    register_entries: "Connection[RegisterEntry]" = to_many(
        "Its company's stays in the special sections of the register of companies."
    )


@entity(models.StartupMember, prefix="member", policy=policy.STARTUP_MEMBER, order=("starts_on",))
class StartupMember(Node):
    """That a person belongs to the team of a start-up, from one day to another."""

    startup: "Startup | None" = to_one("The start-up; null where the viewer may not see it.")
    person: "Person | None" = to_one("The person; null where the viewer may not see them.")
    role: "StartupRole" = column("What the person does in the start-up.")
    title: "str | None" = column("The person's title there; null when not given.")
    starts_on: "date" = column("The first day in the team.")
    ends_on: "date | None" = column(
        "The first day no longer in the team; null while it has no end."
    )
    is_current: "bool" = computed(HOLDS, "Whether the person belongs to the team today.")
    is_public: "bool | None" = column(
        "Whether anyone may see this; null unless the viewer is the person, of the team or staff."
    )
    version: "int | None" = column(
        "Number of the last accepted edit; null unless the viewer is the person, of the team or"
        " staff."
    )


@entity(models.StageChange, prefix="stage", policy=policy.STAGE_CHANGE, order=("position",))
class StageChange(Node):
    """That a start-up entered a stage on a day; changes are added and never edited."""

    startup: "Startup | None" = to_one("The start-up; null where the viewer may not see it.")
    position: "int" = column("Place in the start-up's history, from 1.")
    stage: "Stage" = column("The stage that it entered.")
    entered_on: "date" = column("The first day in the stage.")
    previous_stage: "Stage | None" = column("The stage that it left; null for the first.")
    programme: "Programme | None" = to_one(
        "The programme that the stage belongs to; null without one, or where the viewer may not"
        " see it."
    )
    reason: "str | None" = column(
        "Why; null unless the viewer is of the start-up's team or the incubation desk."
    )
    evidence: "str | None" = column(
        "Where the proof is kept; null without one, or unless the viewer is of the start-up's team"
        " or the incubation desk."
    )
    decided_by: "Person | None" = to_one(
        "Who decided it; null when not recorded, or unless the viewer is of the start-up's team or"
        " the incubation desk."
    )


@entity(models.Milestone, prefix="milestone", policy=policy.MILESTONE, order=("due_on",))
class Milestone(Node):
    """Something that a start-up means to reach by a day.

    Seen by its team, its mentors and the incubation desk.
    """

    startup: "Startup | None" = to_one("The start-up; null where the viewer may not see it.")
    title: "str" = column("What is to be reached.")
    description: "str | None" = column("The same at length; null when not given.")
    due_on: "date" = column("The last day on which it is in time.")
    reached_on: "date | None" = column("The day on which it was reached; null when it was not.")
    dropped_on: "date | None" = column("The day on which it was given up; null when it was not.")
    evidence: "str | None" = column("Where the proof is kept; null without one.")
    state: "MilestoneState" = computed(derived.MILESTONE_STATE, "Where it stands today.")
    state_on: "MilestoneState" = computed(
        derived.MILESTONE_STATE, "Where it stands at the end of a day.", arguments=(DATE,)
    )
    version: "int" = column("Number of the last accepted edit, to be given with the next one.")


@entity(models.FundingRound, prefix="funding", policy=policy.FUNDING_ROUND, order=("-closed_on",))
class FundingRound(Node):
    """Money that a start-up received; it chooses whether anyone may see it."""

    startup: "Startup | None" = to_one("The start-up; null where the viewer may not see it.")
    kind: "FundingKind" = column("Where the money comes from.")
    closed_on: "date" = column("The day on which it was agreed.")
    amount: "Decimal" = column("The amount in euro.")
    investors: "str | None" = column("Who gave it, in words; null when not given.")
    source: "str" = column("Who says so.")
    is_public: "bool | None" = column(
        "Whether anyone may see it; null unless the viewer is of the start-up's team or the"
        " incubation desk."
    )
    version: "int | None" = column(
        "Number of the last accepted edit; null unless the viewer is of the start-up's team or the"
        " incubation desk."
    )


@entity(models.Exit, prefix="exit", policy=policy.EXIT, order=("-happened_on",))
class Exit(Node):
    """What became of a start-up after the park, and when."""

    startup: "Startup | None" = to_one("The start-up; null where the viewer may not see it.")
    kind: "ExitKind" = column("What became of it.")
    happened_on: "date" = column("The day on which it happened, or of which the source speaks.")
    counterpart: "str | None" = column("The other party, in words; null when there is none.")
    source: "str" = column("Who says so.")
    amount: "Decimal | None" = column(
        "The price in euro; null when there is none or it is not known, or unless the viewer is of"
        " the start-up's team or the incubation desk."
    )
    reason: "str | None" = column(
        "Why; null when not given, or unless the viewer is of the start-up's team or the incubation"
        " desk."
    )
    version: "int | None" = column(
        "Number of the last accepted edit; null unless the viewer is of the start-up's team or the"
        " incubation desk."
    )


@entity(
    models.Programme,
    prefix="programme",
    policy=policy.PROGRAMME,
    order=("-starts_on",),
    search=("name", "description"),
)
class Programme(Node):
    """What the park offers to start-ups under one name."""

    organization: "Organization | None" = to_one(
        "Who runs it; null when not recorded, or where the viewer may not see it."
    )
    kind: "ProgrammeKind" = column("What it does for a start-up.")
    name: "str" = column("Its name, which no other programme has.")
    description: "str | None" = column("What it offers; null when not given.")
    places: "int | None" = column("How many start-ups it supports at once; null: no limit.")
    mentoring_minutes: "int | None" = column(
        "Minutes of mentoring that a start-up may use in all; null: no limit."
    )
    report_days: "int" = column(
        "Days after the end of a month within which a start-up reports its numbers."
    )
    starts_on: "date" = column("Its first day.")
    ends_on: "date | None" = column("The first day after it; null while it has no end.")
    state: "ProgrammeState" = computed(derived.PROGRAMME_STATE, "Where it stands today.")
    state_on: "ProgrammeState" = computed(
        derived.PROGRAMME_STATE, "Where it stands on a day.", arguments=(DATE,)
    )
    is_public: "bool | None" = column(
        "Whether anyone may see it; null unless the viewer is of the incubation desk."
    )
    version: "int | None" = column(
        "Number of the last accepted edit; null unless the viewer is of the incubation desk."
    )
    intakes: "Connection[Intake]" = to_many("Its rounds, the latest first.")
    participations: "Connection[Participation]" = to_many(
        "The start-ups that take part or took part, by first day."
    )
