"""The values that an audit entry tells a viewer, found in the entry one by one."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from graphql import GraphQLField
from tortoise.models import Model

from hub.actor import Actor, Viewer
from hub.policy import Predicate
from hub.record.policy import Onlooker
from schema.compiler.declare import ENTITIES, Entity
from schema.compiler.sources import Column, ToOne
from tests.oracle.declared import object_type, python_name, source_of

Change = Mapping[str, Any]


def changes(entry: Any, viewer: Viewer) -> list[dict[str, Any]]:
    """All of them, in the order in which they are told."""
    return [
        told
        for change in json.loads(entry.body)
        for column in sorted({**change["before"], **change["after"]})
        if (told := _told(change, column, viewer.actor)) is not None
    ]


def _told(change: Change, column: str, actor: Actor) -> dict[str, Any] | None:
    entities = [each for each in ENTITIES.values() if each.model]
    entity = next((each for each in entities if _table(each) == change["table"]), None)
    named = _named(entity, column) if entity else None
    if entity is None or named is None:
        return None
    name, field, target = named
    seen = [entity.policy.rows, entity.policy.of(python_name(field))]
    seen += [target.policy.rows] if target else []
    if not any(_sees_all(each, seen) for each in _onlookers(entity, change, actor)):
        return None
    is_personal = column in change["personal"]
    values = {
        time: None if is_personal else _text(change[time].get(column), target)
        for time in ("before", "after")
    }
    return {
        "type": entity.name,
        "id": change["id"] and f"{entity.prefix}_{change['id']}",
        "field": name,
        "is_personal": is_personal,
        **values,
    }


def _onlookers(entity: Entity, change: Change, actor: Actor) -> list[Onlooker]:
    """Whatever the viewer is to the row."""
    found = [Onlooker(actor.roles)]
    keys = {UUID(each) for each in change["subjects"]}
    if not keys.isdisjoint(actor.administered_ids):
        own = "id" if entity.name == "Organization" else "organization_id"
        found.append(Onlooker(administers=[own]))
    if actor.person_id in keys:
        found.append(Onlooker(is_in=["id" if entity.name == "Person" else "person_id"]))
    return found


def _sees_all(onlooker: Onlooker, predicates: list[Predicate]) -> bool:
    return all(map(onlooker.surely_sees, predicates))


def _named(entity: Entity, column: str) -> tuple[str, GraphQLField, Entity | None] | None:
    """The field that tells a column, and the type of the object that it leads to."""
    model = _model(entity)
    for name, field in object_type(entity.name).fields.items():
        source = source_of(field)
        if isinstance(source, Column) and name != "id":
            if (source.name or python_name(field)) == column:
                return name, field, None
        elif isinstance(source, ToOne):
            definition: Any = model._meta.fields_map[source.relation or python_name(field)]
            if getattr(definition, "source_field", None) == column:
                return name, field, _of_model(definition.related_model)
    return None


def _text(value: Any, target: Entity | None) -> str | None:
    if value is None:
        return None
    text = value if isinstance(value, str) else json.dumps(value)
    return f"{target.prefix}_{text}" if target else text


def _of_model(model: type[Model]) -> Entity:
    return next(each for each in ENTITIES.values() if each.model is model)


def _table(entity: Entity) -> str:
    return _model(entity)._meta.db_table


def _model(entity: Entity) -> type[Model]:
    if entity.model is None:
        raise TypeError(f"{entity.name} has no rows.")
    return entity.model
