"""Mutations that are cut short: what was done is not said to be undone, nor the other way round."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import pytest

from hub import patience
from hub.accounts.invitation_models import Invitation
from hub.actor import Role
from hub.database import connected
from hub.errors import Unavailable
from hub.members.models import Person
from hub.read_pool import ReadPool
from hub.record.models import AuditEntry, OutboxEvent
from schema import readings
from tests.crash.wire import Wire, wire
from tests.make import members
from tests.mutating.doing import Doing, signed_in, written
from tests.mutating.inviting import administrator, invited, traces
from tests.mutating.locks import holding

COMMIT = b"COMMIT;"
MARK = b"pg_logical_emit_message"
"""What is sent after the commit, to wait for the disk."""


async def test_what_is_given_up_before_its_end_leaves_nothing(
    doing: Doing, database_url: str
) -> None:
    actor, _ = await administrator()
    person = f"person_{actor.person_id}"
    given: dict[str, Any] = {"personId": person, "version": 1, "headline": "Sviluppa"}

    async with holding(database_url, "SELECT 1 FROM person FOR UPDATE") as somebody_waits:
        waiting = asyncio.create_task(
            doing.done("updateProfile", actor, idempotencyKey="k", **given)
        )
        await somebody_waits()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting

    assert (await Person.get(id=actor.person_id)).headline is None
    assert await traces() == 0
    await doing.done("updateProfile", actor, idempotencyKey="k", **given)


@pytest.fixture
async def line(emptied_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[Wire]:
    """The wire over which writes go."""
    monkeypatch.setattr(patience, "RECOVERY_SECONDS", 0.01)
    async with wire(emptied_url) as line, connected(line.url):
        yield line


@pytest.mark.parametrize("word", [COMMIT, MARK])
async def test_a_lost_outcome_is_told_as_unknown(line: Wire, pool: ReadPool, word: bytes) -> None:
    actor, alfa = await administrator()
    line.cut_after = word

    answer = await Doing.on(pool).answer(written("invite"), actor, input=invited(alfa))

    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "OUTCOME_UNKNOWN"
    assert await Invitation.all().count() == 1


@pytest.mark.parametrize(
    "cut", [{moment: word} for moment in ("cut_before", "cut_after") for word in (COMMIT, MARK)]
)
async def test_a_key_finds_out_what_was_lost(
    line: Wire, pool: ReadPool, cut: dict[str, bytes]
) -> None:
    actor, alfa = await administrator()
    vars(line).update(cut)
    doing, given = Doing.on(pool), {**invited(alfa), "idempotencyKey": "k"}

    first, again = [await doing.done("invite", actor, "invitation { id }", **given) for _ in "12"]

    row = await Invitation.get()
    assert first == again == {"invitation": {"id": f"invite_{row.id}"}}
    assert await AuditEntry.all().count() == await OutboxEvent.all().count() == 1


async def test_a_database_that_is_away_has_done_nothing(line: Wire, pool: ReadPool) -> None:
    actor, alfa = await administrator()
    line.cut_before = b"invitation"

    answer = await Doing.on(pool).answer(written("invite"), actor, input=invited(alfa))

    assert answer["errors"][0]["extensions"]["code"] == "UNAVAILABLE"
    assert await traces() == 0


async def test_what_was_done_is_not_said_to_be_undone_for_lack_of_a_record(
    doing: Doing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A desk reads an address in the answer, and the database goes away before that is recorded."""

    async def away(*_: Any) -> None:
        raise Unavailable("away")

    desk, _ = await signed_in(Role.FRONT_DESK)
    person = await members.person()
    given = {"personId": f"person_{person.id}", "version": 1, "headline": "Sviluppa"}
    monkeypatch.setattr(readings, "record", away)

    answer = await doing.answer(written("updateProfile", "person { email }"), desk, input=given)

    (error,) = answer["errors"]
    assert (answer["data"], error["extensions"]["code"]) == (None, "OUTCOME_UNKNOWN")
    assert (await Person.get(id=person.id)).headline == "Sviluppa"
