"""Refresh tokens: each is changed once for the next pair of tokens.

The secrets of a pair are made from the key of the hub and the token that was used, so that whoever
asks again within moments gets the same answer, though it is kept nowhere.
"""

from typing import NamedTuple

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.transactions import in_transaction

from hub.accounts import session_rules
from hub.accounts.models import Account
from hub.accounts.refusals import RefreshTokenInvalid
from hub.accounts.session_models import RefreshToken, Session
from hub.accounts.session_rules import Presented, Verdict, verdict_on
from hub.accounts.sessions import (
    REFRESH_PREFIX,
    Opened,
    access_token_of,
    end_session,
    refresh_token_of,
)
from hub.accounts.terms import SessionEnd
from hub.accounts.tokens import hash_of, is_well_formed
from hub.act import Order, transact
from hub.actor import Actor
from hub.database import driver_errors
from hub.deed import Deed
from hub.errors import Refused


class _Held(NamedTuple):
    """A refresh token with its locked session, its account, and its successor if it has one."""

    token: RefreshToken
    session: Session
    account: Account
    successor: RefreshToken | None

    @property
    def presented(self) -> Presented:
        return Presented(
            is_open=self.session.ended_at is None and self.account.disabled_at is None,
            expires_at=self.token.expires_at,
            used_at=self.token.used_at,
            is_successor_used=self.successor is not None and self.successor.used_at is not None,
        )


async def refresh(text: str, *, order: Order) -> Opened:
    """The next pair of tokens for a refresh token.

    A token that was used before ends its session, of which the record then tells; other than that
    nothing happens that would be worth an entry every ten minutes.
    """
    with driver_errors():
        async with in_transaction() as connection:
            held = await _find(connection, text, order)
            verdict = verdict_on(held.presented, order.viewer.now) if held else Verdict.OVER
            if held and verdict is Verdict.ROTATE:
                return await _rotate(connection, held, order)
            if held and verdict is Verdict.REPEAT:
                return _opened(held.session, held.token, order)
    if held and verdict is Verdict.REUSED:
        await transact("end_reused_session", lambda deed: _end_reused(deed, held), order=order)
    raise Refused(RefreshTokenInvalid("refreshToken"))


async def sign_out(text: str, *, order: Order) -> Session | None:
    """End the session of a refresh token, used or not; None if there is none, or it had ended."""
    with driver_errors():
        async with in_transaction() as connection:
            held = await _find(connection, text, order)
    if held is None or held.session.ended_at is not None:
        return None

    async def end(deed: Deed) -> Session:
        session = await deed.lock(Session, held.session.id)
        deed.become(Actor(account_id=held.account.id, person_id=held.account.person_id))
        await end_session(deed, session)
        return session

    return await transact("sign_out", end, order=order)


async def _find(connection: BaseDBAsyncClient, text: str, order: Order) -> _Held | None:
    if not is_well_formed(text, REFRESH_PREFIX):
        return None
    tokens = RefreshToken.filter(token_hash=hash_of(text)).using_db(connection)
    found = await tokens.first()
    if found is None:
        return None
    # The session is what its tokens wait for; only then is it known what became of them.
    locked = Session.filter(id=found.session_id).using_db(connection).select_for_update()
    session = await locked.get()
    successors = RefreshToken.filter(token_hash=hash_of(_successor(found, order)))
    return _Held(
        token=await tokens.get(),
        session=session,
        account=await Account.filter(id=session.account_id).using_db(connection).get(),
        successor=await successors.using_db(connection).first(),
    )


async def _rotate(connection: BaseDBAsyncClient, held: _Held, order: Order) -> Opened:
    """Use the token: its successor takes its place, and a new access token that of the old one."""
    token, session, now = held.token, held.session, order.viewer.now
    token.used_at = session.seen_at = now
    await token.save(using_db=connection, update_fields=["used_at"])
    session.secret_hash = hash_of(access_token_of(order.keys, str(token.id)))
    session.secret_expires_at = min(now + session_rules.ACCESS, session.expires_at)
    await session.save(
        using_db=connection, update_fields=["secret_hash", "secret_expires_at", "seen_at"]
    )
    await RefreshToken.create(
        using_db=connection,
        session_id=session.id,
        token_hash=hash_of(_successor(token, order)),
        created_at=now,
        expires_at=min(now + session_rules.REFRESH, session.expires_at),
    )
    return _opened(session, token, order)


def _opened(session: Session, used: RefreshToken, order: Order) -> Opened:
    return Opened(session, access_token_of(order.keys, str(used.id)), _successor(used, order))


def _successor(used: RefreshToken, order: Order) -> str:
    return refresh_token_of(order.keys, str(used.id))


async def _end_reused(deed: Deed, held: _Held) -> None:
    session = await deed.lock(Session, held.session.id)
    await end_session(deed, session, SessionEnd.REUSED_TOKEN)
    # Also where another got ahead: the entry belongs to the account's history.
    deed.touch(session)
