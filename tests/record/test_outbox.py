"""Events are delivered at least once, in the order of their subject, whatever breaks meanwhile."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.transactions import in_transaction

from hub import clock
from hub.members.models import Organization
from hub.record import outbox
from hub.record.delivering import Handler
from hub.record.models import OutboxEvent
from hub.record.outbox import Pace, Undeliverable
from tests.make.members import organization
from tests.make.outbox import KIND, event
from tests.record.delivery import delivering_alone
from tests.record.waiting import until, until_over

PACE = Pace(first_pause=0.2, longest_pause=0.4, poll_seconds=0.05)
PATIENT = replace(PACE, poll_seconds=60)
"""Hears of events by the database only."""
PRESENT = """
SELECT coalesce(array_agg(pid), '{}') FROM pg_stat_activity WHERE datname = current_database()
"""
KILL_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> ALL($1::int[])
"""
LATER = timedelta(hours=1)

Deliver = Callable[..., AbstractAsyncContextManager[None]]
pytestmark = pytest.mark.usefixtures("connection")


@pytest.fixture
def deliver(database_url: str) -> Deliver:
    def begin(handler: Handler, pace: Pace = PACE) -> AbstractAsyncContextManager[None]:
        return delivering_alone(database_url, {KIND: handler}, pace)

    return begin


class Receiver:
    """Keeps what is delivered."""

    def __init__(self) -> None:
        self.events: list[OutboxEvent] = []

    async def __call__(self, event: OutboxEvent) -> None:
        self.events.append(event)

    async def has_some(self) -> bool:
        return bool(self.events)

    @property
    def numbers(self) -> list[object]:
        return [event.payload["number"] for event in self.events]


async def test_an_event_is_delivered_once_and_is_done(deliver: Deliver) -> None:
    sent = await event(payload={"number": 1})
    receiver = Receiver()

    async with deliver(receiver):
        await until_over()

    (kept,) = await OutboxEvent.all()
    assert [each.id for each in receiver.events] == [sent.id]
    assert (kept.attempts, kept.dropped_at, kept.error) == (1, None, None)
    assert kept.done_at


async def test_a_new_event_is_heard_of_at_once(deliver: Deliver) -> None:
    receiver = Receiver()

    async with deliver(receiver, PATIENT):
        await asyncio.sleep(0.5)
        for number in range(3):
            await event(payload={"number": number})
            await until_over(seconds=5)

    assert receiver.numbers == [0, 1, 2]


async def test_an_event_of_a_transaction_that_fails_never_was(deliver: Deliver) -> None:
    receiver = Receiver()

    async with deliver(receiver):
        await put_and_take_back(payload={"number": 1})
        await event(payload={"number": 2})
        await until_over()

    assert receiver.numbers == [2]


async def test_what_a_handler_writes_is_done_with_the_event_or_not_at_all(
    deliver: Deliver,
) -> None:
    await event()
    attempts: list[int] = []

    async def write(event: OutboxEvent) -> None:
        attempts.append(event.attempts)
        await organization("Written")
        if event.attempts < 3:
            raise RuntimeError

    async with deliver(write):
        await until_over()

    assert attempts == [1, 2, 3]
    assert await Organization.all().count() == 1


async def test_a_later_event_of_a_subject_waits_for_the_earlier_and_others_do_not(
    deliver: Deliver,
) -> None:
    one, other = uuid4(), uuid4()
    for number, subject_id in enumerate([one, one, other]):
        await event(subject_id=subject_id, payload={"number": number})
    receiver = Receiver()

    async def fail_at_first(event: OutboxEvent) -> None:
        if event.payload["number"] == 0 and event.attempts < 3:
            raise RuntimeError
        await receiver(event)

    async with deliver(fail_at_first):
        await until_over()

    assert receiver.numbers == [2, 0, 1]


async def test_an_event_for_later_holds_up_nothing_until_it_is_due(deliver: Deliver) -> None:
    subject_id, receiver = uuid4(), Receiver()
    planned = await event(subject_id=subject_id, payload={"number": 0}, due_at=clock.now() + LATER)
    await event(subject_id=subject_id, payload={"number": 1})

    async with deliver(receiver):
        await until(receiver.has_some)
        await OutboxEvent.filter(id=planned.id).update(due_at=clock.now())
        await until_over()

    assert receiver.numbers == [1, 0]


async def test_kinds_that_nobody_delivers_stay_and_hold_up_nothing(deliver: Deliver) -> None:
    subject_id, receiver = uuid4(), Receiver()
    strange = await event(kind="strange", subject_id=subject_id)
    await event(subject_id=subject_id, payload={"number": 1})

    async with deliver(receiver):
        await until_over(kind=KIND)

    await strange.refresh_from_db()
    assert (strange.attempts, strange.done_at) == (0, None)


async def test_a_failure_is_noted_without_its_words(
    deliver: Deliver, caplog: pytest.LogCaptureFixture
) -> None:
    sent = await event()

    async def fail(_: OutboxEvent) -> None:
        raise ConnectionRefusedError(111, "maria.rossi@example.org does not answer")

    async with deliver(fail):
        while not sent.error:
            await asyncio.sleep(0.01)
            await sent.refresh_from_db()

    assert sent.error == "builtins.ConnectionRefusedError 111"
    assert "maria.rossi" not in caplog.text
    told = [vars(record) for record in caplog.records if record.levelno == logging.WARNING]
    assert (told[0]["event"], told[0]["kind"], told[0]["attempt"]) == (str(sent.id), KIND, 1)


async def test_after_the_last_attempt_an_event_is_given_up(
    deliver: Deliver, caplog: pytest.LogCaptureFixture
) -> None:
    sent = await event()

    async def fail(_: OutboxEvent) -> None:
        raise ZeroDivisionError

    async with deliver(fail, replace(PACE, attempts=2)):
        await until_over()

    await sent.refresh_from_db()
    assert (sent.attempts, sent.done_at, sent.error) == (2, None, "builtins.ZeroDivisionError")
    assert sent.dropped_at
    assert [record.levelname for record in caplog.records if "event" in vars(record)] == [
        "WARNING",
        "ERROR",
    ]


async def test_what_can_never_be_delivered_is_given_up_at_once(deliver: Deliver) -> None:
    sent = await event()

    async def fail(_: OutboxEvent) -> None:
        raise Undeliverable("the receiver is gone for good")

    async with deliver(fail):
        await until_over()

    await sent.refresh_from_db()
    assert (sent.attempts, sent.error) == (1, "the receiver is gone for good")
    assert sent.dropped_at


async def test_an_event_that_ended_the_process_at_each_attempt_is_given_up(
    deliver: Deliver,
) -> None:
    sent = await event(attempts=PACE.attempts)
    receiver = Receiver()

    async with deliver(receiver):
        await until_over()

    await sent.refresh_from_db()
    assert receiver.events == []
    assert sent.error == "the process ended in the midst of the last attempt"


async def test_a_delivery_that_takes_too_long_is_broken_off(deliver: Deliver) -> None:
    sent = await event()

    async def hang(_: OutboxEvent) -> None:
        await asyncio.Event().wait()

    async with deliver(hang, replace(PACE, seconds=0.1, attempts=1)):
        await until_over()

    await sent.refresh_from_db()
    assert sent.error == "builtins.TimeoutError"


async def test_a_slow_delivery_is_not_begun_by_another_process(deliver: Deliver) -> None:
    await event()
    begun: list[int] = []

    async def be_slow(event: OutboxEvent) -> None:
        begun.append(event.attempts)
        await asyncio.sleep(1)

    async with deliver(be_slow), deliver(be_slow):
        await until_over()

    assert begun == [1]


async def test_at_the_end_what_is_under_way_is_finished(deliver: Deliver) -> None:
    sent = await event()
    began = asyncio.Event()

    async def be_slow(_: OutboxEvent) -> None:
        began.set()
        await asyncio.sleep(0.3)

    async with deliver(be_slow):
        await began.wait()

    await sent.refresh_from_db()
    assert sent.done_at


async def test_what_does_not_end_in_time_is_left_to_others(deliver: Deliver) -> None:
    sent = await event()
    began = asyncio.Event()

    async def hang(_: OutboxEvent) -> None:
        began.set()
        await asyncio.Event().wait()

    async with deliver(hang, replace(PACE, stop_seconds=0.1)):
        await began.wait()
    await sent.refresh_from_db()
    assert (sent.attempts, sent.done_at, sent.dropped_at) == (1, None, None)

    receiver = Receiver()
    async with deliver(receiver):
        await until_over()
    assert [each.attempts for each in receiver.events] == [2]


async def test_it_survives_the_loss_of_all_its_connections(
    deliver: Deliver, database_url: str
) -> None:
    receiver = Receiver()
    killer = await asyncpg.connect(database_url)
    ours = await killer.fetchval(PRESENT)
    async with deliver(receiver, PATIENT):
        for number in range(3):
            await asyncio.sleep(0.3)
            await killer.fetch(KILL_OTHERS, ours)
            await insert(killer, number)
            await until_over()
    await killer.close()

    assert sorted(map(str, receiver.numbers)) == ["0", "1", "2"]


async def test_pauses_grow_up_to_the_longest(connection: BaseDBAsyncClient) -> None:
    pace = Pace()
    pauses = []
    for attempts in (0, 1, 5, 11, 19):
        sent = await event(attempts=attempts)
        await outbox.claim(connection, [KIND], limit=1, pace=pace)
        before = sent.due_at
        await sent.refresh_from_db()
        pauses.append((sent.due_at - before).total_seconds())
        await sent.delete()

    middle = [10, 20, 320, 14400, 14400]
    assert all(
        0.7 * usual < pause < 1.3 * usual for usual, pause in zip(middle, pauses, strict=True)
    )


@pytest.mark.parametrize(("seconds", "rest"), [(0.0, 0.0), (0.01, 0.09), (5.0, 0.25)])
async def test_a_hand_rests_by_how_long_it_was_at_work(seconds: float, rest: float) -> None:
    assert Pace().rest(seconds) == pytest.approx(rest)


async def test_between_two_deliveries_those_who_wait_for_answers_have_their_turn(
    deliver: Deliver,
) -> None:
    """One hand that rests longest after each; the second event is due at the same instant."""
    began: list[float] = []

    async def receive(_: OutboxEvent) -> None:
        began.append(clock.ticks())

    await event(subject_id=uuid4())
    await event(subject_id=uuid4())
    pace = replace(PACE, hands=1, rests=1_000_000, longest_rest=0.3)
    async with deliver(receive, pace):
        await until_over()
    assert began[1] - began[0] >= 0.3


async def put_and_take_back(**given: Any) -> None:
    """An event of a transaction that fails in the end."""
    with suppress(RuntimeError):
        async with in_transaction():
            await event(**given)
            raise RuntimeError


async def insert(connection: asyncpg.Connection, number: int) -> None:
    await connection.execute(
        "INSERT INTO outbox_event (id, created_at, kind, payload, due_at, attempts)"
        " VALUES ($1, $2, $3, $4, $2, 0)",
        uuid4(),
        clock.now(),
        KIND,
        f'{{"number": {number}}}',
    )
