"""Whatever is done to the audit behind the hub's back is found."""

import random
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from uuid import uuid4

import asyncpg
import pytest

from hub.actor import Actor, Role
from hub.database import connected
from hub.keys import Keys
from hub.record.audit import BEGINNING, SEALED
from hub.record.models import AuditEntry
from hub.record.verify import Fault, Mark, Verdict, head, verify
from tests.keys import KEYS
from tests.record import acts
from tests.record.acts import done, order
from tests.record.tampering import WAYS

ENTRIES = 24
PROGRAM = Actor(roles=frozenset({Role.DIRECTION}), token_id=uuid4())
SAVE = """
CREATE TABLE kept_entries AS SELECT * FROM audit_entry;
CREATE TABLE kept_head AS SELECT * FROM audit_head;
"""
RESTORE = """
DELETE FROM audit_entry; INSERT INTO audit_entry SELECT * FROM kept_entries;
DELETE FROM audit_head; INSERT INTO audit_head SELECT * FROM kept_head;
"""

Forge = Callable[..., Awaitable[Verdict]]


@pytest.fixture
async def chain(fresh_database_url: str) -> str:
    """The URL of a database with a chain of real entries."""
    async with connected(fresh_database_url):
        for number in range(ENTRIES // 4):
            id = await done(acts.found, name=f"Onda {number}", by=order(request_id=f"r{number}"))
            await done(acts.describe, id=id, sector="Città", by=order(PROGRAM))
            person = await done(acts.welcome, name=f'Anna "{number}"', bio="x\n\u2028y")
            await done(acts.introduce, id=person, headline="Sviluppa", by=order(request_id=""))
    return fresh_database_url


@asynccontextmanager
async def unhindered(url: str) -> AsyncGenerator[asyncpg.Connection]:
    """The owner of the tables, for whom no trigger stands in the way."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        yield connection
    finally:
        await connection.close()


@pytest.fixture
def forge(chain: str) -> Forge:
    async def run(statement: str, kept: Mark | None = None) -> Verdict:
        async with unhindered(chain) as connection:
            await connection.execute(statement)
        return await verify(chain, KEYS, kept)

    return run


async def test_a_chain_that_nobody_touched_is_sound(chain: str) -> None:
    verdict = await verify(chain, KEYS)
    async with connected(chain):
        last = await AuditEntry.all().order_by("-position").first()

    assert last is not None
    assert (verdict.faults, verdict.is_sound) == ([], True)
    assert verdict.entries == ENTRIES
    assert verdict.last == await head(chain) == Mark(ENTRIES, last.seal)


async def test_a_hub_that_has_done_nothing_is_sound(fresh_database_url: str) -> None:
    verdict = await verify(fresh_database_url, KEYS)

    assert (verdict.is_sound, verdict.entries) == (True, 0)
    assert await head(fresh_database_url) == verdict.last == Mark(0, BEGINNING)


async def test_every_manipulation_is_found(chain: str) -> None:
    await manipulated(chain, times=200)


@pytest.mark.slow
async def test_a_thousand_manipulations_are_found(chain: str) -> None:
    await manipulated(chain, times=1000)


async def manipulated(url: str, *, times: int) -> None:
    luck = random.Random(f"{times} times")  # noqa: S311 - no secret
    found: Counter[str] = Counter()
    async with unhindered(url) as connection:
        await connection.execute(SAVE)
        for number in range(times):
            tamper = WAYS[number % len(WAYS)]
            await tamper(connection, luck)
            verdict = await verify(url, KEYS)
            assert not verdict.is_sound, (number, tamper.__name__)
            found[tamper.__name__] += 1
            await connection.execute(RESTORE)
    assert found.total() == times
    assert (await verify(url, KEYS)).is_sound


FORGERIES: dict[str, tuple[str, list[Fault]]] = {
    "changed": (
        "UPDATE audit_entry SET act = 'nothing' WHERE position = 5",
        [Fault(5, "Its seal does not fit what it says: it was changed.")],
    ),
    "deleted": (
        "DELETE FROM audit_entry WHERE position IN (5, 6)",
        [Fault(7, "2 entries are before it missing.")],
    ),
    "cut": (
        "DELETE FROM audit_entry WHERE position = 24",
        [Fault(None, "1 entry is at the end missing.")],
    ),
    "another seal": (
        "UPDATE audit_entry SET seal = reverse(seal) WHERE position = 5",
        [
            Fault(5, "Its seal does not fit what it says: it was changed."),
            Fault(6, "It does not follow the entry before it."),
        ],
    ),
    "another head": (
        "UPDATE audit_head SET position = 5",
        [Fault(None, "The head of the chain was changed.")],
    ),
    "no head": ("DELETE FROM audit_head", [Fault(None, "There are 0 heads of the chain.")]),
    "before Christ": (
        "UPDATE audit_entry SET created_at = (created_at::text || ' BC')::timestamptz"
        " WHERE position = 5",
        [Fault(5, "Its seal does not fit what it says: it was changed.")],
    ),
    "never": (
        "UPDATE audit_entry SET created_at = 'infinity' WHERE position = 5",
        [Fault(5, "Its seal does not fit what it says: it was changed.")],
    ),
    "subjects in two dimensions": (
        "UPDATE audit_entry SET subjects = ARRAY[subjects] WHERE position = 5",
        [Fault(5, "Its seal does not fit what it says: it was changed.")],
    ),
}


@pytest.mark.parametrize(("statement", "faults"), FORGERIES.values(), ids=FORGERIES)
async def test_it_is_said_what_is_wrong_and_where(
    forge: Forge, statement: str, faults: list[Fault]
) -> None:
    assert (await forge(statement)).faults == faults


async def test_two_entries_at_one_position_are_found(forge: Forge) -> None:
    verdict = await forge(
        "ALTER TABLE audit_entry DROP CONSTRAINT audit_entry_position_key;"
        "INSERT INTO audit_entry (id, created_at, position, act, subjects, body, previous, seal)"
        " SELECT gen_random_uuid(), created_at, position, act, subjects, body, previous, seal"
        " FROM audit_entry WHERE position = 5"
    )

    assert Fault(5, "There is more than one entry at this position.") in verdict.faults


async def test_a_chain_that_was_cut_with_all_that_tells_of_it_is_found_by_what_was_kept(
    chain: str, forge: Forge
) -> None:
    """Nothing in the database can tell that it is its own state of yesterday."""
    kept = await head(chain)
    async with connected(chain):
        former = await AuditEntry.get(position=ENTRIES - 1)
    guard = KEYS.mac("audit head", str(former.position), former.seal)

    verdict = await forge(
        f"DELETE FROM audit_entry WHERE position = {ENTRIES};"  # noqa: S608
        f"UPDATE audit_head SET position = {former.position}, seal = '{former.seal}',"
        f" guard = '{guard}'",
        kept=kept,
    )

    assert verdict.faults == [Fault(ENTRIES, "The chain ends before the seal that was kept.")]
    assert (await verify(chain, KEYS)).is_sound
    assert (await verify(chain, KEYS, Mark(former.position, former.seal))).is_sound


async def test_a_seal_that_was_kept_must_be_that_of_its_entry(chain: str) -> None:
    verdict = await verify(chain, KEYS, Mark(5, BEGINNING))

    assert verdict.faults == [Fault(5, "It is not the entry whose seal was kept.")]


async def test_another_key_fits_nothing(chain: str) -> None:
    verdict = await verify(chain, Keys(b"1" * 32))

    assert verdict.number_of_faults == ENTRIES + 1
    assert len(verdict.faults) == 20


async def test_every_column_is_sealed() -> None:
    columns = set(AuditEntry._meta.fields_db_projection.values())

    assert {name for name in columns if name not in SEALED} == {"seal"}
