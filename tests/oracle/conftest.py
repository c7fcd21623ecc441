"""The world of the oracle, built once for each process of a run."""

import asyncio
import os
from collections.abc import Generator

import pytest

from tests import databases
from tests.oracle.hub import Trial, World, opened, remembered
from tests.oracle.world.build import build


@pytest.fixture(scope="session")
def world_url(server_url: str, migrated_template: str) -> Generator[str]:
    """A database of its own: those of other tests are emptied again and again."""
    name = f"{migrated_template}_{os.getpid()}_world"
    yield databases.copy(server_url, name, of=migrated_template)
    databases.drop(server_url, name)


@pytest.fixture(scope="session")
def trial(world_url: str) -> Generator[Trial]:
    world = asyncio.run(_world(world_url))
    with opened(world_url) as hub:
        yield Trial(world, hub)


async def _world(url: str) -> World:
    return await remembered(url, await build(url))
