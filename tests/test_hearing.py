"""What one process changes, all hear: a right that ends elsewhere ends here."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from datetime import timedelta

import asyncpg
import pytest
from tortoise.backends.base.client import BaseDBAsyncClient

from hub import background, clock
from hub import hearing as hearing_module
from hub.accounts.models import Account, RoleGrant, Token
from hub.accounts.session_models import Session
from hub.accounts.sessions import Terms
from hub.accounts.terms import SessionEnd
from hub.actor import Role
from hub.hearing import Hearing, hearing
from hub.members.membership_models import MembershipPeriod, MembershipType
from hub.members.models import Affiliation
from hub.read_pool import ReadPool
from hub.web.callers import CHANNEL, KEPT_SECONDS, Callers
from tests.make import accounts, members, signing

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("connection")]

SECONDS = 5.0
NAME = "hub tests listen"
TOMORROW = clock.today() + timedelta(days=1)
OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1"
LISTENING = "SELECT pid FROM pg_stat_activity WHERE application_name = $1"


class Ear:
    """Keeps what it hears."""

    def __init__(self) -> None:
        self.texts: list[str | None] = []
        self._changed = asyncio.Event()

    @property
    def heard(self) -> int:
        return len(self.texts)

    def hear(self, text: str | None) -> None:
        self.texts.append(text)
        self._changed.set()

    async def at_least(self, heard: int) -> None:
        async with asyncio.timeout(SECONDS):
            while self.heard < heard:
                self._changed.clear()
                await self._changed.wait()


@pytest.fixture
async def ears(database_url: str) -> AsyncGenerator[Hearing]:
    async with hearing(database_url, name=NAME) as ears:
        yield ears


@pytest.fixture
async def ear(ears: Hearing) -> AsyncGenerator[Ear]:
    ear = Ear()
    with ears.subscribed(CHANNEL, ear.hear):
        await ear.at_least(1)
        yield ear


async def ended() -> None:
    await Affiliation.all().update(ends_on=clock.today())


async def renewed() -> None:
    await MembershipPeriod.all().update(ends_on=clock.today() + timedelta(days=900))


async def signed_out() -> None:
    await Session.all().update(ended_at=clock.now(), end_reason=SessionEnd.SIGNED_OUT)


CHANGES: dict[str, Callable[[], Awaitable[object]]] = {
    "an affiliation ends": ended,
    "a membership is renewed": renewed,
    "a type has other days of grace": lambda: MembershipType.all().update(grace_days=1),
    "a role is granted": lambda: accounts.role_grant(Role.OBSERVER),
    "a role ends": lambda: RoleGrant.all().update(ends_on=TOMORROW),
    "an account is closed": lambda: Account.all().update(disabled_at=clock.now()),
    "a token is revoked": lambda: Token.all().update(revoked_at=clock.now()),
    "somebody signs out": signed_out,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
async def test_a_change_of_rights_is_heard(
    ears: Hearing, change: Callable[[], Awaitable[object]]
) -> None:
    account = await signing.account()
    await signing.signed_in(account)
    await accounts.token(Role.DIRECTION)
    await accounts.role_grant(Role.PROJECTS, account=account)
    organization = await members.organization()
    await members.affiliation(organization=organization)
    await members.membership(organization=organization)
    ear = Ear()
    with ears.subscribed(CHANNEL, ear.hear):
        await ear.at_least(1)
        await asyncio.sleep(0.05)  # what was told before is heard first
        before = ear.heard
        await change()
        await ear.at_least(before + 1)


async def test_that_somebody_was_seen_is_no_news(ear: Ear) -> None:
    account = await signing.account()
    await signing.signed_in(account)
    before = ear.heard
    await Session.all().update(seen_at=clock.now())
    await asyncio.sleep(0.2)
    assert ear.heard == before


async def test_after_the_connection_was_lost_everything_counts_as_new(
    ear: Ear, connection: BaseDBAsyncClient
) -> None:
    await connection.execute_query(OTHERS, [NAME])
    await ear.at_least(2)
    await accounts.role_grant(Role.OBSERVER)
    await ear.at_least(3)


async def test_all_channels_are_heard_over_one_connection(
    ears: Hearing, ear: Ear, connection: BaseDBAsyncClient
) -> None:
    late, other = Ear(), Ear()
    with ears.subscribed("first", other.hear), ears.subscribed("second", late.hear):
        await other.at_least(1)
        await late.at_least(1)
        await tell(connection, "second", "much")
        await late.at_least(2)
        listening = await connection.execute_query_dict(LISTENING, [NAME])
    assert len(listening) == 1
    assert (ear.texts, other.texts, late.texts) == ([None], [None], [None, "much"])


async def test_who_comes_later_is_told_that_the_channel_is_heard_already(
    ears: Hearing, ear: Ear, connection: BaseDBAsyncClient
) -> None:
    second = Ear()
    with ears.subscribed(CHANNEL, second.hear):
        assert second.texts == [None]
    await tell(connection, CHANNEL, "news")
    await ear.at_least(2)
    assert (ear.texts, second.texts) == ([None, "news"], [None])


async def test_all_are_told_that_they_may_have_missed_something(
    ears: Hearing, ear: Ear, connection: BaseDBAsyncClient
) -> None:
    other = Ear()
    with ears.subscribed("other", other.hear):
        await other.at_least(1)
        await connection.execute_query(OTHERS, [NAME])
        await ear.at_least(2)
        await other.at_least(2)
        await tell(connection, "other", "again")
        await other.at_least(3)
    assert (ear.texts, other.texts) == ([None, None], [None, None, "again"])


async def test_one_that_fails_keeps_it_from_nobody_else(
    ears: Hearing, connection: BaseDBAsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(text: str | None) -> None:
        raise LookupError(text)

    ear = Ear()
    with ears.subscribed("frail", fail), ears.subscribed("frail", ear.hear):
        await ear.at_least(1)
        await tell(connection, "frail", "still here")
        await ear.at_least(2)
    assert ear.texts == [None, "still here"]
    assert [type(each.exc_info[1]) for each in caplog.records if each.exc_info] == [LookupError] * 2


async def test_a_connection_that_fell_silent_is_made_anew(
    ears: Hearing, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of which the other end is gone says nothing for ever; it has to be asked."""

    async def gone(*_: object, **__: object) -> None:
        raise ConnectionResetError

    monkeypatch.setattr(hearing_module, "PROOF_SECONDS", 0.05)
    monkeypatch.setattr(asyncpg.Connection, "execute", gone)
    other = Ear()
    with ears.subscribed("other", other.hear):  # which wakes the one that waits
        await ear.at_least(2)
    assert set(ear.texts) == {None}


async def test_a_database_that_is_away_is_waited_for() -> None:
    ear = Ear()
    async with hearing("postgresql://127.0.0.1:1/nowhere", name=NAME) as ears:
        with ears.subscribed(CHANNEL, ear.hear):
            await asyncio.sleep(0.1)
    assert ear.heard == 0


async def test_a_session_that_ends_elsewhere_ends_here(
    database_url: str, ears: Hearing, pool: ReadPool
) -> None:
    account = await signing.account()
    held = {b"cookie": f"hub={(await signing.signed_in(account)).secret}".encode()}
    callers = Callers(pool, Terms())
    ear = Ear()
    with ears.subscribed(CHANNEL, callers.hear), ears.subscribed(CHANNEL, ear.hear):
        await ear.at_least(1)
        assert (await callers.visitor(held, clock.now())).account_id == account.id
        elsewhere = await asyncpg.connect(database_url)
        try:
            await elsewhere.execute(
                "UPDATE session SET ended_at = now(), end_reason = 'SIGNED_OUT'"
            )
        finally:
            await elsewhere.close()
        await until_unknown(callers, held)


async def test_what_was_found_out_before_the_news_is_not_kept(pool: ReadPool) -> None:
    account = await signing.account()
    held = {b"cookie": f"hub={(await signing.signed_in(account)).secret}".encode()}
    callers = Callers(pool, Terms())
    asked = asyncio.create_task(callers.visitor(held, clock.now()))
    await asyncio.sleep(0)
    callers.hear(None)
    assert (await asked).account_id == account.id
    assert len(callers) == 0


async def tell(connection: BaseDBAsyncClient, channel: str, text: str) -> None:
    await connection.execute_query("SELECT pg_notify($1, $2)", [channel, text])


async def until_unknown(callers: Callers, held: dict[bytes, bytes]) -> None:
    """Ask who it is until nobody knows; that takes less than the time that actors are kept."""
    async with asyncio.timeout(KEPT_SECONDS / 2):
        while (await callers.visitor(held, clock.now())).account_id:  # noqa: ASYNC110 - in the database
            await asyncio.sleep(0.01)


async def test_it_ends_though_the_server_hears_no_farewell(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def gone(self: asyncpg.Connection, **_: object) -> None:
        self.terminate()
        raise BrokenPipeError

    monkeypatch.setattr(asyncpg.Connection, "close", gone)
    monkeypatch.setattr(background, "AGAIN_SECONDS", 2 * SECONDS)
    ear = Ear()
    async with asyncio.timeout(SECONDS), hearing(database_url, name=NAME) as ears:
        with ears.subscribed("other", ear.hear):
            await ear.at_least(1)
