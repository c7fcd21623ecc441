"""What of a payload was selected, and how the rows are read that it has: kept with the document."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLObjectType, get_named_type
from graphql.execution.collect_fields import FieldDetails

from hub.actor import Standing
from hub.record.models import AuditEntry
from schema.compiler.catalogue import Catalogue
from schema.compiler.plan import Operation, Plan, compile_rows
from schema.compiler.statement import Statement
from schema.mutating.declare import Asked, Item, Items, Result, Results, Written

RECORD = AuditEntry._meta.db_table


@dataclass(frozen=True, slots=True)
class Chosen:
    """A field that was selected of a payload."""

    source: Any
    """None of `__typename`."""
    type_name: str
    details: list[FieldDetails]
    below: "Mapping[str, Chosen]"
    """What was selected of each of the objects that an act tells."""

    @property
    def is_of_rows(self) -> bool:
        source = self.source
        return isinstance(source, Result | Results) or (isinstance(source, Item) and source.is_row)


@dataclass(frozen=True, slots=True)
class Outline:
    """What was selected of a payload, by response key."""

    chosen: Mapping[str, Chosen]
    plans: Mapping[str, Plan]
    """How the rows of each field are read; of what lies within an object, by `outer.inner`."""
    reads_record: bool = False
    """Whether any of them tells what was done."""

    @property
    def length(self) -> int:
        """Characters of its statements."""
        return sum(len(plan.sql) for plan in self.plans.values())


def outlined(operation: Operation, catalogue: Catalogue, standing: Standing) -> dict[str, Outline]:
    """The outlines of all payloads and answers of an operation, by response key.

    Raises RequestRefused if one of them asks for too much.
    """
    statement = operation.statement(catalogue, standing)
    root = operation.schema.get_root_type(operation.definition.operation)
    if root is None:
        raise TypeError("The schema has no such root.")
    outlines: dict[str, Outline] = {}
    for key, details in statement.root_fields(root).items():
        name = details[0].node.name.value
        if isinstance(source_of(catalogue, root.name, name), Written | Asked):
            type_ = statement.object_type(get_named_type(root.fields[name].type).name)
            outlines[key] = _outline(operation, _chosen(statement, type_, details), statement)
    return outlines


def source_of(catalogue: Catalogue, type_name: str, name: str) -> Any:
    """What a field is declared to be; None of what GraphQL itself declares."""
    field = catalogue.kinds[type_name].fields.get(name)
    return field.source if field else None


def _outline(operation: Operation, chosen: Mapping[str, Chosen], statement: Statement) -> Outline:
    inside = {
        f"{key}.{inner}": each
        for key, outer in chosen.items()
        for inner, each in outer.below.items()
    }
    plans = {
        key: compile_rows(
            operation,
            statement.catalogue,
            statement.standing,
            entity=statement.catalogue.entity(each.type_name),
            details=each.details,
        )
        for key, each in {**chosen, **inside}.items()
        if each.is_of_rows
    }
    return Outline(chosen, plans, any(RECORD in plan.sql for plan in plans.values()))


def _chosen(
    statement: Statement, type_: GraphQLObjectType, above: list[FieldDetails]
) -> dict[str, Chosen]:
    """What fields select of objects of a type."""
    chosen: dict[str, Chosen] = {}
    for key, details in statement.fields(type_, above).items():
        name = details[0].node.name.value
        source, below = source_of(statement.catalogue, type_.name, name), {}
        named = get_named_type(type_.fields[name].type) if name in type_.fields else type_
        if isinstance(source, Items) and isinstance(named, GraphQLObjectType):
            below = _chosen(statement, named, details)
        chosen[key] = Chosen(source, named.name, details, below)
    return chosen
