"""The tables of all areas."""

from tortoise import migrations
from tortoise.migrations import operations as ops
from hub.tables import CreateModels
import functools
from decimal import Decimal
from hub.accounts.terms import LinkPurpose, SessionEnd, SessionKind
from hub.actor import Role
from hub.clock import now
from hub.ids import uuid7
from hub.impact.terms import Unit
from hub.incubation.terms import (
    ApplicationDecision,
    Audience,
    ConflictKind,
    ExitKind,
    ExtensionRequirement,
    FundingKind,
    Metric,
    ProgrammeKind,
    Recommendation,
    RegisterExtensionKind,
    RegisterRequirement,
    RegisterSection,
    Stage,
    StartupRole,
)
from hub.members.terms import (
    AffiliationRole,
    AtecoEdition,
    Decision,
    DocumentKind,
    EnterpriseSize,
    FeeKind,
    Language,
    MembershipCategory,
    OrganizationKind,
    PaymentMethod,
    PeriodKind,
    ProrationBasis,
    ReminderChannel,
    ResignationReason,
    Visibility,
)
from hub.projects.terms import (
    AgreementKind,
    AidRegime,
    AmountBasis,
    CallPhaseKind,
    ClaimKind,
    ClaimState,
    CostCategory,
    DeliverableNature,
    OpportunityKind,
    PartnerRole,
    PartyRole,
    RequirementSubject,
    WorkMode,
)
from hub.spaces.terms import (
    Access,
    BookingKind,
    ClockOffset,
    ConflictChoice,
    LineTechnology,
    OpeningState,
    PriceUnit,
    QuotaHolder,
    QuotaPeriod,
    SkipReason,
    SpaceChange,
    SpaceKind,
    UnitOfCount,
)
from hub.spaces.wall_clock import WallDatetimeField, WallTimeField
from json import dumps, loads
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint


class Migration(migrations.Migration):
    initial = True

    operations = [
        CreateModels(
            [
                ops.CreateModel(
                    name="AuditEntry",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("position", fields.BigIntField(unique=True)),
                        ("act", fields.CharField(max_length=60)),
                        ("account_id", fields.UUIDField(null=True)),
                        ("token_id", fields.UUIDField(null=True)),
                        ("person_id", fields.UUIDField(null=True)),
                        ("request_id", fields.CharField(null=True, max_length=64)),
                        ("subjects", ArrayField(default=list, element_type="UUID")),
                        ("body", fields.TextField(unique=False)),
                        ("previous", fields.CharField(max_length=64)),
                        ("seal", fields.CharField(max_length=64)),
                    ],
                    options={
                        "table": "audit_entry",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="seal ~ '^[0-9a-f]{64}$'", name="audit_entry_seal_format"
                            ),
                            CheckConstraint(
                                check="previous ~ '^[0-9a-f]{64}$'",
                                name="audit_entry_previous_format",
                            ),
                            CheckConstraint(
                                check="position > 0", name="audit_entry_position_positive"
                            ),
                        ],
                        "pk_attr": "id",
                        "table_description": "One act: who did what to which rows. The database refuses to change or delete it.",
                    },
                    bases=["Row"],
                ),
                ops.CreateModel(
                    name="AuditHead",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("name", fields.CharField(unique=True, max_length=10)),
                        ("position", fields.BigIntField()),
                        ("seal", fields.CharField(max_length=64)),
                        ("guard", fields.CharField(max_length=64)),
                    ],
                    options={
                        "table": "audit_head",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(check="name = 'audit'", name="audit_head_only_one")
                        ],
                        "pk_attr": "id",
                        "table_description": "How far the chain of audit entries reaches; one row.",
                    },
                    bases=["Row"],
                ),
                ops.CreateModel(
                    name="BookingConditions",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        ("code", fields.CharField(unique=True, max_length=40)),
                        ("name", fields.CharField(max_length=120)),
                        ("min_minutes", fields.IntField(default=30)),
                        ("max_minutes", fields.IntField(default=480)),
                        ("start_step_minutes", fields.IntField(default=15)),
                        ("min_notice_minutes", fields.IntField(default=0)),
                        ("max_days_ahead", fields.IntField(default=180)),
                        ("min_attendees", fields.IntField(default=1)),
                        ("max_live_bookings", fields.IntField(null=True)),
                        ("buffer_before_minutes", fields.IntField(default=0)),
                        ("buffer_after_minutes", fields.IntField(default=0)),
                        ("waives_buffer_within_organization", fields.BooleanField(default=False)),
                        ("needs_membership", fields.BooleanField(default=True)),
                        ("needs_approval", fields.BooleanField(default=False)),
                        ("holds_while_pending", fields.BooleanField(default=True)),
                        ("decide_minutes_before", fields.IntField(default=0)),
                        ("check_in_opens_minutes", fields.IntField(default=15)),
                        ("check_in_minutes", fields.IntField(null=True)),
                        ("no_show_limit", fields.IntField(null=True)),
                        ("no_show_days", fields.IntField(default=60)),
                        ("no_show_block_days", fields.IntField(default=30)),
                        ("offer_minutes", fields.IntField(default=60)),
                        (
                            "access",
                            fields.CharEnumField(
                                default=Access.UNRESTRICTED,
                                description="UNRESTRICTED: UNRESTRICTED\nCODE: CODE\nKEY: KEY\nSTAFF: STAFF",
                                enum_type=Access,
                                max_length=20,
                            ),
                        ),
                        (
                            "cancellation_steps",
                            fields.JSONField(
                                default=list,
                                encoder=functools.partial(dumps, separators=(",", ":")),
                                decoder=loads,
                            ),
                        ),
                    ],
                    options={
                        "table": "booking_conditions",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'",
                                name="booking_conditions_code_format",
                            ),
                            CheckConstraint(
                                check="min_minutes >= 5 AND max_minutes >= min_minutes AND max_minutes <= 525600",
                                name="booking_conditions_length_in_range",
                            ),
                            CheckConstraint(
                                check="start_step_minutes BETWEEN 5 AND 1440 AND 1440 % start_step_minutes = 0",
                                name="booking_conditions_step_divides_day",
                            ),
                            CheckConstraint(
                                check="least(min_notice_minutes, buffer_before_minutes, buffer_after_minutes, decide_minutes_before, check_in_opens_minutes) >= 0 AND least(max_days_ahead, min_attendees, max_live_bookings, check_in_minutes, offer_minutes, no_show_limit, no_show_days, no_show_block_days) >= 1",
                                name="booking_conditions_numbers_in_range",
                            ),
                            CheckConstraint(
                                check="jsonb_typeof(cancellation_steps) = 'array' AND NOT jsonb_path_exists(cancellation_steps, 'strict $[*] ? (@.type() != \"object\")') AND NOT jsonb_path_exists(cancellation_steps, '$[*] ? (!(@.minutes_before.type() == \"number\" && @.minutes_before >= 0 && @.minutes_before <= 525600 && @.minutes_before.floor() == @.minutes_before && @.percent.type() == \"number\" && @.percent >= 0 && @.percent <= 100 && @.percent.floor() == @.percent))')",
                                name="booking_conditions_steps_format",
                            ),
                        ],
                        "pk_attr": "id",
                        "table_description": "The conditions on which spaces are booked: limits, preparation, approval, cancellation.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="Competence",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        ("code", fields.CharField(unique=True, max_length=40)),
                        ("name", fields.CharField(max_length=120)),
                        ("name_it", fields.CharField(max_length=120)),
                        (
                            "parent",
                            fields.ForeignKeyField(
                                "hub.Competence",
                                source_field="parent_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="children",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                    ],
                    options={
                        "table": "competence",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="code ~ '^[a-z0-9]+([.-][a-z0-9]+)*$'",
                                name="competence_code_format",
                            ),
                            CheckConstraint(
                                check="parent_id <> id", name="competence_not_own_parent"
                            ),
                        ],
                        "indexes": [Index(fields=["parent_id", "code"])],
                        "pk_attr": "id",
                        "table_description": "An entry of the taxonomy of what organizations and people can do.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="Figure",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        ("key", fields.CharField(max_length=60)),
                        ("amount", fields.DecimalField(max_digits=16, decimal_places=2)),
                        (
                            "unit",
                            fields.CharEnumField(
                                description="ORGANIZATIONS: ORGANIZATIONS\nCOMPANIES: COMPANIES\nPEOPLE: PEOPLE\nSTARTUPS: STARTUPS\nSITES: SITES\nSPACES: SPACES\nDESKS: DESKS\nPROJECTS: PROJECTS\nPROPOSALS: PROPOSALS\nAGREEMENTS: AGREEMENTS\nEURO: EURO\nPERCENT: PERCENT\nPOINTS: POINTS\nSQUARE_METRES: SQUARE_METRES\nSQUARE_KILOMETRES: SQUARE_KILOMETRES\nSUBSCRIBERS: SUBSCRIBERS\nPROPERTY_UNITS: PROPERTY_UNITS\nSTREET_NUMBERS: STREET_NUMBERS",
                                enum_type=Unit,
                                max_length=20,
                            ),
                        ),
                        ("stated_on", fields.DateField()),
                        ("definition", fields.CharField(max_length=500)),
                        ("source", fields.CharField(max_length=200)),
                        ("url", fields.CharField(null=True, max_length=300)),
                        ("is_approximate", fields.BooleanField(default=False)),
                    ],
                    options={
                        "table": "figure",
                        "app": "hub",
                        "constraints": [
                            UniqueConstraint(
                                fields=("key", "unit", "stated_on", "source"),
                                name="figure_once_per_source",
                            ),
                            CheckConstraint(
                                check="key ~ '^[A-Z][A-Z0-9_]*$'", name="figure_key_format"
                            ),
                            CheckConstraint(
                                check="definition <> '' AND source <> ''", name="figure_explained"
                            ),
                        ],
                        "indexes": [Index(fields=["stated_on", "key"])],
                        "pk_attr": "id",
                        "table_description": "A number that a source states about a day; a later statement is another row.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="KeptAnswer",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("actor", fields.CharField(max_length=80)),
                        ("key", fields.CharField(max_length=255)),
                        ("act", fields.CharField(max_length=60)),
                        ("fingerprint", fields.CharField(max_length=64)),
                        (
                            "outcome",
                            fields.JSONField(
                                null=True,
                                encoder=functools.partial(dumps, separators=(",", ":")),
                                decoder=loads,
                            ),
                        ),
                    ],
                    options={
                        "table": "kept_answer",
                        "app": "hub",
                        "unique_together": (("actor", "key"),),
                        "indexes": [Index(fields=["created_at"])],
                        "pk_attr": "id",
                        "table_description": "What a write answered under an idempotency key, for whoever sends it again.",
                    },
                    bases=["Row"],
                ),
                ops.CreateModel(
                    name="MembershipType",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        ("code", fields.CharField(unique=True, max_length=40)),
                        ("name", fields.CharField(max_length=120)),
                        ("name_it", fields.CharField(max_length=120)),
                        ("description", fields.TextField(null=True, unique=False)),
                        (
                            "category",
                            fields.CharEnumField(
                                description="FOUNDER: FOUNDER\nORDINARY: ORDINARY\nSUPPORTING: SUPPORTING\nINSTITUTIONAL: INSTITUTIONAL\nCO_WORKER: CO_WORKER",
                                enum_type=MembershipCategory,
                                max_length=20,
                            ),
                        ),
                        (
                            "period_kind",
                            fields.CharEnumField(
                                description="ROLLING: ROLLING\nCALENDAR: CALENDAR",
                                enum_type=PeriodKind,
                                max_length=10,
                            ),
                        ),
                        ("period_months", fields.SmallIntField(default=12)),
                        ("rollover_days", fields.SmallIntField(default=0)),
                        ("grace_days", fields.SmallIntField(default=30)),
                        ("notice_days", fields.SmallIntField(default=0)),
                        ("seats", fields.IntField(null=True)),
                        ("yearly_fee", fields.DecimalField(max_digits=14, decimal_places=2)),
                        (
                            "joining_fee",
                            fields.DecimalField(default=0, max_digits=14, decimal_places=2),
                        ),
                        (
                            "capital_share",
                            fields.DecimalField(default=0, max_digits=14, decimal_places=2),
                        ),
                        ("offered_from", fields.DateField()),
                        ("offered_until", fields.DateField(null=True)),
                        ("required_documents", ArrayField(default=list, element_type="TEXT")),
                    ],
                    options={
                        "table": "membership_type",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'",
                                name="membership_type_code_format",
                            ),
                            CheckConstraint(
                                check="yearly_fee >= 0 AND joining_fee >= 0 AND capital_share >= 0",
                                name="membership_type_amounts_not_negative",
                            ),
                            CheckConstraint(
                                check="grace_days BETWEEN 0 AND 366 AND notice_days BETWEEN 0 AND 366 AND rollover_days BETWEEN 0 AND 366 AND seats >= 0",
                                name="membership_type_counts_in_range",
                            ),
                            CheckConstraint(
                                check="period_months BETWEEN 1 AND 120 AND (period_kind <> 'CALENDAR' OR period_months = 12)",
                                name="membership_type_period_length",
                            ),
                            CheckConstraint(
                                check="offered_until > offered_from",
                                name="membership_type_offer_in_order",
                            ),
                            CheckConstraint(
                                check="required_documents <@ ARRAY['APPLICATION', 'STATUTE', 'REGISTER_EXTRACT', 'RESOLUTION', 'TAX_CLEARANCE', 'IDENTITY', 'INSURANCE', 'OTHER']::text[]",
                                name="membership_type_documents_known",
                            ),
                        ],
                        "pk_attr": "id",
                        "table_description": "What a party may become: its fee, its days of grace, its seats.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="Organization",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "kind",
                            fields.CharEnumField(
                                description="COMPANY: COMPANY\nCONSORTIUM: CONSORTIUM\nPUBLIC_BODY: PUBLIC_BODY\nUNIVERSITY: UNIVERSITY\nRESEARCH_BODY: RESEARCH_BODY\nUTILITY: UTILITY\nASSOCIATION: ASSOCIATION\nFOUNDATION: FOUNDATION\nSCHOOL: SCHOOL",
                                enum_type=OrganizationKind,
                                max_length=20,
                            ),
                        ),
                        ("name", fields.CharField(max_length=120)),
                        ("legal_name", fields.CharField(max_length=200)),
                        ("legal_form", fields.CharField(null=True, max_length=80)),
                        ("legal_form_code", fields.CharField(null=True, max_length=6)),
                        ("vat_number", fields.CharField(null=True, unique=True, max_length=15)),
                        ("fiscal_code", fields.CharField(null=True, unique=True, max_length=16)),
                        ("rea", fields.CharField(null=True, unique=True, max_length=10)),
                        ("pec", fields.CharField(null=True, unique=True, max_length=254)),
                        ("sdi_code", fields.CharField(null=True, max_length=7)),
                        ("ipa_code", fields.CharField(null=True, unique=True, max_length=20)),
                        ("ateco_code", fields.CharField(null=True, max_length=8)),
                        (
                            "ateco_edition",
                            fields.CharEnumField(
                                null=True,
                                description="ATECO_2007: ATECO_2007\nATECO_2025: ATECO_2025",
                                enum_type=AtecoEdition,
                                max_length=10,
                            ),
                        ),
                        (
                            "size",
                            fields.CharEnumField(
                                null=True,
                                description="MICRO: MICRO\nSMALL: SMALL\nMEDIUM: MEDIUM\nLARGE: LARGE",
                                enum_type=EnterpriseSize,
                                max_length=10,
                            ),
                        ),
                        ("sector", fields.CharField(null=True, max_length=80)),
                        ("founded_on", fields.DateField(null=True)),
                        ("dissolved_on", fields.DateField(null=True)),
                        ("street", fields.CharField(null=True, max_length=160)),
                        ("postal_code", fields.CharField(null=True, max_length=10)),
                        ("municipality", fields.CharField(null=True, max_length=80)),
                        ("istat_code", fields.CharField(null=True, max_length=6)),
                        ("province", fields.CharField(null=True, max_length=2)),
                        ("country", fields.CharField(default="IT", max_length=2)),
                        ("email", fields.CharField(null=True, max_length=254)),
                        ("phone", fields.CharField(null=True, max_length=24)),
                        ("website", fields.CharField(null=True, max_length=300)),
                        ("description", fields.TextField(null=True, unique=False)),
                        (
                            "listing",
                            fields.CharEnumField(
                                default=Visibility.MEMBERS,
                                description="PUBLIC: PUBLIC\nMEMBERS: MEMBERS\nPRIVATE: PRIVATE",
                                enum_type=Visibility,
                                max_length=10,
                            ),
                        ),
                        (
                            "visibility",
                            fields.JSONField(
                                default=dict,
                                encoder=functools.partial(dumps, separators=(",", ":")),
                                decoder=loads,
                            ),
                        ),
                        (
                            "locked_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("is_invented", fields.BooleanField(default=False)),
                        (
                            "merged_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "parent",
                            fields.ForeignKeyField(
                                "hub.Organization",
                                source_field="parent_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="subsidiaries",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "merged_into",
                            fields.ForeignKeyField(
                                "hub.Organization",
                                source_field="merged_into_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="merged",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "competences",
                            fields.ManyToManyField(
                                "hub.Competence",
                                unique=True,
                                db_constraint=True,
                                through="organization_competence",
                                forward_key="competence_id",
                                backward_key="organization_id",
                                related_name="organizations",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                    ],
                    options={
                        "table": "organization",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="name <> '' AND legal_name <> ''",
                                name="organization_names_given",
                            ),
                            CheckConstraint(
                                check="parent_id <> id", name="organization_not_own_parent"
                            ),
                            CheckConstraint(
                                check="country ~ '^[A-Z]{2}$'", name="organization_country_format"
                            ),
                            CheckConstraint(
                                check="(country = 'IT' AND vat_number ~ '^[0-9]{11}$') OR (country <> 'IT' AND vat_number ~ '^[A-Z]{2}[0-9A-Z]{2,13}$')",
                                name="organization_vat_number_format",
                            ),
                            CheckConstraint(
                                check="fiscal_code ~ '^([0-9]{11}|[A-Z0-9]{16})$'",
                                name="organization_fiscal_code_format",
                            ),
                            CheckConstraint(
                                check="rea ~ '^[A-Z]{2}-[0-9]{1,7}$'",
                                name="organization_rea_format",
                            ),
                            CheckConstraint(
                                check="pec = lower(pec) AND pec ~ '^[^@[:space:]]+@[^@[:space:]]+\\.[^@[:space:]]+$'",
                                name="organization_pec_format",
                            ),
                            CheckConstraint(
                                check="sdi_code ~ '^[A-Z0-9]{6,7}$'",
                                name="organization_sdi_code_format",
                            ),
                            CheckConstraint(
                                check="legal_form_code ~ '^[0-9][.][0-9][.][0-9]{2}$'",
                                name="organization_legal_form_code_format",
                            ),
                            CheckConstraint(
                                check="(ateco_code IS NULL) = (ateco_edition IS NULL) AND ateco_code ~ '^[0-9]{2}([.][0-9]{1,2}([.][0-9]{1,2})?)?$'",
                                name="organization_ateco_code_format",
                            ),
                            CheckConstraint(
                                check="istat_code ~ '^[0-9]{6}$'",
                                name="organization_istat_code_format",
                            ),
                            CheckConstraint(
                                check="province ~ '^[A-Z]{2}$'", name="organization_province_format"
                            ),
                            CheckConstraint(
                                check="country <> 'IT' OR postal_code ~ '^[0-9]{5}$'",
                                name="organization_postal_code_format",
                            ),
                            CheckConstraint(
                                check="email = lower(email) AND email ~ '^[^@[:space:]]+@[^@[:space:]]+\\.[^@[:space:]]+$'",
                                name="organization_email_format",
                            ),
                            CheckConstraint(
                                check="dissolved_on >= founded_on",
                                name="organization_dates_in_order",
                            ),
                            CheckConstraint(
                                check='jsonb_typeof(visibility) = \'object\' AND NOT jsonb_path_exists(visibility, \'$.* ? (@.type() != "string" || (@ != "PUBLIC" && @ != "MEMBERS" && @ != "PRIVATE"))\')',
                                name="organization_visibility_terms",
                            ),
                            CheckConstraint(
                                check="merged_into_id <> id",
                                name="organization_not_merged_into_itself",
                            ),
                            CheckConstraint(
                                check="(merged_at IS NULL) = (merged_into_id IS NULL) AND (merged_at IS NULL OR (listing = 'PRIVATE' AND num_nonnulls(vat_number, fiscal_code, rea, pec, ipa_code) = 0))",
                                name="organization_merged_is_bare",
                            ),
                        ],
                        "indexes": [
                            Index(fields=["parent_id"]),
                            Index(fields=["merged_into_id"]),
                            Index(fields=["kind", "id"]),
                            Index(fields=["listing", "id"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "A company, a public body, a university, a utility, an association.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="Allowance",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "organization",
                            fields.ForeignKeyField(
                                "hub.Organization",
                                source_field="organization_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="allowances",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "kind",
                            fields.CharEnumField(
                                description="BUILDING: BUILDING\nFLOOR: FLOOR\nOPEN_SPACE: OPEN_SPACE\nDESK: DESK\nOFFICE: OFFICE\nMEETING_ROOM: MEETING_ROOM\nHALL: HALL\nCLASSROOM: CLASSROOM\nLAB: LAB\nSTUDIO: STUDIO\nOUTDOORS: OUTDOORS\nPARKING: PARKING\nEQUIPMENT: EQUIPMENT",
                                enum_type=SpaceKind,
                                max_length=20,
                            ),
                        ),
                        ("minutes_per_month", fields.IntField()),
                        ("starts_on", fields.DateField()),
                        ("ends_on", fields.DateField(null=True)),
                    ],
                    options={
                        "table": "allowance",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="minutes_per_month >= 0",
                                name="allowance_minutes_not_negative",
                            ),
                            CheckConstraint(
                                check="ends_on >= starts_on", name="allowance_period_in_order"
                            ),
                        ],
                        "indexes": [Index(fields=["organization_id", "starts_on"])],
                        "pk_attr": "id",
                        "table_description": "The minutes a month that an organization's people may use of one kind of space, together.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="FundingCall",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        ("code", fields.CharField(unique=True, max_length=40)),
                        ("title", fields.CharField(max_length=240)),
                        ("description", fields.TextField(null=True, unique=False)),
                        ("funder_name", fields.CharField(max_length=200)),
                        (
                            "funder",
                            fields.ForeignKeyField(
                                "hub.Organization",
                                source_field="funder_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="funded_calls",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("scheme", fields.CharField(null=True, max_length=160)),
                        ("legal_basis", fields.CharField(null=True, max_length=240)),
                        (
                            "aid_regime",
                            fields.CharEnumField(
                                default=AidRegime.NOT_STATED,
                                description="DE_MINIMIS: DE_MINIMIS\nBLOCK_EXEMPTION: BLOCK_EXEMPTION\nEU_PROGRAMME: EU_PROGRAMME\nNOT_AID: NOT_AID\nNOT_STATED: NOT_STATED",
                                enum_type=AidRegime,
                                max_length=20,
                            ),
                        ),
                        ("website", fields.CharField(null=True, max_length=300)),
                        ("pot", fields.DecimalField(null=True, max_digits=14, decimal_places=2)),
                        (
                            "rate_percent",
                            fields.DecimalField(null=True, max_digits=5, decimal_places=2),
                        ),
                        (
                            "grant_cap",
                            fields.DecimalField(null=True, max_digits=14, decimal_places=2),
                        ),
                        (
                            "minimum_cost",
                            fields.DecimalField(null=True, max_digits=14, decimal_places=2),
                        ),
                        ("minimum_partners", fields.SmallIntField(null=True)),
                        (
                            "maximum_partner_percent",
                            fields.DecimalField(null=True, max_digits=5, decimal_places=2),
                        ),
                        ("needs_research_body", fields.BooleanField(default=False)),
                        ("published_on", fields.DateField(null=True)),
                        ("awarded_on", fields.DateField(null=True)),
                        ("withdrawn_on", fields.DateField(null=True)),
                        ("archived_on", fields.DateField(null=True)),
                    ],
                    options={
                        "table": "funding_call",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="code <> '' AND title <> ''", name="funding_call_named"
                            ),
                            CheckConstraint(
                                check="pot > 0 AND grant_cap > 0",
                                name="funding_call_amounts_positive",
                            ),
                            CheckConstraint(
                                check="minimum_cost >= 0",
                                name="funding_call_minimum_cost_not_negative",
                            ),
                            CheckConstraint(
                                check="grant_cap <= pot", name="funding_call_cap_within_pot"
                            ),
                            CheckConstraint(
                                check="rate_percent > 0 AND rate_percent <= 100",
                                name="funding_call_rate_is_percent",
                            ),
                            CheckConstraint(
                                check="minimum_partners >= 1",
                                name="funding_call_minimum_partners_positive",
                            ),
                            CheckConstraint(
                                check="maximum_partner_percent > 0 AND maximum_partner_percent <= 100",
                                name="funding_call_partner_limit_is_percent",
                            ),
                            CheckConstraint(
                                check="published_on IS NOT NULL OR (awarded_on IS NULL AND withdrawn_on IS NULL AND archived_on IS NULL)",
                                name="funding_call_published_first",
                            ),
                            CheckConstraint(
                                check="awarded_on >= published_on AND withdrawn_on >= published_on AND archived_on >= published_on",
                                name="funding_call_dates_in_order",
                            ),
                            CheckConstraint(
                                check="awarded_on IS NULL OR withdrawn_on IS NULL",
                                name="funding_call_awarded_or_withdrawn",
                            ),
                        ],
                        "indexes": [Index(fields=["funder_id", "published_on"])],
                        "pk_attr": "id",
                        "table_description": "A notice by which a funder offers grants.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="CallPhase",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "funding_call",
                            fields.ForeignKeyField(
                                "hub.FundingCall",
                                source_field="funding_call_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="phases",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("number", fields.SmallIntField()),
                        (
                            "kind",
                            fields.CharEnumField(
                                description="EXPRESSION_OF_INTEREST: EXPRESSION_OF_INTEREST\nOUTLINE: OUTLINE\nFULL_PROPOSAL: FULL_PROPOSAL\nEXECUTIVE_PROJECT: EXECUTIVE_PROJECT",
                                enum_type=CallPhaseKind,
                                max_length=24,
                            ),
                        ),
                        ("title", fields.CharField(max_length=160)),
                        (
                            "opens_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "closes_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("evaluation_on", fields.DateField(null=True)),
                        ("ranked_on", fields.DateField(null=True)),
                        ("pot", fields.DecimalField(null=True, max_digits=14, decimal_places=2)),
                        (
                            "rate_percent",
                            fields.DecimalField(null=True, max_digits=5, decimal_places=2),
                        ),
                        (
                            "grant_cap",
                            fields.DecimalField(null=True, max_digits=14, decimal_places=2),
                        ),
                        ("received_count", fields.IntField(null=True)),
                        ("admitted_count", fields.IntField(null=True)),
                        (
                            "cutoff_score",
                            fields.DecimalField(null=True, max_digits=7, decimal_places=2),
                        ),
                    ],
                    options={
                        "table": "call_phase",
                        "app": "hub",
                        "constraints": [
                            UniqueConstraint(
                                fields=("funding_call", "number"), name="call_phase_number_once"
                            ),
                            CheckConstraint(check="number >= 1", name="call_phase_number_positive"),
                            CheckConstraint(
                                check="closes_at IS NULL OR (opens_at IS NOT NULL AND closes_at > opens_at)",
                                name="call_phase_closes_after_it_opens",
                            ),
                            CheckConstraint(
                                check="ranked_on >= evaluation_on", name="call_phase_dates_in_order"
                            ),
                            CheckConstraint(
                                check="pot > 0 AND grant_cap > 0",
                                name="call_phase_amounts_positive",
                            ),
                            CheckConstraint(
                                check="rate_percent > 0 AND rate_percent <= 100",
                                name="call_phase_rate_is_percent",
                            ),
                            CheckConstraint(
                                check="received_count >= 0 AND admitted_count >= 0",
                                name="call_phase_counts_not_negative",
                            ),
                            CheckConstraint(
                                check="admitted_count <= received_count",
                                name="call_phase_admitted_among_received",
                            ),
                        ],
                        "pk_attr": "id",
                        "table_description": "One window of a call in which proposals are handed in.",
                    },
                    bases=["Row"],
                ),
                ops.CreateModel(
                    name="CallRequirement",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "funding_call",
                            fields.ForeignKeyField(
                                "hub.FundingCall",
                                source_field="funding_call_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="requirements",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("number", fields.SmallIntField()),
                        (
                            "subject",
                            fields.CharEnumField(
                                description="ORGANIZATION_KIND: ORGANIZATION_KIND\nENTERPRISE_SIZE: ENTERPRISE_SIZE\nLEGAL_FORM: LEGAL_FORM\nACTIVITY: ACTIVITY\nSEAT: SEAT\nREGISTER_SECTION: REGISTER_SECTION\nMAXIMUM_AGE: MAXIMUM_AGE\nOTHER: OTHER",
                                enum_type=RequirementSubject,
                                max_length=24,
                            ),
                        ),
                        ("accepted", ArrayField(default=list, element_type="TEXT")),
                        ("description", fields.CharField(max_length=500)),
                    ],
                    options={
                        "table": "call_requirement",
                        "app": "hub",
                        "constraints": [
                            UniqueConstraint(
                                fields=("funding_call", "number"),
                                name="call_requirement_number_once",
                            ),
                            CheckConstraint(
                                check="subject = 'OTHER' OR cardinality(accepted) > 0",
                                name="call_requirement_says_what_passes",
                            ),
                        ],
                        "pk_attr": "id",
                        "table_description": "A condition that an applicant must meet, as a fact and the values that pass.",
                    },
                    bases=["Row"],
                ),
                ops.CreateModel(
                    name="Headcount",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "organization",
                            fields.ForeignKeyField(
                                "hub.Organization",
                                source_field="organization_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="headcounts",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("year", fields.SmallIntField()),
                        ("counted_on", fields.DateField()),
                        ("employees", fields.IntField()),
                        (
                            "full_time_equivalents",
                            fields.DecimalField(null=True, max_digits=8, decimal_places=2),
                        ),
                        ("is_estimate", fields.BooleanField(default=False)),
                        ("source", fields.CharField(max_length=200)),
                    ],
                    options={
                        "table": "headcount",
                        "app": "hub",
                        "constraints": [
                            UniqueConstraint(
                                fields=("organization_id", "counted_on", "source"),
                                name="headcount_once_per_source",
                            ),
                            CheckConstraint(
                                check="employees >= 0 AND full_time_equivalents >= 0",
                                name="headcount_not_negative",
                            ),
                        ],
                        "indexes": [Index(fields=["organization_id", "counted_on"])],
                        "pk_attr": "id",
                        "table_description": "How many people an organization employed on a day, and who says so.",
                    },
                    bases=["Row"],
                ),
                ops.CreateModel(
                    name="OutboxEvent",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("kind", fields.CharField(max_length=60)),
                        ("subject_id", fields.UUIDField(null=True)),
                        (
                            "payload",
                            fields.JSONField(
                                default=dict,
                                encoder=functools.partial(dumps, separators=(",", ":")),
                                decoder=loads,
                            ),
                        ),
                        ("due_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        ("attempts", fields.IntField(default=0)),
                        (
                            "done_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "dropped_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("error", fields.CharField(null=True, max_length=200)),
                    ],
                    options={
                        "table": "outbox_event",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="num_nonnulls(done_at, dropped_at) < 2",
                                name="outbox_event_end",
                            )
                        ],
                        "indexes": [Index(fields=["subject_id"]), Index(fields=["created_at"])],
                        "pk_attr": "id",
                        "table_description": "That something happened, kept in its transaction until it is told; nobody is named readably.",
                    },
                    bases=["Row"],
                ),
                ops.CreateModel(
                    name="Person",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        ("given_name", fields.CharField(max_length=80)),
                        ("family_name", fields.CharField(max_length=80)),
                        ("name", fields.CharField(max_length=161)),
                        ("headline", fields.CharField(null=True, max_length=160)),
                        ("bio", fields.TextField(null=True, unique=False)),
                        ("email", fields.CharField(null=True, unique=True, max_length=254)),
                        ("phone", fields.CharField(null=True, max_length=24)),
                        ("website", fields.CharField(null=True, max_length=300)),
                        ("fiscal_code", fields.CharField(null=True, unique=True, max_length=16)),
                        ("born_on", fields.DateField(null=True)),
                        ("birth_place_code", fields.CharField(null=True, max_length=4)),
                        (
                            "language",
                            fields.CharEnumField(
                                default=Language.IT,
                                description="IT: IT\nEN: EN",
                                enum_type=Language,
                                max_length=2,
                            ),
                        ),
                        (
                            "listing",
                            fields.CharEnumField(
                                default=Visibility.PRIVATE,
                                description="PUBLIC: PUBLIC\nMEMBERS: MEMBERS\nPRIVATE: PRIVATE",
                                enum_type=Visibility,
                                max_length=10,
                            ),
                        ),
                        (
                            "visibility",
                            fields.JSONField(
                                default=dict,
                                encoder=functools.partial(dumps, separators=(",", ":")),
                                decoder=loads,
                            ),
                        ),
                        (
                            "erased_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("is_invented", fields.BooleanField(default=False)),
                        (
                            "merged_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "merged_into",
                            fields.ForeignKeyField(
                                "hub.Person",
                                source_field="merged_into_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="merged",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "competences",
                            fields.ManyToManyField(
                                "hub.Competence",
                                unique=True,
                                db_constraint=True,
                                through="person_competence",
                                forward_key="competence_id",
                                backward_key="person_id",
                                related_name="people",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                    ],
                    options={
                        "table": "person",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(check="name <> ''", name="person_name_given"),
                            CheckConstraint(
                                check="email = lower(email) AND email ~ '^[^@[:space:]]+@[^@[:space:]]+\\.[^@[:space:]]+$'",
                                name="person_email_format",
                            ),
                            CheckConstraint(
                                check="fiscal_code ~ '^[A-Z0-9]{16}$'",
                                name="person_fiscal_code_format",
                            ),
                            CheckConstraint(
                                check="birth_place_code ~ '^[A-Z][0-9]{3}$'",
                                name="person_birth_place_format",
                            ),
                            CheckConstraint(
                                check='jsonb_typeof(visibility) = \'object\' AND NOT jsonb_path_exists(visibility, \'$.* ? (@.type() != "string" || (@ != "PUBLIC" && @ != "MEMBERS" && @ != "PRIVATE"))\')',
                                name="person_visibility_terms",
                            ),
                            CheckConstraint(
                                check="erased_at IS NULL OR (listing = 'PRIVATE' AND num_nonnulls(headline, bio, email, phone, website, fiscal_code, born_on, birth_place_code) = 0)",
                                name="person_erased_is_empty",
                            ),
                            CheckConstraint(
                                check="merged_into_id <> id", name="person_not_merged_into_itself"
                            ),
                            CheckConstraint(
                                check="(merged_at IS NULL) = (merged_into_id IS NULL) AND (merged_at IS NULL OR (listing = 'PRIVATE' AND num_nonnulls(email, phone, fiscal_code, born_on, birth_place_code) = 0))",
                                name="person_merged_is_bare",
                            ),
                        ],
                        "indexes": [
                            Index(fields=["listing", "id"]),
                            Index(fields=["merged_into_id"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "A person known to the hub; private unless they say otherwise.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="Account",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "person",
                            fields.OneToOneField(
                                "hub.Person",
                                source_field="person_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="account",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("email", fields.CharField(unique=True, max_length=254)),
                        (
                            "verified_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "disabled_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("password_hash", fields.CharField(null=True, max_length=200)),
                        ("totp_secret", fields.CharField(null=True, max_length=300)),
                        (
                            "totp_confirmed_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("totp_last_step", fields.BigIntField(null=True)),
                    ],
                    options={
                        "table": "account",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="email = lower(email) AND email ~ '^[^@[:space:]]+@[^@[:space:]]+\\.[^@[:space:]]+$'",
                                name="account_email_format",
                            ),
                            CheckConstraint(
                                check="totp_confirmed_at IS NULL OR totp_secret IS NOT NULL",
                                name="account_totp_secret_kept",
                            ),
                        ],
                        "pk_attr": "id",
                        "table_description": "The identity with which a person signs in.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="AccountingPeriod",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("starts_on", fields.DateField()),
                        ("ends_on", fields.DateField()),
                        ("closed_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "closed_by",
                            fields.ForeignKeyField(
                                "hub.Person",
                                source_field="closed_by_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="closed_periods",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                    ],
                    options={
                        "table": "accounting_period",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="ends_on > starts_on", name="accounting_period_in_order"
                            )
                        ],
                        "indexes": [Index(fields=["starts_on"]), Index(fields=["closed_by_id"])],
                        "pk_attr": "id",
                        "table_description": "Days whose accounts are closed: no line issued, credited or paid on them ever changes.",
                    },
                    bases=["Row"],
                ),
                ops.CreateModel(
                    name="Affiliation",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "person",
                            fields.ForeignKeyField(
                                "hub.Person",
                                source_field="person_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="affiliations",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "organization",
                            fields.ForeignKeyField(
                                "hub.Organization",
                                source_field="organization_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="affiliations",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "role",
                            fields.CharEnumField(
                                description="LEGAL_REPRESENTATIVE: LEGAL_REPRESENTATIVE\nOWNER: OWNER\nBOARD_MEMBER: BOARD_MEMBER\nEMPLOYEE: EMPLOYEE\nCOLLABORATOR: COLLABORATOR\nRESEARCHER: RESEARCHER\nSTUDENT: STUDENT\nTRAINEE: TRAINEE",
                                enum_type=AffiliationRole,
                                max_length=30,
                            ),
                        ),
                        ("title", fields.CharField(null=True, max_length=120)),
                        ("purposes", ArrayField(default=list, element_type="TEXT")),
                        ("is_lead", fields.BooleanField(default=False)),
                        ("is_administrator", fields.BooleanField(default=False)),
                        ("has_seat", fields.BooleanField(default=False)),
                        ("starts_on", fields.DateField()),
                        ("ends_on", fields.DateField(null=True)),
                    ],
                    options={
                        "table": "affiliation",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="ends_on >= starts_on", name="affiliation_period_in_order"
                            ),
                            CheckConstraint(
                                check="purposes <@ ARRAY['PRIMARY', 'ADMINISTRATIVE', 'FINANCIAL', 'TECHNICAL', 'LEGAL', 'MARKETING', 'PROJECTS', 'SPACES']::text[]",
                                name="affiliation_purposes_known",
                            ),
                        ],
                        "indexes": [
                            Index(fields=["person_id", "starts_on"]),
                            Index(fields=["organization_id", "starts_on"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "That a person belongs to an organization, from one day to another.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="ConsentRecord",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "person",
                            fields.ForeignKeyField(
                                "hub.Person",
                                source_field="person_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="consents",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "organization",
                            fields.ForeignKeyField(
                                "hub.Organization",
                                source_field="organization_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="consents",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("field", fields.CharField(max_length=40)),
                        (
                            "previous",
                            fields.CharEnumField(
                                null=True,
                                description="PUBLIC: PUBLIC\nMEMBERS: MEMBERS\nPRIVATE: PRIVATE",
                                enum_type=Visibility,
                                max_length=10,
                            ),
                        ),
                        (
                            "chosen",
                            fields.CharEnumField(
                                description="PUBLIC: PUBLIC\nMEMBERS: MEMBERS\nPRIVATE: PRIVATE",
                                enum_type=Visibility,
                                max_length=10,
                            ),
                        ),
                        ("recorded_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "recorded_by",
                            fields.ForeignKeyField(
                                "hub.Person",
                                source_field="recorded_by_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="recorded_consents",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("source", fields.CharField(max_length=120)),
                    ],
                    options={
                        "table": "consent_record",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="num_nonnulls(person_id, organization_id) = 1",
                                name="consent_record_one_party",
                            )
                        ],
                        "indexes": [
                            Index(fields=["person_id", "recorded_at"]),
                            Index(fields=["organization_id", "recorded_at"]),
                            Index(fields=["recorded_by_id"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "One change of what a party shares, and with whom: a log that is only added to.",
                    },
                    bases=["Row"],
                ),
                ops.CreateModel(
                    name="Identity",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "account",
                            fields.ForeignKeyField(
                                "hub.Account",
                                source_field="account_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="identities",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("issuer", fields.CharField(max_length=300)),
                        ("subject", fields.CharField(max_length=255)),
                        (
                            "used_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                    ],
                    options={
                        "table": "identity",
                        "app": "hub",
                        "unique_together": (("issuer", "subject"),),
                        "indexes": [Index(fields=["account_id"])],
                        "pk_attr": "id",
                        "table_description": "An account at an identity provider that opens an account here.",
                    },
                    bases=["Row"],
                ),
                ops.CreateModel(
                    name="Invitation",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        ("email", fields.CharField(max_length=254)),
                        (
                            "language",
                            fields.CharEnumField(
                                default=Language.IT,
                                description="IT: IT\nEN: EN",
                                enum_type=Language,
                                max_length=2,
                            ),
                        ),
                        (
                            "organization",
                            fields.ForeignKeyField(
                                "hub.Organization",
                                source_field="organization_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="invitations",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "affiliation_role",
                            fields.CharEnumField(
                                null=True,
                                description="LEGAL_REPRESENTATIVE: LEGAL_REPRESENTATIVE\nOWNER: OWNER\nBOARD_MEMBER: BOARD_MEMBER\nEMPLOYEE: EMPLOYEE\nCOLLABORATOR: COLLABORATOR\nRESEARCHER: RESEARCHER\nSTUDENT: STUDENT\nTRAINEE: TRAINEE",
                                enum_type=AffiliationRole,
                                max_length=25,
                            ),
                        ),
                        ("title", fields.CharField(null=True, max_length=120)),
                        ("is_administrator", fields.BooleanField(default=False)),
                        (
                            "role",
                            fields.CharEnumField(
                                null=True,
                                description="DIRECTION: DIRECTION\nFRONT_DESK: FRONT_DESK\nINCUBATION: INCUBATION\nPROJECTS: PROJECTS\nOBSERVER: OBSERVER\nADMINISTRATOR: ADMINISTRATOR\nMEMBER: MEMBER",
                                enum_type=Role,
                                max_length=20,
                            ),
                        ),
                        ("role_ends_on", fields.DateField(null=True)),
                        (
                            "invited_by",
                            fields.ForeignKeyField(
                                "hub.Account",
                                source_field="invited_by_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="sent_invitations",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("expires_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "accepted_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "accepted_by",
                            fields.ForeignKeyField(
                                "hub.Account",
                                source_field="accepted_by_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="accepted_invitations",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "declined_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "revoked_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                    ],
                    options={
                        "table": "invitation",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="email = '' OR email = lower(email) AND email ~ '^[^@[:space:]]+@[^@[:space:]]+\\.[^@[:space:]]+$'",
                                name="invitation_email_format",
                            ),
                            CheckConstraint(
                                check="(organization_id IS NULL) = (affiliation_role IS NULL) AND num_nonnulls(organization_id, role) = 1",
                                name="invitation_to_one_thing",
                            ),
                            CheckConstraint(
                                check="role IN ('DIRECTION', 'FRONT_DESK', 'INCUBATION', 'OBSERVER', 'PROJECTS')",
                                name="invitation_role_grantable",
                            ),
                            CheckConstraint(
                                check="role IS NULL OR NOT is_administrator",
                                name="invitation_administers",
                            ),
                            CheckConstraint(
                                check="num_nonnulls(accepted_at, declined_at, revoked_at) < 2",
                                name="invitation_one_end",
                            ),
                            CheckConstraint(
                                check="(accepted_at IS NULL) = (accepted_by_id IS NULL)",
                                name="invitation_accepted_by",
                            ),
                        ],
                        "indexes": [
                            Index(fields=["organization_id", "created_at"]),
                            Index(fields=["email"]),
                            Index(fields=["invited_by_id"]),
                            Index(fields=["accepted_by_id"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "An offer by mail: an affiliation with an organization, or a role at a desk.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="MailedLink",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "account",
                            fields.ForeignKeyField(
                                "hub.Account",
                                source_field="account_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="links",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "purpose",
                            fields.CharEnumField(
                                description="VERIFY_EMAIL: VERIFY_EMAIL\nRESET_PASSWORD: RESET_PASSWORD",
                                enum_type=LinkPurpose,
                                max_length=20,
                            ),
                        ),
                        ("expires_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "used_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                    ],
                    options={
                        "table": "mailed_link",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="purpose IN ('VERIFY_EMAIL', 'RESET_PASSWORD')",
                                name="mailed_link_purpose_known",
                            )
                        ],
                        "indexes": [Index(fields=["account_id", "created_at"])],
                        "pk_attr": "id",
                        "table_description": "A link that was mailed to an account; its secret is made from the key, and kept nowhere.",
                    },
                    bases=["Row"],
                ),
                ops.CreateModel(
                    name="Membership",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "organization",
                            fields.ForeignKeyField(
                                "hub.Organization",
                                source_field="organization_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="memberships",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "person",
                            fields.ForeignKeyField(
                                "hub.Person",
                                source_field="person_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="memberships",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "type",
                            fields.ForeignKeyField(
                                "hub.MembershipType",
                                source_field="type_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="memberships",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("number", fields.CharField(null=True, unique=True, max_length=20)),
                        ("applied_on", fields.DateField()),
                        ("motivation", fields.TextField(null=True, unique=False)),
                        ("withdrawn_on", fields.DateField(null=True)),
                        ("decided_on", fields.DateField(null=True)),
                        (
                            "decision",
                            fields.CharEnumField(
                                null=True,
                                description="ADMITTED: ADMITTED\nREJECTED: REJECTED",
                                enum_type=Decision,
                                max_length=10,
                            ),
                        ),
                        ("decision_note", fields.TextField(null=True, unique=False)),
                        ("waiver_reason", fields.CharField(null=True, max_length=300)),
                        ("joined_on", fields.DateField(null=True)),
                        ("notice_on", fields.DateField(null=True)),
                        ("resigned_on", fields.DateField(null=True)),
                        (
                            "resignation_reason",
                            fields.CharEnumField(
                                null=True,
                                description="CEASED: CEASED\nMERGED: MERGED\nMOVED: MOVED\nCOST: COST\nNO_LONGER_OF_USE: NO_LONGER_OF_USE\nDISAGREEMENT: DISAGREEMENT\nOTHER: OTHER",
                                enum_type=ResignationReason,
                                max_length=20,
                            ),
                        ),
                        ("expelled_on", fields.DateField(null=True)),
                        ("expulsion_reason", fields.TextField(null=True, unique=False)),
                        (
                            "previous",
                            fields.OneToOneField(
                                "hub.Membership",
                                source_field="previous_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="next",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                    ],
                    options={
                        "table": "membership",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="num_nonnulls(organization_id, person_id) = 1",
                                name="membership_one_party",
                            ),
                            CheckConstraint(
                                check="previous_id <> id", name="membership_not_own_previous"
                            ),
                            CheckConstraint(
                                check="(decision IS NULL) = (decided_on IS NULL) AND decided_on >= applied_on",
                                name="membership_decision_dated",
                            ),
                            CheckConstraint(
                                check="withdrawn_on IS NULL OR (withdrawn_on >= applied_on AND decided_on IS NULL)",
                                name="membership_withdrawn_before_decision",
                            ),
                            CheckConstraint(
                                check="num_nonnulls(number, joined_on, notice_on, expelled_on, waiver_reason) = 0 OR coalesce(decision = 'ADMITTED', false)",
                                name="membership_admitted_first",
                            ),
                            CheckConstraint(
                                check="(resigned_on IS NULL) = (notice_on IS NULL) AND resigned_on >= notice_on AND notice_on >= decided_on",
                                name="membership_resignation_in_order",
                            ),
                            CheckConstraint(
                                check="expelled_on >= decided_on AND coalesce(expelled_on <= resigned_on, true)",
                                name="membership_expelled_before_end",
                            ),
                        ],
                        "indexes": [
                            Index(fields=["organization_id", "applied_on"]),
                            Index(fields=["person_id", "applied_on"]),
                            Index(fields=["type_id", "applied_on"]),
                            Index(fields=["applied_on", "id"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "A party's application for membership and all that follows from it, as dated facts.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="MembershipDocument",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "membership",
                            fields.ForeignKeyField(
                                "hub.Membership",
                                source_field="membership_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="documents",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "kind",
                            fields.CharEnumField(
                                description="APPLICATION: APPLICATION\nSTATUTE: STATUTE\nREGISTER_EXTRACT: REGISTER_EXTRACT\nRESOLUTION: RESOLUTION\nTAX_CLEARANCE: TAX_CLEARANCE\nIDENTITY: IDENTITY\nINSURANCE: INSURANCE\nOTHER: OTHER",
                                enum_type=DocumentKind,
                                max_length=20,
                            ),
                        ),
                        ("name", fields.CharField(max_length=120)),
                        ("url", fields.CharField(max_length=300)),
                        ("sha256", fields.CharField(null=True, max_length=64)),
                        ("expires_on", fields.DateField(null=True)),
                        ("reviewed_on", fields.DateField(null=True)),
                        ("is_accepted", fields.BooleanField(null=True)),
                        ("refusal_reason", fields.CharField(null=True, max_length=300)),
                    ],
                    options={
                        "table": "membership_document",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="name <> '' AND url <> ''", name="membership_document_named"
                            ),
                            CheckConstraint(
                                check="sha256 ~ '^[0-9a-f]{64}$'",
                                name="membership_document_print_format",
                            ),
                            CheckConstraint(
                                check="num_nulls(reviewed_on, is_accepted) IN (0, 2)",
                                name="membership_document_review_whole",
                            ),
                            CheckConstraint(
                                check="(refusal_reason IS NOT NULL) = coalesce(NOT is_accepted, false)",
                                name="membership_document_refused_with_reason",
                            ),
                        ],
                        "indexes": [
                            Index(fields=["membership_id", "created_at"]),
                            Index(fields=["expires_on", "id"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "A paper that goes with a membership, by reference: the hub keeps where it is, and its print.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="MembershipPeriod",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "membership",
                            fields.ForeignKeyField(
                                "hub.Membership",
                                source_field="membership_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="periods",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("starts_on", fields.DateField()),
                        ("ends_on", fields.DateField(null=True)),
                        ("note", fields.CharField(null=True, max_length=300)),
                    ],
                    options={
                        "table": "membership_period",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="ends_on > starts_on", name="membership_period_in_order"
                            )
                        ],
                        "indexes": [Index(fields=["membership_id", "starts_on"])],
                        "pk_attr": "id",
                        "table_description": "The days that a membership covers, from one renewal to the next.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="FeeLine",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "membership",
                            fields.ForeignKeyField(
                                "hub.Membership",
                                source_field="membership_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="fee_lines",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "period",
                            fields.ForeignKeyField(
                                "hub.MembershipPeriod",
                                source_field="period_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="fee_lines",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "payer",
                            fields.ForeignKeyField(
                                "hub.Organization",
                                source_field="payer_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="fee_lines",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "paying_person",
                            fields.ForeignKeyField(
                                "hub.Person",
                                source_field="paying_person_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="fee_lines",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "kind",
                            fields.CharEnumField(
                                description="JOINING: JOINING\nCAPITAL_SHARE: CAPITAL_SHARE\nYEARLY: YEARLY\nSERVICE: SERVICE",
                                enum_type=FeeKind,
                                max_length=20,
                            ),
                        ),
                        ("description", fields.CharField(max_length=200)),
                        ("covers_from", fields.DateField(null=True)),
                        ("covers_until", fields.DateField(null=True)),
                        ("amount", fields.DecimalField(max_digits=14, decimal_places=2)),
                        (
                            "full_amount",
                            fields.DecimalField(null=True, max_digits=14, decimal_places=2),
                        ),
                        (
                            "proration_basis",
                            fields.CharEnumField(
                                null=True,
                                description="DAYS: DAYS\nMONTHS: MONTHS",
                                enum_type=ProrationBasis,
                                max_length=10,
                            ),
                        ),
                        ("proration_numerator", fields.SmallIntField(null=True)),
                        ("proration_denominator", fields.SmallIntField(null=True)),
                        ("instalment", fields.SmallIntField(default=1)),
                        ("instalments", fields.SmallIntField(default=1)),
                        ("issued_on", fields.DateField(null=True)),
                        ("due_on", fields.DateField()),
                        ("credited_on", fields.DateField(null=True)),
                        ("credit_reason", fields.CharField(null=True, max_length=300)),
                        ("invoice_number", fields.CharField(null=True, max_length=20)),
                    ],
                    options={
                        "table": "fee_line",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="amount >= 0", name="fee_line_amount_not_negative"
                            ),
                            CheckConstraint(
                                check="num_nonnulls(payer_id, paying_person_id) = 1",
                                name="fee_line_one_payer",
                            ),
                            CheckConstraint(
                                check="due_on >= issued_on", name="fee_line_dates_in_order"
                            ),
                            CheckConstraint(
                                check="issued_on IS NOT NULL OR invoice_number IS NULL",
                                name="fee_line_issued_first",
                            ),
                            CheckConstraint(
                                check="(covers_from IS NULL) = (covers_until IS NULL) AND covers_until > covers_from",
                                name="fee_line_coverage_in_order",
                            ),
                            CheckConstraint(
                                check="num_nonnulls(proration_basis, proration_numerator, proration_denominator) IN (0, 3) AND (proration_basis IS NULL OR full_amount IS NOT NULL) AND proration_numerator BETWEEN 1 AND proration_denominator AND full_amount >= amount",
                                name="fee_line_proration_explained",
                            ),
                            CheckConstraint(
                                check="instalment BETWEEN 1 AND instalments AND instalments <= 12",
                                name="fee_line_instalment_in_range",
                            ),
                            CheckConstraint(
                                check="credited_on IS NOT NULL OR credit_reason IS NULL",
                                name="fee_line_credited_first",
                            ),
                            UniqueConstraint(
                                fields=("invoice_number", "kind", "membership_id", "instalment"),
                                name="fee_line_once_per_invoice",
                            ),
                            UniqueConstraint(
                                fields=("period_id", "kind", "instalment"),
                                name="fee_line_once_per_period",
                                condition="credited_on IS NULL AND kind <> 'SERVICE'",
                            ),
                            UniqueConstraint(
                                fields=("membership_id", "kind", "instalment"),
                                name="fee_line_once_per_membership",
                                condition="credited_on IS NULL AND kind IN ('JOINING', 'CAPITAL_SHARE')",
                            ),
                        ],
                        "indexes": [
                            Index(fields=["membership_id", "due_on"]),
                            Index(fields=["period_id", "due_on"]),
                            Index(fields=["payer_id", "due_on"]),
                            Index(fields=["paying_person_id", "due_on"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "An amount asked of a party for a membership; the payer may be another than the holder.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="Mentor",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "person",
                            fields.OneToOneField(
                                "hub.Person",
                                source_field="person_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="mentors",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("headline", fields.CharField(null=True, max_length=160)),
                        ("expertise", ArrayField(default=list, element_type="TEXT")),
                        ("languages", ArrayField(default=list, element_type="TEXT")),
                        ("monthly_minutes", fields.IntField(null=True)),
                        ("is_listed", fields.BooleanField(default=False)),
                        ("starts_on", fields.DateField()),
                        ("ends_on", fields.DateField(null=True)),
                    ],
                    options={
                        "table": "mentor",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="ends_on > starts_on", name="mentor_period_in_order"
                            ),
                            CheckConstraint(
                                check="monthly_minutes >= 0", name="mentor_minutes_not_negative"
                            ),
                        ],
                        "pk_attr": "id",
                        "table_description": "A person who gives time and advice to start-ups.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="Payment",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "fee_line",
                            fields.ForeignKeyField(
                                "hub.FeeLine",
                                source_field="fee_line_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="payments",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("amount", fields.DecimalField(max_digits=14, decimal_places=2)),
                        ("received_on", fields.DateField()),
                        (
                            "method",
                            fields.CharEnumField(
                                description="BANK_TRANSFER: BANK_TRANSFER\nDIRECT_DEBIT: DIRECT_DEBIT\nPAGOPA: PAGOPA\nCARD: CARD\nCHEQUE: CHEQUE\nCASH: CASH\nOFFSET: OFFSET",
                                enum_type=PaymentMethod,
                                max_length=20,
                            ),
                        ),
                        ("reference", fields.CharField(null=True, max_length=140)),
                        (
                            "reverses",
                            fields.OneToOneField(
                                "hub.Payment",
                                source_field="reverses_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="reversed_by",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                    ],
                    options={
                        "table": "payment",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="CASE WHEN reverses_id IS NULL THEN amount > 0 ELSE amount < 0 END",
                                name="payment_amount_sign",
                            ),
                            CheckConstraint(
                                check="reverses_id <> id", name="payment_not_own_reversal"
                            ),
                        ],
                        "indexes": [
                            Index(fields=["fee_line_id", "received_on"]),
                            Index(fields=["received_on", "id"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "Money received for a fee line; a payment that was wrong is taken back by another one.",
                    },
                    bases=["Row"],
                ),
                ops.CreateModel(
                    name="Programme",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "organization",
                            fields.ForeignKeyField(
                                "hub.Organization",
                                source_field="organization_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="programmes",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "kind",
                            fields.CharEnumField(
                                description="PRE_INCUBATION: PRE_INCUBATION\nINCUBATION: INCUBATION\nACCELERATION: ACCELERATION\nCO_WORKING: CO_WORKING",
                                enum_type=ProgrammeKind,
                                max_length=20,
                            ),
                        ),
                        ("name", fields.CharField(unique=True, max_length=120)),
                        ("description", fields.TextField(null=True, unique=False)),
                        ("places", fields.IntField(null=True)),
                        ("mentoring_minutes", fields.IntField(null=True)),
                        ("report_days", fields.SmallIntField(default=15, db_default=15)),
                        ("is_public", fields.BooleanField(default=False)),
                        ("starts_on", fields.DateField()),
                        ("ends_on", fields.DateField(null=True)),
                    ],
                    options={
                        "table": "programme",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(check="name <> ''", name="programme_name_given"),
                            CheckConstraint(
                                check="ends_on > starts_on", name="programme_period_in_order"
                            ),
                            CheckConstraint(check="places > 0", name="programme_places_positive"),
                            CheckConstraint(
                                check="mentoring_minutes >= 0",
                                name="programme_minutes_not_negative",
                            ),
                            CheckConstraint(
                                check="report_days BETWEEN 1 AND 90",
                                name="programme_report_days_in_range",
                            ),
                        ],
                        "indexes": [
                            Index(fields=["organization_id", "starts_on"]),
                            Index(fields=["starts_on", "id"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "What the park offers to start-ups under one name.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="Intake",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "programme",
                            fields.ForeignKeyField(
                                "hub.Programme",
                                source_field="programme_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="intakes",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("name", fields.CharField(max_length=120)),
                        ("description", fields.TextField(null=True, unique=False)),
                        ("places", fields.IntField(null=True)),
                        ("reviews_needed", fields.SmallIntField(default=3, db_default=3)),
                        ("hides_applicants", fields.BooleanField(default=True)),
                        (
                            "published_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("opens_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        ("closes_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "decided_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "cancelled_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                    ],
                    options={
                        "table": "intake",
                        "app": "hub",
                        "constraints": [
                            UniqueConstraint(
                                fields=("programme_id", "opens_at"), name="intake_once_per_opening"
                            ),
                            CheckConstraint(check="name <> ''", name="intake_name_given"),
                            CheckConstraint(
                                check="closes_at > opens_at", name="intake_window_in_order"
                            ),
                            CheckConstraint(
                                check="decided_at >= closes_at", name="intake_decided_after_closing"
                            ),
                            CheckConstraint(
                                check="num_nonnulls(decided_at, cancelled_at) < 2",
                                name="intake_one_end",
                            ),
                            CheckConstraint(check="places > 0", name="intake_places_positive"),
                            CheckConstraint(
                                check="reviews_needed BETWEEN 1 AND 20",
                                name="intake_reviews_in_range",
                            ),
                        ],
                        "indexes": [Index(fields=["opens_at", "id"])],
                        "pk_attr": "id",
                        "table_description": "A round in which a programme takes applications.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="Criterion",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "intake",
                            fields.ForeignKeyField(
                                "hub.Intake",
                                source_field="intake_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="criteria",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("position", fields.SmallIntField()),
                        ("name", fields.CharField(max_length=120)),
                        ("guidance", fields.TextField(null=True, unique=False)),
                        ("weight", fields.DecimalField(max_digits=6, decimal_places=2)),
                    ],
                    options={
                        "table": "criterion",
                        "app": "hub",
                        "constraints": [
                            UniqueConstraint(
                                fields=("intake_id", "position"), name="criterion_once_per_position"
                            ),
                            UniqueConstraint(
                                fields=("intake_id", "name"), name="criterion_once_per_name"
                            ),
                            CheckConstraint(check="name <> ''", name="criterion_name_given"),
                            CheckConstraint(check="weight > 0", name="criterion_weight_positive"),
                        ],
                        "pk_attr": "id",
                        "table_description": "A weighted question on which the reviewers of an intake score.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="Proposal",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "funding_call",
                            fields.ForeignKeyField(
                                "hub.FundingCall",
                                source_field="funding_call_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="proposals",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "phase",
                            fields.ForeignKeyField(
                                "hub.CallPhase",
                                source_field="phase_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="proposals",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("title", fields.CharField(max_length=240)),
                        ("acronym", fields.CharField(null=True, max_length=40)),
                        ("summary", fields.TextField(null=True, unique=False)),
                        ("protocol_number", fields.CharField(null=True, max_length=60)),
                        ("review_on", fields.DateField(null=True)),
                        (
                            "submitted_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("admitted_on", fields.DateField(null=True)),
                        ("inadmissible_on", fields.DateField(null=True)),
                        ("inadmissible_reason", fields.CharField(null=True, max_length=1000)),
                        ("ranked_on", fields.DateField(null=True)),
                        ("score", fields.DecimalField(null=True, max_digits=7, decimal_places=2)),
                        ("rank", fields.IntField(null=True)),
                        ("reserve_on", fields.DateField(null=True)),
                        ("funded_on", fields.DateField(null=True)),
                        ("not_funded_on", fields.DateField(null=True)),
                        (
                            "granted",
                            fields.DecimalField(null=True, max_digits=14, decimal_places=2),
                        ),
                        ("withdrawn_on", fields.DateField(null=True)),
                    ],
                    options={
                        "table": "proposal",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(check="title <> ''", name="proposal_named"),
                            CheckConstraint(
                                check="submitted_at IS NOT NULL OR (admitted_on IS NULL AND inadmissible_on IS NULL AND ranked_on IS NULL AND reserve_on IS NULL AND funded_on IS NULL AND not_funded_on IS NULL)",
                                name="proposal_submitted_first",
                            ),
                            CheckConstraint(
                                check="admitted_on IS NULL OR inadmissible_on IS NULL",
                                name="proposal_admitted_or_not",
                            ),
                            CheckConstraint(
                                check="funded_on IS NULL OR not_funded_on IS NULL",
                                name="proposal_funded_or_not",
                            ),
                            CheckConstraint(
                                check="inadmissible_on IS NULL OR (ranked_on IS NULL AND reserve_on IS NULL AND funded_on IS NULL AND not_funded_on IS NULL)",
                                name="proposal_inadmissible_not_ranked",
                            ),
                            CheckConstraint(
                                check="funded_on >= reserve_on",
                                name="proposal_funded_after_reserve",
                            ),
                            CheckConstraint(
                                check="score IS NULL OR ranked_on IS NOT NULL",
                                name="proposal_score_when_ranked",
                            ),
                            CheckConstraint(
                                check="rank IS NULL OR (rank >= 1 AND ranked_on IS NOT NULL)",
                                name="proposal_rank_when_ranked",
                            ),
                            CheckConstraint(check="score >= 0", name="proposal_score_not_negative"),
                            CheckConstraint(
                                check="granted IS NULL OR (granted > 0 AND funded_on IS NOT NULL)",
                                name="proposal_granted_when_funded",
                            ),
                        ],
                        "indexes": [
                            Index(fields=["funding_call_id", "rank"]),
                            Index(fields=["phase_id", "rank"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "What partners hand in to a call.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="IntegrationRequest",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "proposal",
                            fields.ForeignKeyField(
                                "hub.Proposal",
                                source_field="proposal_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="integration_requests",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("requested_on", fields.DateField()),
                        ("due_on", fields.DateField(null=True)),
                        ("answered_on", fields.DateField(null=True)),
                        ("request", fields.TextField(unique=False)),
                    ],
                    options={
                        "table": "integration_request",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="due_on >= requested_on AND answered_on >= requested_on",
                                name="integration_request_dates_in_order",
                            )
                        ],
                        "indexes": [Index(fields=["proposal_id", "requested_on"])],
                        "pk_attr": "id",
                        "table_description": "A funder's request for further documents on a proposal.",
                    },
                    bases=["Row"],
                ),
                ops.CreateModel(
                    name="Project",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        ("code", fields.CharField(unique=True, max_length=40)),
                        ("cup", fields.CharField(null=True, unique=True, max_length=15)),
                        ("acronym", fields.CharField(null=True, max_length=40)),
                        ("title", fields.CharField(max_length=240)),
                        ("summary", fields.TextField(null=True, unique=False)),
                        ("topic", fields.CharField(null=True, max_length=160)),
                        ("website", fields.CharField(null=True, max_length=300)),
                        (
                            "funding_call",
                            fields.ForeignKeyField(
                                "hub.FundingCall",
                                source_field="funding_call_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="projects",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "proposal",
                            fields.OneToOneField(
                                "hub.Proposal",
                                source_field="proposal_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="project",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("signed_on", fields.DateField(null=True)),
                        ("starts_on", fields.DateField(null=True)),
                        ("ends_on", fields.DateField(null=True)),
                        ("closed_on", fields.DateField(null=True)),
                        ("terminated_on", fields.DateField(null=True)),
                        ("termination_reason", fields.CharField(null=True, max_length=1000)),
                        ("is_public", fields.BooleanField(default=False)),
                        ("is_invented", fields.BooleanField(default=False)),
                    ],
                    options={
                        "table": "project",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="code <> '' AND title <> ''", name="project_named"
                            ),
                            CheckConstraint(
                                check="cup ~ '^[A-Z0-9]{15}$'", name="project_cup_format"
                            ),
                            CheckConstraint(
                                check="ends_on IS NULL OR (starts_on IS NOT NULL AND ends_on > starts_on)",
                                name="project_period_in_order",
                            ),
                            CheckConstraint(
                                check="closed_on IS NULL OR (ends_on IS NOT NULL AND closed_on >= ends_on)",
                                name="project_closed_after_its_end",
                            ),
                            CheckConstraint(
                                check="closed_on IS NULL OR terminated_on IS NULL",
                                name="project_closed_or_terminated",
                            ),
                            CheckConstraint(
                                check="proposal_id IS NULL OR funding_call_id IS NOT NULL",
                                name="project_proposal_has_a_call",
                            ),
                        ],
                        "indexes": [Index(fields=["funding_call_id", "title"])],
                        "pk_attr": "id",
                        "table_description": "What partners carry out together, with or without a grant.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="Agreement",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        ("code", fields.CharField(null=True, unique=True, max_length=60)),
                        ("title", fields.CharField(max_length=240)),
                        (
                            "kind",
                            fields.CharEnumField(
                                description="PROTOCOL_OF_INTENT: PROTOCOL_OF_INTENT\nFRAMEWORK: FRAMEWORK\nCONVENTION: CONVENTION\nGRANT_AGREEMENT: GRANT_AGREEMENT\nTEMPORARY_ASSOCIATION: TEMPORARY_ASSOCIATION\nNETWORK_CONTRACT: NETWORK_CONTRACT\nCONFIDENTIALITY: CONFIDENTIALITY\nINTERNSHIP: INTERNSHIP\nOTHER: OTHER",
                                enum_type=AgreementKind,
                                max_length=24,
                            ),
                        ),
                        ("subject", fields.TextField(null=True, unique=False)),
                        (
                            "parent",
                            fields.ForeignKeyField(
                                "hub.Agreement",
                                source_field="parent_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="children",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "previous",
                            fields.ForeignKeyField(
                                "hub.Agreement",
                                source_field="previous_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="successors",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "project",
                            fields.ForeignKeyField(
                                "hub.Project",
                                source_field="project_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="agreements",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("sent_on", fields.DateField(null=True)),
                        ("starts_on", fields.DateField(null=True)),
                        ("ends_on", fields.DateField(null=True)),
                        ("notice_days", fields.SmallIntField(null=True)),
                        ("renews_tacitly", fields.BooleanField(default=False)),
                        ("termination_requested_on", fields.DateField(null=True)),
                        ("terminated_on", fields.DateField(null=True)),
                        ("superseded_on", fields.DateField(null=True)),
                        ("url", fields.CharField(null=True, max_length=300)),
                        ("is_public", fields.BooleanField(default=False)),
                        ("is_invented", fields.BooleanField(default=False)),
                    ],
                    options={
                        "table": "agreement",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(check="title <> ''", name="agreement_named"),
                            CheckConstraint(
                                check="parent_id <> id", name="agreement_not_own_parent"
                            ),
                            CheckConstraint(
                                check="previous_id <> id", name="agreement_not_own_previous"
                            ),
                            CheckConstraint(
                                check="ends_on IS NULL OR (starts_on IS NOT NULL AND ends_on > starts_on)",
                                name="agreement_period_in_order",
                            ),
                            CheckConstraint(
                                check="notice_days >= 0", name="agreement_notice_not_negative"
                            ),
                            CheckConstraint(
                                check="terminated_on >= termination_requested_on",
                                name="agreement_terminated_once_requested",
                            ),
                        ],
                        "indexes": [
                            Index(fields=["parent_id", "starts_on"]),
                            Index(fields=["previous_id", "starts_on"]),
                            Index(fields=["project_id", "starts_on"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "What two or more parties sign: a statement of intent, a framework, a convention.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="AgreementParty",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "agreement",
                            fields.ForeignKeyField(
                                "hub.Agreement",
                                source_field="agreement_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="parties",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "organization",
                            fields.ForeignKeyField(
                                "hub.Organization",
                                source_field="organization_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="agreement_parties",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "role",
                            fields.CharEnumField(
                                default=PartyRole.PARTY,
                                description="PROMOTER: PROMOTER\nBENEFICIARY: BENEFICIARY\nPARTY: PARTY\nGUARANTOR: GUARANTOR",
                                enum_type=PartyRole,
                                max_length=12,
                            ),
                        ),
                        ("signed_on", fields.DateField(null=True)),
                        ("signatory_name", fields.CharField(null=True, max_length=160)),
                        ("signatory_title", fields.CharField(null=True, max_length=160)),
                        ("left_on", fields.DateField(null=True)),
                    ],
                    options={
                        "table": "agreement_party",
                        "app": "hub",
                        "constraints": [
                            UniqueConstraint(
                                fields=("agreement", "organization"),
                                name="agreement_party_organization_once",
                            ),
                            CheckConstraint(
                                check="left_on >= signed_on", name="agreement_party_dates_in_order"
                            ),
                        ],
                        "indexes": [Index(fields=["organization_id", "agreement_id"])],
                        "pk_attr": "id",
                        "table_description": "An organization that signs an agreement, and the day it did.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="AgreementTerm",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "agreement",
                            fields.ForeignKeyField(
                                "hub.Agreement",
                                source_field="agreement_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="terms",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("title", fields.CharField(max_length=160)),
                        ("description", fields.CharField(null=True, max_length=1000)),
                        ("starts_on", fields.DateField(null=True)),
                        ("ends_on", fields.DateField(null=True)),
                        ("amount", fields.DecimalField(null=True, max_digits=14, decimal_places=2)),
                        (
                            "basis",
                            fields.CharEnumField(
                                default=AmountBasis.ONCE,
                                description="ONCE: ONCE\nMONTHLY: MONTHLY\nYEARLY: YEARLY",
                                enum_type=AmountBasis,
                                max_length=8,
                            ),
                        ),
                    ],
                    options={
                        "table": "agreement_term",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="ends_on > starts_on", name="agreement_term_period_in_order"
                            ),
                            CheckConstraint(
                                check="amount >= 0", name="agreement_term_amount_not_negative"
                            ),
                        ],
                        "indexes": [Index(fields=["agreement_id", "starts_on"])],
                        "pk_attr": "id",
                        "table_description": "What is owed under an agreement during one period: a rent, a fee, a free year.",
                    },
                    bases=["Row"],
                ),
                ops.CreateModel(
                    name="AidGrant",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "organization",
                            fields.ForeignKeyField(
                                "hub.Organization",
                                source_field="organization_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="aid_grants",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "project",
                            fields.ForeignKeyField(
                                "hub.Project",
                                source_field="project_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="aid_grants",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "regime",
                            fields.CharEnumField(
                                description="DE_MINIMIS: DE_MINIMIS\nBLOCK_EXEMPTION: BLOCK_EXEMPTION\nEU_PROGRAMME: EU_PROGRAMME\nNOT_AID: NOT_AID\nNOT_STATED: NOT_STATED",
                                enum_type=AidRegime,
                                max_length=20,
                            ),
                        ),
                        ("granted_on", fields.DateField()),
                        ("revoked_on", fields.DateField(null=True)),
                        ("amount", fields.DecimalField(max_digits=14, decimal_places=2)),
                        ("register_code", fields.CharField(null=True, unique=True, max_length=20)),
                        ("grantor", fields.CharField(max_length=200)),
                    ],
                    options={
                        "table": "aid_grant",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(check="amount > 0", name="aid_grant_amount_positive"),
                            CheckConstraint(
                                check="revoked_on >= granted_on", name="aid_grant_dates_in_order"
                            ),
                        ],
                        "indexes": [
                            Index(fields=["organization_id", "granted_on"]),
                            Index(fields=["project_id", "granted_on"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "A contribution granted to an organization, as the national aid register counts it.",
                    },
                    bases=["Row"],
                ),
                ops.CreateModel(
                    name="Opportunity",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "organization",
                            fields.ForeignKeyField(
                                "hub.Organization",
                                source_field="organization_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="opportunities",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "kind",
                            fields.CharEnumField(
                                description="INTERNSHIP: INTERNSHIP\nJOB: JOB\nAPPRENTICESHIP: APPRENTICESHIP\nTHESIS: THESIS\nSCHOLARSHIP: SCHOLARSHIP\nCOLLABORATION: COLLABORATION",
                                enum_type=OpportunityKind,
                                max_length=16,
                            ),
                        ),
                        ("title", fields.CharField(max_length=240)),
                        ("description", fields.TextField(null=True, unique=False)),
                        ("field", fields.CharField(null=True, max_length=120)),
                        ("places", fields.SmallIntField(default=1)),
                        (
                            "work_mode",
                            fields.CharEnumField(
                                default=WorkMode.ON_SITE,
                                description="ON_SITE: ON_SITE\nHYBRID: HYBRID\nREMOTE: REMOTE",
                                enum_type=WorkMode,
                                max_length=8,
                            ),
                        ),
                        ("location", fields.CharField(null=True, max_length=160)),
                        ("starts_on", fields.DateField(null=True)),
                        ("ends_on", fields.DateField(null=True)),
                        (
                            "monthly_pay",
                            fields.DecimalField(null=True, max_digits=10, decimal_places=2),
                        ),
                        ("is_curricular", fields.BooleanField(null=True)),
                        (
                            "promoter",
                            fields.ForeignKeyField(
                                "hub.Organization",
                                source_field="promoter_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="promoted_opportunities",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "agreement",
                            fields.ForeignKeyField(
                                "hub.Agreement",
                                source_field="agreement_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="opportunities",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "project",
                            fields.ForeignKeyField(
                                "hub.Project",
                                source_field="project_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="opportunities",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("apply_url", fields.CharField(null=True, max_length=300)),
                        ("published_on", fields.DateField(null=True)),
                        ("closes_on", fields.DateField(null=True)),
                        ("filled_on", fields.DateField(null=True)),
                        ("withdrawn_on", fields.DateField(null=True)),
                        ("is_invented", fields.BooleanField(default=False)),
                    ],
                    options={
                        "table": "opportunity",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(check="title <> ''", name="opportunity_named"),
                            CheckConstraint(
                                check="places >= 1", name="opportunity_places_positive"
                            ),
                            CheckConstraint(
                                check="monthly_pay >= 0", name="opportunity_pay_not_negative"
                            ),
                            CheckConstraint(
                                check="ends_on > starts_on", name="opportunity_period_in_order"
                            ),
                            CheckConstraint(
                                check="closes_on > published_on",
                                name="opportunity_closes_after_publication",
                            ),
                            CheckConstraint(
                                check="published_on IS NOT NULL OR (filled_on IS NULL AND withdrawn_on IS NULL)",
                                name="opportunity_published_first",
                            ),
                            CheckConstraint(
                                check="filled_on >= published_on AND withdrawn_on >= published_on",
                                name="opportunity_dates_in_order",
                            ),
                            CheckConstraint(
                                check="(kind = 'INTERNSHIP') = (is_curricular IS NOT NULL)",
                                name="opportunity_internship_curricular_or_not",
                            ),
                        ],
                        "indexes": [
                            Index(fields=["organization_id", "published_on"]),
                            Index(fields=["promoter_id", "published_on"]),
                            Index(fields=["agreement_id", "published_on"]),
                            Index(fields=["project_id", "published_on"]),
                            Index(fields=["published_on", "id"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "An internship, a job, a thesis that an organization offers until a day.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="Partnership",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "project",
                            fields.ForeignKeyField(
                                "hub.Project",
                                source_field="project_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="partnerships",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "organization",
                            fields.ForeignKeyField(
                                "hub.Organization",
                                source_field="organization_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="partnerships",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "role",
                            fields.CharEnumField(
                                description="LEAD: LEAD\nPARTNER: PARTNER\nASSOCIATED: ASSOCIATED\nTHIRD_PARTY: THIRD_PARTY",
                                enum_type=PartnerRole,
                                max_length=16,
                            ),
                        ),
                        (
                            "size",
                            fields.CharEnumField(
                                null=True,
                                description="MICRO: MICRO\nSMALL: SMALL\nMEDIUM: MEDIUM\nLARGE: LARGE",
                                enum_type=EnterpriseSize,
                                max_length=10,
                            ),
                        ),
                        (
                            "cost_share",
                            fields.DecimalField(
                                default=Decimal("0"), max_digits=14, decimal_places=2
                            ),
                        ),
                        (
                            "grant_share",
                            fields.DecimalField(
                                default=Decimal("0"), max_digits=14, decimal_places=2
                            ),
                        ),
                        ("starts_on", fields.DateField()),
                        ("ends_on", fields.DateField(null=True)),
                    ],
                    options={
                        "table": "partnership",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="ends_on > starts_on", name="partnership_period_in_order"
                            ),
                            CheckConstraint(
                                check="cost_share >= 0", name="partnership_cost_not_negative"
                            ),
                            CheckConstraint(
                                check="grant_share >= 0 AND grant_share <= cost_share",
                                name="partnership_grant_within_cost",
                            ),
                            CheckConstraint(
                                check="role <> 'ASSOCIATED' OR cost_share = 0",
                                name="partnership_associated_without_cost",
                            ),
                        ],
                        "indexes": [
                            Index(fields=["project_id", "starts_on"]),
                            Index(fields=["organization_id", "starts_on"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "An organization in a project: its role, and its share of cost and grant.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="Claim",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "project",
                            fields.ForeignKeyField(
                                "hub.Project",
                                source_field="project_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="claims",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "partnership",
                            fields.ForeignKeyField(
                                "hub.Partnership",
                                source_field="partnership_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="claims",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("number", fields.SmallIntField()),
                        (
                            "kind",
                            fields.CharEnumField(
                                description="ADVANCE: ADVANCE\nINTERIM: INTERIM\nFINAL: FINAL",
                                enum_type=ClaimKind,
                                max_length=10,
                            ),
                        ),
                        ("cup", fields.CharField(max_length=15)),
                        ("starts_on", fields.DateField()),
                        ("ends_on", fields.DateField()),
                        (
                            "approved",
                            fields.DecimalField(null=True, max_digits=14, decimal_places=2),
                        ),
                        ("paid", fields.DecimalField(null=True, max_digits=14, decimal_places=2)),
                    ],
                    options={
                        "table": "claim",
                        "app": "hub",
                        "constraints": [
                            UniqueConstraint(
                                fields=("partnership", "number"), name="claim_number_once"
                            ),
                            CheckConstraint(check="number >= 1", name="claim_number_positive"),
                            CheckConstraint(
                                check="cup ~ '^[A-Z0-9]{15}$'", name="claim_cup_format"
                            ),
                            CheckConstraint(
                                check="ends_on > starts_on", name="claim_period_in_order"
                            ),
                            CheckConstraint(
                                check="approved >= 0", name="claim_approved_not_negative"
                            ),
                            CheckConstraint(
                                check="paid IS NULL OR (paid >= 0 AND approved IS NOT NULL AND paid <= approved)",
                                name="claim_paid_within_approved",
                            ),
                        ],
                        "indexes": [Index(fields=["project_id", "starts_on"])],
                        "pk_attr": "id",
                        "table_description": "A partner's request to be paid the grant on its costs.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="ClaimStep",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "claim",
                            fields.ForeignKeyField(
                                "hub.Claim",
                                source_field="claim_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="steps",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "state",
                            fields.CharEnumField(
                                description="DRAFT: DRAFT\nSUBMITTED: SUBMITTED\nCHANGES_REQUESTED: CHANGES_REQUESTED\nDESK_APPROVED: DESK_APPROVED\nFINANCE_APPROVED: FINANCE_APPROVED\nPAID: PAID\nPAYMENT_FAILED: PAYMENT_FAILED\nDECLINED: DECLINED\nWITHDRAWN: WITHDRAWN",
                                enum_type=ClaimState,
                                max_length=20,
                            ),
                        ),
                        ("taken_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "taken_by",
                            fields.ForeignKeyField(
                                "hub.Person",
                                source_field="taken_by_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="claim_steps",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("note", fields.CharField(null=True, max_length=1000)),
                    ],
                    options={
                        "table": "claim_step",
                        "app": "hub",
                        "constraints": [
                            UniqueConstraint(
                                fields=("claim", "taken_at"), name="claim_step_one_at_a_time"
                            ),
                            CheckConstraint(
                                check="state <> 'DRAFT'", name="claim_step_leaves_the_draft"
                            ),
                        ],
                        "indexes": [Index(fields=["taken_by_id", "taken_at"])],
                        "pk_attr": "id",
                        "table_description": "A step of a claim: the latest one is the claim's state.",
                    },
                    bases=["Row"],
                ),
                ops.CreateModel(
                    name="ProjectSuspension",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "project",
                            fields.ForeignKeyField(
                                "hub.Project",
                                source_field="project_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="suspensions",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("starts_on", fields.DateField()),
                        ("ends_on", fields.DateField(null=True)),
                        ("reason", fields.CharField(max_length=1000)),
                    ],
                    options={
                        "table": "project_suspension",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="ends_on > starts_on",
                                name="project_suspension_period_in_order",
                            )
                        ],
                        "indexes": [Index(fields=["project_id", "starts_on"])],
                        "pk_attr": "id",
                        "table_description": "A time during which a project is halted.",
                    },
                    bases=["Row"],
                ),
                ops.CreateModel(
                    name="ProposalPartner",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "proposal",
                            fields.ForeignKeyField(
                                "hub.Proposal",
                                source_field="proposal_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="partners",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "organization",
                            fields.ForeignKeyField(
                                "hub.Organization",
                                source_field="organization_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="proposal_partners",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "role",
                            fields.CharEnumField(
                                description="LEAD: LEAD\nPARTNER: PARTNER\nASSOCIATED: ASSOCIATED\nTHIRD_PARTY: THIRD_PARTY",
                                enum_type=PartnerRole,
                                max_length=16,
                            ),
                        ),
                        (
                            "size",
                            fields.CharEnumField(
                                null=True,
                                description="MICRO: MICRO\nSMALL: SMALL\nMEDIUM: MEDIUM\nLARGE: LARGE",
                                enum_type=EnterpriseSize,
                                max_length=10,
                            ),
                        ),
                        (
                            "cost",
                            fields.DecimalField(
                                default=Decimal("0"), max_digits=14, decimal_places=2
                            ),
                        ),
                        (
                            "requested",
                            fields.DecimalField(
                                default=Decimal("0"), max_digits=14, decimal_places=2
                            ),
                        ),
                        (
                            "signed_off_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "signed_off_by",
                            fields.ForeignKeyField(
                                "hub.Person",
                                source_field="signed_off_by_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="proposal_sign_offs",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                    ],
                    options={
                        "table": "proposal_partner",
                        "app": "hub",
                        "constraints": [
                            UniqueConstraint(
                                fields=("proposal", "organization"),
                                name="proposal_partner_organization_once",
                            ),
                            UniqueConstraint(
                                fields=("proposal",),
                                name="proposal_partner_one_lead",
                                condition="role = 'LEAD'",
                            ),
                            CheckConstraint(
                                check="cost >= 0", name="proposal_partner_cost_not_negative"
                            ),
                            CheckConstraint(
                                check="requested >= 0 AND requested <= cost",
                                name="proposal_partner_requested_within_cost",
                            ),
                            CheckConstraint(
                                check="role <> 'ASSOCIATED' OR cost = 0",
                                name="proposal_partner_associated_without_cost",
                            ),
                            CheckConstraint(
                                check="signed_off_by_id IS NULL OR signed_off_at IS NOT NULL",
                                name="proposal_partner_sign_off_dated",
                            ),
                        ],
                        "indexes": [
                            Index(fields=["proposal_id", "role"]),
                            Index(fields=["organization_id", "proposal_id"]),
                            Index(fields=["signed_off_by_id"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "An organization in a proposal, with its part of the budget and its sign-off.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="Reminder",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "fee_line",
                            fields.ForeignKeyField(
                                "hub.FeeLine",
                                source_field="fee_line_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="reminders",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("sent_on", fields.DateField()),
                        ("level", fields.SmallIntField()),
                        (
                            "channel",
                            fields.CharEnumField(
                                description="EMAIL: EMAIL\nPEC: PEC\nPOST: POST\nPHONE: PHONE",
                                enum_type=ReminderChannel,
                                max_length=10,
                            ),
                        ),
                    ],
                    options={
                        "table": "reminder",
                        "app": "hub",
                        "constraints": [
                            UniqueConstraint(
                                fields=("fee_line_id", "level"), name="reminder_once_per_level"
                            ),
                            CheckConstraint(
                                check="level BETWEEN 1 AND 3", name="reminder_level_in_range"
                            ),
                        ],
                        "pk_attr": "id",
                        "table_description": "That the payer of an overdue fee line was reminded.",
                    },
                    bases=["Row"],
                ),
                ops.CreateModel(
                    name="RetentionRule",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        ("kind", fields.CharField(unique=True, max_length=40)),
                        ("days", fields.IntField()),
                        ("reason", fields.CharField(max_length=300)),
                    ],
                    options={
                        "table": "retention_rule",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="days BETWEEN 0 AND 36525",
                                name="retention_rule_days_sensible",
                            )
                        ],
                        "pk_attr": "id",
                        "table_description": "How long one kind of data is kept after it is done with.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="RoleGrant",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "account",
                            fields.ForeignKeyField(
                                "hub.Account",
                                source_field="account_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="grants",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "granted_by",
                            fields.ForeignKeyField(
                                "hub.Account",
                                source_field="granted_by_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="granted",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "role",
                            fields.CharEnumField(
                                description="DIRECTION: DIRECTION\nFRONT_DESK: FRONT_DESK\nINCUBATION: INCUBATION\nPROJECTS: PROJECTS\nOBSERVER: OBSERVER\nADMINISTRATOR: ADMINISTRATOR\nMEMBER: MEMBER",
                                enum_type=Role,
                                max_length=20,
                            ),
                        ),
                        ("starts_on", fields.DateField()),
                        ("ends_on", fields.DateField(null=True)),
                    ],
                    options={
                        "table": "role_grant",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="ends_on >= starts_on", name="role_grant_in_order"
                            ),
                            CheckConstraint(
                                check="role IN ('DIRECTION', 'FRONT_DESK', 'INCUBATION', 'OBSERVER', 'PROJECTS')",
                                name="role_grant_role_grantable",
                            ),
                        ],
                        "indexes": [
                            Index(fields=["account_id", "starts_on"]),
                            Index(fields=["granted_by_id"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "That an account holds a role, from one day to another.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="Session",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "account",
                            fields.ForeignKeyField(
                                "hub.Account",
                                source_field="account_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="sessions",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "kind",
                            fields.CharEnumField(
                                description="BROWSER: BROWSER\nMOBILE: MOBILE",
                                enum_type=SessionKind,
                                max_length=10,
                            ),
                        ),
                        ("secret_hash", fields.CharField(unique=True, max_length=64)),
                        (
                            "secret_expires_at",
                            fields.DatetimeField(auto_now=False, auto_now_add=False),
                        ),
                        ("seen_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        ("expires_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "second_factor_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("client", fields.CharField(null=True, max_length=80)),
                        (
                            "ended_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "end_reason",
                            fields.CharEnumField(
                                null=True,
                                description="SIGNED_OUT: SIGNED_OUT\nSIGNED_OUT_EVERYWHERE: SIGNED_OUT_EVERYWHERE\nPASSWORD_CHANGED: PASSWORD_CHANGED\nREPLACED: REPLACED\nREUSED_TOKEN: REUSED_TOKEN\nACCOUNT_DISABLED: ACCOUNT_DISABLED",
                                enum_type=SessionEnd,
                                max_length=25,
                            ),
                        ),
                    ],
                    options={
                        "table": "session",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="secret_hash ~ '^[0-9a-f]{64}$'",
                                name="session_secret_hash_format",
                            ),
                            CheckConstraint(
                                check="kind IN ('BROWSER', 'MOBILE')", name="session_kind_known"
                            ),
                            CheckConstraint(
                                check="expires_at > created_at", name="session_expires_later"
                            ),
                            CheckConstraint(
                                check="(ended_at IS NULL) = (end_reason IS NULL)",
                                name="session_end_has_a_reason",
                            ),
                        ],
                        "indexes": [Index(fields=["account_id", "created_at"])],
                        "pk_attr": "id",
                        "table_description": "That an account is signed in; the hub keeps only the hash of the secret.",
                    },
                    bases=["Row"],
                ),
                ops.CreateModel(
                    name="RefreshToken",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "session",
                            fields.ForeignKeyField(
                                "hub.Session",
                                source_field="session_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="refresh_tokens",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("token_hash", fields.CharField(unique=True, max_length=64)),
                        ("expires_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "used_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                    ],
                    options={
                        "table": "refresh_token",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="token_hash ~ '^[0-9a-f]{64}$'",
                                name="refresh_token_hash_format",
                            )
                        ],
                        "indexes": [Index(fields=["session_id", "created_at"])],
                        "pk_attr": "id",
                        "table_description": "A secret that an app changes for a new access token, once.",
                    },
                    bases=["Row"],
                ),
                ops.CreateModel(
                    name="Site",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        ("code", fields.CharField(unique=True, max_length=20)),
                        ("name", fields.CharField(max_length=120)),
                        ("description", fields.TextField(null=True, unique=False)),
                        (
                            "owner",
                            fields.ForeignKeyField(
                                "hub.Organization",
                                source_field="owner_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="owned_sites",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("street", fields.CharField(max_length=160)),
                        ("postal_code", fields.CharField(max_length=10)),
                        ("municipality", fields.CharField(max_length=80)),
                        ("istat_code", fields.CharField(null=True, max_length=6)),
                        ("province", fields.CharField(null=True, max_length=2)),
                        ("country", fields.CharField(default="IT", max_length=2)),
                        (
                            "latitude",
                            fields.DecimalField(null=True, max_digits=8, decimal_places=6),
                        ),
                        (
                            "longitude",
                            fields.DecimalField(null=True, max_digits=9, decimal_places=6),
                        ),
                        ("time_zone", fields.CharField(default="Europe/Rome", max_length=40)),
                        ("website", fields.CharField(null=True, max_length=300)),
                        ("is_invented", fields.BooleanField(default=False)),
                        ("starts_on", fields.DateField()),
                        ("ends_on", fields.DateField(null=True)),
                    ],
                    options={
                        "table": "site",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'", name="site_code_format"
                            ),
                            CheckConstraint(
                                check="country ~ '^[A-Z]{2}$'", name="site_country_format"
                            ),
                            CheckConstraint(
                                check="istat_code ~ '^[0-9]{6}$'", name="site_istat_code_format"
                            ),
                            CheckConstraint(
                                check="num_nulls(latitude, longitude) IN (0, 2) AND latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180",
                                name="site_position_on_earth",
                            ),
                            CheckConstraint(
                                check="time_zone ~ '^[A-Z][a-z]+/[A-Z][A-Za-z_]+$' AND timezone(time_zone, starts_on::timestamp) IS NOT NULL",
                                name="site_time_zone_known",
                            ),
                            CheckConstraint(
                                check="ends_on > starts_on", name="site_period_in_order"
                            ),
                        ],
                        "indexes": [Index(fields=["owner_id"])],
                        "pk_attr": "id",
                        "table_description": "An address at which there are spaces.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="Space",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "site",
                            fields.ForeignKeyField(
                                "hub.Site",
                                source_field="site_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="spaces",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "parent",
                            fields.ForeignKeyField(
                                "hub.Space",
                                source_field="parent_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="children",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "owner",
                            fields.ForeignKeyField(
                                "hub.Organization",
                                source_field="owner_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="owned_spaces",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "conditions",
                            fields.ForeignKeyField(
                                "hub.BookingConditions",
                                source_field="conditions_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="spaces",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("code", fields.CharField(max_length=40)),
                        ("name", fields.CharField(max_length=120)),
                        (
                            "kind",
                            fields.CharEnumField(
                                description="BUILDING: BUILDING\nFLOOR: FLOOR\nOPEN_SPACE: OPEN_SPACE\nDESK: DESK\nOFFICE: OFFICE\nMEETING_ROOM: MEETING_ROOM\nHALL: HALL\nCLASSROOM: CLASSROOM\nLAB: LAB\nSTUDIO: STUDIO\nOUTDOORS: OUTDOORS\nPARKING: PARKING\nEQUIPMENT: EQUIPMENT",
                                enum_type=SpaceKind,
                                max_length=20,
                            ),
                        ),
                        ("description", fields.TextField(null=True, unique=False)),
                        ("floor", fields.SmallIntField(null=True)),
                        ("area_m2", fields.DecimalField(null=True, max_digits=9, decimal_places=2)),
                        ("capacity", fields.IntField(null=True)),
                        ("features", ArrayField(default=list, element_type="TEXT")),
                        ("accessibility", ArrayField(default=list, element_type="TEXT")),
                        ("photos", ArrayField(default=list, element_type="TEXT")),
                        ("is_public", fields.BooleanField(default=True)),
                        ("is_bookable", fields.BooleanField(default=False)),
                        (
                            "bookable_from",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "bookable_until",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("is_invented", fields.BooleanField(default=False)),
                        ("starts_on", fields.DateField()),
                        ("ends_on", fields.DateField(null=True)),
                    ],
                    options={
                        "table": "space",
                        "app": "hub",
                        "constraints": [
                            UniqueConstraint(
                                fields=("site_id", "code"), name="space_code_once_per_site"
                            ),
                            CheckConstraint(check="parent_id <> id", name="space_not_own_parent"),
                            CheckConstraint(
                                check="area_m2 > 0 AND capacity > 0", name="space_measures_positive"
                            ),
                            CheckConstraint(
                                check="features <@ ARRAY['SCREEN', 'PROJECTOR', 'VIDEO_CONFERENCE', 'SOUND', 'WHITEBOARD', 'BLACKOUT', 'STREAMING', 'WIRED_NETWORK', 'SECOND_SCREEN', 'STANDING_DESK', 'LOCKER', 'PRINTER', 'PHONE_BOOTH', 'KITCHEN', 'AIR_CONDITIONING', 'DAYLIGHT', 'CHARGING_POINT', 'TEST_EQUIPMENT', 'THREE_D_PRINTER']::text[] AND accessibility <@ ARRAY['STEP_FREE', 'WIDE_DOORS', 'TOILET', 'WHEELCHAIR_PLACE', 'RESERVED_PARKING', 'HEARING_LOOP', 'TACTILE_WAY', 'VISUAL_ALARM', 'QUIET', 'ASSISTANCE_DOGS']::text[]",
                                name="space_features_known",
                            ),
                            CheckConstraint(
                                check="cardinality(photos) <= 20", name="space_photos_few"
                            ),
                            CheckConstraint(
                                check="NOT is_bookable OR conditions_id IS NOT NULL",
                                name="space_bookable_has_conditions",
                            ),
                            CheckConstraint(
                                check="bookable_until > bookable_from",
                                name="space_bookable_period_in_order",
                            ),
                            CheckConstraint(
                                check="ends_on > starts_on", name="space_period_in_order"
                            ),
                        ],
                        "indexes": [
                            Index(fields=["site_id", "code"]),
                            Index(fields=["parent_id", "code"]),
                            Index(fields=["owner_id"]),
                            Index(fields=["conditions_id"]),
                            Index(fields=["kind", "id"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "A room, a desk, a hall, or a movable thing; spaces may contain spaces of the same site.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="BookingQuota",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "space",
                            fields.ForeignKeyField(
                                "hub.Space",
                                source_field="space_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="booking_quotas",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "kind",
                            fields.CharEnumField(
                                null=True,
                                description="BUILDING: BUILDING\nFLOOR: FLOOR\nOPEN_SPACE: OPEN_SPACE\nDESK: DESK\nOFFICE: OFFICE\nMEETING_ROOM: MEETING_ROOM\nHALL: HALL\nCLASSROOM: CLASSROOM\nLAB: LAB\nSTUDIO: STUDIO\nOUTDOORS: OUTDOORS\nPARKING: PARKING\nEQUIPMENT: EQUIPMENT",
                                enum_type=SpaceKind,
                                max_length=20,
                            ),
                        ),
                        (
                            "organization",
                            fields.ForeignKeyField(
                                "hub.Organization",
                                source_field="organization_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="booking_quotas",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "membership_type",
                            fields.ForeignKeyField(
                                "hub.MembershipType",
                                source_field="membership_type_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="booking_quotas",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("name", fields.CharField(max_length=120)),
                        (
                            "counts",
                            fields.CharEnumField(
                                description="PERSON: PERSON\nORGANIZATION: ORGANIZATION",
                                enum_type=QuotaHolder,
                                max_length=20,
                            ),
                        ),
                        (
                            "per",
                            fields.CharEnumField(
                                description="DAY: DAY\nWEEK: WEEK\nMONTH: MONTH",
                                enum_type=QuotaPeriod,
                                max_length=10,
                            ),
                        ),
                        ("max_bookings", fields.IntField(null=True)),
                        ("max_minutes", fields.IntField(null=True)),
                        ("starts_on", fields.DateField()),
                        ("ends_on", fields.DateField(null=True)),
                    ],
                    options={
                        "table": "booking_quota",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="num_nonnulls(space_id, kind) <= 1",
                                name="booking_quota_one_place",
                            ),
                            CheckConstraint(
                                check="num_nonnulls(organization_id, membership_type_id) <= 1",
                                name="booking_quota_one_party",
                            ),
                            CheckConstraint(
                                check="num_nonnulls(max_bookings, max_minutes) >= 1 AND least(max_bookings, max_minutes) >= 0",
                                name="booking_quota_limits_something",
                            ),
                            CheckConstraint(
                                check="ends_on >= starts_on", name="booking_quota_period_in_order"
                            ),
                        ],
                        "indexes": [
                            Index(fields=["space_id", "starts_on"]),
                            Index(fields=["organization_id", "starts_on"]),
                            Index(fields=["membership_type_id", "starts_on"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "How many bookings, or minutes, somebody may have of some spaces in a day, week or month.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="BookingRule",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "space",
                            fields.ForeignKeyField(
                                "hub.Space",
                                source_field="space_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="booking_rules",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "kind",
                            fields.CharEnumField(
                                null=True,
                                description="BUILDING: BUILDING\nFLOOR: FLOOR\nOPEN_SPACE: OPEN_SPACE\nDESK: DESK\nOFFICE: OFFICE\nMEETING_ROOM: MEETING_ROOM\nHALL: HALL\nCLASSROOM: CLASSROOM\nLAB: LAB\nSTUDIO: STUDIO\nOUTDOORS: OUTDOORS\nPARKING: PARKING\nEQUIPMENT: EQUIPMENT",
                                enum_type=SpaceKind,
                                max_length=20,
                            ),
                        ),
                        (
                            "organization",
                            fields.ForeignKeyField(
                                "hub.Organization",
                                source_field="organization_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="booking_rules",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "membership_type",
                            fields.ForeignKeyField(
                                "hub.MembershipType",
                                source_field="membership_type_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="booking_rules",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("name", fields.CharField(max_length=120)),
                        ("may_book", fields.BooleanField(null=True)),
                        ("needs_membership", fields.BooleanField(null=True)),
                        ("min_minutes", fields.IntField(null=True)),
                        ("max_minutes", fields.IntField(null=True)),
                        ("start_step_minutes", fields.IntField(null=True)),
                        ("min_notice_minutes", fields.IntField(null=True)),
                        ("max_days_ahead", fields.IntField(null=True)),
                        ("min_attendees", fields.IntField(null=True)),
                        ("max_live_bookings", fields.IntField(null=True)),
                        ("needs_approval", fields.BooleanField(null=True)),
                        ("starts_on", fields.DateField()),
                        ("ends_on", fields.DateField(null=True)),
                    ],
                    options={
                        "table": "booking_rule",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="num_nonnulls(space_id, kind) <= 1",
                                name="booking_rule_one_place",
                            ),
                            CheckConstraint(
                                check="num_nonnulls(organization_id, membership_type_id) <= 1",
                                name="booking_rule_one_party",
                            ),
                            CheckConstraint(
                                check="num_nonnulls(may_book, needs_membership, min_minutes, max_minutes, start_step_minutes, min_notice_minutes, max_days_ahead, min_attendees, max_live_bookings, needs_approval) >= 1",
                                name="booking_rule_says_something",
                            ),
                            CheckConstraint(
                                check="min_minutes >= 5 AND max_minutes BETWEEN 5 AND 525600 AND max_minutes >= min_minutes",
                                name="booking_rule_length_in_range",
                            ),
                            CheckConstraint(
                                check="start_step_minutes BETWEEN 5 AND 1440 AND 1440 % start_step_minutes = 0",
                                name="booking_rule_step_divides_day",
                            ),
                            CheckConstraint(
                                check="min_notice_minutes >= 0 AND least(max_days_ahead, min_attendees, max_live_bookings) >= 1",
                                name="booking_rule_numbers_in_range",
                            ),
                            CheckConstraint(
                                check="ends_on >= starts_on", name="booking_rule_period_in_order"
                            ),
                        ],
                        "indexes": [
                            Index(fields=["space_id", "starts_on"]),
                            Index(fields=["organization_id", "starts_on"]),
                            Index(fields=["membership_type_id", "starts_on"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "That some people book some spaces on other terms than the spaces' conditions say.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="BookingSeries",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "space",
                            fields.ForeignKeyField(
                                "hub.Space",
                                source_field="space_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="booking_series",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "organization",
                            fields.ForeignKeyField(
                                "hub.Organization",
                                source_field="organization_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="booking_series",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "person",
                            fields.ForeignKeyField(
                                "hub.Person",
                                source_field="person_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="booking_series",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "booked_by",
                            fields.ForeignKeyField(
                                "hub.Person",
                                source_field="booked_by_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="booking_series_made",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "kind",
                            fields.CharEnumField(
                                default=BookingKind.ORDINARY,
                                description="ORDINARY: ORDINARY\nBEHALF: BEHALF\nSTAFF: STAFF\nBLOCK: BLOCK",
                                enum_type=BookingKind,
                                max_length=20,
                            ),
                        ),
                        ("title", fields.CharField(max_length=160)),
                        ("is_public", fields.BooleanField(default=False)),
                        ("attendees", fields.IntField(default=1)),
                        ("note", fields.TextField(null=True, unique=False)),
                        ("rule", fields.CharField(max_length=500)),
                        ("from_time", WallTimeField(generated=False, null=False, unique=False)),
                        ("until_time", WallTimeField(generated=False, null=False, unique=False)),
                        (
                            "offset",
                            fields.CharEnumField(
                                null=True,
                                description="FIRST: FIRST\nSECOND: SECOND",
                                enum_type=ClockOffset,
                                max_length=10,
                            ),
                        ),
                        ("starts_on", fields.DateField()),
                        ("ends_on", fields.DateField()),
                        (
                            "on_conflict",
                            fields.CharEnumField(
                                description="ALL_OR_NOTHING: ALL_OR_NOTHING\nSKIP_CONFLICTS: SKIP_CONFLICTS",
                                enum_type=ConflictChoice,
                                max_length=20,
                            ),
                        ),
                        (
                            "cancelled_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                    ],
                    options={
                        "table": "booking_series",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="rule ~ '^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[-+,0-9A-Z]+)*$' AND rule ~ ';(COUNT|UNTIL)=[0-9]+$'",
                                name="booking_series_rule_normal",
                            ),
                            CheckConstraint(
                                check="kind NOT IN ('ORDINARY', 'BEHALF') OR num_nonnulls(organization_id, person_id) >= 1",
                                name="booking_series_has_holder",
                            ),
                            CheckConstraint(
                                check="attendees >= 1", name="booking_series_attendees_positive"
                            ),
                            CheckConstraint(
                                check="ends_on > starts_on", name="booking_series_period_in_order"
                            ),
                        ],
                        "indexes": [
                            Index(fields=["space_id", "starts_on"]),
                            Index(fields=["organization_id", "starts_on"]),
                            Index(fields=["person_id", "starts_on"]),
                            Index(fields=["booked_by_id"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "A booking that repeats by the clock on the wall: nine o'clock stays nine o'clock.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="Booking",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "space",
                            fields.ForeignKeyField(
                                "hub.Space",
                                source_field="space_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="bookings",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "kind",
                            fields.CharEnumField(
                                default=BookingKind.ORDINARY,
                                description="ORDINARY: ORDINARY\nBEHALF: BEHALF\nSTAFF: STAFF\nBLOCK: BLOCK",
                                enum_type=BookingKind,
                                max_length=20,
                            ),
                        ),
                        (
                            "organization",
                            fields.ForeignKeyField(
                                "hub.Organization",
                                source_field="organization_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="bookings",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "person",
                            fields.ForeignKeyField(
                                "hub.Person",
                                source_field="person_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="bookings",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "booked_by",
                            fields.ForeignKeyField(
                                "hub.Person",
                                source_field="booked_by_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="bookings_made",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("title", fields.CharField(max_length=160)),
                        ("is_public", fields.BooleanField(default=False)),
                        ("attendees", fields.IntField(default=1)),
                        ("note", fields.TextField(null=True, unique=False)),
                        ("starts_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        ("ends_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        ("blocked_from", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        ("blocked_until", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "local_starts",
                            WallDatetimeField(generated=False, null=False, unique=False),
                        ),
                        (
                            "local_ends",
                            WallDatetimeField(generated=False, null=False, unique=False),
                        ),
                        (
                            "series",
                            fields.ForeignKeyField(
                                "hub.BookingSeries",
                                source_field="series_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="bookings",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("occurs_on", fields.DateField(null=True)),
                        ("sequence", fields.IntField(default=0, db_default=0)),
                        (
                            "changed_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("requested_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "holds_while_pending",
                            fields.BooleanField(default=False, db_default=False),
                        ),
                        (
                            "lapses_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "confirmed_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "declined_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("decline_reason", fields.CharField(null=True, max_length=300)),
                        (
                            "decided_by",
                            fields.ForeignKeyField(
                                "hub.Person",
                                source_field="decided_by_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="bookings_decided",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "cancelled_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("cancel_reason", fields.CharField(null=True, max_length=300)),
                        (
                            "cancelled_by",
                            fields.ForeignKeyField(
                                "hub.Person",
                                source_field="cancelled_by_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="bookings_cancelled",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "check_in_due_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "checked_in_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "finished_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "excused_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("excuse_reason", fields.CharField(null=True, max_length=300)),
                        (
                            "released_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("price", fields.DecimalField(null=True, max_digits=14, decimal_places=2)),
                        (
                            "price_unit",
                            fields.CharEnumField(
                                null=True,
                                description="QUARTER_HOUR: QUARTER_HOUR\nHOUR: HOUR\nHALF_DAY: HALF_DAY\nDAY: DAY\nWEEK: WEEK\nMONTH: MONTH\nBOOKING: BOOKING",
                                enum_type=PriceUnit,
                                max_length=20,
                            ),
                        ),
                        (
                            "unit_price",
                            fields.DecimalField(null=True, max_digits=14, decimal_places=2),
                        ),
                        (
                            "vat_rate",
                            fields.DecimalField(null=True, max_digits=5, decimal_places=2),
                        ),
                        ("free_reason", fields.CharField(null=True, max_length=200)),
                        ("pool_minutes", fields.IntField(default=0)),
                        (
                            "cancellation_steps",
                            fields.JSONField(
                                default=list,
                                encoder=functools.partial(dumps, separators=(",", ":")),
                                decoder=loads,
                            ),
                        ),
                        (
                            "cancellation_fee",
                            fields.DecimalField(null=True, max_digits=14, decimal_places=2),
                        ),
                    ],
                    options={
                        "table": "booking",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="ends_at > starts_at", name="booking_period_in_order"
                            ),
                            CheckConstraint(
                                check="blocked_from <= starts_at AND blocked_until > blocked_from AND blocked_until >= coalesce(finished_at, ends_at)",
                                name="booking_blocked_time_covers_it",
                            ),
                            CheckConstraint(
                                check="kind NOT IN ('ORDINARY', 'BEHALF') OR num_nonnulls(organization_id, person_id) >= 1",
                                name="booking_has_holder",
                            ),
                            CheckConstraint(
                                check="attendees >= 1 AND pool_minutes >= 0 AND sequence >= 0",
                                name="booking_counts_in_range",
                            ),
                            CheckConstraint(
                                check="sequence = 0 OR changed_at IS NOT NULL",
                                name="booking_revision_has_instant",
                            ),
                            CheckConstraint(
                                check="price >= 0 AND unit_price >= 0 AND cancellation_fee >= 0 AND vat_rate BETWEEN 0 AND 100",
                                name="booking_amounts_not_negative",
                            ),
                            CheckConstraint(
                                check="free_reason IS NULL OR price = 0",
                                name="booking_free_has_no_price",
                            ),
                            CheckConstraint(
                                check="num_nulls(series_id, occurs_on) IN (0, 2)",
                                name="booking_occurrence_has_series",
                            ),
                            CheckConstraint(
                                check="num_nulls(declined_at, decline_reason) IN (0, 2)",
                                name="booking_decline_has_reason",
                            ),
                            CheckConstraint(
                                check="excuse_reason IS NULL OR excused_at IS NOT NULL",
                                name="booking_excuse_was_given",
                            ),
                            CheckConstraint(
                                check="num_nonnulls(declined_at, cancelled_at) <= 1",
                                name="booking_one_outcome",
                            ),
                            CheckConstraint(
                                check="num_nonnulls(checked_in_at, finished_at, check_in_due_at) = 0 OR confirmed_at IS NOT NULL",
                                name="booking_checked_in_was_confirmed",
                            ),
                            CheckConstraint(
                                check="checked_in_at < check_in_due_at",
                                name="booking_checked_in_in_time",
                            ),
                            CheckConstraint(
                                check="finished_at > starts_at AND finished_at < ends_at",
                                name="booking_finished_early",
                            ),
                            CheckConstraint(
                                check="jsonb_typeof(cancellation_steps) = 'array' AND NOT jsonb_path_exists(cancellation_steps, 'strict $[*] ? (@.type() != \"object\")') AND NOT jsonb_path_exists(cancellation_steps, '$[*] ? (!(@.minutes_before.type() == \"number\" && @.minutes_before >= 0 && @.minutes_before <= 525600 && @.minutes_before.floor() == @.minutes_before && @.percent.type() == \"number\" && @.percent >= 0 && @.percent <= 100 && @.percent.floor() == @.percent))')",
                                name="booking_steps_format",
                            ),
                            UniqueConstraint(
                                fields=("series_id", "occurs_on"),
                                name="booking_occurrence_once",
                                condition="num_nonnulls(declined_at, cancelled_at, released_at) = 0",
                            ),
                        ],
                        "indexes": [
                            Index(fields=["starts_at", "id"]),
                            Index(fields=["space_id", "starts_at", "id"]),
                            Index(fields=["organization_id", "starts_at", "id"]),
                            Index(fields=["person_id", "starts_at", "id"]),
                            Index(fields=["booked_by_id", "starts_at"]),
                            Index(fields=["series_id", "occurs_on"]),
                            Index(fields=["decided_by_id"]),
                            Index(fields=["cancelled_by_id"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "That somebody wants, has or had a space from one instant to another.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="BookingAttendee",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "booking",
                            fields.ForeignKeyField(
                                "hub.Booking",
                                source_field="booking_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="guests",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        (
                            "person",
                            fields.ForeignKeyField(
                                "hub.Person",
                                source_field="person_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="invited_to",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("name", fields.CharField(null=True, max_length=160)),
                        ("email", fields.CharField(null=True, max_length=254)),
                    ],
                    options={
                        "table": "booking_attendee",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="num_nonnulls(person_id, email) = 1",
                                name="booking_attendee_one_address",
                            ),
                            UniqueConstraint(
                                fields=("booking_id", "person_id"),
                                name="booking_attendee_person_once",
                            ),
                            UniqueConstraint(
                                fields=("booking_id", "email"), name="booking_attendee_email_once"
                            ),
                        ],
                        "indexes": [Index(fields=["person_id"])],
                        "pk_attr": "id",
                        "table_description": "That somebody was asked to a booking: a person of the park, or a guest by e-mail address.",
                    },
                    bases=["Row"],
                ),
                ops.CreateModel(
                    name="BookingBlock",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "booking",
                            fields.ForeignKeyField(
                                "hub.Booking",
                                source_field="booking_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="blocks",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        (
                            "space",
                            fields.ForeignKeyField(
                                "hub.Space",
                                source_field="space_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="blocks",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("blocked_from", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        ("blocked_until", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                    ],
                    options={
                        "table": "booking_block",
                        "app": "hub",
                        "indexes": [
                            Index(fields=["booking_id"]),
                            Index(fields=["space_id", "blocked_from"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "That a booking keeps a space: the booked one and each one that lies within it.",
                    },
                    bases=["Row"],
                ),
                ops.CreateModel(
                    name="CalendarLink",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "account",
                            fields.ForeignKeyField(
                                "hub.Account",
                                source_field="account_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="calendar_links",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("roles", ArrayField(default=list, element_type="TEXT")),
                        (
                            "person",
                            fields.ForeignKeyField(
                                "hub.Person",
                                source_field="person_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="calendar_links",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "space",
                            fields.ForeignKeyField(
                                "hub.Space",
                                source_field="space_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="calendar_links",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "organization",
                            fields.ForeignKeyField(
                                "hub.Organization",
                                source_field="organization_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="calendar_links",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("generation", fields.IntField(default=1)),
                        (
                            "renewed_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "revoked_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "last_used_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                    ],
                    options={
                        "table": "calendar_link",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="num_nonnulls(person_id, space_id, organization_id) = 1",
                                name="calendar_link_one_scope",
                            ),
                            CheckConstraint(
                                check="generation >= 1", name="calendar_link_generation_positive"
                            ),
                            UniqueConstraint(
                                fields=("account_id", "person_id"),
                                name="calendar_link_once_per_person",
                                condition="revoked_at IS NULL",
                            ),
                            UniqueConstraint(
                                fields=("account_id", "space_id"),
                                name="calendar_link_once_per_space",
                                condition="revoked_at IS NULL",
                            ),
                            UniqueConstraint(
                                fields=("account_id", "organization_id"),
                                name="calendar_link_once_per_organization",
                                condition="revoked_at IS NULL",
                            ),
                        ],
                        "indexes": [
                            Index(fields=["account_id", "created_at"]),
                            Index(fields=["person_id"]),
                            Index(fields=["space_id"]),
                            Index(fields=["organization_id"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "That an account follows the bookings of a person, of a space or of an organization.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="Closure",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "site",
                            fields.ForeignKeyField(
                                "hub.Site",
                                source_field="site_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="closures",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "space",
                            fields.ForeignKeyField(
                                "hub.Space",
                                source_field="space_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="closures",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("starts_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        ("ends_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "state",
                            fields.CharEnumField(
                                default=OpeningState.CLOSED,
                                description="OPEN: OPEN\nSELF_SERVICE: SELF_SERVICE\nWITH_KEY: WITH_KEY\nWITH_BOOKING: WITH_BOOKING\nEXIT_ONLY: EXIT_ONLY\nMAINTENANCE: MAINTENANCE\nCLOSED: CLOSED",
                                enum_type=OpeningState,
                                max_length=20,
                            ),
                        ),
                        ("reason", fields.CharField(max_length=200)),
                        (
                            "withdrawn_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                    ],
                    options={
                        "table": "closure",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="num_nonnulls(site_id, space_id) = 1",
                                name="closure_one_place",
                            ),
                            CheckConstraint(
                                check="state IN ('CLOSED', 'MAINTENANCE')", name="closure_shuts"
                            ),
                            CheckConstraint(
                                check="ends_at > starts_at", name="closure_period_in_order"
                            ),
                        ],
                        "indexes": [
                            Index(fields=["site_id", "starts_at"]),
                            Index(fields=["space_id", "starts_at"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "That a place is shut from one instant to another, whatever its hours say.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="Connectivity",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "site",
                            fields.ForeignKeyField(
                                "hub.Site",
                                source_field="site_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="connectivity",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "space",
                            fields.ForeignKeyField(
                                "hub.Space",
                                source_field="space_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="connectivity",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "operator",
                            fields.ForeignKeyField(
                                "hub.Organization",
                                source_field="operator_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="operated_connectivity",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "technology",
                            fields.CharEnumField(
                                description="FTTH: FTTH\nFTTC: FTTC\nDEDICATED_FIBRE: DEDICATED_FIBRE\nDARK_FIBRE: DARK_FIBRE\nFWA: FWA\nWIFI: WIFI\nMOBILE: MOBILE",
                                enum_type=LineTechnology,
                                max_length=20,
                            ),
                        ),
                        ("territory", fields.CharField(null=True, max_length=120)),
                        (
                            "down_mbps",
                            fields.DecimalField(null=True, max_digits=9, decimal_places=2),
                        ),
                        ("up_mbps", fields.DecimalField(null=True, max_digits=9, decimal_places=2)),
                        ("is_guaranteed", fields.BooleanField(default=False)),
                        ("connections", fields.IntField(null=True)),
                        (
                            "unit_of_count",
                            fields.CharEnumField(
                                null=True,
                                description="USER: USER\nPROPERTY_UNIT: PROPERTY_UNIT\nSTREET_NUMBER: STREET_NUMBER",
                                enum_type=UnitOfCount,
                                max_length=20,
                            ),
                        ),
                        ("counted_on", fields.DateField(null=True)),
                        ("source", fields.CharField(null=True, max_length=200)),
                        ("starts_on", fields.DateField()),
                        ("ends_on", fields.DateField(null=True)),
                    ],
                    options={
                        "table": "connectivity",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="num_nonnulls(site_id, space_id, territory) = 1",
                                name="connectivity_one_place",
                            ),
                            CheckConstraint(
                                check="down_mbps > 0 AND up_mbps > 0",
                                name="connectivity_speeds_positive",
                            ),
                            CheckConstraint(
                                check="num_nulls(connections, unit_of_count, counted_on) IN (0, 3) AND (connections IS NULL OR source IS NOT NULL) AND connections >= 0",
                                name="connectivity_count_has_unit",
                            ),
                            CheckConstraint(
                                check="ends_on > starts_on", name="connectivity_period_in_order"
                            ),
                        ],
                        "indexes": [
                            Index(fields=["site_id", "starts_on"]),
                            Index(fields=["space_id", "starts_on"]),
                            Index(fields=["operator_id", "starts_on"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "A line of a site or a space, or a count of an operator's connections, as of a day.",
                    },
                    bases=["Row"],
                ),
                ops.CreateModel(
                    name="Lease",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "space",
                            fields.ForeignKeyField(
                                "hub.Space",
                                source_field="space_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="leases",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "organization",
                            fields.ForeignKeyField(
                                "hub.Organization",
                                source_field="organization_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="leases",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "person",
                            fields.ForeignKeyField(
                                "hub.Person",
                                source_field="person_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="leases",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("starts_on", fields.DateField()),
                        ("ends_on", fields.DateField(null=True)),
                        ("signed_on", fields.DateField(null=True)),
                        ("notice_days", fields.SmallIntField(default=0)),
                        ("notice_on", fields.DateField(null=True)),
                        (
                            "monthly_amount",
                            fields.DecimalField(null=True, max_digits=14, decimal_places=2),
                        ),
                        (
                            "vat_rate",
                            fields.DecimalField(null=True, max_digits=5, decimal_places=2),
                        ),
                        (
                            "deposit",
                            fields.DecimalField(null=True, max_digits=14, decimal_places=2),
                        ),
                        ("deposit_received_on", fields.DateField(null=True)),
                        ("deposit_returned_on", fields.DateField(null=True)),
                        ("note", fields.TextField(null=True, unique=False)),
                    ],
                    options={
                        "table": "lease",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="num_nonnulls(organization_id, person_id) >= 1",
                                name="lease_has_holder",
                            ),
                            CheckConstraint(
                                check="ends_on >= starts_on", name="lease_period_in_order"
                            ),
                            CheckConstraint(
                                check="monthly_amount >= 0 AND deposit >= 0 AND notice_days >= 0 AND vat_rate BETWEEN 0 AND 100",
                                name="lease_numbers_in_range",
                            ),
                            CheckConstraint(
                                check="(deposit_received_on IS NULL OR deposit IS NOT NULL) AND (deposit_returned_on IS NULL OR deposit_received_on IS NOT NULL) AND deposit_returned_on >= deposit_received_on",
                                name="lease_deposit_in_order",
                            ),
                        ],
                        "indexes": [
                            Index(fields=["space_id", "starts_on"]),
                            Index(fields=["organization_id", "starts_on"]),
                            Index(fields=["person_id", "starts_on"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "That a desk, an office or another space is let to one party for a period.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="OpeningException",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "site",
                            fields.ForeignKeyField(
                                "hub.Site",
                                source_field="site_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="opening_exceptions",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "space",
                            fields.ForeignKeyField(
                                "hub.Space",
                                source_field="space_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="opening_exceptions",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("occurs_on", fields.DateField()),
                        ("opens", WallTimeField(null=True, generated=False, unique=False)),
                        ("closes", WallTimeField(null=True, generated=False, unique=False)),
                        (
                            "state",
                            fields.CharEnumField(
                                default=OpeningState.CLOSED,
                                description="OPEN: OPEN\nSELF_SERVICE: SELF_SERVICE\nWITH_KEY: WITH_KEY\nWITH_BOOKING: WITH_BOOKING\nEXIT_ONLY: EXIT_ONLY\nMAINTENANCE: MAINTENANCE\nCLOSED: CLOSED",
                                enum_type=OpeningState,
                                max_length=20,
                            ),
                        ),
                        ("reason", fields.CharField(max_length=200)),
                        (
                            "withdrawn_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                    ],
                    options={
                        "table": "opening_exception",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="num_nonnulls(site_id, space_id) = 1",
                                name="opening_exception_one_place",
                            ),
                            CheckConstraint(
                                check="num_nulls(opens, closes) IN (0, 2) AND (opens IS NOT NULL OR state IN ('CLOSED', 'MAINTENANCE')) AND (closes > opens OR closes = '00:00'::time)",
                                name="opening_exception_hours_in_order",
                            ),
                        ],
                        "indexes": [
                            Index(fields=["site_id", "occurs_on"]),
                            Index(fields=["space_id", "occurs_on"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "What holds on one day instead of the weekly hours: other hours, or none.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="OpeningHours",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "site",
                            fields.ForeignKeyField(
                                "hub.Site",
                                source_field="site_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="opening_hours",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "space",
                            fields.ForeignKeyField(
                                "hub.Space",
                                source_field="space_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="opening_hours",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("weekday", fields.SmallIntField()),
                        ("opens", WallTimeField(generated=False, null=False, unique=False)),
                        ("closes", WallTimeField(generated=False, null=False, unique=False)),
                        (
                            "state",
                            fields.CharEnumField(
                                default=OpeningState.OPEN,
                                description="OPEN: OPEN\nSELF_SERVICE: SELF_SERVICE\nWITH_KEY: WITH_KEY\nWITH_BOOKING: WITH_BOOKING\nEXIT_ONLY: EXIT_ONLY\nMAINTENANCE: MAINTENANCE\nCLOSED: CLOSED",
                                enum_type=OpeningState,
                                max_length=20,
                            ),
                        ),
                        ("starts_on", fields.DateField()),
                        ("ends_on", fields.DateField(null=True)),
                    ],
                    options={
                        "table": "opening_hours",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="num_nonnulls(site_id, space_id) = 1",
                                name="opening_hours_one_place",
                            ),
                            CheckConstraint(
                                check="weekday BETWEEN 1 AND 7", name="opening_hours_weekday_of_iso"
                            ),
                            CheckConstraint(
                                check="closes > opens OR closes = '00:00'::time",
                                name="opening_hours_hours_in_order",
                            ),
                            CheckConstraint(
                                check="ends_on >= starts_on", name="opening_hours_period_in_order"
                            ),
                        ],
                        "indexes": [
                            Index(fields=["site_id", "weekday", "opens"]),
                            Index(fields=["space_id", "weekday", "opens"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "That a place is open at certain hours of a weekday, each week of a period.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="RentStep",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "lease",
                            fields.ForeignKeyField(
                                "hub.Lease",
                                source_field="lease_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="rent_steps",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("starts_on", fields.DateField()),
                        ("monthly_amount", fields.DecimalField(max_digits=14, decimal_places=2)),
                        ("reason", fields.CharField(null=True, max_length=200)),
                    ],
                    options={
                        "table": "rent_step",
                        "app": "hub",
                        "constraints": [
                            UniqueConstraint(
                                fields=("lease_id", "starts_on"), name="rent_step_once_a_day"
                            ),
                            CheckConstraint(
                                check="monthly_amount >= 0", name="rent_step_amount_not_negative"
                            ),
                        ],
                        "indexes": [Index(fields=["lease_id", "starts_on"])],
                        "pk_attr": "id",
                        "table_description": "The monthly amount of a lease from a day on, where it changes while the lease runs.",
                    },
                    bases=["Row"],
                ),
                ops.CreateModel(
                    name="SkippedOccurrence",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "series",
                            fields.ForeignKeyField(
                                "hub.BookingSeries",
                                source_field="series_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="skipped",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("occurs_on", fields.DateField()),
                        (
                            "reason",
                            fields.CharEnumField(
                                description="TAKEN: TAKEN\nCLOSED: CLOSED\nNOT_COVERED: NOT_COVERED\nLOCAL_TIME: LOCAL_TIME\nREFUSED: REFUSED\nLEFT_OUT: LEFT_OUT",
                                enum_type=SkipReason,
                                max_length=20,
                            ),
                        ),
                        (
                            "resolved_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                    ],
                    options={
                        "table": "skipped_occurrence",
                        "app": "hub",
                        "constraints": [
                            UniqueConstraint(
                                fields=("series_id", "occurs_on"), name="skipped_occurrence_once"
                            )
                        ],
                        "indexes": [Index(fields=["series_id", "occurs_on"])],
                        "pk_attr": "id",
                        "table_description": "A date of a series on which it has no booking, and why; it can be added when it is free.",
                    },
                    bases=["Row"],
                ),
                ops.CreateModel(
                    name="SpacePrice",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "space",
                            fields.ForeignKeyField(
                                "hub.Space",
                                source_field="space_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="prices",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "category",
                            fields.CharEnumField(
                                null=True,
                                description="FOUNDER: FOUNDER\nORDINARY: ORDINARY\nSUPPORTING: SUPPORTING\nINSTITUTIONAL: INSTITUTIONAL\nCO_WORKER: CO_WORKER",
                                enum_type=MembershipCategory,
                                max_length=20,
                            ),
                        ),
                        (
                            "unit",
                            fields.CharEnumField(
                                description="QUARTER_HOUR: QUARTER_HOUR\nHOUR: HOUR\nHALF_DAY: HALF_DAY\nDAY: DAY\nWEEK: WEEK\nMONTH: MONTH\nBOOKING: BOOKING",
                                enum_type=PriceUnit,
                                max_length=20,
                            ),
                        ),
                        ("amount", fields.DecimalField(max_digits=14, decimal_places=2)),
                        (
                            "vat_rate",
                            fields.DecimalField(
                                default=Decimal("22"), max_digits=5, decimal_places=2
                            ),
                        ),
                        ("starts_on", fields.DateField()),
                        ("ends_on", fields.DateField(null=True)),
                    ],
                    options={
                        "table": "space_price",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="amount >= 0 AND vat_rate BETWEEN 0 AND 100",
                                name="space_price_numbers_in_range",
                            ),
                            CheckConstraint(
                                check="ends_on >= starts_on", name="space_price_period_in_order"
                            ),
                        ],
                        "indexes": [Index(fields=["space_id", "starts_on"])],
                        "pk_attr": "id",
                        "table_description": "What a space costs from one day to another, for holders of one category or for all others.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="Startup",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "organization",
                            fields.ForeignKeyField(
                                "hub.Organization",
                                source_field="organization_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="startups",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("name", fields.CharField(max_length=120)),
                        ("pitch", fields.CharField(null=True, max_length=280)),
                        ("description", fields.TextField(null=True, unique=False)),
                        ("sector", fields.CharField(null=True, max_length=80)),
                        ("website", fields.CharField(null=True, max_length=300)),
                        ("founded_on", fields.DateField(null=True)),
                        ("is_stealth", fields.BooleanField(default=False)),
                        ("is_invented", fields.BooleanField(default=False)),
                    ],
                    options={
                        "table": "startup",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(check="name <> ''", name="startup_name_given")
                        ],
                        "indexes": [Index(fields=["organization_id", "id"])],
                        "pk_attr": "id",
                        "table_description": "A young company, or the team that means to become one.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="Application",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "intake",
                            fields.ForeignKeyField(
                                "hub.Intake",
                                source_field="intake_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="applications",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "organization",
                            fields.ForeignKeyField(
                                "hub.Organization",
                                source_field="organization_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="applications",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "person",
                            fields.ForeignKeyField(
                                "hub.Person",
                                source_field="person_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="applications",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "startup",
                            fields.ForeignKeyField(
                                "hub.Startup",
                                source_field="startup_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="applications",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("number", fields.CharField(unique=True, max_length=20)),
                        ("startup_name", fields.CharField(max_length=120)),
                        ("pitch", fields.CharField(null=True, max_length=280)),
                        ("sector", fields.CharField(null=True, max_length=80)),
                        ("team_size", fields.SmallIntField(null=True)),
                        ("problem", fields.TextField(null=True, unique=False)),
                        ("solution", fields.TextField(null=True, unique=False)),
                        ("market", fields.TextField(null=True, unique=False)),
                        ("competition", fields.TextField(null=True, unique=False)),
                        ("business_model", fields.TextField(null=True, unique=False)),
                        ("team", fields.TextField(null=True, unique=False)),
                        ("needs", fields.TextField(null=True, unique=False)),
                        ("revision", fields.SmallIntField(default=1, db_default=1)),
                        (
                            "submitted_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("screened_on", fields.DateField(null=True)),
                        ("decided_on", fields.DateField(null=True)),
                        (
                            "decision",
                            fields.CharEnumField(
                                null=True,
                                description="SELECTED: SELECTED\nWAITLISTED: WAITLISTED\nREJECTED: REJECTED",
                                enum_type=ApplicationDecision,
                                max_length=20,
                            ),
                        ),
                        ("decision_reason", fields.TextField(null=True, unique=False)),
                        ("feedback", fields.TextField(null=True, unique=False)),
                        ("withdrawn_on", fields.DateField(null=True)),
                    ],
                    options={
                        "table": "application",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="num_nonnulls(organization_id, person_id) > 0",
                                name="application_party",
                            ),
                            CheckConstraint(
                                check="startup_name <> ''", name="application_startup_name_given"
                            ),
                            CheckConstraint(
                                check="team_size > 0", name="application_team_size_positive"
                            ),
                            CheckConstraint(
                                check="revision > 0", name="application_revision_positive"
                            ),
                            CheckConstraint(
                                check="(decision IS NULL) = (decided_on IS NULL)",
                                name="application_decision_dated",
                            ),
                            CheckConstraint(
                                check="submitted_at IS NOT NULL OR num_nonnulls(screened_on, decided_on) = 0",
                                name="application_submitted_first",
                            ),
                            CheckConstraint(
                                check="decided_on >= screened_on", name="application_dates_in_order"
                            ),
                        ],
                        "indexes": [
                            Index(fields=["intake_id", "submitted_at"]),
                            Index(fields=["organization_id", "submitted_at"]),
                            Index(fields=["person_id", "submitted_at"]),
                            Index(fields=["startup_id", "submitted_at"]),
                            Index(fields=["submitted_at", "id"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "A request to be taken into a programme, made by a person or by an organization.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="ConflictOfInterest",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "application",
                            fields.ForeignKeyField(
                                "hub.Application",
                                source_field="application_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="conflicts",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "person",
                            fields.ForeignKeyField(
                                "hub.Person",
                                source_field="person_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="conflicts_of_interest",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "kind",
                            fields.CharEnumField(
                                description="SAME_ORGANIZATION: SAME_ORGANIZATION\nTEAM_MEMBER: TEAM_MEMBER\nMENTOR: MENTOR\nINVESTOR: INVESTOR\nFAMILY: FAMILY\nOTHER: OTHER",
                                enum_type=ConflictKind,
                                max_length=20,
                            ),
                        ),
                        ("declared_on", fields.DateField()),
                        ("is_declared", fields.BooleanField(default=True)),
                        ("note", fields.CharField(null=True, max_length=300)),
                    ],
                    options={
                        "table": "conflict_of_interest",
                        "app": "hub",
                        "constraints": [
                            UniqueConstraint(
                                fields=("application_id", "person_id", "kind"),
                                name="conflict_of_interest_once_per_kind",
                            ),
                            CheckConstraint(
                                check="kind <> 'OTHER' OR note IS NOT NULL",
                                name="conflict_of_interest_other_explained",
                            ),
                        ],
                        "indexes": [Index(fields=["person_id", "declared_on"])],
                        "pk_attr": "id",
                        "table_description": "That a person may not judge an application, and why.",
                    },
                    bases=["Row"],
                ),
                ops.CreateModel(
                    name="Exit",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "startup",
                            fields.ForeignKeyField(
                                "hub.Startup",
                                source_field="startup_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="exits",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "kind",
                            fields.CharEnumField(
                                description="ACQUIRED: ACQUIRED\nLISTED: LISTED\nMERGED: MERGED\nSTILL_OPERATING: STILL_OPERATING\nCLOSED: CLOSED",
                                enum_type=ExitKind,
                                max_length=20,
                            ),
                        ),
                        ("happened_on", fields.DateField()),
                        ("amount", fields.DecimalField(null=True, max_digits=14, decimal_places=2)),
                        ("counterpart", fields.CharField(null=True, max_length=160)),
                        ("reason", fields.TextField(null=True, unique=False)),
                        ("source", fields.CharField(max_length=200)),
                    ],
                    options={
                        "table": "startup_exit",
                        "app": "hub",
                        "constraints": [
                            UniqueConstraint(
                                fields=("startup_id", "happened_on"),
                                name="startup_exit_once_per_day",
                            ),
                            CheckConstraint(
                                check="amount >= 0", name="startup_exit_amount_not_negative"
                            ),
                            CheckConstraint(
                                check="amount IS NULL OR kind NOT IN ('STILL_OPERATING', 'CLOSED')",
                                name="startup_exit_amount_of_sale",
                            ),
                        ],
                        "pk_attr": "id",
                        "table_description": "What became of a start-up, and when.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="FundingRound",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "startup",
                            fields.ForeignKeyField(
                                "hub.Startup",
                                source_field="startup_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="funding_rounds",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "kind",
                            fields.CharEnumField(
                                description="FOUNDERS: FOUNDERS\nANGEL: ANGEL\nSEED: SEED\nVENTURE: VENTURE\nCROWDFUNDING: CROWDFUNDING\nLOAN: LOAN\nGRANT: GRANT",
                                enum_type=FundingKind,
                                max_length=20,
                            ),
                        ),
                        ("closed_on", fields.DateField()),
                        ("amount", fields.DecimalField(max_digits=14, decimal_places=2)),
                        ("investors", fields.CharField(null=True, max_length=200)),
                        ("source", fields.CharField(max_length=200)),
                        ("is_public", fields.BooleanField(default=False)),
                    ],
                    options={
                        "table": "funding_round",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="amount > 0", name="funding_round_amount_positive"
                            )
                        ],
                        "indexes": [
                            Index(fields=["startup_id", "closed_on"]),
                            Index(fields=["closed_on"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "Money that a start-up received.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="InformationRequest",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "application",
                            fields.ForeignKeyField(
                                "hub.Application",
                                source_field="application_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="information_requests",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("question", fields.TextField(unique=False)),
                        ("asked_on", fields.DateField()),
                        ("due_on", fields.DateField(null=True)),
                        ("answer", fields.TextField(null=True, unique=False)),
                        ("answered_on", fields.DateField(null=True)),
                    ],
                    options={
                        "table": "information_request",
                        "app": "hub",
                        "constraints": [
                            UniqueConstraint(
                                fields=("application_id",),
                                name="information_request_one_open",
                                condition="answered_on IS NULL",
                            ),
                            CheckConstraint(
                                check="question <> ''", name="information_request_question_given"
                            ),
                            CheckConstraint(
                                check="answered_on >= asked_on",
                                name="information_request_dates_in_order",
                            ),
                            CheckConstraint(
                                check="due_on >= asked_on",
                                name="information_request_due_after_asking",
                            ),
                            CheckConstraint(
                                check="(answer IS NULL) = (answered_on IS NULL)",
                                name="information_request_answer_dated",
                            ),
                        ],
                        "indexes": [Index(fields=["application_id", "asked_on"])],
                        "pk_attr": "id",
                        "table_description": "A question of the desk to an applicant, and the answer.",
                    },
                    bases=["Row"],
                ),
                ops.CreateModel(
                    name="KpiPeriod",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "startup",
                            fields.ForeignKeyField(
                                "hub.Startup",
                                source_field="startup_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="kpi_periods",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("month_on", fields.DateField()),
                        ("due_on", fields.DateField()),
                    ],
                    options={
                        "table": "kpi_period",
                        "app": "hub",
                        "constraints": [
                            UniqueConstraint(
                                fields=("startup_id", "month_on"), name="kpi_period_once_per_month"
                            ),
                            CheckConstraint(
                                check="extract(day FROM month_on) = 1",
                                name="kpi_period_begins_on_first_of_month",
                            ),
                            CheckConstraint(
                                check="due_on >= month_on + INTERVAL '1 month'",
                                name="kpi_period_due_after_month",
                            ),
                        ],
                        "indexes": [Index(fields=["due_on"])],
                        "pk_attr": "id",
                        "table_description": "A month for which a start-up owes its numbers.",
                    },
                    bases=["Row"],
                ),
                ops.CreateModel(
                    name="KpiReport",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "period",
                            fields.ForeignKeyField(
                                "hub.KpiPeriod",
                                source_field="period_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="reports",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "filed_by",
                            fields.ForeignKeyField(
                                "hub.Person",
                                source_field="filed_by_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="kpi_reports",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("revision", fields.SmallIntField(default=1, db_default=1)),
                        ("filed_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        ("reason", fields.CharField(null=True, max_length=300)),
                        ("note", fields.TextField(null=True, unique=False)),
                    ],
                    options={
                        "table": "kpi_report",
                        "app": "hub",
                        "constraints": [
                            UniqueConstraint(
                                fields=("period_id", "revision"),
                                name="kpi_report_once_per_revision",
                            ),
                            CheckConstraint(
                                check="revision > 0", name="kpi_report_revision_positive"
                            ),
                            CheckConstraint(
                                check="revision = 1 OR reason IS NOT NULL",
                                name="kpi_report_correction_explained",
                            ),
                        ],
                        "indexes": [Index(fields=["filed_by_id", "filed_at"])],
                        "pk_attr": "id",
                        "table_description": "The numbers of a month as filed; a correction is another revision, with its reason.",
                    },
                    bases=["Row"],
                ),
                ops.CreateModel(
                    name="KpiValue",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "report",
                            fields.ForeignKeyField(
                                "hub.KpiReport",
                                source_field="report_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="values",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "metric",
                            fields.CharEnumField(
                                description="REVENUE: REVENUE\nCOSTS: COSTS\nRECURRING_REVENUE: RECURRING_REVENUE\nCASH: CASH\nEMPLOYEES: EMPLOYEES\nCOLLABORATORS: COLLABORATORS\nWOMEN: WOMEN\nUNDER_35: UNDER_35\nCUSTOMERS: CUSTOMERS\nUSERS: USERS",
                                enum_type=Metric,
                                max_length=20,
                            ),
                        ),
                        ("amount", fields.DecimalField(max_digits=14, decimal_places=2)),
                        (
                            "audience",
                            fields.CharEnumField(
                                default=Audience.DESK,
                                description="DESK: DESK\nMENTORS: MENTORS\nMEMBERS: MEMBERS\nPUBLIC: PUBLIC",
                                enum_type=Audience,
                                max_length=10,
                            ),
                        ),
                    ],
                    options={
                        "table": "kpi_value",
                        "app": "hub",
                        "constraints": [
                            UniqueConstraint(
                                fields=("report_id", "metric"), name="kpi_value_once_per_metric"
                            ),
                            CheckConstraint(
                                check="metric = 'CASH' OR amount >= 0",
                                name="kpi_value_not_negative_but_cash",
                            ),
                        ],
                        "pk_attr": "id",
                        "table_description": "One number of a report, and to whom the start-up shows it.",
                    },
                    bases=["Row"],
                ),
                ops.CreateModel(
                    name="MentoringSession",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "mentor",
                            fields.ForeignKeyField(
                                "hub.Mentor",
                                source_field="mentor_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="sessions",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "startup",
                            fields.ForeignKeyField(
                                "hub.Startup",
                                source_field="startup_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="mentoring_sessions",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("topic", fields.CharField(null=True, max_length=160)),
                        ("place", fields.CharField(null=True, max_length=160)),
                        ("starts_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        ("ends_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "booked_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "cancelled_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "confirmed_by_mentor_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "confirmed_by_startup_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("summary", fields.TextField(null=True, unique=False)),
                    ],
                    options={
                        "table": "mentoring_session",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="ends_at - starts_at >= INTERVAL '30 minutes'",
                                name="mentoring_session_half_an_hour",
                            ),
                            CheckConstraint(
                                check="(startup_id IS NULL) = (booked_at IS NULL)",
                                name="mentoring_session_booking_dated",
                            ),
                            CheckConstraint(
                                check="num_nonnulls(confirmed_by_mentor_at, confirmed_by_startup_at) = 0 OR (startup_id IS NOT NULL AND cancelled_at IS NULL)",
                                name="mentoring_session_confirmed_when_held",
                            ),
                            CheckConstraint(
                                check="confirmed_by_mentor_at >= starts_at AND confirmed_by_startup_at >= starts_at",
                                name="mentoring_session_confirmed_after_start",
                            ),
                        ],
                        "indexes": [
                            Index(fields=["mentor_id", "starts_at"]),
                            Index(fields=["startup_id", "starts_at"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "An hour of a mentor, offered to all or taken by a start-up.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="Mentorship",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "mentor",
                            fields.ForeignKeyField(
                                "hub.Mentor",
                                source_field="mentor_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="mentorships",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "startup",
                            fields.ForeignKeyField(
                                "hub.Startup",
                                source_field="startup_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="mentorships",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("is_primary", fields.BooleanField(default=False)),
                        ("goals", fields.TextField(null=True, unique=False)),
                        ("proposed_on", fields.DateField()),
                        ("declined_on", fields.DateField(null=True)),
                        ("starts_on", fields.DateField(null=True)),
                        ("ends_on", fields.DateField(null=True)),
                    ],
                    options={
                        "table": "mentorship",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="ends_on > starts_on", name="mentorship_period_in_order"
                            ),
                            CheckConstraint(
                                check="ends_on IS NULL OR starts_on IS NOT NULL",
                                name="mentorship_ends_after_start",
                            ),
                            CheckConstraint(
                                check="starts_on >= proposed_on",
                                name="mentorship_starts_after_proposal",
                            ),
                            CheckConstraint(
                                check="declined_on >= proposed_on",
                                name="mentorship_declined_after_proposal",
                            ),
                            CheckConstraint(
                                check="num_nonnulls(declined_on, starts_on) < 2",
                                name="mentorship_one_answer",
                            ),
                        ],
                        "indexes": [
                            Index(fields=["mentor_id", "proposed_on"]),
                            Index(fields=["startup_id", "proposed_on"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "That a mentor accompanies a start-up, from one day to another.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="Milestone",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "startup",
                            fields.ForeignKeyField(
                                "hub.Startup",
                                source_field="startup_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="milestones",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("title", fields.CharField(max_length=160)),
                        ("description", fields.TextField(null=True, unique=False)),
                        ("due_on", fields.DateField()),
                        ("reached_on", fields.DateField(null=True)),
                        ("dropped_on", fields.DateField(null=True)),
                        ("evidence", fields.CharField(null=True, max_length=300)),
                    ],
                    options={
                        "table": "milestone",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(check="title <> ''", name="milestone_title_given"),
                            CheckConstraint(
                                check="num_nonnulls(reached_on, dropped_on) < 2",
                                name="milestone_one_end",
                            ),
                        ],
                        "indexes": [Index(fields=["startup_id", "due_on"])],
                        "pk_attr": "id",
                        "table_description": "Something that a start-up means to reach by a day.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="Participation",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "startup",
                            fields.ForeignKeyField(
                                "hub.Startup",
                                source_field="startup_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="participations",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "programme",
                            fields.ForeignKeyField(
                                "hub.Programme",
                                source_field="programme_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="participations",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "application",
                            fields.OneToOneField(
                                "hub.Application",
                                source_field="application_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="participation",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("mentoring_minutes", fields.IntField(null=True)),
                        ("starts_on", fields.DateField()),
                        ("ends_on", fields.DateField(null=True)),
                    ],
                    options={
                        "table": "participation",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="ends_on > starts_on", name="participation_period_in_order"
                            ),
                            CheckConstraint(
                                check="mentoring_minutes >= 0",
                                name="participation_minutes_not_negative",
                            ),
                        ],
                        "indexes": [
                            Index(fields=["startup_id", "starts_on"]),
                            Index(fields=["programme_id", "starts_on"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "That a start-up takes part in a programme, from one day to another.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="RegisterEntry",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "startup",
                            fields.ForeignKeyField(
                                "hub.Startup",
                                source_field="startup_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="register_entries",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "section",
                            fields.CharEnumField(
                                description="START_UP: START_UP\nSME: SME\nINCUBATOR: INCUBATOR",
                                enum_type=RegisterSection,
                                max_length=20,
                            ),
                        ),
                        ("registered_on", fields.DateField()),
                        (
                            "requirement",
                            fields.CharEnumField(
                                description="RESEARCH_SPENDING: RESEARCH_SPENDING\nQUALIFIED_STAFF: QUALIFIED_STAFF\nINTELLECTUAL_PROPERTY: INTELLECTUAL_PROPERTY\nINCUBATOR_SCORE: INCUBATOR_SCORE",
                                enum_type=RegisterRequirement,
                                max_length=30,
                            ),
                        ),
                        ("evidence", fields.CharField(null=True, max_length=300)),
                        ("lost_on", fields.DateField(null=True)),
                        ("lost_reason", fields.CharField(null=True, max_length=300)),
                    ],
                    options={
                        "table": "register_entry",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="lost_on > registered_on",
                                name="register_entry_period_in_order",
                            ),
                            CheckConstraint(
                                check="lost_reason IS NULL OR lost_on IS NOT NULL",
                                name="register_entry_loss_dated",
                            ),
                        ],
                        "indexes": [Index(fields=["startup_id", "registered_on"])],
                        "pk_attr": "id",
                        "table_description": "That a company stands in a special section, from one day to another.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="RegisterConfirmation",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "entry",
                            fields.ForeignKeyField(
                                "hub.RegisterEntry",
                                source_field="entry_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="confirmations",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("year", fields.SmallIntField()),
                        ("confirmed_on", fields.DateField()),
                    ],
                    options={
                        "table": "register_confirmation",
                        "app": "hub",
                        "constraints": [
                            UniqueConstraint(
                                fields=("entry_id", "year"),
                                name="register_confirmation_once_per_year",
                            ),
                            CheckConstraint(
                                check="confirmed_on >= make_date(year, 1, 1)",
                                name="register_confirmation_not_before_year",
                            ),
                        ],
                        "pk_attr": "id",
                        "table_description": "That a company confirmed in a year that it still meets the requirements.",
                    },
                    bases=["Row"],
                ),
                ops.CreateModel(
                    name="RegisterExtension",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "entry",
                            fields.ForeignKeyField(
                                "hub.RegisterEntry",
                                source_field="entry_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="extensions",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "kind",
                            fields.CharEnumField(
                                description="TO_FIVE_YEARS: TO_FIVE_YEARS\nTO_SEVEN_YEARS: TO_SEVEN_YEARS\nTO_NINE_YEARS: TO_NINE_YEARS",
                                enum_type=RegisterExtensionKind,
                                max_length=20,
                            ),
                        ),
                        (
                            "requirement",
                            fields.CharEnumField(
                                description="RESEARCH_SPENDING: RESEARCH_SPENDING\nPUBLIC_TRIAL: PUBLIC_TRIAL\nGROWTH: GROWTH\nOUTSIDE_INVESTMENT: OUTSIDE_INVESTMENT\nPATENT: PATENT\nCAPITAL_RAISED: CAPITAL_RAISED\nREVENUE_DOUBLED: REVENUE_DOUBLED",
                                enum_type=ExtensionRequirement,
                                max_length=30,
                            ),
                        ),
                        ("granted_on", fields.DateField()),
                        ("evidence", fields.CharField(null=True, max_length=300)),
                    ],
                    options={
                        "table": "register_extension",
                        "app": "hub",
                        "constraints": [
                            UniqueConstraint(
                                fields=("entry_id", "kind"), name="register_extension_once_per_kind"
                            ),
                            CheckConstraint(
                                check="(kind = 'TO_FIVE_YEARS') = (requirement NOT IN ('CAPITAL_RAISED', 'REVENUE_DOUBLED'))",
                                name="register_extension_requirement_fits",
                            ),
                        ],
                        "indexes": [Index(fields=["entry_id", "granted_on"])],
                        "pk_attr": "id",
                        "table_description": "That a company may stay longer in the section of innovative start-ups, and why.",
                    },
                    bases=["Row"],
                ),
                ops.CreateModel(
                    name="Review",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "application",
                            fields.ForeignKeyField(
                                "hub.Application",
                                source_field="application_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="reviews",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "reviewer",
                            fields.ForeignKeyField(
                                "hub.Person",
                                source_field="reviewer_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="reviews",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("assigned_on", fields.DateField()),
                        ("due_on", fields.DateField(null=True)),
                        ("application_revision", fields.SmallIntField(default=1, db_default=1)),
                        (
                            "recommendation",
                            fields.CharEnumField(
                                null=True,
                                description="NO: NO\nMAYBE: MAYBE\nYES: YES",
                                enum_type=Recommendation,
                                max_length=10,
                            ),
                        ),
                        ("comment", fields.TextField(null=True, unique=False)),
                        (
                            "finalised_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("declined_on", fields.DateField(null=True)),
                        ("decline_reason", fields.CharField(null=True, max_length=300)),
                    ],
                    options={
                        "table": "review",
                        "app": "hub",
                        "constraints": [
                            UniqueConstraint(
                                fields=("application_id", "reviewer_id"),
                                name="review_once_per_reviewer",
                            ),
                            CheckConstraint(
                                check="num_nonnulls(finalised_at, declined_on) < 2",
                                name="review_one_end",
                            ),
                            CheckConstraint(
                                check="finalised_at IS NULL OR recommendation IS NOT NULL",
                                name="review_final_with_recommendation",
                            ),
                            CheckConstraint(
                                check="declined_on >= assigned_on", name="review_dates_in_order"
                            ),
                            CheckConstraint(
                                check="application_revision > 0", name="review_revision_positive"
                            ),
                        ],
                        "indexes": [Index(fields=["reviewer_id", "assigned_on"])],
                        "pk_attr": "id",
                        "table_description": "One reviewer's opinion of an application.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="Score",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "review",
                            fields.ForeignKeyField(
                                "hub.Review",
                                source_field="review_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="scores",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "criterion",
                            fields.ForeignKeyField(
                                "hub.Criterion",
                                source_field="criterion_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="scores",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("points", fields.SmallIntField(null=True)),
                        ("comment", fields.TextField(null=True, unique=False)),
                    ],
                    options={
                        "table": "score",
                        "app": "hub",
                        "constraints": [
                            UniqueConstraint(
                                fields=("review_id", "criterion_id"),
                                name="score_once_per_criterion",
                            ),
                            CheckConstraint(
                                check="points BETWEEN 0 AND 5", name="score_points_in_range"
                            ),
                        ],
                        "indexes": [Index(fields=["criterion_id", "review_id"])],
                        "pk_attr": "id",
                        "table_description": "The points that a review gives on a criterion, from 0 to 5; none means not applicable.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="StageChange",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "startup",
                            fields.ForeignKeyField(
                                "hub.Startup",
                                source_field="startup_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="stage_changes",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("position", fields.IntField()),
                        (
                            "stage",
                            fields.CharEnumField(
                                description="IDEA: IDEA\nSELECTED: SELECTED\nPRE_INCUBATION: PRE_INCUBATION\nINCUBATION: INCUBATION\nACCELERATION: ACCELERATION\nON_HOLD: ON_HOLD\nGRADUATED: GRADUATED\nALUMNI: ALUMNI\nWITHDRAWN: WITHDRAWN\nCEASED: CEASED",
                                enum_type=Stage,
                                max_length=20,
                            ),
                        ),
                        ("entered_on", fields.DateField()),
                        ("previous_position", fields.IntField(null=True)),
                        (
                            "previous_stage",
                            fields.CharEnumField(
                                null=True,
                                description="IDEA: IDEA\nSELECTED: SELECTED\nPRE_INCUBATION: PRE_INCUBATION\nINCUBATION: INCUBATION\nACCELERATION: ACCELERATION\nON_HOLD: ON_HOLD\nGRADUATED: GRADUATED\nALUMNI: ALUMNI\nWITHDRAWN: WITHDRAWN\nCEASED: CEASED",
                                enum_type=Stage,
                                max_length=20,
                            ),
                        ),
                        ("previous_entered_on", fields.DateField(null=True)),
                        (
                            "programme",
                            fields.ForeignKeyField(
                                "hub.Programme",
                                source_field="programme_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="stage_changes",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "decided_by",
                            fields.ForeignKeyField(
                                "hub.Person",
                                source_field="decided_by_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="stage_decisions",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("reason", fields.TextField(unique=False)),
                        ("evidence", fields.CharField(null=True, max_length=300)),
                    ],
                    options={
                        "table": "stage_change",
                        "app": "hub",
                        "constraints": [
                            UniqueConstraint(
                                fields=("startup_id", "position"),
                                name="stage_change_once_per_position",
                            ),
                            UniqueConstraint(
                                fields=("startup_id", "position", "stage", "entered_on"),
                                name="stage_change_whole",
                            ),
                            CheckConstraint(
                                check="(previous_stage IS NULL AND stage IN ('ACCELERATION', 'ALUMNI', 'IDEA', 'INCUBATION', 'PRE_INCUBATION', 'SELECTED')) OR (previous_stage IS NOT DISTINCT FROM 'IDEA' AND stage IN ('CEASED', 'SELECTED', 'WITHDRAWN')) OR (previous_stage IS NOT DISTINCT FROM 'SELECTED' AND stage IN ('ACCELERATION', 'CEASED', 'INCUBATION', 'ON_HOLD', 'PRE_INCUBATION', 'WITHDRAWN')) OR (previous_stage IS NOT DISTINCT FROM 'PRE_INCUBATION' AND stage IN ('CEASED', 'INCUBATION', 'ON_HOLD', 'WITHDRAWN')) OR (previous_stage IS NOT DISTINCT FROM 'INCUBATION' AND stage IN ('ACCELERATION', 'CEASED', 'GRADUATED', 'ON_HOLD', 'WITHDRAWN')) OR (previous_stage IS NOT DISTINCT FROM 'ACCELERATION' AND stage IN ('CEASED', 'GRADUATED', 'ON_HOLD', 'WITHDRAWN')) OR (previous_stage IS NOT DISTINCT FROM 'ON_HOLD' AND stage IN ('ACCELERATION', 'CEASED', 'INCUBATION', 'PRE_INCUBATION', 'SELECTED', 'WITHDRAWN')) OR (previous_stage IS NOT DISTINCT FROM 'GRADUATED' AND stage IN ('ALUMNI', 'CEASED')) OR (previous_stage IS NOT DISTINCT FROM 'ALUMNI' AND stage IN ('CEASED')) OR (previous_stage IS NOT DISTINCT FROM 'WITHDRAWN' AND stage IN ('SELECTED'))",
                                name="stage_change_allowed",
                            ),
                            CheckConstraint(
                                check="(position = 1 AND num_nonnulls(previous_position, previous_stage, previous_entered_on) = 0) OR (position > 1 AND num_nulls(previous_position, previous_stage, previous_entered_on) = 0 AND previous_position = position - 1)",
                                name="stage_change_follows_previous",
                            ),
                            CheckConstraint(
                                check="entered_on >= previous_entered_on",
                                name="stage_change_dates_in_order",
                            ),
                            CheckConstraint(check="reason <> ''", name="stage_change_reason_given"),
                        ],
                        "indexes": [
                            Index(fields=["startup_id", "entered_on", "position"]),
                            Index(fields=["programme_id", "entered_on"]),
                            Index(fields=["decided_by_id"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "That a start-up entered a stage on a day: a log that is only added to.",
                    },
                    bases=["Row"],
                ),
                ops.CreateModel(
                    name="StartupMember",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "startup",
                            fields.ForeignKeyField(
                                "hub.Startup",
                                source_field="startup_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="members",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "person",
                            fields.ForeignKeyField(
                                "hub.Person",
                                source_field="person_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="startup_members",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "role",
                            fields.CharEnumField(
                                description="FOUNDER: FOUNDER\nEXECUTIVE: EXECUTIVE\nEMPLOYEE: EMPLOYEE\nADVISOR: ADVISOR",
                                enum_type=StartupRole,
                                max_length=20,
                            ),
                        ),
                        ("title", fields.CharField(null=True, max_length=120)),
                        ("is_public", fields.BooleanField(default=False)),
                        ("starts_on", fields.DateField()),
                        ("ends_on", fields.DateField(null=True)),
                    ],
                    options={
                        "table": "startup_member",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="ends_on > starts_on", name="startup_member_period_in_order"
                            )
                        ],
                        "indexes": [
                            Index(fields=["startup_id", "starts_on"]),
                            Index(fields=["person_id", "starts_on"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "That a person belongs to the team of a start-up, from one day to another.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="Suspension",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "membership",
                            fields.ForeignKeyField(
                                "hub.Membership",
                                source_field="membership_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="suspensions",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("starts_on", fields.DateField()),
                        ("ends_on", fields.DateField(null=True)),
                        ("reason", fields.TextField(unique=False)),
                    ],
                    options={
                        "table": "suspension",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="ends_on >= starts_on", name="suspension_in_order"
                            )
                        ],
                        "indexes": [Index(fields=["membership_id", "starts_on"])],
                        "pk_attr": "id",
                        "table_description": "The days on which a membership gives no rights.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="Token",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        ("name", fields.CharField(max_length=120)),
                        ("token_hash", fields.CharField(unique=True, max_length=64)),
                        ("hint", fields.CharField(max_length=4)),
                        (
                            "role",
                            fields.CharEnumField(
                                description="DIRECTION: DIRECTION\nFRONT_DESK: FRONT_DESK\nINCUBATION: INCUBATION\nPROJECTS: PROJECTS\nOBSERVER: OBSERVER\nADMINISTRATOR: ADMINISTRATOR\nMEMBER: MEMBER",
                                enum_type=Role,
                                max_length=20,
                            ),
                        ),
                        (
                            "account",
                            fields.ForeignKeyField(
                                "hub.Account",
                                source_field="account_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="tokens",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "organization",
                            fields.ForeignKeyField(
                                "hub.Organization",
                                source_field="organization_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="tokens",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "person",
                            fields.ForeignKeyField(
                                "hub.Person",
                                source_field="person_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="tokens",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("scopes", ArrayField(default=list, element_type="TEXT")),
                        (
                            "expires_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "revoked_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "last_used_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                    ],
                    options={
                        "table": "token",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="token_hash ~ '^[0-9a-f]{64}$'", name="token_hash_format"
                            ),
                            CheckConstraint(
                                check="role IN ('DIRECTION', 'FRONT_DESK', 'INCUBATION', 'PROJECTS', 'OBSERVER', 'ADMINISTRATOR', 'MEMBER')",
                                name="token_role_known",
                            ),
                            CheckConstraint(
                                check="role NOT IN ('ADMINISTRATOR', 'MEMBER') OR num_nonnulls(organization_id, person_id) > 0",
                                name="token_of_a_party",
                            ),
                            CheckConstraint(
                                check="expires_at > created_at", name="token_expires_later"
                            ),
                        ],
                        "indexes": [
                            Index(fields=["account_id", "created_at"]),
                            Index(fields=["organization_id", "created_at"]),
                            Index(fields=["person_id", "created_at"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "A secret with which a program asks; the hub keeps only its hash.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="PersonalRead",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "person",
                            fields.ForeignKeyField(
                                "hub.Person",
                                source_field="person_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="readings",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "reader",
                            fields.ForeignKeyField(
                                "hub.Account",
                                source_field="reader_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="readings",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "token",
                            fields.ForeignKeyField(
                                "hub.Token",
                                source_field="token_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="readings",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "role",
                            fields.CharEnumField(
                                description="DIRECTION: DIRECTION\nFRONT_DESK: FRONT_DESK\nINCUBATION: INCUBATION\nPROJECTS: PROJECTS\nOBSERVER: OBSERVER\nADMINISTRATOR: ADMINISTRATOR\nMEMBER: MEMBER",
                                enum_type=Role,
                                max_length=20,
                            ),
                        ),
                        ("fields_read", ArrayField(element_type="TEXT")),
                    ],
                    options={
                        "table": "personal_read",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="num_nonnulls(reader_id, token_id) > 0",
                                name="personal_read_by_somebody",
                            )
                        ],
                        "indexes": [
                            Index(fields=["person_id", "created_at"]),
                            Index(fields=["reader_id"]),
                            Index(fields=["token_id"]),
                            Index(fields=["created_at"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "That a desk read personal fields of a person.",
                    },
                    bases=["Row"],
                ),
                ops.CreateModel(
                    name="WaitlistEntry",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "space",
                            fields.ForeignKeyField(
                                "hub.Space",
                                source_field="space_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="waitlist",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "organization",
                            fields.ForeignKeyField(
                                "hub.Organization",
                                source_field="organization_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="waitlist_entries",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "person",
                            fields.ForeignKeyField(
                                "hub.Person",
                                source_field="person_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="waitlist_entries",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("title", fields.CharField(max_length=160)),
                        ("attendees", fields.IntField(default=1)),
                        ("starts_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        ("ends_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        ("joined_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "offered_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "offer_ends_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "claimed_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "left_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "booking",
                            fields.OneToOneField(
                                "hub.Booking",
                                source_field="booking_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="waitlist_entry",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                    ],
                    options={
                        "table": "waitlist_entry",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="ends_at > starts_at", name="waitlist_entry_period_in_order"
                            ),
                            CheckConstraint(
                                check="attendees >= 1", name="waitlist_entry_attendees_positive"
                            ),
                            CheckConstraint(
                                check="num_nulls(offered_at, offer_ends_at) IN (0, 2) AND offer_ends_at > offered_at",
                                name="waitlist_entry_offer_complete",
                            ),
                            CheckConstraint(
                                check="num_nulls(claimed_at, booking_id) IN (0, 2) AND coalesce(offered_at <= claimed_at AND claimed_at < offer_ends_at, claimed_at IS NULL)",
                                name="waitlist_entry_claimed_in_time",
                            ),
                            CheckConstraint(
                                check="num_nonnulls(claimed_at, left_at) <= 1",
                                name="waitlist_entry_one_outcome",
                            ),
                            UniqueConstraint(
                                fields=("person_id", "space_id", "starts_at", "ends_at"),
                                name="waitlist_entry_once_per_person",
                                condition="left_at IS NULL AND offered_at IS NULL",
                            ),
                        ],
                        "indexes": [
                            Index(fields=["space_id", "starts_at", "joined_at"]),
                            Index(fields=["person_id", "joined_at"]),
                            Index(fields=["organization_id", "joined_at"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "That a person waits for a slot; the first in line is offered it when it is free.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="SpaceEvent",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("position", fields.BigIntField(unique=True)),
                        (
                            "space",
                            fields.ForeignKeyField(
                                "hub.Space",
                                source_field="space_id",
                                db_constraint=False,
                                to_field="id",
                                related_name="events",
                                on_delete=OnDelete.NO_ACTION,
                            ),
                        ),
                        (
                            "booking",
                            fields.ForeignKeyField(
                                "hub.Booking",
                                source_field="booking_id",
                                null=True,
                                db_constraint=False,
                                to_field="id",
                                related_name="events",
                                on_delete=OnDelete.NO_ACTION,
                            ),
                        ),
                        (
                            "waitlist_entry",
                            fields.ForeignKeyField(
                                "hub.WaitlistEntry",
                                source_field="waitlist_entry_id",
                                null=True,
                                db_constraint=False,
                                to_field="id",
                                related_name="events",
                                on_delete=OnDelete.NO_ACTION,
                            ),
                        ),
                        (
                            "change",
                            fields.CharEnumField(
                                description="TAKEN: TAKEN\nMOVED: MOVED\nFREED: FREED\nOFFERED: OFFERED\nASKED: ASKED\nEDITED: EDITED\nSHUT: SHUT\nLET: LET\nHOURS: HOURS\nSPACE: SPACE",
                                enum_type=SpaceChange,
                                max_length=20,
                            ),
                        ),
                        (
                            "starts_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "ends_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("is_of_booking", fields.BooleanField()),
                        ("is_of_time", fields.BooleanField()),
                        ("is_shown", fields.BooleanField()),
                    ],
                    options={
                        "table": "space_event",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="position >= 1", name="space_event_position_counts"
                            ),
                            CheckConstraint(
                                check="is_of_booking OR is_of_time",
                                name="space_event_tells_something",
                            ),
                            CheckConstraint(
                                check="NOT is_of_booking OR booking_id IS NOT NULL",
                                name="space_event_has_booking",
                            ),
                        ],
                        "indexes": [Index(fields=["space_id", "position"])],
                        "pk_attr": "id",
                        "table_description": "That something changed at a space, in the order of the commits.",
                    },
                    bases=["Row"],
                ),
                ops.CreateModel(
                    name="WorkPackage",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "project",
                            fields.ForeignKeyField(
                                "hub.Project",
                                source_field="project_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="work_packages",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("number", fields.SmallIntField()),
                        ("title", fields.CharField(max_length=240)),
                        ("objectives", fields.TextField(null=True, unique=False)),
                        (
                            "lead",
                            fields.ForeignKeyField(
                                "hub.Partnership",
                                source_field="lead_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="led_work_packages",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("starts_on", fields.DateField(null=True)),
                        ("ends_on", fields.DateField(null=True)),
                    ],
                    options={
                        "table": "work_package",
                        "app": "hub",
                        "constraints": [
                            UniqueConstraint(
                                fields=("project", "number"), name="work_package_number_once"
                            ),
                            CheckConstraint(
                                check="number >= 1", name="work_package_number_positive"
                            ),
                            CheckConstraint(
                                check="ends_on > starts_on", name="work_package_period_in_order"
                            ),
                        ],
                        "indexes": [Index(fields=["lead_id", "number"])],
                        "pk_attr": "id",
                        "table_description": "A part of a project's work, led by one partner.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="BudgetLine",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "project",
                            fields.ForeignKeyField(
                                "hub.Project",
                                source_field="project_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="budget_lines",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "partnership",
                            fields.ForeignKeyField(
                                "hub.Partnership",
                                source_field="partnership_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="budget_lines",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "work_package",
                            fields.ForeignKeyField(
                                "hub.WorkPackage",
                                source_field="work_package_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="budget_lines",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "category",
                            fields.CharEnumField(
                                description="PERSONNEL: PERSONNEL\nEQUIPMENT: EQUIPMENT\nWORKS: WORKS\nSERVICES: SERVICES\nMATERIALS: MATERIALS\nTRAVEL: TRAVEL\nOTHER_DIRECT: OTHER_DIRECT\nOVERHEADS: OVERHEADS\nLUMP_SUM: LUMP_SUM",
                                enum_type=CostCategory,
                                max_length=16,
                            ),
                        ),
                        ("cost", fields.DecimalField(max_digits=14, decimal_places=2)),
                        (
                            "grant",
                            fields.DecimalField(
                                default=Decimal("0"), max_digits=14, decimal_places=2
                            ),
                        ),
                        (
                            "person_months",
                            fields.DecimalField(null=True, max_digits=7, decimal_places=2),
                        ),
                    ],
                    options={
                        "table": "budget_line",
                        "app": "hub",
                        "constraints": [
                            CheckConstraint(
                                check="cost >= 0", name="budget_line_cost_not_negative"
                            ),
                            CheckConstraint(
                                check='"grant" >= 0 AND "grant" <= cost',
                                name="budget_line_grant_within_cost",
                            ),
                            CheckConstraint(
                                check="person_months IS NULL OR (person_months >= 0 AND category = 'PERSONNEL')",
                                name="budget_line_months_of_personnel",
                            ),
                        ],
                        "indexes": [
                            Index(fields=["project_id", "category"]),
                            Index(fields=["partnership_id", "category"]),
                            Index(fields=["work_package_id", "category"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "One cell of the budget: a partner, a work package, a category of cost.",
                    },
                    bases=["EditableRow"],
                ),
                ops.CreateModel(
                    name="ClaimLine",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "claim",
                            fields.ForeignKeyField(
                                "hub.Claim",
                                source_field="claim_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="lines",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "partnership",
                            fields.ForeignKeyField(
                                "hub.Partnership",
                                source_field="partnership_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="claim_lines",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "budget_line",
                            fields.ForeignKeyField(
                                "hub.BudgetLine",
                                source_field="budget_line_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="claim_lines",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("cost", fields.DecimalField(max_digits=14, decimal_places=2)),
                        ("description", fields.CharField(null=True, max_length=500)),
                    ],
                    options={
                        "table": "claim_line",
                        "app": "hub",
                        "constraints": [
                            UniqueConstraint(
                                fields=("claim", "budget_line"), name="claim_line_budget_line_once"
                            ),
                            CheckConstraint(check="cost > 0", name="claim_line_cost_positive"),
                        ],
                        "indexes": [
                            Index(fields=["budget_line_id", "claim_id"]),
                            Index(fields=["partnership_id"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "What a claim asks for on one line of the partner's budget.",
                    },
                    bases=["Row"],
                ),
                ops.CreateModel(
                    name="Deliverable",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid7, unique=True, db_index=True
                            ),
                        ),
                        (
                            "created_at",
                            fields.DatetimeField(default=now, auto_now=False, auto_now_add=False),
                        ),
                        ("version", fields.IntField(default=1, db_default=1)),
                        (
                            "project",
                            fields.ForeignKeyField(
                                "hub.Project",
                                source_field="project_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="deliverables",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "work_package",
                            fields.ForeignKeyField(
                                "hub.WorkPackage",
                                source_field="work_package_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="deliverables",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "responsible",
                            fields.ForeignKeyField(
                                "hub.Partnership",
                                source_field="responsible_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="deliverables",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("code", fields.CharField(max_length=20)),
                        ("title", fields.CharField(max_length=240)),
                        (
                            "nature",
                            fields.CharEnumField(
                                description="REPORT: REPORT\nSOFTWARE: SOFTWARE\nDATASET: DATASET\nDEMONSTRATOR: DEMONSTRATOR\nWORKS: WORKS\nEVENT: EVENT\nOTHER: OTHER",
                                enum_type=DeliverableNature,
                                max_length=16,
                            ),
                        ),
                        ("verification", fields.CharField(null=True, max_length=500)),
                        ("due_on", fields.DateField()),
                        ("delivered_on", fields.DateField(null=True)),
                        ("accepted_on", fields.DateField(null=True)),
                        ("url", fields.CharField(null=True, max_length=300)),
                        ("is_public", fields.BooleanField(default=False)),
                    ],
                    options={
                        "table": "deliverable",
                        "app": "hub",
                        "constraints": [
                            UniqueConstraint(
                                fields=("project", "code"), name="deliverable_code_once"
                            ),
                            CheckConstraint(
                                check="accepted_on IS NULL OR (delivered_on IS NOT NULL AND accepted_on >= delivered_on)",
                                name="deliverable_accepted_once_delivered",
                            ),
                        ],
                        "indexes": [
                            Index(fields=["project_id", "due_on"]),
                            Index(fields=["work_package_id", "due_on"]),
                            Index(fields=["responsible_id", "due_on"]),
                        ],
                        "pk_attr": "id",
                        "table_description": "A result that the partners owe on a day.",
                    },
                    bases=["EditableRow"],
                ),
            ]
        ),
    ]
