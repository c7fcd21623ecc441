"""Delivering what is in the outbox: a task in each serving process, woken by the database."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from functools import partial

from tortoise.backends.base.client import BaseDBAsyncClient

from hub import clock
from hub.background import ended, persistently
from hub.database import connected, driver_errors
from hub.errors import HubError
from hub.hearing import Hearing
from hub.record import outbox
from hub.record.bell import Bell, rung
from hub.record.models import OutboxEvent
from hub.record.outbox import Claimed, Pace, Undeliverable

logger = logging.getLogger(__name__)

Handler = Callable[[OutboxEvent], Awaitable[object]]
"""Delivers an event, in the transaction that then marks it as done; it may be called again."""

CHANNEL = "hub_outbox"
NAME = "hub outbox"


@asynccontextmanager
async def delivering(
    url: str, handlers: Mapping[str, Handler], ears: Hearing, *, pace: Pace | None = None
) -> AsyncGenerator[None]:
    """Deliver events as they become due, beside what is done within the block.

    Of new ones it hears at once. At its end what is under way is finished, or left to another
    process if it takes too long.
    """
    pace = pace or Pace()
    courier = Courier(url, handlers, pace)
    with ears.subscribed(CHANNEL, courier.look):
        work = asyncio.create_task(courier.work())
        try:
            yield
        finally:
            courier.stop()
            await asyncio.wait({work}, timeout=pace.stop_seconds)
            await ended(work)


class Courier:
    """Claims events whenever a hand is free, and delivers them by the handlers of their kinds."""

    def __init__(self, url: str, handlers: Mapping[str, Handler], pace: Pace) -> None:
        self._url = url
        self._handlers = handlers
        self._pace = pace
        self._bell = Bell()
        self._busy = 0
        self._is_stopping = asyncio.Event()

    def stop(self) -> None:
        """Claim no more; `work` ends when what is under way has."""
        self._is_stopping.set()
        self._bell.ring()

    def look(self, _: str | None = None) -> None:
        """Look at once what is due: there may be something new, unless no hand is free."""
        if self._busy < self._pace.hands:
            self._bell.ring()

    async def work(self) -> None:
        await self._persistently(self._deliver)

    async def _persistently(self, work: Callable[[], Awaitable[None]]) -> None:
        await persistently(work, name=NAME, is_stopping=self._is_stopping)

    async def _deliver(self) -> None:
        # Connections of its own: a mail server that is slow takes none away from the writes.
        async with (
            connected(self._url, pool_size=self._pace.hands + 1) as connection,
            asyncio.TaskGroup() as hands,
        ):
            await self._persistently(partial(self._hand_out, connection, hands))

    async def _hand_out(self, connection: BaseDBAsyncClient, hands: asyncio.TaskGroup) -> None:
        while not self._is_stopping.is_set():
            ring = self._bell.coming()
            free = self._pace.hands - self._busy
            claimed = await self._claim(connection, free) if free else []
            for each in claimed:
                self._busy += 1
                hands.create_task(self._attempt(connection, each))
            if not claimed:
                await rung(ring, self._pace.poll_seconds)

    async def _claim(self, connection: BaseDBAsyncClient, limit: int) -> list[Claimed]:
        return await outbox.claim(connection, self._handlers, limit=limit, pace=self._pace)

    async def _attempt(self, connection: BaseDBAsyncClient, claimed: Claimed) -> None:
        begun = clock.ticks()
        try:
            await self._deliver_or_note(connection, claimed)
            # Who waits for an answer goes first: what is told takes a part of the time alone.
            await asyncio.sleep(self._pace.rest(clock.ticks() - begun))
        finally:
            self._busy -= 1
            self._bell.ring()  # a hand is free, and the next event of the subject may go

    async def _deliver_or_note(self, connection: BaseDBAsyncClient, claimed: Claimed) -> None:
        try:
            await self._hand_over(claimed)
        except Exception as error:  # noqa: BLE001 - noted; it must not end what others deliver
            await self._note(connection, claimed, error)

    async def _hand_over(self, claimed: Claimed) -> None:
        if claimed.attempt > self._pace.attempts:
            raise Undeliverable("the process ended in the midst of the last attempt")
        async with asyncio.timeout(self._pace.seconds), outbox.taken(claimed) as event:
            if event is not None:
                await self._handlers[claimed.kind](event)

    async def _note(
        self, connection: BaseDBAsyncClient, claimed: Claimed, error: Exception
    ) -> None:
        is_last = claimed.attempt >= self._pace.attempts or isinstance(error, Undeliverable)
        reason = outbox.reason_of(error)
        told = {"event": str(claimed.id), "kind": claimed.kind, "attempt": claimed.attempt}
        logger.log(
            logging.ERROR if is_last else logging.WARNING,
            "an event was given up" if is_last else "an event will be delivered later",
            extra={**told, "reason": reason},
            exc_info=None if isinstance(error, HubError | OSError) else error,
        )
        # Without the database the attempt is counted all the same: that was done when it began.
        with suppress(HubError), driver_errors():
            await outbox.note_failure(connection, claimed, reason, is_last=is_last)
