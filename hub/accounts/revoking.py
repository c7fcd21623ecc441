"""Signing out everywhere."""

from uuid import UUID

from hub.accounts.access_refusals import AccountUnsaid
from hub.accounts.models import Account
from hub.accounts.offers import DIRECTION
from hub.accounts.session_models import Session
from hub.accounts.terms import SessionEnd
from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed, Done
from hub.errors import Refused
from hub.keys import Keys
from hub.refusals import NotFound


@act(TokenScope.ACCOUNTS)
async def revoke_sessions(
    deed: Deed, *, account_id: UUID | None = None, keep_this: bool | None = None
) -> Done:
    """End the sessions of an account: the own, or, for the direction, any."""
    chosen = account_id or deed.actor.account_id
    if chosen is None:
        raise Refused(AccountUnsaid("input", "accountId"))
    if chosen != deed.actor.account_id and not deed.actor.has_role(DIRECTION):
        raise Refused(NotFound("input", "accountId"))
    account = await deed.lock(Account, chosen, "input", "accountId")
    deed.touch(account)
    kept = deed.actor.session_id if keep_this else None
    ended = await end_all(deed, account, SessionEnd.SIGNED_OUT_EVERYWHERE, keep=kept)
    return Done(account.id, {"ended": ended})


async def end_all(
    deed: Deed, account: Account, reason: SessionEnd, *, keep: UUID | None = None
) -> int:
    """End all open sessions of a locked account, save one; how many there were."""
    rows = Session.filter(account_id=account.id, ended_at=None, expires_at__gt=deed.now)
    rows = rows.using_db(deed.connection).select_for_update(no_key=True)
    found = [each for each in await rows if each.id != keep]
    for session in found:
        await deed.edit(session, ended_at=deed.now, end_reason=reason)
    return len(found)


def ended(done: Done, _: Keys) -> int | None:
    return done.values.get("ended")
