"""From the input of a mutation to the values of an act."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from hub.errors import Refusal, Refused
from hub.refusals import NotFound
from schema.compiler.declare import ENTITIES, SOURCE
from schema.compiler.quoted import fields_of
from schema.mutating.declare import FRAME, Given
from schema.node import split_id

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """An input as it was read: what is wished for, and how it is to be done."""

    values: Mapping[str, Any]
    key: str | None
    is_dry_run: bool


def read(input_type: type, given: Mapping[str, Any]) -> Wish:
    """Read an input; raises Refused with all ids that are of no object of their type."""
    reading = _Reading()
    values = reading.object(input_type, given, ("input",))
    if reading.refusals:
        raise Refused(*reading.refusals)
    return Wish(values, given.get("idempotencyKey"), bool(given.get("dryRun")))


@dataclass
class _Reading:
    """What is found wrong while an input is read."""

    refusals: list[Refusal] = field(default_factory=list)

    def object(self, type_: type, given: Mapping[str, Any], path: Path) -> dict[str, Any]:
        """An object under the names of the declaration; the frame of a wish is left out."""
        found = {}
        for each in fields_of(type_):
            name = str(each.graphql_name)
            if name in given and each.python_name not in FRAME:
                declared: Given = each.metadata[SOURCE]
                found[each.python_name] = self._value(given[name], declared, (*path, name))
        return found

    def _value(self, value: Any, declared: Given, path: Path) -> Any:
        """A value as acts take it: of a global id, the key."""
        if value is None:
            return None
        if isinstance(value, list):
            # Of ids the list is what is wrong; objects have fields, to which a path can lead.
            at = [(*path, place) if declared.part else path for place in range(len(value))]
            return [
                self._value(each, declared, where) for each, where in zip(value, at, strict=True)
            ]
        if declared.part is not None:
            return self.object(declared.part, value, path)
        return value if declared.of is None else self._key(value, declared.of, path)

    def _key(self, id: str, owner: str, path: Path) -> UUID | None:
        found = split_id(id)
        if found is not None and found[0] == ENTITIES[owner].prefix:
            return UUID(found[1])
        if not any(each.path == path for each in self.refusals):
            self.refusals.append(NotFound(*path))
        return None
