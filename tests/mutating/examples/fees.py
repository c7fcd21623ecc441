"""Examples of what is done about fees."""

from decimal import Decimal

from hub.actor import Actor, Role
from hub.members.membership_models import FeeLine
from hub.members.terms import PeriodKind
from tests.make import members
from tests.make.members import days_ago
from tests.mutating.doing import signed_in
from tests.mutating.examples.frame import REFUSED, Example, direction, example


async def desk() -> Actor:
    actor, _ = await signed_in(Role.FRONT_DESK)
    return actor


async def asked(**given: object) -> FeeLine:
    """A line that is overdue."""
    return await members.fee_line(issued_on=days_ago(60), due_on=days_ago(30), **given)


@example
async def raise_fees() -> Example:
    membership = await members.membership(periods=[(days_ago(100), days_ago(-265))])
    period = await membership.periods.all().get()
    payer = await members.organization()
    given = {
        "membershipPeriodId": f"mperiod_{period.id}",
        "kinds": ["YEARLY", "JOINING"],
        "proration": "MONTHS",
        "dueOn": [days_ago(-30).isoformat(), days_ago(-60).isoformat()],
        "payerId": f"org_{payer.id}",
        "issuedOn": days_ago(1).isoformat(),
    }
    return Example("raiseFees", await desk(), given)


@example
async def raise_fees_paid_by_person() -> Example:
    membership = await members.membership(periods=[(days_ago(100), days_ago(-265))])
    period = await membership.periods.all().get()
    payer = await members.person()
    given = {
        "membershipPeriodId": f"mperiod_{period.id}",
        "payingPersonId": f"person_{payer.id}",
    }
    return Example("raiseFees", await desk(), given)


@example
async def raise_fees_for_year() -> Example:
    type_ = await members.membership_type(period_kind=PeriodKind.CALENDAR, joining_fee="300.00")
    await members.membership(type=type_, periods=[(days_ago(100), days_ago(-265))])
    given = {
        "year": days_ago(100).year,
        "membershipTypeId": f"mtype_{type_.id}",
        "kinds": ["YEARLY", "JOINING"],
        "proration": "DAYS",
        "dueOn": [days_ago(-30).isoformat()],
        "issuedOn": days_ago(0).isoformat(),
    }
    return Example("raiseFeesForYear", await desk(), given)


@example
async def issue_fee_line() -> Example:
    line = await members.fee_line()
    given = {
        "feeLineId": f"fee_{line.id}",
        "number": "FT-12",
        "issuedOn": days_ago(3).isoformat(),
        "dueOn": days_ago(-10).isoformat(),
    }
    return Example("issueFeeLine", await desk(), given)


@example
async def issue_fee_lines() -> Example:
    lines = [await members.fee_line(), await members.fee_line()]
    ids = [f"fee_{line.id}" for line in lines]
    return Example(
        "issueFeeLines", await desk(), {"feeLineIds": ids, "issuedOn": days_ago(3).isoformat()}
    )


@example
async def change_payer() -> Example:
    line, payer = await asked(), await members.organization()
    given = {"feeLineId": f"fee_{line.id}", "version": 1, "payerId": f"org_{payer.id}"}
    return Example("changePayer", await desk(), given)


@example
async def change_payer_to_person() -> Example:
    line, payer = await asked(), await members.person()
    given = {"feeLineId": f"fee_{line.id}", "version": 1, "payingPersonId": f"person_{payer.id}"}
    return Example("changePayer", await desk(), given)


@example
async def record_payment() -> Example:
    line = await asked()
    given = {
        "feeLineId": f"fee_{line.id}",
        "amount": "400.00",
        "receivedOn": days_ago(2).isoformat(),
        "method": "BANK_TRANSFER",
        "reference": "CRO 12345678901",
    }
    return Example("recordPayment", await desk(), given)


@example
async def revoke_payment() -> Example:
    line = await asked()
    payment = await members.payment(
        fee_line=line, amount=Decimal("400.00"), received_on=days_ago(9)
    )
    given = {
        "paymentId": f"payment_{payment.id}",
        "revokedOn": days_ago(2).isoformat(),
        "reference": "Insoluto",
    }
    return Example("revokePayment", await desk(), given)


@example
async def record_reminder() -> Example:
    line = await asked()
    given = {
        "feeLineId": f"fee_{line.id}",
        "channel": "PEC",
        "sentOn": days_ago(1).isoformat(),
    }
    return Example("recordReminder", await desk(), given)


@example
async def credit_fee_line() -> Example:
    line = await asked()
    given = {
        "feeLineId": f"fee_{line.id}",
        "version": 1,
        "reason": "Emessa per errore",
        "creditedOn": days_ago(1).isoformat(),
    }
    return Example("creditFeeLine", await desk(), given)


@example
async def close_accounting_period() -> Example:
    actor, _ = await direction()
    given = {"startsOn": days_ago(400).isoformat(), "endsOn": days_ago(35).isoformat()}
    return Example("closeAccountingPeriod", actor, given)


REFUSED.update(
    {
        "raiseFees": {"kinds": ["SERVICE"]},
        "raiseFeesForYear": {"year": 1},
        "issueFeeLine": {"number": " "},
        "issueFeeLines": {"issuedOn": "2999-01-01"},
        "changePayer": {"version": 7},
        "recordPayment": {"amount": "1200.01"},
        "revokePayment": {"paymentId": "payment_0"},
        "recordReminder": {"sentOn": "2000-01-01"},
        "creditFeeLine": {"reason": " "},
        "closeAccountingPeriod": {"endsOn": "2999-01-01"},
    }
)
