"""So many at a time; the others wait for their turn."""

import asyncio
from collections import deque


class Places:
    """Places that are taken and given back; who finds none waits, in the order of coming.

    As asyncio.Semaphore, but a place that is free is taken without waiting for anything: a
    coroutine made for that takes as long as a fiftieth of a short request.
    """

    def __init__(self, number: int) -> None:
        self._free = number
        self._waiting: deque[asyncio.Future[None]] = deque()

    def take_at_once(self) -> bool:
        """Take a place if one is free."""
        if self._free == 0:
            return False
        self._free -= 1
        return True

    async def take(self) -> None:
        """Take a place as soon as one is free."""
        if self.take_at_once():
            return
        given = asyncio.get_running_loop().create_future()
        self._waiting.append(given)
        try:
            await given
        except asyncio.CancelledError:
            if not given.cancelled():  # it was given at the same moment
                self.give_back()
            raise

    def give_back(self) -> None:
        """Leave a place to whoever waits longest, or free."""
        while self._waiting:
            given = self._waiting.popleft()
            if not given.done():
                given.set_result(None)
                return
        self._free += 1
