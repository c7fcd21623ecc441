"""The GraphQL types of intakes, applications and reviews."""

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from hub.incubation import derived, selection_models, selection_policy
from hub.incubation.terms import (
    ApplicationDecision,
    ApplicationState,
    ConflictKind,
    IntakeState,
    Recommendation,
    ReviewState,
)
from hub.sql import HOLDS
from schema.compiler.declare import column, computed, entity, to_many, to_one
from schema.incubation.types import DATE
from schema.node import Node

if TYPE_CHECKING:
    from schema.incubation.types import Programme, Startup
    from schema.members.person_types import Person
    from schema.members.types import Organization
    from schema.paging import Connection


@entity(
    selection_models.Intake,
    prefix="intake",
    policy=selection_policy.INTAKE,
    order=("-opens_at",),
)
class Intake(Node):
    """A round in which a programme takes applications."""

    programme: "Programme | None" = to_one("Its programme; null where the viewer may not see it.")
    name: "str" = column("Its name.")
    description: "str | None" = column("What is asked of applicants; null when not given.")
    places: "int | None" = column("How many can be selected; null: no limit.")
    reviews_needed: "int | None" = column(
        "Final reviews that an application needs; null unless the viewer is of the incubation desk."
    )
    hides_applicants: "bool" = column("Whether reviewers read without knowing who applies.")
    published_at: "datetime | None" = column("When it was published; null while it is a draft.")
    opens_at: "datetime" = column("The instant from which it takes applications.")
    closes_at: "datetime" = column("The instant from which it no longer takes applications.")
    decided_at: "datetime | None" = column("When the results were published; null before.")
    cancelled_at: "datetime | None" = column("When it was called off; null when it was not.")
    state: "IntakeState" = computed(derived.INTAKE_STATE, "Where it stands now.")
    criteria: "Connection[Criterion]" = to_many("What reviewers score, in their order.")
    applications: "Connection[Application]" = to_many(
        "Its applications, as far as the viewer may see them, the latest first."
    )
    version: "int | None" = column(
        "Number of the last accepted edit; null unless the viewer is of the incubation desk."
    )


@entity(
    selection_models.Criterion,
    prefix="criterion",
    policy=selection_policy.CRITERION,
    order=("position",),
)
class Criterion(Node):
    """A weighted question on which the reviewers of an intake score."""

    intake: "Intake | None" = to_one("The intake; null where the viewer may not see it.")
    position: "int" = column("Place among the criteria of the intake, from 1.")
    name: "str" = column("What is scored.")
    guidance: "str | None" = column("How to score it; null when not given.")
    weight: "Decimal" = column(
        "Its weight; a score is divided by the sum of the weights of what was scored."
    )
    scores: "Connection[Score]" = to_many("Points given on it, as far as the viewer may see them.")
    version: "int | None" = column(
        "Number of the last accepted edit; null unless the viewer is of the incubation desk."
    )


@entity(
    selection_models.Application,
    prefix="application",
    policy=selection_policy.APPLICATION,
    order=("-submitted_at",),
)
class Application(Node):
    """A request to be taken into a programme.

    Seen by the applicant; once it is submitted, also by the incubation desk and by its reviewers,
    who learn neither the outcome nor, in a blind intake, who applies.
    """

    intake: "Intake | None" = to_one("Its intake; null where the viewer may not see it.")
    number: "str" = column("The number under which people speak of it.")
    startup_name: "str" = column("The name of the start-up, or a working title.")
    pitch: "str | None" = column("The idea in one sentence; null while not given.")
    sector: "str | None" = column("The field of work, in free words; null while not given.")
    team_size: "int | None" = column("How many people work on it; null while not given.")
    problem: "str | None" = column("The problem that it solves; null while not given.")
    solution: "str | None" = column("How it solves it; null while not given.")
    market: "str | None" = column("For whom, and how many they are; null while not given.")
    competition: "str | None" = column("Who else does, and what is better; null while not given.")
    business_model: "str | None" = column("How it earns money; null while not given.")
    needs: "str | None" = column("What it expects of the park; null while not given.")
    team: "str | None" = column(
        "Who the people are; null while not given, and to the reviewers of a blind intake."
    )
    revision: "int" = column("How often it was submitted; a review says which one it read.")
    submitted_at: "datetime | None" = column("When it was last submitted; null for a draft.")
    organization: "Organization | None" = to_one(
        "The organization that applies; null when a person does, where the viewer may not see it,"
        " and to the reviewers of a blind intake."
    )
    person: "Person | None" = to_one(
        "The person who applies or is to be asked; null without one, where the viewer may not see"
        " them, and to the reviewers of a blind intake."
    )
    startup: "Startup | None" = to_one(
        "The start-up that it speaks of; null while it is not recorded as one, and to the"
        " reviewers of a blind intake."
    )
    state: "ApplicationState | None" = computed(
        derived.APPLICATION_STATE,
        "Where it stands today; null to reviewers, who do not learn the outcome.",
    )
    state_on: "ApplicationState | None" = computed(
        derived.APPLICATION_STATE,
        "Where it stood at the end of a day; null to reviewers.",
        arguments=(DATE,),
    )
    screened_on: "date | None" = column(
        "The day on which it was found complete and admissible; null before, and to reviewers."
    )
    decided_on: "date | None" = column("The day of the decision; null before, and to reviewers.")
    decision: "ApplicationDecision | None" = column("The decision; null before, and to reviewers.")
    decision_reason: "str | None" = column(
        "Why, for the desk; null when not given, or unless the viewer is of the incubation desk."
    )
    feedback: "str | None" = column(
        "What the applicant is told; null when nothing is, and to reviewers."
    )
    withdrawn_on: "date | None" = column(
        "The day on which the applicant withdrew it; null when not withdrawn, and to reviewers."
    )
    mean_score: "Decimal | None" = computed(
        derived.MEAN_SCORE,
        "Mean of the scores of the final reviews, from 0 to 5, with two decimals; null without one,"
        " to applicants and reviewers, and to desk members with a review of their own to finish or"
        " a conflict of interest.",
    )
    score_spread: "Decimal | None" = computed(
        derived.SCORE_SPREAD,
        "How far the highest score is from the lowest, from 0 to 5; null as for `meanScore`.",
    )
    final_reviews: "int | None" = computed(
        derived.FINAL_REVIEWS, "How many reviews are final; null to whom `meanScore` is not shown."
    )
    participation: "Participation | None" = to_one(
        "The place in the programme that came of it; null without one, and to reviewers."
    )
    information_requests: "Connection[InformationRequest]" = to_many(
        "What the desk has asked, by day; empty to reviewers."
    )
    reviews: "Connection[Review]" = to_many("Its reviews, as far as the viewer may see them.")
    conflicts: "Connection[ConflictOfInterest]" = to_many(
        "Who may not judge it; the incubation desk sees all, others their own."
    )
    version: "int | None" = column("Number of the last accepted edit; null to reviewers.")


@entity(
    selection_models.InformationRequest,
    prefix="question",
    policy=selection_policy.INFORMATION_REQUEST,
    order=("asked_on",),
)
class InformationRequest(Node):
    """A question of the desk to an applicant, and the answer; seen by these two."""

    application: "Application | None" = to_one(
        "The application; null where the viewer may not see it."
    )
    question: "str" = column("What is asked.")
    asked_on: "date" = column("The day of the question.")
    due_on: "date | None" = column("The last day for an answer; null: no limit.")
    answer: "str | None" = column("The answer; null while there is none.")
    answered_on: "date | None" = column("The day of the answer; null while there is none.")


@entity(
    selection_models.Review,
    prefix="review",
    policy=selection_policy.REVIEW,
    order=("assigned_on",),
)
class Review(Node):
    """One reviewer's opinion of an application.

    Seen by its reviewer and by the incubation desk, save by those who have a review of their own
    to finish, who applied, or who have a conflict of interest.
    """

    application: "Application | None" = to_one(
        "The application; null where the viewer may not see it."
    )
    reviewer: "Person | None" = to_one("The reviewer; null where the viewer may not see them.")
    assigned_on: "date" = column("The day on which it was asked for.")
    due_on: "date | None" = column("The last day on which it is in time; null: no limit.")
    application_revision: "int" = column("The revision of the application that it speaks of.")
    recommendation: "Recommendation | None" = column("What it advises; null while not given.")
    comment: "str | None" = column("The opinion in words; null while not given.")
    finalised_at: "datetime | None" = column("When it became final; null before.")
    declined_on: "date | None" = column("The day on which it was declined; null when it was not.")
    decline_reason: "str | None" = column("Why it was declined; null when it was not.")
    state: "ReviewState" = computed(derived.REVIEW_STATE, "Where it stands today.")
    score: "Decimal | None" = computed(
        derived.REVIEW_SCORE,
        "Weighted mean of its points, from 0 to 5, with two decimals; what is not applicable does"
        " not count. Null without points.",
    )
    scores: "Connection[Score]" = to_many("Its points, one for each criterion.")
    version: "int" = column("Number of the last accepted edit, to be given with the next one.")


@entity(
    selection_models.Score,
    prefix="score",
    policy=selection_policy.SCORE,
)
class Score(Node):
    """The points that a review gives on a criterion; seen by whom the review is."""

    review: "Review | None" = to_one("The review; null where the viewer may not see it.")
    criterion: "Criterion | None" = to_one("The criterion; null where the viewer may not see it.")
    points: "int | None" = column("From 0 to 5; null: not applicable, which does not count.")
    comment: "str | None" = column("Why; null when not given.")
    version: "int" = column("Number of the last accepted edit, to be given with the next one.")


@entity(
    selection_models.ConflictOfInterest,
    prefix="conflict",
    policy=selection_policy.CONFLICT_OF_INTEREST,
    order=("declared_on",),
)
class ConflictOfInterest(Node):
    """That a person may not judge an application; seen by that person and the incubation desk."""

    application: "Application | None" = to_one(
        "The application; null where the viewer may not see it."
    )
    person: "Person | None" = to_one("The person; null where the viewer may not see them.")
    kind: "ConflictKind" = column("What ties the person to the applicant.")
    declared_on: "date" = column("The day from which it is known.")
    is_declared: "bool" = column("Whether the person declared it; otherwise the records show it.")
    note: "str | None" = column("More, in words; null when not given.")


@entity(
    selection_models.Participation,
    prefix="participation",
    policy=selection_policy.PARTICIPATION,
    order=("starts_on",),
)
class Participation(Node):
    """That a start-up takes part in a programme, from one day to another."""

    startup: "Startup | None" = to_one("The start-up; null where the viewer may not see it.")
    programme: "Programme | None" = to_one("The programme; null where the viewer may not see it.")
    starts_on: "date" = column("The first day.")
    ends_on: "date | None" = column("The first day no longer in it; null while it has no end.")
    is_current: "bool" = computed(HOLDS, "Whether it takes part today.")
    application: "Application | None" = to_one(
        "The application that led to it; null without one, or unless the viewer is of the"
        " start-up's team or the incubation desk."
    )
    mentoring_minutes: "int | None" = column(
        "Minutes of mentoring granted, where they differ from the programme's; null where not, or"
        " unless the viewer is of the start-up's team or the incubation desk."
    )
    version: "int | None" = column(
        "Number of the last accepted edit; null unless the viewer is of the start-up's team or the"
        " incubation desk."
    )
