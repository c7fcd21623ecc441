"""The GraphQL types of membership: types, memberships, their periods and their fees."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from hub.members import derived, membership_models, membership_policy
from hub.members.fees import derived as fees_derived
from hub.members.terms import (
    Decision,
    DocumentKind,
    FeeKind,
    FeeState,
    MembershipCategory,
    MembershipStatus,
    PeriodKind,
    ProrationBasis,
    ResignationReason,
)
from hub.sql import HOLDS
from schema.compiler.declare import column, computed, entity, to_many, to_one
from schema.members.types import ON_DAY
from schema.node import Node

if TYPE_CHECKING:
    from schema.members.fee_types import Payment, Reminder
    from schema.members.membership_document_types import MembershipDocument
    from schema.members.person_types import Person
    from schema.members.types import Organization
    from schema.paging import Connection
    from schema.spaces.rule_types import BookingQuota, BookingRule


@entity(
    membership_models.MembershipType,
    prefix="mtype",
    policy=membership_policy.MEMBERSHIP_TYPE,
    order=("name",),
)
class MembershipType(Node):
    """What a party may become: its fee, its days of grace, its seats."""

    code: "str" = column("Short code that never changes.")
    name: "str" = column("Name in English.")
    name_it: "str" = column("Name in Italian.")
    description: "str | None" = column("What it offers; null when not described.")
    category: "MembershipCategory" = column("What it makes of its holder.")
    period_kind: "PeriodKind" = column("How its periods are laid.")
    period_months: "int" = column("Length of a period in months.")
    rollover_days: "int" = column(
        "Of calendar periods: who joins in so many last days of a year is covered for the next."
    )
    grace_days: "int" = column(
        "Days after the end of a period in which the holder still counts as a member."
    )
    notice_days: "int" = column("Days between a resignation and the day on which it takes effect.")
    seats: "int | None" = column(
        "How many people of the holder may use its benefits; null: any number."
    )
    yearly_fee: "Decimal" = column("Contribution for a period, in euro.")
    joining_fee: "Decimal" = column("Paid once on joining, in euro.")
    capital_share: "Decimal" = column("Share of the consortium's capital to subscribe, in euro.")
    offered_from: "date" = column("First day on which it can be applied for.")
    offered_until: "date | None" = column(
        "First day on which it can no longer be applied for; null while no end is set."
    )
    required_documents: "list[DocumentKind]" = column(
        "Papers that must be accepted before somebody is admitted; empty: none."
    )
    version: "int" = column("Number of edits, to be given back with the next.")
    memberships: "Connection[Membership]" = to_many("Memberships of this type.")
    booking_rules: "Connection[BookingRule]" = to_many(
        "Rules for bookings of those who have it, the latest first."
    )
    booking_quotas: "Connection[BookingQuota]" = to_many(
        "Quotas of those who have it, the latest first."
    )


@entity(
    membership_models.Membership,
    prefix="mship",
    policy=membership_policy.MEMBERSHIP,
    order=("-applied_on",),
)
class Membership(Node):
    """A party's application for membership and all that follows from it.

    Where it stands is derived from dated facts for any day. Others than those concerned see only
    that a listed organization is a member, of which type and since when.
    """

    organization: "Organization | None" = to_one(
        "Holder; null when a person is, and when the viewer may not see it."
    )
    person: "Person | None" = to_one(
        "Holder; null when an organization is, and when the viewer may not see them."
    )
    type: "MembershipType" = to_one("What was applied for.")
    number: "str | None" = column(
        "Number in the book of members, given on admission; null before, and unless the viewer is"
        " concerned."
    )
    status: "MembershipStatus | None" = computed(
        derived.MEMBERSHIP_STATUS,
        "Where it stands today, or on the day that the list asks about; null before the"
        " application, and unless the viewer is concerned.",
    )
    status_on: "MembershipStatus | None" = computed(
        derived.MEMBERSHIP_STATUS,
        "Where it stands on a day, past or future, by the facts known now; null before the"
        " application, and unless the viewer is concerned.",
        arguments=(ON_DAY,),
    )
    applied_on: "date | None" = column(
        "Day of the application; null unless the viewer is concerned."
    )
    motivation: "str | None" = column(
        "Why the applicant asks; null when absent, and unless the viewer is in charge."
    )
    withdrawn_on: "date | None" = column(
        "Day on which the applicant withdrew; null when they did not, and unless the viewer is"
        " concerned."
    )
    decided_on: "date | None" = column(
        "Day of the decision; null before, and unless the viewer is concerned."
    )
    decision: "Decision | None" = column(
        "Answer to the application; null before, and unless the viewer is concerned."
    )
    decision_note: "str | None" = column("Reasons of the decision; null except for the front desk.")
    waiver_reason: "str | None" = column(
        "Why papers that its type asks for were not needed; null when none was missing, and except"
        " for the front desk."
    )
    joined_on: "date | None" = column("Day on which it began for the first time; null before.")
    notice_on: "date | None" = column(
        "Day on which the holder gave notice; null when they did not, and unless the viewer is"
        " concerned."
    )
    resigned_on: "date | None" = column(
        "First day on which the resignation holds; null without one, and unless the viewer is"
        " concerned."
    )
    resignation_reason: "ResignationReason | None" = column(
        "Why the holder leaves; null when absent, and unless the viewer is in charge."
    )
    expelled_on: "date | None" = column(
        "First day on which the expulsion holds; null without one, and unless the viewer is"
        " concerned."
    )
    expulsion_reason: "str | None" = column(
        "Why the holder was expelled; null when absent, and unless the viewer is in charge."
    )
    covered_until: "date | None" = computed(
        derived.COVERED_UNTIL,
        "First day after the last period; null without a period, when the last has no end, and"
        " unless the viewer is concerned.",
    )
    lapses_on: "date | None" = computed(
        derived.LAPSES_ON,
        "First day after the last period and its days of grace; null without a period, when the"
        " last has no end, and unless the viewer is concerned.",
    )
    seats_used: "int | None" = computed(
        derived.SEATS_USED,
        "How many people use a seat of the organization, today or on the day that the list asks"
        " about; null unless the viewer is concerned.",
    )
    version: "int | None" = column(
        "Number of edits, to be given back with the next; null unless the viewer is concerned."
    )

    previous: "Membership | None" = to_one(
        "Membership that this one follows after a gap; null for a first one, and when the viewer"
        " may not see it."
    )
    next: "Membership | None" = to_one(
        "Membership that followed this one after a gap; null without one, and when the viewer may"
        " not see it."
    )
    periods: "Connection[MembershipPeriod]" = to_many("Its periods, the latest first.")
    suspensions: "Connection[Suspension]" = to_many("Its suspensions, the latest first.")
    documents: "Connection[MembershipDocument]" = to_many(
        "Papers that go with it, the latest first; empty unless the viewer is in charge."
    )
    fees_open: "Decimal | None" = computed(
        fees_derived.OPEN_OF_MEMBERSHIP,
        "What was asked for it and is not paid, in euro, overdue or not, today or on the day that"
        " the list asks about; null unless the viewer is in charge.",
    )
    fees_open_on: "Decimal | None" = computed(
        fees_derived.OPEN_OF_MEMBERSHIP,
        "The same on a day; null unless the viewer is in charge.",
        arguments=(ON_DAY,),
    )
    fees_overdue: "Decimal | None" = computed(
        fees_derived.OVERDUE_OF_MEMBERSHIP,
        "What of it is overdue, today or on the day that the list asks about; null unless the"
        " viewer is in charge.",
    )
    fees_overdue_on: "Decimal | None" = computed(
        fees_derived.OVERDUE_OF_MEMBERSHIP,
        "The same on a day; null unless the viewer is in charge.",
        arguments=(ON_DAY,),
    )
    fee_lines: "Connection[FeeLine]" = to_many("Amounts asked for it, the latest first.")


@entity(
    membership_models.MembershipPeriod,
    prefix="mperiod",
    policy=membership_policy.MEMBERSHIP_PERIOD,
    order=("-starts_on",),
)
class MembershipPeriod(Node):
    """The days that a membership covers, from one renewal to the next; periods never overlap."""

    membership: "Membership | None" = to_one("The membership; null when the viewer may not see it.")
    starts_on: "date" = column("First day.")
    ends_on: "date | None" = column(
        "First day on which it no longer holds; null while no end is set."
    )
    is_current: "bool" = computed(
        HOLDS, "Whether it holds today, or on the day that the list asks about."
    )
    note: "str | None" = column(
        "Remark of the front desk; null without one, and for all other viewers."
    )
    fee_lines: "Connection[FeeLine]" = to_many("Amounts asked for it.")


@entity(
    membership_models.Suspension,
    prefix="msusp",
    policy=membership_policy.SUSPENSION,
    order=("-starts_on",),
)
class Suspension(Node):
    """The days on which a membership gives no rights; suspensions never overlap."""

    membership: "Membership | None" = to_one("The membership; null when the viewer may not see it.")
    starts_on: "date" = column("First day.")
    ends_on: "date | None" = column(
        "First day on which it no longer holds; null while no end is set."
    )
    is_current: "bool" = computed(
        HOLDS, "Whether it holds today, or on the day that the list asks about."
    )
    reason: "str | None" = column("Why; null unless the viewer is in charge.")
    version: "int" = column("Number of edits, to be given back with the next.")


@entity(
    membership_models.FeeLine, prefix="fee", policy=membership_policy.FEE_LINE, order=("-due_on",)
)
class FeeLine(Node):
    """An amount asked of a party for a membership; the payer may be another than the holder."""

    membership: "Membership | None" = to_one("The membership; null when the viewer may not see it.")
    period: "MembershipPeriod | None" = to_one(
        "Period that it pays for; null for what is paid once, and when the viewer may not see it."
    )
    payer: "Organization | None" = to_one(
        "Who pays; null when a person does, and when the viewer may not see it."
    )
    paying_person: "Person | None" = to_one(
        "Who pays; null when an organization does, and when the viewer may not see them."
    )
    kind: "FeeKind" = column("What it is for.")
    description: "str" = column("What it is for, in words.")
    covers_from: "date | None" = column("First day that it pays for; null for what is paid once.")
    covers_until: "date | None" = column(
        "First day that it no longer pays for; null for what is paid once."
    )
    amount: "Decimal" = column("Amount in euro.")
    full_amount: "Decimal | None" = column(
        "What it would be for a whole period and in one instalment, in euro; null when it was not"
        " made from the terms of a membership type."
    )
    proration_basis: "ProrationBasis | None" = column(
        "In what the covered part was counted; null when it was not prorated."
    )
    proration_numerator: "int | None" = column(
        "Days or months covered; null when it was not prorated."
    )
    proration_denominator: "int | None" = column(
        "Days or months of the whole period; null when it was not prorated. The full amount times"
        " the covered part, to the nearest cent and half a cent up, is what all instalments sum to."
    )
    instalment: "int" = column("Which of its instalments it is, from 1 on.")
    instalments: "int" = column("In how many instalments it is paid.")
    state: "FeeState" = computed(
        derived.FEE_STATE, "Where it stands today, or on the day that the list asks about."
    )
    state_on: "FeeState" = computed(
        derived.FEE_STATE,
        "Where it stands on a day, past or future, by the facts known now.",
        arguments=(ON_DAY,),
    )
    issued_on: "date | None" = column("Day on which it was asked for; null before.")
    due_on: "date" = column("Last day on which it is paid in time.")
    paid_amount: "Decimal" = computed(
        derived.PAID_AMOUNT,
        "What was paid of it, in euro, today or on the day that the list asks about.",
    )
    open_amount: "Decimal" = computed(
        derived.OPEN_AMOUNT,
        "What was asked for and is not paid, in euro, today or on the day that the list asks"
        " about: zero unless it is OPEN or OVERDUE.",
    )
    reminded_on: "date | None" = computed(
        derived.REMINDED_ON, "Day of the last reminder; null without one."
    )
    paid_on: "date | None" = computed(
        derived.PAID_ON, "Day of the payment that made it PAID; null while it is not."
    )
    credited_on: "date | None" = column("Day of its credit note; null without one.")
    credit_reason: "str | None" = column("Why it was credited; null when absent.")
    invoice_number: "str | None" = column("Number under which it was issued; null before.")
    version: "int" = column("Number of edits, to be given back with the next.")

    payments: "Connection[Payment]" = to_many("What was paid of it, the latest first.")
    reminders: "Connection[Reminder]" = to_many("Reminders, the latest first.")
