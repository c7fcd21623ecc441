"""What each serving process runs: the application, as long as the process that started it lives."""

import multiprocessing
import multiprocessing.connection
import os
import signal
import threading

from starlette.applications import Starlette

from hub import app


def application() -> Starlette:
    """The application, which reads the settings that the parent has handed down."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_stop_after, args=(parent.sentinel,), daemon=True).start()
    return app.application()


def _stop_after(sentinel: int) -> None:
    # A parent that is killed tells nobody: its workers would keep the port for ever.
    multiprocessing.connection.wait([sentinel])
    os.kill(os.getpid(), signal.SIGTERM)
