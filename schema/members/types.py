"""The GraphQL types of organizations, and what they have in common with people."""

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from hub.members import derived, models, policy
from hub.members.fees import derived as fees_derived
from hub.members.terms import (
    AtecoEdition,
    EnterpriseSize,
    OrganizationKind,
    Visibility,
)
from hub.sql import Sql
from schema.compiler.declare import (
    column,
    computed,
    entity,
    many_where,
    part,
    rows,
    to_many,
    to_one,
)
from schema.compiler.sources import Argument
from schema.node import Node

if TYPE_CHECKING:
    from schema.accounts.record_types import AuditEntry
    from schema.incubation.selection_types import Application
    from schema.incubation.types import Startup
    from schema.members.fee_types import FeeStatementEntry
    from schema.members.membership_types import FeeLine, Membership
    from schema.members.party_types import Affiliation, Competence, ConsentRecord, Headcount
    from schema.paging import Connection
    from schema.projects.agreement_types import AgreementParty, Opportunity
    from schema.projects.call_types import FundingCall, ProposalPartner
    from schema.projects.types import Partnership
    from schema.spaces.booking_types import Booking
    from schema.spaces.lease_types import Allowance, Lease
    from schema.spaces.rule_types import BookingQuota, BookingRule
    from schema.spaces.types import Connectivity

ON_DAY = Argument("date", date, "The day; null: today.", place="day", default="today")

STATEMENT_DAYS = (
    Argument("startsOn", date, "First day; null: that of this year.", place="starts_on"),
    Argument(
        "endsOn",
        date,
        "First day that no longer belongs to it; null: tomorrow.",
        place="ends_on",
    ),
)

CHOICES = Sql(
    "SELECT choice.key AS field, choice.value AS visibility"
    " FROM jsonb_each_text({row}.visibility) choice ORDER BY choice.key"
)
MOST_CHOICES = 40

IN_HISTORY = Sql("{row}.subjects @> ARRAY[{parent}.id]")
"""Of an audit entry: it is about the row that has the list."""


@part
class Sharing:
    """With whom the owner of a profile has chosen to share what goes under a name."""

    field: "str" = column(
        "What is shared: a field of the profile, or a group of them such as `address`."
    )
    visibility: "Visibility" = column("With whom.")


@entity(
    models.Organization,
    prefix="org",
    policy=policy.ORGANIZATION,
    order=("name",),
    search=("name", "legal_name", "sector", "description"),
    search_where=derived.IS_NOT_MERGED,
)
class Organization(Node):
    """A company, a public body, a university, a utility, an association.

    Anyone sees those that are listed for them; a member leaves the directory on the day on which
    its membership lapses. What an organization does not share with the viewer is null, the same
    as what is empty.
    """

    kind: "OrganizationKind" = column("What it is.")
    name: "str" = column("Name by which it is known.")
    legal_name: "str" = column("Name in the register of companies or in its statute.")
    legal_form: "str | None" = column(
        "Legal form as the register writes it, such as S.r.l.; null when not recorded."
    )
    legal_form_code: "str | None" = column(
        "Legal form in the classification of ISTAT, written 1.3.20; null when absent or not shared."
    )
    vat_number: "str | None" = column(
        "VAT number (partita IVA): 11 digits in Italy, elsewhere with the letters of the country;"
        " null when absent or not shared."
    )
    fiscal_code: "str | None" = column(
        "Fiscal code (codice fiscale): 11 digits, 16 characters of a sole trader;"
        " null when absent or not shared."
    )
    rea: "str | None" = column(
        "Number in the economic register, written CR-123456; null when absent or not shared."
    )
    pec: "str | None" = column(
        "Certified e-mail address (PEC), its digital domicile; null when absent or not shared."
    )
    sdi_code: "str | None" = column(
        "Recipient code for electronic invoices: 7 characters, 6 of a public office;"
        " null when absent or not shared."
    )
    ipa_code: "str | None" = column(
        "Code in the index of public administrations (IPA); null when absent or not shared."
    )
    ateco_code: "str | None" = column(
        "Main activity in the classification ATECO, written 62.10.00; null when absent or not"
        " shared."
    )
    ateco_edition: "AtecoEdition | None" = column(
        "Edition of ATECO that the code belongs to; null when absent or not shared."
    )
    size: "EnterpriseSize | None" = column(
        "Size that it declares, with linked and partner enterprises; null when absent or not"
        " shared."
    )
    sector: "str | None" = column("Field of work in its own words; null when not recorded.")
    description: "str | None" = column("What it does, in its own words; null when not recorded.")
    founded_on: "date | None" = column("Day of its foundation; null when absent or not shared.")
    dissolved_on: "date | None" = column(
        "First day on which it no longer exists; null while it does, and when not shared."
    )
    street: "str | None" = column("Street and number of its seat; null when absent or not shared.")
    postal_code: "str | None" = column(
        "Postal code (CAP) of its seat; null when absent or not shared."
    )
    municipality: "str | None" = column("Municipality of its seat; null when not recorded.")
    istat_code: "str | None" = column(
        "Code of the municipality by ISTAT, 6 digits; null when absent or not shared."
    )
    province: "str | None" = column("Province of its seat, two letters; null when not recorded.")
    country: "str" = column("Country of its seat, two letters of ISO 3166-1.")
    email: "str | None" = column("E-mail address; null when absent or not shared.")
    phone: "str | None" = column("Telephone number; null when absent or not shared.")
    website: "str | None" = column("Address of its website; null when absent or not shared.")
    is_member: "bool" = computed(
        derived.IS_MEMBER,
        "Whether it is a member of the consortium in good standing, today or on the day that the"
        " list asks about: a membership is ACTIVE or in GRACE.",
    )
    is_member_on: "bool" = computed(
        derived.IS_MEMBER,
        "Whether it is, was or will be a member of the consortium in good standing on a day.",
        arguments=(ON_DAY,),
    )
    employees: "int | None" = computed(
        derived.EMPLOYEES,
        "People employed by its latest headcount, as of today or the day that the list asks"
        " about; null without a headcount, and when not shared.",
    )
    employees_on: "int | None" = computed(
        derived.EMPLOYEES,
        "People employed by the latest headcount up to a day; null without one, and when not"
        " shared.",
        arguments=(ON_DAY,),
    )
    listing: "Visibility | None" = column(
        "Who finds it in the directory; null for viewers outside it."
    )
    sharing: "list[Sharing] | None" = rows(
        CHOICES,
        "What it has chosen to share, and with whom; null for viewers outside it.",
        most=MOST_CHOICES,
    )
    fees_open: "Decimal | None" = computed(
        fees_derived.OPEN_TO_PAY,
        "What it was asked for and has not paid, in euro, overdue or not, today or on the day"
        " that the list asks about; null unless the viewer is the front desk or its administrator.",
    )
    fees_open_on: "Decimal | None" = computed(
        fees_derived.OPEN_TO_PAY,
        "The same on a day; null unless the viewer is the front desk or its administrator.",
        arguments=(ON_DAY,),
    )
    fees_overdue: "Decimal | None" = computed(
        fees_derived.OVERDUE_TO_PAY,
        "What of it is overdue, today or on the day that the list asks about; null"
        " unless the viewer is the front desk or its administrator.",
    )
    fees_overdue_on: "Decimal | None" = computed(
        fees_derived.OVERDUE_TO_PAY,
        "The same on a day; null unless the viewer is the front desk or its administrator.",
        arguments=(ON_DAY,),
    )
    fee_statement: "list[FeeStatementEntry] | None" = rows(
        fees_derived.STATEMENT,
        "The account of what it was asked for and paid, from the balance before the first day to"
        " that of the last, at most 200 entries: ask for fewer days when the last entry is not"
        " CLOSING. Null unless the viewer is the front desk or its administrator.",
        most=fees_derived.MOST_ENTRIES,
        arguments=STATEMENT_DAYS,
    )
    locked_at: "datetime | None" = column(
        "When staff stopped its administrators from editing it; null when they have not, and for"
        " viewers outside it."
    )
    is_invented: "bool" = column("Whether it was made up for demonstrations.")
    version: "int | None" = column(
        "Number of edits, to be given back with the next; null for viewers outside it."
    )
    created_at: "datetime | None" = column(
        "When the hub first recorded it; null for viewers outside it."
    )

    merged_at: "datetime | None" = column(
        "When it was merged into another one, because it was entered twice; null when it was not,"
        " and for others than the staff."
    )
    merged_into: "Organization | None" = to_one(
        "The one that it was merged into; null when it was not, and for others than the staff."
    )
    parent: "Organization | None" = to_one(
        "Organization that controls it; null without one, and when the viewer may not see it."
    )
    subsidiaries: "Connection[Organization]" = to_many("Organizations that it controls.")
    competences: "Connection[Competence]" = to_many("What it can do.")
    affiliations: "Connection[Affiliation]" = to_many(
        "People who belong or have belonged to it, the latest first."
    )
    headcounts: "Connection[Headcount]" = to_many(
        "How many people it employed, count by count, the latest first."
    )
    consents: "Connection[ConsentRecord]" = to_many("Changes of what it shares, the latest first.")
    memberships: "Connection[Membership]" = to_many("Its memberships, the latest first.")
    fee_lines: "Connection[FeeLine]" = to_many("Amounts that it has to pay, the latest first.")
    startups: "Connection[Startup]" = to_many("Start-ups whose company it is.")
    applications: "Connection[Application]" = to_many("Its applications for incubation.")
    bookings: "Connection[Booking]" = to_many("Its bookings of spaces.")
    leases: "Connection[Lease]" = to_many("Desks and offices assigned to it.")
    allowances: "Connection[Allowance]" = to_many("Its monthly pools of bookable time.")
    booking_rules: "Connection[BookingRule]" = to_many(
        "Rules of its own for bookings, the latest first; empty unless the viewer belongs to it or"
        " to the front desk."
    )
    booking_quotas: "Connection[BookingQuota]" = to_many(
        "Quotas of its own, the latest first; empty unless the viewer belongs to it or to the"
        " front desk."
    )
    operated_connectivity: "Connection[Connectivity]" = to_many("Connections that it operates.")
    partnerships: "Connection[Partnership]" = to_many("Its parts in joint projects.")
    proposal_partners: "Connection[ProposalPartner]" = to_many("Its parts in proposals.")
    agreement_parties: "Connection[AgreementParty]" = to_many("Its parts in agreements.")
    opportunities: "Connection[Opportunity]" = to_many("Jobs, internships and theses it offers.")
    funded_calls: "Connection[FundingCall]" = to_many("Calls that it funds.")
    history: "Connection[AuditEntry] | None" = many_where(
        "What was done to it and to what it has, the latest first; null unless the viewer is staff"
        " or its administrator.",
        condition=IN_HISTORY,
    )
