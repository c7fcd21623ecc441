"""Whether two answers agree: the oracle's, which knows places, and one that has cursors."""

from collections.abc import MutableMapping
from typing import Any

from tests.oracle.orders import Place


def disagreement(
    expected: Any, found: Any, *, places: MutableMapping[str, Place], path: str = "data"
) -> str | None:
    """The first difference, or None; what the cursors mean is noted in `places`."""
    if isinstance(expected, Place) and isinstance(found, str):
        known = places.setdefault(found, expected)
        return None if known == expected else f"{path}: {found} is also the place {known}"
    if isinstance(expected, dict) and isinstance(found, dict):
        if list(expected) != list(found):
            return f"{path}: keys {list(found)} instead of {list(expected)}"
        pairs = [(f"{path}.{key}", value, found[key]) for key, value in expected.items()]
    elif isinstance(expected, list) and isinstance(found, list):
        if len(expected) != len(found):
            return f"{path}: {len(found)} items instead of {len(expected)}: {found}, {expected}"
        pairs = [
            (f"{path}[{position}]", *both)
            for position, both in enumerate(zip(expected, found, strict=True))
        ]
    elif type(expected) is type(found) and expected == found:
        return None
    else:
        return f"{path}: {found!r} instead of {expected!r}"
    differences = (disagreement(want, have, places=places, path=at) for at, want, have in pairs)
    return next((each for each in differences if each), None)
