"""Small acts, which no mutation offers, and somebody who does them."""

from typing import Any
from uuid import UUID, uuid4

from hub import clock
from hub.act import Act, Order, perform
from hub.actor import Actor, Role, TokenScope, Viewer
from hub.deed import Deed
from hub.keys import Keys
from hub.members.models import Organization, Person
from tests.keys import KEYS

STAFF = Actor(roles=frozenset({Role.DIRECTION}), account_id=uuid4(), person_id=uuid4())


def order(actor: Actor = STAFF, *, keys: Keys = KEYS, **given: Any) -> Order:
    return Order(Viewer(clock.now(), clock.today(), actor), keys, **given)


async def done(act: Act, *, by: Order | None = None, **values: Any) -> UUID:
    """Do it; the key of the row that it is about."""

    async def key(_: Any, done: Any) -> UUID:
        found: UUID = done.row_id
        return found

    return await perform(act, values, order=by or order(), read=key)


async def _found(deed: Deed, *, name: str, **values: Any) -> Organization:
    kind = "COMPANY"
    return await deed.create(Organization, kind=kind, name=name, legal_name=name, **values)


async def _describe(
    deed: Deed, *, id: UUID, version: int | None = None, **changes: Any
) -> Organization:
    row = await deed.lock(Organization, id)
    await deed.edit(row, version=version, **changes)
    return row


async def _welcome(deed: Deed, *, name: str, **values: Any) -> Person:
    return await deed.create(Person, name=name, given_name=name, family_name=name, **values)


async def _introduce(deed: Deed, *, id: UUID, **changes: Any) -> Person:
    row = await deed.lock(Person, id)
    await deed.edit(row, **changes)
    return row


found = Act("found_organization", TokenScope.MEMBERS, _found)
describe = Act("describe_organization", TokenScope.MEMBERS, _describe)
welcome = Act("welcome_person", TokenScope.MEMBERS, _welcome)
introduce = Act("introduce_person", TokenScope.MEMBERS, _introduce)
