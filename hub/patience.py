"""How often a write is tried again, and what is said of it when that was in vain."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

import asyncpg

from hub.constraints import Collided
from hub.errors import OutcomeUnknown, TimedOut, Unavailable

A = TypeVar("A")

ATTEMPTS = 4
PAUSE_SECONDS = 0.02
"""Before the second attempt; each further one waits twice as long, give or take."""
RECOVERY_SECONDS = 0.5
"""The same after a commit whose outcome is unknown: the server may have to start again."""

CROWDED = (asyncpg.SerializationError, asyncpg.DeadlockDetectedError)
"""Others do what excludes it: the database has chosen this one to step back."""
BORNE = (*CROWDED, Collided, OutcomeUnknown, Unavailable, TimedOut)
CROWD = "Too many change the same at this moment: nothing was done, try again."


@dataclass
class Patience:
    """What is known after some attempts at a write."""

    can_resolve: bool
    """Whether a further attempt finds out what became of one whose outcome is unknown."""
    attempts: int = field(default=0, init=False)
    doubt: OutcomeUnknown | None = field(default=None, init=False)
    """That an attempt may have succeeded; from then on it is not said that nothing was done."""

    async def persist(self, attempt: Callable[[], Awaitable[A]]) -> A:
        """The outcome of the first attempt that others did not get in the way of."""
        try:
            while True:
                try:
                    return await attempt()
                except BORNE as error:
                    await self._bear(error)
        except asyncio.CancelledError:
            if self.doubt is None:
                raise
            raise self.doubt from None

    async def _bear(self, error: Exception) -> None:
        """Wait for the next attempt; raises what is to be said if there is none."""
        self.attempts += 1
        if isinstance(error, OutcomeUnknown):
            self.doubt = error
        pause = self._pause(error)
        if not pause or self.attempts == ATTEMPTS or _is_given_up():
            raise self._told(error) from error
        longer = pause * 2**self.attempts
        await asyncio.sleep(longer * random.uniform(0.5, 1))  # noqa: S311 - no secret

    def _pause(self, error: Exception) -> float:
        """Seconds before the second attempt; 0 if another one would be of no use."""
        if isinstance(error, CROWDED):
            return PAUSE_SECONDS
        if isinstance(error, Collided):
            return PAUSE_SECONDS if self.attempts == 1 else 0
        return RECOVERY_SECONDS if self.doubt and self.can_resolve else 0

    def _told(self, error: Exception) -> Exception:
        # Who got as far as the constraints of the tables has found no answer under the key.
        if self.doubt and not isinstance(error, Collided):
            return self.doubt
        return Unavailable(CROWD) if isinstance(error, CROWDED) else error


def _is_given_up() -> bool:
    """Whether nobody waits for the outcome any more: what is known is told at once."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
