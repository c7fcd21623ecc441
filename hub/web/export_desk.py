"""What exports work with while the hub is open, and the places that there are for them."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from hub.actor import Viewer
from hub.time_limit import TimeLimit
from hub.web.budget import Budget
from hub.web.callers import Callers
from hub.web.export_forms import Paged
from hub.web.graphql import Answer
from hub.web.parameters import Parameters
from hub.web.refusals import Refused

MOST_AT_ONCE = 4
"""In one process; each more would only make the others wait."""
MOST_SECONDS = 900.0
"""For a whole export; with the usual budget that is as long as the largest may take."""


@runtime_checkable
class Walk(Paged, Protocol):
    """The pages of what is exported."""

    name: str
    is_over: bool

    async def page(self) -> list[Any] | Answer:
        """The next page, or the answer that refuses it."""
        ...


class Stopped(Exception):
    """What should be exported was refused, or a page of it."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


@dataclass
class ExportDesk:
    """What the endpoint works with while the hub is open."""

    begin: Callable[[Parameters, Viewer], Walk | Answer]
    """Yields an answer for what cannot be exported."""
    callers: Callers
    time: TimeLimit
    budget: Budget
    under_way: int = 0

    @asynccontextmanager
    async def place(self) -> AsyncGenerator[None]:
        """One of the few places for exports."""
        if self.under_way >= MOST_AT_ONCE:
            busy = "Others are exporting at the moment: try again shortly."
            raise Refused(503, "EXPORT_BUSY", busy, headers=[(b"retry-after", b"10")])
        self.under_way += 1
        try:
            async with asyncio.timeout(MOST_SECONDS):
                yield
        finally:
            self.under_way -= 1
