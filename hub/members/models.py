"""Rows of the members' area: parties, what ties them together, and what they share."""

from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.models import Model

from hub.members import ending, leaving
from hub.members.terms import (
    AffiliationRole,
    AtecoEdition,
    ContactPurpose,
    EnterpriseSize,
    Language,
    OrganizationKind,
    Visibility,
)
from hub.personal import ENDS_NOW, ITSELF, Ties
from hub.rows import EditableRow, Row
from hub.sql import quoted

EMAIL = r"^[^@[:space:]]+@[^@[:space:]]+\.[^@[:space:]]+$"


def is_consent_map(column: str) -> str:
    """The check that a JSON column maps names to terms of `Visibility` and to nothing else."""
    terms = " && ".join(f'@ != "{term}"' for term in Visibility)
    path = f'$.* ? (@.type() != "string" || ({terms}))'
    return f"jsonb_typeof({column}) = 'object' AND NOT jsonb_path_exists({column}, '{path}')"


class Organization(EditableRow):
    """A company, a public body, a university, a utility, an association."""

    # The code and the addresses of a sole trader are those of a person.
    personal = frozenset({"fiscal_code", "email", "phone", "pec"})

    kind = fields.CharEnumField(OrganizationKind, max_length=20)
    name = fields.CharField(max_length=120)
    legal_name = fields.CharField(max_length=200)
    legal_form = fields.CharField(max_length=80, null=True)
    legal_form_code = fields.CharField(max_length=6, null=True)
    vat_number = fields.CharField(max_length=15, null=True, unique=True)
    fiscal_code = fields.CharField(max_length=16, null=True, unique=True)
    rea = fields.CharField(max_length=10, null=True, unique=True)
    pec = fields.CharField(max_length=254, null=True, unique=True)
    sdi_code = fields.CharField(max_length=7, null=True)
    ipa_code = fields.CharField(max_length=20, null=True, unique=True)
    ateco_code = fields.CharField(max_length=8, null=True)
    ateco_edition = fields.CharEnumField(AtecoEdition, max_length=10, null=True)
    size = fields.CharEnumField(EnterpriseSize, max_length=10, null=True)
    sector = fields.CharField(max_length=80, null=True)
    founded_on = fields.DateField(null=True)
    dissolved_on = fields.DateField(null=True)

    street = fields.CharField(max_length=160, null=True)
    postal_code = fields.CharField(max_length=10, null=True)
    municipality = fields.CharField(max_length=80, null=True)
    istat_code = fields.CharField(max_length=6, null=True)
    province = fields.CharField(max_length=2, null=True)
    country = fields.CharField(max_length=2, default="IT")

    email = fields.CharField(max_length=254, null=True)
    phone = fields.CharField(max_length=24, null=True)
    website = fields.CharField(max_length=300, null=True)
    description = fields.TextField(null=True)

    listing = fields.CharEnumField(Visibility, max_length=10, default=Visibility.MEMBERS)
    visibility = fields.JSONField[dict[str, str]](default=dict)
    locked_at = fields.DatetimeField(null=True)
    is_invented = fields.BooleanField(default=False)
    merged_at = fields.DatetimeField(null=True)

    parent: fields.ForeignKeyNullableRelation["Organization"] = fields.ForeignKeyField(
        "hub.Organization", related_name="subsidiaries", on_delete=fields.RESTRICT, null=True
    )
    parent_id: UUID | None
    merged_into: fields.ForeignKeyNullableRelation["Organization"] = fields.ForeignKeyField(
        "hub.Organization", related_name="merged", on_delete=fields.RESTRICT, null=True
    )
    merged_into_id: UUID | None
    competences: fields.ManyToManyRelation["Competence"] = fields.ManyToManyField(
        "hub.Competence",
        through="organization_competence",
        forward_key="competence_id",
        backward_key="organization_id",
        related_name="organizations",
        on_delete=fields.CASCADE,
    )

    subsidiaries: fields.ReverseRelation["Organization"]
    merged: fields.ReverseRelation["Organization"]
    affiliations: fields.ReverseRelation["Affiliation"]
    headcounts: fields.ReverseRelation["Headcount"]
    consents: fields.ReverseRelation["ConsentRecord"]

    class Meta(Model.Meta):
        table = "organization"
        indexes = [
            Index(fields=("parent_id",)),
            Index(fields=("merged_into_id",)),
            Index(fields=("kind", "id")),
            Index(fields=("listing", "id")),
        ]
        constraints = [
            CheckConstraint("name <> '' AND legal_name <> ''", "organization_names_given"),
            CheckConstraint("parent_id <> id", "organization_not_own_parent"),
            CheckConstraint("country ~ '^[A-Z]{2}$'", "organization_country_format"),
            CheckConstraint(
                "(country = 'IT' AND vat_number ~ '^[0-9]{11}$')"
                " OR (country <> 'IT' AND vat_number ~ '^[A-Z]{2}[0-9A-Z]{2,13}$')",
                "organization_vat_number_format",
            ),
            CheckConstraint(
                "fiscal_code ~ '^([0-9]{11}|[A-Z0-9]{16})$'", "organization_fiscal_code_format"
            ),
            CheckConstraint("rea ~ '^[A-Z]{2}-[0-9]{1,7}$'", "organization_rea_format"),
            CheckConstraint(f"pec = lower(pec) AND pec ~ '{EMAIL}'", "organization_pec_format"),
            CheckConstraint("sdi_code ~ '^[A-Z0-9]{6,7}$'", "organization_sdi_code_format"),
            CheckConstraint(
                "legal_form_code ~ '^[0-9][.][0-9][.][0-9]{2}$'",
                "organization_legal_form_code_format",
            ),
            CheckConstraint(
                "(ateco_code IS NULL) = (ateco_edition IS NULL)"
                " AND ateco_code ~ '^[0-9]{2}([.][0-9]{1,2}([.][0-9]{1,2})?)?$'",
                "organization_ateco_code_format",
            ),
            CheckConstraint("istat_code ~ '^[0-9]{6}$'", "organization_istat_code_format"),
            CheckConstraint("province ~ '^[A-Z]{2}$'", "organization_province_format"),
            CheckConstraint(
                "country <> 'IT' OR postal_code ~ '^[0-9]{5}$'", "organization_postal_code_format"
            ),
            CheckConstraint(
                f"email = lower(email) AND email ~ '{EMAIL}'", "organization_email_format"
            ),
            CheckConstraint("dissolved_on >= founded_on", "organization_dates_in_order"),
            CheckConstraint(is_consent_map("visibility"), "organization_visibility_terms"),
            CheckConstraint("merged_into_id <> id", "organization_not_merged_into_itself"),
            # What was merged stays for its history; whose identifiers they are is not in doubt.
            CheckConstraint(
                "(merged_at IS NULL) = (merged_into_id IS NULL) AND (merged_at IS NULL OR"
                " (listing = 'PRIVATE' AND num_nonnulls(vat_number, fiscal_code, rea, pec,"
                " ipa_code) = 0))",
                "organization_merged_is_bare",
            ),
        ]


class Person(EditableRow):
    """A person known to the hub; private unless they say otherwise."""

    personal = frozenset(
        {
            "given_name",
            "family_name",
            "name",
            "headline",
            "bio",
            "email",
            "phone",
            "website",
            "fiscal_code",
            "born_on",
            "birth_place_code",
        }
    )
    ties = Ties(paths=(ITSELF, "merged_into"))

    given_name = fields.CharField(max_length=80)
    family_name = fields.CharField(max_length=80)
    name = fields.CharField(max_length=161)
    headline = fields.CharField(max_length=160, null=True)
    bio = fields.TextField(null=True)
    email = fields.CharField(max_length=254, null=True, unique=True)
    phone = fields.CharField(max_length=24, null=True)
    website = fields.CharField(max_length=300, null=True)
    fiscal_code = fields.CharField(max_length=16, null=True, unique=True)
    born_on = fields.DateField(null=True)
    birth_place_code = fields.CharField(max_length=4, null=True)
    language = fields.CharEnumField(Language, max_length=2, default=Language.IT)

    listing = fields.CharEnumField(Visibility, max_length=10, default=Visibility.PRIVATE)
    visibility = fields.JSONField[dict[str, str]](default=dict)
    erased_at = fields.DatetimeField(null=True)
    is_invented = fields.BooleanField(default=False)
    merged_at = fields.DatetimeField(null=True)

    merged_into: fields.ForeignKeyNullableRelation["Person"] = fields.ForeignKeyField(
        "hub.Person", related_name="merged", on_delete=fields.RESTRICT, null=True
    )
    merged_into_id: UUID | None
    competences: fields.ManyToManyRelation["Competence"] = fields.ManyToManyField(
        "hub.Competence",
        through="person_competence",
        forward_key="competence_id",
        backward_key="person_id",
        related_name="people",
        on_delete=fields.CASCADE,
    )

    merged: fields.ReverseRelation["Person"]
    affiliations: fields.ReverseRelation["Affiliation"]
    consents: fields.ReverseRelation["ConsentRecord"]

    class Meta(Model.Meta):
        table = "person"
        indexes = [Index(fields=("listing", "id")), Index(fields=("merged_into_id",))]
        constraints = [
            CheckConstraint("name <> ''", "person_name_given"),
            CheckConstraint(f"email = lower(email) AND email ~ '{EMAIL}'", "person_email_format"),
            CheckConstraint("fiscal_code ~ '^[A-Z0-9]{16}$'", "person_fiscal_code_format"),
            CheckConstraint("birth_place_code ~ '^[A-Z][0-9]{3}$'", "person_birth_place_format"),
            CheckConstraint(is_consent_map("visibility"), "person_visibility_terms"),
            # Erasure leaves the row, so that what others count stays right, and nothing personal.
            CheckConstraint(
                "erased_at IS NULL OR (listing = 'PRIVATE' AND num_nonnulls(headline, bio, email,"
                " phone, website, fiscal_code, born_on, birth_place_code) = 0)",
                "person_erased_is_empty",
            ),
            CheckConstraint("merged_into_id <> id", "person_not_merged_into_itself"),
            CheckConstraint(
                "(merged_at IS NULL) = (merged_into_id IS NULL) AND (merged_at IS NULL OR"
                " (listing = 'PRIVATE' AND num_nonnulls(email, phone, fiscal_code, born_on,"
                " birth_place_code) = 0))",
                "person_merged_is_bare",
            ),
        ]


class Affiliation(EditableRow):
    """That a person belongs to an organization, from one day to another."""

    personal = frozenset({"title"})
    ties = Ties(
        paths=("person",), closing={"ends_on": ENDS_NOW}, holds=(leaving.LAST_ADMINISTRATOR,)
    )
    hangs = ending.SEAT

    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "hub.Person", related_name="affiliations", on_delete=fields.RESTRICT
    )
    person_id: UUID
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "hub.Organization", related_name="affiliations", on_delete=fields.RESTRICT
    )
    organization_id: UUID
    role = fields.CharEnumField(AffiliationRole, max_length=30)
    title = fields.CharField(max_length=120, null=True)
    purposes = ArrayField("text", default=list)
    is_lead = fields.BooleanField(default=False)
    is_administrator = fields.BooleanField(default=False)
    has_seat = fields.BooleanField(default=False)
    starts_on = fields.DateField()
    ends_on = fields.DateField(null=True)

    class Meta(Model.Meta):
        table = "affiliation"
        indexes = [
            Index(fields=("person_id", "starts_on")),
            Index(fields=("organization_id", "starts_on")),
        ]
        constraints = [
            # One that ends on its first day has never held: it was entered by mistake.
            CheckConstraint("ends_on >= starts_on", "affiliation_period_in_order"),
            CheckConstraint(
                f"purposes <@ ARRAY[{quoted(ContactPurpose)}]::text[]", "affiliation_purposes_known"
            ),
        ]


class Headcount(Row):
    """How many people an organization employed on a day, and who says so."""

    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "hub.Organization", related_name="headcounts", on_delete=fields.RESTRICT
    )
    organization_id: UUID
    year = fields.SmallIntField()
    counted_on = fields.DateField()
    employees = fields.IntField()
    full_time_equivalents = fields.DecimalField(max_digits=8, decimal_places=2, null=True)
    is_estimate = fields.BooleanField(default=False)
    source = fields.CharField(max_length=200)

    class Meta(Model.Meta):
        table = "headcount"
        indexes = [Index(fields=("organization_id", "counted_on"))]
        constraints = [
            UniqueConstraint(
                ("organization_id", "counted_on", "source"), "headcount_once_per_source"
            ),
            CheckConstraint(
                "employees >= 0 AND full_time_equivalents >= 0", "headcount_not_negative"
            ),
        ]


class Competence(EditableRow):
    """An entry of the taxonomy of what organizations and people can do."""

    code = fields.CharField(max_length=40, unique=True)
    name = fields.CharField(max_length=120)
    name_it = fields.CharField(max_length=120)
    parent: fields.ForeignKeyNullableRelation["Competence"] = fields.ForeignKeyField(
        "hub.Competence", related_name="children", on_delete=fields.RESTRICT, null=True
    )
    parent_id: UUID | None

    children: fields.ReverseRelation["Competence"]
    organizations: fields.ManyToManyRelation[Organization]
    people: fields.ManyToManyRelation[Person]

    class Meta(Model.Meta):
        table = "competence"
        indexes = [Index(fields=("parent_id", "code"))]
        constraints = [
            CheckConstraint("code ~ '^[a-z0-9]+([.-][a-z0-9]+)*$'", "competence_code_format"),
            CheckConstraint("parent_id <> id", "competence_not_own_parent"),
        ]


class ConsentRecord(Row):
    """One change of what a party shares, and with whom: a log that is only added to."""

    personal = frozenset({"source"})
    ties = Ties(paths=("person",))

    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "hub.Person", related_name="consents", on_delete=fields.RESTRICT, null=True
    )
    person_id: UUID | None
    organization: fields.ForeignKeyNullableRelation[Organization] = fields.ForeignKeyField(
        "hub.Organization", related_name="consents", on_delete=fields.RESTRICT, null=True
    )
    organization_id: UUID | None
    field = fields.CharField(max_length=40)
    previous = fields.CharEnumField(Visibility, max_length=10, null=True)
    chosen = fields.CharEnumField(Visibility, max_length=10)
    recorded_at = fields.DatetimeField()
    recorded_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "hub.Person", related_name="recorded_consents", on_delete=fields.RESTRICT, null=True
    )
    recorded_by_id: UUID | None
    source = fields.CharField(max_length=120)

    class Meta(Model.Meta):
        table = "consent_record"
        indexes = [
            Index(fields=("person_id", "recorded_at")),
            Index(fields=("organization_id", "recorded_at")),
            Index(fields=("recorded_by_id",)),
        ]
        constraints = [
            CheckConstraint(
                "num_nonnulls(person_id, organization_id) = 1", "consent_record_one_party"
            ),
        ]
