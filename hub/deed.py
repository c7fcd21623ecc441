"""An act while it is done: who does it, what it changes, and what stands against it."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.models import Model

from hub import clock, ids
from hub.actor import Actor, Viewer
from hub.errors import Refusal, Refused
from hub.keys import Keys
from hub.record import audit
from hub.record.changes import Changes
from hub.record.outbox import Event
from hub.refusals import NotFound, StaleVersion
from hub.rows import EditableRow, Row

R = TypeVar("R", bound=Row)
BATCH = 500
"""Rows that are made and written together."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of an act: the row it is about, and values that its answer tells beside it."""

    row_id: UUID | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    """Plain JSON values, and no secret: they are kept with an idempotency key."""

    @property
    def kept(self) -> dict[str, Any]:
        return {"id": str(self.row_id) if self.row_id else None, "values": dict(self.values)}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Done":
        id = kept.get("id")
        return cls(UUID(id) if id else None, kept.get("values") or {})


class Deed:
    """What an act works with; all that it writes goes through here, and so into the audit."""

    def __init__(self, connection: BaseDBAsyncClient, viewer: Viewer, keys: Keys) -> None:
        self.connection = connection
        self.viewer = viewer
        self.keys = keys
        self.changes = Changes(keys)
        self._refusals: list[Refusal] = []
        self._events: list[Event] = []
        self._last: list[Callable[[Deed], Awaitable[None]]] = []

    @property
    def actor(self) -> Actor:
        return self.viewer.actor

    @property
    def now(self) -> datetime:
        return self.viewer.now

    @property
    def today(self) -> date:
        return self.viewer.today

    def refuse(self, *refusals: Refusal) -> None:
        """Note what stands against the act; `settle` ends it with all that was noted."""
        self._refusals += refusals

    def settle(self) -> None:
        """Raise Refused if anything stands against the act."""
        if self._refusals:
            raise Refused(*self._refusals)

    def check_version(self, row: Row, version: int | None) -> None:
        """Note it if somebody has seen another version than the row has."""
        if isinstance(row, EditableRow) and version is not None and version != row.version:
            self.refuse(StaleVersion("input", "version", current_version=row.version))

    async def lock(self, model: type[R], id: UUID | str | None, *path: str | int) -> R:
        """The row, which nobody else changes until the act is over; refused if there is none."""
        found = None
        if id is not None:
            rows = model.filter(id=id).using_db(self.connection)
            # Without its key, which never changes: rows that refer to it may still be added.
            found = await rows.select_for_update(no_key=True).first()
        if found is None:
            raise Refused(NotFound(*path))
        return found

    async def create(self, model: type[R], **values: Any) -> R:
        """A new row."""
        self.settle()
        row = await model.create(using_db=self.connection, **values)
        # By the columns: of a relation that was given as a row, its key is told.
        columns = {_column(row, name): None for name in values}
        self.changes.note(row, {}, {name: getattr(row, name) for name in columns})
        return row

    async def create_many(self, model: type[R], many: Iterable[Mapping[str, Any]]) -> int:
        """New rows, many at once; how many there are.

        The record counts them, and belongs to the history of those whose they are: told one by one
        they would fill an entry that each of these histories had to read.
        """
        self.settle()
        count = 0
        left = iter(many)
        while batch := [model(**values) for values in islice(left, BATCH)]:
            await model.bulk_create(batch, using_db=self.connection)
            for row in batch:
                self.changes.belongs_to(row)
            count += len(batch)
        if count:
            self.changes.note_many(model._meta.db_table, created=count)
        return count

    async def edit(self, row: Row, *, version: int | None = None, **changes: Any) -> None:
        """Change columns of a row that is locked; those that stay as they are do not count.

        `version` is the one that somebody has seen: refused when it is no longer the row's.
        """
        self.check_version(row, version)
        self.settle()
        after = {name: new for name, new in changes.items() if getattr(row, name) != new}
        before = {name: getattr(row, name) for name in after}
        self.changes.note(row, before, after)
        if not after:
            return
        row.update_from_dict(after)
        if isinstance(row, EditableRow):
            row.version += 1
            after["version"] = row.version
        await row.save(using_db=self.connection, update_fields=list(after))

    async def remove(self, row: Row) -> None:
        """Delete a row of those that may go; the record keeps which columns it had."""
        self.settle()
        values = {name: getattr(row, name) for name in row._meta.db_fields}
        self.changes.note(row, {name: each for name, each in values.items() if each}, {})
        await row.delete(using_db=self.connection)

    def become(self, actor: Actor) -> None:
        """Go on as somebody who has proved within the act who they are."""
        self.viewer = self.viewer._replace(actor=actor)

    def touch(self, row: Row) -> None:
        """Note that the act belongs to the row's history, though it does not change it."""
        self.changes.touch(row)

    def tell(
        self,
        kind: str,
        subject_id: UUID | None = None,
        *,
        due_at: datetime | None = None,
        **payload: Any,
    ) -> None:
        """Put an event into the outbox; it becomes true with the act."""
        event = Event(ids.uuid7(), clock.now(), kind, subject_id, payload, due_at or self.now)
        self._events.append(event)

    def at_last(self, do: "Callable[[Deed], Awaitable[None]]") -> None:
        """Have something done once all else of the act is, however often it is asked for."""
        if do not in self._last:
            self._last.append(do)

    async def finish(self) -> None:
        """Do what was put off to the end of the act."""
        for do in self._last:
            await do(self)
        self.settle()

    async def seal(self, act: str, request_id: str | None) -> str:
        """Write the events of an act that is finished, and have the database check it; the
        statement that is left to do, with the commit: it writes the audit entry.

        From here on all other acts wait for the end of this one.
        """
        by = audit.By(act, self.actor, request_id)
        entry = await audit.seal(self.connection, self.changes, by=by, events=self._events)
        return audit.writing(entry, self.keys)


def _column(row: Model, name: str) -> str:
    field = row._meta.fields_map[name]
    return str(getattr(field, "source_field", None) or name)
