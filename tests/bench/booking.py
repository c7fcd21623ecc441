"""The bench of booking: how fast one process says whether a space can be had, and books it.

`python -m tests.bench.booking --data DIR` asks one hub over HTTP, on the database of the large demo
that the first run fills. Every request is about another slot, which is free as far as the space
itself goes: closed days, and what lies around or within it, refuse some. What is booked is given
up again.
"""

import argparse
import asyncio
import json
import random
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg

from hub import clock, embedded, settings
from hub.accounts.tokens import create_token
from hub.actor import Role, TokenScope
from hub.database import connected
from schema.node import join_id
from tests.bench.load import Order
from tests.bench.preparing import prepare
from tests.bench.processes import Load, Server, cpu_seconds, hub, load

CHECK = (
    "query ($input: CheckBookingInput!) { checkBooking(input: $input) { price problems { code } } }"
)
BOOK = """mutation ($input: BookSpaceInput!) { bookSpace(input: $input) {
    booking { id state startsAt } problems { code message } } }"""
SLOTS = 20_000
"""More than can be booked in one slice."""
FIRST_DAY, DAYS = 60, 400
"""Of the slots, from today."""
WEEKEND = {5, 6}
HALF_HOURS = range(18, 34)
"""Of the day, in which they begin."""
AIMS = "check: p50 at most 8 ms; book: p50 at most 15 ms, at least 300 a second"
HALF_HOUR = timedelta(minutes=30)
TAKEN = """SELECT DISTINCT ROW (block.space_id, slot) FROM booking_block block,
    generate_series(date_bin('30 min', block.blocked_from, 'epoch') - interval '30 min',
        block.blocked_until + interval '30 min', interval '30 min') slot
WHERE block.blocked_until > now()"""
"""The half hours of spaces that are taken, and those beside them."""
SPACES = "SELECT id FROM space WHERE is_bookable ORDER BY code"
PEOPLE = """SELECT DISTINCT (affiliation.person_id, affiliation.organization_id)
FROM affiliation JOIN membership USING (organization_id)
WHERE affiliation.ends_on IS NULL"""
COUNT = "SELECT count(*) FROM booking"
BACKENDS = "SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'hub%'"
FREE = "UPDATE booking SET cancelled_at = greatest(requested_at, confirmed_at) WHERE title = $1"
TITLE = "Bench"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.booking", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="directory of the database")
    parser.add_argument("--seconds", type=float, default=10, help="length of a slice")
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 8, 32])
    given = parser.parse_args()
    with embedded.database_url(settings.load(data_dir=given.data)) as url:
        asyncio.run(prepare(url))
        with hub(url, pool_size=8) as server, load() as sender:
            bench = Bench(url, server, sender, seconds=given.seconds)
            _tell(f"{bench.count()} bookings; {AIMS}")
            for connections in given.connections:
                for name, document in (("check", CHECK), ("book", BOOK)):
                    _tell(f"{name:5} x {connections:2}: " + bench.slice(document, connections))
            bench.give_back()


class Bench:
    """A hub on its database, and who asks for its spaces."""

    def __init__(self, url: str, server: Server, sender: Load, *, seconds: float) -> None:
        self.url, self.server, self.sender, self.seconds = url, server, sender, seconds
        self.token = asyncio.run(self._token())
        self.spaces, self.people = (self._column(sql) for sql in (SPACES, PEOPLE))
        self.taken: set[tuple[UUID, datetime]] = set(self._column(TAKEN))
        self.chance = random.Random(clock.now().isoformat())  # noqa: S311 - no secret

    def slice(self, document: str, connections: int) -> str:
        """What one slice came to, as a line."""
        requests = [self.request(body) for body in islice(self.bodies(document), SLOTS)]
        before, hub_before, database_before = self.count(), self.server.cpu_seconds, self.used()
        measured = self.sender.put(Order(self.server.port, requests, self.seconds, connections))
        of_hub = (self.server.cpu_seconds - hub_before) / measured.answers
        of_database = (
            sum(seconds - database_before.get(pid, 0) for pid, seconds in self.used().items())
            / measured.answers
        )
        booked = (self.count() - before) / self.seconds
        return (
            f"p50 {measured.p50:6.1f} ms, p99 {measured.p99:6.1f} ms,"
            f" {measured.per_second:5.0f} answers a second, {booked:5.0f} booked,"
            f" CPU {1000 * of_hub:.2f} + {1000 * of_database:.2f} ms"
        )

    def bodies(self, document: str) -> Iterator[str]:
        """Wishes for slots that are free, each another one."""
        today = datetime.combine(clock.today(), datetime.min.time(), clock.ROME)
        while True:
            day = today + timedelta(days=FIRST_DAY + self.chance.randrange(DAYS))
            if day.weekday() in WEEKEND:
                continue
            starts_at = day + timedelta(minutes=30 * self.chance.choice(HALF_HOURS))
            space_id = self.chance.choice(self.spaces)
            if (space_id, starts_at) in self.taken:
                continue
            self.taken |= {(space_id, starts_at + n * HALF_HOUR) for n in (-1, 0, 1)}
            person_id, organization_id = self.chance.choice(self.people)
            wish = {
                "spaceId": join_id("space", space_id),
                "personId": join_id("person", person_id),
                "organizationId": join_id("org", organization_id),
                "startsAt": starts_at.isoformat(),
                "endsAt": (starts_at + HALF_HOUR).isoformat(),
                **({"title": TITLE} if document is BOOK else {}),
            }
            yield json.dumps({"query": document, "variables": {"input": wish}})

    def request(self, body: str) -> str:
        """The whole request as it goes over the wire."""
        lines = (
            "POST /graphql HTTP/1.1",
            f"Host: 127.0.0.1:{self.server.port}",
            "Accept: application/json",
            "Content-Type: application/json",
            f"Authorization: Bearer {self.token}",
            f"Content-Length: {len(body)}",
        )
        return "\r\n".join(lines) + "\r\n\r\n" + body

    def used(self) -> dict[int, float]:
        """Seconds of the processor that each connection of the hub has used in the database."""
        return {pid: cpu_seconds(pid) for pid in self._column(BACKENDS)}

    def count(self) -> int:
        return int(self._column(COUNT)[0])

    def give_back(self) -> None:
        """Free what was booked, for the next run."""
        self._column(FREE, TITLE)

    def _column(self, sql: str, *values: str) -> list[Any]:
        async def fetch() -> list[Any]:
            connection = await asyncpg.connect(self.url)
            try:
                return [row[0] for row in await connection.fetch(sql, *values)]
            finally:
                await connection.close()

        return asyncio.run(fetch())

    async def _token(self) -> str:
        until = clock.now() + timedelta(days=1)
        async with connected(self.url):
            scopes = [TokenScope.SPACES.value]
            _, text = await create_token("bench", Role.FRONT_DESK, scopes=scopes, expires_at=until)
        return text


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
