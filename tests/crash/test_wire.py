"""The wire to the database breaks or stands still under a write: what is said is what is true."""

import asyncio
from collections.abc import AsyncGenerator

import pytest

from hub import act, patience, transactions
from hub.database import connected
from hub.errors import OutcomeUnknown, TimedOut, Unavailable
from hub.members.models import Organization
from hub.record.models import AuditEntry
from hub.time_limit import TimeLimit
from tests.crash.wire import Wire, wire
from tests.record.acts import describe, done, found, order

BEGIN = b"BEGIN"
INSERT = b'INSERT INTO "organization"'
ROLLBACK = b"ROLLBACK;"
COMMIT = b"COMMIT;"
SECONDS = 0.2
MOMENT = 2.0
"""Seconds: more than all limits here together, and less than if there was none."""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "RECOVERY_SECONDS", 0.01)
    monkeypatch.setattr(transactions, "RETURN_SECONDS", SECONDS)
    monkeypatch.setattr(act, "COMMIT_SECONDS", SECONDS)


@pytest.fixture
async def line(emptied_url: str) -> AsyncGenerator[Wire]:
    """The wire over which this test writes, on one connection: whoever loses it is found out."""
    async with wire(emptied_url) as line, connected(line.url, pool_size=1):
        yield line
        line.flows.set()


async def test_a_commit_that_is_not_heard_is_unknown(line: Wire) -> None:
    line.cut_before = COMMIT

    with pytest.raises(OutcomeUnknown):
        await done(found, name="Onda")
    assert await names() == []


async def test_a_commit_whose_answer_is_not_heard_is_unknown(line: Wire) -> None:
    line.cut_after = COMMIT

    with pytest.raises(OutcomeUnknown):
        await done(found, name="Onda")
    assert await names() == ["Onda"]


async def test_under_a_key_a_commit_that_was_not_heard_is_done_again(line: Wire) -> None:
    line.cut_before = COMMIT

    id = await done(found, name="Onda", by=order(key="k"))

    assert (await Organization.get()).id == id
    assert await AuditEntry.all().count() == 1


async def test_under_a_key_a_commit_whose_answer_was_not_heard_is_found(line: Wire) -> None:
    line.cut_after = COMMIT

    id = await done(found, name="Onda", by=order(key="k"))

    assert (await Organization.get()).id == id
    assert await AuditEntry.all().count() == 1


@pytest.mark.parametrize("moment", [BEGIN, INSERT], ids=["begin", "insert"])
async def test_what_breaks_before_the_commit_is_not_done(line: Wire, moment: bytes) -> None:
    line.cut_before = moment

    with pytest.raises(Unavailable):
        await done(found, name="Onda")
    assert await names() == []


@pytest.mark.parametrize("moment", [BEGIN, INSERT], ids=["begin", "insert"])
async def test_a_server_that_stands_still_holds_nobody_up(line: Wire, moment: bytes) -> None:
    line.hold_at = moment

    with pytest.raises(TimeoutError):
        await within_its_time()
    line.flows.set()
    assert await names() == []


@pytest.mark.parametrize("key", [None, "k"], ids=["no key", "key"])
async def test_a_commit_that_stands_still_is_unknown(line: Wire, key: str | None) -> None:
    line.hold_at = COMMIT

    with pytest.raises(OutcomeUnknown):
        await within_its_time(key=key)
    line.flows.set()
    assert await names() in ([], ["Onda"])


async def test_a_commit_that_takes_long_is_told_and_nothing_begins_after_it(line: Wire) -> None:
    line.hold_at = COMMIT

    async def going_on() -> None:
        await asyncio.sleep(1.5 * SECONDS)
        line.flows.set()

    helping = asyncio.create_task(going_on())
    with TimeLimit(SECONDS).held():
        await done(found, name="Onda")
        with pytest.raises(TimedOut):
            await done(found, name="Marea")
    await helping
    assert await names() == ["Onda"]


@pytest.mark.parametrize("breaking", ["cut_before", "hold_at"])
async def test_what_a_refusal_is_told_by_is_on_the_disk(line: Wire, breaking: str) -> None:
    """A server that breaks now may have lost what stood against it: all is open again."""
    id = await done(found, name="Onda")
    setattr(line, breaking, ROLLBACK)

    async with asyncio.timeout(MOMENT):
        with pytest.raises(Unavailable):
            await done(describe, id=id, version=7, name="Marea")
    line.flows.set()
    assert await names() == ["Onda"]


async def within_its_time(*, key: str | None = None) -> None:
    """Found an organization within the time of a request, and little beyond it."""
    async with asyncio.timeout(MOMENT):
        with TimeLimit(SECONDS).held():
            await done(found, name="Onda", by=order(key=key))


async def names() -> list[str]:
    """What there is, by the same connection or one in its place."""
    async with asyncio.timeout(MOMENT):
        return [each.name for each in await Organization.all()]
