"""Rows of the members' area for tests: each function shows only what the test is about."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from hub import clock
from hub.members.fee_models import AccountingPeriod, Payment, Reminder
from hub.members.membership_models import (
    FeeLine,
    Membership,
    MembershipDocument,
    MembershipPeriod,
    MembershipType,
    Suspension,
)
from hub.members.models import (
    Affiliation,
    Competence,
    ConsentRecord,
    Headcount,
    Organization,
    Person,
)
from hub.members.terms import (
    AffiliationRole,
    Decision,
    DocumentKind,
    FeeKind,
    MembershipCategory,
    OrganizationKind,
    PaymentMethod,
    PeriodKind,
    ReminderChannel,
    Visibility,
)

_numbers = count(1)


def days_ago(days: int) -> date:
    return clock.today() - timedelta(days=days)


async def organization(name: str = "", **given: Any) -> Organization:
    name = name or f"Impresa {next(_numbers)}"
    values: dict[str, Any] = {
        "kind": OrganizationKind.COMPANY,
        "name": name,
        "legal_name": f"{name} S.r.l.",
    }
    return await Organization.create(**{**values, **given})


async def person(name: str = "", **given: Any) -> Person:
    name = name or f"Persona {next(_numbers)}"
    given_name, _, family_name = name.partition(" ")
    values: dict[str, Any] = {"name": name, "given_name": given_name, "family_name": family_name}
    return await Person.create(**{**values, **given})


async def affiliation(**given: Any) -> Affiliation:
    values: dict[str, Any] = {
        "person": given.pop("person", None) or await person(),
        "organization": given.pop("organization", None) or await organization(),
        "role": AffiliationRole.EMPLOYEE,
        "starts_on": days_ago(365),
    }
    return await Affiliation.create(**{**values, **given})


async def headcount(employees: int = 12, **given: Any) -> Headcount:
    values: dict[str, Any] = {
        "organization": given.pop("organization", None) or await organization(),
        "employees": employees,
        "counted_on": days_ago(30),
        "source": "Bilancio",
    }
    values |= given
    return await Headcount.create(**{"year": values["counted_on"].year, **values})


async def competence(code: str = "", **given: Any) -> Competence:
    code = code or f"competence-{next(_numbers)}"
    return await Competence.create(**{"code": code, "name": code, "name_it": code, **given})


async def consent_record(**given: Any) -> ConsentRecord:
    if "organization" not in given and "person" not in given:
        given["person"] = await person()
    values: dict[str, Any] = {
        "field": "email",
        "chosen": Visibility.PUBLIC,
        "recorded_at": clock.now(),
        "source": "Profile form",
    }
    return await ConsentRecord.create(**{**values, **given})


async def membership_type(**given: Any) -> MembershipType:
    number = next(_numbers)
    values: dict[str, Any] = {
        "code": f"type-{number}",
        "name": f"Member {number}",
        "name_it": f"Socio {number}",
        "category": MembershipCategory.ORDINARY,
        "period_kind": PeriodKind.ROLLING,
        "yearly_fee": "1200.00",
        "offered_from": date(2012, 1, 1),
    }
    return await MembershipType.create(**{**values, **given})


async def application(**given: Any) -> Membership:
    """A membership that was applied for, with nothing decided."""
    if "organization" not in given and "person" not in given:
        given["organization"] = await organization()
    values: dict[str, Any] = {
        "type": given.pop("type", None) or await membership_type(),
        "applied_on": days_ago(400),
    }
    return await Membership.create(**{**values, **given})


Days = tuple[date, date | None]


async def membership(
    *, periods: Sequence[Days] = (), suspensions: Sequence[Days] = (), **given: Any
) -> Membership:
    """An admitted membership; without `periods`, one that has begun and has no end."""
    values: dict[str, Any] = {"decided_on": days_ago(390), "decision": Decision.ADMITTED}
    row = await application(**{**values, **given})
    for starts_on, ends_on in periods or [(days_ago(365), None)]:
        await period(membership=row, starts_on=starts_on, ends_on=ends_on)
    for starts_on, ends_on in suspensions:
        await suspension(membership=row, starts_on=starts_on, ends_on=ends_on)
    return row


async def period(**given: Any) -> MembershipPeriod:
    values: dict[str, Any] = {
        "membership": given.pop("membership", None) or await membership(),
        "starts_on": days_ago(365),
    }
    return await MembershipPeriod.create(**{**values, **given})


async def suspension(**given: Any) -> Suspension:
    values: dict[str, Any] = {
        "membership": given.pop("membership", None) or await membership(),
        "starts_on": days_ago(10),
        "reason": "Contribution not paid",
    }
    return await Suspension.create(**{**values, **given})


async def document(**given: Any) -> MembershipDocument:
    values: dict[str, Any] = {
        "membership": given.pop("membership", None) or await membership(),
        "kind": DocumentKind.STATUTE,
        "name": "Statuto",
        "url": "https://www.esempio.it/statuto.pdf",
    }
    return await MembershipDocument.create(**{**values, **given})


async def fee_line(**given: Any) -> FeeLine:
    """A fee line; with `paid_on`, paid whole on that day."""
    paid_on: date | None = given.pop("paid_on", None)
    row = given.pop("membership", None) or await membership()
    if "payer" not in given and "paying_person" not in given:
        given["payer_id"] = row.organization_id
    values: dict[str, Any] = {
        "membership": row,
        "kind": FeeKind.YEARLY,
        "description": "Contribution",
        "amount": Decimal("1200.00"),
        "due_on": days_ago(-30),
    }
    line = await FeeLine.create(**{**values, **given})
    if paid_on is not None:
        await payment(fee_line=line, amount=line.amount, received_on=paid_on)
    return line


async def payment(**given: Any) -> Payment:
    line = given.pop("fee_line", None) or await fee_line()
    values: dict[str, Any] = {
        "fee_line": line,
        "amount": line.amount,
        "received_on": clock.today(),
        "method": PaymentMethod.BANK_TRANSFER,
    }
    return await Payment.create(**{**values, **given})


async def reversal(taken: Payment, **given: Any) -> Payment:
    """The payment that takes another one back."""
    values = {
        "fee_line_id": taken.fee_line_id,
        "amount": -taken.amount,
        "received_on": taken.received_on,
        "method": taken.method,
        "reverses": taken,
    }
    return await Payment.create(**{**values, **given})


async def reminder(**given: Any) -> Reminder:
    values: dict[str, Any] = {
        "fee_line": given.pop("fee_line", None) or await fee_line(),
        "sent_on": clock.today(),
        "level": 1,
        "channel": ReminderChannel.EMAIL,
    }
    return await Reminder.create(**{**values, **given})


async def accounting_period(starts_on: date, ends_on: date, **given: Any) -> AccountingPeriod:
    values: dict[str, Any] = {
        "starts_on": starts_on,
        "ends_on": ends_on,
        "closed_at": clock.now(),
    }
    return await AccountingPeriod.create(**{**values, **given})
