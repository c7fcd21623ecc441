"""Rows of the spaces' area: who may book what, on which terms, and how much of it."""

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint

from hub.members.membership_models import MembershipType
from hub.members.models import Organization
from hub.rows import EditableRow
from hub.spaces.models import Space
from hub.spaces.terms import QuotaHolder, QuotaPeriod, SpaceKind

ONE_PLACE = "num_nonnulls(space_id, kind) <= 1"
"""The check that a rule is of one space, of a kind, or of all."""


class BookingRule(EditableRow):
    """That some people book some spaces on other terms than the spaces' conditions say.

    What is left out says nothing. Of several rules that say something of one term the most
    specific counts: one for an organization before one for a membership type before one for all;
    among these one for a space before one for a kind before one for all; then the later one.
    """

    space: fields.ForeignKeyNullableRelation[Space] = fields.ForeignKeyField(
        "hub.Space", related_name="booking_rules", on_delete=fields.RESTRICT, null=True
    )
    space_id: UUID | None
    kind = fields.CharEnumField(SpaceKind, max_length=20, null=True)
    organization: fields.ForeignKeyNullableRelation[Organization] = fields.ForeignKeyField(
        "hub.Organization", related_name="booking_rules", on_delete=fields.RESTRICT, null=True
    )
    organization_id: UUID | None
    membership_type: fields.ForeignKeyNullableRelation[MembershipType] = fields.ForeignKeyField(
        "hub.MembershipType", related_name="booking_rules", on_delete=fields.RESTRICT, null=True
    )
    membership_type_id: UUID | None
    name = fields.CharField(max_length=120)
    may_book = fields.BooleanField(null=True)
    needs_membership = fields.BooleanField(null=True)
    min_minutes = fields.IntField(null=True)
    max_minutes = fields.IntField(null=True)
    start_step_minutes = fields.IntField(null=True)
    min_notice_minutes = fields.IntField(null=True)
    max_days_ahead = fields.IntField(null=True)
    min_attendees = fields.IntField(null=True)
    max_live_bookings = fields.IntField(null=True)
    needs_approval = fields.BooleanField(null=True)
    starts_on = fields.DateField()
    ends_on = fields.DateField(null=True)

    class Meta(EditableRow.Meta):
        table = "booking_rule"
        indexes = [
            Index(fields=("space_id", "starts_on")),
            Index(fields=("organization_id", "starts_on")),
            Index(fields=("membership_type_id", "starts_on")),
        ]
        constraints = [
            CheckConstraint(ONE_PLACE, "booking_rule_one_place"),
            CheckConstraint(
                "num_nonnulls(organization_id, membership_type_id) <= 1", "booking_rule_one_party"
            ),
            CheckConstraint(
                "num_nonnulls(may_book, needs_membership, min_minutes, max_minutes,"
                " start_step_minutes, min_notice_minutes, max_days_ahead, min_attendees,"
                " max_live_bookings, needs_approval) >= 1",
                "booking_rule_says_something",
            ),
            CheckConstraint(
                "min_minutes >= 5 AND max_minutes BETWEEN 5 AND 525600"
                " AND max_minutes >= min_minutes",
                "booking_rule_length_in_range",
            ),
            CheckConstraint(
                "start_step_minutes BETWEEN 5 AND 1440 AND 1440 % start_step_minutes = 0",
                "booking_rule_step_divides_day",
            ),
            CheckConstraint(
                "min_notice_minutes >= 0"
                " AND least(max_days_ahead, min_attendees, max_live_bookings) >= 1",
                "booking_rule_numbers_in_range",
            ),
            # One that ends on its first day was given up before it began.
            CheckConstraint("ends_on >= starts_on", "booking_rule_period_in_order"),
        ]


class BookingQuota(EditableRow):
    """How many bookings, or minutes, somebody may have of some spaces in a day, week or month.

    All that apply must be kept. Days, weeks from Monday and months are those of the clock at the
    site; a booking counts where it begins, also if nobody came, but not if it was given up.
    """

    space: fields.ForeignKeyNullableRelation[Space] = fields.ForeignKeyField(
        "hub.Space", related_name="booking_quotas", on_delete=fields.RESTRICT, null=True
    )
    space_id: UUID | None
    kind = fields.CharEnumField(SpaceKind, max_length=20, null=True)
    organization: fields.ForeignKeyNullableRelation[Organization] = fields.ForeignKeyField(
        "hub.Organization", related_name="booking_quotas", on_delete=fields.RESTRICT, null=True
    )
    organization_id: UUID | None
    membership_type: fields.ForeignKeyNullableRelation[MembershipType] = fields.ForeignKeyField(
        "hub.MembershipType", related_name="booking_quotas", on_delete=fields.RESTRICT, null=True
    )
    membership_type_id: UUID | None
    name = fields.CharField(max_length=120)
    counts = fields.CharEnumField(QuotaHolder, max_length=20)
    per = fields.CharEnumField(QuotaPeriod, max_length=10)
    max_bookings = fields.IntField(null=True)
    max_minutes = fields.IntField(null=True)
    starts_on = fields.DateField()
    ends_on = fields.DateField(null=True)

    class Meta(EditableRow.Meta):
        table = "booking_quota"
        indexes = [
            Index(fields=("space_id", "starts_on")),
            Index(fields=("organization_id", "starts_on")),
            Index(fields=("membership_type_id", "starts_on")),
        ]
        constraints = [
            CheckConstraint(ONE_PLACE, "booking_quota_one_place"),
            CheckConstraint(
                "num_nonnulls(organization_id, membership_type_id) <= 1", "booking_quota_one_party"
            ),
            CheckConstraint(
                "num_nonnulls(max_bookings, max_minutes) >= 1"
                " AND least(max_bookings, max_minutes) >= 0",
                "booking_quota_limits_something",
            ),
            # One that ends on its first day was given up before it began.
            CheckConstraint("ends_on >= starts_on", "booking_quota_period_in_order"),
        ]
