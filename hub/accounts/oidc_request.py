"""A sign-in on its way to the provider and back, kept by the browser that began it."""

import hmac
import json
import secrets
from datetime import datetime, timedelta
from typing import NamedTuple

from hub.accounts.oidc_refusals import ForeignTarget, SignInExpired, StateMismatch
from hub.contacts import is_own_path
from hub.errors import Refused
from hub.keys import Keys

PURPOSE = "sign-in with a provider"
LASTS = timedelta(minutes=10)
SECRET_BYTES = 32


class Pending(NamedTuple):
    """What the hub must know of a sign-in when the answer to it comes."""

    provider: str
    state: str
    nonce: str
    verifier: str
    target: str
    """Where to go afterwards: a path of the hub."""
    expires: float

    def require(self, *, provider: str, state: str, now: datetime) -> None:
        """See to it that an answer to the provider's address, with this state, is to this."""
        if self.expires < now.timestamp() or self.provider != provider:
            raise Refused(SignInExpired())
        if not hmac.compare_digest(self.state.encode(), state.encode()):
            raise Refused(StateMismatch())


def begin(provider: str, target: str, now: datetime) -> Pending:
    """A new sign-in."""
    state, nonce, verifier = (secrets.token_urlsafe(SECRET_BYTES) for _ in range(3))
    expires = (now + LASTS).timestamp()
    return Pending(provider, state, nonce, verifier, local_path(target), expires)


def sealed(keys: Keys, pending: Pending) -> str:
    """The sign-in as a cookie that says nothing to the browser, and cannot be changed."""
    return keys.encrypt(PURPOSE, json.dumps(pending))


def opened(keys: Keys, cookie: str | None) -> Pending:
    """The sign-in that a cookie holds; refused if there is none in it."""
    text = keys.decrypt(PURPOSE, cookie) if cookie and cookie.isascii() else None
    if text is None:
        raise Refused(SignInExpired())
    return Pending(*json.loads(text))


def local_path(target: str) -> str:
    """The target, if it is a path of the hub; refused otherwise."""
    if not is_own_path(target):
        raise Refused(ForeignTarget())
    return target
