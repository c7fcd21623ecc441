"""A complete example of each mutation: who does it, and with which input.

All fields of the input are given, so that what a field leads to is tried at least once; of two
that exclude each other, a second example has the other. One module holds those of an area.
"""

import importlib
import pkgutil
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from hub.accounts.models import Account
from hub.actor import Actor, Role
from hub.members.models import Organization
from tests.make import accounts, members
from tests.mutating import examples
from tests.mutating.doing import signed_in


class Example(NamedTuple):
    """A wish that nothing stands against."""

    mutation: str
    actor: Actor
    given: dict[str, Any]


Make = Callable[[], Awaitable[Example]]

EXAMPLES: dict[str, Make] = {}
"""By name; the first one of a mutation has its name."""
REFUSED: dict[str, dict[str, Any]] = {}
"""What makes an example of each mutation one that is refused."""


def example(make: Make) -> Make:
    assert make.__name__ not in EXAMPLES
    EXAMPLES[make.__name__] = make
    return make


def load() -> None:
    """Load the examples of all areas."""
    for module in pkgutil.iter_modules(examples.__path__, f"{examples.__name__}."):
        importlib.import_module(module.name)


async def direction() -> tuple[Actor, Account]:
    actor, account = await signed_in(Role.DIRECTION)
    await accounts.role_grant(Role.DIRECTION, account=account)
    return actor, account


async def administrator() -> tuple[Actor, Organization]:
    organization = await members.organization()
    actor, _ = await signed_in(Role.ADMINISTRATOR, organization=organization, administers=True)
    return actor, organization
