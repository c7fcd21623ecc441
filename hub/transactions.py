"""Transactions of the writes, on connections that may break at any moment."""

import asyncio
from contextlib import suppress
from types import TracebackType

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import TransactionalDBClient, TransactionContextPooled
from tortoise.connection import get_connections

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
