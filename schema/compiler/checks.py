"""What a declaration must hold for the schema to build."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from tortoise.fields.relational import BackwardFKRelation, BackwardOneToOneRelation
from tortoise.models import Model

from hub.policy import EVERYONE, WITH_ROW
from schema.compiler.catalogue import Catalogue, Field, Kind
from schema.compiler.declare import Entity
from schema.compiler.sources import Column, Computed, ToMany, ToOne


class DeclarationError(Exception):
    """A type that leaves open who sees it, or promises a value that may be withheld."""


def require_sound(catalogue: Catalogue) -> None:
    """Raise DeclarationError with everything that is wrong."""
    faults = [
        f"{kind.name}: {fault}"
        for kind in catalogue.kinds.values()
        if kind.entity is not None
        for fault in _faults(catalogue, kind, kind.entity)
    ]
    prefixes = Counter(kind.entity.prefix for kind in catalogue.kinds.values() if kind.entity)
    faults += [f"{prefix} begins the ids of {n} types" for prefix, n in prefixes.items() if n > 1]
    if faults:
        raise DeclarationError("\n".join(faults))


def require_policy(entity: Entity, names: Iterable[str]) -> None:
    """A policy names every field of its type once, and nothing else."""
    counted, fields = Counter(entity.policy.names), set(names) - {"id"}
    faults = [
        *(f"{name} has no policy" for name in sorted(fields - set(counted))),
        *(f"{name} is in the policy only" for name in sorted(set(counted) - fields)),
        *(f"{name} stands twice in the policy" for name, n in counted.items() if n > 1),
    ]
    if faults:
        raise DeclarationError(f"{entity.name}: {', '.join(faults)}")


def _faults(catalogue: Catalogue, kind: Kind, entity: Entity) -> Iterable[str]:
    for field in kind.fields.values():
        if not field.is_nullable and (reason := _may_be_null(catalogue, entity, field)):
            yield f"{field.name} must be nullable: {reason}"
        if isinstance(field.source, ToMany) and not _has_way_there(catalogue, entity, field):
            yield f"{field.name} needs a field of its rows that leads back and says who sees it"
    for name in entity.search:
        field_of_search = kind.named(name)
        if field_of_search is None or field_of_search.shown != WITH_ROW:
            yield f"{name} may not be searched: it is not seen by all who see the row"


def _has_way_there(catalogue: Catalogue, entity: Entity, field: Field) -> bool:
    relation = getattr(field.source, "relation", None) or field.name
    definition = entity.model._meta.fields_map[relation] if entity.model else None
    if not isinstance(definition, BackwardFKRelation):
        return True
    target = catalogue.kinds[catalogue.targets[field.named.name]]
    return target.leading(str(definition.relation_source_field)) is not None


def _may_be_null(catalogue: Catalogue, entity: Entity, field: Field) -> str:
    if field.shown != EVERYONE:
        return "some viewers may not see it"
    source, model = field.source, entity.model
    if model is None or isinstance(source, Computed | ToMany):
        return ""
    if isinstance(source, Column) and _column_is_nullable(model, source.name or field.name):
        return "its column is nullable"
    if isinstance(source, ToOne):
        definition = model._meta.fields_map[source.relation or field.name]
        return _relation_may_be_null(catalogue, definition, field)
    return ""


def _column_is_nullable(model: type[Model], name: str) -> bool:
    return model._meta.fields_map[name].null


def _relation_may_be_null(catalogue: Catalogue, definition: Any, field: Field) -> str:
    if isinstance(definition, BackwardOneToOneRelation) or definition.null:
        return "its relation may lead nowhere"
    if catalogue.entity(field.named.name).policy.rows != EVERYONE:
        return "some viewers may not see its rows"
    return ""
