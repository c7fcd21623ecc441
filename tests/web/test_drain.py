"""A stop is announced before the door closes."""

import signal
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest

from hub.web.drain import drained
from tests.hub_process import unused_port

ROOT = Path(__file__).parents[2]


def status(port: int) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/ready")
        return connection.getresponse().status
    finally:
        connection.close()


def status_when_up(port: int) -> int:
    deadline = time.monotonic() + 20
    while True:
        try:
            return status(port)
        except ConnectionRefusedError:
            assert time.monotonic() < deadline
            time.sleep(0.02)


def test_a_stopping_server_says_so_while_it_still_answers() -> None:
    port = unused_port()
    program = [sys.executable, "-m", "tests.web.draining", str(port)]
    with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE) as server:  # noqa: S603
        assert server.stdout
        assert server.stdout.read(1) == b"!"
        assert status_when_up(port) == 200
        server.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + 0.8
        while status(port) == 200:
            assert time.monotonic() < deadline
        assert status(port) == 503
        assert server.wait(5) == -signal.SIGTERM
    with pytest.raises(ConnectionRefusedError):
        status(port)


def test_a_process_without_a_server_keeps_its_own_signals() -> None:
    former = signal.getsignal(signal.SIGTERM)
    with drained(lambda: None, 1):
        assert signal.getsignal(signal.SIGTERM) is former
