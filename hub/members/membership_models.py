"""Rows of membership: its types, its periods, its suspensions and its fees."""

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.models import Model

from hub.keeping import Expiry, Removal, RetentionKind
from hub.members import ending, leaving
from hub.members.models import Organization, Person
from hub.members.terms import (
    Decision,
    DocumentKind,
    FeeKind,
    MembershipCategory,
    PeriodKind,
    ProrationBasis,
    ResignationReason,
)
from hub.personal import Ties
from hub.rows import EditableRow
from hub.sql import Sql, quoted

if TYPE_CHECKING:
    from hub.members.fee_models import Payment, Reminder

MOST_INSTALMENTS = 12


class MembershipType(EditableRow):
    """What a party may become: its fee, its days of grace, its seats."""

    code = fields.CharField(max_length=40, unique=True)
    name = fields.CharField(max_length=120)
    name_it = fields.CharField(max_length=120)
    description = fields.TextField(null=True)
    category = fields.CharEnumField(MembershipCategory, max_length=20)
    period_kind = fields.CharEnumField(PeriodKind, max_length=10)
    period_months = fields.SmallIntField(default=12)
    rollover_days = fields.SmallIntField(default=0)
    grace_days = fields.SmallIntField(default=30)
    notice_days = fields.SmallIntField(default=0)
    seats = fields.IntField(null=True)
    yearly_fee = fields.DecimalField(max_digits=14, decimal_places=2)
    joining_fee = fields.DecimalField(max_digits=14, decimal_places=2, default=0)
    capital_share = fields.DecimalField(max_digits=14, decimal_places=2, default=0)
    offered_from = fields.DateField()
    offered_until = fields.DateField(null=True)
    required_documents = ArrayField("text", default=list)

    memberships: fields.ReverseRelation["Membership"]

    class Meta(Model.Meta):
        table = "membership_type"
        constraints = [
            CheckConstraint("code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'", "membership_type_code_format"),
            CheckConstraint(
                "yearly_fee >= 0 AND joining_fee >= 0 AND capital_share >= 0",
                "membership_type_amounts_not_negative",
            ),
            CheckConstraint(
                "grace_days BETWEEN 0 AND 366 AND notice_days BETWEEN 0 AND 366"
                " AND rollover_days BETWEEN 0 AND 366 AND seats >= 0",
                "membership_type_counts_in_range",
            ),
            CheckConstraint(
                "period_months BETWEEN 1 AND 120"
                " AND (period_kind <> 'CALENDAR' OR period_months = 12)",
                "membership_type_period_length",
            ),
            CheckConstraint("offered_until > offered_from", "membership_type_offer_in_order"),
            CheckConstraint(
                f"required_documents <@ ARRAY[{quoted(DocumentKind)}]::text[]",
                "membership_type_documents_known",
            ),
        ]


class Membership(EditableRow):
    """A party's application for membership and all that follows from it, as dated facts."""

    personal = frozenset({"motivation", "decision_note", "waiver_reason", "expulsion_reason"})
    ties = Ties(
        paths=("person",),
        closing={"withdrawn_on": leaving.WITHDRAWN},
        holds=(leaving.RUNNING_MEMBERSHIP,),
    )
    expiry = Expiry(RetentionKind.DECLINED_APPLICATIONS, leaving.CAME_TO_NOTHING, Removal.EMPTIED)

    organization: fields.ForeignKeyNullableRelation[Organization] = fields.ForeignKeyField(
        "hub.Organization", related_name="memberships", on_delete=fields.RESTRICT, null=True
    )
    organization_id: UUID | None
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "hub.Person", related_name="memberships", on_delete=fields.RESTRICT, null=True
    )
    person_id: UUID | None
    type: fields.ForeignKeyRelation[MembershipType] = fields.ForeignKeyField(
        "hub.MembershipType", related_name="memberships", on_delete=fields.RESTRICT
    )
    type_id: UUID
    number = fields.CharField(max_length=20, null=True, unique=True)
    applied_on = fields.DateField()
    motivation = fields.TextField(null=True)
    withdrawn_on = fields.DateField(null=True)
    decided_on = fields.DateField(null=True)
    decision = fields.CharEnumField(Decision, max_length=10, null=True)
    decision_note = fields.TextField(null=True)
    waiver_reason = fields.CharField(max_length=300, null=True)
    joined_on = fields.DateField(null=True)
    notice_on = fields.DateField(null=True)
    resigned_on = fields.DateField(null=True)
    resignation_reason = fields.CharEnumField(ResignationReason, max_length=20, null=True)
    expelled_on = fields.DateField(null=True)
    expulsion_reason = fields.TextField(null=True)
    previous: fields.OneToOneNullableRelation["Membership"] = fields.OneToOneField(
        "hub.Membership", related_name="next", on_delete=fields.RESTRICT, null=True
    )
    previous_id: UUID | None

    next: fields.BackwardOneToOneRelation["Membership"]
    periods: fields.ReverseRelation["MembershipPeriod"]
    suspensions: fields.ReverseRelation["Suspension"]
    documents: fields.ReverseRelation["MembershipDocument"]
    fee_lines: fields.ReverseRelation["FeeLine"]

    class Meta(Model.Meta):
        table = "membership"
        indexes = [
            Index(fields=("organization_id", "applied_on")),
            Index(fields=("person_id", "applied_on")),
            Index(fields=("type_id", "applied_on")),
            Index(fields=("applied_on", "id")),
        ]
        constraints = [
            CheckConstraint("num_nonnulls(organization_id, person_id) = 1", "membership_one_party"),
            CheckConstraint("previous_id <> id", "membership_not_own_previous"),
            CheckConstraint(
                "(decision IS NULL) = (decided_on IS NULL) AND decided_on >= applied_on",
                "membership_decision_dated",
            ),
            CheckConstraint(
                "withdrawn_on IS NULL OR (withdrawn_on >= applied_on AND decided_on IS NULL)",
                "membership_withdrawn_before_decision",
            ),
            CheckConstraint(
                "num_nonnulls(number, joined_on, notice_on, expelled_on, waiver_reason) = 0"
                " OR coalesce(decision = 'ADMITTED', false)",
                "membership_admitted_first",
            ),
            CheckConstraint(
                "(resigned_on IS NULL) = (notice_on IS NULL) AND resigned_on >= notice_on"
                " AND notice_on >= decided_on",
                "membership_resignation_in_order",
            ),
            # The later of the two would have nothing left to end.
            CheckConstraint(
                "expelled_on >= decided_on AND coalesce(expelled_on <= resigned_on, true)",
                "membership_expelled_before_end",
            ),
        ]


class MembershipPeriod(EditableRow):
    """The days that a membership covers, from one renewal to the next."""

    personal = frozenset({"note"})
    ties = Ties(paths=("membership.person",))

    membership: fields.ForeignKeyRelation[Membership] = fields.ForeignKeyField(
        "hub.Membership", related_name="periods", on_delete=fields.RESTRICT
    )
    membership_id: UUID
    starts_on = fields.DateField()
    ends_on = fields.DateField(null=True)
    note = fields.CharField(max_length=300, null=True)

    fee_lines: fields.ReverseRelation["FeeLine"]

    class Meta(Model.Meta):
        table = "membership_period"
        indexes = [Index(fields=("membership_id", "starts_on"))]
        constraints = [
            CheckConstraint("ends_on > starts_on", "membership_period_in_order"),
        ]


class Suspension(EditableRow):
    """The days on which a membership gives no rights."""

    personal = frozenset({"reason"})
    ties = Ties(paths=("membership.person",))

    membership: fields.ForeignKeyRelation[Membership] = fields.ForeignKeyField(
        "hub.Membership", related_name="suspensions", on_delete=fields.RESTRICT
    )
    membership_id: UUID
    starts_on = fields.DateField()
    ends_on = fields.DateField(null=True)
    reason = fields.TextField()

    class Meta(Model.Meta):
        table = "suspension"
        indexes = [Index(fields=("membership_id", "starts_on"))]
        constraints = [
            # One that ends on its first day was taken back before it held.
            CheckConstraint("ends_on >= starts_on", "suspension_in_order")
        ]


class MembershipDocument(EditableRow):
    """A paper that goes with a membership, by reference: the hub keeps where it is, and its print."""

    personal = frozenset({"name", "url", "sha256", "refusal_reason"})
    ties = Ties(paths=("membership.person",), emptied={"sha256": Sql("NULL")})

    membership: fields.ForeignKeyRelation[Membership] = fields.ForeignKeyField(
        "hub.Membership", related_name="documents", on_delete=fields.RESTRICT
    )
    membership_id: UUID
    kind = fields.CharEnumField(DocumentKind, max_length=20)
    name = fields.CharField(max_length=120)
    url = fields.CharField(max_length=300)
    sha256 = fields.CharField(max_length=64, null=True)
    expires_on = fields.DateField(null=True)
    reviewed_on = fields.DateField(null=True)
    is_accepted = fields.BooleanField(null=True)
    refusal_reason = fields.CharField(max_length=300, null=True)

    class Meta(Model.Meta):
        table = "membership_document"
        indexes = [
            Index(fields=("membership_id", "created_at")),
            Index(fields=("expires_on", "id")),
        ]
        constraints = [
            CheckConstraint("name <> '' AND url <> ''", "membership_document_named"),
            CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", "membership_document_print_format"),
            CheckConstraint(
                "num_nulls(reviewed_on, is_accepted) IN (0, 2)", "membership_document_review_whole"
            ),
            # Who must mend something is told what.
            CheckConstraint(
                "(refusal_reason IS NOT NULL) = coalesce(NOT is_accepted, false)",
                "membership_document_refused_with_reason",
            ),
        ]


class FeeLine(EditableRow):
    """An amount asked of a party for a membership; the payer may be another than the holder."""

    personal = frozenset({"description", "credit_reason"})
    ties = Ties(
        paths=("paying_person", "membership.person"),
        kept=frozenset({"description", "credit_reason"}),
        holds=(leaving.UNPAID_FEE,),
    )
    expiry = Expiry(RetentionKind.FISCAL_DOCUMENTS, leaving.BOOKED_AND_CLOSED, Removal.EMPTIED)
    hangs = ending.FEE_LINE

    membership: fields.ForeignKeyRelation[Membership] = fields.ForeignKeyField(
        "hub.Membership", related_name="fee_lines", on_delete=fields.RESTRICT
    )
    membership_id: UUID
    period: fields.ForeignKeyNullableRelation[MembershipPeriod] = fields.ForeignKeyField(
        "hub.MembershipPeriod", related_name="fee_lines", on_delete=fields.RESTRICT, null=True
    )
    period_id: UUID | None
    payer: fields.ForeignKeyNullableRelation[Organization] = fields.ForeignKeyField(
        "hub.Organization", related_name="fee_lines", on_delete=fields.RESTRICT, null=True
    )
    payer_id: UUID | None
    paying_person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "hub.Person", related_name="fee_lines", on_delete=fields.RESTRICT, null=True
    )
    paying_person_id: UUID | None
    kind = fields.CharEnumField(FeeKind, max_length=20)
    description = fields.CharField(max_length=200)
    covers_from = fields.DateField(null=True)
    covers_until = fields.DateField(null=True)
    amount = fields.DecimalField(max_digits=14, decimal_places=2)
    full_amount = fields.DecimalField(max_digits=14, decimal_places=2, null=True)
    proration_basis = fields.CharEnumField(ProrationBasis, max_length=10, null=True)
    proration_numerator = fields.SmallIntField(null=True)
    proration_denominator = fields.SmallIntField(null=True)
    instalment = fields.SmallIntField(default=1)
    instalments = fields.SmallIntField(default=1)
    issued_on = fields.DateField(null=True)
    due_on = fields.DateField()
    credited_on = fields.DateField(null=True)
    credit_reason = fields.CharField(max_length=300, null=True)
    invoice_number = fields.CharField(max_length=20, null=True)

    payments: fields.ReverseRelation["Payment"]
    reminders: fields.ReverseRelation["Reminder"]

    class Meta(Model.Meta):
        table = "fee_line"
        indexes = [
            Index(fields=("membership_id", "due_on")),
            Index(fields=("period_id", "due_on")),
            Index(fields=("payer_id", "due_on")),
            Index(fields=("paying_person_id", "due_on")),
        ]
        constraints = [
            CheckConstraint("amount >= 0", "fee_line_amount_not_negative"),
            CheckConstraint("num_nonnulls(payer_id, paying_person_id) = 1", "fee_line_one_payer"),
            CheckConstraint("due_on >= issued_on", "fee_line_dates_in_order"),
            CheckConstraint(
                "issued_on IS NOT NULL OR invoice_number IS NULL", "fee_line_issued_first"
            ),
            CheckConstraint(
                "(covers_from IS NULL) = (covers_until IS NULL) AND covers_until > covers_from",
                "fee_line_coverage_in_order",
            ),
            CheckConstraint(
                "num_nonnulls(proration_basis, proration_numerator, proration_denominator)"
                " IN (0, 3) AND (proration_basis IS NULL OR full_amount IS NOT NULL)"
                " AND proration_numerator BETWEEN 1 AND proration_denominator"
                " AND full_amount >= amount",
                "fee_line_proration_explained",
            ),
            CheckConstraint(
                f"instalment BETWEEN 1 AND instalments AND instalments <= {MOST_INSTALMENTS}",
                "fee_line_instalment_in_range",
            ),
            CheckConstraint(
                "credited_on IS NOT NULL OR credit_reason IS NULL", "fee_line_credited_first"
            ),
            UniqueConstraint(
                ("invoice_number", "kind", "membership_id", "instalment"),
                "fee_line_once_per_invoice",
            ),
            UniqueConstraint(
                ("period_id", "kind", "instalment"),
                "fee_line_once_per_period",
                "credited_on IS NULL AND kind <> 'SERVICE'",
            ),
            UniqueConstraint(
                ("membership_id", "kind", "instalment"),
                "fee_line_once_per_membership",
                "credited_on IS NULL AND kind IN ('JOINING', 'CAPITAL_SHARE')",
            ),
        ]
