"""Who may do what: what becomes of each wish, for everybody who may have it.

This is the reviewed matrix of mutations: a change of what somebody may do fails here. It is about
Beta: its person Bianca, the invitations to it, her programs and where she is signed in.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

DONE = "DONE"

NOBODY = "anonymous"
STRANGERS = "guest member administrator"
"""Who belongs nowhere, and the people of Alfa."""
OWN = "own self"
"""A colleague of Bianca's, and herself."""
OTHER_DESKS = "incubation projects observer"
READER = "reader"
"""A program of the direction whose token has no scope."""
EVERYBODY = frozenset(
    f"{NOBODY} {STRANGERS} {OWN} head direction front_desk {OTHER_DESKS} program {READER}".split()
)
"""`head` administers Beta; `program` works for the direction, and belongs to no account."""


class Wish(NamedTuple):
    """A mutation with its input, in which `{name}` is the id of what belongs to somebody."""

    mutation: str
    given: Mapping[str, Any]
    outcomes: Mapping[str, str]
    """The codes that it is answered with, or DONE, and for whom."""

    def becomes(self, role: str) -> str:
        alike = {"UNAUTHENTICATED": NOBODY, "SCOPE_MISSING": READER}
        (found,) = (
            codes
            for codes, roles in [*self.outcomes.items(), *alike.items()]
            if role in roles.split()
        )
        return found


NEW = {"email": "nuova@esempio.it"}
SHOWN = {"field": "phone", "visibility": "PUBLIC"}
PROGRAM = {"name": "Programma", "scopes": []}

WISHES: Mapping[str, Wish] = {
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
