"""The second factor of an account: set up, proved, and removed by its holder."""

import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from hub.accounts import throttle, totp
from hub.accounts.models import Account
from hub.accounts.refusals import CodeInvalid, SecondFactorKept, SecondFactorMissing, SessionNeeded
from hub.accounts.session_models import Session
from hub.accounts.sessions import own_session
from hub.accounts.throttle import OF_CODE, Bucket
from hub.act import Order, transact
from hub.database import driver_errors
from hub.deed import Deed
from hub.errors import Refused

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Setup:
    """What an authenticator app is given, once."""

    secret: str = field(repr=False)
    uri: str = field(repr=False)


async def begin(order: Order) -> Setup:
    """Make the secret of a second factor; it counts from the first code on that confirms it."""
    secret = totp.make_secret()

    async def do(deed: Deed) -> Setup:
        account, _ = await _own(deed)
        if account.totp_confirmed_at is not None:
            raise Refused(SecondFactorKept())
        await deed.edit(account, totp_secret=deed.keys.encrypt(totp.PURPOSE, secret))
        return Setup(secret, totp.uri_of(secret, account.email))

    return await transact("begin_second_factor", do, order=order)


async def confirm(code: str, order: Order) -> Account:
    """Take the first code of a second factor, which is set up with it."""

    async def do(deed: Deed) -> Account:
        account, session = await _own(deed)
        if account.totp_confirmed_at is not None:
            raise Refused(SecondFactorKept())
        await take_code(deed, account, code)
        await deed.edit(account, totp_confirmed_at=deed.now)
        await deed.edit(session, second_factor_at=deed.now)
        deed.tell("mail.second_factor_set_up", account.id, account_id=account.id)
        return account

    return await transact("confirm_second_factor", do, order=order)


async def prove(code: str, order: Order) -> Session:
    """Prove the second factor within a session that was begun without, such as by a provider."""

    async def do(deed: Deed) -> Session:
        account, session = await _own(deed)
        _require(account)
        await take_code(deed, account, code)
        await deed.edit(session, second_factor_at=deed.now)
        return session

    async with limited(await _account(order), order=order):
        return await transact("prove_second_factor", do, order=order)


async def remove(code: str, order: Order) -> Account:
    """Remove the second factor, which takes a code of it."""

    async def do(deed: Deed) -> Account:
        account, _ = await _own(deed)
        _require(account)
        await take_code(deed, account, code)
        await forget(deed, account)
        return account

    async with limited(await _account(order), order=order):
        return await transact("remove_second_factor", do, order=order)


async def forget(deed: Deed, account: Account) -> None:
    """Take the second factor off a locked account; what it proved in sessions is undone."""
    if account.totp_confirmed_at is not None:
        deed.tell("mail.second_factor_removed", account.id, account_id=account.id)
    await deed.edit(account, totp_secret=None, totp_confirmed_at=None, totp_last_step=None)
    rows = Session.filter(account_id=account.id, ended_at=None, second_factor_at__not_isnull=True)
    for session in await rows.using_db(deed.connection).select_for_update():
        await deed.edit(session, second_factor_at=None)


async def take_code(deed: Deed, account: Account, code: str) -> None:
    """Take a code of a locked account, or refuse it; none is taken twice."""
    if account.totp_secret is None:
        raise Refused(SecondFactorMissing())
    secret = deed.keys.decrypt(totp.PURPOSE, account.totp_secret)
    if secret is None:
        logger.error("a second factor cannot be read: the secret key is not the one it was")
        raise Refused(CodeInvalid("code"))
    step = totp.step_of(secret, code, now=deed.now, last=account.totp_last_step)
    if step is None:
        raise Refused(CodeInvalid("code"))
    account.totp_last_step = step
    await account.save(using_db=deed.connection, update_fields=["totp_last_step"])


@asynccontextmanager
async def limited(account: Account, *, order: Order) -> AsyncGenerator[None]:
    """Take a try of a code, which is given back if the code is right."""
    bucket = Bucket.of(order.keys, OF_CODE, str(account.id))
    await throttle.take_noting(bucket, account.email, order=order)
    yield
    await throttle.give_back([bucket])


async def _own(deed: Deed) -> tuple[Account, Session]:
    """The account of the actor and its session, both locked."""
    account = await deed.lock(Account, deed.actor.account_id)
    return account, await own_session(deed)


async def _account(order: Order) -> Account:
    with driver_errors():
        account = await Account.get_or_none(id=order.viewer.actor.account_id)
    if account is None:
        raise Refused(SessionNeeded())
    return account


def _require(account: Account) -> None:
    if account.totp_confirmed_at is None:
        raise Refused(SecondFactorMissing())
