"""Rows of accounts for tests: each function shows only what the test is about."""

from datetime import timedelta
from hashlib import sha256
from itertools import count
from typing import Any

from hub import clock
from hub.accounts import tokens
from hub.accounts.invitation_models import Invitation
from hub.accounts.models import Account, RoleGrant, Token
from hub.accounts.session_models import Session
from hub.accounts.terms import SessionKind
from hub.actor import Role
from hub.members.terms import AffiliationRole
from tests.make import members
from tests.make.members import days_ago

_numbers = count(1)


async def account(**given: Any) -> Account:
    return await Account.create(**{"email": f"account{next(_numbers)}@example.org", **given})


async def role_grant(role: Role = Role.FRONT_DESK, **given: Any) -> RoleGrant:
    values: dict[str, Any] = {
        "account": given.pop("account", None) or await account(),
        "role": role,
        "starts_on": days_ago(30),
    }
    return await RoleGrant.create(**{**values, **given})


async def token(role: Role = Role.DIRECTION, **given: Any) -> str:
    """The text of a new token."""
    _, text = await tokens.create_token("Test", role, **given)
    return text


async def api_token(**given: Any) -> Token:
    """A token whose text nobody knows."""
    values: dict[str, Any] = {
        "name": "Programma",
        "role": Role.MEMBER,
        "token_hash": _hash(),
        "hint": "abcd",
    }
    if "account" not in given and "person" not in given:
        values["person"] = await members.person()
    return await Token.create(**{**values, **given})


async def session(**given: Any) -> Session:
    """A browser that was signed in an hour ago."""
    begun = clock.now() - timedelta(hours=1)
    values: dict[str, Any] = {
        "account": given.pop("account", None) or await account(),
        "kind": SessionKind.BROWSER,
        "secret_hash": _hash(),
        "secret_expires_at": begun + timedelta(days=7),
        "created_at": begun,
        "seen_at": begun,
        "expires_at": begun + timedelta(days=7),
    }
    return await Session.create(**{**values, **given})


async def invitation(**given: Any) -> Invitation:
    """An open invitation to an organization, unless a role is given."""
    values: dict[str, Any] = {
        "email": f"invited{next(_numbers)}@example.org",
        "expires_at": clock.now() + timedelta(days=14),
    }
    if "role" not in given:
        values["organization"] = given.pop("organization", None) or await members.organization()
        values["affiliation_role"] = AffiliationRole.EMPLOYEE
    return await Invitation.create(**{**values, **given})


def _hash() -> str:
    return sha256(str(next(_numbers)).encode()).hexdigest()
