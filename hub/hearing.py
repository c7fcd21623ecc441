"""Hearing what any process of the hub has changed, as the database tells it."""

import logging
from collections import defaultdict
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import asynccontextmanager, contextmanager

import asyncpg

from hub.background import beside, persistently
from hub.database import CONNECT_SECONDS
from hub.record.bell import Bell, rung
from hub.single import take_leave

logger = logging.getLogger(__name__)

Hear = Callable[[str | None], None]
"""Called with each text that is told on a channel, and with None when some may have been missed."""

PROOF_SECONDS = 30.0
"""After how long it is asked whether the connection still is one: nothing else would tell."""


class Hearing:
    """One connection that listens on all channels to which somebody in the process subscribes."""

    def __init__(self, url: str, *, name: str) -> None:
        self._url = url
        self._name = name
        self._subscribers: dict[str, list[Hear]] = defaultdict(list)
        self._heard: set[str] = set()
        """The channels that are listened on at the moment."""
        self._bell = Bell()

    @contextmanager
    def subscribed(self, channel: str, hear: Hear) -> Generator[None]:
        """Call what is given for all that is told on a channel while the block lasts.

        It is called with None as soon as the channel is listened on, and each time when that
        begins anew after the connection was lost: what was told before, it may not have heard.
        """
        self._subscribers[channel].append(hear)
        if channel in self._heard:
            self._tell(channel, None, [hear])
        else:
            self._bell.ring()
        try:
            yield
        finally:
            self._subscribers[channel].remove(hear)

    async def listen(self) -> None:
        """Listen until the connection is lost, and raise what it was lost by."""
        connection = await asyncpg.connect(
            self._url,
            timeout=CONNECT_SECONDS,
            command_timeout=CONNECT_SECONDS,
            server_settings={"application_name": self._name},
        )
        connection.add_termination_listener(lambda _: self._bell.ring())
        try:
            while True:
                ring = self._bell.coming()
                for channel in self._subscribers.keys() - self._heard:
                    await self._begin(connection, channel)
                await rung(ring, PROOF_SECONDS)
                await connection.execute("SELECT 1")
        finally:
            self._heard.clear()
            await take_leave(connection)

    async def _begin(self, connection: asyncpg.Connection, channel: str) -> None:
        await connection.add_listener(channel, self._hear)
        self._heard.add(channel)
        self._tell(channel, None, self._subscribers[channel])

    def _hear(self, _: object, __: int, channel: str, text: object) -> None:
        self._tell(channel, str(text), self._subscribers[channel])

    def _tell(self, channel: str, text: str | None, subscribers: list[Hear]) -> None:
        for hear in tuple(subscribers):
            try:
                hear(text)
            except Exception:
                logger.exception("what hears of a change failed", extra={"channel": channel})


@asynccontextmanager
async def hearing(url: str, *, name: str) -> AsyncGenerator[Hearing]:
    """Listen beside the block; `name` says in the database and in the log who does."""
    ears = Hearing(url, name=name)
    async with beside(persistently(ears.listen, name=name)):
        yield ears
