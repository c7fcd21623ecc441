"""Sessions: begun with secrets that are told once, and ended.

A browser holds a random secret in a cookie. An app holds an access token, good for minutes, and a
refresh token that it changes for the next pair. Of each the hub keeps only the hash.
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hub.accounts import session_rules
from hub.accounts.models import Account
from hub.accounts.refusals import AccountDisabled, SessionNeeded
from hub.accounts.session_models import RefreshToken, Session
from hub.accounts.terms import SessionEnd, SessionKind
from hub.accounts.tokens import hash_of, text_of
from hub.actor import Actor
from hub.deed import Deed
from hub.errors import Refused
from hub.ids import uuid7
from hub.keys import Keys
from hub.settings import Settings

ACCESS_PREFIX = "phua_"
REFRESH_PREFIX = "phur_"
COOKIE_BYTES = 32
LONGEST_CLIENT = 80
REMEMBERED = timedelta(days=90)
"""How long a kind of browser or app is one that was seen before."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How long a browser stays signed in, and whether the staff must prove more than a password."""

    idle: timedelta = timedelta(hours=8)
    longest: timedelta = timedelta(days=7)
    needs_second_factor: bool = False

    @classmethod
    def of(cls, settings: Settings) -> "Terms":
        idle, longest = settings.session_idle_hours, settings.session_days
        return cls(timedelta(hours=idle), timedelta(days=longest), settings.require_second_factor)


@dataclass(frozen=True, slots=True)
class Opened:
    """A session, and the secrets that its holder is told."""

    session: Session
    secret: str = field(repr=False)
    """Of the cookie, or the access token."""
    refresh_token: str | None = field(default=None, repr=False)

    def seconds_left(self, now: datetime) -> int:
        """How long the secret is good for."""
        return max(0, int((self.session.secret_expires_at - now).total_seconds()))


async def start_session(
    deed: Deed,
    account: Account,
    kind: SessionKind,
    *,
    terms: Terms,
    client: str | None = None,
    second_factor_at: datetime | None = None,
) -> Opened:
    """Begin a session of an account, in whose name the deed goes on."""
    account = await deed.lock(Account, account.id)
    if account.disabled_at is not None:
        raise Refused(AccountDisabled())
    deed.become(Actor(account_id=account.id, person_id=account.person_id))
    client = client[:LONGEST_CLIENT] if client else None
    is_known, id = await _is_known(deed, account, client), uuid7()
    tell_secrets = _app if kind is SessionKind.MOBILE else _browser
    secret, expires_at, secret_expires_at = tell_secrets(deed, str(id), terms)
    session = await deed.create(
        Session,
        id=id,
        account_id=account.id,
        kind=kind,
        secret_hash=hash_of(secret),
        secret_expires_at=secret_expires_at,
        created_at=deed.now,
        seen_at=deed.now,
        expires_at=expires_at,
        second_factor_at=second_factor_at,
        client=client,
    )
    if not is_known:
        deed.tell("mail.new_sign_in", account.id, account_id=account.id, session_id=id)
    if kind is SessionKind.BROWSER:
        return Opened(session, secret)
    token = refresh_token_of(deed.keys, str(id))
    until = min(deed.now + session_rules.REFRESH, expires_at)
    await deed.create(
        RefreshToken,
        session_id=id,
        token_hash=hash_of(token),
        created_at=deed.now,
        expires_at=until,
    )
    return Opened(session, secret, token)


def access_token_of(keys: Keys, origin: str) -> str:
    """The access token that comes of a session, or of a refresh token that is used."""
    return text_of(keys.token("access token", origin), ACCESS_PREFIX)


def refresh_token_of(keys: Keys, origin: str) -> str:
    """The refresh token that comes of a session, or succeeds one that is used."""
    return text_of(keys.token("refresh token", origin), REFRESH_PREFIX)


async def own_session(deed: Deed) -> Session:
    """The session by which the actor is signed in, locked; refused if it is not by one."""
    if deed.actor.session_id is None:
        raise Refused(SessionNeeded())
    session = await deed.lock(Session, deed.actor.session_id)
    if session.ended_at is not None:
        raise Refused(SessionNeeded())
    return session


async def end_session(
    deed: Deed, session: Session, reason: SessionEnd = SessionEnd.SIGNED_OUT
) -> None:
    """End a locked session; one that has ended stays as it is."""
    if session.ended_at is None:
        await deed.edit(session, ended_at=deed.now, end_reason=reason)


def _browser(deed: Deed, _: str, terms: Terms) -> tuple[str, datetime, datetime]:
    """A secret, and when the session and the secret end."""
    expires_at = deed.now + terms.longest
    return secrets.token_urlsafe(COOKIE_BYTES), expires_at, expires_at


def _app(deed: Deed, id: str, _: Terms) -> tuple[str, datetime, datetime]:
    """The same for an app, whose secrets can be told once more when they did not arrive."""
    secret = access_token_of(deed.keys, id)
    return secret, deed.now + session_rules.MOBILE, deed.now + session_rules.ACCESS


async def _is_known(deed: Deed, account: Account, client: str | None) -> bool:
    """Whether the account was used with such a browser or app lately, or never was used at all."""
    former = Session.filter(account_id=account.id).using_db(deed.connection)
    lately = former.filter(client=client, created_at__gt=deed.now - REMEMBERED)
    return await lately.exists() or not await former.exists()
