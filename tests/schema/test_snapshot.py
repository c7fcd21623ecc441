"""The schema as clients know it: its snapshot, its descriptions, its bounds."""

import re

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    is_composite_type,
)

from schema import schema
from schema.compiler.catalogue import DEFINITION, build
from schema.compiler.declare import SOURCE
from schema.compiler.search import term
from schema.compiler.sources import NodesOf, Rows
from schema.mutating.declare import Items, Problems, Results, Told, ToldList
from schema.queries import SearchKind
from schema.snapshot import SNAPSHOT, changes, written

ROOT_FIELDS = [
    "node", "nodes", "search", "accounts", "invitations", "rateLimit", "viewer",
    "organizations", "organization", "members", "people", "memberships", "membershipTypes",
    "feeLines", "accountingPeriods", "directory",
    "startups", "startup", "programmes", "intakes", "applications",
    "sites", "spaces", "space", "bookings", "bookingRules", "bookingQuotas",
    "changesCursor", "checkBooking", "competingRequests", "cancellationQuote", "checkInCode",
    "previewSeries", "freeSlots",
    "fundingCalls", "proposals", "projects", "project", "agreements", "opportunities",
    "impact", "todo",
]  # fmt: skip


@pytest.fixture(scope="module")
def graphql_schema() -> GraphQLSchema:
    return schema._schema


def test_the_snapshot_is_the_schema() -> None:
    assert written(schema) == SNAPSHOT.read_text(encoding="utf-8"), "run `hub schema --write`"


def test_the_root_fields_are_exactly_these(graphql_schema: GraphQLSchema) -> None:
    assert graphql_schema.query_type is not None
    assert list(graphql_schema.query_type.fields) == ROOT_FIELDS


def test_what_can_be_followed_is_exactly_this(graphql_schema: GraphQLSchema) -> None:
    assert graphql_schema.subscription_type is not None
    fields = list(graphql_schema.subscription_type.fields)
    assert fields == ["bookingChanged", "availabilityChanged"]


def test_a_removed_field_is_named_as_breaking() -> None:
    former = written(schema).replace("type Query {", "type Query {\n  gone: Int\n", 1)
    assert changes(schema, former) == (["Field Query.gone was removed."], [])


def test_a_new_enum_value_is_named_as_a_surprise() -> None:
    former = re.sub(r'\n  """[^"]*"""\n  OBSERVER\n', "\n", written(schema), count=1)
    breaking, dangerous = changes(schema, former)
    assert breaking == []
    assert [change for change in dangerous if "OBSERVER" in change] == dangerous


def test_everything_has_a_description(graphql_schema: GraphQLSchema) -> None:
    missing = [
        place
        for name, type_ in graphql_schema.type_map.items()
        if not name.startswith("__")
        for place, text in _described(name, type_)
        if not (text or "").strip()
    ]
    assert missing == []


def test_no_description_is_indented_like_code(graphql_schema: GraphQLSchema) -> None:
    indented = [
        name
        for name, type_ in graphql_schema.type_map.items()
        if "\n    " in (type_.description or "")
    ]
    assert indented == []


def test_every_list_of_objects_is_bounded(graphql_schema: GraphQLSchema) -> None:
    unbounded = [
        f"{type_.name}.{name}"
        for type_ in graphql_schema.type_map.values()
        if isinstance(type_, GraphQLObjectType) and not type_.name.startswith("__")
        for name, field in type_.fields.items()
        if _is_list_of_objects(field.type)
        and name not in {"edges", "nodes"}
        and not _is_bounded(_source(field))
    ]
    assert unbounded == []


def test_search_knows_every_type_that_can_be_searched(graphql_schema: GraphQLSchema) -> None:
    kinds = build(graphql_schema).kinds.values()
    searched = {term(kind) for kind in kinds if kind.entity and kind.entity.search}
    assert searched == set(SearchKind)


def _described(name: str, type_: object) -> list[tuple[str, str | None]]:
    found = [(name, getattr(type_, "description", None))]
    if isinstance(type_, GraphQLEnumType):
        found += [(f"{name}.{key}", value.description) for key, value in type_.values.items()]
    if isinstance(type_, GraphQLInputObjectType):
        found += [(f"{name}.{key}", field.description) for key, field in type_.fields.items()]
    if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
        for key, field in type_.fields.items():
            found.append((f"{name}.{key}", field.description))
            found += [(f"{name}.{key}({arg})", a.description) for arg, a in field.args.items()]
    return found


def _is_bounded(source: object) -> bool:
    if isinstance(source, Told):
        return source.most > 0
    return isinstance(source, Rows | NodesOf | Items | Problems | Results | ToldList)


def _is_list_of_objects(type_: object) -> bool:
    bare = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
    if not isinstance(bare, GraphQLList):
        return False
    item = bare.of_type
    return is_composite_type(item.of_type if isinstance(item, GraphQLNonNull) else item)


def _source(field: object) -> object:
    declared = getattr(field, "extensions", {}).get(DEFINITION)
    return getattr(declared, "metadata", {}).get(SOURCE, (None,))[0]
