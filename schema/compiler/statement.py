"""One statement in the making: its placeholders, its aliases, and the document that it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from graphql import GraphQLObjectType, GraphQLSchema, OperationDefinitionNode
from graphql.execution.collect_fields import (
    FieldDetails,
    FragmentDetails,
    collect_fields,
    collect_subfields,
)
from graphql.execution.values import VariableValues
from tortoise.models import Model

from hub.actor import Role, Standing
from hub.policy import Predicate, implies
from hub.sql import FALSE, TRUE
from schema.compiler.binds import VIEWER_VALUES, Binds
from schema.compiler.catalogue import Catalogue
from schema.compiler.refusals import too_many

Selected = Mapping[str, list[FieldDetails]]
"""The fields of a selection set by response key, in the order of the answer."""
Reading = tuple[str, ...]
"""Python names of watched fields of one object, in their order."""
READING_KEY = " read:"
"""No response key has a blank in it."""
MOST_QUERIES = 1000
"""Queries within a statement: to plan so many takes PostgreSQL half a second, however few rows it
is to read."""


def require_modest(queries: int) -> None:
    """Refuse a statement as soon as it has too many queries: not even to write it takes long."""
    if queries > MOST_QUERIES:
        what = "Queries that the answer takes"
        raise too_many("QUERY_TOO_COMPLEX", what, measured=queries, limit=MOST_QUERIES)


@dataclass
class Statement:
    """What the parts of the compiler share while they build one statement."""

    schema: GraphQLSchema
    catalogue: Catalogue
    operation: OperationDefinitionNode
    fragments: dict[str, FragmentDetails]
    variables: VariableValues
    standing: Standing
    own: frozenset[str] = frozenset()
    """The variables that hold the id of an organization of the viewer's."""
    cost: int = 0
    binds: Binds = field(default_factory=Binds)
    typed: bool = False
    """Whether objects behind an interface tell their type under a key of our own."""
    readings: list[Reading] = field(default_factory=list)
    """The sets of watched fields that a desk reads of an object."""
    _aliases: int = 0

    def alias(self) -> str:
        self._aliases += 1
        require_modest(self._aliases)
        return f"r{self._aliases}"

    def reading(self, fields: Reading) -> str:
        """The key, of our own, under which the answer tells whose watched fields it has."""
        if fields not in self.readings:
            self.readings.append(fields)
        return f"{READING_KEY}{self.readings.index(fields)}"

    def root_fields(self, type_: GraphQLObjectType) -> Selected:
        return collect_fields(
            self.schema, self.fragments, self.variables, type_, self.operation
        ).grouped_field_set

    def fields(self, type_: GraphQLObjectType, details: list[FieldDetails]) -> Selected:
        """The fields selected below some field nodes on objects of `type_`."""
        return collect_subfields(
            self.schema, self.fragments, self.variables, self.operation, type_, details
        ).grouped_field_set

    def object_type(self, name: str) -> GraphQLObjectType:
        type_ = self.schema.type_map[name]
        if not isinstance(type_, GraphQLObjectType):
            raise TypeError(f"{name} is not an object type.")
        return type_


@dataclass(frozen=True)
class RowScope:
    """A row inside a statement: its alias, its model, and the arguments that fill places."""

    statement: Statement
    row: str
    rows_model: type[Model] | None
    arguments: Mapping[str, str] = field(default_factory=dict)
    policy: Predicate | None = None
    """What everyone satisfies who gets to see the row."""
    reached: "tuple[str, RowScope] | None" = None
    """The column that points back at the row from which this one was reached, and that row."""

    own: bool = False
    """Whether the row is an organization of the viewer's, as a value of the request says."""

    @property
    def model(self) -> type[Model]:
        if self.rows_model is None:
            raise TypeError("This object has no rows of its own.")
        return self.rows_model

    def place(self, name: str) -> str:
        if name in self.arguments:
            return self.arguments[name]
        if name == "is_member":
            return TRUE if self.statement.standing.is_member else FALSE
        if name == "budget_cost":
            return f"{self.statement.cost}::bigint"
        known = "today" if name == "day" else name
        if known not in VIEWER_VALUES:
            raise KeyError(f"No argument or value of the viewer is called {name!r}.")
        return self.statement.binds.viewer(known)

    def has(self, name: str) -> bool:
        standing = self.statement.standing
        return {
            "person_id": standing.has_person,
            "account_id": standing.has_account,
            "organization_ids": standing.has_organizations,
            "administered_ids": standing.administers,
        }[name]

    def role(self, roles: frozenset[Role]) -> str:
        return TRUE if self.statement.standing.has_role(roles) else FALSE

    def inner(self, model: type[Model]) -> "RowScope":
        return RowScope(self.statement, self.statement.alias(), model, self.arguments)

    def origin(self, column: str) -> "RowScope | None":
        return self.reached[1] if self.reached and self.reached[0] == column else None

    def is_own(self, column: str) -> bool:
        origin = self if column == "id" else self.origin(column)
        return origin is not None and origin.own

    def is_known(self, predicate: object) -> bool:
        return (
            self.policy is not None
            and isinstance(predicate, Predicate)
            and implies(self.policy, predicate)
        )

    def with_arguments(self, arguments: Mapping[str, str]) -> "RowScope":
        return replace(self, arguments={**self.arguments, **arguments})
