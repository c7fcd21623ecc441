"""Rows that every write leaves behind, or that say what it owes."""

from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint
from tortoise.models import Model

from hub.keeping import Expiry, RetentionKind
from hub.rows import Row
from hub.sql import Sql


class KeptAnswer(Row):
    """What a write answered under an idempotency key, for whoever sends it again."""

    expiry = Expiry(RetentionKind.KEPT_ANSWERS, Sql("{row}.created_at"))

    actor = fields.CharField(max_length=80)
    key = fields.CharField(max_length=255)
    act = fields.CharField(max_length=60)
    fingerprint = fields.CharField(max_length=64)
    outcome = fields.JSONField[dict[str, object]](null=True)
    """Which rows the write touched; null only inside the transaction that does it."""

    class Meta(Model.Meta):
        table = "kept_answer"
        unique_together = (("actor", "key"),)
        indexes = [Index(fields=("created_at",))]


class AuditEntry(Row):
    """One act: who did what to which rows. The database refuses to change or delete it."""

    position = fields.BigIntField(unique=True)
    act = fields.CharField(max_length=60)
    account_id: UUID | None = fields.UUIDField(null=True)
    token_id: UUID | None = fields.UUIDField(null=True)
    person_id: UUID | None = fields.UUIDField(null=True)
    request_id = fields.CharField(max_length=64, null=True)
    subjects = ArrayField("uuid", default=list)
    """Keys of all rows that were touched, and of the parties that they belong to."""
    body = fields.TextField()
    """The changes as canonical JSON: what is sealed is this text, to the letter."""
    previous = fields.CharField(max_length=64)
    seal = fields.CharField(max_length=64)

    class Meta(Model.Meta):
        table = "audit_entry"
        constraints = [
            CheckConstraint("seal ~ '^[0-9a-f]{64}$'", "audit_entry_seal_format"),
            CheckConstraint("previous ~ '^[0-9a-f]{64}$'", "audit_entry_previous_format"),
            CheckConstraint("position > 0", "audit_entry_position_positive"),
        ]


class AuditHead(Row):
    """How far the chain of audit entries reaches; one row."""

    name = fields.CharField(max_length=10, unique=True)
    position = fields.BigIntField()
    seal = fields.CharField(max_length=64)
    """Of the last entry."""
    guard = fields.CharField(max_length=64)
    """Of this row itself."""

    class Meta(Model.Meta):
        table = "audit_head"
        constraints = [CheckConstraint("name = 'audit'", "audit_head_only_one")]


class OutboxEvent(Row):
    """That something happened, kept in its transaction until it is told; nobody is named readably."""

    expiry = Expiry(RetentionKind.TOLD_EVENTS, Sql("coalesce({row}.done_at, {row}.dropped_at)"))

    kind = fields.CharField(max_length=60)
    subject_id: UUID | None = fields.UUIDField(null=True)
    payload = fields.JSONField[dict[str, object]](default=dict)
    due_at = fields.DatetimeField()
    attempts = fields.IntField(default=0)
    done_at = fields.DatetimeField(null=True)
    dropped_at = fields.DatetimeField(null=True)
    """When it was given up; `error` says why."""
    error = fields.CharField(max_length=200, null=True)

    class Meta(Model.Meta):
        table = "outbox_event"
        indexes = [Index(fields=("subject_id",)), Index(fields=("created_at",))]
        constraints = [CheckConstraint("num_nonnulls(done_at, dropped_at) < 2", "outbox_event_end")]
