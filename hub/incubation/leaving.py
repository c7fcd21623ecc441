"""What of the incubation area keeps a person from being erased, and what ends with them."""

from hub.incubation import derived
from hub.personal import Hold, RetentionRequired
from hub.sql import HOLDS, Sql, composed, of, rome_day


class LastOfTeam(RetentionRequired):
    """Nobody else belongs to a start-up that the park supports."""

    sentence = (
        "Nobody else belongs to the team of a start-up that the park supports, to which the person"
        " has belonged since {since}: name somebody else, or end the support, first."
    )


class MentorshipRuns(RetentionRequired):
    """The person accompanies a start-up."""

    sentence = "A mentorship runs since {since}: it must end first."


class SessionsBooked(RetentionRequired):
    """Start-ups count on the person's time."""

    sentence = "Mentoring sessions are booked ({count}), the last on {until}: cancel them first."


LAST_OF_TEAM = Hold(
    LastOfTeam,
    composed(
        """{holds} AND NOT EXISTS (SELECT 1 FROM startup_member other
        WHERE other.startup_id = {row}.startup_id AND other.person_id <> {row}.person_id
        AND {other_holds})
        AND (SELECT {is_supported} FROM startup venture WHERE venture.id = {row}.startup_id)""",
        holds=HOLDS,
        other_holds=of("other", HOLDS),
        is_supported=of("venture", derived.IS_SUPPORTED),
    ),
    since=Sql("{row}.starts_on"),
)
RUNNING_MENTORSHIP = Hold(
    MentorshipRuns,
    Sql("{row}.starts_on IS NOT NULL AND coalesce({day} < {row}.ends_on, true)"),
    since=Sql("{row}.starts_on"),
    until=Sql("{row}.ends_on"),
)
BOOKED_SESSION = Hold(
    SessionsBooked,
    composed("{state} = 'BOOKED'", state=derived.SESSION_STATE),
    since=rome_day("{row}.starts_at"),
    until=rome_day("{row}.ends_at"),
)
DECLINED_MENTORSHIP = Sql(
    "CASE WHEN num_nonnulls({row}.starts_on, {row}.declined_on) = 0"
    " THEN greatest({day}, {row}.proposed_on) ELSE {row}.declined_on END"
)
"""A mentorship that was only proposed does not begin."""
CANCELLED_SESSION = composed(
    "CASE WHEN {state} = 'FREE' THEN {now} ELSE {row}.cancelled_at END",
    state=derived.SESSION_STATE,
)
"""Hours that were offered are offered no more."""
WITHDRAWN = Sql(
    "CASE WHEN {row}.decision IS NULL AND {row}.organization_id IS NULL"
    " THEN coalesce({row}.withdrawn_on, {day}) ELSE {row}.withdrawn_on END"
)
"""An application of the person alone that nobody has decided is withdrawn."""
DECLINED_REVIEW = Sql(
    "CASE WHEN num_nonnulls({row}.finalised_at, {row}.declined_on) = 0"
    " THEN greatest({day}, {row}.assigned_on) ELSE {row}.declined_on END"
)
"""A review that is not final is for somebody else."""
OF_APPLICATION = Sql(
    "(SELECT file.organization_id FROM application file WHERE file.id = {row}.application_id)"
)
"""The organization that applies as well."""
CAME_TO_NOTHING = Sql(
    "(CASE WHEN {row}.organization_id IS NOT NULL THEN NULL"
    " WHEN {row}.decision = 'REJECTED' THEN {row}.decided_on"
    " WHEN {row}.decision IS NULL THEN {row}.withdrawn_on END"
    ")::timestamp AT TIME ZONE 'Europe/Rome'"
)
"""Since when an application of a person alone is over without a place."""


def of_application(key: str) -> Sql:
    """The same of the application that a row belongs to."""
    return composed(
        "(SELECT {over} FROM application file WHERE file.id = {key})",
        over=of("file", CAME_TO_NOTHING),
        key=Sql(key),
    )
