"""Rows of accounts: who signs in, the roles granted to them, and tokens for programs."""

from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint
from tortoise.models import Model

from hub.accounts import ending, leaving
from hub.actor import STAFF, Role
from hub.keeping import Expiry, Removal, RetentionKind
from hub.members.models import EMAIL, Organization, Person
from hub.personal import Ties
from hub.rows import EditableRow
from hub.sql import quoted

GRANTABLE = sorted(STAFF | {Role.OBSERVER})
"""Roles that are granted to an account; those of organizations follow from affiliations."""


class Account(EditableRow):
    """The identity with which a person signs in."""

    personal = frozenset({"email"})
    secret = frozenset({"password_hash", "totp_secret", "totp_last_step"})
    ties = Ties(paths=("person",))
    expiry = Expiry(RetentionKind.INACTIVE_ACCOUNTS, leaving.LAST_SEEN, Removal.LISTED)

    person: fields.OneToOneNullableRelation[Person] = fields.OneToOneField(
        "hub.Person", related_name="account", on_delete=fields.RESTRICT, null=True
    )
    person_id: UUID | None
    email = fields.CharField(max_length=254, unique=True)
    verified_at = fields.DatetimeField(null=True)
    """When it was proved that mails to the address are read by the holder."""
    disabled_at = fields.DatetimeField(null=True)
    password_hash = fields.CharField(max_length=200, null=True)
    totp_secret = fields.CharField(max_length=300, null=True)
    """Encrypted; without `totp_confirmed_at` it is only being set up."""
    totp_confirmed_at = fields.DatetimeField(null=True)
    totp_last_step = fields.BigIntField(null=True)
    """The time step of the last code that was taken: none is taken twice."""

    grants: fields.ReverseRelation["RoleGrant"]
    tokens: fields.ReverseRelation["Token"]

    class Meta(Model.Meta):
        table = "account"
        constraints = [
            CheckConstraint(f"email = lower(email) AND email ~ '{EMAIL}'", "account_email_format"),
            CheckConstraint(
                "totp_confirmed_at IS NULL OR totp_secret IS NOT NULL", "account_totp_secret_kept"
            ),
        ]


class RoleGrant(EditableRow):
    """That an account holds a role, from one day to another."""

    ties = Ties(paths=("account.person",), holds=(leaving.HELD_ROLE,))
    hangs = ending.ROLE

    account: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "hub.Account", related_name="grants", on_delete=fields.RESTRICT
    )
    account_id: UUID
    granted_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "hub.Account", related_name="granted", on_delete=fields.RESTRICT, null=True
    )
    granted_by_id: UUID | None
    role = fields.CharEnumField(Role, max_length=20)
    starts_on = fields.DateField()
    ends_on = fields.DateField(null=True)

    class Meta(Model.Meta):
        table = "role_grant"
        indexes = [
            Index(fields=("account_id", "starts_on")),
            Index(fields=("granted_by_id",)),
        ]
        constraints = [
            # One that ends on its first day was taken back before it held.
            CheckConstraint("ends_on >= starts_on", "role_grant_in_order"),
            CheckConstraint(f"role IN ({quoted(GRANTABLE)})", "role_grant_role_grantable"),
        ]


class Token(EditableRow):
    """A secret with which a program asks; the hub keeps only its hash."""

    personal = frozenset({"name"})
    secret = frozenset({"token_hash"})
    ties = Ties(paths=("person", "account.person"), closing={"revoked_at": leaving.REVOKED})

    name = fields.CharField(max_length=120)
    token_hash = fields.CharField(max_length=64, unique=True)
    hint = fields.CharField(max_length=4)
    role = fields.CharEnumField(Role, max_length=20)
    account: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "hub.Account", related_name="tokens", on_delete=fields.RESTRICT, null=True
    )
    account_id: UUID | None
    organization: fields.ForeignKeyNullableRelation[Organization] = fields.ForeignKeyField(
        "hub.Organization", related_name="tokens", on_delete=fields.RESTRICT, null=True
    )
    organization_id: UUID | None
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "hub.Person", related_name="tokens", on_delete=fields.RESTRICT, null=True
    )
    person_id: UUID | None
    scopes = ArrayField("text", default=list)
    expires_at = fields.DatetimeField(null=True)
    revoked_at = fields.DatetimeField(null=True)
    last_used_at = fields.DatetimeField(null=True)

    class Meta(Model.Meta):
        table = "token"
        indexes = [
            Index(fields=("account_id", "created_at")),
            Index(fields=("organization_id", "created_at")),
            Index(fields=("person_id", "created_at")),
        ]
        constraints = [
            CheckConstraint("token_hash ~ '^[0-9a-f]{64}$'", "token_hash_format"),
            CheckConstraint(f"role IN ({quoted(Role)})", "token_role_known"),
            CheckConstraint(
                "role NOT IN ('ADMINISTRATOR', 'MEMBER')"
                " OR num_nonnulls(organization_id, person_id) > 0",
                "token_of_a_party",
            ),
            CheckConstraint("expires_at > created_at", "token_expires_later"),
        ]
