"""Global ids as keys of one type: what a placeholder is filled with."""

from collections.abc import Callable
from functools import cache
from uuid import UUID

from schema.node import split_id

NOBODY = str(UUID(int=0))
"""The key that no row has."""


@cache
def key_of(prefix: str) -> Callable[[str], str]:
    """Reads the key within a global id; the id of another type is nobody's key."""

    def convert(value: str) -> str:
        found = split_id(value)
        return found[1] if found is not None and found[0] == prefix else NOBODY

    return convert


@cache
def keys_of(prefix: str) -> Callable[[list[str]], list[str]]:
    """Reads the keys within several global ids."""
    read = key_of(prefix)

    def convert(values: list[str]) -> list[str]:
        return [read(value) for value in values]

    return convert
