"""What every test may use: above all a database of its own, on one server a run."""

import gc
import os
import shutil
import tempfile
from collections.abc import AsyncGenerator, Generator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from tortoise.apps import Apps
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.models import Model

from hub import embedded, settings
from hub.cluster import ROLE, SUPERUSER, Cluster
from hub.database import connected
from hub.migrate import migrate
from hub.read_pool import ReadPool
from tests import databases, emptying, hanging
from tests.emptying import Empty

EXTERNAL_SERVER = "TEST_DATABASE_URL"
RUN = pytest.StashKey[tuple[str, Path]]()
MEMORY = Path("/dev/shm")  # noqa: S108 - only asked for its size; the directory made there is private
ENOUGH_MEMORY = 2 * 1024**3
COLLECT_AFTER = (100_000, 20, 20)
"""New objects before Python looks for circles among them, and how often among the older ones, which
for the most part stay to the end: the schema, the models, the tests themselves."""


def pytest_configure(config: pytest.Config) -> None:
    """Name the run, and make its directory, once for all processes of it."""
    gc.set_threshold(*COLLECT_AFTER)
    config.pluginmanager.register(hanging)
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
def default_settings(pytestconfig: pytest.Config) -> Generator[None]:
    """Tests see the defaults, whatever the developer has set; and no authority is trusted.

    Each client would read the certificates of all that the system trusts, to speak with a test.
    """
    _, home = pytestconfig.stash[RUN]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_DIR", str(home))
        for name in settings.variables():
            if name != EXTERNAL_SERVER:
                patch.delenv(name)
        yield


@pytest.fixture(scope="session", autouse=True)
def models_completed_once() -> Generator[None]:
    """Tortoise completes its models whenever it is opened, always in the same way: once will do."""
    complete, completed = Apps._build_initial_querysets, set[type[Model]]()

    def complete_once(apps: Apps) -> None:
        models = {model for app in apps.apps.values() for model in app.values()}
        if not models <= completed:
            complete(apps)
            completed.update(models)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Apps, "_build_initial_querysets", complete_once)
        yield


@pytest.fixture(scope="session")
def server_url(pytestconfig: pytest.Config, default_settings: None) -> Generator[str]:
    """A server that may be filled with databases: the embedded one, or TEST_DATABASE_URL."""
    if external := _external_server():
        yield external
        return
    _, home = pytestconfig.stash[RUN]
    with embedded.running(settings.load(data_dir=home / "data")) as url:
        emptying.allow(Cluster(home / "data").url(SUPERUSER), ROLE)
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


@pytest.fixture(scope="session")
def empty_database(database_url: str) -> Generator[Empty]:
    """Empties the process's own database."""
    with emptying.opened(database_url) as empty:
        yield empty


@pytest.fixture
def emptied_url(database_url: str, empty_database: Empty) -> Generator[str]:
    """The process's own database, which is empty again afterwards."""
    yield database_url
    empty_database()


@pytest.fixture
async def connection(emptied_url: str) -> AsyncGenerator[BaseDBAsyncClient]:
    """Tortoise on this process's database, which is empty again afterwards."""
    async with connected(emptied_url) as client:
        yield client


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
