"""The log's lines of requests, without personal data, queries or tokens."""

import asyncio
import sys
from collections.abc import Callable
from functools import lru_cache

from hub import clock
from hub.logs import ENCODER, Form

PAUSE_SECONDS = 0.1
MOST_LINES = 200
TEXT = "{moment} INFO hub.request: {method} {path} {status} {milliseconds} {id}\n"
JSON = (
    '{{"time": "{moment}", "level": "INFO", "logger": "hub.request", "message": "request",'
    ' "request_id": "{id}", "method": {method}, "path": {path}, "status": {status},'
    ' "milliseconds": {milliseconds}}}\n'
)


class RequestLog:
    """Writes a line for each request, those of a tenth of a second at once.

    It goes past the logging module, which would take half as long again as the whole door, and
    it writes seldom, for each write is a call of the system.
    """

    def __init__(self, form: Form) -> None:
        self._line = JSON if form == "json" else TEXT
        self._value: Callable[[str | int | None], str] = _json if form == "json" else str
        self._lines: list[str] = []
        self._timer: asyncio.TimerHandle | None = None

    def note(
        self, id: str, *, method: str, path: str | None, status: int | None, milliseconds: float
    ) -> None:
        """Note a request that is over; its line is written soon."""
        value = self._value
        line = self._line.format(
            moment=clock.now().isoformat(timespec="milliseconds"),
            id=id,
            method=value(method),
            path=value(path),
            status=value(status),
            milliseconds=milliseconds,
        )
        self._lines.append(line)
        if len(self._lines) >= MOST_LINES:
            self.flush()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(PAUSE_SECONDS, self.flush)

    def flush(self) -> None:
        """Write all lines that are not yet written."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        lines, self._lines = self._lines, []
        sys.stdout.write("".join(lines))
        sys.stdout.flush()


@lru_cache(maxsize=256)
def _json(value: str | int | None) -> str:
    return ENCODER.encode(value)
