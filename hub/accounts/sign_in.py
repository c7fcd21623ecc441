"""Signing in with a password and, where the account has one, a second factor; signing out."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from hub.accounts import passwords, second_factor, throttle
from hub.accounts.models import Account
from hub.accounts.refusals import CredentialsInvalid, PendingInvalid, SecondFactorNeeded
from hub.accounts.rules import as_typed
from hub.accounts.session_models import Session
from hub.accounts.sessions import Opened, Terms, end_session, own_session, start_session
from hub.accounts.terms import SessionEnd, SessionKind
from hub.accounts.throttle import OF_ACCOUNT, OF_CLIENT, Bucket
from hub.accounts.tokens import hash_of
from hub.act import Order, transact
from hub.database import driver_errors
from hub.deed import Deed
from hub.errors import Refused
from hub.keys import Keys

PENDING = timedelta(minutes=5)
"""How long somebody may look for the telephone after the password was right."""
PURPOSE = "pending sign-in"


@dataclass(frozen=True, slots=True)
class Credentials:
    """What somebody gives to prove to be the holder of an account."""

    email: str
    password: str = field(repr=False)
    code: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """How somebody comes in, and on which terms."""

    order: Order
    terms: Terms
    kind: SessionKind
    address: str
    """Of the client; it is nowhere kept in clear."""
    client: str | None = None
    former: str | None = field(default=None, repr=False)
    """The secret in the cookie of the browser until now: that session ends."""


@dataclass(frozen=True, slots=True)
class CodeNeeded:
    """The password is right; with what is pending and a code the sign-in goes on."""

    pending: str = field(repr=False)


async def sign_in(given: Credentials, entry: Entry) -> Opened | CodeNeeded:
    """Sign in. Nobody learns whether an account exists: neither by the answer nor by its time."""
    email, keys, now = as_typed(given.email), entry.order.keys, entry.order.viewer.now
    await throttle.take([Bucket.of(keys, OF_CLIENT, entry.address)], now)
    await throttle.take_noting(Bucket.of(keys, OF_ACCOUNT, email), email, order=entry.order)
    with driver_errors():
        account = await Account.get_or_none(email=email)
    kept = account.password_hash if account else None
    if not await passwords.matches(given.password, kept) or account is None or kept is None:
        raise Refused(CredentialsInvalid("password"))
    tries = [(OF_CLIENT, entry.address), (OF_ACCOUNT, email)]
    await throttle.give_back(Bucket.of(keys, limit, whose) for limit, whose in tries)
    has_second_factor = account.totp_confirmed_at is not None
    if has_second_factor and given.code is None:
        return CodeNeeded(_pending(account, keys, now))
    better = await passwords.hash_of(given.password) if passwords.needs_rehash(kept) else None
    return await _open(account, given.code if has_second_factor else None, entry, better=better)


async def continue_sign_in(pending: str, code: str, entry: Entry) -> Opened:
    """Go on with the code of the second factor where a password was right."""
    account = await _account_of(pending, entry.order)
    return await _open(account, code, entry)


async def sign_out(order: Order) -> Session:
    """End the session of whoever asks."""

    async def end(deed: Deed) -> Session:
        session = await own_session(deed)
        await end_session(deed, session)
        return session

    return await transact("sign_out", end, order=order)


async def _open(
    proved: Account, code: str | None, entry: Entry, *, better: str | None = None
) -> Opened:
    """Begin a session of an account whose password was right a moment ago."""

    async def enter(deed: Deed) -> Opened:
        account = await deed.lock(Account, proved.id)
        if account.password_hash != proved.password_hash:
            raise Refused(CredentialsInvalid("password"))
        proved_at = None
        if account.totp_confirmed_at is not None:
            if code is None:
                raise Refused(SecondFactorNeeded("code"))
            await second_factor.take_code(deed, account, code)
            proved_at = deed.now
        if better is not None:
            rows = Account.filter(id=account.id).using_db(deed.connection)
            await rows.update(password_hash=better)
        opened = await start_session(
            deed,
            account,
            entry.kind,
            terms=entry.terms,
            client=entry.client,
            second_factor_at=proved_at,
        )
        await end_former(deed, entry.former)
        return opened

    if code is None:
        return await transact("sign_in", enter, order=entry.order)
    async with second_factor.limited(proved, order=entry.order):
        return await transact("sign_in", enter, order=entry.order)


async def end_former(deed: Deed, secret: str | None) -> None:
    """End what the browser was signed in to, if it was: whoever signs in has one session there."""
    if secret is None:
        return
    rows = Session.filter(secret_hash=hash_of(secret), kind=SessionKind.BROWSER)
    former = await rows.using_db(deed.connection).select_for_update().first()
    if former is not None:
        await end_session(deed, former, SessionEnd.REPLACED)


def _pending(account: Account, keys: Keys, now: datetime) -> str:
    told = [str(account.id), _stamp(account, keys), (now + PENDING).isoformat()]
    return keys.encrypt(PURPOSE, json.dumps(told))


def _stamp(account: Account, keys: Keys) -> str:
    """Changes with the password, so that what is pending ends with it."""
    return keys.mac(PURPOSE, account.password_hash or "")


async def _account_of(pending: str, order: Order) -> Account:
    text = order.keys.decrypt(PURPOSE, pending)
    if text is None:
        raise Refused(PendingInvalid())
    id, stamp, until = json.loads(text)
    with driver_errors():
        account = await Account.get_or_none(id=UUID(id))
    is_over = datetime.fromisoformat(until) <= order.viewer.now
    if account is None or is_over or stamp != _stamp(account, order.keys):
        raise Refused(PendingInvalid())
    return account
