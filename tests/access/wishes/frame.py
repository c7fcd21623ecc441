"""Who may do what: what becomes of each wish, for everybody who may have it.

This is the reviewed matrix of mutations: a change of what somebody may do fails here. It is about
Beta and its person Bianca. One module holds the wishes of an area, and makes what they are about.
"""

import importlib
import pkgutil
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NamedTuple

from hub.accounts.models import Account
from hub.members.models import Organization, Person
from tests.access import wishes

DONE = "DONE"

NOBODY = "anonymous"
STRANGERS = "guest member administrator"
"""Who belongs nowhere, and the people of Alfa."""
OWN = "own self"
"""A colleague of Bianca's, and herself."""
OTHER_DESKS = "incubation projects observer"
READER = "reader"
"""A program of the direction whose token lacks the scope of the wish."""
EVERYBODY = frozenset(
    f"{NOBODY} {STRANGERS} {OWN} head direction front_desk {OTHER_DESKS} program {READER}".split()
)
"""`head` administers Beta; `program` works for the direction, and belongs to no account."""


class Wish(NamedTuple):
    """A mutation with its input, in which `{name}` is the id of what belongs to somebody."""

    mutation: str
    given: Mapping[str, Any]
    outcomes: Mapping[str, str]
    """The codes that it is answered with, or DONE, and for whom."""

    def becomes(self, role: str) -> str:
        alike = {"UNAUTHENTICATED": NOBODY, "SCOPE_MISSING": READER}
        (found,) = (
            codes
            for codes, roles in [*self.outcomes.items(), *alike.items()]
            if role in roles.split()
        )
        return found


class Beta(NamedTuple):
    """Whom the wishes are about."""

    organization: Organization
    person: Person
    """Bianca, who works there."""
    account: Account
    """Hers."""


WISHES: dict[str, Wish] = {}
"""By what is wished for."""
Belongings = Callable[[Beta], Awaitable[Mapping[str, str]]]
BELONGINGS: list[Belongings] = []
"""What makes the things that wishes are about, and tells their ids by name."""


def belongings(make: Belongings) -> Belongings:
    BELONGINGS.append(make)
    return make


def load() -> None:
    """Load the wishes of all areas."""
    for module in pkgutil.iter_modules(wishes.__path__, f"{wishes.__name__}."):
        importlib.import_module(module.name)
