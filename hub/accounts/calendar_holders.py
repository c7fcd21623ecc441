"""Whom a calendar link stands for: its holder, with the rights that they have now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from hub import clock
from hub.accounts import session_rules
from hub.accounts.rights import granted, rights_of
from hub.actor import Actor
from hub.messages import DEFAULT, Tongue, tongue
from hub.read_pool import ReadPool

KINDS = ("person", "space", "organization")

ACTOR = rights_of(
    """
        SELECT link.id, link.account_id, account.person_id, NULL::uuid AS organization_id,
            link.person_id AS of_person, link.space_id AS of_space,
            link.organization_id AS of_organization, link.roles,
            coalesce(link.last_used_at > $2::timestamptz - interval '1 hour', false) AS is_noted,
            (SELECT holder.language FROM person holder WHERE holder.id = account.person_id)
                AS language
        FROM calendar_link link JOIN account ON account.id = link.account_id
        WHERE link.id = $1::uuid AND link.generation = $4::int AND link.revoked_at IS NULL
        AND account.disabled_at IS NULL
    """
)
"""All that a link says of its holder today, in one statement."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose link it is, and whom or what it follows."""

    actor: Actor
    link_id: UUID
    kind: str
    subject_id: UUID
    language: Tongue
    is_noted: bool
    """Whether it is known that the link was used within the last hour."""


async def holder_of(reads: ReadPool, id: UUID, *, generation: int, now: datetime) -> Holder | None:
    """Whom a link stands for at an instant, or None if it opens nothing."""
    row = await reads.fetch_row(ACTOR, [id, now, clock.day_of(now), generation])
    if row is None:
        return None
    (kind,) = (kind for kind in KINDS if row[f"of_{kind}"] is not None)
    language = tongue(row["language"]) if row["language"] else DEFAULT
    return Holder(_actor(row), row["id"], kind, row[f"of_{kind}"], language, row["is_noted"])


def _actor(row: Mapping[str, Any]) -> Actor:
    """As far as the roles go with which the link was made: it is not proved anew who asks."""
    organization_ids = tuple(row["organization_ids"])
    administered_ids = tuple(row["administered_ids"])
    return Actor(
        roles=session_rules.roles_of(
            (role for role in granted(row) if role in row["roles"]),
            administers=bool(administered_ids),
            belongs=bool(organization_ids),
            has_proved=True,
        ),
        person_id=row["person_id"],
        organization_ids=organization_ids,
        administered_ids=administered_ids,
        is_member=row["is_member"],
        account_id=row["account_id"],
        email=row["email"],
    )
