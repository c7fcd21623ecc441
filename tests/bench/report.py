"""The results as a table for people and as JSON for programs."""

import statistics
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from tests.bench.measuring import Series
from tests.bench.operations import Operation
from tests.bench.processes import HANDWRITTEN, HUB, USUAL

COLUMNS = (
    "operation",
    "hub/s",
    "hand/s",
    "hub/hand",
    "usual/s",
    "hub/usual",
    "hub CPU",
    "hand CPU",
    "hub DB",
    "hand DB",
    "CPU hand/hub",
    "p50",
    "p99",
    "compile",
    "first",
)


@dataclass(frozen=True)
class Result:
    """What one operation came to."""

    operation: Operation
    series: Mapping[str, Series]
    compile_ms: float
    first_ms: float

    def ratios(self, other: str) -> list[float]:
        return self.series[HUB].over(self.series[other]) if other in self.series else []


def show(results: Iterable[Result], memory_mib: float) -> None:
    """Print the table: requests a second, ratios as median (min-max), times in milliseconds."""
    table = Table(*COLUMNS, box=box.SIMPLE, padding=(0, 1, 0, 0))
    for result in results:
        table.add_row(*_cells(result))
    console = Console(width=200)
    console.print(table)
    console.print(
        "CPU: server process, DB: its PostgreSQL processes, ms a request; CPU hand/hub: of both"
        " together. compile: a new document with a known statement, first: with a new one, ms more"
        " than a known document."
    )
    console.print(f"Memory of the hub's worker: {memory_mib:.0f} MiB")


def as_json(results: Iterable[Result], memory_mib: float) -> dict[str, Any]:
    return {
        "memory_mib": memory_mib,
        "operations": [
            {
                "name": result.operation.name,
                "what": result.operation.what,
                "asker": result.operation.asker,
                "compile_ms": result.compile_ms,
                "first_ms": result.first_ms,
                "series": {name: asdict(series) for name, series in result.series.items()},
            }
            for result in results
        ],
    }


def _cells(result: Result) -> list[str]:
    hub, hand = result.series[HUB], result.series[HANDWRITTEN]
    usual = result.series.get(USUAL)
    times = (hub.cpu_ms, hand.cpu_ms, hub.database_ms, hand.database_ms)
    return [
        result.operation.name,
        _rate(hub),
        _rate(hand),
        _spread(result.ratios(HANDWRITTEN)),
        _rate(usual) if usual else "",
        _spread(result.ratios(USUAL)),
        *(f"{milliseconds:.2f}" for milliseconds in times),
        f"{(hand.cpu_ms + hand.database_ms) / (hub.cpu_ms + hub.database_ms):.2f}",
        f"{statistics.median(hub.p50):.1f}",
        f"{statistics.median(hub.p99):.1f}",
        f"{result.compile_ms:.1f}",
        f"{result.first_ms:.1f}",
    ]


def _rate(series: Series) -> str:
    return f"{statistics.median(series.per_second):.0f}"


def _spread(ratios: list[float]) -> str:
    if not ratios:
        return ""
    median = statistics.median(ratios)
    form = ".2f" if median < 10 else ".0f"
    return f"{median:{form}} ({min(ratios):{form}}-{max(ratios):{form}})"
