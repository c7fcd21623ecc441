"""What the holder of a token or a session may do today, as one statement."""

from collections.abc import Mapping
from typing import Any

from hub.actor import Role
from hub.members import derived
from hub.sql import HOLDS, Sql, composed, of

OF_ORGANIZATIONS = frozenset({Role.ADMINISTRATOR, Role.MEMBER})
"""Roles that follow from affiliations; all others are granted."""


def rights_of(found: str) -> str:
    """The statement that tells the rights behind the row that `found` selects, if there is one.

    The row has `account_id`, `person_id` and `organization_id`; where the latter is given, only
    that organization counts, and without a person it is the organization itself that acts.
    $2 is the present instant, $3 the day.
    """
    return composed(
        RIGHTS,
        found=Sql(found),
        holds=of("held", HOLDS),
        is_granted=of("granted", HOLDS),
        is_member=of("o", derived.IS_MEMBER),
        day=Sql("$3::date"),
    ).text


RIGHTS = """
    WITH found AS ({found}), belonging AS (
        SELECT held.organization_id, held.is_administrator
        FROM found JOIN affiliation held ON held.person_id = found.person_id
        WHERE coalesce(held.organization_id = found.organization_id, true) AND {holds}
        UNION ALL
        SELECT found.organization_id, true FROM found
        WHERE found.person_id IS NULL AND found.organization_id IS NOT NULL
    )
    SELECT found.*,
        (SELECT proved.email FROM account proved
            WHERE proved.id = found.account_id AND proved.verified_at IS NOT NULL) AS email,
        coalesce((SELECT array_agg(granted.role) FROM role_grant granted
            WHERE granted.account_id = found.account_id AND {is_granted}), '{}') AS granted,
        coalesce((SELECT array_agg(belonging.organization_id) FROM belonging), '{}')
            AS organization_ids,
        coalesce((SELECT array_agg(belonging.organization_id) FILTER (WHERE is_administrator)
            FROM belonging), '{}') AS administered_ids,
        EXISTS (
            SELECT 1 FROM belonging JOIN organization o ON o.id = belonging.organization_id
            WHERE {is_member}
        ) AS is_member
    FROM found
"""


def granted(row: Mapping[str, Any]) -> frozenset[Role]:
    """The roles that the account of a row was granted and has today."""
    return frozenset(Role[name] for name in row["granted"])
