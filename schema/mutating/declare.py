"""How a mutation says which act it is, what goes in, and what comes back."""

from collections.abc import Callable
from dataclasses import dataclass
from inspect import cleandoc
from typing import Any, TypeVar

import strawberry
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from hub.act import Act
from hub.deed import Done
from hub.keys import Keys
from schema.compiler.declare import SOURCE, Option, part
from schema.compiler.quoted import QUOTED, set_aside

T = TypeVar("T")
MOST_PROBLEMS = 100
"""A wish is refused with so many reasons at most; those beyond would not be read either."""
LEFT_OUT = Option(filterable=False, orderable=False)


@dataclass(frozen=True, slots=True)
class Given:
    """A field of an input: what it means, and of which type the object is whose id it holds."""

    description: str
    of: str | None = None
    default: Any = strawberry.UNSET


@dataclass(frozen=True, slots=True)
class Written:
    """A field of the mutation type: the act behind it."""

    act: Act


@dataclass(frozen=True, slots=True)
class Result:
    """A field of a payload: the object that the act is about."""


@dataclass(frozen=True, slots=True)
class Results:
    """A field of a payload: the objects whose keys the act tells under a name."""

    name: str
    most: int


@dataclass(frozen=True, slots=True)
class Told:
    """A field of a payload: a value that the act tells beside the object."""

    tell: Callable[[Done, Keys], Any]
    most: int = 0
    """Of a list of objects: how many it tells at most."""


@dataclass(frozen=True, slots=True)
class ToldList:
    """A field of a problem: objects that it tells, so many at most."""

    most: int


@dataclass(frozen=True, slots=True)
class Problems:
    """A field of a payload: why nothing was done."""

    most: int = MOST_PROBLEMS


FRAME: dict[str, tuple[str, Given]] = {
    "idempotency_key": (
        "str | None",
        Given(
            "Makes it safe to send this again, for 7 days: with the same key and input the answer"
            " is that of the first time, and nothing is done twice. 1 to 255 characters, such as a"
            " new UUID for each wish; null: sent again, it is done again."
        ),
    ),
    "dry_run": (
        "bool",
        Given(
            "True: everything is checked and done, shown in the answer, and taken back.",
            default=False,
        ),
    ),
}
"""What every input has."""

TOLD: dict[str, type] = {}
"""The types of objects that acts tell, which are no rows, by name."""
INPUTS: dict[str, type] = {}
"""The inputs of mutations by name."""


def given(description: str, *, of: str | None = None) -> Any:
    """A field of an input; `of` names the type whose global id it holds."""
    return Given(description, of)


def write_input(cls: type[T]) -> type[T]:
    """Declare the input of a mutation; its docstring is the description."""
    declared = {
        name: (annotation, getattr(cls, name))
        for name, annotation in cls.__annotations__.items()
        if isinstance(getattr(cls, name, None), Given)
    }
    fields = {**declared, **FRAME}
    # By hand, as the inputs of filters are: nobody ever makes an instance.
    cls.__strawberry_definition__ = StrawberryObjectDefinition(  # type: ignore[attr-defined]
        name=cls.__name__,
        is_input=True,
        is_interface=False,
        origin=cls,
        description=cleandoc(cls.__doc__ or ""),
        interfaces=[],
        extend=False,
        directives=[],
        is_type_of=None,
        resolve_type=None,
        fields=[_field(name, each) for name, (_, each) in fields.items()],
    )
    QUOTED[cls] = {name: annotation for name, (annotation, _) in fields.items()}
    INPUTS[cls.__name__] = cls
    return cls


def payload(cls: type[T]) -> type[T]:
    """Declare the answer of a mutation; every one can be a list of problems."""
    return payload_with(MOST_PROBLEMS)(cls)


def payload_with(most_problems: int) -> Callable[[type[T]], type[T]]:
    """Declare the answer of a mutation that may have so many problems."""

    def declare(cls: type[T]) -> type[T]:
        cls.__annotations__["problems"] = "list[Problem]"
        cls.problems = strawberry.field(  # type: ignore[attr-defined]
            description=f"Why nothing was done, all reasons at once, at most {most_problems}; empty"
            " when it was done.",
            metadata={SOURCE: (Problems(most_problems), LEFT_OUT)},
        )
        return part(cls)

    return declare


def result(description: str) -> Any:
    """The object that the act is about, as its viewer sees it afterwards."""
    return strawberry.field(description=description, metadata={SOURCE: (Result(), LEFT_OUT)})


def results(name: str, description: str, *, most: int) -> Any:
    """Objects that the act is about, as their viewer sees them afterwards: the first of them."""
    return strawberry.field(
        description=description, metadata={SOURCE: (Results(name, most), LEFT_OUT)}
    )


def told_list(description: str, *, most: int) -> Any:
    """A field of a problem that lists so many objects at most."""
    return strawberry.field(description=description, metadata={SOURCE: (ToldList(most), LEFT_OUT)})


def told_part(cls: type[T]) -> type[T]:
    """Declare an object that acts tell: plain values under the Python names of its fields."""
    set_aside(cls)
    declared = strawberry.type(cls, description=cleandoc(cls.__doc__ or ""))
    TOLD[cls.__name__] = declared
    return declared


def told(tell: Callable[[Done, Keys], Any], description: str, *, most: int = 0) -> Any:
    """A value that the act tells, or so many objects at most; the same whenever it is asked again
    with the same key.
    """
    source = Told(tell, most)
    return strawberry.field(description=description, metadata={SOURCE: (source, LEFT_OUT)})


def mutation(act: Act, description: str) -> Any:
    """A mutation: its input is called `<Name>Input`, its answer is the annotated payload."""
    return strawberry.field(description=description, metadata={SOURCE: (Written(act), LEFT_OUT)})


def mutations(cls: type[T]) -> type[T]:
    """Declare mutations of an area."""
    return part(cls)


def _field(name: str, declared: Given) -> StrawberryField:
    return StrawberryField(
        python_name=name,
        graphql_name=to_camel_case(name),
        description=declared.description,
        default=declared.default,
        metadata={SOURCE: declared},
    )
