"""Global ids: opaque to clients, `<prefix>_<uuid>` to us."""

from collections.abc import Iterable
from uuid import UUID

import strawberry


@strawberry.interface(
    description="An object with a global id, which `node` and `nodes` find again."
)
class Node:
    id: strawberry.ID = strawberry.field(
        description="Opaque id, unique across all types; it never changes and is never used again."
    )


def split_id(value: str) -> tuple[str, UUID] | None:
    """The prefix and the key of a global id, or None when it is none."""
    prefix, separator, key = value.partition("_")
    if not separator or len(key) != 36:
        return None
    try:
        return prefix, UUID(key)
    except ValueError:
        return None


def prefixes(ids: Iterable[str | None]) -> frozenset[str]:
    """What global ids begin with; others are passed over."""
    found = [split_id(each) for each in ids if each is not None]
    return frozenset(each[0] for each in found if each is not None)


def join_id(prefix: str, key: UUID) -> str:
    return f"{prefix}_{key}"
