"""Rows of programmes and start-ups: people, stages, milestones, money and ends."""

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from hub.incubation import leaving
from hub.incubation.rules import FIRST_STAGES, TRANSITIONS
from hub.incubation.terms import ExitKind, FundingKind, ProgrammeKind, Stage, StartupRole
from hub.members.models import Organization, Person
from hub.personal import ENDS_NOW, Ties
from hub.rows import EditableRow, Row
from hub.sql import FALSE, Sql, quoted


def is_transition(before: str, after: str) -> str:
    """The check that two columns hold a stage and one that may follow it (or a first stage)."""
    first = f"{before} IS NULL AND {after} IN ({quoted(sorted(FIRST_STAGES))})"
    # A check that is null passes, so no comparison may be null.
    moves = [
        f"{before} IS NOT DISTINCT FROM '{stage}' AND {after} IN ({quoted(sorted(following))})"
        for stage, following in TRANSITIONS.items()
        if following
    ]
    return " OR ".join(f"({move})" for move in [first, *moves])


class Programme(EditableRow):
    """What the park offers to start-ups under one name."""

    organization: fields.ForeignKeyNullableRelation[Organization] = fields.ForeignKeyField(
        "hub.Organization", related_name="programmes", on_delete=fields.RESTRICT, null=True
    )
    organization_id: UUID | None
    kind = fields.CharEnumField(ProgrammeKind, max_length=20)
    name = fields.CharField(max_length=120, unique=True)
    description = fields.TextField(null=True)
    places = fields.IntField(null=True)
    mentoring_minutes = fields.IntField(null=True)
    report_days = fields.SmallIntField(default=15, db_default=15)
    is_public = fields.BooleanField(default=False)
    starts_on = fields.DateField()
    ends_on = fields.DateField(null=True)

    stage_changes: fields.ReverseRelation["StageChange"]

    class Meta(EditableRow.Meta):
        table = "programme"
        indexes = [
            Index(fields=("organization_id", "starts_on")),
            Index(fields=("starts_on", "id")),
        ]
        constraints = [
            CheckConstraint("name <> ''", "programme_name_given"),
            CheckConstraint("ends_on > starts_on", "programme_period_in_order"),
            CheckConstraint("places > 0", "programme_places_positive"),
            CheckConstraint("mentoring_minutes >= 0", "programme_minutes_not_negative"),
            CheckConstraint("report_days BETWEEN 1 AND 90", "programme_report_days_in_range"),
        ]


class Startup(EditableRow):
    """A young company, or the team that means to become one."""

    organization: fields.ForeignKeyNullableRelation[Organization] = fields.ForeignKeyField(
        "hub.Organization", related_name="startups", on_delete=fields.RESTRICT, null=True
    )
    organization_id: UUID | None
    name = fields.CharField(max_length=120)
    pitch = fields.CharField(max_length=280, null=True)
    description = fields.TextField(null=True)
    sector = fields.CharField(max_length=80, null=True)
    website = fields.CharField(max_length=300, null=True)
    founded_on = fields.DateField(null=True)
    is_stealth = fields.BooleanField(default=False)
    is_invented = fields.BooleanField(default=False)

    members: fields.ReverseRelation["StartupMember"]
    stage_changes: fields.ReverseRelation["StageChange"]
    milestones: fields.ReverseRelation["Milestone"]
    exits: fields.ReverseRelation["Exit"]
    funding_rounds: fields.ReverseRelation["FundingRound"]

    class Meta(EditableRow.Meta):
        table = "startup"
        indexes = [Index(fields=("organization_id", "id"))]
        constraints = [CheckConstraint("name <> ''", "startup_name_given")]


class StartupMember(EditableRow):
    """That a person belongs to the team of a start-up, from one day to another."""

    personal = frozenset({"title"})
    ties = Ties(
        paths=("person",),
        closing={"ends_on": ENDS_NOW, "is_public": Sql(FALSE)},
        holds=(leaving.LAST_OF_TEAM,),
    )

    startup: fields.ForeignKeyRelation[Startup] = fields.ForeignKeyField(
        "hub.Startup", related_name="members", on_delete=fields.RESTRICT
    )
    startup_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "hub.Person", related_name="startup_members", on_delete=fields.RESTRICT
    )
    person_id: UUID
    role = fields.CharEnumField(StartupRole, max_length=20)
    title = fields.CharField(max_length=120, null=True)
    is_public = fields.BooleanField(default=False)
    starts_on = fields.DateField()
    ends_on = fields.DateField(null=True)

    class Meta(EditableRow.Meta):
        table = "startup_member"
        indexes = [
            Index(fields=("startup_id", "starts_on")),
            Index(fields=("person_id", "starts_on")),
        ]
        constraints = [
            CheckConstraint("ends_on > starts_on", "startup_member_period_in_order"),
        ]


class StageChange(Row):
    """That a start-up entered a stage on a day: a log that is only added to.

    Each change names the position and the stage of the one before it, and the database compares
    them with that row, so that the history of a start-up has neither gaps nor forbidden moves.
    """

    personal = frozenset({"reason"})

    startup: fields.ForeignKeyRelation[Startup] = fields.ForeignKeyField(
        "hub.Startup", related_name="stage_changes", on_delete=fields.RESTRICT
    )
    startup_id: UUID
    position = fields.IntField()
    stage = fields.CharEnumField(Stage, max_length=20)
    entered_on = fields.DateField()
    previous_position = fields.IntField(null=True)
    previous_stage = fields.CharEnumField(Stage, max_length=20, null=True)
    previous_entered_on = fields.DateField(null=True)
    programme: fields.ForeignKeyNullableRelation[Programme] = fields.ForeignKeyField(
        "hub.Programme", related_name="stage_changes", on_delete=fields.RESTRICT, null=True
    )
    programme_id: UUID | None
    decided_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "hub.Person", related_name="stage_decisions", on_delete=fields.RESTRICT, null=True
    )
    decided_by_id: UUID | None
    reason = fields.TextField()
    evidence = fields.CharField(max_length=300, null=True)

    class Meta(Row.Meta):
        table = "stage_change"
        indexes = [
            Index(fields=("startup_id", "entered_on", "position")),
            Index(fields=("programme_id", "entered_on")),
            Index(fields=("decided_by_id",)),
        ]
        constraints = [
            UniqueConstraint(("startup_id", "position"), "stage_change_once_per_position"),
            # What the foreign key to the change before points at.
            UniqueConstraint(
                ("startup_id", "position", "stage", "entered_on"), "stage_change_whole"
            ),
            CheckConstraint(is_transition("previous_stage", "stage"), "stage_change_allowed"),
            CheckConstraint(
                "(position = 1 AND num_nonnulls(previous_position, previous_stage,"
                " previous_entered_on) = 0) OR (position > 1 AND num_nulls(previous_position,"
                " previous_stage, previous_entered_on) = 0 AND previous_position = position - 1)",
                "stage_change_follows_previous",
            ),
            CheckConstraint("entered_on >= previous_entered_on", "stage_change_dates_in_order"),
            CheckConstraint("reason <> ''", "stage_change_reason_given"),
        ]


class Milestone(EditableRow):
    """Something that a start-up means to reach by a day."""

    startup: fields.ForeignKeyRelation[Startup] = fields.ForeignKeyField(
        "hub.Startup", related_name="milestones", on_delete=fields.RESTRICT
    )
    startup_id: UUID
    title = fields.CharField(max_length=160)
    description = fields.TextField(null=True)
    due_on = fields.DateField()
    reached_on = fields.DateField(null=True)
    dropped_on = fields.DateField(null=True)
    evidence = fields.CharField(max_length=300, null=True)

    class Meta(EditableRow.Meta):
        table = "milestone"
        indexes = [Index(fields=("startup_id", "due_on"))]
        constraints = [
            CheckConstraint("title <> ''", "milestone_title_given"),
            CheckConstraint("num_nonnulls(reached_on, dropped_on) < 2", "milestone_one_end"),
        ]


class FundingRound(EditableRow):
    """Money that a start-up received."""

    personal = frozenset({"investors"})

    startup: fields.ForeignKeyRelation[Startup] = fields.ForeignKeyField(
        "hub.Startup", related_name="funding_rounds", on_delete=fields.RESTRICT
    )
    startup_id: UUID
    kind = fields.CharEnumField(FundingKind, max_length=20)
    closed_on = fields.DateField()
    amount = fields.DecimalField(max_digits=14, decimal_places=2)
    investors = fields.CharField(max_length=200, null=True)
    source = fields.CharField(max_length=200)
    is_public = fields.BooleanField(default=False)

    class Meta(EditableRow.Meta):
        table = "funding_round"
        indexes = [
            Index(fields=("startup_id", "closed_on")),
            Index(fields=("closed_on",)),
        ]
        constraints = [CheckConstraint("amount > 0", "funding_round_amount_positive")]


class Exit(EditableRow):
    """What became of a start-up, and when."""

    personal = frozenset({"counterpart", "reason"})

    startup: fields.ForeignKeyRelation[Startup] = fields.ForeignKeyField(
        "hub.Startup", related_name="exits", on_delete=fields.RESTRICT
    )
    startup_id: UUID
    kind = fields.CharEnumField(ExitKind, max_length=20)
    happened_on = fields.DateField()
    amount = fields.DecimalField(max_digits=14, decimal_places=2, null=True)
    counterpart = fields.CharField(max_length=160, null=True)
    reason = fields.TextField(null=True)
    source = fields.CharField(max_length=200)

    class Meta(EditableRow.Meta):
        table = "startup_exit"
        constraints = [
            UniqueConstraint(("startup_id", "happened_on"), "startup_exit_once_per_day"),
            CheckConstraint("amount >= 0", "startup_exit_amount_not_negative"),
            CheckConstraint(
                "amount IS NULL OR kind NOT IN ('STILL_OPERATING', 'CLOSED')",
                "startup_exit_amount_of_sale",
            ),
        ]
