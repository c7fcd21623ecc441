"""An engine on an empty database, at a moment that stands still."""

from collections.abc import Generator
from datetime import UTC, datetime

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient

from hub import clock
from hub.database import ReadPool
from schema import schema
from schema.engine import Engine
from schema.limits import Limits
from tests.compiler.asking import Asking, Counted
from tests.keys import KEYS

NOW = datetime(2027, 5, 12, 8, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def still() -> Generator[None]:
    """A Wednesday, at half past ten in Cremona."""
    with clock.freeze(NOW):
        yield


@pytest.fixture
async def asking(connection: BaseDBAsyncClient, pool: ReadPool) -> Asking:
    reads = Counted(pool)
    return Asking(Engine(schema, reads, limits=Limits(), keys=KEYS), reads)
