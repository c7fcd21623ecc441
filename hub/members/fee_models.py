"""Rows of what follows a fee line: payments, reminders, and the periods of the accounts."""

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.models import Model

from hub.keeping import Expiry, Removal, RetentionKind
from hub.members import leaving
from hub.members.membership_models import FeeLine
from hub.members.models import Person
from hub.members.terms import PaymentMethod, ReminderChannel
from hub.personal import Ties
from hub.rows import Row

MOST_REMINDERS = 3


class Payment(Row):
    """Money received for a fee line; a payment that was wrong is taken back by another one.

    Nothing of it ever changes: the sum up to a day says what was paid on that day.
    """

    personal = frozenset({"reference"})
    ties = Ties(
        paths=("fee_line.paying_person", "fee_line.membership.person"),
        kept=frozenset({"reference"}),
    )
    expiry = Expiry(RetentionKind.FISCAL_DOCUMENTS, leaving.PAYMENT_BOOKED, Removal.EMPTIED)

    fee_line: fields.ForeignKeyRelation[FeeLine] = fields.ForeignKeyField(
        "hub.FeeLine", related_name="payments", on_delete=fields.RESTRICT
    )
    fee_line_id: UUID
    amount = fields.DecimalField(max_digits=14, decimal_places=2)
    received_on = fields.DateField()
    method = fields.CharEnumField(PaymentMethod, max_length=20)
    reference = fields.CharField(max_length=140, null=True)
    reverses: fields.OneToOneNullableRelation["Payment"] = fields.OneToOneField(
        "hub.Payment", related_name="reversed_by", on_delete=fields.RESTRICT, null=True
    )
    reverses_id: UUID | None

    reversed_by: fields.BackwardOneToOneRelation["Payment"]

    class Meta(Model.Meta):
        table = "payment"
        indexes = [
            Index(fields=("fee_line_id", "received_on")),
            Index(fields=("received_on", "id")),
        ]
        constraints = [
            # What is taken back counts against what was paid.
            CheckConstraint(
                "CASE WHEN reverses_id IS NULL THEN amount > 0 ELSE amount < 0 END",
                "payment_amount_sign",
            ),
            CheckConstraint("reverses_id <> id", "payment_not_own_reversal"),
        ]


class Reminder(Row):
    """That the payer of an overdue fee line was reminded."""

    ties = Ties(paths=("fee_line.paying_person", "fee_line.membership.person"))

    fee_line: fields.ForeignKeyRelation[FeeLine] = fields.ForeignKeyField(
        "hub.FeeLine", related_name="reminders", on_delete=fields.RESTRICT
    )
    fee_line_id: UUID
    sent_on = fields.DateField()
    level = fields.SmallIntField()
    channel = fields.CharEnumField(ReminderChannel, max_length=10)

    class Meta(Model.Meta):
        table = "reminder"
        constraints = [
            UniqueConstraint(("fee_line_id", "level"), "reminder_once_per_level"),
            CheckConstraint(f"level BETWEEN 1 AND {MOST_REMINDERS}", "reminder_level_in_range"),
        ]


class AccountingPeriod(Row):
    """Days whose accounts are closed: no line issued, credited or paid on them ever changes."""

    starts_on = fields.DateField()
    ends_on = fields.DateField()
    closed_at = fields.DatetimeField()
    closed_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "hub.Person", related_name="closed_periods", on_delete=fields.RESTRICT, null=True
    )
    closed_by_id: UUID | None

    class Meta(Model.Meta):
        table = "accounting_period"
        indexes = [Index(fields=("starts_on",)), Index(fields=("closed_by_id",))]
        constraints = [CheckConstraint("ends_on > starts_on", "accounting_period_in_order")]
