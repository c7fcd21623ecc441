"""Quoted annotations: kept from Strawberry while a class is declared, resolved when all are."""

import inspect
import sys
from typing import Any

from strawberry.annotation import StrawberryAnnotation
from strawberry.types.base import get_object_definition
from strawberry.types.field import StrawberryField

QUOTED: dict[type, dict[str, str]] = {}
"""The quoted annotations of each declared class, by attribute."""


def set_aside(cls: type) -> None:
    """Keep the class's quoted annotations for later.

    While a class is declared, Strawberry and dataclasses look at each annotation some ten times,
    and evaluate it in vain each time: it names types that are not there yet. Over the whole schema
    that is half of the time that a start takes.
    """
    QUOTED[cls] = {
        name: annotation
        for name, annotation in inspect.get_annotations(cls).items()
        if isinstance(annotation, str)
    }
    cls.__annotations__ = {**inspect.get_annotations(cls), **dict.fromkeys(QUOTED[cls], int)}


class Annotations:
    """The annotations of a schema: equal ones share what Strawberry finds out about them."""

    def __init__(self, types: dict[str, Any]) -> None:
        self._types = types
        self._read: dict[tuple[str | None, str], StrawberryAnnotation] = {}
        self._shared: dict[Any, StrawberryAnnotation] = {}

    def resolve(self, cls: type) -> None:
        """Let the quoted annotations of a declared class see all declared types."""
        quoted = QUOTED[cls]
        for field in fields_of(cls):
            if (text := quoted.get(field.python_name)) is not None:
                field.type_annotation = self.of(text, module=cls.__module__)

    def of(self, text: str, *, module: str | None = None) -> StrawberryAnnotation:
        """What a quoted annotation says, seen from a module, or by the names of types alone."""
        key = module, text
        if key not in self._read:
            own = vars(sys.modules[module]) if module else {}
            annotation = eval(text, self._types, own)  # noqa: S307 - an annotation of ours
            self._read[key] = self._shared.setdefault(annotation, StrawberryAnnotation(annotation))
        return self._read[key]


def fields_of(cls: type) -> list[StrawberryField]:
    """The fields of a declared class, those of its bases included."""
    return get_object_definition(cls, strict=True).fields
