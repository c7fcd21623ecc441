"""What links in mails are good for: to prove an address, and to choose a new password."""

import asyncio
from datetime import timedelta

from hub import clock
from hub.accounts import link_tokens, throttle
from hub.accounts.models import Account
from hub.accounts.password_change import acceptable, set_password
from hub.accounts.refusals import MailedLinkInvalid, SessionNeeded
from hub.accounts.rules import as_typed
from hub.accounts.session_models import MailedLink
from hub.accounts.terms import LinkPurpose
from hub.accounts.throttle import OF_CLIENT, OF_MAIL, Bucket
from hub.act import Order, transact
from hub.actor import Actor
from hub.database import driver_errors
from hub.deed import Deed
from hub.errors import Refused

VALID = {
    LinkPurpose.VERIFY_EMAIL: timedelta(hours=48),
    LinkPurpose.RESET_PASSWORD: timedelta(hours=1),
}
EVENTS = {
    LinkPurpose.VERIFY_EMAIL: "mail.verify_email",
    LinkPurpose.RESET_PASSWORD: "mail.reset_password",
}
ANSWER_SECONDS = 0.4
"""After how long a request for a reset is answered, whether there is an account or not."""


async def mail_link(deed: Deed, account: Account, purpose: LinkPurpose) -> MailedLink:
    """Have a link mailed to an account; its secret is made when the mail is written."""
    link = await deed.create(
        MailedLink,
        account_id=account.id,
        purpose=purpose,
        created_at=deed.now,
        expires_at=deed.now + VALID[purpose],
    )
    deed.tell(EVENTS[purpose], account.id, link_id=link.id)
    return link


async def ask_verification(order: Order) -> None:
    """Have the link mailed that proves the address of whoever asks; nothing if that is done."""
    with driver_errors():
        account = await Account.get_or_none(id=order.viewer.actor.account_id)
    if account is None or order.viewer.actor.session_id is None:
        raise Refused(SessionNeeded())
    bucket = Bucket.of(order.keys, OF_MAIL, account.email)
    await throttle.take([bucket], order.viewer.now)
    if account.verified_at is None:
        await _send(account, LinkPurpose.VERIFY_EMAIL, "ask_verification", order=order)


async def ask_reset(email: str, address: str, *, order: Order) -> None:
    """Have the link mailed with which a new password is chosen, if there is such an account.

    Nobody learns whether there is one: it answers nothing, and after the same time.
    """
    begun, email = clock.ticks(), as_typed(email)
    client, mail = (OF_CLIENT, address), (OF_MAIL, email)
    buckets = [Bucket.of(order.keys, limit, whose) for limit, whose in (client, mail)]
    await throttle.take(buckets, order.viewer.now)
    with driver_errors():
        account = await Account.get_or_none(email=email, disabled_at=None)
    if account is not None:
        await _send(account, LinkPurpose.RESET_PASSWORD, "ask_reset", order=order)
    await asyncio.sleep(begun + ANSWER_SECONDS - clock.ticks())


async def require_link(token: str, purpose: LinkPurpose, *, order: Order) -> MailedLink:
    """The link behind a token, with its account, if it is still good; it is not used by that."""
    id = link_tokens.id_of(order.keys, link_tokens.LINK, token)
    with driver_errors():
        link = await MailedLink.get_or_none(id=id, purpose=purpose).prefetch_related("account")
    if link is None or not _is_good(link, link.account, order):
        raise Refused(MailedLinkInvalid())
    return link


async def verify_email(token: str, *, order: Order) -> Account:
    """Take the link as the proof that the mails to the address of an account are read."""
    found = await require_link(token, LinkPurpose.VERIFY_EMAIL, order=order)

    async def verify(deed: Deed) -> Account:
        account = await _use(deed, found, order)
        await deed.edit(account, verified_at=account.verified_at or deed.now)
        return account

    return await transact("verify_email", verify, order=order)


async def reset_password(token: str, new: str, *, order: Order) -> Account:
    """Choose a new password by a link, which proves the address as well."""
    found = await require_link(token, LinkPurpose.RESET_PASSWORD, order=order)
    made = await acceptable(new, found.account, "newPassword")

    async def reset(deed: Deed) -> Account:
        account = await _use(deed, found, order)
        await deed.edit(account, verified_at=account.verified_at or deed.now)
        await set_password(deed, account, made)
        await _spend_others(deed, found)
        return account

    return await transact("reset_password", reset, order=order)


async def _send(account: Account, purpose: LinkPurpose, name: str, *, order: Order) -> None:
    async def send(deed: Deed) -> None:
        await mail_link(deed, account, purpose)

    await transact(name, send, order=order)


async def _use(deed: Deed, found: MailedLink, order: Order) -> Account:
    """Use up a link, once; from here on the deed is its account's, which is locked."""
    account = await deed.lock(Account, found.account_id)
    link = await deed.lock(MailedLink, found.id)
    if not _is_good(link, account, order):
        raise Refused(MailedLinkInvalid())
    deed.become(Actor(account_id=account.id, person_id=account.person_id))
    await deed.edit(link, used_at=deed.now)
    return account


async def _spend_others(deed: Deed, used: MailedLink) -> None:
    """Other links to a new password end with the first that is used."""
    rows = MailedLink.filter(account_id=used.account_id, purpose=used.purpose, used_at=None)
    for link in await rows.using_db(deed.connection).select_for_update():
        await deed.edit(link, used_at=deed.now)


def _is_good(link: MailedLink, account: Account, order: Order) -> bool:
    is_open = link.used_at is None and account.disabled_at is None
    return is_open and order.viewer.now < link.expires_at
