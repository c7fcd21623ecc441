"""Transactions of the writes, on connections that may break at any moment."""

import asyncio
from contextlib import suppress
from types import TracebackType

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import (
    NestedTransactionContext,
    TransactionalDBClient,
    TransactionContextPooled,
)
from tortoise.connection import get_connections
from tortoise.exceptions import TransactionManagementError

from hub.time_limit import TimeLimit

MARK = "SELECT pg_logical_emit_message(true, 'hub', '')"
"""A transaction that writes nothing but a word into the log, which means nothing: once it is on the
disk, all before it is. Those who wait for it have no lock."""
MARK_IF_NEEDED = (
    "SELECT CASE WHEN pg_current_wal_insert_lsn() > pg_current_wal_flush_lsn()"
    " THEN pg_logical_emit_message(true, 'hub', '') END"
)
INNER = "inmost"
"""Of savepoints of one name the last one counts."""

RETURN_SECONDS = 2.0
"""Longer the way back takes only when the server is beyond reach; then it rolls back by itself."""
BROKEN = (
    OSError,
    TimeoutError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
)
"""What a connection raises that cannot be used any more."""


class Writing(TransactionWrapper):
    """Tortoise's client within a transaction, which begins and ends by statements like all others:
    so the last of them goes to the server together with the commit.
    """

    async def begin(self) -> None:
        await self.execute_script("BEGIN")

    async def commit(self) -> None:
        await self._end("COMMIT")

    async def commit_after(self, last: str) -> None:
        """Commit what is not to wait for the disk with its locks, after a last statement, and come
        back once it is there: only then may anybody be told so.

        Others may see it a moment earlier. What they do then lies behind it in the log: no crash
        keeps theirs and loses this.
        """
        await self._end("; ".join([*([last] if last else []), "COMMIT", MARK]))

    async def roll_back_told(self) -> None:
        """Roll back, and come back once all that was seen is on the disk: somebody is told of it."""
        try:
            with TimeLimit(RETURN_SECONDS).held():
                await self._end(f"ROLLBACK; {MARK_IF_NEEDED}")
        except TimeoutError as error:
            raise ConnectionAbortedError("The server does not answer.") from error

    async def rollback(self) -> None:
        await self._end("ROLLBACK")

    async def savepoint(self) -> None:
        await self.execute_script(f"SAVEPOINT {INNER}")

    async def release_savepoint(self) -> None:
        await self._end(f"RELEASE SAVEPOINT {INNER}")

    async def savepoint_rollback(self) -> None:
        await self._end(f"ROLLBACK TO SAVEPOINT {INNER}; RELEASE SAVEPOINT {INNER}")

    def _in_transaction(self) -> NestedTransactionContext:
        return NestedTransactionContext(Writing(self))

    async def _end(self, script: str) -> None:
        if self._finalized:
            raise TransactionManagementError("The transaction has ended.")
        await self.execute_script(script)
        self._finalized = True


class Transaction(TransactionContextPooled):
    """Tortoise's, but for when it breaks: the first error counts, and no connection is lost.

    Tortoise keeps the connection of a transaction that could not begin, waits without end for a
    free one, and lets an error of the way back hide whether there was a commit before it.
    """

    def __init__(self, client: AsyncpgDBClient, *, acquire_seconds: float) -> None:
        super().__init__(Writing(client), client._pool_init_lock)
        self._acquire_seconds = acquire_seconds

    async def __aenter__(self) -> TransactionalDBClient:
        await self.ensure_connection()
        self._pool = self.client._parent._pool
        async with asyncio.timeout(self._acquire_seconds):
            self.client._connection = await self._pool.acquire()
        try:
            await self.client.begin()
        except BaseException:
            self._drop()
            raise
        self.token = get_connections().set(self.connection_name, self.client)
        return self.client

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        get_connections().reset(self.token)
        try:
            if not self.client._finalized:
                await (self.client.commit() if error is None else self._roll_back())
        finally:
            # Whether it took effect is decided: what breaks now is of no account.
            with suppress(*BROKEN):
                await self._pool.release(self.client._connection, timeout=RETURN_SECONDS)

    async def _roll_back(self) -> None:
        try:
            with TimeLimit(RETURN_SECONDS).held():
                await self.client.rollback()
        except BROKEN:
            self._drop()

    def _drop(self) -> None:
        with suppress(asyncpg.InterfaceError):  # it is gone already
            self.client._connection.terminate()
