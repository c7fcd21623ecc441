"""The GraphQL types of mentors, their sessions and the monthly numbers."""

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from hub.incubation import derived, followup_models, followup_policy
from hub.incubation.terms import (
    Audience,
    KpiState,
    MentorshipState,
    Metric,
    SessionState,
)
from hub.sql import HOLDS, as_of_today
from schema.compiler.declare import column, computed, entity, to_many, to_one
from schema.incubation.types import DATE
from schema.node import Node

if TYPE_CHECKING:
    from schema.incubation.types import Startup
    from schema.members.person_types import Person
    from schema.paging import Connection


@entity(
    followup_models.Mentor,
    prefix="mentor",
    policy=followup_policy.MENTOR,
    order=("starts_on",),
)
class Mentor(Node):
    """A person who gives time and advice to start-ups.

    Seen by anyone when listed and active today, by the start-ups that they accompany, and by the
    staff.
    """

    person: "Person | None" = to_one("The person; null where the viewer may not see them.")
    headline: "str | None" = column("What they can help with; null when not given.")
    expertise: "list[str]" = column("What they know, in key words.")
    languages: "list[str]" = column("The languages that they work in, as ISO 639-1 codes.")
    starts_on: "date" = column("The first day as a mentor.")
    ends_on: "date | None" = column(
        "The first day no longer a mentor; null while it has no end, or unless the viewer is the"
        " mentor or the incubation desk."
    )
    is_current: "bool" = computed(as_of_today(HOLDS), "Whether they mentor today.")
    monthly_minutes: "int | None" = column(
        "Minutes that they can give in a month; null: not agreed, or unless the viewer is the"
        " mentor or the incubation desk."
    )
    is_listed: "bool | None" = column(
        "Whether anyone may see them; null unless the viewer is the mentor or the incubation desk."
    )
    version: "int | None" = column(
        "Number of the last accepted edit; null unless the viewer is the mentor or the incubation"
        " desk."
    )
    mentorships: "Connection[Mentorship]" = to_many(
        "The start-ups that they accompany, by day of proposal."
    )
    sessions: "Connection[MentoringSession]" = to_many("Their sessions, the latest first.")


@entity(
    followup_models.Mentorship,
    prefix="mentorship",
    policy=followup_policy.MENTORSHIP,
    order=("proposed_on",),
)
class Mentorship(Node):
    """That a mentor accompanies a start-up, from one day to another.

    Others than the two sides and the incubation desk see only what is under way today.
    """

    mentor: "Mentor | None" = to_one("The mentor; null where the viewer may not see them.")
    startup: "Startup | None" = to_one("The start-up; null where the viewer may not see it.")
    is_primary: "bool" = column("Whether the mentor is the start-up's first.")
    starts_on: "date | None" = column("The first day; null while it is only proposed.")
    ends_on: "date | None" = column(
        "The first day on which it no longer holds; null while it has no end, or unless the viewer"
        " is of one of the sides or the incubation desk."
    )
    goals: "str | None" = column(
        "What they mean to reach; null when not given, or unless the viewer is of one of the sides"
        " or the incubation desk."
    )
    proposed_on: "date | None" = column(
        "The day of the proposal; null unless the viewer is of one of the sides or the incubation"
        " desk."
    )
    declined_on: "date | None" = column(
        "The day on which one side declined; null when none did, or unless the viewer is of one of"
        " the sides or the incubation desk."
    )
    state: "MentorshipState | None" = computed(
        derived.MENTORSHIP_STATE,
        "Where it stands today; null unless the viewer is of one of the sides or the incubation"
        " desk.",
    )
    state_on: "MentorshipState | None" = computed(
        derived.MENTORSHIP_STATE,
        "Where it stands at the end of a day; null before its proposal, or unless the viewer is of"
        " one of the sides or the incubation desk.",
        arguments=(DATE,),
    )
    version: "int | None" = column(
        "Number of the last accepted edit; null unless the viewer is of one of the sides or the"
        " incubation desk."
    )


@entity(
    followup_models.MentoringSession,
    prefix="session",
    policy=followup_policy.MENTORING_SESSION,
    order=("-starts_at",),
)
class MentoringSession(Node):
    """An hour of a mentor, offered to all or taken by a start-up.

    A free one is seen by anyone who has signed in; one that is taken, by its two sides and the
    incubation desk.
    """

    mentor: "Mentor | None" = to_one("The mentor; null where the viewer may not see them.")
    startup: "Startup | None" = to_one(
        "The start-up that took it; null while it is free, or where the viewer may not see it."
    )
    starts_at: "datetime" = column("The instant at which it starts.")
    ends_at: "datetime" = column("The instant at which it ends, at least 30 minutes later.")
    minutes: "int" = computed(derived.SESSION_MINUTES, "Its length in minutes.")
    place: "str | None" = column("Where, or the address of the call; null while not agreed.")
    state: "SessionState" = computed(derived.SESSION_STATE, "Where it stands now.")
    topic: "str | None" = column(
        "What it is about; null when not given, or unless the viewer is of one of the sides or the"
        " incubation desk."
    )
    booked_at: "datetime | None" = column(
        "When the start-up took it; null while it is free, or unless the viewer is of one of the"
        " sides or the incubation desk."
    )
    cancelled_at: "datetime | None" = column(
        "When it was called off; null when it was not, or unless the viewer is of one of the sides"
        " or the incubation desk."
    )
    confirmed_by_mentor_at: "datetime | None" = column(
        "When the mentor confirmed that it took place; null before, or unless the viewer is of one"
        " of the sides or the incubation desk."
    )
    confirmed_by_startup_at: "datetime | None" = column(
        "When the start-up confirmed that it took place; null before, or unless the viewer is of"
        " one of the sides or the incubation desk."
    )
    summary: "str | None" = column(
        "What came of it; null when not given, or unless the viewer is of one of the sides or the"
        " incubation desk."
    )
    version: "int | None" = column(
        "Number of the last accepted edit; null unless the viewer is of one of the sides or the"
        " incubation desk."
    )


@entity(
    followup_models.KpiPeriod,
    prefix="kpiperiod",
    policy=followup_policy.KPI_PERIOD,
    order=("-month_on",),
)
class KpiPeriod(Node):
    """A month for which a start-up owes its numbers.

    Seen by its team and the incubation desk, and by those to whom it shows a number of the month.
    """

    startup: "Startup | None" = to_one("The start-up; null where the viewer may not see it.")
    month_on: "date" = column("The first day of the month.")
    due_on: "date | None" = column(
        "The last day on which the report is in time; null unless the viewer is of the start-up's"
        " team or the incubation desk."
    )
    state: "KpiState | None" = computed(
        derived.KPI_STATE,
        "Where the report stands today; null before the month begins, or unless the viewer is of"
        " the start-up's team or the incubation desk.",
    )
    state_on: "KpiState | None" = computed(
        derived.KPI_STATE,
        "Where the report stands at the end of a day; null as for `state`.",
        arguments=(DATE,),
    )
    reports: "Connection[KpiReport]" = to_many("The report and its corrections, the last first.")


@entity(
    followup_models.KpiReport,
    prefix="kpireport",
    policy=followup_policy.KPI_REPORT,
    order=("-revision",),
)
class KpiReport(Node):
    """The numbers of a month as filed; a correction is another revision.

    Others than the team and the incubation desk see only the last revision.
    """

    period: "KpiPeriod | None" = to_one("The month; null where the viewer may not see it.")
    revision: "int" = column("1 for the first report of the month, then one more each time.")
    filed_at: "datetime" = column("When it was filed.")
    is_current: "bool" = computed(
        derived.IS_CURRENT_REPORT, "Whether it is the last revision of its month today."
    )
    filed_by: "Person | None" = to_one(
        "Who filed it; null when not recorded, or unless the viewer is of the start-up's team or"
        " the incubation desk."
    )
    reason: "str | None" = column(
        "Why it was corrected; null for the first revision, or unless the viewer is of the"
        " start-up's team or the incubation desk."
    )
    note: "str | None" = column(
        "The month in words; null when not given, or unless the viewer is of the start-up's team"
        " or the incubation desk."
    )
    values: "Connection[KpiValue]" = to_many("Its numbers, as far as they are shown to the viewer.")


@entity(
    followup_models.KpiValue,
    prefix="kpivalue",
    policy=followup_policy.KPI_VALUE,
    order=("metric",),
)
class KpiValue(Node):
    """One number of a report; the start-up chooses who sees it."""

    report: "KpiReport | None" = to_one("The report; null where the viewer may not see it.")
    metric: "Metric" = column("What the number says, and in which unit.")
    amount: "Decimal" = column("The number: euro or a count, as the metric says.")
    audience: "Audience | None" = column(
        "To whom the start-up shows it; null unless the viewer is of its team or the incubation"
        " desk."
    )
