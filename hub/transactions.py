"""Transactions of the writes, on connections that may break at any moment."""

import asyncio
from contextlib import suppress
from types import TracebackType

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import TransactionalDBClient, TransactionContextPooled
from tortoise.connection import get_connections

SETTLE = "SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL synchronous_commit = off"
"""Has what was put off checked, and the commit not wait for the disk: `commit` does, with no lock.

All acts meet at the end of the record's chain. There they would wait for the disk one by one, which
may take longer than all else that they do there; so they wait for it together.
"""
MARK = "SELECT pg_logical_emit_message(true, 'hub', '')"
"""A transaction that writes nothing but a word into the log, which means nothing: once it is on the
disk, all before it is."""

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


async def commit(connection: TransactionalDBClient) -> None:
    """Commit, and come back once it is on the disk: only then may anybody be told so.

    Others may see it a moment earlier. What they do then lies behind it in the log: no crash keeps
    theirs and loses this.
    """
    await connection.commit()
    await connection.execute_script(MARK)


class Transaction(TransactionContextPooled):
    """Tortoise's, but for when it breaks: the first error counts, and no connection is lost.

    Tortoise keeps the connection of a transaction that could not begin, waits without end for a
    free one, and lets an error of the way back hide whether there was a commit before it.
    """

    def __init__(self, client: AsyncpgDBClient, *, acquire_seconds: float) -> None:
        super().__init__(TransactionWrapper(client), client._pool_init_lock)
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
            async with asyncio.timeout(RETURN_SECONDS):
                await self.client.rollback()
        except BROKEN:
            self._drop()

    def _drop(self) -> None:
        with suppress(asyncpg.InterfaceError):  # it is gone already
            self.client._connection.terminate()
