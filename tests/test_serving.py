"""`hub serve` as an operator meets it: started, stopped, killed, and started again."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil
import pytest

from hub.cluster import Cluster
from tests import servers

READY_SECONDS = 90.0
LEAVING_SECONDS = 2.0
Hub = subprocess.Popen[bytes]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        chosen: int = free.getsockname()[1]
        return chosen


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_the_hub_in_order(home: Path, port: int, number: int) -> None:
    with serving(home, port) as hub:
        hub.send_signal(number)

        assert hub.wait(READY_SECONDS) == 0
    assert Cluster(home).postmaster() is None


def test_a_signal_during_the_start_leaves_nothing_running(home: Path, port: int) -> None:
    with process(home, port) as hub:
        while not (home / "postgres/postmaster.pid").exists():
            time.sleep(0.01)
        hub.send_signal(signal.SIGTERM)

        assert hub.wait(READY_SECONDS) == 0
    assert Cluster(home).postmaster() is None


@pytest.mark.parametrize("workers", [1, 2])
def test_after_kills_of_hub_and_server_it_serves_again(home: Path, port: int, workers: int) -> None:
    with serving(home, port, workers=workers) as hub:
        hub.kill()
    with serving(home, port, workers=workers) as hub:
        servers.kill_server(home)
        hub.kill()
    with serving(home, port, workers=workers) as hub:
        hub.send_signal(signal.SIGTERM)
        hub.wait(READY_SECONDS)
    assert Cluster(home).postmaster() is None


def test_workers_do_not_outlive_the_hub_that_started_them(home: Path, port: int) -> None:
    with serving(home, port, workers=2) as hub:
        children = psutil.Process(hub.pid).children()
        workers = [child for child in children if child.name() != "postgres"]
        hub.kill()

        deadline = time.monotonic() + LEAVING_SECONDS
        while any(is_alive(worker) for worker in workers):
            assert time.monotonic() < deadline, "orphans keep the port"
            time.sleep(0.01)
    servers.kill_server(home)


def test_a_killed_server_comes_back_under_the_running_hub(home: Path, port: int) -> None:
    with serving(home, port):
        servers.kill_server(home)

        await_ready(port)


def test_two_hubs_serve_from_one_data_directory(home: Path, port: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        other_port = free.getsockname()[1]
    with serving(home, port) as one, serving(home, other_port):
        one.send_signal(signal.SIGTERM)
        one.wait(READY_SECONDS)

        assert get(other_port, "/readyz").status_code == 200


def test_a_port_that_becomes_free_in_a_moment_is_waited_for(home: Path, port: int) -> None:
    with socket.create_server(("127.0.0.1", port)) as former, process(home, port) as hub:
        time.sleep(1.5)
        former.close()

        await_ready(port, hub)


def test_a_taken_port_is_named_before_anything_is_started(home: Path, port: int) -> None:
    with socket.create_server(("127.0.0.1", port)), process(home, port) as hub:
        assert hub.wait(READY_SECONDS) == 1
        assert f"port {port}" in said_by(home).read_text()

    assert not home.exists()


@contextmanager
def serving(home: Path, port: int, *, workers: int = 1) -> Generator[Hub]:
    with process(home, port, workers=workers) as hub:
        await_ready(port, hub)
        yield hub


@contextmanager
def process(home: Path, port: int, *, workers: int = 1) -> Generator[Hub]:
    arguments = ["--data", str(home), "--port", str(port), "--workers", str(workers)]
    with said_by(home).open("ab") as log:
        hub = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "hub", "serve", *arguments],
            cwd=servers.ROOT,
            stdout=log,
            stderr=log,
        )
    try:
        yield hub
    finally:
        hub.terminate()
        hub.wait()


def is_alive(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def said_by(home: Path) -> Path:
    return home.with_suffix(".log")


def await_ready(port: int, hub: Hub | None = None) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        assert hub is None or hub.poll() is None, f"the hub has ended: {hub.returncode}"
        try:
            if get(port, "/readyz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    pytest.fail("the hub is not ready")


def get(port: int, path: str) -> httpx.Response:
    return httpx.get(f"http://127.0.0.1:{port}{path}", timeout=5)
