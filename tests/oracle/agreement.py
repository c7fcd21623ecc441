"""Whether two answers agree: the oracle's, which knows places, and one that has cursors."""

from collections.abc import Iterator, MutableMapping
from typing import Any

from tests.oracle.orders import Place


def disagreement(
    expected: Any, found: Any, *, places: MutableMapping[str, Place], path: str = "data"
) -> str | None:
    """The first difference, or None; what the cursors mean is noted in `places`."""
    if isinstance(expected, Place) and isinstance(found, str):
        known = places.setdefault(found, expected)
        return None if known == expected else f"{path}: {found} is also the place {known}"
    if type(expected) is not type(found) or _shape(expected) != _shape(found):
        return f"{path}: {found!r} instead of {expected!r}"
    differences = (
        disagreement(inner, other, places=places, path=f"{path}.{key}")
        for key, inner, other in _inner(expected, found)
    )
    return next((each for each in differences if each), None)


def _shape(value: Any) -> Any:
    """What must be equal before what is inside can be: keys in their order, length, the value."""
    if isinstance(value, dict):
        return list(value)
    return len(value) if isinstance(value, list) else value


def _inner(expected: Any, found: Any) -> Iterator[tuple[Any, Any, Any]]:
    if isinstance(expected, dict):
        yield from ((key, value, found[key]) for key, value in expected.items())
    if isinstance(expected, list):
        yield from zip(range(len(expected)), expected, found, strict=True)
