"""What the compiler knows of the schema: for each object type its rows, and for each field its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    get_named_type,
)
from strawberry.types.field import StrawberryField
from tortoise.models import Model

from hub.policy import EVERYONE, Predicate
from schema.compiler.declare import ENTITIES, SOURCE, Entity, Option
from schema.compiler.sources import Column, Source, ToOne

DEFINITION = "strawberry-definition"

SQL_TYPES = {
    "String": "text",
    "Int": "bigint",
    "Float": "float8",
    "Boolean": "boolean",
    "ID": "uuid",
    "Date": "date",
    "DateTime": "timestamptz",
    "Decimal": "numeric",
    "Time": "time",
}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an object type: its source, who sees it, and its GraphQL type."""

    name: str
    graphql_name: str
    source: Source
    option: Option
    shown: Predicate
    definition: GraphQLField

    @property
    def type(self) -> GraphQLOutputType:
        return self.definition.type

    @property
    def named(self) -> GraphQLNamedType:
        return get_named_type(self.definition.type)

    @property
    def is_nullable(self) -> bool:
        return not isinstance(self.definition.type, GraphQLNonNull)

    @property
    def is_list(self) -> bool:
        type_: Any = self.definition.type
        return isinstance(
            type_.of_type if isinstance(type_, GraphQLNonNull) else type_, GraphQLList
        )


@dataclass(frozen=True, slots=True)
class Kind:
    """An object type: the entity behind it, if any, and its fields by GraphQL name."""

    name: str
    entity: Entity | None
    fields: Mapping[str, Field]

    def named(self, python_name: str) -> Field | None:
        """The field with this Python name."""
        return next((field for field in self.fields.values() if field.name == python_name), None)

    def leading(self, column: str) -> Field | None:
        """The field that leads to the row at which this column points."""
        model = self.entity.model if self.entity else None
        if model is None:
            return None
        for field in self.fields.values():
            if isinstance(field.source, ToOne):
                definition = model._meta.fields_map[field.source.relation or field.name]
                if getattr(definition, "source_field", None) == column:
                    return field
        return None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All kinds by type name, and which entity each connection type pages through."""

    kinds: Mapping[str, Kind]
    by_prefix: Mapping[str, Kind]
    targets: Mapping[str, str]

    def entity(self, type_name: str) -> Entity:
        entity = self.kinds[self.targets.get(type_name, type_name)].entity
        if entity is None:
            raise TypeError(f"{type_name} has no rows of its own.")
        return entity


def build(schema: GraphQLSchema) -> Catalogue:
    """Read the declarations back from a built schema."""
    objects = [
        type_
        for name, type_ in schema.type_map.items()
        if isinstance(type_, GraphQLObjectType) and not name.startswith("__")
    ]
    kinds = {type_.name: _kind(type_) for type_ in objects}
    return Catalogue(
        kinds=kinds,
        by_prefix={
            kind.entity.prefix: kind
            for kind in kinds.values()
            if kind.entity and kind.entity.model is not None
        },
        targets={type_.name: _target(type_) for type_ in objects if _is_connection(type_)},
    )


def sql_type(named: GraphQLNamedType) -> str:
    """The PostgreSQL type of a leaf."""
    return "text" if isinstance(named, GraphQLEnumType) else SQL_TYPES[named.name]


def table(model: type[Model]) -> str:
    return f'"{model._meta.db_table}"'


def column_of(model: type[Model] | None, name: str) -> str:
    """The database's name of a model's column."""
    if model is None:
        return name
    return model._meta.fields_db_projection[name]


def _kind(type_: GraphQLObjectType) -> Kind:
    entity = ENTITIES.get(type_.name)
    fields = {
        name: _field(entity, name, definition)
        for name, definition in type_.fields.items()
        if _strawberry(definition) is not None
    }
    return Kind(type_.name, entity, fields)


def _field(entity: Entity | None, graphql_name: str, definition: GraphQLField) -> Field:
    declared = _strawberry(definition)
    name = declared.python_name if declared else graphql_name
    source, option = (declared.metadata if declared else {}).get(SOURCE, (Column(), Option()))
    shown = EVERYONE if entity is None or name == "id" else entity.policy.of(name)
    return Field(name, graphql_name, source, option, shown, definition)


def _strawberry(definition: GraphQLField) -> StrawberryField | None:
    found = definition.extensions.get(DEFINITION)
    return found if isinstance(found, StrawberryField) else None


def _is_connection(type_: GraphQLObjectType) -> bool:
    return type_.name.endswith("Connection") and "pageInfo" in type_.fields


def _target(type_: GraphQLObjectType) -> str:
    return str(get_named_type(type_.fields["nodes"].type))
