"""The GraphQL types of signing in: accounts, roles, sessions, tokens, invitations."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from hub.accounts import derived, invitation_models, models, policy, session_models
from hub.accounts.terms import InvitationState, SessionEnd, SessionKind
from hub.actor import Role, TokenScope
from hub.members.terms import AffiliationRole, Language
from hub.sql import HOLDS
from schema.compiler.declare import column, computed, entity, to_many, to_one
from schema.node import Node

if TYPE_CHECKING:
    from schema.members.person_types import Person
    from schema.members.types import Organization
    from schema.paging import Connection
    from schema.spaces.calendar_types import CalendarLink

CREATED = "When it was made."
VERSION = "Grows by one with each change; send it with a change."


@entity(models.Account, prefix="account", policy=policy.ACCOUNT, order=("email",))
class Account(Node):
    """The identity with which a person signs in; its holder and the direction see it."""

    person: "Person | None" = to_one(
        "The person who signs in with it; null when none is known, or not to the viewer."
    )
    email: "str" = column("The address to sign in with.")
    verified_at: "datetime | None" = column(
        "When the holder proved to read the mails to the address; null: not yet."
    )
    disabled_at: "datetime | None" = column(
        "When it was closed: nobody signs in with it; null while it is open."
    )
    has_password: "bool" = computed(
        derived.HAS_PASSWORD, "Whether it has a password of the hub's own."
    )
    has_second_factor: "bool" = computed(
        derived.HAS_SECOND_FACTOR, "Whether signing in takes a code of an app as well."
    )
    grants: "Connection[RoleGrant]" = to_many("Its roles, latest first.", order=("-starts_on",))
    tokens: "Connection[ApiToken]" = to_many(
        "The API tokens of its holder, latest first.", order=("-created_at",)
    )
    sessions: "Connection[Session]" = to_many(
        "Where its holder is or was signed in, latest first.", order=("-created_at",)
    )
    calendar_links: "Connection[CalendarLink]" = to_many(
        "The links by which its holder follows bookings in calendars, latest first.",
        order=("-created_at",),
    )
    version: "int" = column(VERSION)
    created_at: "datetime" = column(CREATED)


@entity(models.RoleGrant, prefix="grant", policy=policy.ROLE_GRANT, order=("-starts_on",))
class RoleGrant(Node):
    """That an account has a role, from one day to another."""

    account: "Account | None" = to_one("Whose; never null for a viewer who sees the grant.")
    role: "Role" = column("The role.")
    starts_on: "date" = column("First day.")
    ends_on: "date | None" = column("First day on which it no longer holds; null: no end is set.")
    is_current: "bool" = computed(HOLDS, "Whether it holds today.")
    granted_by: "Account | None" = to_one(
        "Who granted it; null when it was set up by command, or not for the viewer to see."
    )
    version: "int" = column(VERSION)
    created_at: "datetime" = column(CREATED)


@entity(models.Token, prefix="token", policy=policy.API_TOKEN, order=("-created_at",))
class ApiToken(Node):
    """A secret with which a program acts for its holder; the hub keeps only its hash."""

    account: "Account | None" = to_one(
        "Whose; null for tokens made by command, which belong to no account."
    )
    name: "str" = column("What it is for.")
    hint: "str" = column("The last four characters of its text.")
    role: "Role" = column("The one role of its holder that it has.")
    organization: "Organization | None" = to_one(
        "The only organization that it acts for; null: all of its holder's, or none."
    )
    scopes: "list[TokenScope]" = column(
        "The areas in which it may write; empty: it only reads.", orderable=False
    )
    is_valid: "bool" = computed(derived.TOKEN_IS_VALID, "Whether it opens anything now.")
    expires_at: "datetime | None" = column("When it ends by itself; null: never.")
    revoked_at: "datetime | None" = column("When it was ended; null: it was not.")
    created_at: "datetime" = column(CREATED)


@entity(session_models.Session, prefix="signin", policy=policy.SESSION, order=("-created_at",))
class Session(Node):
    """That an account is signed in, in a browser or an app."""

    account: "Account | None" = to_one("Whose; never null for a viewer who sees the session.")
    kind: "SessionKind" = column("How.")
    client: "str | None" = column(
        "The kind of browser or app, as far as it said; null when it did not."
    )
    is_open: "bool" = computed(
        derived.SESSION_IS_OPEN, "Whether it is neither ended nor past its latest instant."
    )
    seen_at: "datetime" = column("When it was last used, to a minute or so.")
    expires_at: "datetime" = column("Its latest instant, whatever is done.")
    ended_at: "datetime | None" = column("When it was ended; null: it was not.")
    end_reason: "SessionEnd | None" = column("Why it was ended; null: it was not.")
    created_at: "datetime" = column("When it began.")


@entity(
    invitation_models.Invitation,
    prefix="invite",
    policy=policy.INVITATION,
    order=("-created_at",),
)
class Invitation(Node):
    """An offer by mail: an affiliation with an organization, or a role at a desk."""

    email: "str" = column("The address that is invited; empty once its holder had it erased.")
    language: "Language" = column("The language of the mail.")
    organization: "Organization | None" = to_one(
        "The organization to belong to; null when it is to a role."
    )
    affiliation_role: "AffiliationRole | None" = column(
        "What will tie the person to the organization; null when it is to a role."
    )
    title: "str | None" = column("The title there; null when none was given.")
    is_administrator: "bool" = column("Whether to administer the organization.")
    role: "Role | None" = column("The role; null when it is to an organization.")
    role_ends_on: "date | None" = column(
        "First day on which the role no longer holds; null: no end is set."
    )
    state: "InvitationState" = computed(derived.INVITATION_STATE, "How far it has come.")
    invited_by: "Account | None" = to_one(
        "Who invited; null when it was set up by a program, or not for the viewer to see."
    )
    accepted_by: "Account | None" = to_one(
        "Who accepted; null when nobody did, or not for the viewer to see."
    )
    expires_at: "datetime" = column("Until when it can be accepted.")
    accepted_at: "datetime | None" = column("When it was accepted; null: it was not.")
    declined_at: "datetime | None" = column("When it was declined; null: it was not.")
    revoked_at: "datetime | None" = column("When it was taken back; null: it was not.")
    version: "int" = column(VERSION)
    created_at: "datetime" = column("When it was sent.")
