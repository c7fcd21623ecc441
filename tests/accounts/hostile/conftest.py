"""For providers that lie: there is an account that all of it would open, and nothing is written."""

from collections.abc import AsyncGenerator, Generator

import pytest

from hub import clock
from tests.accounts.browser import Browser, browser, configured, written
from tests.accounts.hostile.refusing import EMAIL
from tests.accounts.provider import Provider, running
from tests.make import accounts as make


@pytest.fixture
def provider() -> Generator[Provider]:
    with running() as found:
        yield found


@pytest.fixture
async def nothing_is_written(connection: object) -> AsyncGenerator[None]:
    """There is an account that all of this would open."""
    await make.account(email=EMAIL, verified_at=clock.now())
    yield
    assert await written() == (0, 0)


@pytest.fixture
async def person(provider: Provider) -> AsyncGenerator[Browser]:
    async with browser(configured(provider)) as found:
        yield found
