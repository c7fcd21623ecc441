"""From a subscription to what it follows, and to the one statement that tells of events."""

from dataclasses import dataclass
from typing import Any

from graphql.execution.collect_fields import FieldDetails
from graphql.execution.values import VariableValues, get_argument_values

from hub.actor import Standing
from schema.compiler import shapes
from schema.compiler.catalogue import Catalogue, Field, table
from schema.compiler.objects import selection
from schema.compiler.plan import KEYS, Operation, Plan, finished
from schema.compiler.refusals import RequestRefused
from schema.compiler.sources import Followed
from schema.compiler.statement import RowScope, Statement
from schema.compiler.values import Leaf, Tree, arguments


@dataclass(frozen=True, slots=True)
class FollowedField:
    """The one field that a subscription selects."""

    key: str
    """Its response key."""
    field: Field
    source: Followed
    details: list[FieldDetails]

    def wish(self, variables: VariableValues) -> tuple[Any, str | None]:
        """What is to be followed, and after which cursor; raises RequestRefused."""
        given = get_argument_values(self.field.definition, self.details[0].node, variables)
        return self.source.wish(given), given.get("after")


def followed_field(operation: Operation, catalogue: Catalogue) -> FollowedField:
    """The field of a subscription; raises RequestRefused if a condition leaves it out."""
    type_ = operation.schema.subscription_type
    if type_ is None:
        raise TypeError("The schema has no subscription type.")
    statement = operation.statement(catalogue, Standing())
    for key, details in statement.root_fields(type_).items():
        field = catalogue.kinds[type_.name].fields[details[0].node.name.value]
        if isinstance(field.source, Followed):
            return FollowedField(key, field, field.source, details)
    raise RequestRefused("BAD_USER_INPUT", "The subscription selects nothing: it skips its field.")


def compile_events(operation: Operation, catalogue: Catalogue, standing: Standing) -> Plan:
    """The plan of what a subscription tells of events with the keys that are bound as KEYS: in
    their order, each as text, null if the viewer is not told of it.
    """
    statement = operation.statement(catalogue, standing)
    followed = followed_field(operation, catalogue)
    source, node = followed.source, followed.details[0].node
    given = arguments(followed.field.definition, node, statement.variables.coerced)
    keys, each = statement.binds.variable((KEYS,), "uuid[]", None), statement.alias()
    places = {place: _bound(statement, given[name]) for place, name in source.places.items()}
    row = RowScope(statement, statement.alias(), source.model, places)
    type_ = statement.object_type(followed.field.named.name)
    pairs = selection(type_, statement.fields(type_, followed.details), row)
    condition = f"{row.row}.id = {each}.key AND {source.seen_by.sql(row)}"
    found = shapes.one(pairs, f"{table(source.model)} {row.row} WHERE {condition}")
    return finished(
        statement,
        f"SELECT array_agg({found}::text ORDER BY {each}.place) AS answers"
        f" FROM unnest({keys}) WITH ORDINALITY AS {each}(key, place)",
    )


def _bound(statement: Statement, tree: Tree) -> str:
    if not isinstance(tree, Leaf):
        raise TypeError("An instant is a scalar.")
    return tree.bind(statement.binds, "timestamptz")
