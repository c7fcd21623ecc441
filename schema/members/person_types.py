"""The GraphQL types of people."""

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from hub.members import derived, models, policy
from hub.members.fees import derived as fees_derived
from hub.members.terms import Language, Visibility
from schema.compiler.declare import (
    column,
    computed,
    entity,
    many_where,
    rows,
    to_many,
    to_one,
    watched,
)
from schema.members.types import CHOICES, IN_HISTORY, MOST_CHOICES, ON_DAY, STATEMENT_DAYS, Sharing
from schema.node import Node

if TYPE_CHECKING:
    from schema.accounts.record_types import AuditEntry, PersonalRead
    from schema.incubation.followup_types import Mentor
    from schema.incubation.selection_types import Application, Review
    from schema.incubation.types import StartupMember
    from schema.members.fee_types import FeeStatementEntry
    from schema.members.membership_types import FeeLine, Membership
    from schema.members.party_types import Affiliation, Competence, ConsentRecord
    from schema.paging import Connection
    from schema.spaces.attendee_types import BookingAttendee
    from schema.spaces.booking_types import Booking


@entity(
    models.Person,
    prefix="person",
    policy=policy.PERSON,
    order=("name",),
    search=("name",),
    search_where=derived.IS_NOT_MERGED,
)
class Person(Node):
    """A person known to the hub.

    Seen by themselves, by the people of their organizations, by staff, and by those for whom they
    are listed; what a person does not share with the viewer is null, the same as what is empty.
    When a desk reads how to reach a person, the fiscal code or data of birth, it is recorded, and
    shown to the person in `readings`.
    """

    name: "str" = column("Name by which the person wants to be known.")
    given_name: "str | None" = column(
        "Given name in documents; null unless the viewer is concerned."
    )
    family_name: "str | None" = column(
        "Family name in documents; null unless the viewer is concerned."
    )
    headline: "str | None" = column("What the person does; null when absent or not shared.")
    bio: "str | None" = column("The person in their own words; null when absent or not shared.")
    email: "str | None" = watched("E-mail address; null when absent or not shared.")
    phone: "str | None" = watched("Telephone number; null when absent or not shared.")
    website: "str | None" = column("Address of a website; null when absent or not shared.")
    fiscal_code: "str | None" = watched(
        "Fiscal code (codice fiscale), 16 characters; null when absent or not shared."
    )
    born_on: "date | None" = watched("Day of birth; null when absent or not shared.")
    birth_place_code: "str | None" = watched(
        "Cadastral code of the place of birth (codice Belfiore), such as D150; null when absent or"
        " not shared."
    )
    language: "Language | None" = column(
        "Language in which the hub writes to the person; null unless the viewer is concerned."
    )
    listing: "Visibility | None" = column(
        "Who finds the person in the directory; null unless the viewer is concerned."
    )
    sharing: "list[Sharing] | None" = rows(
        CHOICES,
        "What the person has chosen to share, and with whom; null unless the viewer is concerned.",
        most=MOST_CHOICES,
    )
    fees_open: "Decimal | None" = computed(
        fees_derived.OPEN_TO_PAY,
        "What the person was asked for and has not paid, in euro, overdue or not, today or on the day"
        " that the list asks about; null for others than the person and the front desk.",
    )
    fees_open_on: "Decimal | None" = computed(
        fees_derived.OPEN_TO_PAY,
        "The same on a day; null for others than the person and the front desk.",
        arguments=(ON_DAY,),
    )
    fees_overdue: "Decimal | None" = computed(
        fees_derived.OVERDUE_TO_PAY,
        "What of it is overdue, today or on the day that the list asks about; null"
        " for others than the person and the front desk.",
    )
    fees_overdue_on: "Decimal | None" = computed(
        fees_derived.OVERDUE_TO_PAY,
        "The same on a day; null for others than the person and the front desk.",
        arguments=(ON_DAY,),
    )
    fee_statement: "list[FeeStatementEntry] | None" = rows(
        fees_derived.STATEMENT,
        "The account of what the person was asked for and paid, from the balance before the first day to"
        " that of the last, at most 200 entries: ask for fewer days when the last entry is not"
        " CLOSING. Null for others than the person and the front desk.",
        most=fees_derived.MOST_ENTRIES,
        arguments=STATEMENT_DAYS,
    )
    erased_at: "datetime | None" = column(
        "When the personal data were erased at the person's wish; null when they were not, and"
        " unless the viewer is concerned."
    )
    is_member: "bool | None" = computed(
        derived.PERSON_IS_MEMBER,
        "Whether the person has the benefits of a member of the consortium, today or on the day"
        " that the list asks about: by a membership of their own, or by a seat of an organization"
        " that is a member; null unless the viewer is concerned.",
    )
    is_member_on: "bool | None" = computed(
        derived.PERSON_IS_MEMBER,
        "Whether the person has, had or will have them on a day, by the facts known now; null"
        " unless the viewer is concerned.",
        arguments=(ON_DAY,),
    )
    is_invented: "bool" = column("Whether the person was made up for demonstrations.")
    version: "int | None" = column(
        "Number of edits, to be given back with the next; null unless the viewer is concerned."
    )
    created_at: "datetime | None" = column(
        "When the hub first recorded the person; null unless the viewer is concerned."
    )

    merged_at: "datetime | None" = column(
        "When the person was merged into another row, being entered twice; null when not, and for"
        " others than the staff."
    )
    merged_into: "Person | None" = to_one(
        "The row that the person was merged into; null when not, and for others than the staff."
    )
    competences: "Connection[Competence] | None" = to_many(
        "What the person can do; null when not shared."
    )
    affiliations: "Connection[Affiliation]" = to_many(
        "Organizations that the person belongs or has belonged to, the latest first."
    )
    memberships: "Connection[Membership]" = to_many(
        "The person's own memberships, such as that of a co-worker."
    )
    fee_lines: "Connection[FeeLine]" = to_many("Amounts that the person has to pay.")
    consents: "Connection[ConsentRecord]" = to_many(
        "Changes of what the person shares, the latest first."
    )
    startup_members: "Connection[StartupMember]" = to_many("The person's parts in start-ups.")
    mentor: "Mentor | None" = to_one(
        "The person as a mentor; null for one who is none, and when the viewer may not see it.",
        relation="mentors",
    )
    reviews: "Connection[Review]" = to_many("Reviews of applications that the person writes.")
    applications: "Connection[Application]" = to_many("The person's applications for incubation.")
    bookings: "Connection[Booking]" = to_many("Bookings for the person.")
    invited_to: "Connection[BookingAttendee]" = to_many(
        "Bookings to which the person was asked to come, as far as the viewer may know."
    )
    readings: "Connection[PersonalRead]" = to_many(
        "Which desk read personal fields of the person, the latest first; empty unless the viewer"
        " is the person or the direction."
    )
    history: "Connection[AuditEntry] | None" = many_where(
        "What was done to the person's data and to what the person has, the latest first; null"
        " unless the viewer is staff or the person.",
        condition=IN_HISTORY,
    )
