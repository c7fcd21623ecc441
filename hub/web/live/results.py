"""The answers of a subscription, one after another, for as long as it lasts."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from hub.errors import Unavailable
from hub.spaces.followers import FollowingEnded
from hub.web import refusals
from hub.web.live.caller import Caller
from hub.web.live.desk import Event, Subscription
from hub.web.refusals import Refused

PAUSE_SECONDS = 0.25
"""Before it is tried again, while the database is away or a budget is spent."""


async def results(subscription: Subscription, caller: Caller) -> AsyncGenerator[Event, None]:
    """Each answer as soon as there is one; raises what ends the subscription.

    Nothing is lost while the database is away, or while the caller's budget is spent: what
    happens meanwhile waits, and if too much waits the subscription ends.
    """
    async with aclosing(subscription.batches()) as batches:
        async for batch in batches:
            for event in await _answers(subscription, batch, caller):
                yield event


def refusal_of(error: Exception) -> Refused:
    """What a client is told of that which ended its subscription; a bug becomes an incident."""
    if isinstance(error, FollowingEnded):
        return Refused(400, error.code, error.sentence)
    if isinstance(error, TimeoutError):
        return Refused(504, "TIMEOUT", "The answer took too long: ask for less at once.")
    return refusals.of(error)


async def _answers(subscription: Subscription, batch: list[Any], caller: Caller) -> list[Event]:
    while True:
        try:
            with caller.desk.time.held():
                return await subscription.answers(batch, await caller.viewer())
        except Unavailable:
            await asyncio.sleep(PAUSE_SECONDS)
        except Refused as refused:
            if refused.status != 429:
                raise
            seconds = dict(refused.headers).get(b"retry-after", b"")
            await asyncio.sleep(float(seconds or PAUSE_SECONDS))
