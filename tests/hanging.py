"""A test that hangs fails after its time, and tells what each of its tasks was waiting for."""

import asyncio
import signal
import sys
import traceback
from collections.abc import Generator, Iterator
from contextlib import suppress
from types import FrameType
from typing import Any

import pytest

END_SECONDS = 60.0
"""How long what closes the test may take then."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is too long for every run takes as long as it takes."""
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.timeout(0))


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_timeout_set_timer() -> Generator[None, object, object]:
    """Let the alarm say where the tasks stand: of those that wait the stack knows nothing."""
    is_set = yield
    end = signal.getsignal(signal.SIGALRM)

    def tell(number: int, frame: FrameType | None) -> None:
        with suppress(RuntimeError):  # no loop runs
            sys.stdout.writelines(map(_described, asyncio.all_tasks()))
        signal.setitimer(signal.ITIMER_REAL, END_SECONDS)
        if callable(end):
            end(number, frame)

    signal.signal(signal.SIGALRM, tell)
    return is_set


def _described(task: asyncio.Task[Any]) -> str:
    places = [(frame, frame.f_lineno) for frame in _frames(task.get_coro())]
    return f"{task!r}\n{''.join(traceback.StackSummary.extract(places).format())}\n"


def _frames(coroutine: Any) -> Iterator[FrameType]:
    """The frames of a coroutine, and of each that it waits for."""
    while frame := getattr(coroutine, "cr_frame", None):
        yield frame
        coroutine = coroutine.cr_await
