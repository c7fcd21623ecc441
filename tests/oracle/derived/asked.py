"""Which derivation answers for a field, and what its arguments say of the moment."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from schema.compiler.sources import Argument
from tests.oracle.derived.accounts import ACCOUNTS
from tests.oracle.derived.incubation import INCUBATION
from tests.oracle.derived.members import MEMBERS
from tests.oracle.derived.moment import Derive, Moment
from tests.oracle.derived.projects import PROJECTS
from tests.oracle.derived.record import RECORD
from tests.oracle.derived.spaces import SPACES
from tests.oracle.derived.todo import TODO

DERIVATIONS: Mapping[str, Derive] = {
    **MEMBERS,
    **ACCOUNTS,
    **RECORD,
    **INCUBATION,
    **SPACES,
    **PROJECTS,
    **TODO,
}


def derivation(type_name: str, field_name: str) -> Derive:
    """`statusOn(date:)` is what `status` is on another day."""
    plain = field_name.removesuffix("_on").removesuffix("_at")
    names = (f"{type_name}.{field_name}", f"{type_name}.{plain}")
    return next(DERIVATIONS[name] for name in names if name in DERIVATIONS)


def at(moment: Moment, declared: tuple[Argument, ...], given: Mapping[str, Any]) -> Moment:
    """The moment that a field's arguments ask about; one left out, or null, asks about today."""
    for argument in declared:
        place = argument.place or argument.name
        value = given.get(argument.name)
        if place == "day":
            moment = replace(moment, day=value or moment.viewer.today)
        elif place == "now":
            moment = replace(moment, now=value or moment.viewer.now)
    return moment
