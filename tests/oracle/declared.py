"""What the areas declare of each field, read back from the built schema."""

from functools import cache
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLList,
    GraphQLObjectType,
    get_named_type,
    get_nullable_type,
)
from strawberry.types.field import StrawberryField

from schema import schema
from schema.compiler.declare import ENTITIES, SOURCE, Entity, Option
from schema.compiler.sources import Column, Source

SCHEMA = schema._schema


def field_of(definition: GraphQLField) -> StrawberryField:
    field: StrawberryField = definition.extensions["strawberry-definition"]
    return field


def source_of(definition: GraphQLField) -> Source:
    """Where the values of a field come from; a plain field is a column of its own name."""
    metadata = field_of(definition).metadata
    source: Source = metadata[SOURCE][0] if SOURCE in metadata else Column()
    return source


def is_watched(type_name: str, field_name: str) -> bool:
    """Whether it is recorded when a desk reads the field."""
    definition = object_type(type_name).fields.get(field_name)
    metadata = field_of(definition).metadata if definition else {}
    option = metadata[SOURCE][1] if SOURCE in metadata else Option()
    return bool(option.watched)


def python_name(definition: GraphQLField) -> str:
    return field_of(definition).python_name


def object_type(name: str) -> GraphQLObjectType:
    type_ = SCHEMA.type_map[name]
    if not isinstance(type_, GraphQLObjectType):
        raise TypeError(f"{name} is no object type.")
    return type_


def is_list(definition: GraphQLField) -> bool:
    return isinstance(get_nullable_type(definition.type), GraphQLList)


def target(definition: GraphQLField) -> GraphQLObjectType:
    """The type of the objects that a field leads to, through its connection if it has one."""
    named: Any = get_named_type(definition.type)
    if named.name.endswith("Connection"):
        named = get_named_type(named.fields["nodes"].type)
    return object_type(named.name)


@cache
def named(type_name: str, field_name: str) -> str:
    """The GraphQL name of the field with a Python name."""
    fields = object_type(type_name).fields
    by_python_name = {python_name(field): str(name) for name, field in fields.items()}
    return by_python_name[field_name]


@cache
def entity_with(prefix: str) -> Entity | None:
    """The type whose ids begin so; not one whose objects stand in no table, which no id finds."""
    found = next((each for each in ENTITIES.values() if each.prefix == prefix), None)
    return found if found and found.model else None
