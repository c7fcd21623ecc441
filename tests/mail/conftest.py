"""For mails: an engine that writes, at a moment that stands still, and who brings them."""

from collections.abc import Generator
from pathlib import Path

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient

from hub import clock
from hub.read_pool import ReadPool
from tests.mail.postman import Postman
from tests.mutating.doing import NOW, Doing


@pytest.fixture
def still() -> Generator[None]:
    with clock.freeze(NOW):
        yield


@pytest.fixture
async def doing(still: None, connection: BaseDBAsyncClient, pool: ReadPool) -> Doing:
    return Doing.on(pool)


@pytest.fixture
def postman(connection: BaseDBAsyncClient, tmp_path: Path) -> Postman:
    return Postman(connection, tmp_path / "mails")
