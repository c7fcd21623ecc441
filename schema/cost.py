"""The cost of an operation before it runs: how many objects its answer may hold at most.

A leaf costs 0 and an object 1, or what its declaration says. A list multiplies what is selected
below it by its greatest length, a connection by its page size (`first` or `last`, else the usual
page); its `totalCount` costs 1, since the whole list is counted. An interface or a union costs as
much as its dearest type.
"""

from collections.abc import Iterable, Mapping, Sized
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from graphql import (
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    InlineFragmentNode,
    NamedTypeNode,
    Node,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_introspection_query,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    parse,
    value_from_ast_untyped,
)

from schema.compiler.catalogue import DEFINITION
from schema.compiler.declare import SOURCE
from schema.compiler.sources import Rows
from schema.mutating.declare import Asked, Items, Problems, Results, Told, ToldList
from schema.paging import DEFAULT_PAGE, LARGEST_PAGE
from schema.tally import INTROSPECTION

INTROSPECTION_COST = 4000
"""The usual introspection query costs this; any other is priced by comparison with it."""

UNKNOWN = object()
"""The value of a variable when variables are not given."""


def estimate(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    *,
    variables: Mapping[str, Any] | None,
) -> int:
    """The cost of a valid operation; without variables, the highest that any variables make.

    Call it after `schema.limits.check`, which bounds how deep this has to descend.
    """
    root = schema.get_root_type(operation.operation)
    if root is None:
        return 0
    given = None if variables is None else {**_defaults(operation), **variables}
    return Count(schema, _fragments(document), given).objects(operation.selection_set, root)


@dataclass(slots=True)
class Count:
    """Counts the objects of one operation, each selection set once for each type."""

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any] | None
    _counted: dict[tuple[int, str, int], int] = field(default_factory=dict)

    def objects(self, below: SelectionSetNode, type_: GraphQLNamedType, page: int = 1) -> int:
        """The objects below one object of `type_`; a connection has `page` rows."""
        key = (id(below), type_.name, page)
        if key not in self._counted:
            if isinstance(type_, GraphQLInterfaceType | GraphQLUnionType):
                possible = self.schema.get_possible_types(type_)
                count = max((self.objects(below, each) for each in possible), default=0)
            else:
                count = sum(self._selection(node, type_, page) for node in below.selections)
            self._counted[key] = count
        return self._counted[key]

    def _selection(self, node: SelectionNode, parent: GraphQLNamedType, page: int) -> int:
        if self._is_left_out(node):
            return 0
        if isinstance(node, FieldNode):
            return self._field(node, parent, page)
        fragment: Node | None = node
        if isinstance(node, FragmentSpreadNode):
            fragment = self.fragments.get(node.name.value)
        if not isinstance(fragment, InlineFragmentNode | FragmentDefinitionNode):
            return 0
        if not self._applies(fragment.type_condition, parent):
            return 0
        return self.objects(fragment.selection_set, parent, page)

    def _field(self, node: FieldNode, parent: GraphQLNamedType, page: int) -> int:
        name, below = node.name.value, node.selection_set
        if below is None:
            return int(name == "totalCount" and _is_connection(parent))
        definition = is_composite_type(parent) and self.schema.get_field(parent, name)
        if not definition:
            return 0
        type_ = get_named_type(definition.type)
        if _is_connection(type_):
            return 1 + self.objects(below, type_, self._page(node))
        if name in INTROSPECTION:
            return _introspection_cost(self.schema, 1 + self.objects(below, type_))
        source = _source(definition)
        # An edge and its row count as one, and so do a wrapping type and what it wraps.
        usual = int(not parent.name.endswith("Edge") and name != "ofType")
        itself = _weight(source, usual=usual)
        length = self._length(node, definition, page if _is_connection(parent) else None)
        # What is asked of a field's type leads back into the schema, to its largest types first.
        weight = 2 if name == "type" and parent.name.startswith("__") else 1
        return length * (itself + weight * self.objects(below, type_))

    def _length(self, node: FieldNode, definition: GraphQLField, page: int | None) -> int:
        """The greatest length of the field's list; 1 where it is none."""
        if not isinstance(get_nullable_type(definition.type), GraphQLList):
            return 1
        if page is not None:
            return page
        if get_named_type(definition.type).name.startswith("__"):
            return _introspection_lengths(self.schema).get(node.name.value, 1)
        source = _source(definition)
        if isinstance(source, Rows | Items | Problems | Results | Told | ToldList):
            return source.most
        ids = self._argument(node, "ids")
        return len(ids) if isinstance(ids, Sized) else LARGEST_PAGE

    def _page(self, node: FieldNode) -> int:
        asked = [self._argument(node, name) for name in ("first", "last")]
        if UNKNOWN in asked:
            return LARGEST_PAGE
        return max((size for size in asked if isinstance(size, int)), default=DEFAULT_PAGE)

    def _argument(self, node: FieldNode | DirectiveNode, name: str) -> Any:
        for argument in node.arguments or ():
            if argument.name.value == name:
                return self._value(argument.value)
        return None

    def _value(self, node: ValueNode) -> Any:
        if isinstance(node, VariableNode):
            return UNKNOWN if self.variables is None else self.variables.get(node.name.value)
        return value_from_ast_untyped(node, None)

    def _is_left_out(self, node: SelectionNode) -> bool:
        """Whether @skip or @include leaves the selection out whatever the rows are."""
        kept = {"skip": False, "include": True}
        return any(
            self._argument(directive, "if") is (not kept[directive.name.value])
            for directive in node.directives or ()
            if directive.name.value in kept
        )

    def _applies(self, condition: NamedTypeNode | None, type_: GraphQLNamedType) -> bool:
        if condition is None or condition.name.value == type_.name:
            return True
        wider = self.schema.get_type(condition.name.value)
        return isinstance(
            wider, GraphQLInterfaceType | GraphQLUnionType
        ) and self.schema.is_sub_type(wider, type_)


def _fragments(document: DocumentNode) -> dict[str, FragmentDefinitionNode]:
    return {
        node.name.value: node
        for node in document.definitions
        if isinstance(node, FragmentDefinitionNode)
    }


def _defaults(operation: OperationDefinitionNode) -> dict[str, Any]:
    return {
        definition.variable.name.value: value_from_ast_untyped(definition.default_value, None)
        for definition in operation.variable_definitions or ()
        if definition.default_value is not None
    }


def _is_connection(type_: GraphQLNamedType) -> bool:
    return isinstance(type_, GraphQLObjectType) and type_.name.endswith("Connection")


def _source(definition: GraphQLField) -> object:
    declared = definition.extensions.get(DEFINITION)
    source, _ = getattr(declared, "metadata", {}).get(SOURCE, (None, None))
    return source


def _weight(source: object, *, usual: int) -> int:
    """What an object costs itself: more, where it is worked out."""
    if isinstance(source, Asked):
        return source.cost
    return source.weight if isinstance(source, Rows) else usual


def _introspection_cost(schema: GraphQLSchema, objects: int) -> int:
    return -(-objects * INTROSPECTION_COST // _usual_introspection(schema))


@lru_cache(maxsize=4)
def _usual_introspection(schema: GraphQLSchema) -> int:
    """How many objects the query holds by which clients learn the whole schema."""
    document = parse(get_introspection_query(schema_description=True))
    count = Count(schema, _fragments(document), {})
    return 1 + sum(
        count.objects(node.selection_set, schema.type_map["__Schema"])
        for operation in document.definitions
        if isinstance(operation, OperationDefinitionNode)
        for node in operation.selection_set.selections
        if isinstance(node, FieldNode) and node.selection_set is not None
    )


@lru_cache(maxsize=4)
def _introspection_lengths(schema: GraphQLSchema) -> dict[str, int]:
    """How long the lists of introspection are: on average, each over the types that have it."""
    types = list(schema.type_map.values())
    objects = [t for t in types if isinstance(t, GraphQLObjectType | GraphQLInterfaceType)]
    fields = [field_ for type_ in objects for field_ in type_.fields.values()]
    unions = [t for t in types if isinstance(t, GraphQLInterfaceType | GraphQLUnionType)]
    return {
        "types": len(types),
        "directives": len(schema.directives),
        "fields": _average(len(type_.fields) for type_ in objects),
        "args": _average(len(field_.args) for field_ in fields),
        "interfaces": _average(len(type_.interfaces) for type_ in objects),
        "possibleTypes": _average(len(schema.get_possible_types(type_)) for type_ in unions),
        "inputFields": _average(
            len(type_.fields) for type_ in types if isinstance(type_, GraphQLInputObjectType)
        ),
        "enumValues": _average(
            len(type_.values) for type_ in types if isinstance(type_, GraphQLEnumType)
        ),
    }


def _average(lengths: Iterable[int]) -> int:
    """Rounded up, and at least 1."""
    counted = list(lengths)
    return max(1, -(-sum(counted) // max(1, len(counted))))
