"""Answering an invitation by the link in its mail: the account that begins, and what is refused."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from hub import clock
from hub.accounts import passwords, sign_up
from hub.accounts.invitation_models import Invitation
from hub.accounts.link_tokens import INVITATION, LINK, token_of
from hub.accounts.models import Account
from hub.accounts.sign_up import LONGEST_NAME, Newcomer
from hub.errors import Refused
from hub.members.models import Affiliation, Person
from hub.record.models import AuditEntry
from tests.keys import KEYS
from tests.make import accounts, members
from tests.make import signing as make

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("connection")]

NEWCOMER = Newcomer("Ada", "Bianchi", make.PASSWORD)


def link(invitation: Invitation) -> str:
    return token_of(KEYS, INVITATION, invitation.id)


async def refused(invitation: Invitation, newcomer: Newcomer | None = NEWCOMER) -> set[Any]:
    """The code and the path of each reason against accepting."""
    with pytest.raises(Refused) as found:
        await sign_up.accept(link(invitation), newcomer, make.order())
    return {(each.code, each.path) for each in found.value.refusals}


async def test_a_newcomer_gets_an_account_and_belongs() -> None:
    invitation = await accounts.invitation(email="ada@esempio.it")

    account = await sign_up.accept(link(invitation), NEWCOMER, make.order())

    assert account.email == "ada@esempio.it"
    assert account.verified_at is not None, "the link was mailed to the address"
    assert await passwords.matches(make.PASSWORD, account.password_hash)
    person = await Person.get(id=account.person_id)
    assert (person.name, person.email) == ("Ada Bianchi", "ada@esempio.it")
    affiliation = await Affiliation.get(person_id=person.id)
    assert affiliation.organization_id == invitation.organization_id
    assert [entry.act for entry in await AuditEntry.all()] == ["accept_invitation"]


async def test_who_has_an_account_with_another_address_gets_no_second_one() -> None:
    person = await members.person(email="ada@lavoro.it")
    await accounts.account(person=person, email="ada@casa.it")
    invitation = await accounts.invitation(email="ada@lavoro.it")

    assert await refused(invitation) == {("PERSON_HAS_ACCOUNT", ())}
    assert await Affiliation.all().count() == 0


async def test_names_are_kept_as_they_print() -> None:
    invitation = await accounts.invitation()
    newcomer = Newcomer(" Ada\u202e \t Maria ", "De\u00a0 Bianchi\n", make.PASSWORD)

    account = await sign_up.accept(link(invitation), newcomer, make.order())

    assert (await Person.get(id=account.person_id)).name == "Ada Maria De Bianchi"


async def test_a_person_whom_the_hub_knows_is_not_made_again() -> None:
    person = await members.person("Ada Bianchi", email="ada@esempio.it")
    invitation = await accounts.invitation(email="ada@esempio.it")

    account = await sign_up.accept(
        link(invitation), Newcomer("Somebody", "Else", make.PASSWORD), make.order()
    )

    assert account.person_id == person.id
    assert (await Person.get()).name == "Ada Bianchi"


async def test_who_has_an_account_says_nothing_more() -> None:
    account = await make.account(person=await members.person())
    invitation = await accounts.invitation(email=account.email)

    assert (await sign_up.accept(link(invitation), None, make.order())).id == account.id
    assert await Account.all().count() == 1


async def test_all_that_is_wrong_is_said_at_once() -> None:
    invitation = await accounts.invitation()
    newcomer = Newcomer(" \u200b ", "b" * (LONGEST_NAME + 1), "short")

    assert await refused(invitation, newcomer) == {
        ("REQUIRED", ("given_name",)),
        ("TOO_LONG", ("family_name",)),
        ("PASSWORD_TOO_SHORT", ("password",)),
    }
    assert await Account.all().count() == 0


async def test_a_newcomer_must_say_who_they_are() -> None:
    assert {path for _, path in await refused(await accounts.invitation(), None)} == {
        ("given_name",),
        ("family_name",),
        ("password",),
    }


@pytest.mark.parametrize("over", ["declined_at", "revoked_at"])
async def test_an_invitation_is_answered_once(over: str) -> None:
    invitation = await accounts.invitation(**{over: clock.now()})

    assert await refused(invitation) == {("ALREADY_DECIDED", ())}
    with pytest.raises(Refused):
        await sign_up.decline(link(invitation), make.order())


async def test_an_invitation_ends_at_its_instant() -> None:
    invitation = await accounts.invitation()
    with clock.freeze(invitation.expires_at):
        assert await refused(invitation) == {("ALREADY_DECIDED", ())}
    with clock.freeze(invitation.expires_at - timedelta(microseconds=1)):
        await sign_up.accept(link(invitation), NEWCOMER, make.order())


async def test_a_closed_account_stays_closed() -> None:
    account = await make.account(disabled_at=clock.now())
    invitation = await accounts.invitation(email=account.email)

    assert await refused(invitation, None) == {("ACCOUNT_DISABLED", ())}


async def test_only_the_link_that_was_mailed_opens_it() -> None:
    invitation = await accounts.invitation()
    right = link(invitation)
    wrong = [
        f"{invitation.id}.{'A' * 43}",
        token_of(KEYS, LINK, invitation.id),
        right[:-1],
        f"{uuid4()}.{right.partition('.')[2]}",
        str(invitation.id),
        "",
    ]
    for token in wrong:
        for answer in (sign_up.accept(token, NEWCOMER, make.order()), _offer(token)):
            with pytest.raises(Refused) as found:
                await answer
            assert [each.code for each in found.value.refusals] == ["MAILED_LINK_INVALID"]


async def test_who_declines_has_no_account() -> None:
    invitation = await accounts.invitation()

    await sign_up.decline(link(invitation), make.order())

    await invitation.refresh_from_db()
    assert invitation.declined_at is not None
    assert (await Account.all().count(), await Person.all().count()) == (0, 0)


async def test_of_two_invitations_that_are_accepted_at_once_both_begin_in_one_account() -> None:
    email = "ada@esempio.it"
    invitations = [await accounts.invitation(email=email) for _ in range(2)]

    made = await asyncio.gather(
        *(sign_up.accept(link(each), NEWCOMER, make.order()) for each in invitations)
    )

    assert {account.id for account in made} == {(await Account.get()).id}
    assert await Affiliation.all().count() == 2
    assert await Person.all().count() == 1


async def test_a_link_that_is_followed_twice_at_once_begins_once() -> None:
    invitation = await accounts.invitation()
    answers = [sign_up.accept(link(invitation), NEWCOMER, make.order()) for _ in range(2)]

    results = await asyncio.gather(*answers, return_exceptions=True)

    assert sorted(isinstance(each, Refused) for each in results) == [False, True]
    assert await Affiliation.all().count() == 1


async def _offer(token: str) -> object:
    return await sign_up.offer_of(token, KEYS)
