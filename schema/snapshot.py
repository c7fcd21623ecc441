"""The schema as text, and what a change of it breaks for clients."""

from pathlib import Path

import strawberry
from graphql import build_schema, find_breaking_changes, find_dangerous_changes

SNAPSHOT = Path(__file__).with_name("schema.graphql")


def written(schema: strawberry.Schema) -> str:
    """The schema definition language of the schema, as the snapshot holds it."""
    return schema.as_str().rstrip() + "\n"


def breaking_changes(schema: strawberry.Schema, former: str) -> list[str]:
    """What the schema takes away from clients that were built against `former`, in words."""
    changes = find_breaking_changes(build_schema(former), build_schema(written(schema)))
    return [change.description for change in changes]


def dangerous_changes(schema: strawberry.Schema, former: str) -> list[str]:
    """What may surprise clients that were built against `former`, in words."""
    changes = find_dangerous_changes(build_schema(former), build_schema(written(schema)))
    return [change.description for change in changes]
