"""Stopping without losing a request: first say so, then close."""

import asyncio
import signal
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import partial
from types import FrameType
from typing import Any


@contextmanager
def drained(begin: Callable[[], None], seconds: float) -> Generator[None]:
    """At SIGTERM call `begin`, and let the server stop `seconds` later; at SIGINT at once.

    The server closes its socket as soon as it hears of the signal, while a proxy still sends
    requests until it has found the hub no longer ready.
    """
    former = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or not callable(former[signal.SIGTERM]):  # no server waits for the signal
        yield
        return
    loop = asyncio.get_running_loop()

    def hold(number: int, frame: FrameType | None) -> None:
        begin()
        pause = seconds if number == signal.SIGTERM else 0.0
        handler: Any = former[signal.Signals(number)]
        loop.call_soon_threadsafe(partial(loop.call_later, pause, handler, number, None))

    for number in former:
        signal.signal(number, hold)
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
