"""Delivering as a serving process does, with ears of its own."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager

from hub.hearing import hearing
from hub.record.delivering import Handler, delivering
from hub.record.outbox import Pace


@asynccontextmanager
async def delivering_alone(
    url: str, handlers: Mapping[str, Handler], pace: Pace
) -> AsyncGenerator[None]:
    async with (
        hearing(url, name="hub tests hear") as ears,
        delivering(url, handlers, ears, pace=pace),
    ):
        yield
