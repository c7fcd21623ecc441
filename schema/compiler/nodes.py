"""`node` and `nodes`: an object of whatever type its global id says."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from graphql.execution.collect_fields import FieldDetails

from schema.compiler import shapes
from schema.compiler.catalogue import Kind, table
from schema.compiler.declare import Entity
from schema.compiler.objects import Asked, compiles, selection
from schema.compiler.refusals import too_many
from schema.compiler.relations import scope_of, visible
from schema.compiler.sources import NodeOf, NodesOf
from schema.compiler.statement import RowScope, Statement
from schema.compiler.values import Leaf, Tree
from schema.node import prefix_of, split_id
from schema.paging import LARGEST_PAGE

TYPE_KEY = " type"
"""No response key has a blank in it."""


@compiles(NodeOf)
def node(asked: Asked) -> str:
    given = asked.given["id"]
    prefix, key = _places(asked.statement, given)
    return by_prefix(asked, prefix, key, among=_meant(asked.statement, given))


@compiles(NodesOf)
def nodes(asked: Asked) -> str:
    statement, each = asked.statement, asked.statement.alias()
    prefixes, keys = _list_places(statement, asked.given["ids"])
    meant = _meant(statement, asked.given["ids"])
    found = by_prefix(asked, f"{each}.prefix", f"{each}.key", among=meant)
    return (
        f"(SELECT coalesce(json_agg({found} ORDER BY {each}.place), '[]'::json)"
        f" FROM unnest({prefixes}, {keys}) WITH ORDINALITY AS {each}(prefix, key, place))"
    )


def by_prefix(asked: Asked, prefix: str, key: str, *, among: Iterable[Kind]) -> str:
    """The object of one of these types with the prefix and key that the given SQL holds, or null."""
    entities = {kind.entity.prefix: kind.entity for kind in among if kind.entity is not None}
    return by_name(asked, prefix, key, among=entities)


def by_name(asked: Asked, name: str, key: str, *, among: Mapping[str, Entity]) -> str:
    """The object with the key that the given SQL holds, of the type with that name, or null."""
    cases = [
        f"WHEN {shapes.text(each)} THEN {object_of(entity, key, asked.details, beside=asked.scope)}"
        for each, entity in among.items()
    ]
    return f"CASE {name} {' '.join(cases)} END" if cases else "NULL::json"


def object_of(entity: Entity, key: str, details: list[FieldDetails], *, beside: RowScope) -> str:
    """The object with the key that the given SQL holds, or null, with the fields of a selection."""
    statement = beside.statement
    type_ = statement.object_type(entity.name)
    target = scope_of(entity, beside)
    pairs = selection(type_, statement.fields(type_, details), target)
    if statement.typed:
        pairs.append((TYPE_KEY, shapes.text(entity.name) + "::text"))
    conditions = " AND ".join([f"{target.row}.id = {key}", *visible(entity, target)])
    return shapes.one(pairs, f"{table(target.model)} {target.row} WHERE {conditions}")


def _meant(statement: Statement, given: Tree) -> list[Kind]:
    """The types of the given ids, which are part of a plan: all types would take a long one."""
    trees = given if isinstance(given, list) else [given]
    values = [tree.value for tree in trees if isinstance(tree, Leaf)]
    ids = [each for value in values for each in (value if isinstance(value, list) else [value])]
    kinds = statement.catalogue.by_prefix
    found = {prefix_of(each) for each in ids if each is not None}
    return [kinds[prefix] for prefix in sorted(found) if prefix in kinds]


def _places(statement: Statement, given: Tree) -> tuple[str, str]:
    if not isinstance(given, Leaf):
        raise TypeError("An id is a scalar.")
    return (
        given.bind(statement.binds, "text", _prefix),
        given.bind(statement.binds, "uuid", _key),
    )


def _list_places(statement: Statement, given: Tree) -> tuple[str, str]:
    if isinstance(given, Leaf):
        if given.path is None:
            _check_length(given.value)
        return (
            given.bind(statement.binds, "text[]", _each(_prefix)),
            given.bind(statement.binds, "uuid[]", _each(_key)),
        )
    items = [item for item in given if isinstance(item, Leaf)]
    _check_length(items)
    pairs = [_places(statement, item) for item in items]
    prefixes, keys = ", ".join(pair[0] for pair in pairs), ", ".join(pair[1] for pair in pairs)
    return f"ARRAY[{prefixes}]::text[]", f"ARRAY[{keys}]::uuid[]"


def _prefix(value: str) -> str | None:
    found = split_id(value)
    return found[0] if found else None


def _key(value: str) -> str | None:
    found = split_id(value)
    return found[1] if found else None


def _each(convert: Callable[[str], Any]) -> Callable[[list[str]], list[Any]]:
    def all_of(values: list[str]) -> list[Any]:
        _check_length(values)
        return [convert(value) for value in values]

    return all_of


def _check_length(ids: list[Any]) -> None:
    if len(ids) > LARGEST_PAGE:
        raise too_many("PAGE_TOO_LARGE", "Ids in `nodes`", measured=len(ids), limit=LARGEST_PAGE)
