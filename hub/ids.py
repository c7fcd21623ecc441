"""Keys of rows: UUID version 7 (RFC 9562), which sort by the time of their making."""

import os
import threading
from uuid import UUID

from hub import clock

_lock = threading.Lock()
_last = 0


def uuid7() -> UUID:
    """A new key, greater than all keys that this process made before."""
    moment = _next_moment()
    milliseconds, fraction = moment >> 12, moment & 0xFFF
    random = int.from_bytes(os.urandom(8)) & (2**62 - 1)
    return UUID(int=milliseconds << 80 | 7 << 76 | fraction << 64 | 0b10 << 62 | random)


def _next_moment() -> int:
    """The time in 4096ths of a millisecond (RFC 9562, 6.2, method 3), never twice the same.

    When the system's clock steps back the last value is counted on until the clock overtakes it.
    """
    global _last
    milliseconds, rest = divmod(clock.nanoseconds(), 1_000_000)
    moment = milliseconds << 12 | rest * 4096 // 1_000_000
    with _lock:
        _last = max(moment, _last + 1)
        return _last
