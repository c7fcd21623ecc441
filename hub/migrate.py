"""Bringing the database to the code's schema: one process at a time, each step whole or not at all."""

import asyncio
import logging
import pkgutil
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.context import TortoiseContext
from tortoise.migrations.executor import MigrationExecutor, MigrationTarget
from tortoise.migrations.graph import MigrationKey
from tortoise.migrations.recorder import MigrationRecorder
from tortoise.transactions import in_transaction

from hub import migrations
from hub.database import APP, CONNECT_SECONDS, driver_errors, tortoise_config
from hub.errors import Misconfigured
from hub.single import single

logger = logging.getLogger(__name__)

LOCK = 0x706F6C6F_687562  # "polohub" in ASCII: the advisory lock of migrations
LOCK_TIMEOUT = "2s"
ATTEMPTS = 10
PAUSE_SECONDS = 1
LATEST = "__latest__"
NOTHING = "__first__"
OLDEST_SERVER = 15


async def migrate(url: str, *, to: str = LATEST) -> list[str]:
    """Apply what is missing, or go forward or back to one migration; the names that were run.

    A statement waits at most two seconds for a lock, so that it never holds up those who read
    and write behind it; the step is then tried again.
    """
    if to == LATEST and not await pending(url):
        return []
    async with _alone(url), _executor(url) as executor:
        await executor.migrate([])  # makes the table of what was applied
        plan = await executor.plan([MigrationTarget(APP, to)])
        goes_back = any(step.backward for step in plan)
        is_blank = not await executor.recorder.applied_migrations()
        if goes_back or (is_blank and all(step.migration.atomic for step in plan)):
            # In one transaction: nobody works on a blank database, or on one that is taken back.
            await _run_patiently(executor, to)
        else:
            for step in plan:
                await _run_patiently(executor, step.migration.name, atomic=step.migration.atomic)
        return [step.migration.name for step in plan]


async def pending(url: str) -> list[str]:
    """The migrations of the code that the database lacks; only a look, cheap enough to repeat."""
    written = sorted(module.name for module in pkgutil.iter_modules(migrations.__path__))
    async with single(url, answer_seconds=CONNECT_SECONDS) as connection:
        applied = await _applied(connection)
    unknown = sorted(applied.difference(written))
    if unknown:
        raise Misconfigured(
            f"The database is ahead of this hub, which does not know {', '.join(unknown)}. "
            "Run a newer version of the hub."
        )
    return [name for name in written if name not in applied]


async def _applied(connection: asyncpg.Connection) -> set[str]:
    if not await connection.fetchval("SELECT to_regclass('tortoise_migrations') IS NOT NULL"):
        return set()
    query = "SELECT name FROM tortoise_migrations WHERE app = $1"
    return {row["name"] for row in await connection.fetch(query, APP)}


@asynccontextmanager
async def _alone(url: str) -> AsyncGenerator[None]:
    """Hold the lock of migrations; whoever comes second waits, and then finds nothing to do."""
    async with single(url) as connection:
        if connection.get_server_version().major < OLDEST_SERVER:
            version = await connection.fetchval("SHOW server_version")
            raise Misconfigured(
                f"The server is PostgreSQL {version}; the hub needs {OLDEST_SERVER} or newer."
            )
        await connection.execute("SET statement_timeout = 0; SET lock_timeout = 0")
        await connection.execute("SELECT pg_advisory_lock($1)", LOCK)
        yield


@asynccontextmanager
async def _executor(url: str) -> AsyncGenerator[MigrationExecutor]:
    config = tortoise_config(url, lock_timeout=LOCK_TIMEOUT, statement_timeout="0")
    async with TortoiseContext() as context:
        await context.init(config=config)
        with driver_errors():
            await context.db().execute_query("SELECT 1")
        yield _executor_on(context.db(), config["apps"])


def _executor_on(connection: BaseDBAsyncClient, apps: dict[str, Any]) -> MigrationExecutor:
    executor = MigrationExecutor(connection, apps)
    executor.recorder = executor.loader.recorder = Recorder(connection)
    return executor


class Recorder(MigrationRecorder):
    """Tortoise's record of what was applied, that does not take any failure for "nothing yet"."""

    async def applied_migrations(self) -> list[MigrationKey]:
        exists = f"SELECT to_regclass('{self.table_name}') IS NOT NULL AS is_made"
        (found,) = await self.connection.execute_query_dict(exists)
        if not found["is_made"]:
            return []
        query = f"SELECT app, name FROM {self.table_name} ORDER BY applied_at, name"  # noqa: S608
        rows = await self.connection.execute_query_dict(query)
        return [MigrationKey(row["app"], row["name"]) for row in rows]


async def _run_patiently(executor: MigrationExecutor, name: str, *, atomic: bool = True) -> None:
    for _ in range(ATTEMPTS - 1):
        try:
            return await _run(executor, MigrationTarget(APP, name), atomic=atomic)
        except asyncpg.LockNotAvailableError:
            logger.warning("migration %s waits for others to let go of a table", name)
            await asyncio.sleep(PAUSE_SECONDS)
    return await _run(executor, MigrationTarget(APP, name), atomic=atomic)


async def _run(executor: MigrationExecutor, target: MigrationTarget, *, atomic: bool) -> None:
    """Run to the target and record it in one transaction, so that neither is left without the other.

    Left to itself Tortoise records a step after its commit; a crash between the two would leave a
    schema that nobody knows of. A step that is not atomic must therefore bear to be run again.
    """
    if not atomic:
        return await executor.migrate([target])
    async with in_transaction() as connection:
        return await _executor_on(connection, executor.loader.apps_config).migrate([target])
