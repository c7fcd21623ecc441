"""For the acts: an engine that writes, at a moment that stands still."""

from collections.abc import Generator

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient

from hub import clock
from hub.read_pool import ReadPool
from tests.mutating.doing import NOW, Doing


@pytest.fixture
def still() -> Generator[None]:
    with clock.freeze(NOW):
        yield


@pytest.fixture
async def doing(still: None, connection: BaseDBAsyncClient, pool: ReadPool) -> Doing:
    return Doing.on(pool)
