"""Who sees what of programmes and start-ups."""

from hub.incubation import derived
from hub.incubation.facts import changes_of, mentorship_facts
from hub.incubation.rules import is_listed, mentorship_state
from hub.incubation.terms import MentorshipState
from hub.members.policy import HOLDS_TODAY
from hub.policy import (
    IS_INCUBATION,
    IS_STAFF,
    WITH_ROW,
    Administers,
    Fact,
    Is,
    IsPerson,
    OfOrganization,
    Policy,
    Some,
    Via,
)
from hub.sql import as_of_today

# Of a start-up: who is concerned, and whether anyone may know of it.

IS_LISTED = Fact(
    as_of_today(derived.IS_LISTED),
    lambda row, viewer: is_listed(changes_of(row), viewer.today, is_stealth=row.is_stealth),
)
IS_ACTIVE_MENTORSHIP = Fact(
    as_of_today(derived.IS_ACTIVE_MENTORSHIP),
    lambda row, viewer: (
        mentorship_state(mentorship_facts(row), viewer.today) is MentorshipState.ACTIVE
    ),
)

TEAM = Some("members", IsPerson() & HOLDS_TODAY) | Administers()
"""Works in the start-up today, or administers its company."""

MENTORS = Some("mentorships", IS_ACTIVE_MENTORSHIP & Via("mentor", IsPerson()))

INSIDERS = IS_INCUBATION | TEAM
FOLLOWERS = INSIDERS | MENTORS

STARTUP_ROWS = IS_STAFF | IS_LISTED | TEAM | OfOrganization() | MENTORS
"""A start-up in stealth, or not yet taken in, is known to those concerned and to the staff."""

STARTUP = Policy(
    rows=STARTUP_ROWS,
    fields={
        WITH_ROW: (
            "organization",
            "name",
            "pitch",
            "description",
            "sector",
            "website",
            "founded_on",
            "is_invented",
            "stage",
            "stage_on",
            "stage_since",
            "days_in_stage",
            "is_supported",
            "is_innovative",
            "is_innovative_on",
            # What stands behind these has its own rows' visibility.
            "members",
            "stage_changes",
            "participations",
            "applications",
            "milestones",
            "mentorships",
            "mentoring_sessions",
            "kpi_periods",
            "funding_rounds",
            "exits",
            "register_entries",
        ),
        FOLLOWERS: ("minutes_held",),
        INSIDERS: ("jobs", "jobs_on", "money_raised", "money_raised_on", "is_stealth", "version"),
    },
)

KNOWN_STARTUP = Via("startup", STARTUP_ROWS)
STARTUP_INSIDERS = Via("startup", INSIDERS)
STARTUP_TEAM = Via("startup", TEAM)

MEMBER_CONCERNED = IS_STAFF | IsPerson() | STARTUP_TEAM

STARTUP_MEMBER = Policy(
    rows=MEMBER_CONCERNED | (Is("is_public") & KNOWN_STARTUP),
    fields={
        WITH_ROW: ("startup", "person", "role", "title", "starts_on", "ends_on", "is_current"),
        MEMBER_CONCERNED: ("is_public", "version"),
    },
)

STAGE_CHANGE = Policy(
    rows=KNOWN_STARTUP,
    fields={
        WITH_ROW: ("startup", "position", "stage", "entered_on", "previous_stage", "programme"),
        STARTUP_INSIDERS: ("reason", "evidence", "decided_by"),
    },
)

MILESTONE = Policy(
    rows=Via("startup", FOLLOWERS),
    fields={
        WITH_ROW: (
            "startup",
            "title",
            "description",
            "due_on",
            "reached_on",
            "dropped_on",
            "evidence",
            "state",
            "state_on",
            "version",
        ),
    },
)

FUNDING_ROUND = Policy(
    rows=STARTUP_INSIDERS | (Is("is_public") & KNOWN_STARTUP),
    fields={
        WITH_ROW: ("startup", "kind", "closed_on", "amount", "investors", "source"),
        STARTUP_INSIDERS: ("is_public", "version"),
    },
)

EXIT = Policy(
    rows=KNOWN_STARTUP,
    fields={
        WITH_ROW: ("startup", "kind", "happened_on", "counterpart", "source"),
        STARTUP_INSIDERS: ("amount", "reason", "version"),
    },
)

PROGRAMME_ROWS = IS_STAFF | Is("is_public") | Some("participations", STARTUP_TEAM)

PROGRAMME = Policy(
    rows=PROGRAMME_ROWS,
    fields={
        WITH_ROW: (
            "organization",
            "kind",
            "name",
            "description",
            "places",
            "mentoring_minutes",
            "report_days",
            "starts_on",
            "ends_on",
            "state",
            "state_on",
            "intakes",
            "participations",
        ),
        IS_INCUBATION: ("is_public", "version"),
    },
)
