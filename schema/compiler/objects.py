"""An object's selected fields as SQL over its row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from graphql import GraphQLObjectType, get_named_type
from graphql.execution.collect_fields import FieldDetails

from hub.actor import STAFF
from hub.sql import TRUE
from schema.compiler import shapes
from schema.compiler.catalogue import Field, Kind, column_of, sql_type
from schema.compiler.shapes import Pairs
from schema.compiler.sources import Argument, Column, Computed, Source
from schema.compiler.statement import RowScope, Selected, Statement
from schema.compiler.values import Leaf, Tree, arguments, is_null


@dataclass(frozen=True, slots=True)
class Asked:
    """A field as a document asks for it: what was selected below it, with which arguments."""

    statement: Statement
    field: Field
    details: list[FieldDetails]
    given: Mapping[str, Tree]
    scope: RowScope

    @property
    def type(self) -> GraphQLObjectType:
        return self.statement.object_type(self.field.named.name)

    @property
    def selected(self) -> Selected:
        return self.statement.fields(self.type, self.details)

    def placed(self, declared: tuple[Argument, ...], scope: RowScope) -> RowScope:
        """The scope with the field's arguments in their places."""
        filled = {each.place or each.name: self._argument(each) for each in declared}
        return scope.with_arguments(filled) if filled else scope

    def _argument(self, argument: Argument) -> str:
        given = self.given.get(argument.name)
        type_name = sql_type(get_named_type(self.field.definition.args[argument.name].type))
        if isinstance(given, Leaf) and not is_null(given):
            return given.bind(self.statement.binds, type_name, argument.convert)
        if argument.default is None:
            return f"NULL::{type_name}"
        return self.statement.binds.viewer(argument.default)


Compiler = Callable[[Asked], str]

COMPILERS: dict[type[Source], Compiler] = {}
"""How each kind of source that leads to other objects is compiled."""


def compiles(source: type[Source]) -> Callable[[Compiler], Compiler]:
    def register(compiler: Compiler) -> Compiler:
        COMPILERS[source] = compiler
        return compiler

    return register


def selection(type_: GraphQLObjectType, selected: Selected, scope: RowScope) -> Pairs:
    """The response keys of a selection on `type_` with their SQL."""
    kind = scope.statement.catalogue.kinds[type_.name]
    pairs = [(key, _value(kind, details, scope)) for key, details in selected.items()]
    return pairs + _reading(kind, selected, scope)


def is_read_by_desk(field: Field, scope: RowScope) -> bool:
    """Whether the viewer sees a watched field of anybody, by virtue of their office."""
    if not field.option.watched or not scope.statement.standing.has_role(STAFF):
        return False
    return field.shown.sql(scope) == TRUE


def masked(field: Field, expression: str, scope: RowScope) -> str:
    """The expression, or null for a viewer who may not see the field."""
    shown = field.shown.sql(scope)
    return expression if shown == TRUE else f"CASE WHEN {shown} THEN {expression} END"


def raw(field: Field, scope: RowScope) -> str:
    """The value of a column or computed field, before it takes the form of the answer."""
    if isinstance(field.source, Computed):
        return f"({field.source.expression.render(scope)})"
    if isinstance(field.source, Column):
        return f"{scope.row}.{column_of(scope.rows_model, field.source.name or field.name)}"
    raise TypeError(f"{field.name} is not a leaf.")


def _reading(kind: Kind, selected: Selected, scope: RowScope) -> Pairs:
    """Whose watched fields a desk reads here, under a key that no answer keeps."""
    names = dict.fromkeys(details[0].node.name.value for details in selected.values())
    fields = [kind.fields[name] for name in names if name in kind.fields]
    read = tuple(sorted(field.name for field in fields if is_read_by_desk(field, scope)))
    return [(scope.statement.reading(read), f"{scope.row}.id")] if read else []


def _value(kind: Kind, details: list[FieldDetails], scope: RowScope) -> str:
    statement, node = scope.statement, details[0].node
    if node.name.value == "__typename":
        return f"{shapes.text(kind.name)}::text"
    field = kind.fields[node.name.value]
    given = arguments(field.definition, node, statement.variables.coerced)
    asked = Asked(statement, field, details, given, scope)
    compiler = COMPILERS.get(type(field.source))
    expression = compiler(asked) if compiler else _leaf(kind, asked)
    return masked(field, expression, scope)


def _leaf(kind: Kind, asked: Asked) -> str:
    field = asked.field
    declared = field.source.arguments if isinstance(field.source, Computed) else ()
    value = raw(field, asked.placed(declared, asked.scope))
    if field.name == "id" and kind.entity is not None:
        return f"({shapes.text(kind.entity.prefix + '_')} || {value})"
    if field.named.name == "Decimal":
        return f"{value}::text[]" if field.is_list else f"{value}::text"
    return value
