"""Rows of joint projects: partners, work, budget, claims and results."""

from decimal import Decimal
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.models import Model

from hub.members.models import Organization, Person
from hub.members.terms import EnterpriseSize
from hub.projects.call_models import FundingCall, Proposal
from hub.projects.terms import (
    AidRegime,
    ClaimKind,
    ClaimState,
    CostCategory,
    DeliverableNature,
    PartnerRole,
)
from hub.rows import EditableRow, Row


class Project(EditableRow):
    """What partners carry out together, with or without a grant."""

    code = fields.CharField(max_length=40, unique=True)
    cup = fields.CharField(max_length=15, null=True, unique=True)
    acronym = fields.CharField(max_length=40, null=True)
    title = fields.CharField(max_length=240)
    summary = fields.TextField(null=True)
    topic = fields.CharField(max_length=160, null=True)
    website = fields.CharField(max_length=300, null=True)
    funding_call: fields.ForeignKeyNullableRelation[FundingCall] = fields.ForeignKeyField(
        "hub.FundingCall", related_name="projects", on_delete=fields.RESTRICT, null=True
    )
    funding_call_id: UUID | None
    proposal: fields.OneToOneNullableRelation[Proposal] = fields.OneToOneField(
        "hub.Proposal", related_name="project", on_delete=fields.RESTRICT, null=True
    )
    proposal_id: UUID | None

    signed_on = fields.DateField(null=True)
    starts_on = fields.DateField(null=True)
    ends_on = fields.DateField(null=True)
    closed_on = fields.DateField(null=True)
    terminated_on = fields.DateField(null=True)
    termination_reason = fields.CharField(max_length=1000, null=True)
    is_public = fields.BooleanField(default=False)
    is_invented = fields.BooleanField(default=False)

    suspensions: fields.ReverseRelation["ProjectSuspension"]
    partnerships: fields.ReverseRelation["Partnership"]
    work_packages: fields.ReverseRelation["WorkPackage"]
    budget_lines: fields.ReverseRelation["BudgetLine"]
    deliverables: fields.ReverseRelation["Deliverable"]
    claims: fields.ReverseRelation["Claim"]
    aid_grants: fields.ReverseRelation["AidGrant"]

    class Meta(Model.Meta):
        table = "project"
        indexes = [Index(fields=("funding_call_id", "title"))]
        constraints = [
            CheckConstraint("code <> '' AND title <> ''", "project_named"),
            # Letter, two digits, letter, eleven digits in practice; the register promises less.
            CheckConstraint("cup ~ '^[A-Z0-9]{15}$'", "project_cup_format"),
            CheckConstraint(
                "ends_on IS NULL OR (starts_on IS NOT NULL AND ends_on > starts_on)",
                "project_period_in_order",
            ),
            CheckConstraint(
                "closed_on IS NULL OR (ends_on IS NOT NULL AND closed_on >= ends_on)",
                "project_closed_after_its_end",
            ),
            CheckConstraint(
                "closed_on IS NULL OR terminated_on IS NULL", "project_closed_or_terminated"
            ),
            CheckConstraint(
                "proposal_id IS NULL OR funding_call_id IS NOT NULL",
                "project_proposal_has_a_call",
            ),
        ]


class ProjectSuspension(Row):
    """A time during which a project is halted."""

    project: fields.ForeignKeyRelation[Project] = fields.ForeignKeyField(
        "hub.Project", related_name="suspensions", on_delete=fields.RESTRICT
    )
    project_id: UUID
    starts_on = fields.DateField()
    ends_on = fields.DateField(null=True)
    reason = fields.CharField(max_length=1000)

    class Meta(Model.Meta):
        table = "project_suspension"
        indexes = [Index(fields=("project_id", "starts_on"))]
        constraints = [
            CheckConstraint("ends_on > starts_on", "project_suspension_period_in_order"),
        ]


class Partnership(EditableRow):
    """An organization in a project: its role, and its share of cost and grant."""

    project: fields.ForeignKeyRelation[Project] = fields.ForeignKeyField(
        "hub.Project", related_name="partnerships", on_delete=fields.RESTRICT
    )
    project_id: UUID
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "hub.Organization", related_name="partnerships", on_delete=fields.RESTRICT
    )
    organization_id: UUID
    role = fields.CharEnumField(PartnerRole, max_length=16)
    size = fields.CharEnumField(EnterpriseSize, max_length=10, null=True)
    cost_share = fields.DecimalField(max_digits=14, decimal_places=2, default=Decimal(0))
    grant_share = fields.DecimalField(max_digits=14, decimal_places=2, default=Decimal(0))
    starts_on = fields.DateField()
    ends_on = fields.DateField(null=True)

    budget_lines: fields.ReverseRelation["BudgetLine"]
    claims: fields.ReverseRelation["Claim"]

    class Meta(Model.Meta):
        table = "partnership"
        indexes = [
            Index(fields=("project_id", "starts_on")),
            Index(fields=("organization_id", "starts_on")),
        ]
        constraints = [
            CheckConstraint("ends_on > starts_on", "partnership_period_in_order"),
            CheckConstraint("cost_share >= 0", "partnership_cost_not_negative"),
            CheckConstraint(
                "grant_share >= 0 AND grant_share <= cost_share", "partnership_grant_within_cost"
            ),
            CheckConstraint(
                "role <> 'ASSOCIATED' OR cost_share = 0", "partnership_associated_without_cost"
            ),
        ]


class WorkPackage(EditableRow):
    """A part of a project's work, led by one partner."""

    project: fields.ForeignKeyRelation[Project] = fields.ForeignKeyField(
        "hub.Project", related_name="work_packages", on_delete=fields.RESTRICT
    )
    project_id: UUID
    number = fields.SmallIntField()
    title = fields.CharField(max_length=240)
    objectives = fields.TextField(null=True)
    lead: fields.ForeignKeyNullableRelation[Partnership] = fields.ForeignKeyField(
        "hub.Partnership", related_name="led_work_packages", on_delete=fields.RESTRICT, null=True
    )
    lead_id: UUID | None
    starts_on = fields.DateField(null=True)
    ends_on = fields.DateField(null=True)

    class Meta(Model.Meta):
        table = "work_package"
        indexes = [Index(fields=("lead_id", "number"))]
        constraints = [
            UniqueConstraint(fields=("project", "number"), name="work_package_number_once"),
            CheckConstraint("number >= 1", "work_package_number_positive"),
            CheckConstraint("ends_on > starts_on", "work_package_period_in_order"),
        ]


class BudgetLine(EditableRow):
    """One cell of the budget: a partner, a work package, a category of cost."""

    # The project stands here as well, so that the database can hold both ends to the same one.
    project: fields.ForeignKeyRelation[Project] = fields.ForeignKeyField(
        "hub.Project", related_name="budget_lines", on_delete=fields.RESTRICT
    )
    project_id: UUID
    partnership: fields.ForeignKeyRelation[Partnership] = fields.ForeignKeyField(
        "hub.Partnership", related_name="budget_lines", on_delete=fields.RESTRICT
    )
    partnership_id: UUID
    work_package: fields.ForeignKeyNullableRelation[WorkPackage] = fields.ForeignKeyField(
        "hub.WorkPackage", related_name="budget_lines", on_delete=fields.RESTRICT, null=True
    )
    work_package_id: UUID | None
    category = fields.CharEnumField(CostCategory, max_length=16)
    cost = fields.DecimalField(max_digits=14, decimal_places=2)
    grant = fields.DecimalField(max_digits=14, decimal_places=2, default=Decimal(0))
    person_months = fields.DecimalField(max_digits=7, decimal_places=2, null=True)

    class Meta(Model.Meta):
        table = "budget_line"
        indexes = [
            Index(fields=("project_id", "category")),
            Index(fields=("partnership_id", "category")),
            Index(fields=("work_package_id", "category")),
        ]
        constraints = [
            CheckConstraint("cost >= 0", "budget_line_cost_not_negative"),
            CheckConstraint('"grant" >= 0 AND "grant" <= cost', "budget_line_grant_within_cost"),
            CheckConstraint(
                "person_months IS NULL OR (person_months >= 0 AND category = 'PERSONNEL')",
                "budget_line_months_of_personnel",
            ),
        ]


class Deliverable(EditableRow):
    """A result that the partners owe on a day."""

    project: fields.ForeignKeyRelation[Project] = fields.ForeignKeyField(
        "hub.Project", related_name="deliverables", on_delete=fields.RESTRICT
    )
    project_id: UUID
    work_package: fields.ForeignKeyNullableRelation[WorkPackage] = fields.ForeignKeyField(
        "hub.WorkPackage", related_name="deliverables", on_delete=fields.RESTRICT, null=True
    )
    work_package_id: UUID | None
    responsible: fields.ForeignKeyNullableRelation[Partnership] = fields.ForeignKeyField(
        "hub.Partnership", related_name="deliverables", on_delete=fields.RESTRICT, null=True
    )
    responsible_id: UUID | None
    code = fields.CharField(max_length=20)
    title = fields.CharField(max_length=240)
    nature = fields.CharEnumField(DeliverableNature, max_length=16)
    verification = fields.CharField(max_length=500, null=True)
    due_on = fields.DateField()
    delivered_on = fields.DateField(null=True)
    accepted_on = fields.DateField(null=True)
    url = fields.CharField(max_length=300, null=True)
    is_public = fields.BooleanField(default=False)

    class Meta(Model.Meta):
        table = "deliverable"
        indexes = [
            Index(fields=("project_id", "due_on")),
            Index(fields=("work_package_id", "due_on")),
            Index(fields=("responsible_id", "due_on")),
        ]
        constraints = [
            UniqueConstraint(fields=("project", "code"), name="deliverable_code_once"),
            CheckConstraint(
                "accepted_on IS NULL OR (delivered_on IS NOT NULL AND accepted_on >= delivered_on)",
                "deliverable_accepted_once_delivered",
            ),
        ]


class Claim(EditableRow):
    """A partner's request to be paid the grant on its costs."""

    project: fields.ForeignKeyRelation[Project] = fields.ForeignKeyField(
        "hub.Project", related_name="claims", on_delete=fields.RESTRICT
    )
    project_id: UUID
    partnership: fields.ForeignKeyRelation[Partnership] = fields.ForeignKeyField(
        "hub.Partnership", related_name="claims", on_delete=fields.RESTRICT
    )
    partnership_id: UUID
    number = fields.SmallIntField()
    kind = fields.CharEnumField(ClaimKind, max_length=10)
    cup = fields.CharField(max_length=15)
    starts_on = fields.DateField()
    ends_on = fields.DateField()
    approved = fields.DecimalField(max_digits=14, decimal_places=2, null=True)
    paid = fields.DecimalField(max_digits=14, decimal_places=2, null=True)

    lines: fields.ReverseRelation["ClaimLine"]
    steps: fields.ReverseRelation["ClaimStep"]

    class Meta(Model.Meta):
        table = "claim"
        indexes = [Index(fields=("project_id", "starts_on"))]
        constraints = [
            UniqueConstraint(fields=("partnership", "number"), name="claim_number_once"),
            CheckConstraint("number >= 1", "claim_number_positive"),
            CheckConstraint("cup ~ '^[A-Z0-9]{15}$'", "claim_cup_format"),
            CheckConstraint("ends_on > starts_on", "claim_period_in_order"),
            CheckConstraint("approved >= 0", "claim_approved_not_negative"),
            CheckConstraint(
                "paid IS NULL OR (paid >= 0 AND approved IS NOT NULL AND paid <= approved)",
                "claim_paid_within_approved",
            ),
        ]


class ClaimLine(Row):
    """What a claim asks for on one line of the partner's budget."""

    claim: fields.ForeignKeyRelation[Claim] = fields.ForeignKeyField(
        "hub.Claim", related_name="lines", on_delete=fields.RESTRICT
    )
    claim_id: UUID
    # The partnership stands here as well: a claim can only name lines of its own partner.
    partnership: fields.ForeignKeyRelation[Partnership] = fields.ForeignKeyField(
        "hub.Partnership", related_name="claim_lines", on_delete=fields.RESTRICT
    )
    partnership_id: UUID
    budget_line: fields.ForeignKeyRelation[BudgetLine] = fields.ForeignKeyField(
        "hub.BudgetLine", related_name="claim_lines", on_delete=fields.RESTRICT
    )
    budget_line_id: UUID
    cost = fields.DecimalField(max_digits=14, decimal_places=2)
    description = fields.CharField(max_length=500, null=True)

    class Meta(Model.Meta):
        table = "claim_line"
        indexes = [
            Index(fields=("budget_line_id", "claim_id")),
            Index(fields=("partnership_id",)),
        ]
        constraints = [
            UniqueConstraint(fields=("claim", "budget_line"), name="claim_line_budget_line_once"),
            CheckConstraint("cost > 0", "claim_line_cost_positive"),
        ]


class ClaimStep(Row):
    """A step of a claim: the latest one is the claim's state."""

    personal = frozenset({"note"})

    claim: fields.ForeignKeyRelation[Claim] = fields.ForeignKeyField(
        "hub.Claim", related_name="steps", on_delete=fields.RESTRICT
    )
    claim_id: UUID
    state = fields.CharEnumField(ClaimState, max_length=20)
    taken_at = fields.DatetimeField()
    taken_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "hub.Person", related_name="claim_steps", on_delete=fields.RESTRICT, null=True
    )
    taken_by_id: UUID | None
    note = fields.CharField(max_length=1000, null=True)

    class Meta(Model.Meta):
        table = "claim_step"
        indexes = [Index(fields=("taken_by_id", "taken_at"))]
        constraints = [
            UniqueConstraint(fields=("claim", "taken_at"), name="claim_step_one_at_a_time"),
            CheckConstraint("state <> 'DRAFT'", "claim_step_leaves_the_draft"),
        ]


class AidGrant(Row):
    """A contribution granted to an organization, as the national aid register counts it."""

    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "hub.Organization", related_name="aid_grants", on_delete=fields.RESTRICT
    )
    organization_id: UUID
    project: fields.ForeignKeyNullableRelation[Project] = fields.ForeignKeyField(
        "hub.Project", related_name="aid_grants", on_delete=fields.RESTRICT, null=True
    )
    project_id: UUID | None
    regime = fields.CharEnumField(AidRegime, max_length=20)
    granted_on = fields.DateField()
    revoked_on = fields.DateField(null=True)
    amount = fields.DecimalField(max_digits=14, decimal_places=2)
    register_code = fields.CharField(max_length=20, null=True, unique=True)
    grantor = fields.CharField(max_length=200)

    class Meta(Model.Meta):
        table = "aid_grant"
        indexes = [
            Index(fields=("organization_id", "granted_on")),
            Index(fields=("project_id", "granted_on")),
        ]
        constraints = [
            CheckConstraint("amount > 0", "aid_grant_amount_positive"),
            CheckConstraint("revoked_on >= granted_on", "aid_grant_dates_in_order"),
        ]
