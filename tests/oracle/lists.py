"""Fields that are lists: which rows they have, in which order, and the page that is shown."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from graphql.execution.collect_fields import FieldDetails

from schema.compiler.declare import ENTITIES
from schema.compiler.sources import Gathered, ManyWhere, Search, ToMany
from tests.oracle.conditions import matches
from tests.oracle.declared_as_sql import CONDITIONS, OF_PARENT
from tests.oracle.derived.asked import at
from tests.oracle.derived.todo import todo
from tests.oracle.orders import Key, Place, order, place
from tests.oracle.pages import Entry, Page, page
from tests.oracle.walk import Asked, answer_object, finds

SEARCH_ORDER = (Key(("rank",), "DESC"), Key(("id",), "DESC"))


@finds(ToMany)
def to_many(asked: Asked, source: ToMany) -> Any:
    return _listed(asked, asked.sight.many(asked.on, asked.name, asked.row) or [], source)


@finds(ManyWhere)
def many_where(asked: Asked, source: ManyWhere) -> Any:
    rows = asked.sight.rows(asked.target.name).values()
    belongs = OF_PARENT.get(f"{asked.on}.{asked.name}")
    if belongs is not None:
        return _listed(asked, [row for row in rows if belongs(row, asked.row)], source)
    return _listed(asked, rows, source)


@finds(Gathered)
def gathered(asked: Asked, source: Gathered) -> Any:
    moment = at(asked.moment, source.arguments, asked.given)
    is_seen = ENTITIES[asked.target.name].policy.rows.holds
    items = todo(asked.sight.memory, moment, asked.given)
    return _listed(asked, [item for item in items if is_seen(item, asked.sight.viewer)], source)


@finds(Search)
def search(asked: Asked, _: Any) -> Any:
    kinds = asked.given.get("kinds")
    entries = [
        Entry(
            Place(SEARCH_ORDER, (rank, key)),
            {"rank": rank, "type": name, "row": asked.sight.rows(name)[key]},
        )
        for (name, key), rank in asked.walk.facts.ranks[asked.given["query"]].items()
        if key in asked.sight.rows(name)
        and (kinds is None or _term(name) in kinds)
        and getattr(asked.sight.rows(name)[key], "merged_at", None) is None
    ]
    return _connection(asked, entries)


def _listed(asked: Asked, rows: Iterable[Any], source: ToMany | ManyWhere | Gathered) -> Any:
    name, given, sight = asked.target.name, asked.given, asked.sight
    moment = at(asked.moment, source.arguments, given)
    condition = CONDITIONS.get(f"{asked.on}.{asked.name}")
    usual = () if isinstance(source, Gathered) else source.order
    keys = order(name, given.get("orderBy"), usual=usual or ENTITIES[name].order)
    entries = [
        Entry(place(sight, name, row, order=keys, moment=moment), row)
        for row in rows
        if (condition is None or condition(row, moment, given))
        and matches(sight, name, row, given=given.get("where"), moment=moment)
    ]
    return _connection(replace(asked, moment=moment), entries)


def _connection(asked: Asked, entries: list[Entry]) -> dict[str, Any]:
    shown = page(entries, asked.given, places=asked.walk.places)
    type_name = f"{asked.target.name}Connection"
    members: Mapping[str, Callable[[list[FieldDetails]], Any]] = {
        "__typename": lambda _: type_name,
        "totalCount": lambda _: len(entries),
        "pageInfo": lambda details: _page_info(asked, shown, details),
        "nodes": lambda details: [_row(asked, each, details) for each in shown.entries],
        "edges": lambda details: [_edge(asked, each, details) for each in shown.entries],
    }
    return _chosen(asked, type_name, asked.details, members=members)


def _edge(asked: Asked, entry: Entry, details: list[FieldDetails]) -> dict[str, Any]:
    type_name = f"{asked.target.name}Edge"
    members: Mapping[str, Callable[[list[FieldDetails]], Any]] = {
        "__typename": lambda _: type_name,
        "cursor": lambda _: entry.place,
        "node": lambda chosen: _row(asked, entry, chosen),
    }
    return _chosen(asked, type_name, details, members=members)


def _page_info(asked: Asked, shown: Page, details: list[FieldDetails]) -> dict[str, Any]:
    places: list[Place | None] = [entry.place for entry in shown.entries]
    ends = places or [None]
    members: Mapping[str, Callable[[list[FieldDetails]], Any]] = {
        "__typename": lambda _: "PageInfo",
        "hasNextPage": lambda _: shown.has_next,
        "hasPreviousPage": lambda _: shown.has_previous,
        "startCursor": lambda _: ends[0],
        "endCursor": lambda _: ends[-1],
    }
    return _chosen(asked, "PageInfo", details, members=members)


def _chosen(
    asked: Asked,
    type_name: str,
    details: list[FieldDetails],
    *,
    members: Mapping[str, Callable[[list[FieldDetails]], Any]],
) -> dict[str, Any]:
    """The fields that were selected of an object that stands around rows."""
    selected = asked.walk.fields(type_name, details)
    return {key: members[each[0].node.name.value](each) for key, each in selected.items()}


def _row(asked: Asked, entry: Entry, details: list[FieldDetails]) -> dict[str, Any]:
    name = asked.target.name
    selected = asked.walk.fields(name, details)
    return answer_object(asked.walk, name, entry.row, selected=selected, moment=asked.moment)


def _term(type_name: str) -> str:
    """FundingCall is FUNDING_CALL among the kinds of a search."""
    spaced = "".join(f" {letter}" if letter.isupper() else letter for letter in type_name)
    return "_".join(spaced.split()).upper()
