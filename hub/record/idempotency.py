"""Answers that are kept under a key, so that who sends a write again does it once."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tortoise.backends.base.client import BaseDBAsyncClient

from hub import clock, ids
from hub.errors import Refused
from hub.record.models import KeptAnswer
from hub.refusals import IdempotencyMismatch, KeyTooLong

LONGEST_KEY = 255

CLAIM = """
INSERT INTO kept_answer (id, created_at, actor, key, act, fingerprint)
VALUES ($1::uuid, $2::timestamptz, $3::text, $4::text, $5::text, $6::text)
ON CONFLICT (actor, key) DO NOTHING
RETURNING id
"""


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody wants to do under a key."""

    actor: str
    key: str
    act: str
    fingerprint: str


def fingerprint(act: str, given: Mapping[str, Any]) -> str:
    """A digest of what is wished: the same wish has the same, in whatever order it is written."""
    text = json.dumps([act, given], sort_keys=True, default=_plain, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def require_key(key: str) -> None:
    if not 1 <= len(key) <= LONGEST_KEY:
        raise Refused(KeyTooLong("input", "idempotencyKey", limit=LONGEST_KEY, measured=len(key)))


async def claim(connection: BaseDBAsyncClient, claimed: Claim) -> dict[str, Any] | None:
    """Take the key in this transaction; the outcome, if the same was done under it before.

    Waits for a twin that is at work. Raises Refused if something else was done.
    """
    values = [ids.uuid7(), clock.now(), claimed.actor, claimed.key, claimed.act]
    if await connection.execute_query_dict(CLAIM, [*values, claimed.fingerprint]):
        return None
    kept = await _kept(connection, claimed)
    if kept is None:  # it had its time between the two statements
        return await claim(connection, claimed)
    if (kept.act, kept.fingerprint) != (claimed.act, claimed.fingerprint):
        raise Refused(IdempotencyMismatch("input", "idempotencyKey"))
    return kept.outcome or {}


async def keep(connection: BaseDBAsyncClient, claimed: Claim, outcome: dict[str, Any]) -> None:
    """Keep what was done with the key, in the same transaction."""
    rows = KeptAnswer.filter(actor=claimed.actor, key=claimed.key).using_db(connection)
    await rows.update(outcome=outcome)


async def _kept(connection: BaseDBAsyncClient, claimed: Claim) -> KeptAnswer | None:
    rows = KeptAnswer.filter(actor=claimed.actor, key=claimed.key)
    return await rows.using_db(connection).first()


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, frozenset | set):
        return sorted(map(str, value))
    return str(value)
