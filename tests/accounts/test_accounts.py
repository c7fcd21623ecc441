"""Accounts as those make them who run the hub."""

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient

from hub import clock
from hub.accounts.accounts import create_account
from hub.accounts.models import Account
from hub.accounts.refusals import EmailTaken, PersonHasAccount
from hub.act import Order
from hub.actor import Viewer
from hub.errors import Refused
from hub.record.models import AuditEntry
from tests.keys import KEYS
from tests.make import accounts, members

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("again", ["ada@esempio.it", " Ada@Esempio.IT "])
async def test_an_address_has_one_account(connection: BaseDBAsyncClient, again: str) -> None:
    order = Order(Viewer(clock.now(), clock.today()), KEYS)
    await create_account("ada@esempio.it", None, order=order)

    with pytest.raises(Refused) as refused:
        await create_account(again, None, order=order)

    assert [type(each) for each in refused.value.refusals] == [EmailTaken]
    assert await Account.all().count() == await AuditEntry.all().count() == 1


async def test_a_person_has_one_account(connection: BaseDBAsyncClient) -> None:
    person = await members.person(email="ada@lavoro.it")
    await accounts.account(person=person, email="ada@casa.it")
    order = Order(Viewer(clock.now(), clock.today()), KEYS)

    with pytest.raises(Refused) as refused:
        await create_account("ada@lavoro.it", None, order=order, person=person)

    assert [type(each) for each in refused.value.refusals] == [PersonHasAccount]
