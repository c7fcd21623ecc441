"""The operations that are under way on a socket."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import aclosing, suppress

from hub import logs
from hub.actor import Viewer
from hub.web import refusals
from hub.web.live import messages
from hub.web.live.caller import Caller
from hub.web.live.desk import Answer
from hub.web.live.messages import Close, Closed
from hub.web.live.results import refusal_of, results
from hub.web.parameters import Parameters
from hub.web.refusals import Refused

MOST = 50
"""That are under way at once on a socket."""

Say = Callable[[str], Awaitable[None]]


class Operations:
    """Each is a task of its own; `say` sends a message to the client."""

    def __init__(self, caller: Caller, say: Say) -> None:
        self._caller = caller
        self._say = say
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self.refused: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        """Fails when an operation finds that the caller is nobody any more."""

    def begin(self, id: str, parameters: Parameters) -> None:
        """Begin an operation; raises Closed when there is one of this id."""
        if id in self._tasks:
            raise Closed(Close.SUBSCRIBER_EXISTS, f"Subscriber for {id} already exists")
        measured = len(self._tasks) + 1
        self._tasks[id] = asyncio.create_task(self._run(id, parameters, measured=measured))

    def end(self, id: str) -> None:
        """End an operation, if it has not ended by itself."""
        if task := self._tasks.pop(id, None):
            task.cancel()

    async def stop(self) -> None:
        """End all."""
        self.refused.cancel()
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, id: str, parameters: Parameters, *, measured: int) -> None:
        logs.request_id.set(f"{random.getrandbits(64):016x}")
        try:
            if measured > MOST:
                raise _too_many(measured)
            last = await self._answered(id, parameters)
        except OSError:
            return  # the client is gone; so will be its socket
        except Exception as error:  # noqa: BLE001 - the edge: whatever happened is told
            last = self._ended(id, refusal_of(error))
        # From now on the id may be used again, however quick the client is.
        if self._tasks.get(id) is asyncio.current_task():
            del self._tasks[id]
        with suppress(OSError):
            await self._say(last)

    async def _answered(self, id: str, parameters: Parameters) -> str:
        """Answer once, or again and again; what is to be said at the end."""
        desk = self._caller.desk
        with desk.time.held():
            viewer = await self._caller.viewer()
            begun = await desk.begin(parameters, viewer)
        if not hasattr(begun, "batches"):
            return await self._answer(id, begun, viewer)
        async with aclosing(results(begun, self._caller)) as events:
            async for event in events:
                await self._say(messages.next_of(id, event.body))
        return messages.complete(id)

    async def _answer(self, id: str, answer: Answer, viewer: Viewer) -> str:
        if answer.status != 200:
            await self._caller.desk.budget.charge_refused(self._caller.scope, viewer.purse)
            return messages.error_of(id, answer.body)
        await self._say(messages.next_of(id, answer.body))
        return messages.complete(id)

    def _ended(self, id: str, refused: Refused) -> str:
        if refused.status == 401 and not self.refused.done():
            self.refused.set_exception(refused)
        return messages.error_of(id, refused.body)


def _too_many(measured: int) -> Refused:
    message = "A socket has at most {limit} operations under way: {measured} would be."
    return refusals.over_limit(429, "TOO_MANY_OPERATIONS", message, limit=MOST, measured=measured)
