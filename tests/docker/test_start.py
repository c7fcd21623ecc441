"""The start script of the image: waits for the database, migrates, becomes the hub, stops."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from uuid import uuid4

import psutil
import pytest

from tests import databases
from tests.hub_process import await_ready, environment, unused_port

START = Path(__file__).parents[2] / "docker/start"
STOP_SECONDS = 30


def test_it_brings_an_empty_database_up_to_date_and_becomes_the_hub(
    blank_database_url: str,
) -> None:
    with started(blank_database_url) as (process, port):
        await_ready(process, port)
        assert [Path(word).name for word in psutil.Process(process.pid).cmdline()[1:]] == [
            "hub",
            "serve",
        ]
        process.send_signal(signal.SIGTERM)
        assert process.wait(STOP_SECONDS) == 0


def test_it_waits_for_a_database_that_comes_late(server_url: str, migrated_template: str) -> None:
    name = f"{migrated_template}_{uuid4().hex[:8]}"
    with started(databases.named(server_url, name)) as (process, port):
        time.sleep(1)
        assert process.poll() is None
        databases.copy(server_url, name, of=migrated_template)
        await_ready(process, port)
        process.send_signal(signal.SIGTERM)
        assert process.wait(STOP_SECONDS) == 0
    databases.drop(server_url, name)


def test_it_stops_when_told_while_it_waits() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        deaf.settimeout(STOP_SECONDS)
        with started(f"postgresql://hub@127.0.0.1:{deaf.getsockname()[1]}/hub") as (process, _):
            deaf.accept()[0].close()
            process.send_signal(signal.SIGTERM)
            assert process.wait(STOP_SECONDS) == 128 + signal.SIGTERM


def test_it_gives_up_a_database_that_never_comes(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(script, "PATIENCE_SECONDS", 0)
    with pytest.raises(SystemExit, match=r"^The database does not answer: .*Connect call failed"):
        script.wait_for(f"postgresql://hub@127.0.0.1:{unused_port()}/hub")


def test_it_does_not_wait_for_a_database_that_refuses_it(
    script: ModuleType, server_url: str
) -> None:
    user, _, rest = server_url.partition("@")
    stranger = f"{user.rpartition('/')[0]}/nobody_of_that_name:wrong@{rest}"
    with pytest.raises(SystemExit, match=r"^The database refuses the hub: "):
        script.wait_for(stranger)


@contextmanager
def started(database_url: str) -> Generator[tuple[subprocess.Popen[bytes], int]]:
    """The script at work as in its container, on a port of its own."""
    port = unused_port()
    process = subprocess.Popen(  # noqa: S603 - our own script
        [sys.executable, str(START)], env=environment(database_url, port)
    )
    try:
        yield process, port
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module, under a name that does not start it."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    module = ModuleType("docker_start")
    SourceFileLoader(module.__name__, str(START)).exec_module(module)
    return module
