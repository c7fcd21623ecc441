"""The statement of a feed, in which the policies say what a kind of follower sees of it."""

from dataclasses import dataclass
from functools import lru_cache

from tortoise.models import Model

from hub.actor import Standing
from hub.members.models import Organization, Person
from hub.members.policy import ORGANIZATION, PERSON
from hub.policy import IS_FRONT_DESK, IsPerson, OfOrganization, Policy, Predicate, Via
from hub.spaces import derived
from hub.spaces.booking_models import Booking
from hub.spaces.booking_policy import BOOKING
from hub.spaces.calendars.sight import Seen, Sight, Statement
from hub.spaces.models import Space
from hub.spaces.policy import SPACE
from hub.sql import Sql, composed

MOST_ENTRIES = 5_000
KEPT_DAYS = 90
"""How long a feed tells of what is over or was cancelled."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of what can be followed: who may, and which bookings are its."""

    model: type[Model]
    predicate: Predicate
    bookings: str


SUBJECTS = {
    "person": Subject(
        Person,
        IsPerson("id"),
        "kept.id IN (SELECT own.id FROM booking own WHERE own.person_id = $1::uuid"
        " UNION ALL SELECT guest.booking_id FROM booking_attendee guest"
        " WHERE guest.person_id = $1::uuid)",
    ),
    "space": Subject(
        Space,
        SPACE.rows & SPACE.of("name"),
        # With a hall's halves, and with the hall of a half: one keeps the others.
        "kept.space_id = ANY(ARRAY(SELECT id FROM space_near($1::uuid)))",
    ),
    "organization": Subject(
        Organization,
        IS_FRONT_DESK | OfOrganization("id"),
        "kept.organization_id = $1::uuid",
    ),
}
"""By the names of the columns of a link."""

LAPSED_AT = Sql(
    "CASE WHEN {row}.confirmed_at IS NULL AND least({row}.lapses_at, {row}.starts_at) <= {now}"
    " THEN least({row}.lapses_at, {row}.starts_at) END"
)
MISSED_AT = Sql(
    "CASE WHEN {row}.checked_in_at IS NULL AND {row}.check_in_due_at <= {now}"
    " THEN {row}.check_in_due_at END"
)
OVER_AT = composed(
    "coalesce({row}.declined_at, {row}.cancelled_at, {lapsed_at})", lapsed_at=LAPSED_AT
)
"""When a booking came to nothing; null as long as it has not."""
CHANGED_AT = composed(
    "greatest({row}.created_at, {row}.changed_at, {lapsed_at}, {missed_at})",
    lapsed_at=LAPSED_AT,
    missed_at=MISSED_AT,
)
IS_RECENT = composed(
    "({row}.ends_at > {now} - interval '{days} days'"
    " AND coalesce({over_at} > {now} - interval '{days} days', true))",
    days=Sql(str(KEPT_DAYS)),
    over_at=OVER_AT,
)


def _named(relation: str, policy: Policy) -> Predicate:
    """That the viewer may know the name of what a booking leads to."""
    return BOOKING.of(relation) & Via(relation, policy.rows & policy.of("name"))


OF_ORGANIZATION = _named("organization", ORGANIZATION)
OF_PERSON = _named("person", PERSON)
OF_SPACE = _named("space", SPACE)

FEED = """
SELECT json_build_object('name', {subject}.name, 'entries', (
    SELECT coalesce(json_agg(entry ORDER BY entry.starts_at, entry.id), '[]')
    FROM (
        SELECT booked.id, booked.starts_at, booked.sequence,
            CASE WHEN {sees_end} THEN coalesce(booked.finished_at, booked.ends_at)
                ELSE booked.ends_at END AS ends_at,
            {state} AS state, booked.created_at,
            CASE WHEN {sees_past} THEN {changed_at} END AS changed_at,
            CASE WHEN {sees_title} THEN booked.title END AS title,
            CASE WHEN {sees_reason} THEN coalesce(booked.decline_reason, booked.cancel_reason)
                END AS reason,
            CASE WHEN {sees_organization} THEN (SELECT party.name FROM organization party
                WHERE party.id = booked.organization_id) END AS organization,
            CASE WHEN {sees_person} THEN (SELECT party.name FROM person party
                WHERE party.id = booked.person_id) END AS person,
            CASE WHEN {sees_space} THEN room.name END AS space,
            room.site_id
        FROM (
            SELECT kept.* FROM booking kept
            WHERE {bookings} AND {is_recent} AND {sees_row}
            ORDER BY kept.ends_at <= {now}, kept.starts_at, kept.id LIMIT {most}
        ) booked
        JOIN space room ON room.id = booked.space_id
    ) entry
), 'sites', (
    SELECT json_object_agg(house.id, house ORDER BY house.id)
    FROM (SELECT site.id, site.name, site.street, site.postal_code, site.municipality,
        site.latitude, site.longitude, site.website, site.time_zone FROM site) house
)) AS feed FROM {table} {subject} WHERE {subject}.id = $1::uuid AND {may_follow}
"""


@lru_cache(maxsize=128)
def statement_of(kind: str, standing: Standing) -> Statement:
    """The statement for all viewers of a standing; $1 is the key of what is followed."""
    subject, sight = SUBJECTS[kind], Sight(standing)
    of = sight.row("followed", subject.model)
    kept, booked = sight.row("kept", Booking), sight.row("booked", Booking)
    text = FEED.format(
        subject=of.row,
        table=subject.model._meta.db_table,
        may_follow=of.where(subject.predicate),
        bookings=subject.bookings,
        is_recent=kept.sql(IS_RECENT),
        sees_row=kept.where(BOOKING.rows),
        now=kept.place("now"),
        most=MOST_ENTRIES,
        **_shown(booked),
    )
    return Statement.of(text, given=1)


def _shown(booked: Seen) -> dict[str, str]:
    return {
        "state": booked.sql(derived.BOOKING_STATE),
        "changed_at": booked.sql(CHANGED_AT),
        "sees_end": booked.where(BOOKING.of("finished_at")),
        "sees_past": booked.where(BOOKING.of("requested_at")),
        "sees_title": booked.where(BOOKING.of("title")),
        "sees_reason": booked.where(BOOKING.of("cancel_reason")),
        "sees_organization": booked.where(OF_ORGANIZATION),
        "sees_person": booked.where(OF_PERSON),
        "sees_space": booked.where(OF_SPACE),
    }
