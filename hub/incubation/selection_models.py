"""Rows of selection: intakes, applications, reviews, and who was taken in."""

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from hub.incubation import leaving
from hub.incubation.models import Programme, Startup
from hub.incubation.terms import ApplicationDecision, ConflictKind, Recommendation
from hub.keeping import Expiry, Removal, RetentionKind
from hub.members.models import Organization, Person
from hub.personal import Ties
from hub.rows import EditableRow, Row
from hub.sql import Sql


class Intake(EditableRow):
    """A round in which a programme takes applications."""

    programme: fields.ForeignKeyRelation[Programme] = fields.ForeignKeyField(
        "hub.Programme", related_name="intakes", on_delete=fields.RESTRICT
    )
    programme_id: UUID
    name = fields.CharField(max_length=120)
    description = fields.TextField(null=True)
    places = fields.IntField(null=True)
    reviews_needed = fields.SmallIntField(default=3, db_default=3)
    hides_applicants = fields.BooleanField(default=True)
    published_at = fields.DatetimeField(null=True)
    opens_at = fields.DatetimeField()
    closes_at = fields.DatetimeField()
    decided_at = fields.DatetimeField(null=True)
    cancelled_at = fields.DatetimeField(null=True)

    criteria: fields.ReverseRelation["Criterion"]
    applications: fields.ReverseRelation["Application"]

    class Meta(EditableRow.Meta):
        table = "intake"
        indexes = [Index(fields=("opens_at", "id"))]
        constraints = [
            UniqueConstraint(("programme_id", "opens_at"), "intake_once_per_opening"),
            CheckConstraint("name <> ''", "intake_name_given"),
            CheckConstraint("closes_at > opens_at", "intake_window_in_order"),
            CheckConstraint("decided_at >= closes_at", "intake_decided_after_closing"),
            CheckConstraint("num_nonnulls(decided_at, cancelled_at) < 2", "intake_one_end"),
            CheckConstraint("places > 0", "intake_places_positive"),
            CheckConstraint("reviews_needed BETWEEN 1 AND 20", "intake_reviews_in_range"),
        ]


class Criterion(EditableRow):
    """A weighted question on which the reviewers of an intake score."""

    intake: fields.ForeignKeyRelation[Intake] = fields.ForeignKeyField(
        "hub.Intake", related_name="criteria", on_delete=fields.RESTRICT
    )
    intake_id: UUID
    position = fields.SmallIntField()
    name = fields.CharField(max_length=120)
    guidance = fields.TextField(null=True)
    weight = fields.DecimalField(max_digits=6, decimal_places=2)

    class Meta(EditableRow.Meta):
        table = "criterion"
        constraints = [
            UniqueConstraint(("intake_id", "position"), "criterion_once_per_position"),
            UniqueConstraint(("intake_id", "name"), "criterion_once_per_name"),
            CheckConstraint("name <> ''", "criterion_name_given"),
            CheckConstraint("weight > 0", "criterion_weight_positive"),
        ]


class Application(EditableRow):
    """A request to be taken into a programme, made by a person or by an organization."""

    personal = frozenset(
        {
            "startup_name",
            "pitch",
            "problem",
            "solution",
            "market",
            "competition",
            "business_model",
            "team",
            "needs",
            "decision_reason",
            "feedback",
        }
    )
    ties = Ties(
        paths=("person",),
        beside=Sql("{row}.organization_id"),
        closing={"withdrawn_on": leaving.WITHDRAWN},
    )
    expiry = Expiry(RetentionKind.DECLINED_APPLICATIONS, leaving.CAME_TO_NOTHING, Removal.EMPTIED)

    intake: fields.ForeignKeyRelation[Intake] = fields.ForeignKeyField(
        "hub.Intake", related_name="applications", on_delete=fields.RESTRICT
    )
    intake_id: UUID
    organization: fields.ForeignKeyNullableRelation[Organization] = fields.ForeignKeyField(
        "hub.Organization", related_name="applications", on_delete=fields.RESTRICT, null=True
    )
    organization_id: UUID | None
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "hub.Person", related_name="applications", on_delete=fields.RESTRICT, null=True
    )
    person_id: UUID | None
    startup: fields.ForeignKeyNullableRelation[Startup] = fields.ForeignKeyField(
        "hub.Startup", related_name="applications", on_delete=fields.RESTRICT, null=True
    )
    startup_id: UUID | None
    number = fields.CharField(max_length=20, unique=True)
    startup_name = fields.CharField(max_length=120)
    pitch = fields.CharField(max_length=280, null=True)
    sector = fields.CharField(max_length=80, null=True)
    team_size = fields.SmallIntField(null=True)
    problem = fields.TextField(null=True)
    solution = fields.TextField(null=True)
    market = fields.TextField(null=True)
    competition = fields.TextField(null=True)
    business_model = fields.TextField(null=True)
    team = fields.TextField(null=True)
    needs = fields.TextField(null=True)
    revision = fields.SmallIntField(default=1, db_default=1)
    submitted_at = fields.DatetimeField(null=True)
    screened_on = fields.DateField(null=True)
    decided_on = fields.DateField(null=True)
    decision = fields.CharEnumField(ApplicationDecision, max_length=20, null=True)
    decision_reason = fields.TextField(null=True)
    feedback = fields.TextField(null=True)
    withdrawn_on = fields.DateField(null=True)

    information_requests: fields.ReverseRelation["InformationRequest"]
    reviews: fields.ReverseRelation["Review"]
    conflicts: fields.ReverseRelation["ConflictOfInterest"]

    class Meta(EditableRow.Meta):
        table = "application"
        indexes = [
            Index(fields=("intake_id", "submitted_at")),
            Index(fields=("organization_id", "submitted_at")),
            Index(fields=("person_id", "submitted_at")),
            Index(fields=("startup_id", "submitted_at")),
            Index(fields=("submitted_at", "id")),
        ]
        constraints = [
            CheckConstraint("num_nonnulls(organization_id, person_id) > 0", "application_party"),
            CheckConstraint("startup_name <> ''", "application_startup_name_given"),
            CheckConstraint("team_size > 0", "application_team_size_positive"),
            CheckConstraint("revision > 0", "application_revision_positive"),
            CheckConstraint(
                "(decision IS NULL) = (decided_on IS NULL)", "application_decision_dated"
            ),
            CheckConstraint(
                "submitted_at IS NOT NULL OR num_nonnulls(screened_on, decided_on) = 0",
                "application_submitted_first",
            ),
            CheckConstraint("decided_on >= screened_on", "application_dates_in_order"),
        ]


class InformationRequest(Row):
    """A question of the desk to an applicant, and the answer."""

    personal = frozenset({"question", "answer"})
    ties = Ties(paths=("application.person",), beside=leaving.OF_APPLICATION)
    expiry = Expiry(
        RetentionKind.DECLINED_APPLICATIONS,
        leaving.of_application("{row}.application_id"),
        Removal.EMPTIED,
    )

    application: fields.ForeignKeyRelation[Application] = fields.ForeignKeyField(
        "hub.Application", related_name="information_requests", on_delete=fields.RESTRICT
    )
    application_id: UUID
    question = fields.TextField()
    asked_on = fields.DateField()
    due_on = fields.DateField(null=True)
    answer = fields.TextField(null=True)
    answered_on = fields.DateField(null=True)

    class Meta(Row.Meta):
        table = "information_request"
        indexes = [Index(fields=("application_id", "asked_on"))]
        constraints = [
            UniqueConstraint(
                ("application_id",), "information_request_one_open", "answered_on IS NULL"
            ),
            CheckConstraint("question <> ''", "information_request_question_given"),
            CheckConstraint("answered_on >= asked_on", "information_request_dates_in_order"),
            CheckConstraint("due_on >= asked_on", "information_request_due_after_asking"),
            CheckConstraint(
                "(answer IS NULL) = (answered_on IS NULL)", "information_request_answer_dated"
            ),
        ]


class Review(EditableRow):
    """One reviewer's opinion of an application."""

    personal = frozenset({"comment", "decline_reason"})
    # An opinion is the applicant's as well, who may ask what was thought of the application.
    ties = Ties(
        paths=("reviewer",),
        beside=Sql("{row}.application_id"),
        closing={"declined_on": leaving.DECLINED_REVIEW},
    )
    expiry = Expiry(
        RetentionKind.DECLINED_APPLICATIONS,
        leaving.of_application("{row}.application_id"),
        Removal.EMPTIED,
    )

    application: fields.ForeignKeyRelation[Application] = fields.ForeignKeyField(
        "hub.Application", related_name="reviews", on_delete=fields.RESTRICT
    )
    application_id: UUID
    reviewer: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "hub.Person", related_name="reviews", on_delete=fields.RESTRICT
    )
    reviewer_id: UUID
    assigned_on = fields.DateField()
    due_on = fields.DateField(null=True)
    application_revision = fields.SmallIntField(default=1, db_default=1)
    recommendation = fields.CharEnumField(Recommendation, max_length=10, null=True)
    comment = fields.TextField(null=True)
    finalised_at = fields.DatetimeField(null=True)
    declined_on = fields.DateField(null=True)
    decline_reason = fields.CharField(max_length=300, null=True)

    scores: fields.ReverseRelation["Score"]

    class Meta(EditableRow.Meta):
        table = "review"
        indexes = [Index(fields=("reviewer_id", "assigned_on"))]
        constraints = [
            UniqueConstraint(("application_id", "reviewer_id"), "review_once_per_reviewer"),
            CheckConstraint("num_nonnulls(finalised_at, declined_on) < 2", "review_one_end"),
            CheckConstraint(
                "finalised_at IS NULL OR recommendation IS NOT NULL",
                "review_final_with_recommendation",
            ),
            CheckConstraint("declined_on >= assigned_on", "review_dates_in_order"),
            CheckConstraint("application_revision > 0", "review_revision_positive"),
        ]


class Score(EditableRow):
    """The points that a review gives on a criterion, from 0 to 5; none means not applicable."""

    personal = frozenset({"comment"})
    ties = Ties(paths=("review.reviewer",), beside=Sql("{row}.review_id"))
    expiry = Expiry(
        RetentionKind.DECLINED_APPLICATIONS,
        leaving.of_application(
            "(SELECT opinion.application_id FROM review opinion WHERE opinion.id = {row}.review_id)"
        ),
        Removal.EMPTIED,
    )

    review: fields.ForeignKeyRelation[Review] = fields.ForeignKeyField(
        "hub.Review", related_name="scores", on_delete=fields.RESTRICT
    )
    review_id: UUID
    criterion: fields.ForeignKeyRelation[Criterion] = fields.ForeignKeyField(
        "hub.Criterion", related_name="scores", on_delete=fields.RESTRICT
    )
    criterion_id: UUID
    points = fields.SmallIntField(null=True)
    comment = fields.TextField(null=True)

    class Meta(EditableRow.Meta):
        table = "score"
        indexes = [Index(fields=("criterion_id", "review_id"))]
        constraints = [
            UniqueConstraint(("review_id", "criterion_id"), "score_once_per_criterion"),
            CheckConstraint("points BETWEEN 0 AND 5", "score_points_in_range"),
        ]


class ConflictOfInterest(Row):
    """That a person may not judge an application, and why."""

    personal = frozenset({"note"})
    ties = Ties(paths=("person",))

    application: fields.ForeignKeyRelation[Application] = fields.ForeignKeyField(
        "hub.Application", related_name="conflicts", on_delete=fields.RESTRICT
    )
    application_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "hub.Person", related_name="conflicts_of_interest", on_delete=fields.RESTRICT
    )
    person_id: UUID
    kind = fields.CharEnumField(ConflictKind, max_length=20)
    declared_on = fields.DateField()
    is_declared = fields.BooleanField(default=True)
    note = fields.CharField(max_length=300, null=True)

    class Meta(Row.Meta):
        table = "conflict_of_interest"
        indexes = [Index(fields=("person_id", "declared_on"))]
        constraints = [
            UniqueConstraint(
                ("application_id", "person_id", "kind"), "conflict_of_interest_once_per_kind"
            ),
            CheckConstraint(
                "kind <> 'OTHER' OR note IS NOT NULL", "conflict_of_interest_other_explained"
            ),
        ]


class Participation(EditableRow):
    """That a start-up takes part in a programme, from one day to another."""

    startup: fields.ForeignKeyRelation[Startup] = fields.ForeignKeyField(
        "hub.Startup", related_name="participations", on_delete=fields.RESTRICT
    )
    startup_id: UUID
    programme: fields.ForeignKeyRelation[Programme] = fields.ForeignKeyField(
        "hub.Programme", related_name="participations", on_delete=fields.RESTRICT
    )
    programme_id: UUID
    application: fields.OneToOneNullableRelation[Application] = fields.OneToOneField(
        "hub.Application", related_name="participation", on_delete=fields.RESTRICT, null=True
    )
    application_id: UUID | None
    mentoring_minutes = fields.IntField(null=True)
    starts_on = fields.DateField()
    ends_on = fields.DateField(null=True)

    class Meta(EditableRow.Meta):
        table = "participation"
        indexes = [
            Index(fields=("startup_id", "starts_on")),
            Index(fields=("programme_id", "starts_on")),
        ]
        constraints = [
            CheckConstraint("ends_on > starts_on", "participation_period_in_order"),
            CheckConstraint("mentoring_minutes >= 0", "participation_minutes_not_negative"),
        ]
