"""The statements that somebody would write by hand for the operations, each for its asker.

The direction sees everything, so nothing asks whether it may; where the asker is another, what
the policies come to for that asker is written out in the simplest form.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from hub import clock
from tests.bench.cast import Cast

Given = Mapping[str, Any]


@dataclass(frozen=True)
class Statement:
    """A statement, and how its values come from the variables of a request."""

    sql: str
    values: Callable[[Given, Cast], list[Any]]


def key(global_id: str) -> UUID:
    return UUID(global_id.partition("_")[2])


def status(day: str) -> str:
    """Where the membership `m` stands on a day."""
    return f"""CASE
        WHEN {day} < m.applied_on THEN NULL
        WHEN m.expelled_on <= {day} THEN 'EXPELLED'
        WHEN m.resigned_on <= {day} THEN 'ENDED'
        WHEN m.withdrawn_on <= {day} THEN 'WITHDRAWN'
        WHEN m.decided_on IS NULL OR {day} < m.decided_on THEN 'APPLIED'
        WHEN m.decision = 'REJECTED' THEN 'REJECTED'
        ELSE coalesce((SELECT CASE
                WHEN p.ends_on + (SELECT grace_days FROM membership_type WHERE id = m.type_id)
                    <= {day} THEN 'LAPSED'
                WHEN EXISTS (SELECT FROM suspension s WHERE s.membership_id = m.id
                    AND s.starts_on <= {day} AND (s.ends_on IS NULL OR {day} < s.ends_on))
                    THEN 'SUSPENDED'
                WHEN p.ends_on <= {day} THEN 'GRACE'
                ELSE 'ACTIVE' END
            FROM membership_period p WHERE p.membership_id = m.id AND p.starts_on <= {day}
            ORDER BY p.starts_on DESC LIMIT 1), 'PENDING') END"""


def is_member(day: str) -> str:
    """Whether the organization `o` is in good standing on a day."""
    return f"""EXISTS (SELECT FROM membership m
        WHERE m.organization_id = o.id AND {status(day)} IN ('ACTIVE', 'GRACE')
        AND (SELECT category FROM membership_type WHERE id = m.type_id)
            IN ('FOUNDER', 'ORDINARY', 'SUPPORTING', 'INSTITUTIONAL') OFFSET 0)"""


def booking_state(now: str) -> str:
    """Where the booking `b` stands at an instant."""
    return f"""CASE
        WHEN b.declined_at IS NOT NULL THEN 'DECLINED'
        WHEN b.cancelled_at IS NOT NULL THEN 'CANCELLED'
        WHEN b.confirmed_at IS NULL THEN CASE
            WHEN least(b.lapses_at, b.starts_at) <= {now} THEN 'LAPSED'
            ELSE 'REQUESTED' END
        WHEN b.check_in_due_at <= {now} AND b.checked_in_at IS NULL THEN 'NO_SHOW'
        WHEN coalesce(b.finished_at, b.ends_at) <= {now} THEN 'FINISHED'
        WHEN b.starts_at <= {now} THEN 'ONGOING'
        ELSE 'CONFIRMED' END"""


def project_state(day: str) -> str:
    """Where the project `p` stands on a day."""
    return f"""CASE
        WHEN p.terminated_on <= {day} THEN 'TERMINATED'
        WHEN p.closed_on <= {day} THEN 'CLOSED'
        WHEN p.starts_on IS NULL OR p.starts_on > {day} THEN 'PLANNED'
        WHEN p.ends_on <= {day} THEN 'CLOSING'
        WHEN EXISTS (SELECT FROM project_suspension s WHERE s.project_id = p.id
            AND s.starts_on <= {day} AND (s.ends_on IS NULL OR {day} < s.ends_on))
            THEN 'SUSPENDED'
        ELSE 'ACTIVE' END"""


def stage(day: str) -> str:
    """The stage of the start-up `s` on a day."""
    return f"""(SELECT c.stage FROM stage_change c
        WHERE c.startup_id = s.id AND c.entered_on <= {day}
        ORDER BY c.entered_on DESC, c.position DESC LIMIT 1)"""


def one(row: str) -> str:
    return f"(SELECT row_to_json(found) FROM ({row}) found)"


def many(rows: str) -> str:
    return f"(SELECT coalesce(json_agg(row_to_json(found)), '[]') FROM ({rows}) found)"


def nodes(rows: str) -> str:
    return one(f"SELECT {many(rows)} AS nodes")


ORGANIZATION = f"""
SELECT row_to_json(answer) FROM (SELECT {
    one('''
    SELECT 'org_' || o.id AS id, o.name, o.kind, o.legal_name AS "legalName",
        o.vat_number AS "vatNumber", o.municipality, o.email, o.website,
        o.founded_on AS "foundedOn"
    FROM organization o WHERE o.id = $1::uuid''')
} AS organization) answer"""

ORGANIZATIONS = f"""
SELECT row_to_json(answer) FROM (SELECT {
    nodes('''
    SELECT 'org_' || o.id AS id, o.name, o.kind, o.legal_name AS "legalName", o.sector,
        o.municipality, o.email, o.website
    FROM organization o WHERE o.merged_at IS NULL
    ORDER BY hub_fold(o.name) COLLATE "C", o.id LIMIT $1::int''')
} AS organizations) answer"""

PERSON = one("""
    SELECT 'person_' || p.id AS id, p.name FROM person p WHERE p.id = m.person_id""")
MEMBERS = nodes(f"""
    SELECT m.role, m.starts_on AS "startsOn", {PERSON} AS person
    FROM (SELECT * FROM startup_member m WHERE m.startup_id = s.id
        ORDER BY m.starts_on, m.id LIMIT 10) m""")
STAGE_CHANGES = nodes("""
    SELECT c.stage, c.entered_on AS "enteredOn"
    FROM stage_change c WHERE c.startup_id = s.id ORDER BY c.position, c.id LIMIT 10""")
PAGE_OF_STARTUPS = nodes(f"""
    SELECT 'startup_' || s.id AS id, s.name, s.pitch, {stage("$2::date")} AS stage,
        {MEMBERS} AS members, {STAGE_CHANGES} AS "stageChanges"
    FROM (SELECT * FROM startup s ORDER BY hub_fold(s.name) COLLATE "C", s.id
        LIMIT $1::int) s""")
STARTUPS = f"""
SELECT row_to_json(answer) FROM (SELECT {PAGE_OF_STARTUPS} AS startups) answer"""

PARTNER = one("""
    SELECT 'org_' || o.id AS id, o.name FROM organization o WHERE o.id = r.organization_id""")
PARTNERS = many(f"""
    SELECT r.role, r.grant_share::text AS "grantShare", {PARTNER} AS organization
    FROM (SELECT * FROM partnership r WHERE r.project_id = p.id
        ORDER BY r.role = 'LEAD' AND (r.ends_on IS NULL OR r.ends_on > $2::date) DESC,
            r.starts_on, r.id LIMIT 5) r""")
PARTNERSHIPS = one(f"""
    SELECT (SELECT count(*) FROM partnership r WHERE r.project_id = p.id) AS "totalCount",
        {PARTNERS} AS nodes""")
PAGE_OF_PROJECTS = many(f"""
    SELECT 'project_' || p.id AS id, p.code, p.title, {project_state("$2::date")} AS state,
        {PARTNERSHIPS} AS partnerships
    FROM (SELECT * FROM project p ORDER BY hub_fold(p.title) COLLATE "C", p.id
        LIMIT $1::int) p""")
COUNTED_PROJECTS = one(f"""
    SELECT (SELECT count(*) FROM project) AS "totalCount", {PAGE_OF_PROJECTS} AS nodes""")
PROJECTS = f"""
SELECT row_to_json(answer) FROM (SELECT {COUNTED_PROJECTS} AS projects) answer"""

MEMBERSHIPS = nodes(f"""
    SELECT m.number, {status("$2::date")} AS status, {status("$4::date")} AS "statusOn",
        (SELECT row_to_json(found) FROM (
            SELECT t.name FROM membership_type t WHERE t.id = m.type_id) found) AS type
    FROM (SELECT * FROM membership m WHERE m.organization_id = o.id
        ORDER BY m.applied_on DESC, m.id DESC LIMIT 5) m""")
OWN_STARTUPS = nodes(f"""
    SELECT s.name, {stage("$2::date")} AS stage
    FROM (SELECT * FROM startup s WHERE s.organization_id = o.id
        ORDER BY hub_fold(s.name) COLLATE "C", s.id LIMIT 10) s""")


def worlds(*, own: str = "", person: str = "", room: str = "", call: str = "") -> str:
    """An organization with its four worlds, under conditions on what the asker may see."""
    people = nodes(f"""
        SELECT a.role, a.title, (SELECT row_to_json(found) FROM (
            SELECT 'person_' || p.id AS id, p.name FROM person p WHERE p.id = a.person_id) found
        ) AS person
        FROM (SELECT * FROM affiliation a WHERE a.organization_id = o.id {person}
            ORDER BY a.starts_on DESC, a.id DESC LIMIT 20) a""")
    bookings = nodes(f"""
        SELECT b.title, b.starts_at AS "startsAt", b.ends_at AS "endsAt",
            {booking_state("$3::timestamptz")} AS state,
            (SELECT row_to_json(found) FROM (
                SELECT r.name FROM space r WHERE r.id = b.space_id {room}) found) AS space
        FROM (SELECT * FROM booking b WHERE b.organization_id = o.id
            AND b.starts_at >= $5::timestamptz ORDER BY b.starts_at, b.id LIMIT 10) b""")
    funding = one(f"""
        SELECT c.code, c.title FROM funding_call c WHERE c.id = p.funding_call_id {call}""")
    project = one(f"""
        SELECT p.title, {project_state("$2::date")} AS state, {funding} AS "fundingCall"
        FROM project p WHERE p.id = r.project_id""")
    partnerships = nodes(f"""
        SELECT r.role, r.grant_share::text AS "grantShare", {project} AS project
        FROM (SELECT * FROM partnership r WHERE r.organization_id = o.id
            ORDER BY r.starts_on DESC, r.id DESC LIMIT 10) r""")
    organization = one(f"""
        SELECT 'org_' || o.id AS id, o.name, {is_member("$2::date")} AS "isMember",
            {people} AS affiliations, {MEMBERSHIPS} AS memberships, {OWN_STARTUPS} AS startups,
            {bookings} AS bookings, {partnerships} AS partnerships
        FROM organization o WHERE o.id = $1::uuid {own}""")
    return f"SELECT row_to_json(answer) FROM (SELECT {organization} AS organization) answer"


WORLDS = worlds()
OWN_WORLDS = worlds(
    own="AND o.id = ANY($8::uuid[])",
    person="""AND (a.person_id = $6::uuid
        OR a.starts_on <= $2::date AND (a.ends_on IS NULL OR $2::date < a.ends_on))""",
    room="AND (r.is_public OR $7::boolean)",
    call="AND c.published_on <= $2::date",
)

HOLDER = one("""
    SELECT 'org_' || o.id AS id, o.name FROM organization o WHERE o.id = b.organization_id""")
BOOKINGS = nodes(f"""
    SELECT 'booking_' || b.id AS id, b.title, b.starts_at AS "startsAt", b.ends_at AS "endsAt",
        {booking_state("$4::timestamptz")} AS state, b.attendees, {HOLDER} AS organization
    FROM (SELECT * FROM booking b WHERE b.space_id = r.id
        AND b.starts_at >= $2::timestamptz AND b.starts_at < $3::timestamptz
        ORDER BY b.starts_at, b.id LIMIT 100) b""")
ROOM = one(f"""
    SELECT 'space_' || r.id AS id, r.name, {BOOKINGS} AS bookings
    FROM space r WHERE r.id = $1::uuid""")
WEEK = f"SELECT row_to_json(answer) FROM (SELECT {ROOM} AS space) answer"

CURSOR = """translate(encode(convert_to(json_build_array(
    'foundedOn:DESC,id:DESC', r.founded_on::text, r.id::text)::text, 'UTF8'), 'base64'),
    E'+/=\\n', '-_')"""
PAGE = f"""
SELECT row_to_json(answer) FROM (SELECT (
    WITH cut AS MATERIALIZED (
        SELECT q.id, q.name, q.founded_on, row_number() OVER () AS place FROM (
            SELECT o.id, o.name, o.founded_on FROM organization o
            WHERE o.sector = $2::text AND o.merged_at IS NULL
            ORDER BY o.founded_on DESC NULLS LAST, o.id DESC LIMIT $1::int + 1) q)
    SELECT row_to_json(found) FROM (SELECT
        (SELECT count(*) FROM organization o
            WHERE o.sector = $2::text AND o.merged_at IS NULL) AS "totalCount",
        {
    many(f'''SELECT {CURSOR} AS cursor,
                (SELECT row_to_json(n) FROM (SELECT 'org_' || r.id AS id, r.name,
                    r.founded_on AS "foundedOn") n) AS node
            FROM cut r WHERE r.place <= $1::int ORDER BY r.place''')
} AS edges,
        (SELECT row_to_json(info) FROM (SELECT
            (SELECT count(*) FROM cut) > $1::int AS "hasNextPage",
            (SELECT {CURSOR} FROM cut r WHERE r.place = least((SELECT count(*) FROM cut), $1::int))
                AS "endCursor") info) AS "pageInfo"
    ) found) AS organizations) answer"""

LISTED = f"""
    SELECT 'org_' || o.id AS id, o.name, o.sector,
        CASE WHEN coalesce(o.visibility->>'website', 'PUBLIC') = 'PUBLIC' THEN o.website END
            AS website,
        coalesce(o.is_member, false) AS "isMember"
    FROM (SELECT o.*, standing.is_member FROM organization o
        CROSS JOIN LATERAL (SELECT bool_or({status("$2::date")} IN ('ACTIVE', 'GRACE')) AS is_member
            FROM membership m WHERE m.organization_id = o.id
            AND (SELECT category FROM membership_type WHERE id = m.type_id)
                IN ('FOUNDER', 'ORDINARY', 'SUPPORTING', 'INSTITUTIONAL')) standing
        WHERE o.merged_at IS NULL AND o.listing = 'PUBLIC'
            AND standing.is_member IS NOT FALSE
        ORDER BY hub_fold(o.name) COLLATE "C", o.id LIMIT $1::int) o"""
DIRECTORY = f"""
SELECT row_to_json(answer) FROM (SELECT {nodes(LISTED)} AS organizations) answer"""


def _worlds(given: Given, _: Cast) -> list[Any]:
    day, since = date.fromisoformat(given["day"]), datetime.fromisoformat(given["now"])
    return [key(given["id"]), clock.today(), clock.now(), day, since]


def _own_worlds(given: Given, cast: Cast) -> list[Any]:
    # The asker is of an organization in good standing.
    return [*_worlds(given, cast), cast.person_id, True, cast.organization_ids]


def _week(given: Given, _: Cast) -> list[Any]:
    bounds = (datetime.fromisoformat(given[name]) for name in ("from", "until"))
    return [key(given["id"]), *bounds, clock.now()]


STATEMENTS = {
    "organization": Statement(ORGANIZATION, lambda given, _: [key(given["id"])]),
    "organizations": Statement(ORGANIZATIONS, lambda given, _: [given["first"]]),
    "startups": Statement(STARTUPS, lambda given, _: [given["first"], clock.today()]),
    "projects": Statement(PROJECTS, lambda given, _: [given["first"], clock.today()]),
    "worlds": Statement(WORLDS, _worlds),
    "own": Statement(OWN_WORLDS, _own_worlds),
    "week": Statement(WEEK, _week),
    "page": Statement(PAGE, lambda given, _: [given["first"], given["sector"]]),
    "directory": Statement(DIRECTORY, lambda given, _: [given["first"], clock.today()]),
}
