"""Many who edit one record at once, while the server is killed: no edit is lost, none is done twice."""

import asyncio
import json
import logging
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from hub.database import connected
from hub.record.changes import DIGITS
from hub.record.verify import verify
from tests.crash.insistent import Client
from tests.crash.killable import KillableHub, asking, running
from tests.crash.killing import spread
from tests.make import members

logger = logging.getLogger(__name__)

TRIES = 10
"""After so many writers who were quicker an edit is given up."""
UPDATE = """
mutation ($input: UpdateProfileInput!) {
  updateProfile(input: $input) {
    person { version headline }
    problems { code ... on StaleVersionProblem { currentVersion } }
  }
}
"""


@dataclass
class Edits:
    """One person, whom many edit."""

    client: Client
    person_id: UUID
    accepted: dict[int, str] = field(default_factory=dict)
    """What was written, by the version that it made."""
    counts: Counter[str] = field(default_factory=Counter)

    async def write(self, writer: int, *, edits: int) -> None:
        version = 1
        for number in range(edits):
            version = await self._edit(version, f"{writer} {number}")

    async def _edit(self, version: int, headline: str) -> int:
        """The version that is known after the edit, whether it was accepted or given up."""
        for _ in range(TRIES):
            answer = await self._update(version, headline)
            if not answer["problems"]:
                return self._accept(version + 1, headline, person=answer["person"])
            (problem,) = answer["problems"]
            assert problem["code"] == "STALE_VERSION"
            assert problem["currentVersion"] > version
            self.counts["stale"] += 1
            version = problem["currentVersion"]
        self.counts["given up"] += 1
        return version

    def _accept(self, version: int, headline: str, *, person: dict[str, Any]) -> int:
        # Answered again under its key, it shows the person as others have edited it since.
        assert person["version"] >= version
        assert (person["headline"] == headline) is (person["version"] == version)
        assert self.accepted.setdefault(version, headline) == headline
        return int(person["version"])

    async def _update(self, version: int, headline: str) -> dict[str, Any]:
        data = await self.client.insist(
            UPDATE,
            personId=f"person_{self.person_id}",
            version=version,
            headline=headline,
            idempotencyKey=str(uuid4()),
        )
        answer: dict[str, Any] = data["updateProfile"]
        return answer


async def test_writers_at_once_lose_no_edit(quick_path: Path) -> None:
    await write(quick_path / "data", writers=6, edits=10, kills=1)


@pytest.mark.slow
async def test_many_writers_at_once_lose_no_edit(tmp_path: Path) -> None:
    await write(tmp_path / "data", writers=32, edits=100, kills=4)


async def write(home: Path, *, writers: int, edits: int, kills: int) -> None:
    chance = random.Random(1)  # noqa: S311 - no secret
    async with running(home) as hub, asking(hub) as http:
        async with connected(hub.database_url):
            person = await members.person("Ada")
        written = Edits(Client(http, chance), person.id)
        began = time.monotonic()
        async with asyncio.TaskGroup() as group:
            for writer in range(writers):
                group.create_task(written.write(writer, edits=edits))
            group.create_task(_kill(hub, written.client, spread(kills, writers * edits)))
        logger.info("%d writers, %d edits each, %d kills", writers, edits, kills)
        logger.info("%d accepted, %s", len(written.accepted), dict(written.counts))
        logger.info("%s, %.0f s", written.client, time.monotonic() - began)
        await assert_told(hub, written)

    assert len(written.accepted) + written.counts["given up"] == writers * edits


async def _kill(hub: KillableHub, client: Client, after: list[int]) -> None:
    """Kill each time after so many answers."""
    for answers in after:
        await client.answered(answers)
        await hub.kill_backend()


async def assert_told(hub: KillableHub, edits: Edits) -> None:
    """The record has all that was accepted, one version after the other, and so has the audit."""
    async with hub.connection() as connection:
        found = await connection.fetchrow("SELECT version, headline FROM person")
        entries = await connection.fetch(
            "SELECT id, body FROM audit_entry WHERE act = 'update_profile' ORDER BY position"
        )
    in_order = [edits.accepted[version] for version in sorted(edits.accepted)]

    assert sorted(edits.accepted) == list(range(2, 2 + len(in_order)))
    assert tuple(found) == (1 + len(in_order), in_order[-1])
    assert len(entries) == len(in_order)
    for entry, headline in zip(entries, in_order, strict=True):
        (change,) = json.loads(entry["body"])
        digest = hub.keys.mac("audit value", str(entry["id"]), "headline", json.dumps(headline))
        assert change["after"] == {"headline": f"#{digest[:DIGITS]}"}
    assert (await verify(hub.database_url, hub.keys)).is_sound
