"""The health check of the image, against servers that are ready, not ready, silent and gone."""

import socket
import subprocess
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

HEALTH = Path(__file__).parents[2] / "docker/health"


def test_a_ready_hub_is_healthy() -> None:
    with serving(200) as port:
        assert health(port) == (0, "")


def test_a_hub_that_is_not_ready_is_not() -> None:
    with serving(503) as port:
        assert health(port) == (1, "The hub is not ready: status 503\n")


def test_a_silent_hub_is_not() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert health(silent.getsockname()[1]) == (1, "The hub does not answer: timed out\n")


def test_a_dead_hub_is_not() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    code, reason = health(port)
    assert code == 1
    assert "Connection refused" in reason


def health(port: int) -> tuple[int, str]:
    """What the container's health check answers, and what it says."""
    command = [sys.executable, str(HEALTH)]
    done = subprocess.run(  # noqa: S603 - our own script
        command, env={"HUB_PORT": str(port)}, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stderr


@contextmanager
def serving(status: int) -> Generator[int]:
    """A server that answers `/readyz` with the status, and the port that it listens on."""

    class Readiness(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/readyz" else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing in the middle of a test run."""

    with HTTPServer(("127.0.0.1", 0), Readiness) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()
