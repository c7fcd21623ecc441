"""Invitations are those of who has proved the address, however they come in."""

from typing import Any

import pytest

from hub.accounts import tokens
from hub.accounts.session_holders import holder_of
from hub.accounts.sessions import Terms
from hub.accounts.terms import SessionKind
from hub.actor import Role
from hub.clock import now
from hub.read_pool import ReadPool
from tests.make import accounts, members

pytestmark = pytest.mark.usefixtures("connection")


@pytest.mark.parametrize("verified_at", [None, now()], ids=["claimed", "proved"])
async def test_an_address_counts_once_it_is_proved(pool: ReadPool, verified_at: Any) -> None:
    account = await accounts.account(person=await members.person(), verified_at=verified_at)
    await accounts.role_grant(Role.PROJECTS, account=account)
    await accounts.session(account=account, secret_hash=tokens.hash_of("secret"))
    text = await accounts.token(Role.PROJECTS, account=account)

    program = await tokens.actor_of(pool, text, now())
    browser = await holder_of(pool, "secret", SessionKind.BROWSER, now=now(), terms=Terms())

    assert program is not None
    assert browser is not None
    expected = account.email if verified_at else None
    assert [program.email, browser.actor.email] == [expected, expected]


async def test_a_program_of_no_account_has_no_address(pool: ReadPool) -> None:
    person = await members.person(email="anna@esempio.it")
    text = await accounts.token(Role.MEMBER, person=person)

    program = await tokens.actor_of(pool, text, now())

    assert program is not None
    assert program.email is None
