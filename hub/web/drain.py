"""Stopping without losing a request: at SIGTERM first say so, then close."""

import asyncio
import signal
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def drained(begin: Callable[[], None], seconds: float) -> Generator[None]:
    """At SIGTERM call `begin`, and let the server stop `seconds` later.

    The server closes its socket as soon as it hears of the signal, while a proxy still sends
    requests until it has found the hub no longer ready.
    """
    former = signal.getsignal(signal.SIGTERM)
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or not callable(former):  # no server waits for the signal
        yield
        return
    loop = asyncio.get_running_loop()

    def hold(number: int, frame: FrameType | None) -> None:
        begin()
        loop.call_soon_threadsafe(loop.call_later, seconds, former, number, None)

    signal.signal(signal.SIGTERM, hold)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, former)
