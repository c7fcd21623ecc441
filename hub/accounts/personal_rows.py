"""Which rows are a person's: found from the models, by the foreign keys that lead to the person."""

from collections.abc import Iterator

from tortoise.context import require_context
from tortoise.fields.relational import ForeignKeyFieldInstance
from tortoise.models import Model

from hub.accounts.models import Account, Token
from hub.members.models import Person
from hub.personal import ITSELF
from hub.rows import Row
from hub.sql import Sql, composed, of, some

ROW = "it"
"""The alias of the row that a statement is about."""
ASKED = "WITH asked AS (SELECT $1::uuid AS person, $2::date AS day, $3::timestamptz AS now)"
"""How a statement begins: its values are the person, the day and the instant."""
PLACES = {
    "person": Sql("(SELECT asked.person FROM asked)"),
    "day": Sql("(SELECT asked.day FROM asked)"),
    "now": Sql("(SELECT asked.now FROM asked)"),
}
AMONG = "{column} IN (SELECT {row}.id FROM {table} {row} WHERE {condition})"
WHO: tuple[type[Row], ...] = (Person, Account, Token)
"""Rows by which others say who did something."""


def tables() -> list[type[Row]]:
    """All tables of the hub, by name."""
    apps = require_context().apps
    models = apps.get_models_iterable() if apps else ()
    rows: list[type[Row]] = [model for model in models if issubclass(model, Row)]
    return sorted(rows, key=lambda model: model._meta.db_table)


def filled(expression: Sql, **places: Sql) -> str:
    """An expression over the row, with the values of the statement in their places."""
    return composed(of(ROW, expression).text, **PLACES, **places).text


def own(model: type[Row], row: str = ROW) -> str | None:
    """The condition that a row is the person's own; None if no row of the table can be."""
    ties = model.ties
    if ties is None:
        return None
    ways = [_leads(model, path, row) for path in ties.paths]
    if ties.condition is not None:
        ways.append(composed(of(row, ties.condition).text, **PLACES).text)
    return some(ways)


def acted(model: type[Row]) -> dict[str, str]:
    """The relations that say who did something to a row, each with the condition that it was the
    person.
    """
    paths = model.ties.paths if model.ties else ()
    own_relations = {path.partition(".")[0] for path in paths}
    return {
        name: _is_one_of(field, who)
        for name, field in _foreign_keys(model)
        for who in WHO
        if field.related_model is who and name not in own_relations
    }


def _foreign_keys(model: type[Model]) -> Iterator[tuple[str, ForeignKeyFieldInstance[Model]]]:
    for name, field in model._meta.fields_map.items():
        if isinstance(field, ForeignKeyFieldInstance):
            yield name, field


def _is_one_of(field: ForeignKeyFieldInstance[Model], related: type[Row]) -> str:
    """Whether the foreign key of the row, which leads to a table, holds one of the person's rows."""
    return AMONG.format(
        column=f"{ROW}.{field.source_field}",
        table=related._meta.db_table,
        row="who",
        condition=own(related, "who"),
    )


def _leads(model: type[Model], path: str, row: str) -> str:
    """The condition that a path of foreign keys leads from the row to the person."""
    if path == ITSELF:
        return f"{row}.id = {PLACES['person'].text}"
    name, _, rest = path.partition(".")
    field = model._meta.fields_map[name]
    if not isinstance(field, ForeignKeyFieldInstance):
        raise TypeError(f"{model.__name__}.{name} is not a foreign key")
    column = f"{row}.{field.source_field}"
    if field.related_model is Person:
        return f"{column} = {PLACES['person'].text}"
    alias = f"{row}_{name}"
    return AMONG.format(
        column=column,
        table=field.related_model._meta.db_table,
        row=alias,
        condition=_leads(field.related_model, rest, alias),
    )
