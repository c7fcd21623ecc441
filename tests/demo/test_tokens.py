"""Each token of the demo lets its holder be who the demo says."""

from datetime import date

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient

from hub import clock
from hub.accounts.tokens import actor_of, create_token
from hub.actor import Role
from hub.demo.load import load
from hub.demo.tokens import demo_tokens
from hub.errors import Misconfigured
from hub.members.models import Organization
from hub.read_pool import ReadPool
from tests.make import members as make


async def test_each_part_has_a_token_that_works(
    connection: BaseDBAsyncClient, pool: ReadPool
) -> None:
    await load(connection, today=clock.today())

    tokens = await demo_tokens()

    roles = {}
    for holder, text in tokens.items():
        actor = await actor_of(pool, text, clock.now())
        assert actor
        assert actor.person_id
        roles[holder] = actor.roles
    assert roles == {
        "DIRECTION (Ada Esempi)": {Role.DIRECTION},
        "FRONT_DESK (Bruno Fittizi)": {Role.FRONT_DESK},
        "INCUBATION (Chiara Modelli)": {Role.INCUBATION},
        "PROJECTS (Dario Provini)": {Role.PROJECTS},
        "OBSERVER (Elsa Campioni)": {Role.OBSERVER},
        "ADMINISTRATOR (Viola Chimera, Nuvolatorrone)": {Role.ADMINISTRATOR},
        "MEMBER (Marta Ipotesi, Violini Quantici)": {Role.MEMBER},
    }


async def test_those_of_members_are_of_two_companies(
    connection: BaseDBAsyncClient, pool: ReadPool
) -> None:
    await load(connection, today=date(2026, 11, 22))
    tokens = await demo_tokens()
    nuvola = await Organization.get(name="Nuvolatorrone")
    violini = await Organization.get(name="Violini Quantici")

    administrator, member = [
        await actor_of(pool, text, clock.now())
        for holder, text in tokens.items()
        if holder.startswith(("ADMINISTRATOR", "MEMBER"))
    ]

    assert administrator
    assert member
    assert administrator.administered_ids == (nuvola.id,)
    assert (member.organization_ids, member.administered_ids) == ((violini.id,), ())
    assert administrator.is_member
    assert member.is_member


async def test_new_ones_end_the_former(connection: BaseDBAsyncClient, pool: ReadPool) -> None:
    await load(connection, today=clock.today())
    own, _ = await create_token("Demo: our own", Role.OBSERVER)

    former, present = await demo_tokens(), await demo_tokens()

    for text in former.values():
        assert await actor_of(pool, text, clock.now()) is None
    for text in present.values():
        assert await actor_of(pool, text, clock.now())
    await own.refresh_from_db()
    assert own.revoked_at is None


@pytest.mark.usefixtures("connection")
async def test_other_data_than_the_demo_has_no_tokens_of_it() -> None:
    await make.organization()

    with pytest.raises(Misconfigured, match="other data than the demo"):
        await demo_tokens()
