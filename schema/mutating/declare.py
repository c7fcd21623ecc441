"""How a mutation says which act it is, what goes in, and what comes back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from inspect import cleandoc
from typing import Any, TypeVar

import strawberry
from graphql import GraphQLField, GraphQLSchema
from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from hub.act import Act
from hub.deed import Done
from hub.inquiry import Inquiry
from hub.keys import Keys
from schema.compiler.catalogue import DEFINITION
from schema.compiler.declare import SOURCE, Option, part
from schema.compiler.input_types import declare_input
from schema.compiler.quoted import set_aside

T = TypeVar("T")
MOST_PROBLEMS = 100
"""A wish is refused with so many reasons at most; those beyond would not be read either."""
LEFT_OUT = Option(filterable=False, orderable=False)


@dataclass(frozen=True, slots=True)
class Given:
    """A field of an input: what it means, and of which type the object is whose id it holds."""

    description: str
    of: str | None = None
    part: type | None = None
    """Of which declared part an object within the input is, or each of a list of them."""
    default: Any = strawberry.UNSET


@dataclass(frozen=True, slots=True)
class Written:
    """A field of the mutation type: the act behind it."""

    act: Act


@dataclass(frozen=True, slots=True)
class Asked:
    """A field of the query type: the question behind it, and what answering it costs."""

    inquiry: Inquiry
    cost: int


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
class Items:
    """A field of a payload: objects that the act tells under a name, which lead to rows."""

    name: str
    most: int


@dataclass(frozen=True, slots=True)
class Item:
    """A field of such an object: a value of it; or the row of which it tells the key."""

    name: str
    is_row: bool = False


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


def given(description: str, *, of: str | None = None, part: type | None = None) -> Any:
    """A field of an input; `of` names the type whose global id it holds, `part` is the type of an
    object within the input, or of each of a list of them.
    """
    return Given(description, of, part)


def write_input(cls: type[T]) -> type[T]:
    """Declare the input of a mutation; its docstring is the description. What several inputs have
    in common stands in a plain class above them.
    """
    return _declared(cls, FRAME)


def write_part(cls: type[T]) -> type[T]:
    """Declare an object that stands within inputs of mutations."""
    return _declared(cls, {})


def payload(cls: type[T]) -> type[T]:
    """Declare the answer of a mutation; every one can be a list of problems."""
    return payload_with(MOST_PROBLEMS)(cls)


def payload_with(most_problems: int) -> Callable[[type[T]], type[T]]:
    """Declare the answer of a mutation that may have so many problems."""

    def declare(cls: type[T]) -> type[T]:
        cls.__annotations__["problems"] = "list[Problem]"
        cls.problems = strawberry.field(  # type: ignore[attr-defined] # every payload has them
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


def items(name: str, description: str, *, most: int) -> Any:
    """Objects that the act tells under a name: the first of them. Their type is a `@part` of
    fields that are declared by `item` and `item_row`.
    """
    return strawberry.field(
        description=description, metadata={SOURCE: (Items(name, most), LEFT_OUT)}
    )


def item(name: str, description: str) -> Any:
    """A value that such an object has under a name."""
    return strawberry.field(description=description, metadata={SOURCE: (Item(name), LEFT_OUT)})


def item_row(name: str, description: str) -> Any:
    """The row whose key such an object has under a name, as the viewer sees it."""
    source = Item(name, is_row=True)
    return strawberry.field(description=description, metadata={SOURCE: (source, LEFT_OUT)})


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


def question(inquiry: Inquiry, description: str, *, cost: int) -> Any:
    """A question that rules answer: its input is called `<Name>Input`, as of a mutation.

    `cost` is what working the answer out weighs, in points, beside the objects that are shown.
    """
    source = Asked(inquiry, cost)
    return strawberry.field(description=description, metadata={SOURCE: (source, LEFT_OUT)})


def is_asked(field: GraphQLField) -> bool:
    """Whether rules answer a field of the schema, rather than a statement."""
    declared = field.extensions.get(DEFINITION)
    return isinstance(getattr(declared, "metadata", {}).get(SOURCE, (None,))[0], Asked)


@cache
def asked_of_rules(schema: GraphQLSchema) -> frozenset[str]:
    """The names of the root fields that rules answer."""
    root = schema.query_type
    fields = root.fields.items() if root else ()
    return frozenset(name for name, field in fields if is_asked(field))


def ask_input(cls: type[T]) -> type[T]:
    """Declare the input of a question; its docstring is the description."""
    return _declared(cls, {})


def answer(most_problems: int) -> Callable[[type[T]], type[T]]:
    """Declare the answer of a question, with so much at most that stands against it."""

    def declare(cls: type[T]) -> type[T]:
        cls.__annotations__["problems"] = "list[Problem]"
        cls.problems = strawberry.field(  # type: ignore[attr-defined] # every answer has them
            description=f"What stands against it, all reasons at once, at most {most_problems};"
            " empty when nothing does.",
            metadata={SOURCE: (Problems(most_problems), LEFT_OUT)},
        )
        return part(cls)

    return declare


def mutation(act: Act, description: str) -> Any:
    """A mutation: its input is called `<Name>Input`, its answer is the annotated payload."""
    return strawberry.field(description=description, metadata={SOURCE: (Written(act), LEFT_OUT)})


def mutations(cls: type[T]) -> type[T]:
    """Declare mutations of an area."""
    return part(cls)


def _declared(cls: type[T], more: Mapping[str, tuple[str, Given]]) -> type[T]:
    declared = {
        name: (annotation, getattr(cls, name))
        for each in cls.__mro__
        for name, annotation in vars(each).get("__annotations__", {}).items()
        if isinstance(getattr(cls, name, None), Given)
    }
    fields = {
        name: (annotation, _field(name, each))
        for name, (annotation, each) in {**declared, **more}.items()
    }
    declare_input(cls, cleandoc(cls.__doc__ or ""), fields)
    INPUTS[cls.__name__] = cls
    return cls


def _field(name: str, declared: Given) -> StrawberryField:
    return StrawberryField(
        python_name=name,
        graphql_name=to_camel_case(name),
        description=declared.description,
        default=declared.default,
        metadata={SOURCE: declared},
    )
