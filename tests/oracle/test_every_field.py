"""Every field of every row, for every viewer: nothing is left to chance."""

from collections.abc import Mapping

import pytest
from graphql import (
    GraphQLField,
    GraphQLNamedType,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
)

from schema.compiler.declare import ENTITIES
from tests.oracle.declared import object_type
from tests.oracle.hub import Trial

ARGUMENTS: Mapping[str, str] = {
    "date": '"2026-06-01"',
    "at": '"2027-05-12T20:00:00+02:00"',
}
"""Values for the arguments of derived fields."""

VIEWERS = (
    "account",
    "administrator",
    "anonymous",
    "co-worker",
    "direction",
    "director",
    "former",
    "founder",
    "front_desk",
    "incubation",
    "member",
    "mentor",
    "observer",
    "other",
    "program",
    "projects",
    "reviewer",
)


@pytest.mark.parametrize("viewer", VIEWERS)
def test_every_field_agrees_with_the_oracle(trial: Trial, viewer: str) -> None:
    for type_name, ids in trial.world.ground.ids.items():
        trial.agreed(viewer, _query(type_name), {"ids": ids})


def test_every_viewer_of_the_world_is_tried(trial: Trial) -> None:
    assert set(VIEWERS) == set(trial.world.sights)


def test_every_type_has_rows(trial: Trial) -> None:
    assert [name for name, ids in trial.world.ground.ids.items() if not ids] == []


def _query(type_name: str) -> str:
    fields = object_type(type_name).fields
    asked = " ".join(_asked(name, field) for name, field in fields.items())
    return f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on {type_name} {{ {asked} }} }} }}"


def _asked(name: str, field: GraphQLField) -> str:
    """The field as it is, and once more with all the arguments that ask for another day."""
    named = get_named_type(field.type)
    if not is_leaf_type(named):
        return f"{name} {{ {_below(named)} }}"
    given = ", ".join(f"{each}: {ARGUMENTS[each]}" for each in field.args)
    return f"{name} then_{name}: {name}({given})" if given else name


def _below(named: GraphQLNamedType) -> str:
    """Of rows which they are, of objects that stand for no row all values."""
    if named.name.endswith("Connection"):
        return "totalCount nodes { id }"
    is_row = named.name in ENTITIES or not isinstance(named, GraphQLObjectType)
    fields = {} if is_row else object_type(named.name).fields
    leaves = [name for name, each in fields.items() if is_leaf_type(get_named_type(each.type))]
    return " ".join(["__typename", *leaves])
