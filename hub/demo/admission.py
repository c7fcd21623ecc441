"""How a membership of the demo comes about and goes on: application, decision, periods, fees."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from hub.demo.calendar import anniversary
from hub.demo.membership_types import TYPES
from hub.demo.rows import Rows
from hub.members.fee_models import Payment
from hub.members.membership_models import FeeLine, Membership, MembershipPeriod, MembershipType
from hub.members.terms import Decision, FeeKind, PaymentMethod

DAY = timedelta(days=1)
PAYMENT_DAYS = 30 * DAY
PAYERS = {"organization_id": "payer_id", "person_id": "paying_person_id"}

Holder = Mapping[str, UUID]
"""The organization or the person that holds a membership, by its column."""


def apply(rows: Rows, applied_on: date, *, holder: Holder, code: str, **facts: object) -> UUID:
    return rows.add(
        Membership,
        applied_on,
        type_id=rows.find(MembershipType, code),
        applied_on=applied_on,
        motivation="To work with the other companies of the Polo.",
        **holder,
        **facts,
    )


def admit(
    rows: Rows, joined_on: date, *, holder: Holder, code: str, number: str, **facts: object
) -> UUID:
    """A membership that was applied for in time and granted from a day on."""
    return apply(
        rows,
        joined_on - 45 * DAY,
        holder=holder,
        code=code,
        number=number,
        decided_on=joined_on - 15 * DAY,
        decision=Decision.ADMITTED,
        joined_on=joined_on,
        **facts,
    )


def cover(
    rows: Rows, first_on: date, *, membership_id: UUID, holder: Holder, code: str, years: int
) -> None:
    """So many yearly periods, one after the other, each with its contribution paid."""
    for year in range(years):
        starts_on, ends_on = anniversary(first_on, year), anniversary(first_on, year + 1)
        paid_on = starts_on + 12 * DAY
        period_id = rows.add(
            MembershipPeriod,
            starts_on,
            membership_id=membership_id,
            starts_on=starts_on,
            ends_on=ends_on,
        )
        line_id = ask(
            rows,
            starts_on,
            membership_id=membership_id,
            holder=holder,
            code=code,
            period_id=period_id,
            covers_from=starts_on,
            covers_until=ends_on,
        )
        if TYPES[code]["yearly_fee"] and paid_on <= rows.today:
            rows.add(
                Payment,
                paid_on,
                fee_line_id=line_id,
                amount=TYPES[code]["yearly_fee"],
                received_on=paid_on,
                method=PaymentMethod.BANK_TRANSFER,
            )


def join(
    rows: Rows,
    first_on: date,
    *,
    holder: Holder,
    code: str,
    number: str,
    years: int,
    **facts: object,
) -> UUID:
    """A membership granted from a day on and renewed for so many years in all."""
    membership_id = admit(rows, first_on, holder=holder, code=code, number=number, **facts)
    cover(rows, first_on, membership_id=membership_id, holder=holder, code=code, years=years)
    return membership_id


def ask(
    rows: Rows,
    asked_on: date,
    *,
    membership_id: UUID,
    holder: Holder,
    code: str,
    kind: FeeKind = FeeKind.YEARLY,
    **facts: object,
) -> UUID:
    """A fee of the membership's type, asked for on a day."""
    amounts = {
        FeeKind.YEARLY: "yearly_fee",
        FeeKind.JOINING: "joining_fee",
        FeeKind.CAPITAL_SHARE: "capital_share",
    }
    values = {
        "amount": TYPES[code][amounts[kind]],
        "full_amount": TYPES[code][amounts[kind]],
        "issued_on": asked_on,
        "due_on": asked_on + PAYMENT_DAYS,
        "description": f"{TYPES[code]['name_it']}. {kind.description}",
        "invoice_number": f"{asked_on.year}/{len(rows.rows_of(FeeLine)) + 1:05}",
        **{PAYERS[column]: holder_id for column, holder_id in holder.items()},
        **facts,
    }
    return rows.add(FeeLine, asked_on, membership_id=membership_id, kind=kind, **values)
