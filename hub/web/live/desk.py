"""What connections that last work with while the hub is open."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from hub.actor import Viewer
from hub.record.bell import Bell
from hub.time_limit import TimeLimit
from hub.web.budget import Budget
from hub.web.callers import Callers
from hub.web.parameters import Parameters
from hub.web.refusals import Refused

MOST_CONNECTIONS = 4000
"""Of a process, each with its buffers and its place among the open files."""
MOST_OF_ONE = 200
"""Of one account, or of all who have none at one address."""


class Answer(Protocol):
    """A GraphQL response: its status, and its JSON as bytes."""

    @property
    def status(self) -> int: ...

    @property
    def body(self) -> bytes: ...


class Event(Protocol):
    """One of the answers of a subscription, and the cursor after which the next ones come."""

    @property
    def cursor(self) -> str: ...

    @property
    def body(self) -> bytes: ...


class Subscription(Protocol):
    """What somebody follows: events in batches, and how a viewer is told of them."""

    def batches(self) -> AsyncGenerator[list[Any], None]: ...

    async def answers(self, batch: list[Any], viewer: Viewer, /) -> list[Any]: ...


class Begin(Protocol):
    """What answers an operation at once, or begins a subscription: the schema at work."""

    async def __call__(
        self,
        parameters: Parameters,
        viewer: Viewer,
        /,
        *,
        after: str | None = None,
        queries_only: bool = False,
    ) -> Any: ...


class Seats:
    """How many connections there are, of all and of each who has them."""

    def __init__(self, *, most: int = MOST_CONNECTIONS, most_of_one: int = MOST_OF_ONE) -> None:
        self._most = most
        self._most_of_one = most_of_one
        self._taken: Counter[str] = Counter()

    def __len__(self) -> int:
        return self._taken.total()

    @contextmanager
    def seat(self, payer: str) -> Generator[None]:
        """Keep a place while the block lasts; refused when there is none."""
        if self._taken.total() >= self._most or self._taken[payer] >= self._most_of_one:
            raise Refused(
                429,
                "TOO_MANY_CONNECTIONS",
                "Too many connections are open: close one, or try again later.",
                headers=[(b"retry-after", b"30")],
            )
        self._taken[payer] += 1
        try:
            yield
        finally:
            self._taken[payer] -= 1
            if not self._taken[payer]:
                del self._taken[payer]


@dataclass(frozen=True, slots=True)
class LiveDesk:
    """What connections that last work with."""

    begin: Begin
    callers: Callers
    time: TimeLimit
    budget: Budget
    seats: Seats = field(default_factory=Seats)
    rights: Bell = field(default_factory=Bell)
    """Rings when somebody may do more or less than before."""
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    """That the process is about to stop: whoever is connected should go elsewhere."""
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.get_running_loop)

    def hear(self, _: str | None) -> None:
        """Rights have changed, and it is not said whose."""
        self.rights.ring()

    def stop(self) -> None:
        """End what lasts, for the process is about to stop; may be called by a signal's handler."""
        self.loop.call_soon_threadsafe(self.stopping.set)

    def require_open(self) -> None:
        """Refuse to begin anything when the process is about to stop."""
        if self.stopping.is_set():
            message = "This process of the hub is about to stop: try again."
            raise Refused(503, "UNAVAILABLE", message, headers=[(b"retry-after", b"1")])
