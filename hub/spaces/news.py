"""What changes at spaces, as it changes: the events that the database keeps, handed on in order.

Each process reads an event once, however many follow: a notification says that there is something
new, and so does the listening connection when it is back after a loss. Nothing depends on a
notification's arriving, for what is read is what stands after the last event that was read.
"""

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from uuid import UUID

from hub.background import beside, persistently
from hub.errors import Unavailable
from hub.hearing import Hearing
from hub.read_pool import ReadPool
from hub.record.bell import Bell, rung
from hub.spaces.event_cursors import Place
from hub.spaces.followers import PAGE, CursorExpired, CursorInvalid, Entry, Follower, Wish
from hub.transactions import MARK_IF_NEEDED

CHANNEL = "hub_spaces"
"""Where the database tells that there are new events."""
NAME = "hub news"
RETRY_SECONDS = 0.25
POLL_SECONDS = 5.0
"""After how long it is looked without a notification, should none get through."""

COLUMNS = """position, id, space_id, is_of_booking, is_of_time,
extract(epoch FROM starts_at)::float8 AS since, extract(epoch FROM ends_at)::float8 AS until"""
NEW = f"""
SELECT coalesce(json_agg(found), '[]'::json) FROM (
    SELECT {COLUMNS} FROM space_event
    WHERE position > $1::bigint ORDER BY position LIMIT {PAGE}
) found
"""  # noqa: S608 - constants
MISSED = f"""
SELECT coalesce(json_agg(found), '[]'::json) FROM (
    SELECT {COLUMNS} FROM space_event
    WHERE space_id = ANY($1::uuid[]) AND position > $2::bigint AND position <= $3::bigint
    ORDER BY position LIMIT {PAGE}
) found
"""  # noqa: S608 - constants
LATEST = "SELECT coalesce(max(position), 0) AS position FROM space_event"
IS_KEPT = """
SELECT CASE WHEN $1::bigint = 0
    THEN coalesce((SELECT min(position) FROM space_event) = 1, true)
    ELSE EXISTS (SELECT FROM space_event WHERE position = $1::bigint
        AND left(id::text, 8) = $2::text) END AS is_kept
"""


class News:
    """The events of a process, for all who follow in it."""

    def __init__(self, reads: ReadPool) -> None:
        self._reads = reads
        self._followers: dict[UUID, set[Follower]] = defaultdict(set)
        self._following = 0
        self._read_to: int | None = None
        """The last event that was handed on; None while nobody follows."""
        self._bell = Bell()

    def __len__(self) -> int:
        """How many follow."""
        return self._following

    def hear(self, _: str | None = None) -> None:
        """Look at once: there may be something new, for those who follow."""
        if self._read_to is not None:
            self._bell.ring()

    async def changes(
        self, wish: Wish, *, after: str | None, most: int
    ) -> AsyncGenerator[list[Entry], None]:
        """What is wished for, in batches of at most so many: from now on, or after a cursor.

        Raises CursorInvalid, CursorExpired or TooSlow.
        """
        begun = (await self._place(after)).position if after is not None else None
        with self._followed(wish) as follower:
            # Asked once events are handed over: those up to here are not, all after are.
            latest = await self._latest()
            follower.begin(begun, latest)
            self._begin(latest)
            while True:
                batch = await self._next(follower)
                for start in range(0, len(batch), most):
                    yield batch[start : start + most]

    async def read(self) -> None:
        """Hand on what is new, again and again."""
        while True:
            ring = self._bell.coming()
            try:
                while await self._read_page():
                    pass
            except Unavailable:
                await asyncio.sleep(RETRY_SECONDS)
            else:
                await rung(ring, POLL_SECONDS)

    async def _read_page(self) -> bool:
        """Hand on the next events; whether there may be more."""
        read_to = self._read_to
        if read_to is None:
            return False
        entries = _entries(await self._reads.fetch_json(NEW, [read_to]))
        if entries:
            # After a crash others would have the places of what was told and lost.
            await self._reads.fetch_row(MARK_IF_NEEDED)
        for entry in entries:
            for follower in tuple(self._followers.get(entry.space_id, ())):
                follower.hand(entry)
        if entries and self._read_to == read_to:  # else somebody wants to hear from before
            self._read_to = entries[-1].place.position
        return len(entries) == PAGE

    def _begin(self, latest: int) -> None:
        """See that what comes after an event is read."""
        self._read_to = latest if self._read_to is None else min(self._read_to, latest)
        self._bell.ring()

    @contextmanager
    def _followed(self, wish: Wish) -> Generator[Follower]:
        follower = Follower(wish)
        self._following += 1
        for space_id in wish.space_ids:
            self._followers[space_id].add(follower)
        try:
            yield follower
        finally:
            self._leave(follower)

    def _leave(self, follower: Follower) -> None:
        self._following -= 1
        if not self._following:
            self._read_to = None
        for space_id in follower.wish.space_ids:
            self._followers[space_id].discard(follower)
            if not self._followers[space_id]:
                del self._followers[space_id]

    async def _next(self, follower: Follower) -> list[Entry]:
        """The next events for one who follows, as soon as there are any."""
        while not follower.waiting and not follower.is_behind:
            await follower.bell.coming().wait()
        if not follower.is_behind:
            return follower.take(PAGE)
        follower.require_patience()
        up_to, spaces = follower.handed, list(follower.wish.space_ids)
        try:
            found = await self._reads.fetch_json(MISSED, [spaces, follower.taken, up_to])
        except Unavailable:
            await asyncio.sleep(RETRY_SECONDS)
            return []
        return follower.take_page(_entries(found), up_to=up_to)

    async def _place(self, cursor: str) -> Place:
        place = Place.read(cursor)
        if place is None:
            raise CursorInvalid
        found = await self._reads.fetch_row(IS_KEPT, [place.position, place.mark])
        if found is None or not found["is_kept"]:
            raise CursorExpired
        return place

    async def _latest(self) -> int:
        found = await self._reads.fetch_row(LATEST)
        await self._reads.fetch_row(MARK_IF_NEEDED)
        return int(found["position"]) if found else 0


@asynccontextmanager
async def telling(reads: ReadPool, ears: Hearing) -> AsyncGenerator[News]:
    """The news of spaces, read beside what is done within the block."""
    news = News(reads)
    with ears.subscribed(CHANNEL, news.hear):
        async with beside(persistently(news.read, name=NAME)):
            yield news


def _entries(found: bytes) -> list[Entry]:
    return [
        Entry(
            Place.of(each["position"], UUID(each["id"])),
            UUID(each["id"]),
            UUID(each["space_id"]),
            each["is_of_booking"],
            each["is_of_time"],
            each["since"],
            each["until"],
        )
        for each in json.loads(found)
    ]
