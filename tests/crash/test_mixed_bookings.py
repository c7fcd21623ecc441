"""All that is done with rooms, by many at once through two hubs, whatever is killed meanwhile."""

import asyncio
import logging
import random
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from hub.database import connected
from hub.record.verify import verify
from tests.crash.insistent import Client
from tests.crash.killable import KillableHub, running
from tests.crash.killing import Kills
from tests.crash.ledger import Done, Ledger
from tests.crash.park import Park, Person, park
from tests.crash.plain_http import PlainHttp
from tests.crash.truth import truth
from tests.crash.wishes import Wish, Wishing

logger = logging.getLogger(__name__)

PATIENCE = {f"HUB_{each}_SECONDS": "15" for each in ("ACQUIRE", "STATEMENT", "REQUEST")}
"""Where many ask and other work is done beside, waiting in turn is no failure."""
TAKEN = {"SLOT_TAKEN", "CONFLICT_IN_HIERARCHY", "HELD_FOR_ANOTHER", "BUFFER_CONFLICT"}
OF_A_SLOT = TAKEN | {"SPACE_CLOSED"}
OF_A_CHANGE = {"STALE_VERSION", "ALREADY_DECIDED", "OVERTAKEN"}
EXPECTED = {
    "bookSpace": OF_A_SLOT,
    "moveBooking": OF_A_SLOT | OF_A_CHANGE,
    "cancelBooking": OF_A_CHANGE,
    "bookSeries": OF_A_SLOT | {"SERIES_CONFLICTS"},
    "cancelSeries": {"STALE_VERSION", "SERIES_OVER"},
    "approveBooking": OF_A_SLOT | OF_A_CHANGE | {"COMPETING_REQUESTS"},
    "declineBooking": OF_A_CHANGE,
    "closeSpace": {"CLOSURE_HAS_BOOKINGS", "MOVE_TARGET_UNFIT"},
    "withdrawClosure": {"STALE_VERSION", "CLOSURE_OVER"},
    "joinWaitlist": {"SLOT_IS_FREE", "ALREADY_WAITING", "SPACE_CLOSED"},
    "claimOffer": {"NOT_OFFERED", "NOT_WAITING", "OFFER_ENDED", *OF_A_SLOT},
    "leaveWaitlist": {"NOT_WAITING", "OFFER_ENDED"},
}
"""By the names of the acts what they may be refused with."""


@dataclass
class Storm:
    """Acts of many, what was answered, and kills in between."""

    wishes: int
    ledger: Ledger
    kills: Kills

    async def rage(self, clients: list[tuple[Client, Wishing]]) -> None:
        numbers = iter(range(self.wishes))
        async with asyncio.TaskGroup() as group:
            group.create_task(self.kills.run())
            for client, wishing in clients:
                group.create_task(self._wish(client, wishing, numbers))

    async def _wish(self, client: Client, wishing: Wishing, numbers: Iterator[int]) -> None:
        for number in numbers:
            wish, key = wishing.wish(), f"wish-{number}"
            began = time.monotonic()
            data = await client.insist(wish.query, **wish.given, idempotencyKey=key)
            self.ledger.seconds[wish.name].append(time.monotonic() - began)
            self.kills.note_answer()
            self._note(wish, key, data["answer"])

    def _note(self, wish: Wish, key: str, answer: dict[str, Any]) -> None:
        row = answer[wish.row]
        if row is None:
            self._note_refusal(wish, answer["problems"])
            return
        assert answer["problems"] == []
        is_idle = row["version"] == wish.given.get("version")
        self.ledger.note(Done(wish.act, key, row["id"], is_idle), wish.row, row)
        made = {"bookSpace": 1, "claimOffer": 1, "bookSeries": answer.get("booked")}
        self.ledger.booked[wish.name] += made.get(wish.name) or 0

    def _note_refusal(self, wish: Wish, problems: list[dict[str, Any]]) -> None:
        codes = {each["code"] for each in problems}
        assert codes, "neither done nor refused"
        assert codes <= EXPECTED[wish.name], (wish, codes)
        self.ledger.codes[wish.name].update(codes)
        for each in problems:
            if "currentVersion" in each:
                id = wish.given[f"{wish.row}Id"]
                self.ledger.known[wish.row][id].version = each["currentVersion"]


async def test_all_that_is_done_at_once_is_done_once(quick_path: Path) -> None:
    await storm(quick_path / "data", wishes=150, connections=16, kills=0)


async def test_all_that_is_done_at_once_is_done_once_whatever_is_killed(quick_path: Path) -> None:
    await storm(quick_path / "data", wishes=120, connections=12, kills=2)


@pytest.mark.slow
@pytest.mark.parametrize("kills", [0, 20])
async def test_ten_thousand_acts(tmp_path: Path, kills: int) -> None:
    ledger = await storm(tmp_path / "data", wishes=10_000, connections=32, kills=kills)
    assert {each.act for each in ledger.done} == {Wish(name, "", {}).act for name in EXPECTED}


async def storm(home: Path, *, wishes: int, connections: int, kills: int) -> Ledger:
    chance = random.Random(11)  # noqa: S311 - no secret
    async with AsyncExitStack() as stack:
        hubs = [
            await stack.enter_async_context(running(home, is_last=is_last, **PATIENCE))
            for is_last in (True, False)
        ]
        async with connected(hubs[0].database_url):
            place = await park(days=max(2, wishes // 200))
        ledger = Ledger()
        clients = [
            (await _client(stack, hubs[turn % 2], who), Wishing(who, place, ledger, chance))
            for turn, who in zip(range(connections), _who(place), strict=False)
        ]
        raging = Storm(wishes, ledger, Kills(hubs, kills, wishes))
        await raging.rage(clients)
        setbacks = sum((client.setbacks for client, _ in clients), Counter[str]())
        _tell(ledger, setbacks)
        assert kills or not setbacks
        for hub in hubs:
            await hub.ready()
        async with truth(hubs[0].database_url, ledger) as found:
            await found.assert_kept()
        assert (await verify(hubs[0].database_url, hubs[0].keys)).is_sound
    return ledger


def _who(park: Park) -> Iterator[Person]:
    """Who is behind one connection after the other: of three one is the desk."""
    number = 0
    while True:
        yield park.people[number % len(park.people)]
        yield park.people[(number + 1) % len(park.people)]
        yield park.desks[number // 2 % len(park.desks)]
        number += 2


async def _client(stack: AsyncExitStack, hub: KillableHub, who: Person) -> Client:
    http = await stack.enter_async_context(PlainHttp(hub.url, who.token))
    return Client(http, random.Random(who.token))  # noqa: S311 - no secret


def _tell(ledger: Ledger, setbacks: Counter[str]) -> None:
    done = Counter(each.act for each in ledger.done)
    for name, seconds in sorted(ledger.seconds.items()):
        cuts = statistics.quantiles(seconds, n=100) if len(seconds) > 1 else seconds * 99
        logger.info(
            "%s: %d, %d done, p50 %.0f ms, p99 %.0f ms, %s",
            name,
            len(seconds),
            done[Wish(name, "", {}).act],
            cuts[49] * 1000,
            cuts[98] * 1000,
            dict(ledger.codes[name]),
        )
    every = [each for seconds in ledger.seconds.values() for each in seconds]
    cuts = statistics.quantiles(every, n=100)
    logger.info("all: p50 %.0f ms, p99 %.0f ms, %s", cuts[49] * 1000, cuts[98] * 1000, setbacks)
