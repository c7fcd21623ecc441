"""What is done about fees."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hub.deed import Done
from hub.keys import Keys
from hub.members.fees import accounting, issuing, payments, reminders
from hub.members.fees import lines as fee_lines
from hub.members.fees import raising as fees_raising
from schema.members import fee_inputs
from schema.mutating.declare import mutation, mutations, payload, result, results, told

if TYPE_CHECKING:
    from schema.members.fee_types import AccountingPeriod, Payment, Reminder
    from schema.members.membership_types import FeeLine, MembershipPeriod

INPUTS = fee_inputs
"""The module of the inputs: an input is known once its module is imported."""
MOST_SHOWN = 100
LINES = "fee_line_ids"


def _number(done: Done, _: Keys) -> Any:
    return len(done.values[LINES])


def _total(done: Done, _: Keys) -> Any:
    return done.values["total"]


@payload
class RaiseFeesPayload:
    """The answer of `raiseFees`."""

    membership_period: "MembershipPeriod | None" = result(
        "The period that is paid for; null when there are problems."
    )
    fee_lines: "list[FeeLine] | None" = results(
        LINES,
        "The new lines; empty when all were there, null when there are problems.",
        most=MOST_SHOWN,
    )
    total: "Decimal | None" = told(
        _total, "What they sum to, in euro; null when there are problems."
    )


@payload
class RaiseFeesForYearPayload:
    """The answer of `raiseFeesForYear`."""

    raised: "int | None" = told(_number, "How many lines are new; null when there are problems.")
    total: "Decimal | None" = told(
        _total, "What they sum to, in euro; null when there are problems."
    )
    fee_lines: "list[FeeLine] | None" = results(
        LINES,
        "The new lines, by the first day of their periods, at most 100 of them; null when there"
        " are problems.",
        most=MOST_SHOWN,
    )


@payload
class IssueFeeLinePayload:
    """The answer of `issueFeeLine`."""

    fee_line: "FeeLine | None" = result("The line, issued; null when there are problems.")


@payload
class IssueFeeLinesPayload:
    """The answer of `issueFeeLines`."""

    fee_lines: "list[FeeLine] | None" = results(
        LINES, "The lines, issued; null when there are problems.", most=issuing.MOST_LINES
    )


@payload
class ChangePayerPayload:
    """The answer of `changePayer`."""

    fee_line: "FeeLine | None" = result("The line, changed; null when there are problems.")


@payload
class CreditFeeLinePayload:
    """The answer of `creditFeeLine`."""

    fee_line: "FeeLine | None" = result("The line, credited; null when there are problems.")


@payload
class RecordPaymentPayload:
    """The answer of `recordPayment`."""

    payment: "Payment | None" = result("The payment; null when there are problems.")


@payload
class RevokePaymentPayload:
    """The answer of `revokePayment`."""

    payment: "Payment | None" = result("What takes the payment back; null when there are problems.")


@payload
class RecordReminderPayload:
    """The answer of `recordReminder`."""

    reminder: "Reminder | None" = result("The reminder; null when there are problems.")


@payload
class CloseAccountingPeriodPayload:
    """The answer of `closeAccountingPeriod`."""

    accounting_period: "AccountingPeriod | None" = result(
        "The closed period; null when there are problems."
    )


@mutations
class FeeMutations:
    """What is done about fees."""

    raise_fees: "RaiseFeesPayload" = mutation(
        fees_raising.raise_fees,
        "Make the fee lines of a membership period from its type: the front desk. Lines that are"
        " there stay as they are; done again, it adds nothing.",
    )
    raise_fees_for_year: "RaiseFeesForYearPayload" = mutation(
        fees_raising.raise_fees_for_year,
        "Make the fee lines of all periods that begin in a year, at most 1,000 at a time: the front"
        " desk. Done again, it adds what is missing.",
    )
    issue_fee_line: "IssueFeeLinePayload" = mutation(
        issuing.issue_fee_line, "Ask for what is planned, with a number: the front desk."
    )
    issue_fee_lines: "IssueFeeLinesPayload" = mutation(
        issuing.issue_fee_lines, "Ask for many planned lines at once: the front desk."
    )
    change_payer: "ChangePayerPayload" = mutation(
        fee_lines.change_payer,
        "Let another organization or person pay a line of which nothing is paid: the front desk.",
    )
    record_payment: "RecordPaymentPayload" = mutation(
        payments.record_payment,
        "Record a payment, in full or in part and never more than is open: the front desk.",
    )
    revoke_payment: "RevokePaymentPayload" = mutation(
        payments.revoke_payment,
        "Take a payment back by another one below zero; neither is ever deleted: the front desk.",
    )
    record_reminder: "RecordReminderPayload" = mutation(
        reminders.record_reminder,
        "Record that the payer of an overdue line was reminded: the front desk.",
    )
    credit_fee_line: "CreditFeeLinePayload" = mutation(
        fee_lines.credit_fee_line,
        "Cancel a line, with the reason: the front desk. A line of a closed period can be credited"
        " on a later day.",
    )
    close_accounting_period: "CloseAccountingPeriodPayload" = mutation(
        accounting.close_accounting_period,
        "Close the accounts of past days, for good: the direction. What was issued, credited or"
        " paid on them never changes afterwards.",
    )
