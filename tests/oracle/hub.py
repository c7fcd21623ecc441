"""The engine before a world of rows: how the tests ask it, and what it must answer."""

import asyncio
import json
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from hub.actor import Viewer
from hub.database import connected
from hub.read_pool import ReadPool
from schema import schema
from schema.engine import Answer, Engine, Request
from schema.limits import Limits
from tests.keys import KEYS
from tests.oracle.agreement import disagreement
from tests.oracle.answers import answer
from tests.oracle.facts import Facts, facts
from tests.oracle.memory import Memory, load
from tests.oracle.orders import Place
from tests.oracle.sight import Sight
from tests.oracle.writing.ground import DAYS, QUERIES, Ground

UNLIMITED = Limits(
    tokens=100_000, depth=100, aliases=10_000, root_fields=100, directives=10_000, cost=10**12
)


@dataclass(frozen=True)
class World:
    """Rows in memory, and everybody who asks about them."""

    memory: Memory
    facts: Facts
    sights: Mapping[str, Sight]
    places: dict[str, Place] = field(default_factory=dict)
    """What the cursors met so far mean."""

    @property
    def ground(self) -> Ground:
        return Ground(self.memory)


@dataclass(frozen=True)
class Hub:
    """An engine that is asked from outside of any event loop."""

    engine: Engine
    runner: asyncio.Runner

    def answer(self, query: str, variables: Mapping[str, Any], viewer: Viewer) -> Answer:
        request = Request(query, None, variables)
        return self.runner.run(self.engine.answer(request, viewer, queries_only=False))

    def data(self, query: str, variables: Mapping[str, Any], viewer: Viewer) -> Any:
        answered = self.answer(query, variables, viewer)
        assert answered.status == 200, (query, variables, answered.body)
        return json.loads(answered.body)["data"]


@contextmanager
def opened(url: str) -> Generator[Hub]:
    """The engine on a database."""
    # Hypothesis stops a test by an exception that would end an event loop that it passes through.
    with asyncio.Runner() as runner:
        reads = runner.run(ReadPool(url, size=1).__aenter__())
        yield Hub(Engine(schema, reads, limits=UNLIMITED, keys=KEYS), runner)
        runner.run(reads.__aexit__(None, None, None))


async def remembered(url: str, viewers: Mapping[str, Viewer]) -> World:
    """The rows of a database, before the eyes of these viewers."""
    async with connected(url) as connection:
        memory = await load(connection)
        sights = {name: Sight(memory, viewer) for name, viewer in viewers.items()}
        return World(memory, await facts(connection, DAYS, QUERIES), sights)


@dataclass(frozen=True)
class Trial:
    """The engine and the oracle before the same world."""

    world: World
    hub: Hub

    def agreed(self, viewer: str, query: str, variables: Mapping[str, Any]) -> Any:
        """The engine's data, which must be the oracle's."""
        sight, places = self.world.sights[viewer], self.world.places
        expected = answer(query, variables, sight=sight, facts=self.world.facts, places=places)
        found = self.hub.data(query, variables, sight.viewer)
        difference = disagreement(expected, found, places=places)
        assert difference is None, (viewer, query, variables, difference)
        return found
