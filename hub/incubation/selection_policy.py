"""Who sees what of intakes, applications and reviews: blind in both directions."""

from hub.clock import day_of
from hub.incubation import derived
from hub.incubation.policy import KNOWN_STARTUP, PROGRAMME_ROWS, STARTUP_INSIDERS, STARTUP_TEAM
from hub.incubation.rules import review_state
from hub.incubation.terms import ReviewState
from hub.policy import (
    IS_INCUBATION,
    WITH_ROW,
    Administers,
    Fact,
    Is,
    IsPerson,
    Policy,
    Some,
    Via,
)
from hub.sql import Sql, as_of_today, composed

IS_PUBLISHED = Fact(
    derived.IS_PUBLISHED,
    lambda row, viewer: row.published_at is not None and row.published_at <= viewer.now,
)
IS_SUBMITTED = Fact(
    Sql("{row}.submitted_at IS NOT NULL"),
    lambda row, _: row.submitted_at is not None,
)
IS_REVIEW_OPEN = Fact(
    as_of_today(composed("{state} = 'ASSIGNED'", state=derived.REVIEW_STATE)),
    lambda row, viewer: (
        review_state(
            viewer.today,
            finalised_on=day_of(row.finalised_at),
            declined_on=row.declined_on,
        )
        is ReviewState.ASSIGNED
    ),
)
IS_REVIEW_GIVEN = Fact(
    Sql("{row}.declined_on IS NULL"),
    lambda row, _: row.declined_on is None,
)

INTAKE_ROWS = IS_INCUBATION | (IS_PUBLISHED & Via("programme", PROGRAMME_ROWS))

INTAKE = Policy(
    rows=INTAKE_ROWS,
    fields={
        WITH_ROW: (
            "programme",
            "name",
            "description",
            "places",
            "hides_applicants",
            "published_at",
            "opens_at",
            "closes_at",
            "decided_at",
            "cancelled_at",
            "state",
            "criteria",
            "applications",
        ),
        IS_INCUBATION: ("reviews_needed", "version"),
    },
)

CRITERION = Policy(
    rows=Via("intake", INTAKE_ROWS),
    fields={
        WITH_ROW: ("intake", "position", "name", "guidance", "weight", "scores"),
        IS_INCUBATION: ("version",),
    },
)

# Of an application.

APPLICANT = IsPerson() | Administers() | STARTUP_TEAM

IN_CONFLICT = Some("conflicts", IsPerson())

REVIEWER = Some("reviews", IsPerson("reviewer_id") & IS_REVIEW_GIVEN) & ~IN_CONFLICT

BLIND = APPLICANT | IN_CONFLICT | Some("reviews", IsPerson("reviewer_id") & IS_REVIEW_OPEN)
"""Must not learn what reviewers think: may not judge, or has not finished their own review."""

CONCERNED = APPLICANT | (IS_INCUBATION & IS_SUBMITTED)
JUDGES = IS_INCUBATION & ~BLIND

APPLICATION = Policy(
    rows=CONCERNED | (IS_SUBMITTED & REVIEWER),
    fields={
        WITH_ROW: (
            "intake",
            "number",
            "startup_name",
            "pitch",
            "sector",
            "team_size",
            "problem",
            "solution",
            "market",
            "competition",
            "business_model",
            "needs",
            "revision",
            "submitted_at",
            # What stands behind these has its own rows' visibility.
            "reviews",
            "conflicts",
            "information_requests",
        ),
        # In a blind intake, reviewers read what is proposed and not by whom.
        CONCERNED | ~Via("intake", Is("hides_applicants")): (
            "organization",
            "person",
            "startup",
            "team",
        ),
        # Reviewers do not learn the outcome.
        CONCERNED: (
            "state",
            "state_on",
            "screened_on",
            "decided_on",
            "decision",
            "feedback",
            "withdrawn_on",
            "participation",
            "version",
        ),
        JUDGES: ("mean_score", "score_spread", "final_reviews"),
        IS_INCUBATION: ("decision_reason",),
    },
)

INFORMATION_REQUEST = Policy(
    rows=Via("application", CONCERNED),
    fields={
        WITH_ROW: ("application", "question", "asked_on", "due_on", "answer", "answered_on"),
    },
)

REVIEW_ROWS = IsPerson("reviewer_id") | Via("application", JUDGES)

REVIEW = Policy(
    rows=REVIEW_ROWS,
    fields={
        WITH_ROW: (
            "application",
            "reviewer",
            "assigned_on",
            "due_on",
            "application_revision",
            "recommendation",
            "comment",
            "finalised_at",
            "declined_on",
            "decline_reason",
            "state",
            "score",
            "scores",
            "version",
        ),
    },
)

SCORE = Policy(
    rows=Via("review", REVIEW_ROWS),
    fields={WITH_ROW: ("review", "criterion", "points", "comment", "version")},
)

CONFLICT_OF_INTEREST = Policy(
    rows=IsPerson() | IS_INCUBATION,
    fields={
        WITH_ROW: ("application", "person", "kind", "declared_on", "is_declared", "note"),
    },
)

PARTICIPATION = Policy(
    rows=KNOWN_STARTUP,
    fields={
        WITH_ROW: ("startup", "programme", "starts_on", "ends_on", "is_current"),
        STARTUP_INSIDERS: ("application", "mentoring_minutes", "version"),
    },
)
