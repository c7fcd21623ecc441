"""The GraphQL types of what follows a fee: payments, reminders, statements, closed accounts."""

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from hub.members import fee_models, fee_policy
from hub.members.terms import PaymentMethod, ReminderChannel, StatementEntryKind
from schema.compiler.declare import column, entity, part, to_one
from schema.node import Node

if TYPE_CHECKING:
    from schema.members.membership_types import FeeLine
    from schema.members.person_types import Person


@entity(fee_models.Payment, prefix="payment", policy=fee_policy.PAYMENT, order=("-received_on",))
class Payment(Node):
    """Money received for a fee line. A payment never changes: another one takes it back."""

    fee_line: "FeeLine | None" = to_one("What was paid; null when the viewer may not see it.")
    amount: "Decimal" = column("Amount in euro; below zero when it takes a payment back.")
    received_on: "date" = column("Day on which it came in, or from which it is taken back.")
    method: "PaymentMethod" = column("How it came in.")
    reference: "str | None" = column(
        "What tells it apart at the bank, such as its CRO or TRN; null without one."
    )
    reverses: "Payment | None" = to_one("The payment that it takes back; null when it takes none.")
    reversed_by: "Payment | None" = to_one("What takes it back; null while it stands.")


@entity(fee_models.Reminder, prefix="reminder", policy=fee_policy.REMINDER, order=("-sent_on",))
class Reminder(Node):
    """That the payer of an overdue fee line was reminded."""

    fee_line: "FeeLine | None" = to_one("What was overdue; null when the viewer may not see it.")
    sent_on: "date" = column("Day of the reminder.")
    level: "int" = column("1 for the first one, 3 for the last.")
    channel: "ReminderChannel" = column("How the payer was reminded.")


@entity(
    fee_models.AccountingPeriod,
    prefix="accounts",
    policy=fee_policy.ACCOUNTING_PERIOD,
    order=("-starts_on",),
)
class AccountingPeriod(Node):
    """Days whose accounts are closed: what was issued, credited or paid on them never changes."""

    starts_on: "date" = column("First day.")
    ends_on: "date" = column("First day that no longer belongs to it.")
    closed_at: "datetime" = column("When it was closed.")
    closed_by: "Person | None" = to_one(
        "Who closed it; null when a program did, and when the viewer may not see them."
    )


@part
class FeeStatementEntry:
    """A line of a party's account: what changed what it owes, and what it owed then."""

    happened_on: "date" = column("The day.")
    kind: "StatementEntryKind" = column("What happened.")
    amount: "Decimal" = column(
        "By how much the party owes more or, below zero, less, in euro; zero of the balances."
    )
    balance: "Decimal" = column(
        "What it owed then, in euro; below zero, what it had to its credit."
    )
    invoice_number: "str | None" = column(
        "Number of what was asked for, paid or credited; null of the balances, and without one."
    )
    description: "str | None" = column("What that was for, in words; null of the balances.")
