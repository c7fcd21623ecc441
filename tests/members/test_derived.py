"""The states that the database computes are those of the rules, on every day that matters."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient

from hub.members import derived
from hub.members.facts import LOADED, facts_of
from hub.members.membership_models import FeeLine, Membership
from hub.members.models import Organization
from hub.members.rules import (
    employees,
    fee_state,
    is_in_directory,
    is_in_force,
    is_member,
    lapses_on,
    membership_status,
    paid_amount,
)
from hub.members.terms import Decision, MembershipCategory
from hub.sql import Sql
from tests.make import members as make

FIRST = date(2026, 1, 1)
SPAN = 40
DAYS = [FIRST + timedelta(days=n) for n in range(-3, SPAN + 12)]

pytestmark = pytest.mark.usefixtures("connection")

States = dict[tuple[UUID, date], object]


async def states_of(connection: BaseDBAsyncClient, table: str, expression: Sql) -> States:
    """The expression for each row of the table on each day."""
    text = expression.text.replace("{row}", "subject").replace("{day}", "day")
    found = await connection.execute_query_dict(
        f"SELECT subject.id, day, {text} AS state"  # noqa: S608
        f" FROM {table} subject CROSS JOIN unnest($1::date[]) day",
        [DAYS],
    )
    return {(row["id"], row["day"]): row["state"] for row in found}


def random_days(chance: random.Random, how_many: int) -> list[date]:
    return sorted(FIRST + timedelta(days=n) for n in chance.sample(range(SPAN), how_many))


def random_periods(chance: random.Random) -> list[tuple[date, date | None]]:
    """Up to three periods that do not overlap, the last one sometimes open."""
    days: list[date | None] = [*random_days(chance, 2 * chance.randint(0, 3))]
    if days and chance.random() < 0.3:
        days[-1] = None
    return [(starts, ends) for starts, ends in zip(days[::2], days[1::2], strict=True) if starts]


def random_course(chance: random.Random) -> dict[str, object]:
    """Dated facts of one membership that the database admits."""
    applied, decided, noticed, resigned = random_days(chance, 4)
    course: dict[str, object] = {"applied_on": applied}
    kind = chance.randint(0, 9)
    if kind == 0:
        return course
    if kind == 1:
        return course | {"withdrawn_on": decided}
    course |= {"decided_on": decided, "decision": Decision.REJECTED}
    if kind == 2:
        return course
    course |= {"decision": Decision.ADMITTED}
    if kind in {3, 4}:
        course |= {"notice_on": noticed, "resigned_on": resigned}
    if kind in {4, 5}:
        course |= {"expelled_on": noticed}
    return course


async def random_memberships(chance: random.Random, how_many: int) -> list[Membership]:
    types = [
        await make.membership_type(category=category, grace_days=grace_days)
        for category in (MembershipCategory.ORDINARY, MembershipCategory.CO_WORKER)
        for grace_days in (0, 5)
    ]
    organizations = [await make.organization() for _ in range(how_many // 2)]
    for _ in range(how_many):
        course: dict[str, object] = {
            "type": chance.choice(types),
            "organization": chance.choice(organizations),
            **random_course(chance),
        }
        row = await make.application(**course)
        for starts_on, ends_on in random_periods(chance):
            await make.period(membership=row, starts_on=starts_on, ends_on=ends_on)
        for starts_on, ends_on in random_periods(chance)[:2]:
            await make.suspension(membership=row, starts_on=starts_on, ends_on=ends_on)
    return await Membership.all().prefetch_related(*LOADED)


@pytest.fixture
async def memberships(connection: BaseDBAsyncClient) -> list[Membership]:
    return await random_memberships(random.Random(1843), 60)  # noqa: S311


async def test_the_status_of_memberships(
    connection: BaseDBAsyncClient, memberships: list[Membership]
) -> None:
    expected = {
        (row.id, day): membership_status(facts_of(row), day) for row in memberships for day in DAYS
    }

    found = await states_of(connection, "membership", derived.MEMBERSHIP_STATUS)

    assert found == expected
    assert len({*found.values()}) == 11, "the sample shows each status, and none before applying"


async def test_a_membership_in_force(
    connection: BaseDBAsyncClient, memberships: list[Membership]
) -> None:
    expected = {
        (row.id, day): is_in_force(facts_of(row), day) for row in memberships for day in DAYS
    }

    assert await states_of(connection, "membership", derived.IS_IN_FORCE) == expected


async def test_the_day_on_which_a_membership_lapses(
    connection: BaseDBAsyncClient, memberships: list[Membership]
) -> None:
    expected = {(row.id, day): lapses_on(facts_of(row)) for row in memberships for day in DAYS}

    assert await states_of(connection, "membership", derived.LAPSES_ON) == expected


@pytest.mark.parametrize(
    ("expression", "rule"),
    [(derived.IS_MEMBER, is_member), (derived.IS_IN_DIRECTORY, is_in_directory)],
    ids=["member", "directory"],
)
async def test_the_standing_of_organizations(
    connection: BaseDBAsyncClient,
    memberships: list[Membership],
    *,
    expression: Sql,
    rule: Callable[..., bool],
) -> None:
    held: dict[UUID, list[Membership]] = {row.id: [] for row in await Organization.all()}
    for membership in memberships:
        assert membership.organization_id is not None
        held[membership.organization_id].append(membership)
    expected = {
        (key, day): rule([facts_of(row) for row in rows], day)
        for key, rows in held.items()
        for day in DAYS
    }

    assert await states_of(connection, "organization", expression) == expected


async def test_the_state_of_fees(connection: BaseDBAsyncClient) -> None:
    chance = random.Random(1843)  # noqa: S311
    membership = await make.membership()
    for _ in range(80):
        issued, due, *paid, credited = chance.sample(random_days(chance, 6), 6)
        line = await make.fee_line(
            membership=membership,
            issued_on=chance.choice([None, issued]),
            due_on=max(issued, due),
            amount=chance.choice([Decimal(0), Decimal(80), Decimal(80)]),
        )
        await _pay(chance, line, paid)
        if await line.payments.all().count() == 0:
            await FeeLine.filter(id=line.id).update(credited_on=chance.choice([None, credited]))
    lines = await FeeLine.all().prefetch_related("payments")
    payments = {
        line.id: [(each.received_on, each.amount) for each in line.payments] for line in lines
    }
    expected = {
        (line.id, day): fee_state(
            day,
            amount=line.amount,
            due_on=line.due_on,
            issued_on=line.issued_on,
            credited_on=line.credited_on,
            payments=payments[line.id],
        )
        for line in lines
        for day in DAYS
    }

    found = await states_of(connection, "fee_line", derived.FEE_STATE)

    assert found == expected
    assert len({*found.values()}) == 6, "the sample shows each state"
    assert await states_of(connection, "fee_line", derived.PAID_AMOUNT) == {
        (line.id, day): paid_amount(payments[line.id], day) for line in lines for day in DAYS
    }


async def _pay(chance: random.Random, line: FeeLine, days: list[date]) -> None:
    """In one sum, in two, one of them taken back, or not at all."""
    first, second, third = sorted(days)
    if line.amount == 0 or chance.random() < 0.4:
        return
    if chance.random() < 0.4:
        await make.payment(fee_line=line, received_on=first)
        return
    half = await make.payment(fee_line=line, amount=line.amount / 2, received_on=first)
    await make.payment(fee_line=line, amount=line.amount / 2, received_on=second)
    if chance.random() < 0.5:
        await make.reversal(half, received_on=third)


async def test_the_latest_headcount(connection: BaseDBAsyncClient) -> None:
    organization = await make.organization()
    counts = [(FIRST, 7), (FIRST + timedelta(days=9), 9), (FIRST + timedelta(days=9), 8)]
    for counted_on, count in counts:
        await make.headcount(
            count, organization=organization, counted_on=counted_on, source=f"{count} heads"
        )

    found = await states_of(connection, "organization", derived.EMPLOYEES)

    assert found == {(organization.id, day): employees(counts, day) for day in DAYS}


async def test_the_seats_in_use(connection: BaseDBAsyncClient) -> None:
    organization = await make.organization()
    membership = await make.membership(organization=organization)
    seat = {"organization": organization, "has_seat": True}
    second = FIRST + timedelta(days=1)
    await make.affiliation(**seat, starts_on=FIRST)
    await make.affiliation(**seat, starts_on=FIRST, ends_on=second)
    await make.affiliation(**{**seat, "has_seat": False}, starts_on=FIRST)

    found = await states_of(connection, "membership", derived.SEATS_USED)

    assert [found[membership.id, day] for day in (DAYS[0], FIRST, second)] == [0, 2, 1]


async def test_the_end_of_what_is_covered(connection: BaseDBAsyncClient) -> None:
    end = date(2027, 1, 1)
    closed = await make.membership(periods=[(date(2025, 1, 1), FIRST), (FIRST, end)])
    open_ended = await make.membership(periods=[(date(2025, 1, 1), FIRST), (FIRST, None)])
    never = await make.application()

    found = await states_of(connection, "membership", derived.COVERED_UNTIL)

    assert [found[row.id, FIRST] for row in (closed, open_ended, never)] == [end, None, None]
