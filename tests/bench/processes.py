"""The processes of a run: three servers and the load, and what they use of the machine."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.bench.cast import Cast
from tests.bench.load import Measured, Order
from tests.hub_process import environment, unused_port

START_SECONDS = 60
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
HUB, HANDWRITTEN, USUAL = "hub", "handwritten", "usual"
BUDGETS = ("BUDGET", "BUDGET_RATE", "ANONYMOUS_BUDGET", "ANONYMOUS_BUDGET_RATE")
BACKENDS = {HUB: "hub reads", HANDWRITTEN: "handwritten", USUAL: "hub"}
"""The names under which the servers' connections are known to PostgreSQL."""


@dataclass(frozen=True)
class Server:
    """A server at work."""

    name: str
    port: int
    pid: int

    @property
    def cpu_seconds(self) -> float:
        return cpu_seconds(self.pid)

    @property
    def memory_mib(self) -> float:
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        (line,) = (line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024


def cpu_seconds(pid: int) -> float:
    """What a process has used in user and kernel mode."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_A_SECOND


@contextmanager
def hub(url: str, *, pool_size: int) -> Generator[Server]:
    """The hub as it is served by default: one worker, everything on; its budgets do not run out."""
    port = unused_port()
    place = {**environment(url, port), "HUB_READ_POOL_SIZE": str(pool_size)}
    place |= {f"HUB_{name}": str(10**9) for name in BUDGETS}
    with _running([sys.executable, "-m", "hub", "serve"], port, place) as process:
        yield Server(HUB, port, process.pid)


@contextmanager
def compared(kind: str, url: str, *, cast: Cast, pool_size: int) -> Generator[Server]:
    """One of the servers that the hub is compared with."""
    port = unused_port()
    command = [sys.executable, "-m", "tests.bench.serve", kind, "--url", url]
    command += ["--cast", json.dumps(cast.values), "--port", str(port)]
    command += ["--pool-size", str(pool_size)]
    with _running(command, port) as process:
        yield Server(kind, port, process.pid)


@contextmanager
def _running(
    command: list[str], port: int, place: dict[str, str] | None = None
) -> Generator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(command, env=place, stdout=subprocess.DEVNULL)  # noqa: S603 - ours
    try:
        _await_listening(process, port)
        yield process
    finally:
        process.terminate()
        process.wait()


def _await_listening(process: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.05)


class Load:
    """The process that makes the load."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def put(self, order: Order) -> Measured:
        given, answers = self._process.stdin, self._process.stdout
        assert given is not None
        assert answers is not None
        given.write(json.dumps(asdict(order)) + "\n")
        given.flush()
        line = answers.readline()
        if not line:
            raise RuntimeError("The load has ended; it says above why.")
        return Measured(**json.loads(line))


@contextmanager
def load() -> Generator[Load]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.load"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Load(process)
    finally:
        process.terminate()
        process.wait()
