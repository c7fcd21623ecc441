"""Who sees what of organizations and people."""

from dataclasses import dataclass
from typing import Any

from hub.actor import Viewer
from hub.members import derived
from hub.members.facts import facts_of
from hub.members.rules import holds, is_in_directory
from hub.members.terms import Visibility
from hub.policy import (
    EVERYONE,
    IS_FRONT_DESK,
    IS_MEMBER,
    IS_OBSERVER,
    IS_STAFF,
    WITH_ROW,
    Administers,
    Equals,
    Fact,
    IsPerson,
    OfOrganization,
    Policy,
    Predicate,
    Some,
    Via,
)
from hub.sql import HOLDS, Scope, Sql, as_of_today


@dataclass(frozen=True)
class Shared(Predicate):
    """The owner of the row shares what goes under `name` with the viewer.

    `otherwise` is what holds as long as the owner has not chosen.
    """

    name: str
    otherwise: Visibility

    def sql(self, scope: Scope) -> str:
        chosen = f"coalesce({scope.row}.visibility->>'{self.name}', '{self.otherwise}')"
        is_member = scope.place("is_member")
        return f"({chosen} = 'PUBLIC' OR ({chosen} = 'MEMBERS' AND {is_member}))"

    def holds(self, row: Any, viewer: Viewer) -> bool:
        chosen = row.visibility.get(self.name, self.otherwise)
        return chosen == Visibility.PUBLIC or (
            chosen == Visibility.MEMBERS and viewer.actor.is_member
        )


# Facts of a row today.

HOLDS_TODAY = Fact(
    as_of_today(HOLDS),
    lambda row, viewer: holds(row.starts_on, row.ends_on, viewer.today),
)
IS_IN_DIRECTORY = Fact(
    as_of_today(derived.IS_IN_DIRECTORY),
    lambda row, viewer: is_in_directory(map(facts_of, row.memberships), viewer.today),
)

IS_LISTED = Equals("listing", ("PUBLIC",)) | (IS_MEMBER & Equals("listing", ("MEMBERS",)))

# Who is concerned.

OWN_ORGANIZATION = OfOrganization("id")
ADMINISTERED = Administers("id")
SELF = IsPerson("id")

IS_PUBLISHED = IS_LISTED & IS_IN_DIRECTORY
"""Of an organization: listed for the viewer, and its membership, if any, is in force today."""

IS_COLLEAGUE = Some("affiliations", (OfOrganization() & HOLDS_TODAY) | Administers())
"""Of a person: works with the viewer today, or has been in an organization that they administer."""

OF_VIEWER = OfOrganization() | IsPerson()
"""Of a record that names an organization or a person: the viewer's own."""

IN_CHARGE = IS_FRONT_DESK | Administers() | IsPerson()
"""Of a record that names an organization or a person: who answers for it, and the front desk."""


ORGANIZATION_INSIDERS = IS_STAFF | OWN_ORGANIZATION
ORGANIZATION_OBSERVERS = IS_OBSERVER | OWN_ORGANIZATION


def shown_by_organization(name: str, otherwise: Visibility) -> Predicate:
    """Seen by observers and its own people, and by whom the organization shares it with."""
    return ORGANIZATION_OBSERVERS | Shared(name, otherwise)


SHARED_BY_ORGANIZATION = (
    "website",
    "founded_on",
    "address",
    "registry",
    "employees",
    "email",
    "phone",
)
"""The names under which an organization chooses to whom it shows something."""

ORGANIZATION = Policy(
    rows=ORGANIZATION_OBSERVERS | IS_PUBLISHED,
    fields={
        WITH_ROW: (
            "kind",
            "name",
            "legal_name",
            "legal_form",
            "sector",
            "description",
            "municipality",
            "province",
            "country",
            "is_invented",
            "is_member",
            "is_member_on",
            "parent",
            "subsidiaries",
            "competences",
            # What stands behind these has its own rows' visibility.
            "affiliations",
            "memberships",
            "fee_lines",
            "headcounts",
            "consents",
            "startups",
            "applications",
            "bookings",
            "leases",
            "allowances",
            "booking_rules",
            "booking_quotas",
            "operated_connectivity",
            "partnerships",
            "proposal_partners",
            "agreement_parties",
            "opportunities",
            "funded_calls",
        ),
        shown_by_organization("website", Visibility.PUBLIC): ("website",),
        shown_by_organization("founded_on", Visibility.PUBLIC): ("founded_on", "dissolved_on"),
        shown_by_organization("address", Visibility.PUBLIC): (
            "street",
            "postal_code",
            "istat_code",
        ),
        shown_by_organization("registry", Visibility.MEMBERS): (
            "legal_form_code",
            "vat_number",
            "rea",
            "pec",
            "ateco_code",
            "ateco_edition",
        ),
        shown_by_organization("employees", Visibility.MEMBERS): (
            "size",
            "employees",
            "employees_on",
        ),
        ORGANIZATION_INSIDERS | Shared("email", Visibility.MEMBERS): ("email",),
        ORGANIZATION_INSIDERS | Shared("phone", Visibility.MEMBERS): ("phone",),
        # A sole trader's fiscal code is that of a person.
        ORGANIZATION_INSIDERS: (
            "fiscal_code",
            "sdi_code",
            "ipa_code",
            "listing",
            "sharing",
            "locked_at",
            "version",
            "created_at",
        ),
        IS_STAFF | ADMINISTERED: ("history",),
        IS_STAFF: ("merged_at", "merged_into"),
        IS_FRONT_DESK | ADMINISTERED: (
            "fees_open",
            "fees_open_on",
            "fees_overdue",
            "fees_overdue_on",
            "fee_statement",
        ),
    },
)

PERSON_INSIDERS = IS_STAFF | SELF


def shown_by_person(name: str) -> Predicate:
    """Private to the person and the staff, until the person shares it."""
    return PERSON_INSIDERS | Shared(name, Visibility.PRIVATE)


SHARED_BY_PERSON = (
    "email",
    "phone",
    "headline",
    "bio",
    "website",
    "competences",
    "affiliations",
)
"""The names under which a person does."""

PERSON = Policy(
    rows=PERSON_INSIDERS | IS_COLLEAGUE | IS_LISTED,
    fields={
        WITH_ROW: (
            "name",
            "is_invented",
            "affiliations",
            "memberships",
            "fee_lines",
            "consents",
            "startup_members",
            "mentor",
            "reviews",
            "applications",
            "bookings",
            "invited_to",
            "readings",
        ),
        PERSON_INSIDERS | IS_COLLEAGUE: ("given_name", "family_name"),
        PERSON_INSIDERS | IS_COLLEAGUE | Shared("email", Visibility.PRIVATE): ("email",),
        shown_by_person("phone"): ("phone",),
        shown_by_person("headline"): ("headline",),
        shown_by_person("bio"): ("bio",),
        shown_by_person("website"): ("website",),
        shown_by_person("competences"): ("competences",),
        IS_FRONT_DESK | SELF: (
            "fiscal_code",
            "born_on",
            "birth_place_code",
            "fees_open",
            "fees_open_on",
            "fees_overdue",
            "fees_overdue_on",
            "fee_statement",
        ),
        PERSON_INSIDERS: (
            "is_member",
            "is_member_on",
            "language",
            "listing",
            "sharing",
            "erased_at",
            "history",
            "version",
            "created_at",
        ),
        IS_STAFF: ("merged_at", "merged_into"),
    },
)

SHOWS_COMPETENCES = Sql(
    """coalesce({row}.id = {person_id}, false)
    OR {row}.visibility->>'competences' = 'PUBLIC'
    OR ({row}.visibility->>'competences' = 'MEMBERS' AND {is_member})"""
)
"""Of a person who is reached from a competence: the way back shows no more than the way there."""

AFFILIATION_CONCERNED = IS_STAFF | IsPerson() | Administers() | (OfOrganization() & HOLDS_TODAY)

AFFILIATION = Policy(
    rows=AFFILIATION_CONCERNED
    | (
        HOLDS_TODAY
        & Via("person", IS_LISTED & Shared("affiliations", Visibility.PRIVATE))
        & Via("organization", IS_PUBLISHED)
    ),
    fields={
        WITH_ROW: ("person", "organization", "role", "title", "is_current"),
        AFFILIATION_CONCERNED: (
            "starts_on",
            "ends_on",
            "purposes",
            "is_lead",
            "is_administrator",
            "has_seat",
            "version",
        ),
    },
)

HEADCOUNT = Policy(
    rows=IS_OBSERVER
    | OfOrganization()
    | Via("organization", IS_PUBLISHED & Shared("employees", Visibility.MEMBERS)),
    fields={
        WITH_ROW: (
            "organization",
            "year",
            "counted_on",
            "employees",
            "full_time_equivalents",
            "is_estimate",
            "source",
        ),
    },
)

COMPETENCE = Policy(
    rows=EVERYONE,
    fields={
        WITH_ROW: ("code", "name", "name_it", "parent", "children", "organizations", "people"),
    },
)

CONSENT_RECORD = Policy(
    rows=IN_CHARGE,
    fields={
        WITH_ROW: (
            "person",
            "organization",
            "field",
            "previous",
            "chosen",
            "recorded_at",
            "recorded_by",
            "source",
        ),
    },
)
