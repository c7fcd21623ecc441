"""What is done about accounts."""

from typing import TYPE_CHECKING

from hub.accounts import accepting, api_tokens, consents, invitations, profiles, revoking, roles
from schema.accounts import inputs
from schema.mutating.declare import mutation, mutations, payload, result, told

if TYPE_CHECKING:
    from schema.accounts.account_types import Account, ApiToken, Invitation, RoleGrant
    from schema.members.party_types import ConsentRecord
    from schema.members.person_types import Person

INPUTS = inputs
"""The module of the inputs: an input is known once its module is imported."""


@payload
class InvitePayload:
    """The answer of `invite`."""

    invitation: "Invitation | None" = result("The new invitation; null when there are problems.")


@payload
class AcceptInvitationPayload:
    """The answer of `acceptInvitation`."""

    invitation: "Invitation | None" = result("What was accepted; null when there are problems.")


@payload
class DeclineInvitationPayload:
    """The answer of `declineInvitation`."""

    invitation: "Invitation | None" = result("What was declined; null when there are problems.")


@payload
class RevokeInvitationPayload:
    """The answer of `revokeInvitation`."""

    invitation: "Invitation | None" = result("What was taken back; null when there are problems.")


@payload
class GrantRolePayload:
    """The answer of `grantRole`."""

    role_grant: "RoleGrant | None" = result("The new grant; null when there are problems.")


@payload
class EndRolePayload:
    """The answer of `endRole`."""

    role_grant: "RoleGrant | None" = result("The grant, ended; null when there are problems.")


@payload
class UpdateProfilePayload:
    """The answer of `updateProfile`."""

    person: "Person | None" = result("The person, changed; null when there are problems.")


@payload
class SetVisibilityPayload:
    """The answer of `setVisibility`."""

    consent: "ConsentRecord | None" = result(
        "The choice as it was recorded; null when there are problems."
    )


@payload
class CreateApiTokenPayload:
    """The answer of `createApiToken`."""

    api_token: "ApiToken | None" = result("The new token; null when there are problems.")
    text: "str | None" = told(
        api_tokens.told,
        "What the program sends, as `Authorization: Bearer ...`. The hub does not keep it: it is"
        " shown here, and again only to who repeats this with the same idempotency key; null when"
        " there are problems.",
    )


@payload
class RevokeApiTokenPayload:
    """The answer of `revokeApiToken`."""

    api_token: "ApiToken | None" = result("The token, ended; null when there are problems.")


@payload
class RevokeSessionsPayload:
    """The answer of `revokeSessions`."""

    account: "Account | None" = result(
        "The account whose sessions were ended; null when there are problems."
    )
    ended: "int | None" = told(
        revoking.ended, "How many sessions were ended; null when there are problems."
    )


@mutations
class AccountsMutations:
    """What is done about accounts."""

    invite: "InvitePayload" = mutation(
        invitations.invite,
        "Invite an address to an organization (its administrators, the front desk) or to a role"
        " (the direction). It gets a mail, and may accept for 14 days. At most 3 go to an address within"
        " 24 hours, and 50 to an organization from its administrators.",
    )
    accept_invitation: "AcceptInvitationPayload" = mutation(
        accepting.accept_invitation,
        "Accept an invitation to the address of the own account: the affiliation or the role"
        " begins today.",
    )
    decline_invitation: "DeclineInvitationPayload" = mutation(
        accepting.decline_invitation, "Decline an invitation to the address of the own account."
    )
    revoke_invitation: "RevokeInvitationPayload" = mutation(
        invitations.revoke_invitation,
        "Take back an invitation that waits for its answer: those who may invite.",
    )
    grant_role: "GrantRolePayload" = mutation(
        roles.grant_role, "Grant a role to an account, from one day to another: the direction."
    )
    end_role: "EndRolePayload" = mutation(
        roles.end_role,
        "End a role, at once or on a day: the direction. Who has the role DIRECTION keeps it unless"
        " somebody else has it for as long.",
    )
    update_profile: "UpdateProfilePayload" = mutation(
        profiles.update_profile,
        "Change what is given of a person's profile: the person, or the front desk.",
    )
    set_visibility: "SetVisibilityPayload" = mutation(
        consents.set_visibility,
        "Choose to whom a field is shown: of oneself, or of an organization that one administers."
        " It counts from the next question on.",
    )
    create_api_token: "CreateApiTokenPayload" = mutation(
        api_tokens.create_api_token,
        "Make a token for a program, with one of the own roles: anyone who has signed in.",
    )
    revoke_api_token: "RevokeApiTokenPayload" = mutation(
        api_tokens.revoke_api_token,
        "End a token: its holder, or the direction. A running hub may honour it for 5 seconds.",
    )
    revoke_sessions: "RevokeSessionsPayload" = mutation(
        revoking.revoke_sessions,
        "Sign out everywhere: oneself, or any account for the direction.",
    )
