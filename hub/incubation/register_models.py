"""Rows of the special sections of the register of companies, and their deadlines' facts."""

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from hub.incubation.models import Startup
from hub.incubation.terms import (
    ExtensionRequirement,
    RegisterExtensionKind,
    RegisterRequirement,
    RegisterSection,
)
from hub.rows import EditableRow, Row


class RegisterEntry(EditableRow):
    """That a company stands in a special section, from one day to another."""

    startup: fields.ForeignKeyRelation[Startup] = fields.ForeignKeyField(
        "hub.Startup", related_name="register_entries", on_delete=fields.RESTRICT
    )
    startup_id: UUID
    section = fields.CharEnumField(RegisterSection, max_length=20)
    registered_on = fields.DateField()
    requirement = fields.CharEnumField(RegisterRequirement, max_length=30)
    evidence = fields.CharField(max_length=300, null=True)
    lost_on = fields.DateField(null=True)
    lost_reason = fields.CharField(max_length=300, null=True)

    extensions: fields.ReverseRelation["RegisterExtension"]
    confirmations: fields.ReverseRelation["RegisterConfirmation"]

    class Meta(EditableRow.Meta):
        table = "register_entry"
        indexes = [Index(fields=("startup_id", "registered_on"))]
        constraints = [
            CheckConstraint("lost_on > registered_on", "register_entry_period_in_order"),
            CheckConstraint(
                "lost_reason IS NULL OR lost_on IS NOT NULL", "register_entry_loss_dated"
            ),
        ]


class RegisterExtension(Row):
    """That a company may stay longer in the section of innovative start-ups, and why."""

    entry: fields.ForeignKeyRelation[RegisterEntry] = fields.ForeignKeyField(
        "hub.RegisterEntry", related_name="extensions", on_delete=fields.RESTRICT
    )
    entry_id: UUID
    kind = fields.CharEnumField(RegisterExtensionKind, max_length=20)
    requirement = fields.CharEnumField(ExtensionRequirement, max_length=30)
    granted_on = fields.DateField()
    evidence = fields.CharField(max_length=300, null=True)

    class Meta(Row.Meta):
        table = "register_extension"
        indexes = [Index(fields=("entry_id", "granted_on"))]
        constraints = [
            UniqueConstraint(("entry_id", "kind"), "register_extension_once_per_kind"),
            CheckConstraint(
                "(kind = 'TO_FIVE_YEARS') ="
                " (requirement NOT IN ('CAPITAL_RAISED', 'REVENUE_DOUBLED'))",
                "register_extension_requirement_fits",
            ),
        ]


class RegisterConfirmation(Row):
    """That a company confirmed in a year that it still meets the requirements."""

    entry: fields.ForeignKeyRelation[RegisterEntry] = fields.ForeignKeyField(
        "hub.RegisterEntry", related_name="confirmations", on_delete=fields.RESTRICT
    )
    entry_id: UUID
    year = fields.SmallIntField()
    confirmed_on = fields.DateField()

    class Meta(Row.Meta):
        table = "register_confirmation"
        constraints = [
            UniqueConstraint(("entry_id", "year"), "register_confirmation_once_per_year"),
            CheckConstraint(
                "confirmed_on >= make_date(year, 1, 1)", "register_confirmation_not_before_year"
            ),
        ]
