"""Asking a hub that may be killed at any moment, until it answers."""

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import httpx

from tests.crash.plain_http import PlainHttp

LONGEST_SECONDS = 20
"""An answer takes ten seconds at most; the way back of a write, and a busy machine, some more."""
PAUSE_SECONDS = 0.1
PATIENCE_SECONDS = 120
UNTOUCHED = frozenset({"UNAVAILABLE", "TIMED_OUT"})
"""The codes of answers by which nothing was done."""
UNCLEAR = frozenset({"OUTCOME_UNKNOWN", "TIMEOUT"})


class Fate(Enum):
    """What somebody who asked once knows about what became of it."""

    DONE = "done"
    NOT_DONE = "not done"
    UNKNOWN = "unknown"


@dataclass
class Client:
    """Somebody who asks a hub, and counts what comes back."""

    http: httpx.AsyncClient | PlainHttp = field(repr=False)
    chance: random.Random = field(repr=False)
    answers: int = 0
    setbacks: Counter[str] = field(default_factory=Counter)
    """How often there was no answer, by the reason."""
    slowest: float = 0
    _progress: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    async def answered(self, number: int) -> None:
        """Wait until there have been so many answers."""
        while self.answers < number:
            self._progress.clear()
            await self._progress.wait()

    async def insist(self, query: str, **given: Any) -> dict[str, Any]:
        """The data of the answer, asked for again until there is one."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                fate, data = await self.once(query, **given)
                if fate is Fate.DONE:
                    return data
                await asyncio.sleep(PAUSE_SECONDS * self.chance.uniform(0.5, 1.5))

    async def once(self, query: str, **given: Any) -> tuple[Fate, dict[str, Any]]:
        """What is known after asking once, and the data if there are any."""
        body = {"query": query, "variables": {"input": given}}
        began = time.monotonic()
        try:
            answer = await self.http.post("/graphql", json=body, timeout=LONGEST_SECONDS)
        except httpx.ConnectError:
            return self._set_back("no connection", Fate.NOT_DONE)
        except (httpx.NetworkError, httpx.RemoteProtocolError):
            return self._set_back("connection cut", Fate.UNKNOWN)
        finally:
            self.slowest = max(self.slowest, time.monotonic() - began)
        return self._judged(answer)

    def _judged(self, answer: httpx.Response) -> tuple[Fate, dict[str, Any]]:
        body = answer.json()
        if "errors" not in body:
            self.answers += 1
            self._progress.set()
            return Fate.DONE, body["data"]
        (error,) = body["errors"]
        code = error["extensions"]["code"]
        if code in UNCLEAR:
            return self._set_back(code, Fate.UNKNOWN)
        assert code in UNTOUCHED, f"{answer.status_code} {body}"
        return self._set_back(code, Fate.NOT_DONE)

    def _set_back(self, reason: str, fate: Fate) -> tuple[Fate, dict[str, Any]]:
        self.setbacks[reason] += 1
        return fate, {}
