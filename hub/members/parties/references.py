"""What refers to a party, in all tables: found from the models, and made to refer to another.

What cannot be had twice the database itself says: where moving all rows of a table fails, they
are moved one by one, and those that cannot be are told.
"""

from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tortoise.context import require_context
from tortoise.exceptions import IntegrityError
from tortoise.fields.relational import ForeignKeyFieldInstance, ManyToManyFieldInstance

from hub.deed import Deed
from hub.members.models import Organization, Person
from hub.members.parties.refusals import Collision
from hub.rows import EditableRow, Row

MOST_COLLISIONS = 10
"""As many are looked for, and told."""
MOVE = 'UPDATE "{table}" SET {column} = $1{and_version} WHERE id = ANY($2::uuid[])'
JOIN = """INSERT INTO "{table}" ({own}, {other})
SELECT $1, theirs.{other} FROM "{table}" theirs WHERE theirs.{own} = $2 AND NOT EXISTS (
    SELECT 1 FROM "{table}" ours WHERE ours.{own} = $1 AND ours.{other} = theirs.{other})"""
LEAVE = 'DELETE FROM "{table}" WHERE {own} = $1'


def references(model: type[Row]) -> Iterator[tuple[type[Row], str]]:
    """The foreign keys that lead to a table: whose row has them, and their columns."""
    apps = require_context().apps
    models = apps.get_models_iterable() if apps else ()
    for each in sorted(models, key=lambda each: each._meta.db_table):
        for foreign_key in each._meta.fields_map.values():
            if not isinstance(foreign_key, ForeignKeyFieldInstance) or not issubclass(each, Row):
                continue
            if foreign_key.related_model is model:
                yield each, str(foreign_key.source_field)


@dataclass
class Move:
    """Making what refers to a party refer to another one."""

    deed: Deed
    merged: Organization | Person
    survivor: Organization | Person
    count: int = field(default=0, init=False)
    """How many rows were moved."""
    collisions: list[Collision] = field(default_factory=list, init=False)

    async def all(self) -> None:
        for model, column in references(type(self.merged)):
            await self._rows(model, column)
        for _, relation in sorted(self.merged._meta.fields_map.items()):
            if isinstance(relation, ManyToManyFieldInstance):
                await self._entries(relation)
        if not self.collisions:
            await self._check_the_rest()

    async def _rows(self, model: type[Row], column: str) -> None:
        rows = model.filter(**{column: self.merged.id}).using_db(self.deed.connection)
        found = await rows.order_by("id").select_for_update(no_key=True)
        # That it was merged is said by the row itself.
        moving = [row for row in found if row.id != self.merged.id]
        if not moving:
            return
        try:
            await self._write(moving, column)
        except IntegrityError:
            await self._write_each(moving, column)
        for row in moving:
            self.deed.changes.note(row, {column: self.merged.id}, {column: self.survivor.id})
        self.count += len(moving)

    async def _write(self, rows: Sequence[Row], column: str) -> None:
        first = rows[0]
        statement = MOVE.format(
            table=first._meta.db_table,
            column=column,
            and_version=", version = version + 1" if isinstance(first, EditableRow) else "",
        )
        ids: list[UUID] = [row.id for row in rows]
        async with self._taken_back():
            await self.deed.connection.execute_query(statement, [self.survivor.id, ids])

    async def _write_each(self, rows: Sequence[Row], column: str) -> None:
        for row in rows:
            if len(self.collisions) == MOST_COLLISIONS:
                return
            try:
                await self._write([row], column)
            except IntegrityError as error:
                self.collisions.append(_collision(row, error))

    async def _entries(self, entries: ManyToManyFieldInstance[Any]) -> None:
        """Give the survivor what it has not yet of a list that both have."""
        names = {
            "table": entries.through,
            "own": entries.backward_key,
            "other": entries.forward_key,
        }
        values = [self.survivor.id, self.merged.id]
        await self.deed.connection.execute_query(JOIN.format(**names), values)
        await self.deed.connection.execute_query(LEAVE.format(**names), values[1:])

    async def _check_the_rest(self) -> None:
        """Check now what the database would check at the end."""
        try:
            async with self._taken_back():
                await self.deed.connection.execute_script("SET CONSTRAINTS ALL IMMEDIATE")
        except IntegrityError as error:
            self.collisions.append(_collision(self.merged, error))

    @asynccontextmanager
    async def _taken_back(self) -> AsyncGenerator[None]:
        """What fails within is as if it had not been tried."""
        connection = self.deed.connection
        await connection.execute_script("SAVEPOINT moving")
        try:
            yield
        except IntegrityError:
            await connection.execute_script("ROLLBACK TO SAVEPOINT moving")
            raise
        await connection.execute_script("RELEASE SAVEPOINT moving")


def _collision(row: Row, error: IntegrityError) -> Collision:
    constraint = str(getattr(error.__cause__, "constraint_name", None) or "")
    return Collision(type(row).__name__, row.id, constraint)
