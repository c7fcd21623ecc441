"""On every day, due work is what the rules say of the same facts, whatever these are."""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient

from hub import clock
from hub.actor import Viewer
from hub.members.terms import Decision, DocumentKind
from hub.todo.terms import TodoKind
from tests.compiler.asking import DIRECTION, Asking
from tests.make import accounts, incubation, members, projects, spaces
from tests.make.members import days_ago
from tests.oracle.derived.moment import Moment
from tests.oracle.derived.todo import todo
from tests.oracle.memory import load

SPAN = 60
ROWS = 12
"""Of each kind: so few that all that is due on a day is on one page."""
QUERY = """query ($on: Date, $within: Int, $after: String) {
    todo(on: $on, within: $within, first: 100, after: $after) {
        totalCount pageInfo { endCursor hasNextPage } nodes { id kind desk dueOn title } } }"""

Chance = random.Random


def some_days(chance: Chance, how_many: int) -> list[date]:
    return sorted(days_ago(n) for n in chance.sample(range(-SPAN, SPAN), how_many))


def perhaps(chance: Chance, value: Any) -> Any:
    return value if chance.random() < 0.5 else None


def instant(chance: Chance, day: date) -> datetime:
    minutes = timedelta(minutes=chance.randrange(24 * 60))
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + minutes


async def add_membership(chance: Chance) -> None:
    applied, decided, begins, *ends = some_days(chance, 7)
    type = await members.membership_type(grace_days=chance.choice((0, 7, 30)))
    facts: dict[str, Any] = {"applied_on": applied, "type": type}
    course = chance.randrange(6)
    if course == 0:
        await members.application(**facts, withdrawn_on=perhaps(chance, decided))
        return
    decision = Decision.REJECTED if course == 1 else Decision.ADMITTED
    facts |= {"decided_on": decided, "decision": decision}
    if course == 2:
        facts |= {"notice_on": ends[0], "resigned_on": ends[2]}
    if course == 3:
        facts |= {"expelled_on": ends[3]}
    held = await members.membership(**facts, periods=[(begins, ends[0])])
    if course > 3:
        starts_on = chance.choice((ends[0], ends[1]))
        await members.period(membership=held, starts_on=starts_on, ends_on=perhaps(chance, ends[3]))
        await members.suspension(membership=held, starts_on=ends[0], ends_on=ends[1])
    if course == 4:
        await members.application(
            organization_id=held.organization_id, type=type, previous=held, applied_on=ends[3]
        )
    await add_fees(chance, held)
    await add_papers(chance, held)


async def add_papers(chance: Chance, held: Any) -> None:
    for kind in (DocumentKind.INSURANCE, DocumentKind.INSURANCE, DocumentKind.OTHER):
        added, reviewed, expires = some_days(chance, 3)
        is_reviewed, is_accepted = chance.random() < 0.7, chance.random() < 0.8
        review: dict[str, Any] = {"reviewed_on": reviewed, "is_accepted": is_accepted}
        review |= {} if is_accepted else {"refusal_reason": "Illeggibile"}
        await members.document(
            membership=held,
            kind=kind,
            name="Polizza",
            created_at=instant(chance, added),
            expires_on=perhaps(chance, expires),
            **(review if is_reviewed else {}),
        )


async def add_fees(chance: Chance, held: Any) -> None:
    for amount in ("0.00", "10.00", "20.00"):
        issued, due, paid, credited = some_days(chance, 4)
        await members.fee_line(
            membership=held,
            amount=amount,
            issued_on=perhaps(chance, issued),
            due_on=due,
            paid_on=perhaps(chance, paid) if amount == "10.00" else None,
            credited_on=perhaps(chance, credited) if amount == "20.00" else None,
        )


async def add_invitation(chance: Chance) -> None:
    sent, answered, expires = (instant(chance, day) for day in some_days(chance, 3))
    answer = chance.choice(("declined_at", "revoked_at"))
    await accounts.invitation(
        created_at=sent, expires_at=expires, **{answer: perhaps(chance, answered)}
    )


async def add_booking(chance: Chance) -> None:
    asked, answered, lapses, begins = (instant(chance, day) for day in some_days(chance, 4))
    answer = chance.choice(("confirmed_at", "declined_at", "cancelled_at"))
    said: dict[str, Any] = {answer: perhaps(chance, answered)}
    if said.get("declined_at"):
        said["decline_reason"] = "Sala chiusa"
    await spaces.request(begins, requested_at=asked, lapses_at=perhaps(chance, lapses), **said)


async def add_lease(chance: Chance) -> None:
    begins, ends = some_days(chance, 2)
    await spaces.lease(starts_on=begins, ends_on=perhaps(chance, ends))


async def add_startup(chance: Chance) -> None:
    due, reached, filed = some_days(chance, 3)
    onda = await incubation.startup()
    over = chance.choice(("reached_on", "dropped_on"))
    await incubation.milestone(startup=onda, due_on=due, **{over: perhaps(chance, reached)})
    month = (due.replace(day=1) - timedelta(days=40)).replace(day=1)
    period = await incubation.kpi_period(month, startup=onda, due_on=due)
    if chance.random() < 0.5:
        await incubation.kpi_report(period=period, filed_at=instant(chance, filed))
    submitted, withdrawn = some_days(chance, 2)
    await incubation.application(
        submitted_at=instant(chance, submitted), withdrawn_on=perhaps(chance, withdrawn)
    )


async def add_call(chance: Chance) -> None:
    published, opens, closes, withdrawn = some_days(chance, 4)
    call = await projects.funding_call(
        published_on=perhaps(chance, published),
    )
    if call.published_on and chance.random() < 0.3:
        call.withdrawn_on = withdrawn
        await call.save()
    phase = await projects.call_phase(
        funding_call=call, opens_at=instant(chance, opens), closes_at=instant(chance, closes)
    )
    submitted, review = some_days(chance, 2)
    await projects.proposal(
        funding_call=call,
        phase=perhaps(chance, phase),
        review_on=perhaps(chance, review),
        submitted_at=perhaps(chance, instant(chance, submitted)),
    )


async def add_agreement(chance: Chance) -> None:
    signed, begins, left, ends = some_days(chance, 4)
    pact = await projects.agreement(
        sent_on=signed,
        starts_on=begins,
        ends_on=perhaps(chance, ends),
        notice_days=perhaps(chance, chance.randrange(40)),
        terminated_on=perhaps(chance, left),
    )
    await projects.agreement_party(agreement=pact, signed_on=perhaps(chance, begins))
    due, delivered = some_days(chance, 2)
    await projects.deliverable(due_on=due, delivered_on=perhaps(chance, delivered))


ADDED = (
    add_membership,
    add_invitation,
    add_booking,
    add_lease,
    add_startup,
    add_call,
    add_agreement,
)


@pytest.mark.parametrize("seed", range(3))
async def test_due_work_is_what_the_rules_say(
    asking: Asking, connection: BaseDBAsyncClient, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - nothing is kept secret by it
    for add in ADDED:
        for _ in range(ROWS):
            await add(chance)
    memory = await load(connection)
    viewer = Viewer(clock.now(), clock.today(), DIRECTION)

    met = set()
    for day in map(days_ago, range(SPAN + 8, -SPAN - 8, -1)):
        within = chance.choice((None, 0, 7, 60))
        expected = {
            (f"todo_{item.id}", item.kind, item.desk, item.due_on.isoformat(), item.title)
            for item in todo(memory, Moment(viewer, day, viewer.now), {"within": within})
        }
        assert await found(asking, day, within) == expected, (day, within)
        met |= {kind for _, kind, *_ in expected}
    assert met == set(TodoKind)


async def found(asking: Asking, day: date, within: int | None) -> set[tuple[str, ...]]:
    """All that the engine finds on a day, page by page."""
    items: set[tuple[str, ...]] = set()
    total, after, more = 0, None, True
    while more:
        answer = await asking.data(QUERY, on=day.isoformat(), within=within, after=after)
        listed = answer["todo"]
        items |= {tuple(node.values()) for node in listed["nodes"]}
        after, more = listed["pageInfo"]["endCursor"], listed["pageInfo"]["hasNextPage"]
        total = listed["totalCount"]
    assert len(items) == total
    return items
