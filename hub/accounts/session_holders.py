"""Whom the secret of a session stands for, and when it was last used."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hub import clock
from hub.accounts import session_rules
from hub.accounts.rights import granted, rights_of
from hub.accounts.session_models import Session
from hub.accounts.sessions import Terms
from hub.accounts.terms import SessionKind
from hub.accounts.tokens import hash_of
from hub.actor import Actor
from hub.database import driver_errors
from hub.read_pool import ReadPool

SEEN_EVERY = timedelta(minutes=1)
"""How exactly is known when a session was last used: not each request writes a row."""

ACTOR = rights_of(
    """
        SELECT session.id, session.seen_at, session.second_factor_at, session.account_id,
            account.person_id, NULL::uuid AS organization_id
        FROM session JOIN account ON account.id = session.account_id
        WHERE session.secret_hash = $1::text AND session.kind = $4::text
        AND session.ended_at IS NULL AND account.disabled_at IS NULL
        AND session.expires_at > $2::timestamptz AND session.secret_expires_at > $2::timestamptz
        AND (session.kind = 'MOBILE' OR session.seen_at > $5::timestamptz)
    """
)
"""All that a secret says of its holder today, in one statement."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose secret it is."""

    actor: Actor
    session_id: UUID
    seen_at: datetime


async def holder_of(
    reads: ReadPool, secret: str, kind: SessionKind, *, now: datetime, terms: Terms
) -> Holder | None:
    """Whom the holder of a secret acts as at an instant, or None if it opens nothing.

    A browser that was not used for long has signed out; an app keeps away with its refresh token.
    """
    today = clock.day_of(now)
    values = [hash_of(secret), now, today, kind.value, now - terms.idle]
    row = await reads.fetch_row(ACTOR, values)
    return None if row is None else Holder(_actor(row, terms), row["id"], row["seen_at"])


async def note_seen(holder: Holder, now: datetime) -> None:
    """Keep that a session is in use, once a minute at most."""
    if holder.seen_at > now - SEEN_EVERY:
        return
    with driver_errors():
        due = Session.filter(id=holder.session_id, seen_at__lte=now - SEEN_EVERY)
        await due.update(seen_at=now)


def _actor(row: Mapping[str, Any], terms: Terms) -> Actor:
    organization_ids = tuple(row["organization_ids"])
    administered_ids = tuple(row["administered_ids"])
    has_proved = not terms.needs_second_factor or row["second_factor_at"] is not None
    return Actor(
        roles=session_rules.roles_of(
            granted(row),
            administers=bool(administered_ids),
            belongs=bool(organization_ids),
            has_proved=has_proved,
        ),
        person_id=row["person_id"],
        organization_ids=organization_ids,
        administered_ids=administered_ids,
        is_member=row["is_member"],
        account_id=row["account_id"],
        session_id=row["id"],
        email=row["email"],
    )
