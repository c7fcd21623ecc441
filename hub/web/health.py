"""What operators ask: whether the process lives, and whether it may be given requests."""

import asyncio
import json
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from hub import clock
from hub.errors import HubError
from hub.read_pool import ReadPool

ANSWER_SECONDS = 2.0
KEPT_SECONDS = 1.0
"""How long a finding is repeated: asking often must not cost the database more."""

Pending = Callable[[], Awaitable[list[str]]]


class Readiness:
    """Why no requests should come now; nothing when they may."""

    def __init__(self, reads: ReadPool, pending: Pending) -> None:
        self._reads = reads
        self._pending = pending
        self._is_migrated = False
        self._is_draining = False
        self._found: tuple[float, str | None] = (0.0, None)

    def drain(self) -> None:
        """From now on requests should go elsewhere: the process is about to stop."""
        self._is_draining = True

    async def reason(self) -> str | None:
        if self._is_draining:
            return "the hub is stopping"
        until, reason = self._found
        if until <= clock.ticks():
            reason = await self._reason()
            self._found = (clock.ticks() + KEPT_SECONDS, reason)
        return reason

    async def _reason(self) -> str | None:
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                await self._reads.fetch_row("SELECT 1")
                return await self._migrations()
        except (TimeoutError, HubError):
            return "the database does not answer"

    async def _migrations(self) -> str | None:
        """Looked up until none is missing: while this process runs, none goes away again."""
        if not self._is_migrated:
            if missing := await self._pending():
                return f"migrations are missing: {', '.join(missing)}"
            self._is_migrated = True
        return None


async def livez(_: Request) -> Response:
    """The process answers; nothing else is looked at."""
    return _stated("live")


async def readyz(request: Request) -> Response:
    readiness: Readiness = request.state.readiness
    reason = await readiness.reason()
    return _stated("ready") if reason is None else _stated("not ready", reason)


def _stated(status: str, reason: str | None = None) -> Response:
    body = {"status": status} if reason is None else {"status": status, "reason": reason}
    return Response(
        json.dumps(body),
        status_code=200 if reason is None else 503,
        headers={"cache-control": "no-store"},
        media_type="application/json",
    )
