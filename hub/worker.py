"""What each serving process runs: the application, as long as the process that started it lives."""

import gc
import multiprocessing
import multiprocessing.connection
import os
import threading
from types import ModuleType

from starlette.applications import Starlette


def application() -> Starlette:
    """The application, which reads the settings that the parent has handed down."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_stop_after, args=(parent.sentinel,), daemon=True).start()
    made: Starlette = load().application()
    return made


def load() -> ModuleType:
    """Load the code of the application, which takes most of the time of a start."""
    gc.disable()  # next to nothing of what is made here is garbage
    try:
        # Not with this module: the parent of several workers does without it, and a worker must
        # have an eye on its parent before it begins.
        from hub import app
    finally:
        gc.enable()
    return app


def _stop_after(sentinel: int) -> None:
    # A parent that is killed tells nobody. Its workers have lost their database's keeper and hold
    # the port, which the next hub waits for: there is no time for a stop in order.
    multiprocessing.connection.wait([sentinel])
    os._exit(1)
