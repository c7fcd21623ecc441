"""Choosing another password, which signs out everywhere else."""

from uuid import UUID

from hub.accounts import password_rules, passwords, throttle
from hub.accounts.models import Account
from hub.accounts.refusals import CredentialsInvalid, SessionNeeded
from hub.accounts.revoking import end_all
from hub.accounts.sessions import own_session
from hub.accounts.terms import SessionEnd
from hub.accounts.throttle import OF_ACCOUNT, Bucket
from hub.act import Order, transact
from hub.database import driver_errors
from hub.deed import Deed
from hub.errors import Refused
from hub.members.models import Person


async def change_password(current: str, new: str, *, order: Order) -> Account:
    """Choose another password; the session that does it stays, all others end.

    Without a former password a link in a mail is the way: a session alone, which somebody may
    have left open, must not become more than it is.
    """
    with driver_errors():
        known = await Account.get_or_none(id=order.viewer.actor.account_id)
    if known is None or order.viewer.actor.session_id is None:
        raise Refused(SessionNeeded())
    bucket = Bucket.of(order.keys, OF_ACCOUNT, known.email)
    await throttle.take_noting(bucket, known.email, order=order)
    if not await passwords.matches(current, known.password_hash):
        raise Refused(CredentialsInvalid("currentPassword"))
    await throttle.give_back([bucket])
    made = await acceptable(new, known, "newPassword")

    async def change(deed: Deed) -> Account:
        account = await deed.lock(Account, known.id)
        session = await own_session(deed)
        if account.password_hash != known.password_hash:
            raise Refused(CredentialsInvalid("currentPassword"))
        await set_password(deed, account, made, keep=session.id)
        return account

    return await transact("change_password", change, order=order)


async def acceptable(password: str, account: Account, *path: str) -> str:
    """The hash of a new password; refused if it will not do."""
    with driver_errors():
        person = await Person.get_or_none(id=account.person_id)
    known = [account.email, *([person.name] if person else [])]
    if faults := password_rules.faults(password, *path, known=known):
        raise Refused(*faults)
    return await passwords.hash_of(password)


async def set_password(
    deed: Deed, account: Account, made: str, *, keep: UUID | None = None
) -> None:
    """Give a locked account a password; its sessions end, save one, and its holder is told."""
    await deed.edit(account, password_hash=made)
    await end_all(deed, account, SessionEnd.PASSWORD_CHANGED, keep=keep)
    deed.tell("mail.password_changed", account.id, account_id=account.id)
