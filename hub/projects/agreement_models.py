"""Rows of agreements between parties, and of the opportunities that organizations offer."""

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.models import Model

from hub.members.models import Organization
from hub.projects.models import Project
from hub.projects.terms import AgreementKind, AmountBasis, OpportunityKind, PartyRole, WorkMode
from hub.rows import EditableRow, Row


class Agreement(EditableRow):
    """What two or more parties sign: a statement of intent, a framework, a convention."""

    code = fields.CharField(max_length=60, null=True, unique=True)
    title = fields.CharField(max_length=240)
    kind = fields.CharEnumField(AgreementKind, max_length=24)
    subject = fields.TextField(null=True)
    parent: fields.ForeignKeyNullableRelation["Agreement"] = fields.ForeignKeyField(
        "hub.Agreement", related_name="children", on_delete=fields.RESTRICT, null=True
    )
    parent_id: UUID | None
    previous: fields.ForeignKeyNullableRelation["Agreement"] = fields.ForeignKeyField(
        "hub.Agreement", related_name="successors", on_delete=fields.RESTRICT, null=True
    )
    previous_id: UUID | None
    project: fields.ForeignKeyNullableRelation[Project] = fields.ForeignKeyField(
        "hub.Project", related_name="agreements", on_delete=fields.RESTRICT, null=True
    )
    project_id: UUID | None

    sent_on = fields.DateField(null=True)
    starts_on = fields.DateField(null=True)
    ends_on = fields.DateField(null=True)
    notice_days = fields.SmallIntField(null=True)
    renews_tacitly = fields.BooleanField(default=False)
    termination_requested_on = fields.DateField(null=True)
    terminated_on = fields.DateField(null=True)
    superseded_on = fields.DateField(null=True)
    url = fields.CharField(max_length=300, null=True)
    is_public = fields.BooleanField(default=False)
    is_invented = fields.BooleanField(default=False)

    children: fields.ReverseRelation["Agreement"]
    successors: fields.ReverseRelation["Agreement"]
    parties: fields.ReverseRelation["AgreementParty"]
    terms: fields.ReverseRelation["AgreementTerm"]

    class Meta(Model.Meta):
        table = "agreement"
        indexes = [
            Index(fields=("parent_id", "starts_on")),
            Index(fields=("previous_id", "starts_on")),
            Index(fields=("project_id", "starts_on")),
        ]
        constraints = [
            CheckConstraint("title <> ''", "agreement_named"),
            CheckConstraint("parent_id <> id", "agreement_not_own_parent"),
            CheckConstraint("previous_id <> id", "agreement_not_own_previous"),
            CheckConstraint(
                "ends_on IS NULL OR (starts_on IS NOT NULL AND ends_on > starts_on)",
                "agreement_period_in_order",
            ),
            CheckConstraint("notice_days >= 0", "agreement_notice_not_negative"),
            CheckConstraint(
                "terminated_on >= termination_requested_on", "agreement_terminated_once_requested"
            ),
        ]


class AgreementParty(EditableRow):
    """An organization that signs an agreement, and the day it did."""

    personal = frozenset({"signatory_name", "signatory_title"})

    agreement: fields.ForeignKeyRelation[Agreement] = fields.ForeignKeyField(
        "hub.Agreement", related_name="parties", on_delete=fields.RESTRICT
    )
    agreement_id: UUID
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "hub.Organization", related_name="agreement_parties", on_delete=fields.RESTRICT
    )
    organization_id: UUID
    role = fields.CharEnumField(PartyRole, max_length=12, default=PartyRole.PARTY)
    signed_on = fields.DateField(null=True)
    signatory_name = fields.CharField(max_length=160, null=True)
    signatory_title = fields.CharField(max_length=160, null=True)
    left_on = fields.DateField(null=True)

    class Meta(Model.Meta):
        table = "agreement_party"
        indexes = [Index(fields=("organization_id", "agreement_id"))]
        constraints = [
            UniqueConstraint(
                fields=("agreement", "organization"), name="agreement_party_organization_once"
            ),
            CheckConstraint("left_on >= signed_on", "agreement_party_dates_in_order"),
        ]


class AgreementTerm(Row):
    """What is owed under an agreement during one period: a rent, a fee, a free year."""

    agreement: fields.ForeignKeyRelation[Agreement] = fields.ForeignKeyField(
        "hub.Agreement", related_name="terms", on_delete=fields.RESTRICT
    )
    agreement_id: UUID
    title = fields.CharField(max_length=160)
    description = fields.CharField(max_length=1000, null=True)
    starts_on = fields.DateField(null=True)
    ends_on = fields.DateField(null=True)
    amount = fields.DecimalField(max_digits=14, decimal_places=2, null=True)
    basis = fields.CharEnumField(AmountBasis, max_length=8, default=AmountBasis.ONCE)

    class Meta(Model.Meta):
        table = "agreement_term"
        indexes = [Index(fields=("agreement_id", "starts_on"))]
        constraints = [
            CheckConstraint("ends_on > starts_on", "agreement_term_period_in_order"),
            CheckConstraint("amount >= 0", "agreement_term_amount_not_negative"),
        ]


class Opportunity(EditableRow):
    """An internship, a job, a thesis that an organization offers until a day."""

    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "hub.Organization", related_name="opportunities", on_delete=fields.RESTRICT
    )
    organization_id: UUID
    kind = fields.CharEnumField(OpportunityKind, max_length=16)
    title = fields.CharField(max_length=240)
    description = fields.TextField(null=True)
    field = fields.CharField(max_length=120, null=True)
    places = fields.SmallIntField(default=1)
    work_mode = fields.CharEnumField(WorkMode, max_length=8, default=WorkMode.ON_SITE)
    location = fields.CharField(max_length=160, null=True)
    starts_on = fields.DateField(null=True)
    ends_on = fields.DateField(null=True)
    monthly_pay = fields.DecimalField(max_digits=10, decimal_places=2, null=True)
    is_curricular = fields.BooleanField(null=True)
    promoter: fields.ForeignKeyNullableRelation[Organization] = fields.ForeignKeyField(
        "hub.Organization",
        related_name="promoted_opportunities",
        on_delete=fields.RESTRICT,
        null=True,
    )
    promoter_id: UUID | None
    agreement: fields.ForeignKeyNullableRelation[Agreement] = fields.ForeignKeyField(
        "hub.Agreement", related_name="opportunities", on_delete=fields.RESTRICT, null=True
    )
    agreement_id: UUID | None
    project: fields.ForeignKeyNullableRelation[Project] = fields.ForeignKeyField(
        "hub.Project", related_name="opportunities", on_delete=fields.RESTRICT, null=True
    )
    project_id: UUID | None
    apply_url = fields.CharField(max_length=300, null=True)
    published_on = fields.DateField(null=True)
    closes_on = fields.DateField(null=True)
    filled_on = fields.DateField(null=True)
    withdrawn_on = fields.DateField(null=True)
    is_invented = fields.BooleanField(default=False)

    class Meta(Model.Meta):
        table = "opportunity"
        indexes = [
            Index(fields=("organization_id", "published_on")),
            Index(fields=("promoter_id", "published_on")),
            Index(fields=("agreement_id", "published_on")),
            Index(fields=("project_id", "published_on")),
            Index(fields=("published_on", "id")),
        ]
        constraints = [
            CheckConstraint("title <> ''", "opportunity_named"),
            CheckConstraint("places >= 1", "opportunity_places_positive"),
            CheckConstraint("monthly_pay >= 0", "opportunity_pay_not_negative"),
            CheckConstraint("ends_on > starts_on", "opportunity_period_in_order"),
            CheckConstraint("closes_on > published_on", "opportunity_closes_after_publication"),
            CheckConstraint(
                "published_on IS NOT NULL OR (filled_on IS NULL AND withdrawn_on IS NULL)",
                "opportunity_published_first",
            ),
            CheckConstraint(
                "filled_on >= published_on AND withdrawn_on >= published_on",
                "opportunity_dates_in_order",
            ),
            CheckConstraint(
                "(kind = 'INTERNSHIP') = (is_curricular IS NOT NULL)",
                "opportunity_internship_curricular_or_not",
            ),
        ]
