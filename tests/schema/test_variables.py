"""Variables are read as GraphQL's own executor reads them."""

from typing import Any

import pytest
from graphql import OperationDefinitionNode, parse
from graphql.execution.values import VariableValues, get_variable_values
from hypothesis import given
from hypothesis import strategies as st

from schema import schema
from schema.variables import coerced, declared, shape

GRAPHQL = schema._schema
TYPES = (
    "Int",
    "Int!",
    "Int = 7",
    "[ID!]",
    "[ID!]!",
    "Boolean! = true",
    "Date",
    "DateTime!",
    "OrganizationFilter",
    "[OrganizationOrder!]",
    '[ID!] = ["a"]',
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-3, 2**40),
        st.floats(allow_nan=False),
        st.sampled_from(["", "ASC", "2026-02-28", "2026-02-30", "2026-10-25T02:30:00+02:00"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["name", "eq", "kind", "in", "not"]), inner, max_size=3),
    ),
    max_leaves=6,
)


def operation_of(types: list[str]) -> tuple[Any, OperationDefinitionNode]:
    declarations = ", ".join(f"$v{number}: {type_}" for number, type_ in enumerate(types))
    document = parse(f"query ({declarations}) {{ __typename }}")
    (operation,) = document.definitions
    assert isinstance(operation, OperationDefinitionNode)
    return document, operation


@given(
    types=st.lists(st.sampled_from(TYPES), min_size=1, max_size=4),
    values=st.dictionaries(st.sampled_from(["v0", "v1", "v2", "v3"]), VALUES),
)
def test_values_are_those_of_the_executor(types: list[str], values: dict[str, Any]) -> None:
    document, operation = operation_of(types)
    expected = get_variable_values(GRAPHQL, operation.variable_definitions or (), values)
    found = coerced(declared(GRAPHQL, document, operation), values)

    if isinstance(expected, VariableValues):
        assert found == expected.coerced
    else:
        assert found is None


SAME: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({}, {}),
    ({"v0": 1}, {"v0": 2}),
    ({"v2": {"name": {"eq": "a"}}}, {"v2": {"name": {"eq": "b"}}}),
]
DIFFERENT: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"v0": 1}, {"v0": None}),
    ({"v0": None}, {}),
    ({"v1": True}, {"v1": False}),
    ({"v2": {"name": {"eq": "a"}}}, {"v2": {"name": {"ne": "a"}}}),
    ({"v2": {"kind": {"eq": "COMPANY"}}}, {"v2": {"kind": {"eq": "UTILITY"}}}),
]


@pytest.mark.parametrize(("one", "other"), [*SAME, *DIFFERENT])
def test_a_shape_is_what_decides_a_statement(one: dict[str, Any], other: dict[str, Any]) -> None:
    document, operation = operation_of(["Int", "Boolean", "OrganizationFilter"])
    variables = declared(GRAPHQL, document, operation)

    assert (shape(variables, one) == shape(variables, other)) is ((one, other) in SAME)
