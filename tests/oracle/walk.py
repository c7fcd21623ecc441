"""One operation on its way through the rows that a viewer sees, one object after another."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLField, GraphQLObjectType, OperationDefinitionNode
from graphql.execution.collect_fields import (
    FieldDetails,
    FragmentDetails,
    collect_fields,
    collect_subfields,
)
from graphql.execution.values import VariableValues, get_argument_values

from schema.compiler.declare import ENTITIES
from schema.compiler.sources import Source
from tests.oracle.declared import SCHEMA, object_type, source_of, target
from tests.oracle.derived.moment import Moment
from tests.oracle.facts import Facts
from tests.oracle.orders import Place
from tests.oracle.sight import Sight

Selected = Mapping[str, list[FieldDetails]]


@dataclass(frozen=True)
class Walk:
    """What is known on the whole way."""

    sight: Sight
    facts: Facts
    places: Mapping[str, Place]
    operation: OperationDefinitionNode
    fragments: dict[str, FragmentDetails]
    variables: VariableValues

    def root_fields(self) -> Selected:
        return collect_fields(
            SCHEMA, self.fragments, self.variables, object_type("Query"), self.operation
        ).grouped_field_set

    def fields(self, type_name: str, details: list[FieldDetails]) -> Selected:
        """What is selected below a field, on objects of a type."""
        return collect_subfields(
            SCHEMA, self.fragments, self.variables, self.operation, object_type(type_name), details
        ).grouped_field_set


@dataclass(frozen=True)
class Asked:
    """A field of an object as the document asks for it."""

    walk: Walk
    on: str
    row: Any
    definition: GraphQLField
    details: list[FieldDetails]
    given: Mapping[str, Any]
    moment: Moment

    @property
    def name(self) -> str:
        return self.details[0].node.name.value

    @property
    def target(self) -> GraphQLObjectType:
        return target(self.definition)

    @property
    def sight(self) -> Sight:
        return self.walk.sight

    def object(self, type_name: str, row: Any) -> dict[str, Any] | None:
        """What is selected below the field of a row, which may be none."""
        if row is None:
            return None
        selected = self.walk.fields(type_name, self.details)
        return answer_object(self.walk, type_name, row, selected=selected, moment=self.moment)


Way = Callable[[Asked, Any], Any]

WAYS: dict[type[Source], Way] = {}
"""How the value of a field is found, for each kind of source."""


def finds(*sources: type[Source]) -> Callable[[Way], Way]:
    def register(way: Way) -> Way:
        WAYS.update(dict.fromkeys(sources, way))
        return way

    return register


def answer_object(
    walk: Walk, type_name: str, row: Any, *, selected: Selected, moment: Moment
) -> dict[str, Any]:
    return {
        key: _value(walk, type_name, row, details=details, moment=moment)
        for key, details in selected.items()
    }


def _value(
    walk: Walk, type_name: str, row: Any, *, details: list[FieldDetails], moment: Moment
) -> Any:
    node = details[0].node
    if node.name.value == "__typename":
        return type_name
    definition = object_type(type_name).fields[node.name.value]
    if type_name in ENTITIES and not walk.sight.shows(type_name, definition, row):
        return None
    given = get_argument_values(definition, node, walk.variables)
    source = source_of(definition)
    return WAYS[type(source)](
        Asked(walk, type_name, row, definition, details, given, moment), source
    )
