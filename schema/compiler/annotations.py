"""What a field's annotation says, before the schema is built: leaf or target, one or many."""

from dataclasses import dataclass
from typing import Any

from strawberry.types.base import StrawberryList, StrawberryObjectDefinition, StrawberryOptional
from strawberry.types.enum import StrawberryEnumDefinition
from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from schema.compiler.declare import ENTITIES, SOURCE, Entity, Option
from schema.compiler.quoted import fields_of
from schema.compiler.sources import Column, Computed, Source, ToMany, ToOne
from schema.paging import Connection

LEAF_NAMES = {
    "str": "String",
    "int": "Int",
    "float": "Float",
    "bool": "Boolean",
    "Decimal": "Decimal",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """A field of an entity as its filters and orders need to know it."""

    graphql_name: str
    source: Source
    option: Option
    leaf: str
    target: str
    is_many: bool
    is_list: bool
    is_enum: bool

    @property
    def leaf_name(self) -> str:
        return LEAF_NAMES.get(self.leaf, self.leaf)

    @property
    def is_leaf(self) -> bool:
        return isinstance(self.source, Column | Computed) and not self.target and bool(self.leaf)

    @property
    def is_filterable(self) -> bool:
        if not self.option.filterable:
            return False
        if isinstance(self.source, ToMany):
            return self.source.condition is None
        return self.is_leaf or isinstance(self.source, ToOne)

    @property
    def is_orderable(self) -> bool:
        if not self.option.orderable or self.is_list:
            return False
        return self.is_leaf or isinstance(self.source, ToOne)


def shapes_of(entity: Entity) -> list[Shape]:
    """The shapes of an entity's fields, in their order."""
    return [_shape(field) for field in fields_of(entity.cls)]


def _shape(field: StrawberryField) -> Shape:
    source, option = field.metadata.get(SOURCE, (Column(), Option()))
    type_: Any = field.resolve_type()
    type_ = type_.of_type if isinstance(type_, StrawberryOptional) else type_
    is_list = isinstance(type_, StrawberryList)
    type_ = type_.of_type if is_list else type_
    definition = getattr(type_, "__strawberry_definition__", None)
    target = _target(definition)
    is_enum = isinstance(type_, StrawberryEnumDefinition)
    leaf = "" if target else (type_.name if is_enum else getattr(type_, "__name__", str(type_)))
    return Shape(
        graphql_name=field.graphql_name or to_camel_case(field.python_name),
        source=source,
        option=option,
        leaf=leaf,
        target=target,
        is_many=isinstance(source, ToMany),
        is_list=is_list,
        is_enum=is_enum,
    )


def _target(definition: StrawberryObjectDefinition | None) -> str:
    """The entity that an object type is, or pages through; empty for others."""
    if definition is None:
        return ""
    if definition.concrete_of is not None and definition.concrete_of.origin is Connection:
        return str(getattr(next(iter(definition.type_var_map.values())), "__name__", ""))
    return definition.name if definition.name in ENTITIES else ""
