"""The inputs of what is done about fees."""

from datetime import date
from decimal import Decimal

import strawberry

from hub.members.terms import FeeKind, PaymentMethod, ProrationBasis, ReminderChannel
from schema.mutating.declare import given, write_input

KINDS = (
    "What to ask for, of YEARLY, JOINING and CAPITAL_SHARE; null: the contribution, and with the"
    " first period of a holder who never had a membership before what is paid on joining."
)
PRORATION = (
    "In what to count the part of its whole period that is covered, and paid for; null: the whole"
    " contribution is asked for. What is paid once is never prorated."
)
DUE_ON = (
    "The last day of payment of each instalment of the contribution, 1 to 12 in their order; null:"
    " one, 30 days after the day of issue, today or the first day that it pays for, the latest of"
    " them."
)
ISSUED_ON = (
    "Day on which the lines are asked for, today or before, with the next free numbers of its year;"
    " null: they are only planned."
)


@write_input
class RaiseFeesInput:
    """The fees of a membership period to ask for; what was raised before is not raised again."""

    membership_period_id: "strawberry.ID" = given(
        "A period of a membership that was granted.", of="MembershipPeriod"
    )
    kinds: "list[FeeKind] | None" = given(KINDS)
    proration: "ProrationBasis | None" = given(PRORATION)
    due_on: "list[date] | None" = given(DUE_ON)
    payer_id: "strawberry.ID | None" = given(
        "An organization that pays for the holder; null: the holder, or a person pays.",
        of="Organization",
    )
    paying_person_id: "strawberry.ID | None" = given(
        "A person who pays for the holder; null: the holder, or an organization pays.", of="Person"
    )
    issued_on: "date | None" = given(ISSUED_ON)


@write_input
class RaiseFeesForYearInput:
    """The fees of a year to ask for; what was raised before is not raised again."""

    year: "int" = given("The year in which the periods begin, 2000 to 2100.")
    membership_type_id: "strawberry.ID | None" = given(
        "Only memberships of this type; null: all.", of="MembershipType"
    )
    kinds: "list[FeeKind] | None" = given(KINDS)
    proration: "ProrationBasis | None" = given(PRORATION)
    due_on: "list[date] | None" = given(DUE_ON)
    issued_on: "date | None" = given(ISSUED_ON)


@write_input
class IssueFeeLineInput:
    """A planned fee line to ask for."""

    fee_line_id: "strawberry.ID" = given("The line.", of="FeeLine")
    number: "str | None" = given(
        "Its number in the accounting system, at most 20 characters; null: the next free one of"
        " the year, such as 2027/00042."
    )
    issued_on: "date | None" = given("Day of issue, today or before; null: today.")
    due_on: "date | None" = given(
        "Last day on which it is paid in time; null: as it was planned, or 30 days after the issue"
        " if that has passed by then."
    )


@write_input
class IssueFeeLinesInput:
    """Planned fee lines to ask for, with the next free numbers in their order."""

    fee_line_ids: "list[strawberry.ID]" = given("The lines, at most 100.", of="FeeLine")
    issued_on: "date | None" = given("Day of issue, today or before; null: today.")


@write_input
class ChangePayerInput:
    """Who is to pay a fee line of which nothing is paid: an organization or a person."""

    fee_line_id: "strawberry.ID" = given("The line.", of="FeeLine")
    version: "int" = given("The version of the line that was read.")
    payer_id: "strawberry.ID | None" = given(
        "The organization that pays; null when a person does.", of="Organization"
    )
    paying_person_id: "strawberry.ID | None" = given(
        "The person who pays; null when an organization does.", of="Person"
    )


@write_input
class RecordPaymentInput:
    """What came in for a fee line."""

    fee_line_id: "strawberry.ID" = given("A line that was asked for.", of="FeeLine")
    amount: "Decimal | None" = given("In euro, at most what is open; null: all that is open.")
    received_on: "date | None" = given("Day on which it came in, today or before; null: today.")
    method: "PaymentMethod" = given("How it came in.")
    reference: "str | None" = given(
        "What tells it apart at the bank, at most 140 characters; null: nothing does."
    )


@write_input
class RevokePaymentInput:
    """A payment to take back: it bounced, or was recorded by mistake."""

    payment_id: "strawberry.ID" = given("The payment.", of="Payment")
    revoked_on: "date | None" = given(
        "Day from which it no longer counts, from its own day to today: on its own, it never"
        " counted; null: today."
    )
    reference: "str | None" = given(
        "What tells the booking apart, or why, at most 140 characters; null: nothing."
    )


@write_input
class RecordReminderInput:
    """That the payer of an overdue fee line was reminded: the first, second or third time."""

    fee_line_id: "strawberry.ID" = given("The line.", of="FeeLine")
    channel: "ReminderChannel" = given("How the payer was reminded.")
    sent_on: "date | None" = given(
        "Day of the reminder, on which the line was overdue, after the last one; null: today."
    )


@write_input
class CreditFeeLineInput:
    """A fee line to cancel, of which nothing is paid."""

    fee_line_id: "strawberry.ID" = given("The line.", of="FeeLine")
    version: "int" = given("The version of the line that was read.")
    reason: "str" = given("Why, at most 300 characters.")
    credited_on: "date | None" = given(
        "Day of the credit note, from the issue to today; null: today."
    )


@write_input
class CloseAccountingPeriodInput:
    """Days whose accounts to close, for good."""

    starts_on: "date | None" = given(
        "First day; null: where the accounts are closed so far, which the first time has to be"
        " given."
    )
    ends_on: "date" = given("First day that no longer belongs to it, today or before.")
