"""Quoted annotations: kept from Strawberry while a class is declared, resolved when all are."""

import inspect
import sys
from collections.abc import Mapping
from typing import Any

from strawberry.annotation import StrawberryAnnotation
from strawberry.types.base import StrawberryObjectDefinition
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


def resolve_in(cls: type, types: Mapping[str, Any]) -> None:
    """Let the quoted annotations of a declared class see all declared types."""
    module = sys.modules.get(cls.__module__)
    namespace = {**types, **(vars(module) if module else {})}
    quoted, known = QUOTED[cls], {}
    for field in fields_of(cls):
        text = quoted.get(field.python_name)
        if text is None:
            continue
        if text not in known:
            known[text] = eval(text, namespace)  # noqa: S307 - an annotation of ours
        field.type_annotation = StrawberryAnnotation(known[text])


def fields_of(cls: type) -> list[StrawberryField]:
    """The fields of a declared class, those of its bases included."""
    definition: StrawberryObjectDefinition = cls.__strawberry_definition__  # type: ignore[attr-defined]
    return definition.fields
