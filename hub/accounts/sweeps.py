"""What has its time, table by table, as statements: which rows are due, and what becomes of them."""

from dataclasses import dataclass
from graphlib import TopologicalSorter

from tortoise.fields.relational import ForeignKeyFieldInstance

from hub.accounts.emptying import assigned, differs, emptied
from hub.accounts.personal_rows import ROW, filled, tables
from hub.keeping import Expiry, Removal, RetentionKind
from hub.rows import Row
from hub.sql import Sql

BATCH = 5000
"""Rows that go in one transaction."""
BUCKETS = Expiry(RetentionKind.THROTTLE_BUCKETS, Sql("{row}.filled_at"))
"""Of the one table that has no model."""
HAS_PASSED = "({since}) + make_interval(days => $2::int) <= $1::timestamptz"
DUE = "SELECT count(*) AS rows, min({since}) AS oldest FROM {table} {row} WHERE {condition}"
REMOVE = """WITH due AS MATERIALIZED (SELECT {row}.{key} FROM {table} {row} WHERE {condition}
    LIMIT {batch} FOR UPDATE),
gone AS ({change} WHERE {row}.{key} IN (SELECT due.{key} FROM due) RETURNING 1)
SELECT count(*) AS rows FROM gone"""


@dataclass(frozen=True, slots=True)
class Sweep:
    """One kind of data in one table."""

    table: str
    expiry: Expiry
    model: type[Row] | None = None

    @property
    def kind(self) -> RetentionKind:
        return self.expiry.kind

    @property
    def removal(self) -> Removal:
        return self.expiry.removal

    @property
    def due(self) -> str:
        """How many rows have had their time at the instant $1, after $2 days, and since when."""
        return DUE.format(since=filled(self.expiry.since), **self._parts())

    @property
    def remove(self) -> str:
        """Lets go of as many of them as fit into a transaction, and says how many."""
        return REMOVE.format(batch=BATCH, **self._parts())

    def _parts(self) -> dict[str, str]:
        key = "id" if self.model else "caller"
        condition = HAS_PASSED.format(since=filled(self.expiry.since))
        change = f"DELETE FROM {self.table} {ROW}"  # noqa: S608 - names of the models
        if self.model is not None and self.removal is Removal.EMPTIED:
            values = {name: emptied(self.model, name) for name in sorted(self.model.personal)}
            condition += f" AND {differs(values)}"
            change = f"UPDATE {self.table} {ROW} SET {assigned(self.model, values)}"  # noqa: S608
        parts = {"table": self.table, "row": ROW, "key": key}
        return {**parts, "condition": condition, "change": change}


def sweeps() -> list[Sweep]:
    """All that has its time; rows that point at others come before them."""
    models = [model for model in tables() if model.expiry is not None]
    pointing = {model: [other for other in models if _points(other, model)] for model in models}
    ordered = TopologicalSorter(pointing).static_order()
    found = [Sweep(model._meta.db_table, model.expiry, model) for model in ordered if model.expiry]
    return [*found, Sweep("bucket", BUCKETS)]


def _points(model: type[Row], other: type[Row]) -> bool:
    fields = model._meta.fields_map.values()
    foreign_keys = (field for field in fields if isinstance(field, ForeignKeyFieldInstance))
    return model is not other and any(field.related_model is other for field in foreign_keys)
