"""How the declarations of the areas become one schema."""

from collections.abc import Iterable
from inspect import cleandoc
from typing import Any

import strawberry
from graphql import GraphQLInputObjectType
from strawberry.schema.config import StrawberryConfig
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.base import StrawberryOptional
from strawberry.types.enum import StrawberryEnumDefinition
from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from hub.vocabulary import Vocabulary
from schema.compiler.annotations import shapes_of
from schema.compiler.catalogue import DEFINITION
from schema.compiler.checks import require_policy
from schema.compiler.declare import ENTITIES, PARTS, SOURCE
from schema.compiler.inputs import Inputs
from schema.compiler.orders import OrderDirection
from schema.compiler.quoted import Annotations, fields_of
from schema.compiler.sources import (
    ById,
    Computed,
    Followed,
    Gathered,
    Given,
    ManyWhere,
    NodeOf,
    NodesOf,
    OneWhere,
    Part,
    Rows,
    Search,
    ToMany,
)
from schema.mutating.declare import INPUTS, TOLD, Asked, Written
from schema.mutating.problems import PROBLEMS, describe_codes
from schema.node import Node
from schema.paging import Connection, Edge, PageInfo
from schema.scalars import SCALARS

FORWARD: tuple[Given, ...] = (
    ("first", "int | None", "Rows from the beginning, 0 to 100; 20 when null and `last` is null."),
    ("after", "str | None", "Only rows after this cursor; null: from the beginning."),
)
BACKWARD: tuple[Given, ...] = (
    ("last", "int | None", "Rows from the end, 0 to 100; not together with `first`."),
    ("before", "str | None", "Only rows before this cursor; null: up to the end."),
)
SEARCH: tuple[Given, ...] = (
    ("query", "str", 'Words, "phrases" in quotes, `or`, and `-` before what must not occur.'),
    ("kinds", "list[SearchKind] | None", "Only objects of these types; null: of all."),
)
ID: Given = ("id", "strawberry.ID", "Global id of the object; one of another type finds nothing.")
IDS: Given = (
    "ids",
    "list[strawberry.ID]",
    "Global ids, at most 100; the answer keeps their order.",
)


def assemble(
    query: type,
    mutation: type | None,
    vocabularies: Iterable[type[Vocabulary]],
    *,
    subscription: type | None = None,
) -> strawberry.Schema:
    """Build the schema; what is declared badly does not build."""
    types: dict[str, Any] = _builtin_types()
    types |= {name: entity.cls for name, entity in ENTITIES.items()} | PARTS | PROBLEMS | TOLD
    types |= {each.__name__: _published(each) for each in vocabularies}
    annotations = Annotations(types)
    told = [*PROBLEMS.values(), *TOLD.values()]
    for cls in [*(entity.cls for entity in ENTITIES.values()), *PARTS.values(), *told]:
        annotations.resolve(cls)
    inputs = Inputs()
    for entity in ENTITIES.values():
        require_policy(entity, (field.python_name for field in fields_of(entity.cls)))
        inputs.of_entity(entity, shapes_of(entity))
    types |= inputs.types | INPUTS
    for cls in [*inputs.types.values(), *INPUTS.values()]:
        annotations.resolve(cls)
    for cls in [*(entity.cls for entity in ENTITIES.values()), *PARTS.values()]:
        _give_arguments(cls, annotations)
    describe_codes()
    schema = strawberry.Schema(
        query=query,
        mutation=mutation,
        subscription=subscription,
        types=[*(entity.cls for entity in ENTITIES.values()), *PROBLEMS.values()],
        config=StrawberryConfig(
            scalar_map=SCALARS, disable_field_suggestions=True, relay_max_results=100
        ),
    )
    _tell_one_of(schema)
    return schema


def _tell_one_of(schema: strawberry.Schema) -> None:
    """Let GraphQL itself validate `@oneOf`, which Strawberry does by a rule of its own."""
    for type_ in schema._schema.type_map.values():
        if isinstance(type_, GraphQLInputObjectType):
            type_.is_one_of = type_.extensions[DEFINITION].is_one_of


def _published(vocabulary: type[Vocabulary]) -> type[Vocabulary]:
    """The vocabulary as a GraphQL enum with its descriptions."""
    published = strawberry.enum(vocabulary, description=cleandoc(vocabulary.__doc__ or ""))
    definition: StrawberryEnumDefinition = published.__strawberry_definition__  # type: ignore[attr-defined] # there by now
    for value in definition.values:
        value.description = vocabulary[value.name].description
    return published


def _give_arguments(cls: type, annotations: Annotations) -> None:
    for field in fields_of(cls):
        source = field.metadata.get(SOURCE, (None, None))[0]
        given = [*_declared(source), *_usual(source, field)]
        if given:
            field.arguments = [_argument(each, annotations) for each in given]


def _declared(source: Any) -> list[Given]:
    if not isinstance(source, Computed | OneWhere | ToMany | ManyWhere | Gathered | Part | Rows):
        return []
    return [(each.name, each.annotation, each.description) for each in source.arguments]


def _usual(source: Any, field: StrawberryField) -> list[Given]:
    if isinstance(source, ToMany | ManyWhere | Gathered):
        return _paging(field)
    if isinstance(source, Followed):
        return list(source.arguments)
    if isinstance(source, Search):
        return [*SEARCH, *FORWARD, *BACKWARD]
    if isinstance(source, Written | Asked):
        name = f"{field.python_name[0].upper()}{to_camel_case(field.python_name)[1:]}Input"
        return [("input", name, "What is wished for, and how it is to be done.")]
    return (
        [IDS] if isinstance(source, NodesOf) else [ID] if isinstance(source, ById | NodeOf) else []
    )


def _paging(field: StrawberryField) -> list[Given]:
    type_: Any = field.resolve_type()
    type_ = type_.of_type if isinstance(type_, StrawberryOptional) else type_
    definition = type_.__strawberry_definition__
    target = getattr(next(iter(definition.type_var_map.values())), "__name__", "")
    return [
        *FORWARD,
        *BACKWARD,
        (
            "where",
            f"{target}Filter | None",
            "Only rows that match; null: all that the viewer sees.",
        ),
        (
            "orderBy",
            f"list[{target}Order] | None",
            "Keys of the order, the weightiest first, at most 5; null: the usual order.",
        ),
    ]


def _argument(given: Given, annotations: Annotations) -> StrawberryArgument:
    name, annotation, description = given
    return StrawberryArgument(
        python_name=name,
        graphql_name=name,
        type_annotation=annotations.of(annotation),
        description=description,
    )


def _builtin_types() -> dict[str, Any]:
    names = {scalar.__name__: scalar for scalar in SCALARS if isinstance(scalar, type)}
    return {
        **names,
        "strawberry": strawberry,
        "Connection": Connection,
        "ID": strawberry.ID,
        "Node": Node,
        "Edge": Edge,
        "PageInfo": PageInfo,
        "OrderDirection": OrderDirection,
    }
