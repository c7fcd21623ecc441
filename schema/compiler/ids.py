"""Global ids as keys of one type: what a placeholder is filled with."""

from collections.abc import Callable
from functools import cache
from uuid import UUID

from schema.node import split_id


@cache
def key_of(prefix: str) -> Callable[[str], UUID | None]:
    """Reads the key within a global id; the id of another type is nobody's key."""

    def convert(value: str) -> UUID | None:
        found = split_id(value)
        return found[1] if found is not None and found[0] == prefix else None

    return convert


@cache
def keys_of(prefix: str) -> Callable[[list[str]], list[UUID]]:
    """Reads the keys within global ids, leaving out those of other types."""
    read = key_of(prefix)

    def convert(values: list[str]) -> list[UUID]:
        return [key for key in map(read, values) if key is not None]

    return convert
