"""Wishes about fees: what Beta's membership costs, and what Beta has paid."""

from collections.abc import Mapping
from decimal import Decimal

from tests.access.wishes.frame import (
    DONE,
    OTHER_DESKS,
    OWN,
    STRANGERS,
    WISHES,
    Beta,
    Wish,
    belongings,
)
from tests.make import members
from tests.make.members import days_ago

BY_THE_DESK = {
    DONE: "direction front_desk program",
    "NOT_ALLOWED": "head",
    "NOT_FOUND": f"{STRANGERS} {OWN} {OTHER_DESKS}",
}
"""Of what only the administrators of the payer see."""


@belongings
async def of_fees(beta: Beta) -> Mapping[str, str]:
    membership = await members.membership(
        organization=beta.organization, periods=[(days_ago(100), days_ago(-265))]
    )
    period = await membership.periods.all().get()
    planned = await members.fee_line(membership=membership)
    dates = {"issued_on": days_ago(60), "due_on": days_ago(30)}
    asked = await members.fee_line(membership=membership, **dates)
    part = await members.fee_line(membership=membership, **dates)
    payment = await members.payment(
        fee_line=part, amount=Decimal("10.00"), received_on=days_ago(20)
    )
    return {
        "fee_period": f"mperiod_{period.id}",
        "fee_planned": f"fee_{planned.id}",
        "fee_asked": f"fee_{asked.id}",
        "fee_payment": f"payment_{payment.id}",
    }


WISHES.update(
    {
        "raise the fees of Beta's period": Wish(
            "raiseFees",
            {"membershipPeriodId": "{fee_period}"},
            {
                DONE: "direction front_desk program",
                "NOT_ALLOWED": f"{OWN} head {OTHER_DESKS}",
                "NOT_FOUND": STRANGERS,
            },
        ),
        "raise the fees of a year": Wish(
            "raiseFeesForYear",
            {"year": days_ago(100).year},
            {
                DONE: "direction front_desk program",
                "NOT_ALLOWED": f"{STRANGERS} {OWN} head {OTHER_DESKS}",
            },
        ),
        "issue what Beta has to pay": Wish(
            "issueFeeLine", {"feeLineId": "{fee_planned}"}, BY_THE_DESK
        ),
        "issue several of Beta's lines": Wish(
            "issueFeeLines", {"feeLineIds": ["{fee_planned}"]}, BY_THE_DESK
        ),
        "let Bianca pay for Beta": Wish(
            "changePayer",
            {"feeLineId": "{fee_asked}", "version": 1, "payingPersonId": "{bianca}"},
            BY_THE_DESK,
        ),
        "record a payment of Beta's": Wish(
            "recordPayment", {"feeLineId": "{fee_asked}", "method": "CASH"}, BY_THE_DESK
        ),
        "take back a payment of Beta's": Wish(
            "revokePayment", {"paymentId": "{fee_payment}"}, BY_THE_DESK
        ),
        "remind Beta": Wish(
            "recordReminder", {"feeLineId": "{fee_asked}", "channel": "PHONE"}, BY_THE_DESK
        ),
        "credit what Beta has to pay": Wish(
            "creditFeeLine",
            {"feeLineId": "{fee_asked}", "version": 1, "reason": "Errore"},
            BY_THE_DESK,
        ),
        "close accounts": Wish(
            "closeAccountingPeriod",
            {"startsOn": "2020-01-01", "endsOn": "2021-01-01"},
            {
                DONE: "direction program",
                "NOT_ALLOWED": f"{STRANGERS} {OWN} head front_desk {OTHER_DESKS}",
            },
        ),
    }
)
