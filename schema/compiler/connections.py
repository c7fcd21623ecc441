"""Connections: a page of rows is cut first, then what was selected of each row is computed."""

from collections.abc import Callable
from dataclasses import replace

from graphql import GraphQLObjectType, get_named_type
from graphql.execution.collect_fields import FieldDetails

from schema.compiler import pages, shapes
from schema.compiler.catalogue import table
from schema.compiler.filters import to_many_link
from schema.compiler.lists import Listed, columns_of, in_order, listing, page_sql
from schema.compiler.objects import Asked, compiles, selection
from schema.compiler.relations import target_scope, visible
from schema.compiler.shapes import Pairs
from schema.compiler.sources import ManyWhere, ToMany
from schema.compiler.statement import Selected
from schema.paging import LARGEST_PAGE

ROWS = frozenset({"edges", "nodes"})


@compiles(ToMany)
@compiles(ManyWhere)
def connection(asked: Asked) -> str:
    return compiled(_listed(asked))


def compiled(listed: Listed) -> str:
    """The JSON of a connection: only what was selected of it is computed."""
    asked = listed.asked
    wanted = {key: (details[0].node.name.value, details) for key, details in asked.selected.items()}
    names = [name for name, _ in wanted.values()]
    paged = [name for name in names if name in ROWS or name == "pageInfo"]
    if len(paged) > 1 or "pageInfo" in paged:
        return _with_page(listed, wanted)
    page = page_sql(
        listed, [f"{listed.target.row}.*"], ahead=0, keyed=_wants_cursor(listed, wanted)
    )
    pairs = [
        (key, _member(listed, (name, details), in_order(listed, f"({page})")))
        for key, (name, details) in wanted.items()
    ]
    return shapes.one(pairs + _found(listed))


Wanted = dict[str, tuple[str, list[FieldDetails]]]


def _with_page(listed: Listed, wanted: Wanted) -> str:
    """Several fields share one page: it stands once, materialized, with one row more than asked."""
    name = f"page_{listed.target.row}"
    pairs = [
        (key, _member(listed, (field, details), in_order(listed, name)))
        for key, (field, details) in wanted.items()
    ]
    inner = shapes.one(pairs + _found(listed))
    cut = page_sql(listed, columns_of(listed, inner), ahead=1, keyed=True)
    return f"(WITH {name} AS MATERIALIZED ({cut}) SELECT {inner})"


def _found(listed: Listed) -> Pairs:
    """Who was found by watched fields, whether or not the page shows anything of them."""
    if not listed.watched:
        return []
    widest = replace(listed, page=replace(listed.page, size=LARGEST_PAGE))
    rows = page_sql(widest, [f"{listed.target.row}.id"], ahead=0, keyed=False)
    ids = f"(SELECT string_agg(found.id::text, ' ') FROM ({rows}) found)"
    return [(listed.asked.statement.reading(listed.watched), ids)]


def _listed(asked: Asked) -> Listed:
    source = asked.field.source
    if not isinstance(source, ToMany | ManyWhere):
        raise TypeError(source)
    target = asked.placed(source.arguments, target_scope(asked))
    if isinstance(source, ManyWhere):
        target = target.with_arguments({"parent": asked.scope.row})
    conditions = (
        [] if isinstance(source, ManyWhere) else [to_many_link(asked.field, asked.scope, target)]
    )
    conditions += visible(asked.statement.catalogue.entity(asked.type.name), target)
    conditions += [] if source.condition is None else [f"({source.condition.render(target)})"]
    rows = f"{table(target.model)} {target.row}"
    return listing(asked, target, rows=rows, conditions=conditions, usual=source.order)


def _member(listed: Listed, wanted: tuple[str, list[FieldDetails]], source: str) -> str:
    """One field of the connection object."""
    name, details = wanted
    statement = listed.asked.statement
    if name == "__typename":
        return shapes.text(listed.asked.type.name) + "::text"
    if name == "totalCount":
        return f"(SELECT count(*) FROM {listed.matching()})"
    type_ = statement.object_type(get_named_type(listed.asked.type.fields[name].type).name)
    selected = statement.fields(type_, details)
    if name == "nodes":
        return shapes.many(selection(type_, selected, listed.target), source)
    if name == "edges":
        return shapes.many(_edge(listed, type_, selected), source)
    return shapes.one(_page_info(listed, selected))


def _edge(listed: Listed, type_: GraphQLObjectType, selected: Selected) -> Pairs:
    statement, pairs = listed.asked.statement, []
    for key, details in selected.items():
        name = details[0].node.name.value
        if name == "node":
            node_type = statement.object_type(listed.kind.name)
            chosen = statement.fields(node_type, details)
            pairs.append((key, shapes.one(selection(node_type, chosen, listed.target))))
        elif name == "cursor":
            pairs.append((key, pages.cursor_sql(listed.keys, listed.target.row)))
        else:
            pairs.append((key, shapes.text(type_.name) + "::text"))
    return pairs


def _page_info(listed: Listed, selected: Selected) -> Pairs:
    compute: dict[str, Callable[[], str]] = {
        "hasNextPage": lambda: _has_more(listed, forward=True),
        "hasPreviousPage": lambda: _has_more(listed, forward=False),
        "startCursor": lambda: _end_cursor(listed, last=False),
        "endCursor": lambda: _end_cursor(listed, last=True),
        "__typename": lambda: "'PageInfo'::text",
    }
    return [(key, compute[details[0].node.name.value]()) for key, details in selected.items()]


def _has_more(listed: Listed, *, forward: bool) -> str:
    page, more = listed.page, []
    if forward is not page.backward:
        more.append(f"(SELECT count(*) FROM page_{listed.target.row}) > {page.size}")
    cursor = page.before if forward else page.after
    if cursor is not None:
        cut = pages.beyond(listed.asked.statement, listed.keys, cursor, before=forward)
        more.append(f"EXISTS (SELECT 1 FROM {listed.matching(f'NOT {cut}')})")
    return f"({' OR '.join(more) or 'false'})"


def _end_cursor(listed: Listed, *, last: bool) -> str:
    name = f"page_{listed.target.row}"
    size = listed.page.size
    place = f"least((SELECT count(*) FROM {name}), {size})"
    if last is listed.page.backward:
        place = str(min(1, size))
    return f"(SELECT {pages.cursor_sql(listed.keys, name)} FROM {name} WHERE {name}._rn = {place})"


def _wants_cursor(listed: Listed, wanted: Wanted) -> bool:
    for name, details in wanted.values():
        if name == "edges":
            type_ = get_named_type(listed.asked.type.fields["edges"].type)
            chosen = listed.asked.statement.fields(
                listed.asked.statement.object_type(type_.name), details
            )
            return any(each[0].node.name.value == "cursor" for each in chosen.values())
    return False
