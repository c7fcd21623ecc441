"""Questions that bring all to light that a viewer can reach."""

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graphql import GraphQLField, get_named_type, is_leaf_type

from schema.compiler.declare import ENTITIES
from tests.access.secrets import VALUES
from tests.oracle.declared import is_watched, named, object_type, target
from tests.oracle.writing.lists import ListField, all_lists

Ids = Mapping[str, Sequence[str]]
Question = tuple[str, dict[str, Any]]

LISTED = "{{ totalCount edges {{ cursor node {{ {} }} }} }}"


def everything(ids: Ids) -> Iterator[Question]:
    """Every field of every object, of what it is related to, and of every list of the query."""
    for type_name in ids:
        fields = object_type(type_name).fields
        asked = " ".join(_asked(name, field) for name, field in fields.items())
        query = (
            f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on {type_name} {{ {asked} }} }} }}"
        )
        yield query, {"ids": list(ids[type_name])}
    for listed in all_lists():
        if listed.owner == "Query":
            definition = object_type("Query").fields[listed.name]
            yield f"{{ {_asked(listed.name, definition)} }}", {}
    yield (
        "{ viewer { roles isMember person { id name } organizations { totalCount }"
        " administered { totalCount } } impact { figures { key value withheld asOf } } }",
        {},
    )


def found_by(name: str, ids: Ids) -> Iterator[Question]:
    """Filters that match what has a private value, in every list that leads to it."""
    type_name, field_name, literal = _read(name)
    condition = f"{{{field_name}: {{eq: {literal}}}}}"
    for listed in _lists_of(type_name):
        yield f"{{ {_reached(listed, ids, f'(where: {condition}) {{ totalCount }}')} }}", {}
    for listed in all_lists():
        if listed.owner == "Query":
            yield from _across(listed, type_name, condition)


def ordered_by(name: str, ids: Ids) -> Iterator[Question]:
    """The lists that lead to what has a private value, in its order, with cursors."""
    type_name, field_name, _ = _read(name)
    if is_watched(type_name, field_name):
        return  # nothing is ordered by it
    for listed in _lists_of(type_name):
        for direction in ("ASC", "DESC_NULLS_FIRST"):
            asked = f"(orderBy: {{{field_name}: {direction}}}) {LISTED.format('id')}"
            yield f"{{ {_reached(listed, ids, asked)} }}", {}


def legible(answer: bytes) -> str:
    """An answer, with what its cursors say."""
    cursors = [_opened(cursor) for cursor in _values(json.loads(answer)["data"], "cursor")]
    return "\n".join([answer.decode(), *cursors])


def totals(answer: bytes) -> Iterator[tuple[int, int]]:
    """What each list of an answer counts, and how many it shows."""
    for listed in _objects(json.loads(answer)["data"]):
        if "totalCount" in listed and "edges" in listed:
            yield listed["totalCount"], len(listed["edges"])


def counts(answer: bytes) -> list[int]:
    return list(_values(json.loads(answer)["data"], "totalCount"))


def _asked(name: str, definition: GraphQLField) -> str:
    type_ = get_named_type(definition.type)
    if is_leaf_type(type_):
        return name
    if type_.name not in ENTITIES and not type_.name.endswith("Connection"):
        return f"{name} {{ {' '.join(_leaves(type_.name)) or '__typename'} }}"
    leaves = " ".join(_leaves(target(definition).name))
    if type_.name.endswith("Connection"):
        return f"{name}(first: 100) {LISTED.format(leaves)}"
    return f"{name} {{ {leaves} }}"


def _leaves(type_name: str) -> list[str]:
    fields = object_type(type_name).fields.items()
    return [name for name, field in fields if is_leaf_type(get_named_type(field.type))]


def _read(name: str) -> tuple[str, str, str]:
    """The type, the field as GraphQL has it, and the value as it is written there."""
    type_name, _, field_name = name.partition(".")
    definition = object_type(type_name).fields[named(type_name, field_name)]
    value = VALUES[name]
    is_number = get_named_type(definition.type).name == "Int"
    return type_name, named(type_name, field_name), value if is_number else json.dumps(value)


def _lists_of(type_name: str) -> list[ListField]:
    return [
        listed
        for listed in all_lists()
        if listed.owner != "Viewer"
        and target(object_type(listed.owner).fields[listed.name]).name == type_name
    ]


def _reached(listed: ListField, ids: Ids, asked: str) -> str:
    if listed.owner == "Query":
        return f"{listed.name}{asked}"
    written = ", ".join(json.dumps(each) for each in ids[listed.owner])
    return f"nodes(ids: [{written}]) {{ ... on {listed.owner} {{ {listed.name}{asked} }} }}"


def _across(root: ListField, type_name: str, condition: str) -> Iterator[Question]:
    """Filters of a list of the query across one relation to the type."""
    owner = target(object_type("Query").fields[root.name]).name
    for name, definition in object_type(owner).fields.items():
        type_ = get_named_type(definition.type)
        if type_.name == type_name:
            yield f"{{ {root.name}(where: {{{name}: {condition}}}) {{ totalCount }} }}", {}
        elif type_.name == f"{type_name}Connection":
            where = f"{{{name}: {{some: {condition}}}}}"
            yield f"{{ {root.name}(where: {where}) {{ totalCount }} }}", {}


def _opened(cursor: str) -> str:
    padded = cursor + "=" * (-len(cursor) % 4)
    return base64.urlsafe_b64decode(padded).decode()


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _objects(each)


def _values(value: Any, key: str) -> Iterator[Any]:
    return (each[key] for each in _objects(value) if key in each)
