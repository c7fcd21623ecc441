"""Emptying personal columns, so that the rows stay and are counted as before."""

from collections.abc import Mapping

from tortoise.contrib.postgres.fields import ArrayField
from tortoise.fields.base import Field
from tortoise.fields.data import CharField, TextField

from hub.accounts.personal_rows import ROW, filled
from hub.rows import EditableRow, Row
from hub.sql import Sql

MARK = "—"
"""What stands where a text stood: in all languages nothing, and yet not empty."""


def is_text(field: Field[object]) -> bool:
    """Whether a column holds words, and not a term of a closed list."""
    return isinstance(field, CharField | TextField) and not hasattr(field, "enum_type")


def emptied(model: type[Row], name: str) -> str:
    """What an emptied column holds; a check may want something where something was."""
    if model.ties is not None and name in model.ties.emptied:
        return filled(model.ties.emptied[name])
    field = model._meta.fields_map[name]
    if isinstance(field, ArrayField):
        return "'{}'"
    return f"CASE WHEN {ROW}.{name} IS NOT NULL THEN '{MARK}' END" if is_text(field) else "NULL"


def assigned(model: type[Row], values: Mapping[str, str]) -> str:
    """The assignments that set columns of a row, which counts as an edit."""
    sets = [f"{name} = {value}" for name, value in values.items()]
    if issubclass(model, EditableRow):
        sets.append(f"version = {ROW}.version + 1")
    return ", ".join(sets)


def differs(values: Mapping[str, str]) -> str:
    """Whether a row has other values than these."""
    columns = ", ".join(f"{ROW}.{name}" for name in values)
    return f"ROW({columns}) IS DISTINCT FROM ROW({', '.join(values.values())})"


def unless(other_party: Sql | None, name: str, value: str) -> str:
    """The value, or the present one where the row is another party's as well."""
    if other_party is None:
        return value
    return f"CASE WHEN {filled(other_party)} IS NULL THEN {value} ELSE {ROW}.{name} END"
