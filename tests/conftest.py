"""What every test may use: above all a database of its own, on one server a run."""

import os
import shutil
import tempfile
from collections.abc import AsyncGenerator, Generator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient

from hub import embedded, settings
from hub.database import ReadPool, connected
from hub.migrate import migrate
from tests import databases

EXTERNAL_SERVER = "TEST_DATABASE_URL"
RUN = pytest.StashKey[tuple[str, Path]]()
MEMORY = Path("/dev/shm")  # noqa: S108 - only asked for its size; the directory made there is private
ENOUGH_MEMORY = 2 * 1024**3


def pytest_configure(config: pytest.Config) -> None:
    """Name the run, and make its directory, once for all processes of it."""
    given = getattr(config, "workerinput", None)
    if given:
        config.stash[RUN] = (given["hub_run"], Path(given["hub_home"]))
    else:
        config.stash[RUN] = (f"hub_test_{uuid4().hex[:8]}", _make_home())


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a process of xdist the run that it belongs to."""
    run, home = node.config.stash[RUN]
    node.workerinput |= {"hub_run": run, "hub_home": str(home)}


def pytest_unconfigure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return
    run, home = config.stash[RUN]
    shutil.rmtree(home)
    if external := _external_server():
        databases.drop_all(external, run)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session", autouse=True)
def default_settings() -> Generator[None]:
    """Tests see the defaults, whatever the developer has set."""
    with pytest.MonkeyPatch.context() as patch:
        for name in settings.variables():
            if name != EXTERNAL_SERVER:
                patch.delenv(name)
        yield


@pytest.fixture(scope="session")
def server_url(pytestconfig: pytest.Config, default_settings: None) -> Generator[str]:
    """A server that may be filled with databases: the embedded one, or TEST_DATABASE_URL."""
    if external := _external_server():
        yield external
        return
    _, home = pytestconfig.stash[RUN]
    with embedded.running(settings.load(data_dir=home / "data")) as url:
        yield url


@pytest.fixture(scope="session")
def migrated_template(pytestconfig: pytest.Config, server_url: str) -> str:
    """The name of a database with the schema and no rows, made once a run."""
    run, _ = pytestconfig.stash[RUN]
    databases.template(server_url, run, migrate)
    return run


@pytest.fixture(scope="session")
def database_url(server_url: str, migrated_template: str) -> Generator[str]:
    """The process's own database with the schema; `connection` empties it after each test."""
    name = f"{migrated_template}_{os.getpid()}"
    yield databases.copy(server_url, name, of=migrated_template)
    databases.drop(server_url, name)


@pytest.fixture
def fresh_database_url(server_url: str, migrated_template: str) -> Generator[str]:
    """A database with the schema for one test alone, for what no emptying can undo."""
    name = f"{migrated_template}_{uuid4().hex[:8]}"
    yield databases.copy(server_url, name, of=migrated_template)
    databases.drop(server_url, name)


@pytest.fixture
def blank_database_url(server_url: str, migrated_template: str) -> Generator[str]:
    """A database without even the schema, for one test alone."""
    name = f"{migrated_template}_{uuid4().hex[:8]}"
    yield databases.copy(server_url, name, of="template1")
    databases.drop(server_url, name)


@pytest.fixture
def quick_path(pytestconfig: pytest.Config) -> Path:
    """A directory for one test alone, in memory where there is enough of it."""
    _, home = pytestconfig.stash[RUN]
    return Path(tempfile.mkdtemp(dir=home))


@pytest.fixture
async def connection(database_url: str) -> AsyncGenerator[BaseDBAsyncClient]:
    """Tortoise on this process's database, which is empty again afterwards."""
    async with connected(database_url) as client:
        yield client
    await databases.empty(database_url)


@pytest.fixture
async def pool(database_url: str) -> AsyncGenerator[ReadPool]:
    """The connections that reads go through."""
    async with ReadPool(database_url, size=2) as reads:
        yield reads


def _make_home() -> Path:
    # In memory where there is enough of it: a server that syncs to disk there costs nothing.
    in_memory = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH_MEMORY
    return Path(tempfile.mkdtemp(prefix="hub-tests-", dir=MEMORY if in_memory else None))


def _external_server() -> str | None:
    return os.environ.get(EXTERNAL_SERVER)  # noqa: TID251 - a setting of the tests, not of the hub
