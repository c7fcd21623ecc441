"""What stands against asking for fees, taking payments, and closing accounts."""

from datetime import date
from decimal import Decimal

from hub.errors import Refusal
from hub.members.terms import FeeState
from hub.messages import Phrase

STANDS = {
    FeeState.PLANNED: Phrase("not asked for yet"),
    FeeState.OPEN: Phrase("still in time"),
    FeeState.PAID: Phrase("paid"),
    FeeState.CREDITED: Phrase("credited"),
    FeeState.FREE: Phrase("free"),
}
"""Where a fee line stands that is not overdue, as a part of a sentence."""


class AmountInvalid(Refusal):
    """What should be an amount in euro is none."""

    code = "AMOUNT_INVALID"
    sentence = "An amount is above zero, at most {limit} euro, and has at most two decimals."


class FeesNotDue(Refusal):
    """Nothing is asked for a membership that was not granted, or had ended before the period."""

    code = "FEES_NOT_DUE"
    sentence = "No fee is asked for this period: the membership does not hold on any day of it."


class KindNotRaised(Refusal):
    """Only what the type of a membership sets is made from it."""

    code = "KIND_NOT_RAISED"
    sentence = "The type of the membership says nothing of this: it sets {kinds}."


class InstalmentsOutOfRange(Refusal):
    """A fee is paid in too many parts, or in none."""

    code = "INSTALMENTS_OUT_OF_RANGE"
    sentence = "A fee is paid in 1 to {limit} instalments: give as many last days of payment."


class TooManyLines(Refusal):
    """An act is about more fee lines than one takes on."""

    code = "TOO_MANY_LINES"
    sentence = "This would be {measured} lines, at most {limit} are done at a time: do it in parts."


class YearOutOfRange(Refusal):
    """A year is none of the consortium's."""

    code = "YEAR_OUT_OF_RANGE"
    sentence = "Give a year from {first} to {last}."


class AlreadyIssued(Refusal):
    """The fee line has been asked for."""

    code = "ALREADY_ISSUED"
    sentence = "This was issued on {issued_on} already, with the number {number}."


class NumberTaken(Refusal):
    """Another fee line was issued with the same number."""

    code = "NUMBER_TAKEN"
    sentence = "This number is another line's: leave it out, and the next free one is given."


class FeeNotIssued(Refusal):
    """The fee line has not been asked for yet."""

    code = "FEE_NOT_ISSUED"
    sentence = "This has not been asked for yet: issue it first."


class FeeCredited(Refusal):
    """The fee line was cancelled."""

    code = "FEE_CREDITED"
    sentence = "This was credited on {credited_on}: nothing more is asked or paid for it."


class Overpayment(Refusal):
    """More would be paid than was asked."""

    code = "OVERPAYMENT"
    sentence = "At most {open_amount} euro can still be paid of this: record what is beyond apart."

    def __init__(self, *path: str | int, open_amount: Decimal) -> None:
        super().__init__(*path, open_amount=open_amount)


class PaymentsStand(Refusal):
    """Something was paid, which has to be taken back first."""

    code = "PAYMENTS_STAND"
    sentence = "Of this {paid} euro are paid: take the payments back first."


class AlreadyTakenBack(Refusal):
    """The payment was taken back, or is itself what takes one back."""

    code = "ALREADY_TAKEN_BACK"
    sentence = "This payment does not stand: it was taken back, or takes another one back."


class ReminderTooEarly(Refusal):
    """Only what is overdue is reminded of, and each time on a later day."""

    code = "REMINDER_TOO_EARLY"
    sentence = "Only what is overdue is reminded of: on {day} this is {state}."

    def __init__(self, *path: str | int, day: date, state: FeeState) -> None:
        super().__init__(*path, day=day, state=STANDS[state])


class RemindersExhausted(Refusal):
    """The payer was reminded as often as anybody is."""

    code = "REMINDERS_EXHAUSTED"
    sentence = "The payer was reminded {limit} times: what comes now is no reminder."


class AccountingPeriodClosed(Refusal):
    """The accounts of the day are closed: nothing dated on it is added or changed."""

    code = "ACCOUNTING_PERIOD_CLOSED"
    sentence = "The accounts from {starts_on} to before {ends_on} are closed: take a later day."


class AccountingPeriodRunning(Refusal):
    """Accounts are closed once their last day has passed."""

    code = "ACCOUNTING_PERIOD_RUNNING"
    sentence = "These days are not over: accounts can be closed up to before {today}."
