"""Accounts as those keep them who run the hub: made, closed, opened again, given a password."""

from hub.accounts import second_factor
from hub.accounts.models import Account
from hub.accounts.password_change import acceptable, set_password
from hub.accounts.refusals import EmailTaken
from hub.accounts.revoking import end_all
from hub.accounts.terms import SessionEnd
from hub.act import Order, transact
from hub.constraints import explains
from hub.contacts import email_of
from hub.deed import Deed
from hub.errors import Refused
from hub.members.models import Person
from hub.refusals import EmailInvalid

explains("account_email_key", lambda: EmailTaken("email"))


async def create_account(
    email: str, password: str | None, *, order: Order, person: Person | None = None
) -> Account:
    """Make an account, of a person or only of an address, which whoever does it vouches for."""
    address = email_of(email)
    if address is None:
        raise Refused(EmailInvalid("email"))
    draft = Account(email=address, person_id=person.id if person else None)
    made = await acceptable(password, draft, "password") if password is not None else None

    async def create(deed: Deed) -> Account:
        if await Account.filter(email=address).using_db(deed.connection).exists():
            raise Refused(EmailTaken("email"))
        return await deed.create(
            Account,
            email=address,
            person_id=draft.person_id,
            password_hash=made,
            verified_at=deed.now,
        )

    return await transact("create_account", create, order=order)


async def disable_account(account: Account, *, order: Order) -> Account:
    """Close an account: nobody signs in with it any more, and who has is signed out."""

    async def disable(deed: Deed) -> Account:
        locked = await deed.lock(Account, account.id)
        await deed.edit(locked, disabled_at=locked.disabled_at or deed.now)
        await end_all(deed, locked, SessionEnd.ACCOUNT_DISABLED)
        return locked

    return await transact("disable_account", disable, order=order)


async def enable_account(account: Account, *, order: Order) -> Account:
    """Open an account again."""

    async def enable(deed: Deed) -> Account:
        locked = await deed.lock(Account, account.id)
        await deed.edit(locked, disabled_at=None)
        return locked

    return await transact("enable_account", enable, order=order)


async def give_password(account: Account, password: str, *, order: Order) -> Account:
    """Give an account a password, which signs out everywhere."""
    made = await acceptable(password, account, "password")

    async def give(deed: Deed) -> Account:
        locked = await deed.lock(Account, account.id)
        await set_password(deed, locked, made)
        return locked

    return await transact("give_password", give, order=order)


async def take_second_factor(account: Account, *, order: Order) -> Account:
    """Take the second factor off an account whose holder has lost the telephone."""

    async def take(deed: Deed) -> Account:
        locked = await deed.lock(Account, account.id)
        await second_factor.forget(deed, locked)
        return locked

    return await transact("take_second_factor", take, order=order)
