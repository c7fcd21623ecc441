"""The world of the oracle, built once for each process of a run, and the engine before it."""

import asyncio
import os
from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Any

import pytest

from hub.actor import Viewer
from hub.database import ReadPool, connected
from schema import schema
from schema.engine import Answer, Engine, Request
from schema.limits import Limits
from tests import databases
from tests.oracle.facts import Figures, Ranks, figures, ranks
from tests.oracle.memory import Memory, load
from tests.oracle.orders import Place
from tests.oracle.sight import Sight
from tests.oracle.world.build import build
from tests.oracle.writing.ground import DAYS, QUERIES, Ground

UNLIMITED = Limits(
    tokens=100_000, depth=100, aliases=10_000, root_fields=100, directives=10_000, cost=10**12
)


@dataclass(frozen=True)
class World:
    """The same rows in a database and in memory, and everybody who asks about them."""

    url: str
    memory: Memory
    figures: Figures
    ranks: Ranks
    sights: dict[str, Sight]
    places: dict[str, Place] = field(default_factory=dict)
    """What the cursors met so far mean."""

    @property
    def ground(self) -> Ground:
        return Ground(self.memory)


@pytest.fixture(scope="session")
def world(server_url: str, migrated_template: str) -> Generator[World]:
    """A database of its own: those of other tests are emptied again and again."""
    name = f"{migrated_template}_{os.getpid()}_world"
    url = databases.copy(server_url, name, of=migrated_template)
    yield asyncio.run(_remembered(url))
    databases.drop(server_url, name)


@dataclass(frozen=True)
class Hub:
    """An engine on the world's database, for tests that draw while they run."""

    engine: Engine
    runner: asyncio.Runner

    def answer(self, query: str, variables: dict[str, Any], viewer: Viewer) -> Answer:
        request = Request(query, None, variables)
        return self.runner.run(self.engine.answer(request, viewer, queries_only=False))


@pytest.fixture(scope="session")
def hub(world: World) -> Generator[Hub]:
    # Hypothesis stops a test by an exception that would end an event loop that it passes through.
    with asyncio.Runner() as runner:
        reads = runner.run(ReadPool(world.url, size=1).__aenter__())
        yield Hub(Engine(schema, reads, UNLIMITED), runner)
        runner.run(reads.__aexit__(None, None, None))


async def _remembered(url: str) -> World:
    viewers: dict[str, Viewer] = await build(url)
    async with connected(url) as connection:
        memory = await load(connection)
        sights = {name: Sight(memory, viewer) for name, viewer in viewers.items()}
        known = await figures(connection, DAYS), await ranks(connection, QUERIES)
        return World(url, memory, *known, sights)
