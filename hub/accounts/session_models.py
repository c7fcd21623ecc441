"""Rows of signing in: sessions, refresh tokens, identities elsewhere, links in mails."""

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint
from tortoise.models import Model

from hub.accounts import leaving
from hub.accounts.models import Account
from hub.accounts.terms import LinkPurpose, SessionEnd, SessionKind
from hub.keeping import Expiry, RetentionKind
from hub.personal import Ties
from hub.rows import Row
from hub.sql import Sql, quoted

HASH = "^[0-9a-f]{64}$"


class Session(Row):
    """That an account is signed in; the hub keeps only the hash of the secret."""

    personal = frozenset({"client"})
    secret = frozenset({"secret_hash"})
    ties = Ties(
        paths=("account.person",),
        closing={"ended_at": leaving.ENDED, "end_reason": leaving.END_REASON},
    )
    expiry = Expiry(RetentionKind.ENDED_SESSIONS, leaving.ENDED_SESSION)

    account: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "hub.Account", related_name="sessions", on_delete=fields.RESTRICT
    )
    account_id: UUID
    kind = fields.CharEnumField(SessionKind, max_length=10)
    secret_hash = fields.CharField(max_length=64, unique=True)
    """Of the cookie, or of the present access token."""
    secret_expires_at = fields.DatetimeField()
    """Of an access token minutes after it was made; of a cookie, when the session does."""
    seen_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    """The latest instant of the session, whatever is done."""
    second_factor_at = fields.DatetimeField(null=True)
    client = fields.CharField(max_length=80, null=True)
    """The kind of browser or app, as its holder will know it again."""
    ended_at = fields.DatetimeField(null=True)
    end_reason = fields.CharEnumField(SessionEnd, max_length=25, null=True)

    refresh_tokens: fields.ReverseRelation["RefreshToken"]

    class Meta(Model.Meta):
        table = "session"
        indexes = [Index(fields=("account_id", "created_at"))]
        constraints = [
            CheckConstraint(f"secret_hash ~ '{HASH}'", "session_secret_hash_format"),
            CheckConstraint(f"kind IN ({quoted(SessionKind)})", "session_kind_known"),
            CheckConstraint("expires_at > created_at", "session_expires_later"),
            CheckConstraint(
                "(ended_at IS NULL) = (end_reason IS NULL)", "session_end_has_a_reason"
            ),
        ]


class RefreshToken(Row):
    """A secret that an app changes for a new access token, once."""

    secret = frozenset({"token_hash"})
    ties = Ties(paths=("session.account.person",), is_deleted=True)
    expiry = Expiry(RetentionKind.ENDED_SESSIONS, leaving.OF_SESSION)

    session: fields.ForeignKeyRelation[Session] = fields.ForeignKeyField(
        "hub.Session", related_name="refresh_tokens", on_delete=fields.RESTRICT
    )
    session_id: UUID
    token_hash = fields.CharField(max_length=64, unique=True)
    expires_at = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)

    class Meta(Model.Meta):
        table = "refresh_token"
        indexes = [Index(fields=("session_id", "created_at"))]
        constraints = [CheckConstraint(f"token_hash ~ '{HASH}'", "refresh_token_hash_format")]


class Identity(Row):
    """An account at an identity provider that opens an account here."""

    personal = frozenset({"subject"})
    ties = Ties(paths=("account.person",), is_deleted=True)

    account: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "hub.Account", related_name="identities", on_delete=fields.RESTRICT
    )
    account_id: UUID
    issuer = fields.CharField(max_length=300)
    subject = fields.CharField(max_length=255)
    used_at = fields.DatetimeField(null=True)

    class Meta(Model.Meta):
        table = "identity"
        unique_together = (("issuer", "subject"),)
        indexes = [Index(fields=("account_id",))]


class MailedLink(Row):
    """A link that was mailed to an account; its secret is made from the key, and kept nowhere."""

    ties = Ties(paths=("account.person",), is_deleted=True)
    expiry = Expiry(RetentionKind.USED_LINKS, Sql("coalesce({row}.used_at, {row}.expires_at)"))

    account: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "hub.Account", related_name="links", on_delete=fields.RESTRICT
    )
    account_id: UUID
    purpose = fields.CharEnumField(LinkPurpose, max_length=20)
    expires_at = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)

    class Meta(Model.Meta):
        table = "mailed_link"
        indexes = [Index(fields=("account_id", "created_at"))]
        constraints = [
            CheckConstraint(f"purpose IN ({quoted(LinkPurpose)})", "mailed_link_purpose_known")
        ]
