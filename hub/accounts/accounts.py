"""Accounts and tokens as those keep them who run the hub, at its command line."""

from typing import Any
from uuid import UUID

from hub.accounts import second_factor
from hub.accounts.concerned import note_holder
from hub.accounts.models import Account, Token
from hub.accounts.password_change import acceptable, set_password
from hub.accounts.refusals import EmailTaken, PersonHasAccount
from hub.accounts.revoking import end_all
from hub.accounts.terms import SessionEnd
from hub.accounts.tokens import HINT_LENGTH, hash_of, make_text
from hub.act import Order, transact
from hub.actor import Role
from hub.constraints import explains
from hub.contacts import email_of
from hub.deed import Deed
from hub.errors import Refused
from hub.members.models import Person
from hub.refusals import EmailInvalid

explains("account_email_key", lambda: EmailTaken("email"))
explains("account_person_id_key", PersonHasAccount)


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
        if draft.person_id is not None:
            await require_no_account(deed, draft.person_id)
        return await deed.create(
            Account,
            email=address,
            person_id=draft.person_id,
            password_hash=made,
            verified_at=deed.now,
        )

    return await transact("create_account", create, order=order)


async def require_no_account(deed: Deed, person_id: UUID) -> None:
    """Raise Refused if the person has an account: nobody has two."""
    if await Account.filter(person_id=person_id).using_db(deed.connection).exists():
        raise Refused(PersonHasAccount())


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


async def issue_token(name: str, role: Role, *, order: Order, **given: Any) -> str:
    """Make an API token, with further columns of its row; its text is told once and kept nowhere."""
    text = make_text()

    async def issue(deed: Deed) -> Token:
        kept = {"token_hash": hash_of(text), "hint": text[-HINT_LENGTH:]}
        return await deed.create(Token, name=name, role=role, **kept, **given)

    await transact("create_api_token", issue, order=order)
    return text


async def withdraw_token(token: Token, *, order: Order) -> Token:
    """End an API token; one that has ended stays as it is."""

    async def end(deed: Deed) -> Token:
        locked = await deed.lock(Token, token.id)
        await deed.edit(locked, revoked_at=locked.revoked_at or deed.now)
        await note_holder(deed, locked.account_id)
        return locked

    return await transact("revoke_api_token", end, order=order)
