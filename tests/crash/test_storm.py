"""Mutations sent twice at once, and again until they are answered, while processes are killed."""

import asyncio
import logging
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from hub.actor import Role
from hub.record.verify import verify
from tests.crash.insistent import Client, Fate
from tests.crash.killable import KillableHub, asking, running
from tests.crash.killing import spread

logger = logging.getLogger(__name__)

HANDS = 12
"""Wishes that are under way at the same time."""
ONE_IN = 3
"""Of so many wishes one has a companion without a key, which is sent once and not again."""
INVITE = """
mutation ($input: InviteInput!) {
  invite(input: $input) {
    invitation { id email state createdAt expiresAt }
    problems { code message }
  }
}
"""


@dataclass
class Storm:
    """Wishes, what became of them, and kills in between."""

    hub: KillableHub
    client: Client
    wishes: int
    kills: int
    answered: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The invitation that both twins were answered, by the address that was invited."""
    once: dict[str, Fate] = field(default_factory=dict)
    """What is known of those that were sent once, by the address."""

    async def rage(self) -> None:
        numbers = iter(range(self.wishes))
        async with asyncio.TaskGroup() as group:
            group.create_task(self._kill())
            for _ in range(HANDS):
                group.create_task(self._wish(numbers))

    async def _wish(self, numbers: Iterator[int]) -> None:
        for number in numbers:
            twins = [self._invite(number), self._invite(number)]
            companion = [] if number % ONE_IN else [self._invite_once(number)]
            await asyncio.gather(*twins, *companion)

    async def _invite(self, number: int) -> None:
        email = f"twin{number}@example.org"
        data = await self.client.insist(INVITE, **_invited(email), idempotencyKey=email)
        assert data["invite"]["problems"] == []
        invitation = data["invite"]["invitation"]
        assert invitation["email"] == email
        assert self.answered.setdefault(email, invitation) == invitation, "twins disagree"

    async def _invite_once(self, number: int) -> None:
        email = f"once{number}@example.org"
        self.once[email], data = await self.client.once(INVITE, **_invited(email))
        assert not data or data["invite"]["problems"] == []

    async def _kill(self) -> None:
        """Kill one kind of process after the other, each among answers."""
        kinds = cycle([self._kill_hub, self.hub.kill_backend, self._kill_postmaster])
        for answers in spread(self.kills, 2 * self.wishes):
            await self.client.answered(answers)
            await asyncio.sleep(self.client.chance.uniform(0, 0.05))
            await next(kinds)()

    async def _kill_hub(self) -> None:
        self.hub.kill()
        await self.hub.start()

    async def _kill_postmaster(self) -> None:
        await asyncio.to_thread(self.hub.kill_postmaster)


async def test_what_is_answered_is_done_once_whatever_is_killed(quick_path: Path) -> None:
    await storm(quick_path / "data", wishes=120, kills=3, seed=1)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_a_long_storm(tmp_path: Path, seed: int) -> None:
    await storm(tmp_path / "data", wishes=1000, kills=10, seed=seed)


async def storm(home: Path, *, wishes: int, kills: int, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    async with running(home) as hub, asking(hub) as http:
        raging = Storm(hub, Client(http, chance), wishes, kills)
        began = time.monotonic()
        await raging.rage()
        logger.info("%d wishes, %d kills, %.0f s", wishes, kills, time.monotonic() - began)
        logger.info("%s; sent once: %s", raging.client, Counter(raging.once.values()))
        await assert_kept(raging)


async def assert_kept(storm: Storm) -> None:
    """What was answered is what there is, each with all that a write leaves behind."""
    async with storm.hub.connection() as connection:
        rows = await connection.fetch("SELECT id, email FROM invitation")
        entries = await connection.fetch("SELECT subjects FROM audit_entry WHERE act = 'invite'")
        events = await connection.fetch(
            "SELECT subject_id FROM outbox_event WHERE kind = 'mail.invitation'"
        )
        kept = await connection.fetch("SELECT key, outcome->>'id' AS id FROM kept_answer")
    invited: dict[str, UUID] = {row["email"]: row["id"] for row in rows}
    twins = {email: id for email, id in invited.items() if email.startswith("twin")}
    once = {fate: {email for email in storm.once if storm.once[email] is fate} for fate in Fate}
    found_once = invited.keys() - twins.keys()

    assert len(rows) == len(invited)
    assert len(twins) == storm.wishes
    assert twins == {email: _key(each) for email, each in storm.answered.items()}
    assert once[Fate.DONE] <= found_once <= once[Fate.DONE] | once[Fate.UNKNOWN]
    every = Counter(invited.values())
    assert Counter(id for entry in entries for id in entry["subjects"]) == every
    assert Counter(event["subject_id"] for event in events) == every
    assert Counter((each["key"], UUID(each["id"])) for each in kept) == Counter(twins.items())
    assert (await verify(storm.hub.database_url, storm.hub.keys)).is_sound


def _invited(email: str) -> dict[str, Any]:
    return {"email": email, "role": Role.OBSERVER}


def _key(invitation: dict[str, Any]) -> UUID:
    return UUID(invitation["id"].removeprefix("invite_"))
