"""The chain of audit entries: each is sealed with the one before it, by a key of the hub."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient

from hub import clock
from hub.actor import Actor
from hub.keys import Keys
from hub.record.changes import Changes, canonical, plain
from hub.record.models import AuditHead
from hub.record.outbox import Event

BEGINNING = "0" * 64
"""The seal before the first entry."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SEALED = """
previous, position::text, id::text, trim_scale(extract(epoch FROM created_at) * 1000000)::text,
act, account_id::text, token_id::text, person_id::text, request_id, subjects::text, body
"""
"""What a seal is over, as texts of PostgreSQL's: no two contents of a row read the same."""

HEAD = "SELECT position, seal FROM audit_begin($1::json)"


class By(NamedTuple):
    """Who did what, and with which request."""

    act: str
    actor: Actor
    request_id: str | None = None


class Entry(NamedTuple):
    """What a row of the record says, in plain values."""

    id: UUID
    created_at: datetime
    position: int
    act: str
    account_id: UUID | None
    token_id: UUID | None
    person_id: UUID | None
    request_id: str | None
    subjects: list[UUID]
    body: str
    previous: str
    seal: str = ""


async def seal(
    connection: BaseDBAsyncClient,
    changes: Changes,
    *,
    by: By,
    events: Sequence[Event] = (),
) -> Entry:
    """The entry of an act, sealed to the end of the chain and still to be written; its events are.

    From here to the end of the transaction others wait who want to do the same: all that can be
    done before has been done.
    """
    position, previous = await _locked_head(connection, changes.keys, events)
    entry = Entry(
        id=changes.entry_id,
        created_at=clock.now(),
        position=position + 1,
        act=by.act,
        account_id=by.actor.account_id,
        token_id=by.actor.token_id,
        person_id=by.actor.person_id,
        request_id=by.request_id,
        subjects=list(changes.subjects),
        body=canonical(changes.told),
        previous=previous,
    )
    return entry._replace(seal=seal_of(changes.keys, sealed(entry)))


def writing(entry: Entry, keys: Keys) -> str:
    """The statement that writes an entry, and holds the head of the chain to it.

    It has no parameters, so that it goes to the server together with the commit: whatever the
    entry says, only the digits that stand for it are in the statement.
    """
    digits = json.dumps(plain(entry._asdict())).encode().hex()
    guard = guard_of(keys, entry.position, entry.seal)
    return f"SELECT audit_append('\\x{digits}', '{guard}')"


def sealed(entry: Entry) -> tuple[str | None, ...]:
    """Everything that an entry says, and the seal before it, written as SEALED reads it."""
    microseconds = (entry.created_at - EPOCH) // timedelta(microseconds=1)
    keys = (entry.account_id, entry.token_id, entry.person_id)
    return (
        entry.previous,
        str(entry.position),
        str(entry.id),
        str(microseconds),
        entry.act,
        *(None if key is None else str(key) for key in keys),
        entry.request_id,
        "{" + ",".join(map(str, entry.subjects)) + "}",
        entry.body,
    )


def seal_of(keys: Keys, texts: Iterable[str | None]) -> str:
    """The seal of an entry, over the texts of `sealed`; what is absent differs from any text."""
    return keys.mac("audit entry", *("" if text is None else f"={text}" for text in texts))


def guard_of(keys: Keys, position: int, seal: str) -> str:
    """What the head of the chain is held to."""
    return keys.mac("audit head", str(position), seal)


async def _locked_head(
    connection: BaseDBAsyncClient, keys: Keys, events: Sequence[Event]
) -> tuple[int, str]:
    """The position and the seal of the last entry."""
    told = json.dumps(plain([event._asdict() for event in events])) if events else None
    if found := await connection.execute_query_dict(HEAD, [told]):
        return found[0]["position"], found[0]["seal"]
    guard = guard_of(keys, 0, BEGINNING)
    first = AuditHead(name="audit", position=0, seal=BEGINNING, guard=guard)
    # Two at once: the second waits for the first, and then finds its row.
    await AuditHead.bulk_create([first], ignore_conflicts=True, using_db=connection)
    return await _locked_head(connection, keys, ())
