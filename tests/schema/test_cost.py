"""The cost of an operation is the number of objects that it may return at most."""

from typing import Any

import pytest
from graphql import OperationDefinitionNode, build_schema, get_introspection_query, parse
from graphql.type import GraphQLSchema
from strawberry.types.field import StrawberryField

from hub.sql import Sql
from schema.compiler.catalogue import DEFINITION
from schema.compiler.declare import SOURCE, Option
from schema.compiler.sources import Rows
from schema.cost import INTROSPECTION_COST, estimate

SDL = """
type Query {
  viewer: Person
  people(first: Int, after: String, last: Int, before: String): PersonConnection!
  node(id: ID!): Node
  nodes(ids: [ID!]!): [Node]!
  figures: [Figure!]!
  figure: Figure
}
interface Node { id: ID! }
type Person implements Node { id: ID! name: String manager: Person friends(first: Int): PersonConnection! }
type Firm implements Node { id: ID! name: String owner: Person people(first: Int): PersonConnection! }
type Figure { value: Int unit: Unit }
type Unit { name: String }
type PersonConnection { nodes: [Person!]! edges: [PersonEdge!]! pageInfo: PageInfo! totalCount: Int! }
type PersonEdge { cursor: String! node: Person! }
type PageInfo { hasNextPage: Boolean! }
"""


def schema_with_figures() -> GraphQLSchema:
    schema = build_schema(SDL)
    assert schema.query_type is not None
    rows = StrawberryField(metadata={SOURCE: (Rows(Sql(""), most=7), Option())})
    schema.query_type.fields["figures"].extensions[DEFINITION] = rows
    one = StrawberryField(metadata={SOURCE: (Rows(Sql(""), most=1, weight=50), Option())})
    schema.query_type.fields["figure"].extensions[DEFINITION] = one
    return schema


SCHEMA = schema_with_figures()


def cost(query: str, variables: dict[str, Any] | None = None) -> int:
    document = parse(query)
    operation = document.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    return estimate(SCHEMA, document, operation, variables=variables)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("{ __typename }", 0),
        ("{ viewer { id name } }", 1),
        ("{ viewer { manager { manager { id } } } }", 3),
        ("{ people { nodes { id } } }", 21),
        ("{ people(first: 100) { nodes { id } } }", 101),
        ("{ people(last: 5) { nodes { id } } }", 6),
        ("{ people(first: null) { nodes { id } } }", 21),
        ("{ people(first: 0) { nodes { id } } }", 1),
        ("{ people(first: 10) { edges { cursor node { id } } } }", 11),
        ("{ people(first: 10) { edges { cursor } nodes { id } } }", 21),
        ("{ people(first: 10) { pageInfo { hasNextPage } totalCount } }", 3),
        ("{ people(first: 10) { nodes { manager { id } } totalCount } }", 22),
        ("{ people(first: 10) { nodes { friends(first: 3) { nodes { id } } } } }", 51),
        ("{ figures { value } }", 7),
        ("{ figures { unit { name } } }", 14),
        ("{ figure { value } }", 50),
        ("{ figure { unit { name } } }", 51),
        ('{ nodes(ids: ["a", "b", "c"]) { id } }', 3),
        ("{ nodes(ids: []) { id } }", 0),
    ],
)
def test_lists_multiply_what_is_below_them(query: str, expected: int) -> None:
    assert cost(query, {}) == expected


def test_five_nested_lists_are_dear_in_few_bytes() -> None:
    friends = "friends(first: 100) { nodes { "
    query = "{ people(first: 100) { nodes { " + friends * 4 + "id" + " } }" * 5 + " }"
    assert cost(query, {}) == 1 + 100 * (1 + 1 + 100 * (1 + 1 + 100 * (2 + 100 * (2 + 100))))


@pytest.mark.parametrize(
    ("variables", "expected"),
    [({"n": 50, "ids": ["a"]}, 52), ({"ids": []}, 11), ({"n": None, "ids": []}, 21)],
)
def test_page_sizes_come_from_variables_and_their_defaults(
    variables: dict[str, Any], expected: int
) -> None:
    query = """query ($n: Int = 10, $ids: [ID!]!) {
      people(first: $n) { nodes { id } } nodes(ids: $ids) { id } }"""
    assert cost(query, variables) == expected


def test_without_variables_it_is_the_most_that_any_variables_cost() -> None:
    query = """query ($n: Int = 10, $ids: [ID!]!, $also: Boolean!) {
      people(first: $n) { nodes { id } } nodes(ids: $ids) { id } viewer @include(if: $also) { id } }"""
    assert cost(query) == 101 + 100 + 1


def test_what_a_directive_leaves_out_costs_nothing() -> None:
    query = """query ($also: Boolean!) { viewer {
      manager @skip(if: $also) { id } manager @include(if: $also) { manager { id } } } }"""
    assert cost(query, {"also": True}) == 3
    assert cost(query, {"also": False}) == 2
    assert cost("{ viewer @include(if: false) { id } }") == 0


def test_an_interface_costs_as_much_as_its_dearest_type() -> None:
    query = """{ node(id: "x") {
      id
      ... on Person { manager { id } }
      ... on Firm { owner { id } people(first: 9) { nodes { id } } }
      ... on Node { id }
      ... { id } } }"""
    assert cost(query, {}) == 1 + max(1, 1 + 10)


def test_fragments_cost_where_they_are_spread() -> None:
    query = """{ viewer { ...P manager { ...P } } people(first: 2) { ...C } }
      fragment P on Person { manager { id } }
      fragment C on PersonConnection { nodes { ...P ...Unknown } totalCount }"""
    assert cost(query, {}) == (1 + 1 + 1 + 1) + (1 + 2 * 2 + 1)


def test_doubling_fragments_are_counted_once_for_each_type() -> None:
    links = " ".join(f"fragment F{n} on Person {{ ...F{n + 1} ...F{n + 1} }}" for n in range(50))
    query = f"{{ viewer {{ ...F0 }} }} {links} fragment F50 on Person {{ manager {{ id }} }}"
    assert cost(query, {}) == 1 + 2**50


def test_the_usual_introspection_has_its_price() -> None:
    assert cost(get_introspection_query(schema_description=True)) == INTROSPECTION_COST
    # A scalar more or less in a client's own version changes nothing.
    assert cost(get_introspection_query(descriptions=False, one_of=True)) == INTROSPECTION_COST
    assert cost('{ __type(name: "Person") { name fields { name } } }') < INTROSPECTION_COST // 10


def test_twice_the_introspection_costs_twice() -> None:
    query = get_introspection_query()
    body = query[query.index("__schema") : query.index("fragment FullType")].rstrip().rstrip("}")
    fragments = query[query.index("fragment FullType") :]
    twice = f"{{ {body} again: {body} }} {fragments}"
    assert cost(twice) == 2 * INTROSPECTION_COST


def test_unknown_fields_and_operations_are_left_to_validation() -> None:
    assert cost("{ nobody { id } viewer { nothing { id } } }") == 1
    assert cost("mutation { act { id } }") == 0
