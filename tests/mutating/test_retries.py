"""What others get in the way of is tried again, and not for ever."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from tortoise.backends.base.client import BaseDBAsyncClient

from hub import constraints, patience
from hub.accounts.models import Account, RoleGrant
from hub.act import Act, Order, perform
from hub.actor import Actor, Role, TokenScope, Viewer
from hub.clock import now, today
from hub.deed import Deed, Done
from hub.errors import OutcomeUnknown, Refused, Unavailable
from hub.members.models import Organization
from hub.patience import ATTEMPTS, Patience
from hub.record.models import AuditEntry
from hub.refusals import Overtaken, TooLong
from tests.keys import KEYS
from tests.make import accounts, members
from tests.make.members import days_ago

pytestmark = pytest.mark.usefixtures("connection")

SOMEBODY = Actor(account_id=uuid4(), person_id=uuid4())
ISOLATED = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "PAUSE_SECONDS", 0.001)
    monkeypatch.setattr(patience, "RECOVERY_SECONDS", 0.001)


async def do(run: Callable[[Deed], Awaitable[Any]], **ordered: Any) -> Done:
    """Do what is no act of the hub's, in the same frame."""
    order = Order(Viewer(now(), today(), SOMEBODY), KEYS, **ordered)

    async def read(_: BaseDBAsyncClient, done: Done) -> Done:
        return done

    return await perform(Act("try_it", TokenScope.MEMBERS, run), {}, order=order, read=read)


async def test_of_two_that_wait_for_each_other_both_get_done() -> None:
    alfa, beta = await members.organization("Alfa"), await members.organization("Beta")
    both, tries = asyncio.Barrier(2), 0

    async def rename(deed: Deed, first: UUID, second: UUID) -> Organization:
        nonlocal tries
        tries += 1
        await deed.lock(Organization, first)
        if tries <= 2:
            await both.wait()
        row = await deed.lock(Organization, second)
        await deed.edit(row, name=f"{row.name} di nuovo")
        return row

    await asyncio.gather(
        do(lambda deed: rename(deed, alfa.id, beta.id)),
        do(lambda deed: rename(deed, beta.id, alfa.id)),
    )

    assert tries == 3
    names = {each.name for each in await Organization.all()}
    assert names == {"Alfa di nuovo", "Beta di nuovo"}
    assert await AuditEntry.all().count() == 2


async def test_who_saw_what_has_changed_looks_again(connection: BaseDBAsyncClient) -> None:
    alfa = await members.organization("Alfa")
    tries = 0

    async def rename(deed: Deed) -> Organization:
        nonlocal tries
        tries += 1
        await deed.connection.execute_query(ISOLATED)
        seen = await Organization.get(id=alfa.id, using_db=deed.connection)
        if tries == 1:
            await Organization.filter(id=alfa.id).using_db(connection).update(name="Onda")
        row = await deed.lock(Organization, seen.id)
        await deed.edit(row, name=f"{row.name} nuova")
        return row

    await do(rename)

    assert tries == 2
    assert (await Organization.get(id=alfa.id)).name == "Onda nuova"


@pytest.mark.parametrize(
    "error", [asyncpg.SerializationError, asyncpg.DeadlockDetectedError], ids=["seen", "waiting"]
)
async def test_after_some_attempts_nothing_was_done(error: type[Exception]) -> None:
    tries = 0

    async def fail(deed: Deed) -> Organization:
        nonlocal tries
        tries += 1
        await deed.create(Organization, kind="COMPANY", name="Onda", legal_name="Onda")
        raise error("in the way")

    with pytest.raises(Unavailable):
        await do(fail)
    assert tries == ATTEMPTS
    assert await Organization.all().count() == await AuditEntry.all().count() == 0


async def test_who_comes_at_the_same_instant_is_told_by_the_rules(
    connection: BaseDBAsyncClient,
) -> None:
    account = await accounts.account()
    tries = 0

    async def grant(deed: Deed) -> RoleGrant:
        nonlocal tries
        tries += 1
        held = RoleGrant.filter(account_id=account.id).using_db(deed.connection)
        if await held.exists():
            raise Refused(TooLong(limit=1, measured=2))
        # Now the other is faster.
        await accounts.role_grant(Role.PROJECTS, account=account, using_db=connection)
        return await _granted(deed, account)

    with pytest.raises(Refused) as refused:
        await do(grant)
    assert tries == 2
    assert [type(each) for each in refused.value.refusals] == [TooLong]


async def test_who_comes_second_even_so_is_told_that_much() -> None:
    account = await accounts.account()
    await accounts.role_grant(Role.PROJECTS, account=account)
    tries = 0

    async def grant(deed: Deed) -> RoleGrant:
        nonlocal tries
        tries += 1
        return await _granted(deed, account)

    with pytest.raises(Refused) as refused:
        await do(grant)
    assert tries == 2
    assert [type(each) for each in refused.value.refusals] == [Overtaken]
    assert refused.value.refusals[0].code == "OVERTAKEN"


async def test_a_constraint_that_nobody_foresaw_is_a_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    account = await accounts.account()
    await accounts.role_grant(Role.PROJECTS, account=account)
    monkeypatch.delitem(constraints.EXPLAINED, "role_grant_no_overlap")

    with pytest.raises(Exception, match="role_grant_no_overlap"):
        await do(lambda deed: _granted(deed, account))


async def test_what_was_in_doubt_is_never_said_to_be_undone() -> None:
    failures = [OutcomeUnknown("?"), Unavailable("away"), Unavailable("away"), Unavailable("away")]

    async def attempt() -> None:
        raise failures.pop(0)

    with pytest.raises(OutcomeUnknown):
        await Patience(can_resolve=True).persist(attempt)
    assert failures == []


async def test_what_is_in_doubt_without_a_key_is_told_at_once() -> None:
    failures: list[Exception] = [OutcomeUnknown("?")]

    async def attempt() -> None:
        raise failures.pop()

    with pytest.raises(OutcomeUnknown):
        await Patience(can_resolve=False).persist(attempt)


async def test_who_runs_out_of_time_in_doubt_is_told_of_the_doubt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(patience, "RECOVERY_SECONDS", 60)

    async def attempt() -> None:
        raise OutcomeUnknown("?")

    waiting = asyncio.create_task(Patience(can_resolve=True).persist(attempt))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(OutcomeUnknown):
        await waiting


async def test_who_finds_the_rules_against_it_after_a_doubt_is_told_them() -> None:
    failures = [OutcomeUnknown("?"), Refused(TooLong(limit=1, measured=2))]

    async def attempt() -> None:
        raise failures.pop(0)

    with pytest.raises(Refused):
        await Patience(can_resolve=True).persist(attempt)


async def _granted(deed: Deed, account: Account) -> RoleGrant:
    return await deed.create(
        RoleGrant, account_id=account.id, role=Role.PROJECTS, starts_on=days_ago(0)
    )
