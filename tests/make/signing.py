"""What signing in needs in tests: accounts with passwords, orders, and the ways in."""

from dataclasses import replace
from typing import Any

import pyotp

from hub import clock
from hub.accounts import passwords, totp
from hub.accounts.models import Account
from hub.accounts.sessions import Opened, Terms
from hub.accounts.sign_in import Credentials, Entry, sign_in
from hub.accounts.terms import SessionKind
from hub.act import Order
from hub.actor import ANONYMOUS, Actor, Viewer
from tests.keys import KEYS
from tests.make import accounts

PASSWORD = "quattro violini nel cortile"  # noqa: S105 - of tests only
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 - the same


async def account(password: str = PASSWORD, **given: Any) -> Account:
    """An account that signs in with a password."""
    return await accounts.account(password_hash=await passwords.hash_of(password), **given)


async def account_with_second_factor(**given: Any) -> Account:
    return await account(
        totp_secret=KEYS.encrypt(totp.PURPOSE, SECRET), totp_confirmed_at=clock.now(), **given
    )


def code(*, steps: int = 0) -> str:
    """The code of the second factor at this moment, or so many steps later."""
    return pyotp.TOTP(SECRET).at(clock.now(), counter_offset=steps)


def order(actor: Actor = ANONYMOUS) -> Order:
    return Order(Viewer(clock.now(), clock.today(), actor, "en"), KEYS)


def entry(kind: SessionKind = SessionKind.BROWSER, **given: Any) -> Entry:
    values: dict[str, Any] = {"terms": Terms(), "address": "192.0.2.7", "client": "Firefox, Linux"}
    return Entry(given.pop("order", None) or order(), kind=kind, **{**values, **given})


async def signed_in(account: Account, **given: Any) -> Opened:
    """A session of an account; with a code it has proved the second factor."""
    code = given.pop("code", None)
    opened = await sign_in(Credentials(account.email, PASSWORD, code), entry(**given))
    assert isinstance(opened, Opened)
    return opened


def holder(opened: Opened) -> Order:
    """An order of whoever is signed in."""
    session = opened.session
    actor = Actor(account_id=session.account_id, session_id=session.id)
    return replace(order(), viewer=order().viewer._replace(actor=actor))
