"""API tokens: how their text is made and checked, and whom the holder of one may act as.

A token reads `phub_`, 43 characters of 256 random bits, and 6 characters of a checksum, so that
a mistyped one is known without asking the database, and a leaked one is found by its form.
"""

import base64
import hashlib
import re
import secrets
import zlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from hub import clock
from hub.accounts.models import Account, Token
from hub.accounts.rights import OF_ORGANIZATIONS, granted, rights_of
from hub.actor import Actor, Role, TokenScope
from hub.members.models import Organization, Person
from hub.read_pool import ReadPool

PREFIX = "phub_"
SECRET_BYTES = 32
FORM = re.compile(r"([A-Za-z0-9_-]{43})([A-Za-z0-9_-]{6})")
"""Of what follows the prefix."""
HINT_LENGTH = 4

ACTOR = rights_of(
    """
        SELECT token.id, token.role, token.scopes, token.account_id, token.organization_id,
            coalesce(token.person_id, account.person_id) AS person_id
        FROM token LEFT JOIN account ON account.id = token.account_id
        WHERE token.token_hash = $1::text
        AND token.revoked_at IS NULL AND coalesce(token.expires_at > $2::timestamptz, true)
        AND account.disabled_at IS NULL
    """
)
"""All that a token says of its holder today, in one statement."""


def make_text() -> str:
    """A new token."""
    return text_of(_encoded(secrets.token_bytes(SECRET_BYTES)))


def text_of(secret: str, prefix: str = PREFIX) -> str:
    """The token with a secret of 43 characters."""
    return prefix + secret + _checksum(secret)


def is_well_formed(text: str, prefix: str = PREFIX) -> bool:
    """Whether the text has the form of a token of its kind and its checksum is right."""
    match = FORM.fullmatch(text.removeprefix(prefix)) if text.startswith(prefix) else None
    return match is not None and _checksum(match[1]) == match[2]


def hash_of(text: str) -> str:
    """What the hub keeps of a token: 256 random bits need no slower hash."""
    return hashlib.sha256(text.encode()).hexdigest()


async def actor_of(reads: ReadPool, text: str, now: datetime) -> Actor | None:
    """Whom the holder of a token acts as at an instant, or None if it opens nothing."""
    if not is_well_formed(text):
        return None
    today = clock.day_of(now)
    row = await reads.fetch_row(ACTOR, [hash_of(text), now, today])
    return None if row is None else _actor(row)


async def create_token(
    name: str,
    role: Role,
    *,
    organization: Organization | None = None,
    person: Person | None = None,
    account: Account | None = None,
    scopes: Iterable[str] = (),
    expires_at: datetime | None = None,
) -> tuple[Token, str]:
    """A new token with its text, which is shown once and kept nowhere."""
    text = make_text()
    token = await Token.create(
        name=name,
        role=role,
        token_hash=hash_of(text),
        hint=text[-HINT_LENGTH:],
        organization=organization,
        person=person,
        account=account,
        scopes=list(scopes),
        expires_at=expires_at,
    )
    return token, text


def _actor(row: Mapping[str, Any]) -> Actor:
    role = Role[row["role"]]
    administers = role is Role.ADMINISTRATOR
    return Actor(
        roles=_roles(role, row),
        person_id=row["person_id"],
        organization_ids=tuple(row["organization_ids"]),
        administered_ids=tuple(row["administered_ids"]) if administers else (),
        is_member=row["is_member"],
        account_id=row["account_id"],
        token_id=row["id"],
        email=row["email"],
        scopes=frozenset(each for each in TokenScope if each in row["scopes"]),
    )


def _roles(role: Role, row: Mapping[str, Any]) -> frozenset[Role]:
    """The token's role, as far as its holder has it today.

    An administrator who no longer administers anything, but still belongs, is a member.
    """
    if role not in OF_ORGANIZATIONS:
        has_role = row["account_id"] is None or role in granted(row)
        return frozenset({role}) if has_role else frozenset()
    if not row["organization_ids"]:
        return frozenset()
    return frozenset({role if row["administered_ids"] else Role.MEMBER})


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _checksum(secret: str) -> str:
    return _encoded(zlib.crc32(secret.encode()).to_bytes(4))
