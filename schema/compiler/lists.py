"""A list: its rows, their order, and the page that is cut from it before anything is computed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from schema.compiler import pages
from schema.compiler.catalogue import Kind
from schema.compiler.filters import Filter
from schema.compiler.objects import Asked
from schema.compiler.orders import OrderKey, order_keys
from schema.compiler.statement import Reading, RowScope


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as a connection asks for it: its rows, their order, and the page to cut."""

    asked: Asked
    kind: Kind
    target: RowScope
    rows: str
    conditions: list[str]
    keys: list[OrderKey]
    page: pages.Page
    watched: Reading = ()
    """The watched fields by which a desk looks for rows."""

    def matching(self, *more: str) -> str:
        conditions = " AND ".join([*self.conditions, *more])
        return f"{self.rows} WHERE {conditions}" if conditions else self.rows


def listing(
    asked: Asked,
    target: RowScope,
    *,
    rows: str,
    conditions: list[str],
    usual: tuple[str, ...] = (),
) -> Listed:
    """The rows that satisfy conditions, as the field's `where`, `orderBy` and page ask for them."""
    catalogue = asked.statement.catalogue
    kind = catalogue.kinds[catalogue.targets[asked.type.name]]
    usual = usual or catalogue.entity(asked.type.name).order
    asked_for = Filter()
    conditions = [*conditions, *asked_for.where(kind, target, asked.given.get("where"))]
    keys = order_keys(kind, target, asked.given.get("orderBy"), usual=usual)
    page, watched = pages.page(asked.given), tuple(sorted(asked_for.watched))
    return Listed(asked, kind, target, rows, conditions, keys, page, watched)


def columns_of(listed: Listed, inner: str) -> list[str]:
    """What the fields read of the page's rows: PostgreSQL would carry whole rows along."""
    row, model = listed.target.row, listed.target.rows_model
    if model is None:
        return [f"{row}.*"]
    named = dict.fromkeys(re.findall(rf"\b{row}\.(\w+)", inner))
    return [f"{row}.{name}" for name in named if name in model._meta.db_fields]


def page_sql(listed: Listed, columns: Sequence[str], *, ahead: int, keyed: bool) -> str:
    """The rows of the page by order, counted in `_rn`, with their keys if cursors are wanted."""
    page = listed.page
    cuts = [
        pages.beyond(listed.asked.statement, listed.keys, cursor, before=before)
        for cursor, before in ((page.after, False), (page.before, True))
        if cursor is not None
    ]
    names = pages.key_names(listed.keys)
    named = [f"{key.expression} AS {name}" for key, name in zip(listed.keys, names, strict=True)]
    columns = [*columns, *named] if keyed else columns
    order = ", ".join(key.sql(reverse=page.backward) for key in listed.keys)
    rows = (
        f"SELECT {', '.join(columns)} FROM {listed.matching(*cuts)}"
        f" ORDER BY {order} LIMIT {page.size + ahead}"
    )
    if not ahead and not page.backward:
        return rows
    return f"SELECT q.*, row_number() OVER () AS _rn FROM ({rows}) q"


def in_order(listed: Listed, page: str) -> str:
    """The page's rows under the target's alias, from first to last."""
    row = listed.target.row
    shared = not page.startswith("(")
    limit = f" WHERE {row}._rn <= {listed.page.size}" if shared else ""
    if listed.page.backward:
        return f"{page} {row}{limit} ORDER BY {row}._rn DESC"
    return f"{page} {row}{limit}{f' ORDER BY {row}._rn' if shared else ''}"
