"""Global ids: opaque to clients, `<prefix>_<uuid>` to us."""

import re
from uuid import UUID

import strawberry

KEY = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@strawberry.interface(
    description="An object with a global id, which `node` and `nodes` find again."
)
class Node:
    id: strawberry.ID = strawberry.field(
        description="Opaque id, unique across all types; it never changes and is never used again."
    )


def split_id(value: str) -> tuple[str, str] | None:
    """The prefix and the key of a global id, or None when it is none."""
    prefix, _, key = value.partition("_")
    return (prefix, key) if KEY.fullmatch(key) else None


def prefix_of(value: str) -> str:
    """What a global id begins with, if it is one."""
    return value.partition("_")[0]


def join_id(prefix: str, key: UUID) -> str:
    return f"{prefix}_{key}"
