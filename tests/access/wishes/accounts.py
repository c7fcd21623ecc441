"""Wishes about accounts: the invitations to Beta, Bianca's programs and where she is signed in."""

from collections.abc import Mapping

from hub.actor import Role
from tests.access.wishes.frame import (
    DONE,
    OTHER_DESKS,
    OWN,
    STRANGERS,
    WISHES,
    Beta,
    Wish,
    belongings,
)
from tests.make import accounts

NEW = {"email": "nuova@esempio.it"}
SHOWN = {"field": "phone", "visibility": "PUBLIC"}
PROGRAM = {"name": "Programma", "scopes": []}


@belongings
async def of_accounts(beta: Beta) -> Mapping[str, str]:
    to_bianca = await accounts.invitation(email=beta.account.email)
    to_beta = await accounts.invitation(organization=beta.organization)
    token = await accounts.api_token(account=beta.account, person=beta.person)
    return {
        "account": f"account_{beta.account.id}",
        "to_bianca": f"invite_{to_bianca.id}",
        "to_beta": f"invite_{to_beta.id}",
        "to_desk": f"invite_{(await accounts.invitation(role=Role.OBSERVER)).id}",
        "grant": f"grant_{(await accounts.role_grant(Role.PROJECTS)).id}",
        "token": f"token_{token.id}",
    }


WISHES.update(
    {
        "invite to Beta": Wish(
            "invite",
            {**NEW, "organizationId": "{beta}", "affiliationRole": "EMPLOYEE"},
            {
                DONE: "head direction front_desk program",
                "NOT_ALLOWED": OWN,
                "NOT_FOUND": f"{STRANGERS} {OTHER_DESKS}",
            },
        ),
        "invite to a desk": Wish(
            "invite",
            {**NEW, "role": "OBSERVER"},
            {
                DONE: "direction program",
                "NOT_ALLOWED": f"{STRANGERS} {OWN} head front_desk {OTHER_DESKS}",
            },
        ),
        "accept what Bianca is invited to": Wish(
            "acceptInvitation",
            {"invitationId": "{to_bianca}"},
            {
                DONE: "self",
                "NOT_FOUND": f"{STRANGERS} own head direction front_desk {OTHER_DESKS} program",
            },
        ),
        "decline what Bianca is invited to": Wish(
            "declineInvitation",
            {"invitationId": "{to_bianca}"},
            {
                DONE: "self",
                "NOT_FOUND": f"{STRANGERS} own head direction front_desk {OTHER_DESKS} program",
            },
        ),
        "take back an invitation to Beta": Wish(
            "revokeInvitation",
            {"invitationId": "{to_beta}"},
            {
                DONE: "head direction front_desk program",
                "NOT_FOUND": f"{STRANGERS} {OWN} {OTHER_DESKS}",
            },
        ),
        "take back what Bianca is invited to": Wish(
            "revokeInvitation",
            {"invitationId": "{to_bianca}"},
            {
                DONE: "direction front_desk program",
                "NOT_ALLOWED": "self",
                "NOT_FOUND": f"{STRANGERS} own head {OTHER_DESKS}",
            },
        ),
        "take back an invitation to a desk": Wish(
            "revokeInvitation",
            {"invitationId": "{to_desk}"},
            {
                DONE: "direction program",
                "NOT_ALLOWED": "front_desk",
                "NOT_FOUND": f"{STRANGERS} {OWN} head {OTHER_DESKS}",
            },
        ),
        "grant Bianca a role": Wish(
            "grantRole",
            {"accountId": "{account}", "role": "OBSERVER"},
            {
                DONE: "direction program",
                "NOT_ALLOWED": f"{STRANGERS} {OWN} head front_desk {OTHER_DESKS}",
            },
        ),
        "end a role": Wish(
            "endRole",
            {"roleGrantId": "{grant}", "version": 1},
            {
                DONE: "direction program",
                "NOT_ALLOWED": f"{STRANGERS} {OWN} head front_desk {OTHER_DESKS}",
            },
        ),
        "change Bianca's profile": Wish(
            "updateProfile",
            {"personId": "{bianca}", "version": 1, "headline": "Dirige"},
            {
                DONE: "self direction front_desk program",
                "NOT_FOUND": f"{STRANGERS} own head {OTHER_DESKS}",
            },
        ),
        "show Bianca's telephone": Wish(
            "setVisibility",
            {**SHOWN, "personId": "{bianca}"},
            {
                DONE: "self",
                "NOT_FOUND": f"{STRANGERS} own head direction front_desk {OTHER_DESKS} program",
            },
        ),
        "show Beta's telephone": Wish(
            "setVisibility",
            {**SHOWN, "organizationId": "{beta}"},
            {
                DONE: "head",
                "NOT_ALLOWED": OWN,
                "NOT_FOUND": f"{STRANGERS} direction front_desk {OTHER_DESKS} program",
            },
        ),
        "make a token for Beta": Wish(
            "createApiToken",
            {**PROGRAM, "role": "MEMBER", "organizationId": "{beta}"},
            {
                DONE: f"{OWN} head",
                "NOT_FOUND": "member administrator",
                "NOT_FOUND ROLE_NOT_HELD": f"guest direction front_desk {OTHER_DESKS}",
                "ACCOUNT_NEEDED": "program",
            },
        ),
        "make a token of the direction": Wish(
            "createApiToken",
            {**PROGRAM, "role": "DIRECTION"},
            {
                DONE: "direction",
                "ROLE_NOT_HELD": f"{STRANGERS} {OWN} head front_desk {OTHER_DESKS}",
                "ACCOUNT_NEEDED": "program",
            },
        ),
        "end Bianca's token": Wish(
            "revokeApiToken",
            {"tokenId": "{token}"},
            {
                DONE: "self direction program",
                "NOT_FOUND": f"{STRANGERS} own head front_desk {OTHER_DESKS}",
            },
        ),
        "sign Bianca out": Wish(
            "revokeSessions",
            {"accountId": "{account}"},
            {
                DONE: "self direction program",
                "NOT_FOUND": f"{STRANGERS} own head front_desk {OTHER_DESKS}",
            },
        ),
        "sign out": Wish(
            "revokeSessions",
            {},
            {
                DONE: f"{STRANGERS} {OWN} head direction front_desk {OTHER_DESKS}",
                "ACCOUNT_UNSAID": "program",
            },
        ),
    }
)
