"""Serving: the database is brought up and up to date, then the workers run until told to stop."""

import asyncio
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager, suppress

import uvicorn
from pydantic import SecretStr

from hub import clock, embedded, settings, stopping, worker
from hub.database import CONNECT_SECONDS
from hub.errors import Misconfigured
from hub.migrate import pending
from hub.settings import Settings
from hub.single import single
from hub.web.protocol import Protocol, SocketProtocol

WORKER = "hub.worker:application"
PORT_SECONDS = 3.0
POLL_SECONDS = 0.05


def serve(given: Settings, *, demo: bool, announce: Callable[[str], None]) -> None:
    """Serve until a signal; `announce` gets the URL of the database once all is there.

    With `demo`, an empty database is filled with the data of the demo.
    """
    with suppress(stopping.Stopped):
        _await_free(given.host, given.port)
        with embedded.database_url(given) as url:
            settings.hand_down(given.model_copy(update={"database_url": SecretStr(url)}))
            with _brought_up_to_date(url, demo=demo):
                if given.workers == 1:
                    worker.load()
            announce(url)
            _run(given)


def _run(given: Settings) -> None:
    uvicorn.run(
        WORKER,
        factory=True,
        host=given.host,
        port=given.port,
        workers=given.workers,
        loop="uvloop",
        http=Protocol,
        ws=SocketProtocol,
        ws_max_size=given.max_body_bytes,
        ws_per_message_deflate=False,  # it takes more memory than it saves
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(given.trusted_proxies),
        forwarded_allow_ips=list(given.trusted_proxies),
        timeout_graceful_shutdown=given.shutdown_seconds,
    )


@contextmanager
def _brought_up_to_date(url: str, *, demo: bool) -> Generator[None]:
    """Migrate, and load the demo, by commands in a process of their own.

    It takes with it at its end what no request needs, a fifth of the memory; and this process can
    load the application meanwhile.
    """
    command = asyncio.run(_needed(url, demo=demo))
    if command is None:
        yield
        return
    with ExitStack() as stack:
        with stopping.held_back():
            process = subprocess.Popen([sys.executable, "-m", "hub", *command])  # noqa: S603 - ours
            stack.callback(_end, process)
        yield
        if (code := process.wait()) != 0:
            raise SystemExit(code)  # it has said why


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    process.wait()


async def _needed(url: str, *, demo: bool) -> list[str] | None:
    if demo and await _is_empty(url):
        return ["demo", "--if-empty"]
    return ["migrate"] if await pending(url) else None


async def _is_empty(url: str) -> bool:
    """Whether nothing has been entered yet: there is no organization, or not even the table."""
    async with single(url, answer_seconds=CONNECT_SECONDS) as connection:
        if not await connection.fetchval("SELECT to_regclass('organization') IS NOT NULL"):
            return True
        return not await connection.fetchval("SELECT EXISTS (SELECT FROM organization)")


def _await_free(host: str, port: int) -> None:
    """Come back when the port is free; what a killed hub has left on it goes in a moment."""
    deadline = clock.ticks() + PORT_SECONDS
    while error := _taken(host, port):
        if clock.ticks() > deadline:
            raise Misconfigured(
                f"The hub cannot listen on {host} port {port}: {error.strerror}. "
                "Choose another with --host and --port, or HUB_HOST and HUB_PORT."
            ) from error
        time.sleep(POLL_SECONDS)


def _taken(host: str, port: int) -> OSError | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        return error
    return None
