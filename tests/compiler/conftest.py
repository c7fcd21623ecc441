"""An engine on an empty database, at a moment that stands still."""

from collections.abc import Generator

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient

from hub import clock
from hub.read_pool import ReadPool
from tests.compiler.asking import Asking
from tests.mutating.doing import NOW


@pytest.fixture(autouse=True)
def still() -> Generator[None]:
    with clock.freeze(NOW):
        yield


@pytest.fixture
async def asking(connection: BaseDBAsyncClient, pool: ReadPool) -> Asking:
    return Asking.on(pool)
