"""The bench: the hub beside hand-written SQL and beside the usual implementation.

`python -m tests.bench --data DIR` runs it; the first run fills DIR, which takes its time.
"""

import argparse
import asyncio
import json
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from hub import embedded, settings
from tests.bench import processes, report
from tests.bench.cast import Cast
from tests.bench.load import Order
from tests.bench.measuring import cold, measure
from tests.bench.operations import OPERATIONS, Operation
from tests.bench.preparing import prepare
from tests.bench.processes import HANDWRITTEN, USUAL, Load, Server
from tests.bench.report import Result
from tests.bench.requests import Tokens, data, written


def main() -> None:
    given = _arguments()
    chosen = [each for each in OPERATIONS if not given.only or each.name in given.only]
    with ExitStack() as stack:
        url = stack.enter_context(embedded.database_url(settings.load(data_dir=given.data)))
        cast, tokens = asyncio.run(prepare(url))
        pool = given.pool
        hub = stack.enter_context(processes.hub(url, pool_size=pool))
        compared = [
            stack.enter_context(processes.compared(kind, url, cast=cast, pool_size=pool))
            for kind in (HANDWRITTEN, USUAL)
        ]
        bench = Bench(given, url, cast, tokens, stack.enter_context(processes.load()))
        for operation in chosen:
            bench.require_equal(operation, [hub, *compared])
        results = [bench.result(operation, [hub, *compared]) for operation in chosen]
        memory = hub.memory_mib
    report.show(results, memory)
    if given.json:
        given.json.write_text(json.dumps(report.as_json(results, memory), indent=1))


@dataclass(frozen=True)
class Bench:
    """One run: what it was told, and what it runs on."""

    given: argparse.Namespace
    url: str
    cast: Cast
    tokens: Tokens
    load: Load

    def require_equal(self, operation: Operation, servers: Sequence[Server]) -> None:
        answers = {
            server.name: data(server, operation, cast=self.cast, tokens=self.tokens)
            for server in _serving(operation, servers)
        }
        expected = answers[HANDWRITTEN]
        for name, answer in answers.items():
            if answer != expected:
                raise ValueError(
                    f"{name} answers {operation.name} otherwise:\n{json.dumps(answer)}\n"
                    f"{json.dumps(expected)}"
                )

    def result(self, operation: Operation, servers: Sequence[Server]) -> Result:
        orders = {
            server: Order(
                port=server.port,
                requests=[written(server, operation, cast=self.cast, tokens=self.tokens)],
                seconds=self.given.seconds,
                connections=self.given.connections,
            )
            for server in _serving(operation, servers)
        }
        series = measure(orders, url=self.url, rounds=self.given.rounds, load=self.load)
        times = cold(servers[0], operation, cast=self.cast, tokens=self.tokens)
        return Result(operation, series, *times)


def _serving(operation: Operation, servers: Sequence[Server]) -> list[Server]:
    return [each for each in servers if each.name != USUAL or operation.is_usual]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="directory of the database")
    parser.add_argument("--only", nargs="+", choices=[each.name for each in OPERATIONS])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1, help="length of a slice")
    parser.add_argument("--connections", type=int, default=16, help="requests at once")
    parser.add_argument("--pool", type=int, default=8, help="connections to the database")
    parser.add_argument("--json", type=Path, help="where to write all figures")
    return parser.parse_args()


if __name__ == "__main__":
    main()
