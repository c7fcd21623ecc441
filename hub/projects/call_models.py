"""Rows of funding calls: their phases and requirements, and the proposals handed in."""

from decimal import Decimal
from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.models import Model

from hub.members.models import Organization, Person
from hub.members.terms import EnterpriseSize
from hub.projects.terms import AidRegime, CallPhaseKind, PartnerRole, RequirementSubject
from hub.rows import EditableRow, Row


class FundingCall(EditableRow):
    """A notice by which a funder offers grants."""

    code = fields.CharField(max_length=40, unique=True)
    title = fields.CharField(max_length=240)
    description = fields.TextField(null=True)
    funder_name = fields.CharField(max_length=200)
    funder: fields.ForeignKeyNullableRelation[Organization] = fields.ForeignKeyField(
        "hub.Organization", related_name="funded_calls", on_delete=fields.RESTRICT, null=True
    )
    funder_id: UUID | None
    scheme = fields.CharField(max_length=160, null=True)
    legal_basis = fields.CharField(max_length=240, null=True)
    aid_regime = fields.CharEnumField(AidRegime, max_length=20, default=AidRegime.NOT_STATED)
    website = fields.CharField(max_length=300, null=True)

    pot = fields.DecimalField(max_digits=14, decimal_places=2, null=True)
    rate_percent = fields.DecimalField(max_digits=5, decimal_places=2, null=True)
    grant_cap = fields.DecimalField(max_digits=14, decimal_places=2, null=True)
    minimum_cost = fields.DecimalField(max_digits=14, decimal_places=2, null=True)
    minimum_partners = fields.SmallIntField(null=True)
    maximum_partner_percent = fields.DecimalField(max_digits=5, decimal_places=2, null=True)
    needs_research_body = fields.BooleanField(default=False)

    published_on = fields.DateField(null=True)
    awarded_on = fields.DateField(null=True)
    withdrawn_on = fields.DateField(null=True)
    archived_on = fields.DateField(null=True)

    phases: fields.ReverseRelation["CallPhase"]
    requirements: fields.ReverseRelation["CallRequirement"]
    proposals: fields.ReverseRelation["Proposal"]

    class Meta(Model.Meta):
        table = "funding_call"
        indexes = [Index(fields=("funder_id", "published_on"))]
        constraints = [
            CheckConstraint("code <> '' AND title <> ''", "funding_call_named"),
            CheckConstraint("pot > 0 AND grant_cap > 0", "funding_call_amounts_positive"),
            CheckConstraint("minimum_cost >= 0", "funding_call_minimum_cost_not_negative"),
            CheckConstraint("grant_cap <= pot", "funding_call_cap_within_pot"),
            CheckConstraint(
                "rate_percent > 0 AND rate_percent <= 100", "funding_call_rate_is_percent"
            ),
            CheckConstraint("minimum_partners >= 1", "funding_call_minimum_partners_positive"),
            CheckConstraint(
                "maximum_partner_percent > 0 AND maximum_partner_percent <= 100",
                "funding_call_partner_limit_is_percent",
            ),
            CheckConstraint(
                "published_on IS NOT NULL"
                " OR (awarded_on IS NULL AND withdrawn_on IS NULL AND archived_on IS NULL)",
                "funding_call_published_first",
            ),
            CheckConstraint(
                "awarded_on >= published_on AND withdrawn_on >= published_on"
                " AND archived_on >= published_on",
                "funding_call_dates_in_order",
            ),
            CheckConstraint(
                "awarded_on IS NULL OR withdrawn_on IS NULL", "funding_call_awarded_or_withdrawn"
            ),
        ]


class CallPhase(Row):
    """One window of a call in which proposals are handed in."""

    funding_call: fields.ForeignKeyRelation[FundingCall] = fields.ForeignKeyField(
        "hub.FundingCall", related_name="phases", on_delete=fields.RESTRICT
    )
    funding_call_id: UUID
    number = fields.SmallIntField()
    kind = fields.CharEnumField(CallPhaseKind, max_length=24)
    title = fields.CharField(max_length=160)
    opens_at = fields.DatetimeField(null=True)
    closes_at = fields.DatetimeField(null=True)
    evaluation_on = fields.DateField(null=True)
    ranked_on = fields.DateField(null=True)
    pot = fields.DecimalField(max_digits=14, decimal_places=2, null=True)
    rate_percent = fields.DecimalField(max_digits=5, decimal_places=2, null=True)
    grant_cap = fields.DecimalField(max_digits=14, decimal_places=2, null=True)
    received_count = fields.IntField(null=True)
    admitted_count = fields.IntField(null=True)
    cutoff_score = fields.DecimalField(max_digits=7, decimal_places=2, null=True)

    class Meta(Model.Meta):
        table = "call_phase"
        constraints = [
            UniqueConstraint(fields=("funding_call", "number"), name="call_phase_number_once"),
            CheckConstraint("number >= 1", "call_phase_number_positive"),
            CheckConstraint(
                "closes_at IS NULL OR (opens_at IS NOT NULL AND closes_at > opens_at)",
                "call_phase_closes_after_it_opens",
            ),
            CheckConstraint("ranked_on >= evaluation_on", "call_phase_dates_in_order"),
            CheckConstraint("pot > 0 AND grant_cap > 0", "call_phase_amounts_positive"),
            CheckConstraint(
                "rate_percent > 0 AND rate_percent <= 100", "call_phase_rate_is_percent"
            ),
            CheckConstraint(
                "received_count >= 0 AND admitted_count >= 0", "call_phase_counts_not_negative"
            ),
            CheckConstraint(
                "admitted_count <= received_count", "call_phase_admitted_among_received"
            ),
        ]


class CallRequirement(Row):
    """A condition that an applicant must meet, as a fact and the values that pass."""

    funding_call: fields.ForeignKeyRelation[FundingCall] = fields.ForeignKeyField(
        "hub.FundingCall", related_name="requirements", on_delete=fields.RESTRICT
    )
    funding_call_id: UUID
    number = fields.SmallIntField()
    subject = fields.CharEnumField(RequirementSubject, max_length=24)
    accepted = ArrayField("text", default=list)
    description = fields.CharField(max_length=500)

    class Meta(Model.Meta):
        table = "call_requirement"
        constraints = [
            UniqueConstraint(
                fields=("funding_call", "number"), name="call_requirement_number_once"
            ),
            CheckConstraint(
                "subject = 'OTHER' OR cardinality(accepted) > 0",
                "call_requirement_says_what_passes",
            ),
        ]


class Proposal(EditableRow):
    """What partners hand in to a call."""

    funding_call: fields.ForeignKeyRelation[FundingCall] = fields.ForeignKeyField(
        "hub.FundingCall", related_name="proposals", on_delete=fields.RESTRICT
    )
    funding_call_id: UUID
    phase: fields.ForeignKeyNullableRelation[CallPhase] = fields.ForeignKeyField(
        "hub.CallPhase", related_name="proposals", on_delete=fields.RESTRICT, null=True
    )
    phase_id: UUID | None
    title = fields.CharField(max_length=240)
    acronym = fields.CharField(max_length=40, null=True)
    summary = fields.TextField(null=True)
    protocol_number = fields.CharField(max_length=60, null=True)

    review_on = fields.DateField(null=True)
    submitted_at = fields.DatetimeField(null=True)
    admitted_on = fields.DateField(null=True)
    inadmissible_on = fields.DateField(null=True)
    inadmissible_reason = fields.CharField(max_length=1000, null=True)
    ranked_on = fields.DateField(null=True)
    score = fields.DecimalField(max_digits=7, decimal_places=2, null=True)
    rank = fields.IntField(null=True)
    reserve_on = fields.DateField(null=True)
    funded_on = fields.DateField(null=True)
    not_funded_on = fields.DateField(null=True)
    granted = fields.DecimalField(max_digits=14, decimal_places=2, null=True)
    withdrawn_on = fields.DateField(null=True)

    partners: fields.ReverseRelation["ProposalPartner"]
    integration_requests: fields.ReverseRelation["IntegrationRequest"]

    class Meta(Model.Meta):
        table = "proposal"
        indexes = [
            Index(fields=("funding_call_id", "rank")),
            Index(fields=("phase_id", "rank")),
        ]
        constraints = [
            CheckConstraint("title <> ''", "proposal_named"),
            CheckConstraint(
                "submitted_at IS NOT NULL OR (admitted_on IS NULL AND inadmissible_on IS NULL"
                " AND ranked_on IS NULL AND reserve_on IS NULL AND funded_on IS NULL"
                " AND not_funded_on IS NULL)",
                "proposal_submitted_first",
            ),
            CheckConstraint(
                "admitted_on IS NULL OR inadmissible_on IS NULL", "proposal_admitted_or_not"
            ),
            CheckConstraint("funded_on IS NULL OR not_funded_on IS NULL", "proposal_funded_or_not"),
            CheckConstraint(
                "inadmissible_on IS NULL OR (ranked_on IS NULL AND reserve_on IS NULL"
                " AND funded_on IS NULL AND not_funded_on IS NULL)",
                "proposal_inadmissible_not_ranked",
            ),
            CheckConstraint("funded_on >= reserve_on", "proposal_funded_after_reserve"),
            CheckConstraint("score IS NULL OR ranked_on IS NOT NULL", "proposal_score_when_ranked"),
            CheckConstraint(
                "rank IS NULL OR (rank >= 1 AND ranked_on IS NOT NULL)", "proposal_rank_when_ranked"
            ),
            CheckConstraint("score >= 0", "proposal_score_not_negative"),
            CheckConstraint(
                "granted IS NULL OR (granted > 0 AND funded_on IS NOT NULL)",
                "proposal_granted_when_funded",
            ),
        ]


class IntegrationRequest(Row):
    """A funder's request for further documents on a proposal."""

    proposal: fields.ForeignKeyRelation[Proposal] = fields.ForeignKeyField(
        "hub.Proposal", related_name="integration_requests", on_delete=fields.RESTRICT
    )
    proposal_id: UUID
    requested_on = fields.DateField()
    due_on = fields.DateField(null=True)
    answered_on = fields.DateField(null=True)
    request = fields.TextField()

    class Meta(Model.Meta):
        table = "integration_request"
        indexes = [Index(fields=("proposal_id", "requested_on"))]
        constraints = [
            CheckConstraint(
                "due_on >= requested_on AND answered_on >= requested_on",
                "integration_request_dates_in_order",
            ),
        ]


class ProposalPartner(EditableRow):
    """An organization in a proposal, with its part of the budget and its sign-off."""

    proposal: fields.ForeignKeyRelation[Proposal] = fields.ForeignKeyField(
        "hub.Proposal", related_name="partners", on_delete=fields.RESTRICT
    )
    proposal_id: UUID
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "hub.Organization", related_name="proposal_partners", on_delete=fields.RESTRICT
    )
    organization_id: UUID
    role = fields.CharEnumField(PartnerRole, max_length=16)
    size = fields.CharEnumField(EnterpriseSize, max_length=10, null=True)
    cost = fields.DecimalField(max_digits=14, decimal_places=2, default=Decimal(0))
    requested = fields.DecimalField(max_digits=14, decimal_places=2, default=Decimal(0))
    signed_off_at = fields.DatetimeField(null=True)
    signed_off_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "hub.Person", related_name="proposal_sign_offs", on_delete=fields.RESTRICT, null=True
    )
    signed_off_by_id: UUID | None

    class Meta(Model.Meta):
        table = "proposal_partner"
        indexes = [
            Index(fields=("proposal_id", "role")),
            Index(fields=("organization_id", "proposal_id")),
            Index(fields=("signed_off_by_id",)),
        ]
        constraints = [
            UniqueConstraint(
                fields=("proposal", "organization"), name="proposal_partner_organization_once"
            ),
            UniqueConstraint(
                fields=("proposal",), condition="role = 'LEAD'", name="proposal_partner_one_lead"
            ),
            CheckConstraint("cost >= 0", "proposal_partner_cost_not_negative"),
            CheckConstraint(
                "requested >= 0 AND requested <= cost", "proposal_partner_requested_within_cost"
            ),
            CheckConstraint(
                "role <> 'ASSOCIATED' OR cost = 0", "proposal_partner_associated_without_cost"
            ),
            CheckConstraint(
                "signed_off_by_id IS NULL OR signed_off_at IS NOT NULL",
                "proposal_partner_sign_off_dated",
            ),
        ]
