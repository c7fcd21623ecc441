"""Who sees what of mentors, their sessions and the monthly numbers."""

from hub.clock import day_of
from hub.incubation import derived
from hub.incubation.facts import session_facts
from hub.incubation.policy import (
    IS_ACTIVE_MENTORSHIP,
    KNOWN_STARTUP,
    MENTORS,
    STARTUP_INSIDERS,
    STARTUP_ROWS,
    STARTUP_TEAM,
)
from hub.incubation.rules import is_current, session_state
from hub.incubation.terms import Audience, SessionState
from hub.members.policy import HOLDS_TODAY
from hub.policy import (
    IS_INCUBATION,
    IS_MEMBER,
    IS_STAFF,
    WITH_ROW,
    Equals,
    Fact,
    Is,
    IsPerson,
    Policy,
    Predicate,
    Some,
    Via,
)
from hub.sql import Sql, as_of_today, composed

IS_SIGNED_IN = Fact(
    Sql("{person_id} IS NOT NULL"),
    lambda _, viewer: viewer.actor.person_id is not None,
)
IS_FREE = Fact(
    composed("{state} = 'FREE'", state=derived.SESSION_STATE),
    lambda row, viewer: session_state(session_facts(row), viewer.now) is SessionState.FREE,
)

IS_LISTED_MENTOR = Is("is_listed") & HOLDS_TODAY
MENTOR_CONCERNED = IS_INCUBATION | IsPerson()

MENTOR = Policy(
    rows=IS_STAFF | IsPerson() | IS_LISTED_MENTOR | Some("mentorships", STARTUP_TEAM),
    fields={
        WITH_ROW: (
            "person",
            "headline",
            "expertise",
            "languages",
            "starts_on",
            "is_current",
            "mentorships",
            "sessions",
        ),
        MENTOR_CONCERNED: ("ends_on", "monthly_minutes", "is_listed", "version"),
    },
)

BOTH_SIDES = IS_INCUBATION | Via("mentor", IsPerson()) | STARTUP_TEAM

MENTORSHIP = Policy(
    rows=BOTH_SIDES | (IS_ACTIVE_MENTORSHIP & Via("mentor", IS_LISTED_MENTOR) & KNOWN_STARTUP),
    fields={
        WITH_ROW: ("mentor", "startup", "is_primary", "starts_on"),
        BOTH_SIDES: (
            "goals",
            "proposed_on",
            "declined_on",
            "ends_on",
            "state",
            "state_on",
            "version",
        ),
    },
)

MENTORING_SESSION = Policy(
    rows=BOTH_SIDES | (IS_FREE & IS_SIGNED_IN & Via("mentor", IS_LISTED_MENTOR)),
    fields={
        WITH_ROW: ("mentor", "startup", "starts_at", "ends_at", "minutes", "place", "state"),
        BOTH_SIDES: (
            "topic",
            "booked_at",
            "cancelled_at",
            "confirmed_by_mentor_at",
            "confirmed_by_startup_at",
            "summary",
            "version",
        ),
    },
)

# Of the numbers: the start-up chooses who sees which, and only of its last word on a month.

IS_CURRENT_REPORT = Fact(
    as_of_today(derived.IS_CURRENT_REPORT),
    lambda row, viewer: is_current(
        row.revision,
        ((each.revision, day_of(each.filed_at)) for each in row.period.reports),
        viewer.today,
    ),
)

FOR_ALL = Equals("audience", (Audience.PUBLIC,)) | (
    IS_MEMBER & Equals("audience", (Audience.MEMBERS,))
)
FOR_MENTORS = Equals("audience", (Audience.MENTORS, Audience.MEMBERS, Audience.PUBLIC))


def of_startup_period(predicate: Predicate) -> Predicate:
    """Of a report: its start-up satisfies the predicate."""
    return Via("period", Via("startup", predicate))


REPORT_INSIDERS = Via("period", STARTUP_INSIDERS)
SHOWN_TO_ALL = IS_CURRENT_REPORT & of_startup_period(STARTUP_ROWS)
SHOWN_TO_MENTORS = IS_CURRENT_REPORT & of_startup_period(MENTORS)

REPORT_ROWS = (
    REPORT_INSIDERS
    | (Some("values", FOR_ALL) & SHOWN_TO_ALL)
    | (Some("values", FOR_MENTORS) & SHOWN_TO_MENTORS)
)

KPI_PERIOD = Policy(
    rows=STARTUP_INSIDERS | Some("reports", REPORT_ROWS),
    fields={
        WITH_ROW: ("startup", "month_on", "reports"),
        STARTUP_INSIDERS: ("due_on", "state", "state_on"),
    },
)

KPI_REPORT = Policy(
    rows=REPORT_ROWS,
    fields={
        WITH_ROW: ("period", "revision", "filed_at", "is_current", "values"),
        REPORT_INSIDERS: ("filed_by", "reason", "note"),
    },
)

VALUE_INSIDERS = Via("report", REPORT_INSIDERS)

KPI_VALUE = Policy(
    rows=VALUE_INSIDERS
    | (FOR_ALL & Via("report", SHOWN_TO_ALL))
    | (FOR_MENTORS & Via("report", SHOWN_TO_MENTORS)),
    fields={
        WITH_ROW: ("report", "metric", "amount"),
        VALUE_INSIDERS: ("audience",),
    },
)
