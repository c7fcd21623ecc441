"""Rows of accounts for tests: each function shows only what the test is about."""

from itertools import count
from typing import Any

from hub.accounts import tokens
from hub.accounts.models import Account, RoleGrant
from hub.actor import Role
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
