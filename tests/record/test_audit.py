"""The audit: one sealed entry for each act, which tells what it changed and nothing personal."""

import asyncio
import json
from uuid import UUID

import asyncpg
import pytest

from hub.database import connected
from hub.errors import Refused
from hub.members.models import Organization, Person
from hub.record import audit
from hub.record.changes import Changes, canonical
from hub.record.models import AuditEntry
from hub.record.verify import verify
from hub.refusals import StaleVersion
from tests.keys import KEYS
from tests.make import members
from tests.record import acts
from tests.record.acts import STAFF, done, order

pytestmark = pytest.mark.usefixtures("connection")


async def test_an_act_leaves_one_entry_that_tells_who_and_what() -> None:
    id = await done(acts.found, name="Onda", by=order(request_id="r1"))
    await done(acts.describe, id=id, name="Onda S.r.l.", sector=None)

    first, second = await AuditEntry.all().order_by("position")
    assert (first.act, first.position, first.request_id) == ("found_organization", 1, "r1")
    assert (first.account_id, first.person_id, first.token_id) == (
        STAFF.account_id,
        STAFF.person_id,
        None,
    )
    assert first.subjects == second.subjects == [id]
    assert (second.previous, first.previous) == (first.seal, audit.BEGINNING)
    assert json.loads(second.body) == [
        {
            "table": "organization",
            "id": str(id),
            "subjects": [str(id)],
            "personal": [],
            "before": {"name": "Onda"},
            "after": {"name": "Onda S.r.l."},
        }
    ]


async def test_an_act_that_is_refused_leaves_none() -> None:
    id = await done(acts.found, name="Onda")

    with pytest.raises(Refused):
        await done(acts.describe, id=id, version=7, name="Onda S.r.l.")

    assert await AuditEntry.all().count() == 1


async def test_an_entry_belongs_to_the_history_of_the_row_and_of_those_whose_it_is() -> None:
    held, now = await members.organization(), await members.organization()
    row = await members.affiliation(organization=held)
    changes = Changes(KEYS)

    changes.note(row, {"organization_id": held.id}, {"organization_id": now.id})

    assert set(changes.subjects) == {row.id, row.person_id, held.id, now.id}
    (told,) = changes.told
    assert told["subjects"] == sorted(map(str, [row.id, row.person_id, held.id]))


async def test_personal_values_are_told_by_digests_and_secrets_not_at_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Person, "personal", frozenset({"email", "phone"}))
    monkeypatch.setattr(Person, "secret", frozenset({"bio"}))
    person = await members.person(email="anna@alfa.example")
    changes, others = Changes(KEYS), Changes(KEYS)

    for each in (changes, others):
        each.note(
            person,
            {"email": "anna@alfa.example", "phone": None, "bio": "x", "headline": "y"},
            {"email": "anna@alfa.example", "phone": "1", "bio": None, "headline": None},
        )

    (told,) = changes.told
    assert told["personal"] == ["email", "phone"]
    assert set(told["before"]) == set(told["after"]) == {"email", "phone", "headline"}
    # Within an entry a digest tells what stayed the same; two entries tell nothing together.
    assert told["before"]["email"] == told["after"]["email"] != others.told[0]["after"]["email"]
    assert (told["before"]["phone"], told["before"]["headline"]) == (None, "y")
    assert "anna" not in canonical(changes.told)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_entry SET act = 'x'", "DELETE FROM audit_entry", "TRUNCATE audit_entry"],
)
async def test_the_database_refuses_to_change_what_is_told(
    database_url: str, statement: str
) -> None:
    await done(acts.found, name="Onda")
    connection = await asyncpg.connect(database_url)
    try:
        with pytest.raises(asyncpg.RestrictViolationError, match="audit_entry is only added to"):
            await connection.execute(statement)
    finally:
        await connection.close()

    assert await AuditEntry.filter(act="found_organization").count() == 1


async def test_writers_at_once_lose_no_edit(fresh_database_url: str) -> None:
    await at_once(fresh_database_url, writers=8, edits=25)


@pytest.mark.slow
async def test_many_writers_at_once_lose_no_edit(fresh_database_url: str) -> None:
    await at_once(fresh_database_url, writers=32, edits=100)


async def at_once(url: str, *, writers: int, edits: int) -> None:
    """Half of the writers send the version that they have read, and others may be quicker."""
    async with connected(url, pool_size=writers) as connection:
        id = await done(acts.found, name="Onda")
        accepted, stale = await _written(id, writers=writers, edits=edits)
        row = await Organization.get(id=id)
        entries = await AuditEntry.filter(act="describe_organization").using_db(connection)

    told = {json.loads(entry.body)[0]["after"]["sector"] for entry in entries}
    assert row.version == 1 + len(accepted)
    assert len(accepted) + stale == writers * edits
    assert len(accepted) >= writers // 2 * edits
    assert len(entries) == len(accepted)
    assert told == accepted
    assert (await verify(url, KEYS)).is_sound


async def _written(id: UUID, *, writers: int, edits: int) -> tuple[set[str], int]:
    """The edits that were accepted, and how many were refused for their version."""
    accepted: set[str] = set()
    stale = 0

    async def write(writer: int) -> None:
        nonlocal stale
        for number in range(edits):
            version = (await Organization.get(id=id)).version if writer % 2 else None
            if await _is_accepted(id, version, sector=f"{writer} {number}"):
                accepted.add(f"{writer} {number}")
            else:
                stale += 1

    await asyncio.gather(*(write(writer) for writer in range(writers)))
    return accepted, stale


async def _is_accepted(id: UUID, version: int | None, *, sector: str) -> bool:
    try:
        await done(acts.describe, id=id, version=version, sector=sector)
    except Refused as refused:
        if [type(each) for each in refused.refusals] != [StaleVersion]:
            raise
        return False
    return True
