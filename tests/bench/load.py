"""The load: keep-alive connections that send requests over and over, in a process of its own.

It reads orders from its input, one JSON object a line, and answers each with what it measured.
"""

import asyncio
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import cycle
from typing import Any

import uvloop

END_OF_HEADERS = b"\r\n\r\n"
LENGTH = b"content-length:"


@dataclass(frozen=True)
class Order:
    """Whom to ask what, for how long, over how many connections at once."""

    port: int
    requests: list[str]
    """One after the other, whichever connection is free; then from the first again."""
    seconds: float
    connections: int


@dataclass(frozen=True)
class Measured:
    """How many answers came, how many a second, and their latencies in milliseconds."""

    answers: int
    per_second: float
    p50: float
    p99: float


@dataclass
class Slice:
    """One order at work."""

    ends_at: float
    requests: Iterator[bytes]
    latencies: list[float] = field(default_factory=list)
    error: str = ""


class Client(asyncio.Protocol):
    """A connection that sends the next request as soon as the answer to the last is whole."""

    def __init__(self, work: Slice) -> None:
        self._work = work
        self._missing, self._head, self._begun = 0, b"", 0.0
        self.done = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def send(self) -> None:
        self._begun = time.perf_counter()
        self._transport.write(next(self._work.requests))

    def data_received(self, data: bytes) -> None:
        if self._missing:
            self._missing -= len(data)
        else:
            self._head += data
            head, found, body = self._head.partition(END_OF_HEADERS)
            if not found:
                return
            self._missing, self._head = _length(head) - len(body), b""
            if not head.startswith(b"HTTP/1.1 200"):
                self._work.error = (head + END_OF_HEADERS + body).decode()
        if not self._missing:
            self._answered()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.done.done():
            self._work.error = self._work.error or f"The server closed a connection: {error}"
            self.done.set_result(None)

    def _answered(self) -> None:
        now = time.perf_counter()
        self._work.latencies.append(now - self._begun)
        if now < self._work.ends_at and not self._work.error:
            self.send()
        else:
            self.done.set_result(None)
            self._transport.close()


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(LENGTH):
            return int(line[len(LENGTH) :])
    raise ValueError("The answer does not say how long it is.")


async def run(order: Order) -> Measured:
    """Send requests until the time is over; raises if any answer is not a 200."""
    loop = asyncio.get_running_loop()
    work = Slice(ends_at=0, requests=cycle([request.encode() for request in order.requests]))
    clients = [Client(work) for _ in range(order.connections)]
    for client in clients:
        await loop.create_connection(partial(_same, client), "127.0.0.1", order.port)
    begun = time.perf_counter()
    work.ends_at = begun + order.seconds
    for client in clients:
        client.send()
    await asyncio.gather(*(client.done for client in clients))
    if work.error:
        raise RuntimeError(work.error)
    seconds = time.perf_counter() - begun
    latencies = sorted(work.latencies)
    return Measured(
        answers=len(latencies),
        per_second=len(latencies) / seconds,
        p50=_quantile(latencies, 0.5),
        p99=_quantile(latencies, 0.99),
    )


def _same(client: Client) -> Client:
    return client


def _quantile(ordered: list[float], part: float) -> float:
    return 1000 * ordered[min(int(len(ordered) * part), len(ordered) - 1)]


async def _serve() -> None:
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        measured = await run(Order(**json.loads(line)))
        sys.stdout.write(json.dumps(asdict(measured)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    uvloop.run(_serve())
