"""The schema as text, and what a change of it breaks for clients."""

from pathlib import Path

import strawberry
from graphql import build_schema, find_breaking_changes, find_dangerous_changes

SNAPSHOT = Path(__file__).with_name("schema.graphql")


def written(schema: strawberry.Schema) -> str:
    """The schema definition language of the schema, as the snapshot holds it."""
    return schema.as_str().rstrip() + "\n"


def changes(schema: strawberry.Schema, former: str) -> tuple[list[str], list[str]]:
    """What breaks clients that were built against `former`, and what may surprise them."""
    before, after = build_schema(former), schema._schema
    breaking = [change.description for change in find_breaking_changes(before, after)]
    return breaking, [change.description for change in find_dangerous_changes(before, after)]
