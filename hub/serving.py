"""Serving: the database is brought up and up to date, then the workers run until told to stop."""

import asyncio
import signal
import socket
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from types import FrameType

import uvicorn
from pydantic import SecretStr

from hub import embedded, settings
from hub.errors import Misconfigured
from hub.migrate import migrate
from hub.settings import Settings

WORKER = "hub.worker:application"


def serve(given: Settings, *, prepare: Callable[[str], Awaitable[object]]) -> None:
    """Serve until a signal; `prepare` gets the URL of the database once its schema is right."""
    _require_free(given.host, given.port)
    with _stopped_in_order(), embedded.database_url(given) as url:
        asyncio.run(_bring_up_to_date(url, prepare))
        settings.hand_down(given.model_copy(update={"database_url": SecretStr(url)}))
        uvicorn.run(
            WORKER,
            factory=True,
            host=given.host,
            port=given.port,
            workers=given.workers,
            loop="uvloop",
            http="httptools",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=given.shutdown_seconds,
        )


async def _bring_up_to_date(url: str, prepare: Callable[[str], Awaitable[object]]) -> None:
    await migrate(url)
    await prepare(url)


@contextmanager
def _stopped_in_order() -> Generator[None]:
    """Let a signal end the process like an error would: the database is stopped on the way out.

    Uvicorn drains the requests first, and then raises the signal that it got once more.
    """

    def leave(_: int, __: FrameType | None) -> None:
        raise SystemExit

    def pass_on(_: int, __: FrameType | None) -> None:
        signal.raise_signal(signal.SIGTERM)

    former_term = signal.signal(signal.SIGTERM, leave)
    former_hang_up = signal.signal(signal.SIGHUP, pass_on)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, former_term)
        signal.signal(signal.SIGHUP, former_hang_up)


def _require_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        raise Misconfigured(
            f"The hub cannot listen on {host} port {port}: {error.strerror}. "
            "Choose another with --host and --port, or HUB_HOST and HUB_PORT."
        ) from error
