"""What one viewer sees: rows, fields and relations, by the policies' Python checks."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any
from uuid import UUID

from graphql import GraphQLField
from tortoise.fields.relational import BackwardFKRelation

from hub.actor import Viewer
from schema.compiler.declare import ENTITIES
from schema.compiler.sources import Column, Computed, ToMany, ToOne
from schema.node import join_id, split_id
from tests.oracle.declared import entity_with, object_type, python_name, source_of, target
from tests.oracle.derived.asked import at, derivation
from tests.oracle.derived.moment import Moment
from tests.oracle.memory import Memory


class Sight:
    """A viewer before the rows in memory."""

    def __init__(self, memory: Memory, viewer: Viewer) -> None:
        self.memory = memory
        self.viewer = viewer
        self._rows: dict[str, dict[UUID, Any]] = {}
        self._shown: dict[tuple[str, str, UUID], bool] = {}

    @cached_property
    def moment(self) -> Moment:
        return Moment(self.viewer, self.viewer.today, self.viewer.now)

    def rows(self, type_name: str) -> Mapping[UUID, Any]:
        """The rows of a type that the viewer sees, by key."""
        if type_name not in self._rows:
            entity = ENTITIES[type_name]
            if entity.model is None:
                raise TypeError(f"{type_name} has no rows.")
            self._rows[type_name] = {
                row.id: row
                for row in self.memory.of(entity.model)
                if entity.policy.rows.holds(row, self.viewer)
            }
        return self._rows[type_name]

    def node(self, global_id: str) -> tuple[str, Any] | None:
        """The type and the row behind a global id."""
        found = split_id(global_id)
        entity = entity_with(found[0]) if found else None
        if found is None or entity is None:
            return None
        row = self.rows(entity.name).get(UUID(found[1]))
        return None if row is None else (entity.name, row)

    def shows(self, type_name: str, definition: GraphQLField, row: Any) -> bool:
        """Whether the viewer sees a field of a row."""
        name = python_name(definition)
        key = (type_name, name, row.id)
        if key not in self._shown:
            self._shown[key] = name == "id" or (
                ENTITIES[type_name].policy.of(name).holds(row, self.viewer)
            )
        return self._shown[key]

    def leaf(
        self,
        type_name: str,
        field_name: str,
        row: Any,
        *,
        moment: Moment,
        given: Mapping[str, Any] | None = None,
    ) -> Any:
        """The value of a column or a derived field; None where the viewer may not see it."""
        definition = object_type(type_name).fields[field_name]
        source, name = source_of(definition), python_name(definition)
        if name == "id":
            return join_id(ENTITIES[type_name].prefix, row.id)
        if not self.shows(type_name, definition, row):
            return None
        if isinstance(source, Computed):
            asked = at(moment, source.arguments, given or {})
            return derivation(type_name, name)(row, asked)
        if isinstance(source, Column):
            return getattr(row, source.name or name)
        raise TypeError(f"{type_name}.{field_name} is no leaf.")

    def one(self, type_name: str, field_name: str, row: Any) -> Any:
        """The row that a relation leads to, if the viewer sees both."""
        definition = object_type(type_name).fields[field_name]
        source = source_of(definition)
        if not isinstance(source, ToOne) or not self.shows(type_name, definition, row):
            return None
        related = getattr(row, source.relation or python_name(definition))
        return None if related is None else self.rows(target(definition).name).get(related.id)

    def many(self, type_name: str, field_name: str, row: Any) -> list[Any] | None:
        """The rows of a relation that the viewer sees; None where the relation is hidden."""
        definition = object_type(type_name).fields[field_name]
        source = source_of(definition)
        if not isinstance(source, ToMany) or not self.shows(type_name, definition, row):
            return None
        to, relation = target(definition).name, source.relation or python_name(definition)
        seen, back = self.rows(to), _way_back(type(row)._meta.fields_map[relation], to)
        return [
            each
            for each in getattr(row, relation)
            if each.id in seen and (back is None or self.shows(to, back, each))
        ]


def _way_back(relation: Any, type_name: str) -> GraphQLField | None:
    """The field that says of a related row whose it is: who may not see it there sees no list."""
    if not isinstance(relation, BackwardFKRelation):
        return None
    fields = object_type(type_name).fields.values()
    name = relation.relation_field.removesuffix("_id")
    back: GraphQLField = next(each for each in fields if _leads(each, name))
    return back


def _leads(definition: GraphQLField, relation: str) -> bool:
    source = source_of(definition)
    return isinstance(source, ToOne) and relation == (source.relation or python_name(definition))
