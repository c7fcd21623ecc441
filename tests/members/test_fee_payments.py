"""Payments in full and in part, taken back, and never too much; reminders of what is overdue."""

import asyncio
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.exceptions import IntegrityError

from hub.actor import Actor, Role
from hub.members.fee_models import Payment, Reminder
from hub.members.membership_models import FeeLine
from hub.members.models import Organization
from tests.make import members
from tests.make.members import days_ago
from tests.members.test_constraints import broken_constraint
from tests.mutating.doing import Doing, signed_in

PAID = (
    "payment { amount receivedOn method reference feeLine { state paidAmount openAmount paidOn } }"
)
OPEN_AMOUNT = "{ ... on OverpaymentProblem { openAmount } }"


def in_days(days: int) -> str:
    return days_ago(-days).isoformat()


def of(line: FeeLine, **given: Any) -> dict[str, Any]:
    return {"feeLineId": f"fee_{line.id}", "method": "BANK_TRANSFER", **given}


def the(payment: Payment, **given: Any) -> dict[str, Any]:
    return {"paymentId": f"payment_{payment.id}", **given}


@pytest.fixture
async def desk(doing: Doing) -> Actor:
    actor, _ = await signed_in(Role.FRONT_DESK)
    return actor


@pytest.fixture
async def line(desk: Actor) -> FeeLine:
    """Of 1,200 euro, asked for 40 days ago and overdue for ten days."""
    return await members.fee_line(issued_on=days_ago(40), due_on=days_ago(10))


async def test_a_line_is_paid_in_full_if_nothing_else_is_said(
    doing: Doing, desk: Actor, line: FeeLine
) -> None:
    answer = await doing.done("recordPayment", desk, PAID, **of(line, reference=" CRO 1 "))

    assert answer["payment"] == {
        "amount": "1200.00",
        "receivedOn": in_days(0),
        "method": "BANK_TRANSFER",
        "reference": "CRO 1",
        "feeLine": {
            "state": "PAID",
            "paidAmount": "1200.00",
            "openAmount": "0.00",
            "paidOn": in_days(0),
        },
    }


async def test_a_line_is_paid_in_parts(doing: Doing, desk: Actor, line: FeeLine) -> None:
    found = []
    for amount, day in (("700", -3), ("499.99", -2), ("0.01", -1)):
        given = of(line, amount=amount, receivedOn=in_days(day))
        found.append((await doing.done("recordPayment", desk, PAID, **given))["payment"]["feeLine"])

    assert [(each["state"], each["openAmount"], each["paidOn"]) for each in found] == [
        ("OVERDUE", "500.00", None),
        ("OVERDUE", "0.01", None),
        ("PAID", "0.00", in_days(-1)),
    ]


@pytest.mark.parametrize("amount", ["1200.01", "999999999999.99"])
async def test_more_than_is_open_is_refused_with_what_is_open(
    doing: Doing, desk: Actor, *, line: FeeLine, amount: str
) -> None:
    await members.payment(fee_line=line, amount=Decimal("200.00"))
    query = f"""mutation ($input: RecordPaymentInput!) {{ recordPayment(input: $input) {{
        problems {{ code path ...on OverpaymentProblem {OPEN_AMOUNT} }} }} }}"""

    answer = await doing.data(query, desk, input=of(line, amount=amount))

    assert answer["recordPayment"]["problems"] == [
        {"code": "OVERPAYMENT", "path": ["input", "amount"], "openAmount": "1000.00"}
    ]


async def test_what_is_paid_is_not_paid_again(doing: Doing, desk: Actor, line: FeeLine) -> None:
    await doing.done("recordPayment", desk, **of(line))

    assert await doing.codes("recordPayment", desk, **of(line)) == ["OVERPAYMENT"]


async def test_what_is_free_is_not_paid(doing: Doing, desk: Actor) -> None:
    free = await members.fee_line(amount=Decimal(0), issued_on=days_ago(1))

    assert await doing.codes("recordPayment", desk, **of(free)) == ["OVERPAYMENT"]


@pytest.mark.parametrize("amount", ["0", "-5", "0.001", "1000000000000"])
async def test_an_amount_is_above_zero_and_of_whole_cents(
    doing: Doing, desk: Actor, *, line: FeeLine, amount: str
) -> None:
    assert await doing.problems("recordPayment", desk, **of(line, amount=amount)) == [
        ("AMOUNT_INVALID", "amount")
    ]


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "twelve", "1e13"])
async def test_what_is_no_number_is_no_amount(
    doing: Doing, desk: Actor, *, line: FeeLine, amount: str
) -> None:
    answer = await doing.answer(
        "mutation ($input: RecordPaymentInput!) { recordPayment(input: $input)"
        " { problems { code } } }",
        desk,
        input=of(line, amount=amount),
    )

    codes = [each["extensions"]["code"] for each in answer.get("errors", [])]
    problems = (answer.get("data") or {}).get("recordPayment", {}).get("problems", [])
    assert codes + [each["code"] for each in problems] in (["BAD_USER_INPUT"], ["AMOUNT_INVALID"])


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"receivedOn": 1}, ("DAY_AHEAD", "receivedOn")),
        ({"reference": "x" * 141}, ("TOO_LONG", "reference")),
    ],
)
async def test_a_payment_came_in_and_has_a_short_reference(
    doing: Doing, desk: Actor, *, line: FeeLine, given: dict[str, Any], problem: tuple[str, str]
) -> None:
    input = {name: in_days(each) if isinstance(each, int) else each for name, each in given.items()}

    assert await doing.problems("recordPayment", desk, **of(line, **input)) == [problem]


async def test_what_was_not_asked_for_is_not_paid(doing: Doing, desk: Actor) -> None:
    planned = await members.fee_line()

    assert await doing.codes("recordPayment", desk, **of(planned)) == ["FEE_NOT_ISSUED"]


async def test_of_two_payments_at_once_one_is_too_much(
    doing: Doing, desk: Actor, line: FeeLine
) -> None:
    codes = await asyncio.gather(
        *(doing.codes("recordPayment", desk, **of(line, amount="700")) for _ in range(3))
    )

    assert sorted(codes) == [[], ["OVERPAYMENT"], ["OVERPAYMENT"]]
    assert await Payment.all().count() == 1


async def test_a_payment_is_taken_back_by_another_one(
    doing: Doing, desk: Actor, line: FeeLine
) -> None:
    payment = await members.payment(fee_line=line, received_on=days_ago(5))

    selected = (
        "payment { amount receivedOn reverses { id reversedBy { amount } } feeLine { state } }"
    )
    answer = await doing.done(
        "revokePayment", desk, selected, **the(payment, revokedOn=in_days(-2))
    )

    assert answer["payment"] == {
        "amount": "-1200.00",
        "receivedOn": in_days(-2),
        "reverses": {"id": f"payment_{payment.id}", "reversedBy": {"amount": "-1200.00"}},
        "feeLine": {"state": "OVERDUE"},
    }
    asked = (
        "query ($id: ID!, $day: Date) { node(id: $id) { ... on FeeLine { stateOn(date: $day) } } }"
    )
    states = [
        (await doing.data(asked, desk, id=f"fee_{line.id}", day=in_days(day)))["node"]["stateOn"]
        for day in (-6, -5, -3, -2)
    ]
    assert states == ["OVERDUE", "PAID", "PAID", "OVERDUE"]


async def test_a_payment_is_taken_back_once(doing: Doing, desk: Actor, line: FeeLine) -> None:
    payment = await members.payment(fee_line=line)

    codes = await asyncio.gather(
        *(doing.codes("revokePayment", desk, **the(payment)) for _ in "ab")
    )

    assert sorted(codes) == [[], ["ALREADY_TAKEN_BACK"]]
    back = await Payment.get(reverses_id=payment.id)
    assert await doing.codes("revokePayment", desk, **the(back)) == ["ALREADY_TAKEN_BACK"]


@pytest.mark.parametrize(
    ("day", "problem"), [(1, "DAY_AHEAD"), (-6, "DAY_TOO_EARLY"), (-5, None), (0, None)]
)
async def test_a_payment_is_taken_back_between_its_day_and_today(
    doing: Doing, desk: Actor, *, line: FeeLine, day: int, problem: str | None
) -> None:
    payment = await members.payment(fee_line=line, received_on=days_ago(5))
    given = the(payment, revokedOn=in_days(day), reference="Insoluto")

    assert await doing.codes("revokePayment", desk, **given) == ([problem] if problem else [])


async def test_no_day_has_too_much(doing: Doing, desk: Actor, line: FeeLine) -> None:
    """Until the payment was taken back, another one would have been too much."""
    payment = await members.payment(fee_line=line, received_on=days_ago(5))
    await members.reversal(payment, received_on=days_ago(2))

    early = of(line, receivedOn=in_days(-3))
    assert await doing.codes("recordPayment", desk, **early) == ["OVERPAYMENT"]
    assert await doing.codes("recordPayment", desk, **of(line, receivedOn=in_days(-2))) == []


async def test_the_database_takes_no_payment_that_does_not_fit(line: FeeLine) -> None:
    first = await members.payment(fee_line=line, amount=Decimal("700.00"), received_on=days_ago(5))
    for given, constraint in (
        ({"amount": Decimal("500.01")}, "payment_fits"),
        ({"amount": Decimal("-700.00")}, "payment_amount_sign"),
        ({"amount": Decimal("-699.00"), "reverses": first}, "payment_reversal_fits"),
        (
            {"amount": Decimal("-700.00"), "reverses": first, "received_on": days_ago(6)},
            "payment_fits",
        ),
    ):
        with pytest.raises(IntegrityError) as error:
            await members.payment(fee_line=line, **given)
        assert broken_constraint(error) == constraint
    with pytest.raises(IntegrityError) as error:
        await FeeLine.filter(id=line.id).update(amount=Decimal("699.99"))
    assert broken_constraint(error) == "payment_fits"
    with pytest.raises(IntegrityError) as error:
        await FeeLine.filter(id=line.id).update(credited_on=days_ago(1))
    assert broken_constraint(error) == "payment_fits"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE payment SET amount = amount - 1",
        "UPDATE payment SET received_on = received_on - 1",
        "UPDATE payment SET fee_line_id = fee_line_id, method = 'CASH'",
        "DELETE FROM payment",
    ],
)
async def test_a_payment_never_changes(
    connection: BaseDBAsyncClient, line: FeeLine, statement: str
) -> None:
    await members.payment(fee_line=line, reference="CRO 1")
    with pytest.raises(IntegrityError) as error:
        await connection.execute_query(statement)

    assert broken_constraint(error) == "payment_stays"
    # Its wording may go once the law has no more use for it.
    await connection.execute_query("UPDATE payment SET reference = NULL")


def reminding(line: FeeLine, day: int = 0) -> dict[str, Any]:
    return {"feeLineId": f"fee_{line.id}", "channel": "PEC", "sentOn": in_days(day)}


async def test_there_are_three_reminders(doing: Doing, desk: Actor, line: FeeLine) -> None:
    levels = [
        (await doing.done("recordReminder", desk, "reminder { level }", **reminding(line, day)))[
            "reminder"
        ]["level"]
        for day in (-9, -5, -1)
    ]

    assert levels == [1, 2, 3]
    assert await doing.problems("recordReminder", desk, **reminding(line)) == [
        ("REMINDERS_EXHAUSTED", "feeLineId")
    ]


@pytest.mark.parametrize(
    ("day", "codes"),
    [(-10, ["REMINDER_TOO_EARLY"]), (-9, []), (0, []), (1, ["DAY_AHEAD"])],
    ids=["on the last day of payment", "on the day after", "today", "tomorrow"],
)
async def test_a_reminder_is_of_what_is_overdue(
    doing: Doing, desk: Actor, *, line: FeeLine, day: int, codes: list[str]
) -> None:
    assert await doing.codes("recordReminder", desk, **reminding(line, day)) == codes


async def test_only_what_is_overdue_is_reminded_of(doing: Doing, desk: Actor) -> None:
    dates = {"issued_on": days_ago(40), "due_on": days_ago(10)}
    part = await members.fee_line(**dates)
    await members.payment(fee_line=part, amount=Decimal("1.00"))
    for line, codes in (
        (part, []),
        (await members.fee_line(), ["REMINDER_TOO_EARLY"]),
        (await members.fee_line(**dates, paid_on=days_ago(3)), ["REMINDER_TOO_EARLY"]),
        (await members.fee_line(**dates, credited_on=days_ago(3)), ["REMINDER_TOO_EARLY"]),
        (await members.fee_line(**dates, amount=Decimal(0)), ["REMINDER_TOO_EARLY"]),
    ):
        assert await doing.codes("recordReminder", desk, **reminding(line)) == codes


async def test_a_reminder_follows_the_last_one(doing: Doing, desk: Actor, line: FeeLine) -> None:
    await members.reminder(fee_line=line, sent_on=days_ago(3))

    assert await doing.problems("recordReminder", desk, **reminding(line, -3)) == [
        ("DAY_TOO_EARLY", "sentOn")
    ]
    assert await doing.codes("recordReminder", desk, **reminding(line, -2)) == []


async def test_of_two_reminders_at_once_one_is_recorded(
    doing: Doing, desk: Actor, line: FeeLine
) -> None:
    codes = await asyncio.gather(
        *(doing.codes("recordReminder", desk, **reminding(line)) for _ in "ab")
    )

    assert sorted(codes) == [[], ["DAY_TOO_EARLY"]]
    assert await Reminder.all().count() == 1


async def test_a_statement_has_all_that_moved_and_the_balance(
    doing: Doing, desk: Actor, line: FeeLine
) -> None:
    party = await Organization.get(id=line.payer_id)
    await members.payment(fee_line=line, amount=Decimal("700.00"), received_on=days_ago(30))
    wrong = await members.payment(fee_line=line, amount=Decimal("1.00"), received_on=days_ago(20))
    await members.reversal(wrong, received_on=days_ago(19))
    await members.fee_line(
        payer=party,
        amount=Decimal("50.00"),
        issued_on=days_ago(18),
        due_on=days_ago(18),
        credited_on=days_ago(17),
    )
    await members.fee_line(payer=party, amount=Decimal("9.00"))

    query = """query ($id: ID!, $from: Date, $to: Date) { organization(id: $id) {
        feesOpen feesOverdue before: feesOpenOn(date: $from)
        feeStatement(startsOn: $from, endsOn: $to) { happenedOn kind amount balance } } }"""
    days = {"from": in_days(-30), "to": in_days(-17)}
    found = (await doing.data(query, desk, id=f"org_{party.id}", **days))["organization"]

    assert (found["feesOpen"], found["feesOverdue"], found["before"]) == (
        "500.00",
        "500.00",
        "500.00",
    )
    assert [
        (each["happenedOn"], each["kind"], each["amount"], each["balance"])
        for each in found["feeStatement"]
    ] == [
        (in_days(-30), "OPENING", "0.00", "1200.00"),
        (in_days(-30), "PAID", "-700.00", "500.00"),
        (in_days(-20), "PAID", "-1.00", "499.00"),
        (in_days(-19), "TAKEN_BACK", "1.00", "500.00"),
        (in_days(-18), "ISSUED", "50.00", "550.00"),
        (in_days(-18), "CLOSING", "0.00", "550.00"),
    ]


async def test_a_statement_of_no_day_is_empty(doing: Doing, desk: Actor, line: FeeLine) -> None:
    query = """query ($id: ID!, $day: Date) { organization(id: $id) {
        feeStatement(startsOn: $day, endsOn: $day) { kind } } }"""

    found = await doing.data(query, desk, id=f"org_{line.payer_id}", day=in_days(0))

    assert found["organization"]["feeStatement"] == []


async def test_a_statement_begins_with_the_year_and_ends_today(
    doing: Doing, desk: Actor, line: FeeLine
) -> None:
    query = "query ($id: ID!) { organization(id: $id) { feeStatement { happenedOn } } }"

    found = (await doing.data(query, desk, id=f"org_{line.payer_id}"))["organization"]

    days = [date.fromisoformat(each["happenedOn"]) for each in found["feeStatement"]]
    assert (days[0], days[-1]) == (date(2027, 1, 1), days_ago(1) + timedelta(days=1))
