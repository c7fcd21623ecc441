"""One room, wanted by everybody at once through two hubs, while processes are killed or are not."""

import asyncio
import logging
import random
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from hub import clock
from hub.actor import Role, TokenScope
from hub.database import connected
from hub.record.verify import verify
from tests.crash.insistent import Client
from tests.crash.killable import KillableHub, running
from tests.crash.killing import Kills
from tests.crash.plain_http import PlainHttp
from tests.make import accounts, members, spaces

logger = logging.getLogger(__name__)

HALF_HOUR = timedelta(minutes=30)
BOOK = """
mutation ($input: BookSpaceInput!) {
  bookSpace(input: $input) {
    booking { id startsAt }
    problems { code ... on SlotTakenProblem { firstStart } }
  }
}
"""


@dataclass
class Rush:
    """Attempts to book one room, and what was answered."""

    space_id: UUID
    parties: list[dict[str, Any]]
    hubs: list[KillableHub]
    slots: list[datetime]
    attempts: int
    kills: Kills
    chance: random.Random
    won: dict[datetime, str] = field(default_factory=dict)
    asked: Counter[datetime] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    async def run(self, clients: list[Client]) -> None:
        numbers = iter(range(self.attempts))
        async with asyncio.TaskGroup() as group:
            group.create_task(self.kills.run())
            for client in clients:
                group.create_task(self._want(client, numbers))

    async def _want(self, client: Client, numbers: Iterator[int]) -> None:
        for number in numbers:
            start = self.chance.choice(self.slots)
            self.asked[start] += 1
            given = {
                "spaceId": f"space_{self.space_id}",
                "startsAt": start.isoformat(),
                "endsAt": (start + HALF_HOUR).isoformat(),
                "title": f"Attempt {number}",
                "idempotencyKey": f"attempt-{number}",
                **self.parties[number % len(self.parties)],
            }
            began = time.monotonic()
            answer = (await client.insist(BOOK, **given))["bookSpace"]
            self.seconds.append(time.monotonic() - began)
            self.kills.note_answer()
            self._note(start, answer)

    def _note(self, start: datetime, answer: dict[str, Any]) -> None:
        if answer["booking"] is None:
            (problem,) = answer["problems"]
            self.codes[problem["code"]] += 1
            assert problem["code"] == "SLOT_TAKEN"
            assert problem["firstStart"] is not None
            return
        assert datetime.fromisoformat(answer["booking"]["startsAt"]) == start
        assert start not in self.won, "two winners"
        self.won[start] = answer["booking"]["id"]


async def test_each_slot_has_one_winner(quick_path: Path) -> None:
    await rush(quick_path / "data", attempts=300, connections=16, kills=0)


async def test_each_slot_has_one_winner_whatever_is_killed(quick_path: Path) -> None:
    await rush(quick_path / "data", attempts=200, connections=8, kills=2)


@pytest.mark.slow
@pytest.mark.parametrize("kills", [0, 20])
async def test_ten_thousand_attempts(tmp_path: Path, kills: int) -> None:
    await rush(tmp_path / "data", attempts=10_000, connections=32, kills=kills)


async def rush(home: Path, *, attempts: int, connections: int, kills: int) -> None:
    async with AsyncExitStack() as stack:
        hubs = [
            await stack.enter_async_context(running(home, is_last=is_last))
            for is_last in (True, False)
        ]
        async with connected(hubs[0].database_url):
            space = await spaces.space(conditions=await spaces.conditions())
            people = [await _member() for _ in range(8)]
        chance = random.Random(7)  # noqa: S311 - no secret
        raging = Rush(
            space_id=space.id,
            parties=[party for party, _ in people],
            hubs=hubs,
            slots=_slots(attempts // 10),
            attempts=attempts,
            kills=Kills(hubs, kills, attempts),
            chance=chance,
        )
        clients = [
            Client(
                await stack.enter_async_context(PlainHttp(hubs[turn % 2].url, people[0][1])), chance
            )
            for turn in range(connections)
        ]
        await raging.run(clients)
        _tell(raging, clients)
        await _assert_kept(raging)


async def _member() -> tuple[dict[str, Any], str]:
    """A firm for which the desk books, and the token of the desk."""
    organization = await members.organization()
    await members.membership(organization=organization)
    token = await accounts.token(Role.FRONT_DESK, scopes=[TokenScope.SPACES])
    return {"organizationId": f"org_{organization.id}"}, str(token)


def _slots(number: int) -> list[datetime]:
    """Half hours from eight to eight, from the day after tomorrow on."""
    day = clock.today() + timedelta(days=2)
    return [
        spaces.on(day + turn // 24 * timedelta(days=1), 8) + turn % 24 * HALF_HOUR
        for turn in range(number)
    ]


def _tell(rush: Rush, clients: list[Client]) -> None:
    cuts = statistics.quantiles(rush.seconds, n=100)
    logger.info(
        "%d attempts, %d slots, %d won, p50 %.0f ms, p99 %.0f ms, %s, %s",
        rush.attempts,
        len(rush.asked),
        len(rush.won),
        cuts[49] * 1000,
        cuts[98] * 1000,
        dict(rush.codes),
        sum((client.setbacks for client in clients), Counter[str]()),
    )


async def _assert_kept(rush: Rush) -> None:
    """Each slot that was asked for has the winner who was told so, and nobody else."""
    for hub in rush.hubs:
        await hub.ready()
    async with rush.hubs[0].connection() as connection:
        rows = await connection.fetch("SELECT id, starts_at FROM booking")
        doubled = await connection.fetchval(
            "SELECT count(*) FROM booking one JOIN booking two ON one.id < two.id"
            " AND one.space_id = two.space_id AND one.starts_at < two.ends_at"
            " AND two.starts_at < one.ends_at"
        )

    assert doubled == 0
    assert set(rush.won) == set(rush.asked)
    assert {f"booking_{row['id']}": row["starts_at"] for row in rows} == {
        id: start for start, id in rush.won.items()
    }
    assert (await verify(rush.hubs[0].database_url, rush.hubs[0].keys)).is_sound
