"""API tokens of people: made for a program, with less than their holder may, and ended."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from hub.accounts import rules
from hub.accounts.access_refusals import ExpiryOutOfRange, RoleNotHeld
from hub.accounts.concerned import note_holder
from hub.accounts.models import Token
from hub.accounts.offers import DIRECTION
from hub.accounts.rights import OF_ORGANIZATIONS
from hub.accounts.tokens import HINT_LENGTH, hash_of, text_of
from hub.act import act
from hub.actor import Role, TokenScope
from hub.deed import Deed, Done
from hub.errors import Refused
from hub.ids import uuid7
from hub.keys import Keys
from hub.refusals import AccountNeeded, Blank, NotFound, TooLong
from hub.texts import line

LONGEST_NAME = 120


@act(TokenScope.ACCOUNTS)
async def create_api_token(
    deed: Deed,
    *,
    name: str,
    role: Role,
    organization_id: UUID | None = None,
    scopes: Iterable[TokenScope] = (),
    expires_at: datetime | None = None,
) -> Token:
    """Make a token with one role of its holder; its text is made from its key, and kept nowhere."""
    actor = deed.actor
    if actor.account_id is None or actor.token_id is not None:
        raise Refused(AccountNeeded())
    written = line(name)
    if not written:
        deed.refuse(Blank("input", "name"))
    if len(written) > LONGEST_NAME:
        deed.refuse(TooLong("input", "name", limit=LONGEST_NAME, measured=len(written)))
    _check_role(deed, role, organization_id)
    until = rules.expiry_of_token(deed.now, expires_at)
    if until is None:
        deed.refuse(ExpiryOutOfRange("input", "expiresAt", days=rules.LONGEST_TOKEN.days))
    await note_holder(deed, actor.account_id)
    id = uuid7()
    text = secret_of(deed.keys, id)
    return await deed.create(
        Token,
        id=id,
        name=written,
        role=role,
        token_hash=hash_of(text),
        hint=text[-HINT_LENGTH:],
        account_id=actor.account_id,
        person_id=actor.person_id if role in OF_ORGANIZATIONS else None,
        organization_id=organization_id,
        scopes=sorted(set(scopes)),
        expires_at=until,
    )


@act(TokenScope.ACCOUNTS)
async def revoke_api_token(deed: Deed, *, token_id: UUID) -> Token:
    """End a token: by its holder, or by the direction. To end one twice changes nothing."""
    token = await deed.lock(Token, token_id, "input", "tokenId")
    is_own = token.account_id is not None and token.account_id == deed.actor.account_id
    if not is_own and not deed.actor.has_role(DIRECTION):
        raise Refused(NotFound("input", "tokenId"))
    await deed.edit(token, revoked_at=token.revoked_at or deed.now)
    await note_holder(deed, token.account_id)
    return token


def secret_of(keys: Keys, id: UUID) -> str:
    """The text of a token that was made here."""
    return text_of(keys.token("api token", str(id)))


def told(done: Done, keys: Keys) -> str | None:
    return None if done.row_id is None else secret_of(keys, done.row_id)


def _check_role(deed: Deed, role: Role, organization_id: UUID | None) -> None:
    """Note it if the actor has no such role, or not in the organization that is named."""
    actor = deed.actor
    is_known = organization_id is None or organization_id in actor.organization_ids
    if not is_known:
        deed.refuse(NotFound("input", "organizationId"))
    administers = organization_id is None or organization_id in actor.administered_ids
    if role not in actor.roles or (role is Role.ADMINISTRATOR and is_known and not administers):
        deed.refuse(RoleNotHeld("input", "role"))
