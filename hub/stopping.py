"""Signals to stop: each ends the process in order, and none in the midst of what must be whole."""

import signal
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)

_held_back: list[int] | None = None
"""What has arrived while signals are held back; None while they are obeyed."""


class Stopped(SystemExit):
    """A signal has told the process to stop."""


@contextmanager
def in_order() -> Generator[None]:
    """Let a signal end the process as an error would: all that was opened is closed on the way.

    A server that takes over the signals for a time may raise the one it got again when it is done.
    """
    former = {number: signal.signal(number, _obey) for number in SIGNALS}
    signal.signal(signal.SIGHUP, _pass_on)
    try:
        yield
    finally:
        for number, handler in former.items():
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, handler)


@contextmanager
def held_back() -> Generator[None]:
    """Let a signal take effect only at the end of a moment, which it would tear apart."""
    global _held_back
    arrived = _held_back = []
    try:
        yield
    finally:
        _held_back = None
        for number in arrived:
            signal.raise_signal(number)


def _obey(number: int, _: FrameType | None) -> None:
    if _held_back is not None:
        _held_back.append(number)
        return
    # To close all takes seconds at most; a second signal would only break it off.
    for each in SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    raise Stopped(128 + number)


def _pass_on(_: int, __: FrameType | None) -> None:
    # To whom it may concern at the moment: a server that took over knows only the usual ones.
    signal.raise_signal(signal.SIGTERM)
