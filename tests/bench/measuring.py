"""The measurements: the servers in turns, in short slices, so that what else runs hits all alike."""

import asyncio
import json
import statistics
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import asyncpg

from tests.bench.cast import Cast
from tests.bench.load import Measured, Order
from tests.bench.operations import Operation
from tests.bench.processes import BACKENDS, Load, Server, cpu_seconds
from tests.bench.requests import Tokens, ask, content

COLD_TRIES = 15


@dataclass
class Series:
    """What the slices of one server came to in one operation."""

    per_second: list[float] = field(default_factory=list)
    p50: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)
    answers: int = 0
    cpu: float = 0
    database: float = 0

    def note(self, measured: Measured, *, cpu: float, database: float) -> None:
        self.per_second.append(measured.per_second)
        self.p50.append(measured.p50)
        self.p99.append(measured.p99)
        self.answers += measured.answers
        self.cpu += cpu
        self.database += database

    @property
    def cpu_ms(self) -> float:
        """Of the server's process, for a request."""
        return 1000 * self.cpu / self.answers

    @property
    def database_ms(self) -> float:
        """Of the PostgreSQL processes behind the server, for a request."""
        return 1000 * self.database / self.answers

    def over(self, other: "Series") -> list[float]:
        """How many times as many requests as the other, round by round."""
        return [a / b for a, b in zip(self.per_second, other.per_second, strict=True)]


def measure(
    orders: Mapping[Server, Order], *, url: str, rounds: int, load: Load
) -> dict[str, Series]:
    """Each server in turn, `rounds` times, beginning with another one each time."""
    series = {server.name: Series() for server in orders}
    turns = list(orders.items())
    for _ in range(rounds):
        for server, order in turns:
            backends = _backends(url, server)
            cpu, database = server.cpu_seconds, _used(backends)
            measured = load.put(order)
            series[server.name].note(
                measured,
                cpu=server.cpu_seconds - cpu,
                database=_used(backends | _backends(url, server)) - database,
            )
        turns = [*turns[1:], turns[0]]
    return series


def cold(hub: Server, operation: Operation, *, cast: Cast, tokens: Tokens) -> tuple[float, float]:
    """How much longer a document takes the first time, in milliseconds, as a median.

    First when only the hub has never met it, for it leads to a known statement: what reading,
    checking and compiling take. Then when the statement is new to PostgreSQL too.
    """
    marks = [f"{time.time_ns()}{number}" for number in range(COLD_TRIES)]
    documents = (
        [operation.document for _ in marks],
        [operation.document + f"\n# {mark}" for mark in marks],
        [operation.document.replace(" name", f" n{mark}: name", 1) for mark in marks],
    )
    warm, known, new = (
        statistics.median(
            _milliseconds(hub, operation, content(operation, cast, document=each), tokens=tokens)
            for each in variants
        )
        for variants in documents
    )
    return known - warm, new - warm


def _milliseconds(hub: Server, operation: Operation, body: str, *, tokens: Tokens) -> float:
    begun = time.perf_counter()
    answer = ask(hub, operation, body=body, tokens=tokens)
    taken = 1000 * (time.perf_counter() - begun)
    if "errors" in json.loads(answer):
        raise ValueError(answer.decode())
    return taken


def _backends(url: str, server: Server) -> set[int]:
    """The PostgreSQL processes that serve a server's connections."""

    async def find() -> set[int]:
        connection = await asyncpg.connect(url)
        query = "SELECT pid FROM pg_stat_activity WHERE application_name = $1"
        try:
            return {row["pid"] for row in await connection.fetch(query, BACKENDS[server.name])}
        finally:
            await connection.close()

    return asyncio.run(find())


def _used(backends: Iterable[int]) -> float:
    return sum(map(cpu_seconds, backends))
