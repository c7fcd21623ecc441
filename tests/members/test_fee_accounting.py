"""Closed accounts: nothing that is dated in them changes, whoever tries and however fast."""

import asyncio
from decimal import Decimal
from typing import Any

import asyncpg
import pytest
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.exceptions import IntegrityError

from hub.actor import Actor, Role
from hub.members.fee_models import AccountingPeriod, Payment
from hub.members.membership_models import FeeLine
from tests.make import members
from tests.make.members import days_ago
from tests.members.test_constraints import broken_constraint
from tests.mutating.doing import Doing, signed_in
from tests.mutating.locks import holding

CLOSED = "accountingPeriod { startsOn endsOn closedAt closedBy { id } }"


def in_days(days: int) -> str:
    return days_ago(-days).isoformat()


@pytest.fixture
async def direction(doing: Doing) -> Actor:
    actor, _ = await signed_in(Role.DIRECTION)
    return actor


@pytest.fixture
async def line(direction: Actor) -> FeeLine:
    """Asked for 40 days ago, of which a part was paid 30 days ago."""
    found = await members.fee_line(issued_on=days_ago(40), due_on=days_ago(10))
    await members.payment(
        fee_line=found, amount=Decimal("200.00"), received_on=days_ago(30), reference="CRO 1"
    )
    return found


def closing(first: int | None, until: int) -> dict[str, Any]:
    days = {"endsOn": in_days(until)}
    return days if first is None else {"startsOn": in_days(first), **days}


async def test_accounts_are_closed_one_after_the_other(doing: Doing, direction: Actor) -> None:
    await doing.done("closeAccountingPeriod", direction, CLOSED, **closing(-60, -30))

    answer = await doing.done("closeAccountingPeriod", direction, CLOSED, **closing(None, 0))

    assert answer["accountingPeriod"] == {
        "startsOn": in_days(-30),
        "endsOn": in_days(0),
        "closedAt": "2027-05-12T08:30:00+00:00",
        "closedBy": {"id": f"person_{direction.person_id}"},
    }


@pytest.mark.parametrize(
    ("days", "problem"),
    [
        ((-60, 1), ("ACCOUNTING_PERIOD_RUNNING", "endsOn")),
        ((-60, -60), ("PERIOD_NOT_IN_ORDER", "endsOn")),
        ((None, -1), ("REQUIRED", "startsOn")),
    ],
    ids=["not over", "no day", "the first"],
)
async def test_what_is_closed_has_passed(
    doing: Doing, direction: Actor, *, days: tuple[int | None, int], problem: tuple[str, str]
) -> None:
    assert await doing.problems("closeAccountingPeriod", direction, **closing(*days)) == [problem]


@pytest.mark.parametrize(
    ("first", "until", "codes"),
    [
        (-50, -40, []),
        (-30, -20, []),
        (-31, -20, ["ACCOUNTING_PERIOD_CLOSED"]),
        (-50, -39, ["ACCOUNTING_PERIOD_CLOSED"]),
        (-38, -33, ["ACCOUNTING_PERIOD_CLOSED"]),
    ],
)
async def test_a_day_is_closed_once(
    doing: Doing, direction: Actor, *, first: int, until: int, codes: list[str]
) -> None:
    await members.accounting_period(days_ago(40), days_ago(30))

    assert await doing.codes("closeAccountingPeriod", direction, **closing(first, until)) == codes


async def test_of_two_who_close_one_does(doing: Doing, direction: Actor) -> None:
    codes = await asyncio.gather(
        *(
            doing.codes("closeAccountingPeriod", direction, **closing(first, -10))
            for first in (-60, -50)
        )
    )

    assert sorted(codes) == [[], ["ACCOUNTING_PERIOD_CLOSED"]]
    assert await AccountingPeriod.all().count() == 1


async def test_nothing_is_dated_into_closed_accounts(
    doing: Doing, direction: Actor, line: FeeLine
) -> None:
    payment, planned = await Payment.get(), await members.fee_line()
    period = await members.period(
        membership=await line.membership, starts_on=days_ago(1000), ends_on=days_ago(900)
    )
    await members.accounting_period(days_ago(50), days_ago(20))
    edge = in_days(-21)
    for name, given, path in (
        (
            "recordPayment",
            {"feeLineId": f"fee_{line.id}", "method": "CASH", "receivedOn": edge},
            "receivedOn",
        ),
        ("revokePayment", {"paymentId": f"payment_{payment.id}", "revokedOn": edge}, "revokedOn"),
        ("issueFeeLine", {"feeLineId": f"fee_{planned.id}", "issuedOn": edge}, "issuedOn"),
        ("issueFeeLines", {"feeLineIds": [f"fee_{planned.id}"], "issuedOn": edge}, "issuedOn"),
        ("raiseFees", {"membershipPeriodId": f"mperiod_{period.id}", "issuedOn": edge}, "issuedOn"),
        ("raiseFeesForYear", {"year": 2027, "issuedOn": edge}, "issuedOn"),
        (
            "creditFeeLine",
            {"feeLineId": f"fee_{planned.id}", "version": 1, "reason": "x", "creditedOn": edge},
            "creditedOn",
        ),
    ):
        assert await doing.problems(name, direction, **given) == [
            ("ACCOUNTING_PERIOD_CLOSED", path)
        ], name


async def test_the_first_day_after_is_open(doing: Doing, direction: Actor, line: FeeLine) -> None:
    payment = await Payment.get()
    await members.accounting_period(days_ago(50), days_ago(20))
    given = {"paymentId": f"payment_{payment.id}", "revokedOn": in_days(-20)}

    assert await doing.codes("revokePayment", direction, **given) == []
    credit = {"feeLineId": f"fee_{line.id}", "version": 1, "reason": "Errore"}
    assert await doing.codes("creditFeeLine", direction, **credit) == []


async def test_who_pays_a_line_of_closed_accounts_stays(doing: Doing, direction: Actor) -> None:
    line = await members.fee_line(issued_on=days_ago(40), due_on=days_ago(10))
    other = await members.organization()
    await members.accounting_period(days_ago(50), days_ago(20))
    given = {"feeLineId": f"fee_{line.id}", "version": 1, "payerId": f"org_{other.id}"}

    assert await doing.problems("changePayer", direction, **given) == [
        ("ACCOUNTING_PERIOD_CLOSED", "feeLineId")
    ]


CHANGES = [
    "UPDATE fee_line SET amount = amount + 1",
    "UPDATE fee_line SET due_on = due_on + 1",
    "UPDATE fee_line SET issued_on = issued_on + 30, due_on = due_on + 30",
    "UPDATE fee_line SET issued_on = NULL",
    "UPDATE fee_line SET invoice_number = 'X'",
    "UPDATE fee_line SET kind = 'SERVICE'",
    "UPDATE fee_line SET covers_from = '2027-01-01', covers_until = '2028-01-01'",
    "UPDATE fee_line SET payer_id = $1",
    "DELETE FROM fee_line",
    "INSERT INTO payment (id, created_at, fee_line_id, amount, received_on, method)"
    " SELECT gen_random_uuid(), now(), id, 1, issued_on, 'CASH' FROM fee_line",
    "UPDATE fee_line SET issued_on = issued_on, credited_on = issued_on",
]


@pytest.mark.parametrize("statement", CHANGES)
async def test_the_database_keeps_closed_accounts(
    connection: BaseDBAsyncClient, direction: Actor, statement: str
) -> None:
    await members.fee_line(issued_on=days_ago(40), due_on=days_ago(10))
    other = await members.organization()
    await members.accounting_period(days_ago(50), days_ago(20))

    with pytest.raises(IntegrityError) as error:
        await connection.execute_query(statement, [str(other.id)] if "$1" in statement else None)

    assert broken_constraint(error) == "accounting_period_closed"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE fee_line SET description = 'x', version = version + 1",
        "UPDATE fee_line SET credited_on = issued_on + 20",
        "INSERT INTO payment (id, created_at, fee_line_id, amount, received_on, method)"
        " SELECT gen_random_uuid(), now(), id, 1, issued_on + 20, 'CASH' FROM fee_line",
    ],
    ids=["its wording", "a later credit note", "a later payment"],
)
async def test_what_is_not_dated_in_them_goes_on(
    connection: BaseDBAsyncClient, direction: Actor, statement: str
) -> None:
    await members.fee_line(issued_on=days_ago(40), due_on=days_ago(10))
    await members.accounting_period(days_ago(50), days_ago(20))

    await connection.execute_query(statement)


async def test_a_payer_who_was_merged_is_followed(
    connection: BaseDBAsyncClient, direction: Actor
) -> None:
    line = await members.fee_line(issued_on=days_ago(40), due_on=days_ago(10))
    kept = await members.organization()
    await members.accounting_period(days_ago(50), days_ago(20))

    await connection.execute_query(
        "WITH merged AS (UPDATE organization SET merged_into_id = $1, merged_at = now(),"
        " listing = 'PRIVATE' WHERE id = $2) UPDATE fee_line SET payer_id = $1",
        [str(kept.id), str(line.payer_id)],
    )

    await line.refresh_from_db()
    assert line.payer_id == kept.id


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounting_period SET ends_on = ends_on - 1",
        "UPDATE accounting_period SET starts_on = starts_on + 1",
        "DELETE FROM accounting_period",
    ],
)
async def test_what_is_closed_stays_closed(
    connection: BaseDBAsyncClient, direction: Actor, statement: str
) -> None:
    await members.accounting_period(days_ago(50), days_ago(20))

    with pytest.raises(IntegrityError) as error:
        await connection.execute_query(statement)

    assert broken_constraint(error) == "accounting_period_stays"


async def test_closed_periods_do_not_overlap(direction: Actor) -> None:
    await members.accounting_period(days_ago(50), days_ago(20))
    await members.accounting_period(days_ago(20), days_ago(10))

    with pytest.raises(IntegrityError) as error:
        await members.accounting_period(days_ago(21), days_ago(19))

    assert broken_constraint(error) == "accounting_period_no_overlap"


async def test_a_payment_that_races_the_closing_is_before_or_refused(
    doing: Doing, direction: Actor, *, line: FeeLine, database_url: str
) -> None:
    """The payment has begun, and stands at the line, when the accounts are to be closed."""
    paying = {
        "feeLineId": f"fee_{line.id}",
        "method": "CASH",
        "amount": "1.00",
        "receivedOn": in_days(-25),
    }
    hold = f"SELECT 1 FROM fee_line WHERE id = '{line.id}' FOR UPDATE"  # noqa: S608
    async with holding(database_url, hold) as wait:
        payment = asyncio.create_task(doing.codes("recordPayment", direction, **paying))
        await wait(1)
        close = asyncio.create_task(
            doing.codes("closeAccountingPeriod", direction, **closing(-50, -20))
        )
        await wait(2)
        late = asyncio.create_task(doing.codes("recordPayment", direction, **paying))
        await wait(3)
        assert not close.done(), "it waits for who has begun"

    assert (await payment, await close, await late) == ([], [], ["ACCOUNTING_PERIOD_CLOSED"])


async def test_raw_statements_race_the_closing_in_vain(
    direction: Actor, line: FeeLine, database_url: str
) -> None:
    """Whoever goes past the hub waits for the closing, and is refused by it."""
    closer, payer = [await asyncpg.connect(database_url) for _ in range(2)]
    try:
        async with closer.transaction():
            await closer.execute(
                "INSERT INTO accounting_period (id, created_at, starts_on, ends_on, closed_at)"
                " VALUES (gen_random_uuid(), now(), $1, $2, now())",
                days_ago(50),
                days_ago(20),
            )
            paying = asyncio.create_task(
                payer.execute(
                    "INSERT INTO payment (id, created_at, fee_line_id, amount, received_on, method)"
                    " VALUES (gen_random_uuid(), now(), $1, 1, $2, 'CASH')",
                    line.id,
                    days_ago(30),
                )
            )
            await asyncio.sleep(0.2)
            assert not paying.done()
        with pytest.raises(asyncpg.CheckViolationError) as error:
            await paying
        assert error.value.constraint_name == "accounting_period_closed"
    finally:
        await closer.close()
        await payer.close()
