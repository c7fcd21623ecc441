"""The bench of finding: free slots over many spaces, when one can be had, and how much it is used.

`python -m tests.bench.finding --data DIR` asks the engine in this process, on the database of the
large demo that the first run fills.
"""

import argparse
import asyncio
import gc
import json
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import quantiles
from typing import Any
from uuid import UUID

from hub import clock, embedded, settings
from hub.actor import ANONYMOUS, Actor, Role, Viewer
from hub.database import connected
from hub.read_pool import ReadPool
from hub.spaces.booking_models import Booking
from hub.spaces.models import Space
from schema import schema
from schema.engine import Engine, Request
from schema.limits import Limits
from schema.node import join_id
from tests.bench.cast import Cast
from tests.bench.preparing import prepare
from tests.keys import KEYS

SPACES = 60
DAYS = 14
FREE_SLOTS = """query ($input: FreeSlotsInput!) { freeSlots(input: $input) {
    slots { startsAt endsAt price poolMinutes needsApproval space { id name capacity } }
    problems { code message } } }"""
AVAILABILITY = """query ($id: ID!) { space(id: $id) {
    availability { startsAt endsAt state } } }"""
UTILISATION = """query ($id: ID!) { space(id: $id) {
    utilisation { bookableMinutes usedMinutes noShowMinutes percent } } }"""


@dataclass(frozen=True)
class Question:
    """What is asked, by whom, and how long its answer may take."""

    name: str
    query: str
    variables: Mapping[str, Any]
    actor: Actor
    at_most_ms: float | None = None


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.finding", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="directory of the database")
    parser.add_argument("--times", type=int, default=100, help="how often each is asked")
    given = parser.parse_args()
    with embedded.database_url(settings.load(data_dir=given.data)) as url:
        cast, _ = asyncio.run(prepare(url))
        asyncio.run(_run(url, cast, times=given.times))


async def _run(url: str, cast: Cast, *, times: int) -> None:
    async with connected(url), ReadPool(url, size=2) as pool:
        engine = Engine(schema, pool, limits=Limits(), keys=KEYS)
        spaces = await Space.filter(is_bookable=True).order_by("code").limit(SPACES)
        _tell(f"{await Booking.all().count()} bookings, {len(spaces)} spaces, {DAYS} days")
        gc.collect()
        gc.freeze()
        for question in _questions(cast, [space.id for space in spaces]):
            taken = [await _asked(engine, question) for _ in range(times + 10)][10:]
            cuts = quantiles(taken, n=100)
            aim = f", at most {question.at_most_ms:.0f}" if question.at_most_ms else ""
            _tell(f"{question.name:40} p50 {cuts[49]:7.2f} ms{aim}, p99 {cuts[98]:7.2f} ms")


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _questions(cast: Cast, ids: list[UUID]) -> list[Question]:
    member = Actor(
        person_id=cast.person_id,
        organization_ids=tuple(UUID(id) for id in cast.organizations),
        is_member=True,
        account_id=cast.person_id,
    )
    window = {
        "minutes": 60,
        "spaceIds": [join_id("space", id) for id in ids],
        "freeUntil": (clock.now() + timedelta(days=DAYS)).isoformat(),
    }
    own = {**window, "organizationId": join_id("org", UUID(cast.organizations[0]))}
    one = {"id": join_id("space", ids[0])}
    direction = Actor(roles=frozenset({Role.DIRECTION}))
    return [
        Question("free slots, the public", FREE_SLOTS, {"input": window}, ANONYMOUS, 50),
        Question("free slots, a member", FREE_SLOTS, {"input": own}, member, 50),
        Question(
            "free slots, a member, none that long",
            FREE_SLOTS,
            {"input": {**own, "minutes": 479}},
            member,
            50,
        ),
        Question("free slots, 50 of them", FREE_SLOTS, {"input": {**own, "first": 50}}, member),
        Question("availability of a week", AVAILABILITY, one, ANONYMOUS),
        Question("utilisation of a month", UTILISATION, one, direction),
    ]


async def _asked(engine: Engine, question: Question) -> float:
    """Milliseconds until it was answered."""
    viewer = Viewer(clock.now(), clock.today(), question.actor, "en")
    begun = time.perf_counter()
    answered = await engine.answer(
        Request(question.query, None, dict(question.variables)), viewer, queries_only=False
    )
    taken = (time.perf_counter() - begun) * 1000
    answer = json.loads(answered.body)
    if "errors" in answer:
        raise ValueError(answer)
    return taken


if __name__ == "__main__":
    main()
