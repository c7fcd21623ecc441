"""What the members' area derives, from its rules over loaded rows."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from typing import Any

from hub.members import rules
from hub.members.facts import facts_of
from hub.members.terms import FeeState
from tests.oracle.derived.moment import Derivations, Moment, holds, holds_today

OWED = (FeeState.OPEN, FeeState.OVERDUE)


def _employees(organization: Any, moment: Moment) -> int | None:
    counts = [(each.counted_on, each.employees) for each in organization.headcounts]
    return rules.employees(counts, moment.day)


def _covered_until(membership: Any, _: Moment) -> Any:
    last = max(membership.periods, key=lambda period: period.starts_on, default=None)
    return last.ends_on if last else None


def _seats_used(membership: Any, moment: Moment) -> int:
    party = membership.organization
    return sum(seat.has_seat and holds(seat, moment) for seat in party.affiliations) if party else 0


def _payments(fee: Any) -> list[tuple[date, Decimal]]:
    return [(each.received_on, each.amount) for each in fee.payments]


def _fee_state(fee: Any, moment: Moment) -> str:
    return rules.fee_state(
        moment.day,
        amount=fee.amount,
        due_on=fee.due_on,
        issued_on=fee.issued_on,
        credited_on=fee.credited_on,
        payments=_payments(fee),
    )


def _paid_on(fee: Any, moment: Moment) -> date | None:
    if _fee_state(fee, moment) != FeeState.PAID:
        return None
    paid = [day for day, amount in _payments(fee) if amount > 0 and day <= moment.day]
    return max(paid)


def _reminded_on(fee: Any, moment: Moment) -> date | None:
    sent = [each.sent_on for each in fee.reminders if each.sent_on <= moment.day]
    return max(sent, default=None)


def _owed(fee: Any, moment: Moment, *states: FeeState) -> Decimal:
    if _fee_state(fee, moment) not in (states or OWED):
        return Decimal("0.00")
    return Decimal(fee.amount) - rules.paid_amount(_payments(fee), moment.day)


def _open(owner: Any, moment: Moment) -> Decimal:
    return sum((_owed(fee, moment) for fee in owner.fee_lines), Decimal("0.00"))


def _overdue(owner: Any, moment: Moment) -> Decimal:
    return sum((_owed(fee, moment, FeeState.OVERDUE) for fee in owner.fee_lines), Decimal("0.00"))


def statement(party: Any, moment: Moment, given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The account of who pays, with the balance before and after."""
    first = given.get("startsOn") or moment.viewer.today.replace(month=1, day=1)
    until = given.get("endsOn") or moment.viewer.today + timedelta(days=1)
    moved = [each for fee in party.fee_lines for each in _moved(fee)]
    opening = sum((each["amount"] for each in moved if each["happened_on"] < first), Decimal(0))
    within = [each for each in moved if first <= each["happened_on"] < until]
    within.sort(key=lambda each: (each["happened_on"], each["kind"], each["id"]))
    entries = [_balance(first, "OPENING"), *within, _balance(until - timedelta(days=1), "CLOSING")]
    running = accumulate((each["amount"] for each in entries), initial=opening)
    return [
        {**each, "balance": balance}
        for each, balance in zip(entries, list(running)[1:], strict=True)
        if first < until
    ]


def _moved(fee: Any) -> list[dict[str, Any]]:
    """What a fee line has changed of what its payer owes."""
    named = {"invoice_number": fee.invoice_number, "description": fee.description}
    found = []
    if fee.issued_on:
        found.append((fee.issued_on, "ISSUED", fee.amount, fee.id))
        if fee.credited_on:
            found.append((fee.credited_on, "CREDITED", -fee.amount, fee.id))
    for each in fee.payments:
        kind = "PAID" if each.amount > 0 else "TAKEN_BACK"
        found.append((each.received_on, kind, -each.amount, each.id))
    return [
        {"happened_on": day, "kind": kind, "amount": amount, "id": id, **named}
        for day, kind, amount, id in found
    ]


def _balance(day: date, kind: str) -> dict[str, Any]:
    amount = Decimal("0.00")
    said = {"invoice_number": None, "description": None}
    return {"happened_on": day, "kind": kind, "amount": amount, **said}


def is_member(organization: Any, moment: Moment) -> bool:
    return rules.is_member(map(facts_of, organization.memberships), moment.day)


def _person_is_member(person: Any, moment: Moment) -> bool:
    seats = [
        (each.starts_on, each.ends_on, map(facts_of, each.organization.memberships))
        for each in person.affiliations
        if each.has_seat
    ]
    own = map(facts_of, person.memberships)
    return rules.is_member(own, moment.day) or rules.is_member_by_seat(seats, moment.day)


MEMBERS: Derivations = {
    "Person.is_member": _person_is_member,
    "Organization.is_member": is_member,
    "Organization.employees": _employees,
    "Membership.status": lambda row, at: rules.membership_status(facts_of(row), at.day),
    "Membership.covered_until": _covered_until,
    "Membership.lapses_on": lambda row, _: rules.lapses_on(facts_of(row)),
    "Membership.seats_used": _seats_used,
    "MembershipPeriod.is_current": holds,
    "Suspension.is_current": holds,
    "FeeLine.state": _fee_state,
    "FeeLine.paid_amount": lambda row, at: rules.paid_amount(_payments(row), at.day),
    "FeeLine.open_amount": _owed,
    "FeeLine.paid_on": _paid_on,
    "FeeLine.reminded_on": _reminded_on,
    "Organization.fees_open": _open,
    "Organization.fees_overdue": _overdue,
    "Person.fees_open": _open,
    "Person.fees_overdue": _overdue,
    "Membership.fees_open": _open,
    "Membership.fees_overdue": _overdue,
    "Affiliation.is_current": holds_today,
}
