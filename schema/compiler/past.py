"""Which columns of which tables a history tells, and under which names of the schema."""

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case
from tortoise.fields.relational import ForeignKeyFieldInstance
from tortoise.models import Model

from hub.actor import Role
from hub.members.models import Organization, Person
from hub.record.policy import (
    ADMINISTRATOR,
    ADMINISTRATOR_ITSELF,
    PERSON,
    PERSON_ITSELF,
    Onlooker,
)
from schema.compiler.catalogue import column_of
from schema.compiler.declare import ENTITIES, SOURCE, Entity
from schema.compiler.quoted import fields_of
from schema.compiler.sources import Column, ToOne


@lru_cache(maxsize=64)
def shown_columns(roles: frozenset[Role]) -> str:
    """By table and column, as JSON: the field that it is, and who is told what it held.

    The row of a history may be another's by now, or gone: what it held is told where the policies
    leave no doubt, knowing no more than whose it was.
    """
    described = {
        model._meta.db_table: {
            "type": entity.name,
            "prefix": entity.prefix,
            "columns": dict(_columns(entity, model, Onlooker(roles))),
        }
        for model, entity in _entities().items()
    }
    return json.dumps(described, separators=(",", ":"))


def _columns(
    entity: Entity, model: type[Model], always: Onlooker
) -> Iterator[tuple[str, dict[str, Any]]]:
    administrator = ADMINISTRATOR_ITSELF if model is Organization else ADMINISTRATOR
    person = PERSON_ITSELF if model is Person else PERSON
    for field in fields_of(entity.cls):
        if (column := _column(model, field)) is None:
            continue
        target = _target(model, field)
        seen = entity.policy.rows & entity.policy.of(field.python_name)
        seen = seen & target.policy.rows if target else seen
        told_to = {
            "always": always.surely_sees(seen),
            "administrator": administrator.surely_sees(seen),
            "person": person.surely_sees(seen),
        }
        if any(told_to.values()):
            name = field.graphql_name or to_camel_case(field.python_name)
            of = {"of": f"{target.prefix}_"} if target else {}
            # Nothing is written of whom it is not told to: the text goes along with each request.
            yield (
                column,
                {"field": name, **of, **{who: True for who, sees in told_to.items() if sees}},
            )


def _column(model: type[Model], field: StrawberryField) -> str | None:
    """The column that a field tells, itself or as the object that it leads to."""
    source = field.metadata.get(SOURCE, (None, None))[0]
    if isinstance(source, Column):
        return column_of(model, source.name or field.python_name)
    relation = _relation(model, field)
    return str(relation.source_field) if relation else None


def _target(model: type[Model], field: StrawberryField) -> Entity | None:
    relation = _relation(model, field)
    return _entities()[relation.related_model] if relation else None


def _relation(model: type[Model], field: StrawberryField) -> ForeignKeyFieldInstance[Any] | None:
    source = field.metadata.get(SOURCE, (None, None))[0]
    if not isinstance(source, ToOne):
        return None
    definition = model._meta.fields_map[source.relation or field.python_name]
    return definition if isinstance(definition, ForeignKeyFieldInstance) else None


def _entities() -> dict[type[Model], Entity]:
    return {entity.model: entity for entity in ENTITIES.values() if entity.model}
