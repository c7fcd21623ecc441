"""Whom an act is about that is done to something of an account."""

from uuid import UUID

from hub.accounts.models import Account
from hub.deed import Deed


async def note_holder(deed: Deed, account_id: UUID | None) -> None:
    """Note that the act belongs to the history of an account, if there is one, and its person."""
    account = await Account.filter(id=account_id).using_db(deed.connection).first()
    if account is not None:
        deed.touch(account)
