"""Payments of fee lines: recorded whole or in part, and taken back by a payment below zero."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from hub import texts
from hub.act import act
from hub.actor import TokenScope
from hub.constraints import explains
from hub.deed import Deed
from hub.errors import Refused
from hub.members.fee_models import Payment
from hub.members.fee_policy import PAYMENT
from hub.members.fees.accounting import check_open, hold_books
from hub.members.fees.amounts import CENT, payable
from hub.members.fees.lines import check_not_ahead, lock_line, payments_of, touch_parties
from hub.members.fees.refusals import (
    AlreadyTakenBack,
    AmountInvalid,
    FeeCredited,
    FeeNotIssued,
    Overpayment,
)
from hub.members.membership_models import FeeLine
from hub.members.terms import PaymentMethod
from hub.policy import IS_FRONT_DESK
from hub.refusals import DayTooEarly, NotAllowed, NotFound, TooLong

LONGEST_REFERENCE = 140
HIGHEST = Decimal("999999999999.99")

explains("payment_reverses_id_key")
explains("payment_reversal_fits")


@act(TokenScope.MEMBERS)
async def record_payment(
    deed: Deed,
    *,
    fee_line_id: UUID,
    method: PaymentMethod,
    amount: Decimal | None = None,
    received_on: date | None = None,
    reference: str | None = None,
) -> Payment:
    """Record what came in for a line that was asked for: all that is open, or a part of it."""
    await hold_books(deed)
    line = await lock_line(deed, fee_line_id, "input", "feeLineId")
    day = received_on or deed.today
    _check_payable(deed, line)
    check_not_ahead(deed, day, "receivedOn")
    await check_open(deed, day, "input", "receivedOn")
    reference = _checked_reference(deed, reference)
    open_amount = payable(line.amount, await payments_of(deed, line), day)
    _check_amount(deed, amount, open_amount)
    await touch_parties(deed, [line])
    return await deed.create(
        Payment,
        fee_line_id=line.id,
        amount=open_amount if amount is None else amount,
        received_on=day,
        method=method,
        reference=reference,
    )


@act(TokenScope.MEMBERS)
async def revoke_payment(
    deed: Deed, *, payment_id: UUID, revoked_on: date | None = None, reference: str | None = None
) -> Payment:
    """Take a payment back, by another one below zero: on its own day it is as if it never was."""
    path = ("input", "paymentId")
    await hold_books(deed)
    payment = await _visible(deed, payment_id)
    line = await lock_line(deed, payment.fee_line_id, *path)
    day = revoked_on or deed.today
    if payment.reverses_id is not None or await _is_taken_back(deed, payment):
        deed.refuse(AlreadyTakenBack(*path))
    check_not_ahead(deed, day, "revokedOn")
    if day < payment.received_on:
        deed.refuse(DayTooEarly("input", "revokedOn", first_on=payment.received_on))
    await check_open(deed, day, "input", "revokedOn")
    await touch_parties(deed, [line])
    return await deed.create(
        Payment,
        fee_line_id=payment.fee_line_id,
        amount=-payment.amount,
        received_on=day,
        method=payment.method,
        reference=_checked_reference(deed, reference),
        reverses_id=payment.id,
    )


def _check_payable(deed: Deed, line: FeeLine) -> None:
    path = ("input", "feeLineId")
    if line.credited_on is not None:
        deed.refuse(FeeCredited(*path, credited_on=line.credited_on))
    elif line.issued_on is None:
        deed.refuse(FeeNotIssued(*path))


def _check_amount(deed: Deed, amount: Decimal | None, open_amount: Decimal) -> None:
    """Of what is left out, only whether anything is open."""
    path = ("input", "amount")
    if amount is not None and not _is_amount(amount):
        deed.refuse(AmountInvalid(*path, limit=HIGHEST))
    elif (open_amount if amount is None else amount) > open_amount or open_amount <= 0:
        deed.refuse(Overpayment(*path, open_amount=max(open_amount, Decimal("0.00"))))


def _is_amount(amount: Decimal) -> bool:
    if not amount.is_finite() or not 0 < amount <= HIGHEST:
        return False
    return amount == amount.quantize(CENT)


def _checked_reference(deed: Deed, reference: str | None) -> str | None:
    """What tells the payment apart at the bank; blanks say nothing."""
    text = texts.line(reference or "")
    if len(text) > LONGEST_REFERENCE:
        deed.refuse(TooLong("input", "reference", measured=len(text), limit=LONGEST_REFERENCE))
    return text or None


async def _visible(deed: Deed, payment_id: UUID) -> Payment:
    """The payment, which never changes; refused for whom it is none, or not theirs."""
    path = ("input", "paymentId")
    found = Payment.filter(id=payment_id).using_db(deed.connection)
    payment = await found.prefetch_related("fee_line__membership").first()
    is_desk = deed.actor.has_role(IS_FRONT_DESK.roles)
    if payment is None or not (is_desk or PAYMENT.rows.holds(payment, deed.viewer)):
        raise Refused(NotFound(*path))
    if not is_desk:
        raise Refused(NotAllowed(*path, who="the front desk"))
    return payment


async def _is_taken_back(deed: Deed, payment: Payment) -> bool:
    return await Payment.filter(reverses_id=payment.id).using_db(deed.connection).exists()
