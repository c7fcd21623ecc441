"""A limit on how long something takes, for very many things at once."""

import asyncio
from types import TracebackType


class TimeLimit:
    """Ends what takes longer than `seconds`, with one timer for all that is under way.

    `asyncio.timeout` makes a timer for each block, which takes as long as a tenth of a short
    request. Here all have the same time, so they end in the order in which they began, and a
    timer for the oldest does. And it tells its own end from a cancellation that was before, which
    `asyncio.timeout` does only since Python 3.11.4.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._timer: asyncio.TimerHandle | None = None
        self._under_way: dict[Held, None] = {}

    def __len__(self) -> int:
        return len(self._under_way)

    def held(self) -> "Held":
        """Use as `with limit.held(): ...`; raises TimeoutError when the time is over."""
        return Held(self)

    def _begin(self, held: "Held") -> None:
        loop = asyncio.get_running_loop()
        held.task = asyncio.current_task(loop)
        held.ends_at = loop.time() + self.seconds
        self._under_way[held] = None
        if self._timer is None:
            self._timer = loop.call_at(held.ends_at, self._end_due, loop)

    def _end(self, held: "Held") -> None:
        self._under_way.pop(held, None)

    def _end_due(self, loop: asyncio.AbstractEventLoop) -> None:
        now, self._timer = loop.time(), None
        while self._under_way:
            oldest = next(iter(self._under_way))
            if oldest.ends_at > now:
                self._timer = loop.call_at(oldest.ends_at, self._end_due, loop)
                return
            del self._under_way[oldest]
            oldest.cancel()


class Held:
    """What is under way, in the task that began it."""

    __slots__ = ("_before", "_is_over", "_limit", "ends_at", "task")

    def __init__(self, limit: TimeLimit) -> None:
        self.task: asyncio.Task[object] | None = None
        self.ends_at = 0.0
        self._limit = limit
        self._before = 0
        self._is_over = False

    def __enter__(self) -> None:
        self._limit._begin(self)
        if self.task is None:
            raise RuntimeError("Only what a task does can be held to a time.")
        self._before = self.task.cancelling()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._limit._end(self)
        if self._is_over and self.task is not None:
            # Cancelled by somebody else as well, it stays cancelled.
            is_ours = self.task.uncancel() <= self._before
            if is_ours and kind is not None and issubclass(kind, asyncio.CancelledError):
                raise TimeoutError from error

    def cancel(self) -> None:
        self._is_over = True
        if self.task is not None:
            self.task.cancel()
