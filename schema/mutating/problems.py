"""Refusals as clients read them: a code for programs, a message for people, a path to the input."""

from collections.abc import Callable
from inspect import cleandoc
from typing import Any, TypeGuard, TypeVar

import strawberry

from hub import refusals
from hub.accounts import access_refusals
from hub.errors import Refusal
from hub.messages import message
from hub.refusals import StaleVersion
from schema.compiler.nodes import TYPE_KEY
from schema.compiler.quoted import set_aside

T = TypeVar("T")

REFUSALS = (refusals, access_refusals)
"""The modules of what mutations may be refused for; what only pages say is not among it."""
TYPED: dict[type[Refusal], str] = {}
"""The refusals that tell values of their own, with the name of their problem."""
PROBLEMS: dict[str, type] = {}
"""The types of problems by name."""


def codes() -> dict[str, str]:
    """All codes that mutations answer with, and what they mean, by name."""
    return {
        refusal.code: cleandoc(refusal.__doc__ or "").splitlines()[0]
        for refusal in sorted(
            (each for module in REFUSALS for each in vars(module).values() if _is_refusal(each)),
            key=lambda refusal: refusal.code,
        )
    }


def _is_refusal(value: object) -> TypeGuard[type[Refusal]]:
    return isinstance(value, type) and issubclass(value, Refusal) and "code" in vars(value)


def _interface(cls: type[T]) -> type[T]:
    set_aside(cls)
    declared = strawberry.interface(cls, description=cleandoc(cls.__doc__ or ""))
    PROBLEMS[cls.__name__] = declared
    return declared


@_interface
class Problem:
    """A reason why a mutation did nothing."""

    code: "str" = strawberry.field(description="What it is; a code never changes.")
    message: "str" = strawberry.field(
        description="What is wrong and what to do, in the language of Accept-Language: Italian,"
        " or English."
    )
    path: "list[str]" = strawberry.field(
        description="Leads from the mutation's arguments to what is wrong; empty when it is"
        " nothing in particular."
    )


def problem(refusal: type[Refusal] | None = None) -> Callable[[type[T]], type[T]]:
    """Declare the type of a problem; its fields are values of the refusal."""

    def declare(cls: type[T]) -> type[T]:
        set_aside(cls)
        declared = strawberry.type(cls, description=cleandoc(cls.__doc__ or ""))
        PROBLEMS[cls.__name__] = declared
        if refusal is not None:
            TYPED[refusal] = cls.__name__
        return declared

    return declare


@problem()
class PlainProblem(Problem):
    """A problem whose code and message say everything."""


@problem(StaleVersion)
class StaleVersionProblem(Problem):
    """Somebody else has changed the object since it was read."""

    current_version: "int" = strawberry.field(
        description="The version that the object has now: send it when you change it again."
    )


def told(refusal: Refusal, language: str) -> dict[str, Any]:
    """A refusal as the fields of its problem."""
    return {
        **refusal.values,
        "code": refusal.code,
        "message": message(refusal.sentence, language, **refusal.values),
        "path": [str(step) for step in refusal.path],
        TYPE_KEY: TYPED.get(type(refusal), PlainProblem.__name__),
    }


def describe_codes() -> None:
    """Let the description of `code` list all codes, once all areas have declared theirs."""
    definition = Problem.__strawberry_definition__  # type: ignore[attr-defined]
    (field,) = (each for each in definition.fields if each.python_name == "code")
    listed = "\n".join(f"- `{code}`: {meaning}" for code, meaning in codes().items())
    field.description = f"What it is; a code never changes. One of:\n\n{listed}"
