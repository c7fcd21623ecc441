"""The connections of the reads, past Tortoise: a statement in, the bytes of its answer out."""

import asyncio
from collections.abc import Sequence
from typing import Any, Self

import asyncpg

from hub.database import (
    CLOSE_SECONDS,
    CONNECT_SECONDS,
    answered_within,
    driver_errors,
    milliseconds,
    pass_days_as_text,
)
from hub.places import Places
from hub.time_limit import TimeLimit

CACHED_STATEMENTS = 100
"""Statements that a connection keeps prepared: the server holds a plan for each of them."""
LONGEST_CACHED = 64 * 1024
"""Characters; a plan takes some thirty times the room of its statement, in every connection."""


class ReadPool:
    """Connections for reading: a statement in, the bytes of one JSON text out.

    Statements must leave no state on a connection: nothing is reset between two of them. That,
    and no timer for a connection that is free, is what it leaves out beside the driver's pool,
    whose care takes as long as a short statement.
    """

    def __init__(
        self,
        url: str,
        *,
        size: int = 8,
        acquire_seconds: float = 5,
        statement_seconds: float = 10,
        **server_settings: str,
    ) -> None:
        self._url = url
        self._places = Places(size)
        self._idle: list[Any] = []
        self._busy: set[Any] = set()
        self._patience = TimeLimit(acquire_seconds)
        self._answer_seconds = answered_within(statement_seconds)
        self._settings = {
            "application_name": "hub reads",
            "timezone": "UTC",
            "jit": "off",
            "plan_cache_mode": "force_generic_plan",
            "default_transaction_read_only": "on",
            "statement_timeout": milliseconds(statement_seconds),
            **server_settings,
        }

    async def __aenter__(self) -> Self:
        with driver_errors():
            self._give_back(await self._take())
        return self

    async def __aexit__(self, *_: object) -> None:
        for connection in self._busy:
            connection.terminate()
        closing = (connection.close(timeout=CLOSE_SECONDS) for connection in self._idle)
        await asyncio.gather(*closing, return_exceptions=True)

    async def fetch_json(self, sql: str, args: Sequence[object] = ()) -> bytes:
        """The one value of type json that the statement yields, as PostgreSQL wrote it."""
        with driver_errors():
            connection = self._at_hand() or await self._take()
            try:
                value: bytes = await connection.fetchval(sql, *args)
            finally:
                self._give_back(connection)
        return value

    async def fetch_row(self, sql: str, args: Sequence[object] = ()) -> asyncpg.Record | None:
        """The first row that the statement yields."""
        with driver_errors():
            connection = self._at_hand() or await self._take()
            try:
                row: asyncpg.Record | None = await connection.fetchrow(sql, *args)
            finally:
                self._give_back(connection)
        return row

    async def _take(self) -> Any:
        """A connection, as soon as there is a place for one."""
        if not self._places.take_at_once():
            with self._patience.held():
                await self._places.take()
        try:
            connection = self._live() or await self._connect()
        except BaseException:
            self._places.give_back()
            raise
        self._busy.add(connection)
        return connection

    def _at_hand(self) -> Any:
        """The idle connection that was used last; None if it takes longer to get one."""
        if not self._idle or not self._places.take_at_once():
            return None
        connection = self._live()
        if connection is None:
            self._places.give_back()
        else:
            self._busy.add(connection)
        return connection

    def _live(self) -> Any:
        while self._idle:
            connection = self._idle.pop()
            if not connection.is_closed():
                return connection
        return None

    def _give_back(self, connection: Any) -> None:
        # After a cancelled statement the driver itself holds back the next one until all is quiet.
        self._busy.discard(connection)
        self._idle.append(connection)
        self._places.give_back()

    async def _connect(self) -> Any:
        connection = await asyncpg.connect(
            self._url,
            timeout=CONNECT_SECONDS,
            command_timeout=self._answer_seconds,
            server_settings=self._settings,
            statement_cache_size=CACHED_STATEMENTS,
            max_cached_statement_lifetime=0,  # a plan stays good; a deep one is long to make
            max_cacheable_statement_size=LONGEST_CACHED,
        )
        await connection.set_type_codec(
            "json", schema="pg_catalog", encoder=bytes, decoder=bytes, format="binary"
        )
        await pass_days_as_text(connection)
        return connection
