"""Refusals as clients read them: a code for programs, a message for people, a path to the input."""

from collections.abc import Callable
from decimal import Decimal
from inspect import cleandoc
from typing import Any, TypeGuard, TypeVar

import strawberry

from hub import refusals
from hub.accounts import access_refusals
from hub.errors import Refusal
from hub.members import membership_refusals
from hub.members.fees import refusals as fee_refusals
from hub.members.fees.refusals import Overpayment
from hub.members.importing import refusals as import_refusals
from hub.members.parties import affiliation_refusals, identifier_refusals
from hub.members.parties import refusals as party_refusals
from hub.members.parties.refusals import Collision, Named
from hub.messages import message
from hub.refusals import StaleVersion
from hub.spaces import (
    booking_life_refusals,
    booking_refusals,
    calendar_refusals,
    finding_refusals,
    lease_refusals,
    place_refusals,
    price_refusals,
    series_refusals,
    waiting_refusals,
)
from hub.spaces.booking_refusals import Busy
from hub.spaces.place_refusals import Clash, StandingBooking, StandingLease
from hub.spaces.series_refusals import SeriesDate
from schema.compiler.declare import ENTITIES
from schema.compiler.nodes import TYPE_KEY
from schema.compiler.quoted import fields_of, set_aside
from schema.node import join_id

T = TypeVar("T")

REFUSALS = (
    refusals,
    access_refusals,
    affiliation_refusals,
    booking_life_refusals,
    booking_refusals,
    fee_refusals,
    finding_refusals,
    identifier_refusals,
    import_refusals,
    membership_refusals,
    party_refusals,
    calendar_refusals,
    place_refusals,
    lease_refusals,
    price_refusals,
    series_refusals,
    waiting_refusals,
)
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


def problem(*refusals: type[Refusal]) -> Callable[[type[T]], type[T]]:
    """Declare the type of a problem; its fields are values of the refusals."""

    def declare(cls: type[T]) -> type[T]:
        set_aside(cls)
        declared = strawberry.type(cls, description=cleandoc(cls.__doc__ or ""))
        PROBLEMS[cls.__name__] = declared
        TYPED.update(dict.fromkeys(refusals, cls.__name__))
        return declared

    return declare


@problem()
class PlainProblem(Problem):
    """A problem whose code and message say everything."""


@problem(Overpayment)
class OverpaymentProblem(Problem):
    """More would be paid of a fee line than was asked."""

    open_amount: "Decimal" = strawberry.field(
        description="What can still be paid of it on that day, in euro."
    )


@problem(StaleVersion)
class StaleVersionProblem(Problem):
    """Somebody else has changed the object since it was read."""

    current_version: "int" = strawberry.field(
        description="The version that the object has now: send it when you change it again."
    )


def told(refusal: Refusal, language: str) -> dict[str, Any]:
    """A refusal as the fields of its problem."""
    return {
        **{name: _plain(value) for name, value in refusal.values.items()},
        "code": refusal.code,
        "message": message(refusal.sentence, language, **refusal.values),
        "path": [str(step) for step in refusal.path],
        TYPE_KEY: TYPED.get(type(refusal), PlainProblem.__name__),
    }


def _plain(value: Any) -> Any:
    """A value of a refusal; of a row that it names, the global id."""
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, Busy | Clash | SeriesDate):
        return value._asdict()
    if not isinstance(value, Named | Collision | StandingBooking | StandingLease):
        return value
    entity = ENTITIES.get(value.model)
    id = join_id(entity.prefix, value.id) if entity else None
    return {**value._asdict(), "type": value.model, "id": id}


def describe_codes() -> None:
    """Let the description of `code` list all codes, once all areas have declared theirs."""
    (field,) = (each for each in fields_of(Problem) if each.python_name == "code")
    listed = "\n".join(f"- `{code}`: {meaning}" for code, meaning in codes().items())
    field.description = f"What it is; a code never changes. One of:\n\n{listed}"
