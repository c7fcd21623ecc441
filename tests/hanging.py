"""A test that hangs fails after its time, and tells what each of its tasks was waiting for."""

import asyncio
import signal
import sys
import traceback
from collections.abc import Generator, Iterator
from types import FrameType
from typing import Any

import pytest

END_SECONDS = 60.0
"""How long what closes the test may take then."""
KINDS = {"cr": "cr_await", "ag": "ag_await", "gi": "gi_yieldfrom"}
"""How coroutines, asynchronous generators and generators begin the names of what they have."""


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
        for task in tuple(asyncio.tasks._all_tasks):  # type: ignore[attr-defined] # of all loops
            sys.stdout.write(_described(task))
        signal.setitimer(signal.ITIMER_REAL, END_SECONDS)
        if callable(end):
            end(number, frame)

    signal.signal(signal.SIGALRM, tell)
    return is_set


def _described(task: asyncio.Task[Any]) -> str:
    places = [(frame, frame.f_lineno) for frame in _frames(task.get_coro())]
    return f"{task!r}\n{''.join(traceback.StackSummary.extract(places).format())}\n"


def _frames(waiting: Any) -> Iterator[FrameType]:
    """The frames of a coroutine, and of each that it waits for."""
    kind = next((each for each in KINDS if hasattr(waiting, f"{each}_frame")), None)
    if kind and (frame := getattr(waiting, f"{kind}_frame")):
        yield frame
        yield from _frames(getattr(waiting, KINDS[kind]))
