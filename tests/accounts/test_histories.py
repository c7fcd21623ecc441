"""What is done about somebody's account belongs to the history of the person."""

from typing import Any

import pytest

from hub.accounts.models import Account
from hub.actor import Actor, Role
from hub.record.models import AuditEntry
from tests.make import accounts, members
from tests.mutating.doing import Doing, signed_in

HISTORY = """query ($id: ID!) { node(id: $id) { ... on Person {
    history { nodes { act actorKind } }
} } }"""


async def direction() -> Actor:
    actor, account = await signed_in(Role.DIRECTION)
    await accounts.role_grant(Role.DIRECTION, account=account)
    return actor


async def history(doing: Doing, account: Account) -> list[tuple[str, str]]:
    """The acts in the history of the person, the latest first, and who did them."""
    viewer = Actor(frozenset({Role.MEMBER}), account.person_id, account_id=account.id)
    answer = await doing.data(HISTORY, viewer, id=f"person_{account.person_id}")
    return [(each["act"], each["actorKind"]) for each in answer["node"]["history"]["nodes"]]


async def test_roles_that_are_granted_and_end(doing: Doing) -> None:
    actor = await direction()
    _, account = await signed_in()
    given = {"accountId": f"account_{account.id}", "role": "PROJECTS"}
    granted = await doing.done("grantRole", actor, "roleGrant { id version }", **given)
    grant = granted["roleGrant"]
    await doing.done("endRole", actor, roleGrantId=grant["id"], version=grant["version"])

    assert await history(doing, account) == [("endRole", "STAFF"), ("grantRole", "STAFF")]


async def test_tokens_that_are_made_and_revoked(doing: Doing) -> None:
    actor, account = await signed_in(Role.PROJECTS)
    given = {"name": "Calendario", "role": "PROJECTS", "scopes": []}
    made = await doing.done("createApiToken", actor, "apiToken { id }", **given)
    await doing.done("revokeApiToken", await direction(), tokenId=made["apiToken"]["id"])

    told = [("revokeApiToken", "STAFF"), ("createApiToken", "OWN")]
    assert await history(doing, account) == told


async def test_a_token_of_no_account_has_no_person(doing: Doing) -> None:
    token = await accounts.api_token(organization=await members.organization())
    await doing.done("revokeApiToken", await direction(), tokenId=f"token_{token.id}")

    assert token.organization_id in (await AuditEntry.get()).subjects


@pytest.mark.parametrize("offered", [{"role": Role.PROJECTS}, {}], ids=["role", "organization"])
@pytest.mark.parametrize("answer", ["accept", "decline"])
async def test_invitations_that_are_answered(
    doing: Doing, answer: str, offered: dict[str, Any]
) -> None:
    actor, account = await signed_in()
    invitation = await accounts.invitation(email=account.email, **offered)
    await doing.done(f"{answer}Invitation", actor, invitationId=f"invite_{invitation.id}")

    assert await history(doing, account) == [(f"{answer}Invitation", "OWN")]
