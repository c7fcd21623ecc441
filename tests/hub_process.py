"""A hub as its users start it: the command `hub serve`, in a process of its own."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory

START_SECONDS = 60
SECRET_KEY = "only for the hubs that tests make: 0123456789"  # noqa: S105
TOKEN = re.compile(r"\bphub_[\w-]+")


@dataclass(frozen=True)
class RunningHub:
    """Where a hub is reached, and a token of the direction."""

    url: str
    token: str
    mails: Path
    """The folder that its mails are written to."""


@contextmanager
def running(database_url: str, *arguments: str) -> Generator[RunningHub]:
    """`hub serve` on a port of its own, ready."""
    port = unused_port()
    with TemporaryDirectory() as mails:
        place = {**environment(database_url, port), "HUB_MAIL_DIR": mails}
        process = subprocess.Popen(["hub", "serve", *arguments], env=place)  # noqa: S603, S607 - ours
        try:
            await_ready(process, port)
            yield RunningHub(f"http://127.0.0.1:{port}", _token(place), Path(mails))
        finally:
            process.terminate()
            process.wait()


def environment(database_url: str, port: int) -> dict[str, str]:
    """The variables of a process that finds this environment's `hub`, and little else."""
    return {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.defpath}",
        "HUB_DATABASE_URL": database_url,
        "HUB_PORT": str(port),
        "HUB_SECRET_KEY": SECRET_KEY,
        "HUB_BUDGET": "1000000",
        "HUB_ANONYMOUS_BUDGET": "1000000",
    }


def await_ready(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _is_ready(port):
        assert process.poll() is None, "the hub ended before it was ready"
        assert time.monotonic() < deadline, "the hub did not become ready"
        time.sleep(0.1)


def unused_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


def _token(place: dict[str, str]) -> str:
    scopes = [f"--scope={scope}" for scope in ("ACCOUNTS", "MEMBERS", "SPACES")]
    command = ["hub", "token", "create", "--role", "DIRECTION", *scopes]
    created = subprocess.run(  # noqa: S603 - our own command
        command, env=place, capture_output=True, text=True, check=True
    )
    (token,) = TOKEN.findall(created.stdout)
    return str(token)


def _is_ready(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
