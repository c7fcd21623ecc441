"""Answering an invitation by its link: who has none gets an account with it."""

from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from hub.accounts import accepting, invitations, password_rules, passwords
from hub.accounts.accounts import require_no_account
from hub.accounts.invitation_models import Invitation
from hub.accounts.link_tokens import INVITATION, id_of
from hub.accounts.models import Account
from hub.accounts.refusals import AccountDisabled, MailedLinkInvalid
from hub.act import Order, transact
from hub.actor import Actor
from hub.constraints import explains
from hub.database import driver_errors
from hub.deed import Deed
from hub.errors import Refusal, Refused
from hub.keys import Keys
from hub.members.models import Person
from hub.refusals import Blank, TooLong
from hub.texts import line

R = TypeVar("R", Account, Person)

LONGEST_NAME = 80

explains("person_email_key")


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What somebody says who gets an account."""

    given_name: str
    family_name: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Offer:
    """An invitation as its holder sees it, and whether they have an account."""

    invitation: Invitation
    has_account: bool


async def offer_of(token: str, keys: Keys) -> Offer:
    """The invitation that a link opens; raises Refused for a link that was not mailed."""
    id = _id(token, keys)
    with driver_errors():
        invitation = await Invitation.get_or_none(id=id).prefetch_related("organization")
        if invitation is None:
            raise Refused(MailedLinkInvalid())
        has_account = await Account.exists(email=invitation.email)
    return Offer(invitation, has_account)


async def accept(token: str, newcomer: Newcomer | None, order: Order) -> Account:
    """Accept an invitation by its link, which only who reads the mails to the address has.

    Raises Refused: with all that is wrong with what a newcomer says, too.
    """
    id = _id(token, order.keys)
    if newcomer is not None:
        _require(newcomer)
    hashed = await passwords.hash_of(newcomer.password) if newcomer else None

    async def do(deed: Deed) -> Account:
        invitation = await deed.lock(Invitation, id)
        invitations.require_open(deed, invitation)
        account = await _account(deed, invitation, newcomer, hashed=hashed)
        deed.become(Actor(account_id=account.id, person_id=account.person_id))
        await accepting.begin(deed, invitation, account)
        return account

    return await transact("accept_invitation", do, order=order)


async def decline(token: str, order: Order) -> Invitation:
    """Decline an invitation by its link."""
    id = _id(token, order.keys)

    async def do(deed: Deed) -> Invitation:
        invitation = await deed.lock(Invitation, id)
        invitations.require_open(deed, invitation)
        await deed.edit(invitation, declined_at=deed.now)
        return invitation

    return await transact("decline_invitation", do, order=order)


async def _account(
    deed: Deed, invitation: Invitation, newcomer: Newcomer | None, *, hashed: str | None
) -> Account:
    """The account of the address that was invited, made if there is none."""
    account = await _known(deed, Account, invitation)
    if account is None:
        if newcomer is None:
            raise Refused(Blank("given_name"), Blank("family_name"), Blank("password"))
        person = await _known(deed, Person, invitation)
        # Another invitation may have been accepted at this moment: then both have come.
        account = await _known(deed, Account, invitation) if person else None
        if account is None:
            return await _made(deed, invitation, person=person, newcomer=newcomer, hashed=hashed)
    if account.disabled_at is not None:
        raise Refused(AccountDisabled())
    # The link was mailed to it, and came back.
    await deed.edit(account, verified_at=account.verified_at or deed.now)
    return account


async def _known(deed: Deed, model: type[R], invitation: Invitation) -> R | None:
    """Who has the address that was invited, locked."""
    rows = model.filter(email=invitation.email).using_db(deed.connection)
    return await rows.select_for_update().first()


async def _person(deed: Deed, invitation: Invitation, newcomer: Newcomer) -> Person:
    given, family = line(newcomer.given_name), line(newcomer.family_name)
    return await deed.create(
        Person,
        given_name=given,
        family_name=family,
        name=f"{given} {family}",
        email=invitation.email,
        language=invitation.language,
    )


async def _made(
    deed: Deed,
    invitation: Invitation,
    *,
    person: Person | None,
    newcomer: Newcomer,
    hashed: str | None,
) -> Account:
    if person is None:
        person = await _person(deed, invitation, newcomer)
    else:
        await require_no_account(deed, person.id)
    return await deed.create(
        Account,
        person_id=person.id,
        email=invitation.email,
        verified_at=deed.now,
        password_hash=hashed,
    )


def _require(newcomer: Newcomer) -> None:
    names = {"given_name": line(newcomer.given_name), "family_name": line(newcomer.family_name)}
    faults: list[Refusal] = [Blank(name) for name, text in names.items() if not text]
    faults += [
        TooLong(name, limit=LONGEST_NAME, measured=len(text))
        for name, text in names.items()
        if len(text) > LONGEST_NAME
    ]
    faults += password_rules.faults(newcomer.password, "password", known=names.values())
    if faults:
        raise Refused(*faults)


def _id(token: str, keys: Keys) -> UUID:
    id = id_of(keys, INVITATION, token)
    if id is None:
        raise Refused(MailedLinkInvalid())
    return id
