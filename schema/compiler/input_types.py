"""Input types, declared by hand.

As dataclasses, which are for Python's eyes, they would take four times as long, and nobody ever
makes an instance.
"""

from collections.abc import Mapping

from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.field import StrawberryField

from schema.compiler.quoted import QUOTED


def declare_input(
    cls: type,
    description: str,
    fields: Mapping[str, tuple[str, StrawberryField]],
    *,
    directives: tuple[object, ...] = (),
) -> None:
    """Make a class an input type, whose fields have quoted annotations."""
    cls.__strawberry_definition__ = StrawberryObjectDefinition(  # type: ignore[attr-defined] # as Strawberry does
        name=cls.__name__,
        is_input=True,
        is_interface=False,
        origin=cls,
        description=description,
        interfaces=[],
        extend=False,
        directives=directives,
        is_type_of=None,
        resolve_type=None,
        fields=[field for _, field in fields.values()],
    )
    QUOTED[cls] = {name: annotation for name, (annotation, _) in fields.items()}
