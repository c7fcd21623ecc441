"""The inputs of what is done about accounts."""

from datetime import date, datetime

import strawberry

from hub.actor import Role, TokenScope
from hub.members.terms import AffiliationRole, Language, Visibility
from schema.mutating.declare import given, write_input


@write_input
class InviteInput:
    """Whom to invite, and to what: an organization or a role, one of the two."""

    email: "str" = given("The address to invite.")
    organization_id: "strawberry.ID | None" = given(
        "The organization to belong to; null for an invitation to a role.", of="Organization"
    )
    affiliation_role: "AffiliationRole | None" = given(
        "What will tie the person to the organization; null for an invitation to a role."
    )
    title: "str | None" = given(
        "The title there, at most 120 characters; null: none, or it is to a role."
    )
    is_administrator: "bool | None" = given("Whether to administer the organization; null: no.")
    role: "Role | None" = given("The role; null for an invitation to an organization.")
    role_ends_on: "date | None" = given(
        "First day on which the role no longer holds, after today: the invitation is good until"
        " then at the latest; null: no end is set, or it is to an organization."
    )
    language: "Language | None" = given("The language of the mail; null: Italian.")


@write_input
class AcceptInvitationInput:
    """Which invitation to accept."""

    invitation_id: "strawberry.ID" = given("An open one to the own address.", of="Invitation")


@write_input
class DeclineInvitationInput:
    """Which invitation to decline."""

    invitation_id: "strawberry.ID" = given("An open one to the own address.", of="Invitation")


@write_input
class RevokeInvitationInput:
    """Which invitation to take back."""

    invitation_id: "strawberry.ID" = given("An open one.", of="Invitation")


@write_input
class GrantRoleInput:
    """Which role to grant to whom, and for how long."""

    account_id: "strawberry.ID" = given("The account.", of="Account")
    role: "Role" = given("The role; those of organizations follow from affiliations.")
    starts_on: "date | None" = given("First day, today or later; null: today.")
    ends_on: "date | None" = given("First day on which it no longer holds; null: no end is set.")


@write_input
class EndRoleInput:
    """Which grant of a role to end, and when."""

    role_grant_id: "strawberry.ID" = given("The grant.", of="RoleGrant")
    version: "int" = given("The version of the grant that was read.")
    ends_on: "date | None" = given(
        "First day on which it no longer holds, today or later, and not after the end that is set;"
        " null: at once. One that ends on its first day never holds."
    )


@write_input
class UpdateProfileInput:
    """What to change of a person's profile; what is left out stays, null empties."""

    person_id: "strawberry.ID" = given("The person: oneself, or any for the desk.", of="Person")
    version: "int" = given("The version of the person that was read.")
    given_name: "str | None" = given("Given name, at most 80 characters; it cannot be emptied.")
    family_name: "str | None" = given("Family name, at most 80 characters; it cannot be emptied.")
    headline: "str | None" = given("A line on what one does, at most 160 characters.")
    bio: "str | None" = given("A text on oneself, at most 4,000 characters.")
    website: "str | None" = given("The address of a page, with https://.")
    phone: "str | None" = given("A telephone number with its country, such as +39 0372 123456.")


@write_input
class SetVisibilityInput:
    """What to show to whom: of oneself, or of an organization that one administers."""

    person_id: "strawberry.ID | None" = given(
        "Oneself; null when it is of an organization.", of="Person"
    )
    organization_id: "strawberry.ID | None" = given(
        "An organization that one administers; null when it is of oneself.", of="Organization"
    )
    field: "str" = given(
        "`listing` for whether one is shown at all, or the name of what is shared, as `sharing`"
        " has it: of people email, phone, headline, bio, website, competences, affiliations; of"
        " organizations website, founded_on, address, registry, employees, email, phone."
    )
    visibility: "Visibility" = given("To whom.")


@write_input
class CreateApiTokenInput:
    """A token to make."""

    name: "str" = given("What it is for, at most 120 characters.")
    role: "Role" = given("The one of the own roles that it gets.")
    organization_id: "strawberry.ID | None" = given(
        "The only organization that it acts for; null: all of the own.", of="Organization"
    )
    scopes: "list[TokenScope]" = given("The areas in which it may write; empty: it only reads.")
    expires_at: "datetime | None" = given("When it ends, within 366 days; null: in 90 days.")


@write_input
class RevokeApiTokenInput:
    """Which token to end."""

    token_id: "strawberry.ID" = given("An own token, or any for the direction.", of="ApiToken")


@write_input
class RevokeSessionsInput:
    """Whose sessions to end."""

    account_id: "strawberry.ID | None" = given(
        "The account, which only the direction may name when it is not the own; null: the own.",
        of="Account",
    )
    keep_this: "bool | None" = given(
        "Whether the session that asks goes on; null: it ends like the others."
    )
