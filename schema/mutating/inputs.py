"""From the input of a mutation to the values of an act."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from strawberry.utils.str_converters import to_snake_case

from hub.errors import Refused
from hub.refusals import NotFound
from schema.compiler.declare import ENTITIES, SOURCE
from schema.compiler.quoted import fields_of
from schema.mutating.declare import FRAME, Given
from schema.node import split_id


@dataclass(frozen=True, slots=True)
class Wish:
    """An input as it was read: what is wished for, and how it is to be done."""

    values: Mapping[str, Any]
    key: str | None
    is_dry_run: bool


def read(input_type: type, given: Mapping[str, Any]) -> Wish:
    """Read an input; raises Refused with all ids that are of no object of their type."""
    owners = {field.python_name: _declared(field).of for field in fields_of(input_type)}
    values: dict[str, Any] = {}
    refusals = []
    for name, value in given.items():
        python_name = to_snake_case(name)
        if python_name in FRAME:
            continue
        try:
            values[python_name] = _plain(value, owners.get(python_name))
        except LookupError:
            refusals.append(NotFound("input", name))
    if refusals:
        raise Refused(*refusals)
    return Wish(values, given.get("idempotencyKey"), bool(given.get("dryRun")))


def _plain(value: Any, owner: str | None) -> Any:
    """A value as acts take it: of a global id, the key."""
    if owner is None or value is None:
        return value
    if isinstance(value, list):
        return [_plain(each, owner) for each in value]
    found = split_id(value)
    if found is None or found[0] != ENTITIES[owner].prefix:
        raise LookupError(value)
    return UUID(found[1])


def _declared(field: Any) -> Given:
    declared: Given = field.metadata[SOURCE]
    return declared
