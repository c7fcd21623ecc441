"""Rows of the spaces' area: who has a space for months, and how much of the rooms comes with it."""

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from hub.members.models import Organization, Person
from hub.personal import Ties
from hub.rows import EditableRow, Row
from hub.spaces import ending, leaving
from hub.spaces.models import Space
from hub.spaces.terms import SpaceKind
from hub.sql import Sql


class Lease(EditableRow):
    """That a desk, an office or another space is let to one party for a period."""

    personal = frozenset({"note"})
    ties = Ties(
        paths=("person",),
        beside=Sql("{row}.organization_id"),
        holds=(leaving.RUNNING_LEASE, leaving.HELD_DEPOSIT, leaving.ENDED_LEASE),
    )
    hangs = ending.LEASE

    space: fields.ForeignKeyRelation[Space] = fields.ForeignKeyField(
        "hub.Space", related_name="leases", on_delete=fields.RESTRICT
    )
    space_id: UUID
    organization: fields.ForeignKeyNullableRelation[Organization] = fields.ForeignKeyField(
        "hub.Organization", related_name="leases", on_delete=fields.RESTRICT, null=True
    )
    organization_id: UUID | None
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "hub.Person", related_name="leases", on_delete=fields.RESTRICT, null=True
    )
    person_id: UUID | None
    starts_on = fields.DateField()
    ends_on = fields.DateField(null=True)
    signed_on = fields.DateField(null=True)
    notice_days = fields.SmallIntField(default=0)
    notice_on = fields.DateField(null=True)
    monthly_amount = fields.DecimalField(max_digits=14, decimal_places=2, null=True)
    vat_rate = fields.DecimalField(max_digits=5, decimal_places=2, null=True)
    deposit = fields.DecimalField(max_digits=14, decimal_places=2, null=True)
    deposit_received_on = fields.DateField(null=True)
    deposit_returned_on = fields.DateField(null=True)
    note = fields.TextField(null=True)

    rent_steps: fields.ReverseRelation["RentStep"]

    class Meta(EditableRow.Meta):
        table = "lease"
        indexes = [
            Index(fields=("space_id", "starts_on")),
            Index(fields=("organization_id", "starts_on")),
            Index(fields=("person_id", "starts_on")),
        ]
        constraints = [
            CheckConstraint("num_nonnulls(organization_id, person_id) >= 1", "lease_has_holder"),
            # One that ends on its first day was given up before it began.
            CheckConstraint("ends_on >= starts_on", "lease_period_in_order"),
            CheckConstraint(
                "monthly_amount >= 0 AND deposit >= 0 AND notice_days >= 0"
                " AND vat_rate BETWEEN 0 AND 100",
                "lease_numbers_in_range",
            ),
            CheckConstraint(
                "(deposit_received_on IS NULL OR deposit IS NOT NULL)"
                " AND (deposit_returned_on IS NULL OR deposit_received_on IS NOT NULL)"
                " AND deposit_returned_on >= deposit_received_on",
                "lease_deposit_in_order",
            ),
        ]


class RentStep(Row):
    """The monthly amount of a lease from a day on, where it changes while the lease runs."""

    personal = frozenset({"reason"})
    ties = Ties(paths=("lease.person",), beside=leaving.OF_LEASE)

    lease: fields.ForeignKeyRelation[Lease] = fields.ForeignKeyField(
        "hub.Lease", related_name="rent_steps", on_delete=fields.RESTRICT
    )
    lease_id: UUID
    starts_on = fields.DateField()
    monthly_amount = fields.DecimalField(max_digits=14, decimal_places=2)
    reason = fields.CharField(max_length=200, null=True)

    class Meta(Row.Meta):
        table = "rent_step"
        indexes = [Index(fields=("lease_id", "starts_on"))]
        constraints = [
            UniqueConstraint(("lease_id", "starts_on"), "rent_step_once_a_day"),
            CheckConstraint("monthly_amount >= 0", "rent_step_amount_not_negative"),
        ]


class Allowance(EditableRow):
    """The minutes a month that an organization's people may use of one kind of space, together."""

    hangs = ending.ALLOWANCE

    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "hub.Organization", related_name="allowances", on_delete=fields.RESTRICT
    )
    organization_id: UUID
    kind = fields.CharEnumField(SpaceKind, max_length=20)
    minutes_per_month = fields.IntField()
    starts_on = fields.DateField()
    ends_on = fields.DateField(null=True)

    class Meta(EditableRow.Meta):
        table = "allowance"
        indexes = [Index(fields=("organization_id", "starts_on"))]
        constraints = [
            CheckConstraint("minutes_per_month >= 0", "allowance_minutes_not_negative"),
            # One that ends on its first day was replaced before it began.
            CheckConstraint("ends_on >= starts_on", "allowance_period_in_order"),
        ]
