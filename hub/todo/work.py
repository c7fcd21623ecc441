"""What a kind of due work is, and the days and instants that it is derived for."""

from dataclasses import dataclass

from tortoise.models import Model

from hub.sql import Sql, composed, quoted
from hub.todo.terms import Desk, TodoKind

USUAL_DAYS = 30
"""How far ahead a desk looks, unless it says otherwise."""
MOST_DAYS = 366

HORIZON = Sql(f"({{day}} + coalesce({{within}}, {USUAL_DAYS})::int)")
"""The last day that a desk looks ahead to."""

INSTANT = Sql(
    "(CASE WHEN {day} = {today} THEN {now}"
    " ELSE ({day} + 1)::timestamp AT TIME ZONE 'Europe/Rome' END)"
)
"""The instant for which a day is asked about: the present one, on other days that of their end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A kind of due work: what it is about, and the query that finds it.

    The query yields rows of (subject_id, due_on, title). It is derived from facts, by their states
    on the day: nobody has to strike anything off.
    """

    kind: TodoKind
    desk: Desk
    subject: type[Model]
    query: Sql


def items(work: Work) -> Sql:
    """The work as rows of (id, kind, desk, subject_table, subject_id, due_on, title)."""
    return composed(
        """SELECT md5({kind} || found.subject_id)::uuid AS id, {kind} AS kind, {desk} AS desk,
        {table} AS subject_table, found.subject_id, found.due_on, found.title::text AS title
        FROM ({query}) found""",
        kind=_literal(work.kind),
        desk=_literal(work.desk),
        table=_literal(work.subject._meta.db_table),
        query=work.query,
    )


def then(expression: Sql) -> Sql:
    """A state of the present instant as it is on the day that is asked about."""
    on_day = expression.text.replace("{today}", "{day}")
    return Sql(on_day.replace("{now}", INSTANT.text))


def known(*columns: str) -> Sql:
    """Instants of a row of the table `it` as far as they had come by then, under their names."""
    told = (f"CASE WHEN it.{name} <= {{now}} THEN it.{name} END AS {name}" for name in columns)
    return then(Sql(", ".join(told)))


def _literal(text: str) -> Sql:
    return Sql(f"{quoted([text])}::text")
