"""Examples of what is done about accounts."""

from hub.actor import Role
from tests.make import accounts
from tests.mutating.doing import signed_in
from tests.mutating.examples.frame import REFUSED, Example, administrator, direction, example


@example
async def invite() -> Example:
    actor, organization = await administrator()
    given = {
        "email": "nuova@esempio.it",
        "organizationId": f"org_{organization.id}",
        "affiliationRole": "EMPLOYEE",
        "title": "Socia",
        "isAdministrator": True,
        "language": "EN",
    }
    return Example("invite", actor, given)


@example
async def invite_to_role() -> Example:
    actor, _ = await direction()
    given = {"email": "nuova@esempio.it", "role": "OBSERVER", "roleEndsOn": "2027-12-31"}
    return Example("invite", actor, given)


@example
async def accept_invitation() -> Example:
    actor, account = await signed_in()
    invitation = await accounts.invitation(email=account.email)
    return Example("acceptInvitation", actor, {"invitationId": f"invite_{invitation.id}"})


@example
async def accept_invitation_to_role() -> Example:
    actor, account = await signed_in()
    invitation = await accounts.invitation(email=account.email, role=Role.OBSERVER)
    return Example("acceptInvitation", actor, {"invitationId": f"invite_{invitation.id}"})


@example
async def decline_invitation() -> Example:
    actor, account = await signed_in()
    invitation = await accounts.invitation(email=account.email)
    return Example("declineInvitation", actor, {"invitationId": f"invite_{invitation.id}"})


@example
async def revoke_invitation() -> Example:
    actor, organization = await administrator()
    invitation = await accounts.invitation(organization=organization)
    return Example("revokeInvitation", actor, {"invitationId": f"invite_{invitation.id}"})


@example
async def grant_role() -> Example:
    actor, _ = await direction()
    account = await accounts.account()
    given = {
        "accountId": f"account_{account.id}",
        "role": "PROJECTS",
        "startsOn": "2027-06-01",
        "endsOn": "2028-06-01",
    }
    return Example("grantRole", actor, given)


@example
async def end_role() -> Example:
    actor, _ = await direction()
    grant = await accounts.role_grant(Role.PROJECTS)
    given = {"roleGrantId": f"grant_{grant.id}", "version": 1, "endsOn": "2027-06-01"}
    return Example("endRole", actor, given)


@example
async def update_profile() -> Example:
    actor, _ = await signed_in()
    given = {
        "personId": f"person_{actor.person_id}",
        "version": 1,
        "givenName": "Anna",
        "familyName": "Rossi",
        "headline": "Sviluppa",
        "bio": "Due righe\nsu di me",
        "website": "https://www.esempio.it",
        "phone": "+39 0372 123456",
    }
    return Example("updateProfile", actor, given)


@example
async def set_visibility() -> Example:
    actor, _ = await signed_in()
    given = {"personId": f"person_{actor.person_id}", "field": "phone", "visibility": "PUBLIC"}
    return Example("setVisibility", actor, given)


@example
async def set_visibility_of_organization() -> Example:
    actor, organization = await administrator()
    given = {"organizationId": f"org_{organization.id}", "field": "listing", "visibility": "PUBLIC"}
    return Example("setVisibility", actor, given)


@example
async def create_api_token() -> Example:
    actor, organization = await administrator()
    given = {
        "name": "Calendario",
        "role": "ADMINISTRATOR",
        "organizationId": f"org_{organization.id}",
        "scopes": ["SPACES"],
        "expiresAt": "2027-12-31T00:00:00Z",
    }
    return Example("createApiToken", actor, given)


@example
async def revoke_api_token() -> Example:
    actor, account = await signed_in()
    token = await accounts.api_token(account=account, role=Role.OBSERVER)
    return Example("revokeApiToken", actor, {"tokenId": f"token_{token.id}"})


@example
async def revoke_sessions() -> Example:
    actor, account = await signed_in()
    await accounts.session(account=account)
    return Example(
        "revokeSessions", actor, {"accountId": f"account_{account.id}", "keepThis": False}
    )


REFUSED.update(
    {
        "invite": {"email": "nowhere"},
        "acceptInvitation": {"invitationId": "invite_0"},
        "declineInvitation": {"invitationId": "invite_0"},
        "revokeInvitation": {"invitationId": "invite_0"},
        "grantRole": {"role": "MEMBER"},
        "endRole": {"version": 7},
        "updateProfile": {"phone": "no number"},
        "setVisibility": {"field": "nothing"},
        "createApiToken": {"name": " "},
        "revokeApiToken": {"tokenId": "token_0"},
        "revokeSessions": {"accountId": "account_0"},
    }
)
