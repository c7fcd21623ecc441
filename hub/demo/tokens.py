"""Tokens to try the demo with: one for each part that a visitor may play."""

from datetime import timedelta

from hub import clock
from hub.accounts.models import Account, Token
from hub.accounts.tokens import create_token
from hub.actor import Role, TokenScope
from hub.demo.people import STAFF
from hub.errors import Misconfigured
from hub.members.models import Organization, Person

VALIDITY = timedelta(days=30)
OF_MEMBERS = (
    (Role.ADMINISTRATOR, "Viola Chimera", "Nuvolatorrone"),
    (Role.MEMBER, "Marta Ipotesi", "Violini Quantici"),
)


async def demo_tokens() -> dict[str, str]:
    """New tokens by what their holders are; those that were made for them before are revoked.

    Nobody can be shown the former ones again: the hub keeps but their hashes.
    """
    await _require_demo()
    now = clock.now()
    expires_at = now + VALIDITY
    tokens: dict[str, str] = {}
    for name, role in STAFF.items():
        account = await Account.get(person__name=name, person__is_invented=True)
        holder = f"{role.name} ({name})"
        _, tokens[holder] = await create_token(
            _name(holder), role, account=account, scopes=TokenScope, expires_at=expires_at
        )
    for role, name, organization_name in OF_MEMBERS:
        holder = f"{role.name} ({name}, {organization_name})"
        _, tokens[holder] = await create_token(
            _name(holder),
            role,
            person=await Person.get(name=name, is_invented=True),
            organization=await Organization.get(name=organization_name, is_invented=True),
            scopes=TokenScope,
            expires_at=expires_at,
        )
    former = Token.filter(name__in=map(_name, tokens), created_at__lt=now, revoked_at=None)
    await former.update(revoked_at=now)
    return tokens


def _name(holder: str) -> str:
    return f"Demo: {holder}"


async def _require_demo() -> None:
    if not await Account.exists(person__name__in=list(STAFF), person__is_invented=True):
        raise Misconfigured(
            "The database holds other data than the demo. "
            "Choose another data directory or database, or do without the demo."
        )
