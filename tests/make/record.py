"""Entries of the audit, and readings, for tests: as acts and desks leave them."""

from typing import Any

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.context import get_current_context

from hub.accounts.privacy_models import PersonalRead
from hub.actor import ANONYMOUS, Actor, Role
from hub.record import audit
from hub.record.audit import By
from hub.record.changes import Changes
from hub.record.models import AuditEntry
from hub.rows import Row
from tests.keys import KEYS
from tests.make import accounts, members


async def entry(
    *touched: Row, act: str = "describe_it", actor: Actor = ANONYMOUS, **changed: tuple[Any, Any]
) -> AuditEntry:
    """That somebody changed columns of the first row, from one value to another."""
    changes = Changes(KEYS)
    for row in touched:
        changes.touch(row)
    if changed:
        before = {name: values[0] for name, values in changed.items()}
        changes.note(touched[0], before, {name: values[1] for name, values in changed.items()})
    return await told(changes, act=act, actor=actor)


async def told(changes: Changes, *, act: str, actor: Actor = ANONYMOUS) -> AuditEntry:
    entry = await audit.seal(_connection(), changes, by=By(act, actor))
    await _connection().execute_script(audit.writing(entry, KEYS))
    return await AuditEntry.get(id=entry.id)


async def reading(**given: Any) -> PersonalRead:
    values: dict[str, Any] = {"role": Role.FRONT_DESK, "fields_read": ["EMAIL"]}
    if "token" not in given and "reader" not in given:
        values["reader"] = await accounts.account()
    if "person" not in given:
        values["person"] = await members.person()
    return await PersonalRead.create(**{**values, **given})


def _connection() -> BaseDBAsyncClient:
    context = get_current_context()
    if context is None:
        raise RuntimeError("Tortoise is not at work.")
    return context.db()
