"""Rows of what people are owed: who read their data, and how long data are kept."""

from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint
from tortoise.models import Model

from hub.accounts.models import Account, Token
from hub.actor import Role
from hub.keeping import Expiry, RetentionKind
from hub.members.models import Person
from hub.personal import Ties
from hub.rows import EditableRow, Row
from hub.sql import Sql


class PersonalRead(Row):
    """That a desk read personal fields of a person."""

    ties = Ties(paths=("person",))
    expiry = Expiry(RetentionKind.PERSONAL_READS, Sql("{row}.created_at"))

    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "hub.Person", related_name="readings", on_delete=fields.RESTRICT
    )
    person_id: UUID
    reader: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "hub.Account", related_name="readings", on_delete=fields.RESTRICT, null=True
    )
    reader_id: UUID | None
    token: fields.ForeignKeyNullableRelation[Token] = fields.ForeignKeyField(
        "hub.Token", related_name="readings", on_delete=fields.RESTRICT, null=True
    )
    token_id: UUID | None
    role = fields.CharEnumField(Role, max_length=20)
    fields_read = ArrayField("text")

    class Meta(Model.Meta):
        table = "personal_read"
        indexes = [
            Index(fields=("person_id", "created_at")),
            Index(fields=("reader_id",)),
            Index(fields=("token_id",)),
            Index(fields=("created_at",)),
        ]
        constraints = [
            CheckConstraint("num_nonnulls(reader_id, token_id) > 0", "personal_read_by_somebody")
        ]


class RetentionRule(EditableRow):
    """How long one kind of data is kept after it is done with."""

    kind = fields.CharField(max_length=40, unique=True)
    days = fields.IntField()
    reason = fields.CharField(max_length=300)
    """Why that long: the law or the purpose."""

    class Meta(Model.Meta):
        table = "retention_rule"
        constraints = [CheckConstraint("days BETWEEN 0 AND 36525", "retention_rule_days_sensible")]
