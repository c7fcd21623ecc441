"""Rows of what follows admission: mentors, their sessions, and the monthly numbers."""

from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from hub.incubation import leaving
from hub.incubation.models import Startup
from hub.incubation.terms import Audience, Metric
from hub.members.models import Person
from hub.personal import ENDS_NOW, Ties
from hub.rows import EditableRow, Row
from hub.sql import FALSE, Sql


class Mentor(EditableRow):
    """A person who gives time and advice to start-ups."""

    personal = frozenset({"headline", "expertise", "languages"})
    ties = Ties(paths=("person",), closing={"ends_on": ENDS_NOW, "is_listed": Sql(FALSE)})

    person: fields.OneToOneRelation[Person] = fields.OneToOneField(
        "hub.Person", related_name="mentors", on_delete=fields.RESTRICT
    )
    person_id: UUID
    headline = fields.CharField(max_length=160, null=True)
    expertise = ArrayField("text", default=list)
    languages = ArrayField("text", default=list)
    monthly_minutes = fields.IntField(null=True)
    is_listed = fields.BooleanField(default=False)
    starts_on = fields.DateField()
    ends_on = fields.DateField(null=True)

    mentorships: fields.ReverseRelation["Mentorship"]
    sessions: fields.ReverseRelation["MentoringSession"]

    class Meta(EditableRow.Meta):
        table = "mentor"
        constraints = [
            CheckConstraint("ends_on > starts_on", "mentor_period_in_order"),
            CheckConstraint("monthly_minutes >= 0", "mentor_minutes_not_negative"),
        ]


class Mentorship(EditableRow):
    """That a mentor accompanies a start-up, from one day to another."""

    personal = frozenset({"goals"})
    ties = Ties(
        paths=("mentor.person",),
        beside=Sql("{row}.startup_id"),
        closing={"declined_on": leaving.DECLINED_MENTORSHIP},
        holds=(leaving.RUNNING_MENTORSHIP,),
    )

    mentor: fields.ForeignKeyRelation[Mentor] = fields.ForeignKeyField(
        "hub.Mentor", related_name="mentorships", on_delete=fields.RESTRICT
    )
    mentor_id: UUID
    startup: fields.ForeignKeyRelation[Startup] = fields.ForeignKeyField(
        "hub.Startup", related_name="mentorships", on_delete=fields.RESTRICT
    )
    startup_id: UUID
    is_primary = fields.BooleanField(default=False)
    goals = fields.TextField(null=True)
    proposed_on = fields.DateField()
    declined_on = fields.DateField(null=True)
    starts_on = fields.DateField(null=True)
    ends_on = fields.DateField(null=True)

    class Meta(EditableRow.Meta):
        table = "mentorship"
        indexes = [
            Index(fields=("mentor_id", "proposed_on")),
            Index(fields=("startup_id", "proposed_on")),
        ]
        constraints = [
            CheckConstraint("ends_on > starts_on", "mentorship_period_in_order"),
            CheckConstraint(
                "ends_on IS NULL OR starts_on IS NOT NULL", "mentorship_ends_after_start"
            ),
            CheckConstraint("starts_on >= proposed_on", "mentorship_starts_after_proposal"),
            CheckConstraint("declined_on >= proposed_on", "mentorship_declined_after_proposal"),
            CheckConstraint("num_nonnulls(declined_on, starts_on) < 2", "mentorship_one_answer"),
        ]


class MentoringSession(EditableRow):
    """An hour of a mentor, offered to all or taken by a start-up."""

    personal = frozenset({"topic", "place", "summary"})
    ties = Ties(
        paths=("mentor.person",),
        beside=Sql("{row}.startup_id"),
        closing={"cancelled_at": leaving.CANCELLED_SESSION},
        holds=(leaving.BOOKED_SESSION,),
    )

    mentor: fields.ForeignKeyRelation[Mentor] = fields.ForeignKeyField(
        "hub.Mentor", related_name="sessions", on_delete=fields.RESTRICT
    )
    mentor_id: UUID
    startup: fields.ForeignKeyNullableRelation[Startup] = fields.ForeignKeyField(
        "hub.Startup", related_name="mentoring_sessions", on_delete=fields.RESTRICT, null=True
    )
    startup_id: UUID | None
    topic = fields.CharField(max_length=160, null=True)
    place = fields.CharField(max_length=160, null=True)
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()
    booked_at = fields.DatetimeField(null=True)
    cancelled_at = fields.DatetimeField(null=True)
    confirmed_by_mentor_at = fields.DatetimeField(null=True)
    confirmed_by_startup_at = fields.DatetimeField(null=True)
    summary = fields.TextField(null=True)

    class Meta(EditableRow.Meta):
        table = "mentoring_session"
        indexes = [
            Index(fields=("mentor_id", "starts_at")),
            Index(fields=("startup_id", "starts_at")),
        ]
        constraints = [
            CheckConstraint(
                "ends_at - starts_at >= INTERVAL '30 minutes'", "mentoring_session_half_an_hour"
            ),
            CheckConstraint(
                "(startup_id IS NULL) = (booked_at IS NULL)", "mentoring_session_booking_dated"
            ),
            CheckConstraint(
                "num_nonnulls(confirmed_by_mentor_at, confirmed_by_startup_at) = 0"
                " OR (startup_id IS NOT NULL AND cancelled_at IS NULL)",
                "mentoring_session_confirmed_when_held",
            ),
            CheckConstraint(
                "confirmed_by_mentor_at >= starts_at AND confirmed_by_startup_at >= starts_at",
                "mentoring_session_confirmed_after_start",
            ),
        ]


class KpiPeriod(Row):
    """A month for which a start-up owes its numbers."""

    startup: fields.ForeignKeyRelation[Startup] = fields.ForeignKeyField(
        "hub.Startup", related_name="kpi_periods", on_delete=fields.RESTRICT
    )
    startup_id: UUID
    month_on = fields.DateField()
    due_on = fields.DateField()

    reports: fields.ReverseRelation["KpiReport"]

    class Meta(Row.Meta):
        table = "kpi_period"
        indexes = [Index(fields=("due_on",))]
        constraints = [
            UniqueConstraint(("startup_id", "month_on"), "kpi_period_once_per_month"),
            CheckConstraint(
                "extract(day FROM month_on) = 1", "kpi_period_begins_on_first_of_month"
            ),
            CheckConstraint(
                "due_on >= month_on + INTERVAL '1 month'", "kpi_period_due_after_month"
            ),
        ]


class KpiReport(Row):
    """The numbers of a month as filed; a correction is another revision, with its reason."""

    personal = frozenset({"reason", "note"})

    period: fields.ForeignKeyRelation[KpiPeriod] = fields.ForeignKeyField(
        "hub.KpiPeriod", related_name="reports", on_delete=fields.RESTRICT
    )
    period_id: UUID
    filed_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "hub.Person", related_name="kpi_reports", on_delete=fields.RESTRICT, null=True
    )
    filed_by_id: UUID | None
    revision = fields.SmallIntField(default=1, db_default=1)
    filed_at = fields.DatetimeField()
    reason = fields.CharField(max_length=300, null=True)
    note = fields.TextField(null=True)

    values: fields.ReverseRelation["KpiValue"]

    class Meta(Row.Meta):
        table = "kpi_report"
        indexes = [Index(fields=("filed_by_id", "filed_at"))]
        constraints = [
            UniqueConstraint(("period_id", "revision"), "kpi_report_once_per_revision"),
            CheckConstraint("revision > 0", "kpi_report_revision_positive"),
            CheckConstraint(
                "revision = 1 OR reason IS NOT NULL", "kpi_report_correction_explained"
            ),
        ]


class KpiValue(Row):
    """One number of a report, and to whom the start-up shows it."""

    report: fields.ForeignKeyRelation[KpiReport] = fields.ForeignKeyField(
        "hub.KpiReport", related_name="values", on_delete=fields.RESTRICT
    )
    report_id: UUID
    metric = fields.CharEnumField(Metric, max_length=20)
    amount = fields.DecimalField(max_digits=14, decimal_places=2)
    audience = fields.CharEnumField(Audience, max_length=10, default=Audience.DESK)

    class Meta(Row.Meta):
        table = "kpi_value"
        constraints = [
            UniqueConstraint(("report_id", "metric"), "kpi_value_once_per_metric"),
            CheckConstraint("metric = 'CASH' OR amount >= 0", "kpi_value_not_negative_but_cash"),
        ]
