"""What random documents ask for: ids that exist and values that rows have, and others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from graphql import GraphQLEnumType, get_named_type

from schema.compiler.declare import ENTITIES
from schema.compiler.sources import Column
from schema.node import join_id
from tests.oracle.declared import object_type, python_name, source_of
from tests.oracle.forms import written
from tests.oracle.memory import Memory
from tests.oracle.world.build import NOW

TODAY = NOW.date()
DAYS = (
    *(TODAY + timedelta(days=days) for days in (0, -1, -10, -100, -365, -900, 3, 40)),
    date.min,
    date.max,
)
INSTANTS = tuple(
    written(NOW + timedelta(hours=hours)) for hours in (0, 1, -1, 24, 22, 23, 24 * 4, -24 * 30)
)
QUERIES = ("alfa", "città", "software dati", "onda -seme", '"sala ago"', "citta or intesa", "")

ODD: Mapping[str, Sequence[Any]] = {
    "String": ("", "a", "À", "alfa", "%", "_", "\\", "'", 'dati\n"x"', "ō"),
    "Int": (0, 1, -1, 3, 2_000_000_000),
    "Float": (0.5,),
    "Boolean": (False, True),
    "ID": ("", "org_", "nobody", "org_00000000-0000-7000-8000-000000000000"),
    "Date": tuple(written(day) for day in DAYS),
    "DateTime": (*INSTANTS, "2027-05-12T10:30:00+02:00", "2027-05-12T08:30:00.000001Z"),
    "Time": ("09:00", "09:00:00", "00:00"),
    "Decimal": ("0", "1200", "1200.00", 10, "-1", "0.5"),
}
MOST_VALUES = 8


@dataclass(frozen=True)
class Ground:
    """The values of a world."""

    memory: Memory

    @cached_property
    def ids(self) -> Mapping[str, list[str]]:
        """The global ids of each type."""
        return {
            name: [join_id(entity.prefix, row.id) for row in self.memory.of(entity.model)]
            for name, entity in ENTITIES.items()
            if entity.model is not None
        }

    @cached_property
    def all_ids(self) -> list[str]:
        return [each for ids in self.ids.values() for each in ids]

    def values(self, type_name: str, field_name: str) -> Sequence[Any]:
        """Values to compare a field with, as JSON: the rows' own, and odd ones."""
        definition = object_type(type_name).fields[field_name]
        named = get_named_type(definition.type)
        if isinstance(named, GraphQLEnumType):
            return list(named.values)
        if field_name == "id":
            return [*self.ids.get(type_name, [])[:MOST_VALUES], *ODD["ID"]]
        return [*self._columns(type_name, field_name)[:MOST_VALUES], *ODD[named.name]]

    def _columns(self, type_name: str, field_name: str) -> list[Any]:
        definition = object_type(type_name).fields[field_name]
        source, model = source_of(definition), ENTITIES[type_name].model
        if not isinstance(source, Column) or model is None:
            return []
        column = source.name or python_name(definition)
        found = [written(getattr(row, column)) for row in self.memory.of(model)]
        flat = [each for one in found for each in (one if isinstance(one, list) else [one])]
        return list(dict.fromkeys(each for each in flat if each is not None))


def day_texts(days: Sequence[date] = DAYS) -> list[str]:
    return [day.isoformat() for day in days]
