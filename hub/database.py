"""The database: the rows of the writes through Tortoise; what its driver raises, and how long it waits."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from datetime import date
from types import TracebackType
from typing import Any

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.context import TortoiseContext, get_current_context

from hub.errors import TimedOut, Unavailable
from hub.transactions import Transaction

APP = "hub"
MODELS = [
    "hub.members.models",
    "hub.members.membership_models",
    "hub.members.fee_models",
    "hub.record.models",
    "hub.accounts.models",
    "hub.accounts.session_models",
    "hub.accounts.invitation_models",
    "hub.accounts.privacy_models",
    "hub.incubation.models",
    "hub.incubation.selection_models",
    "hub.incubation.followup_models",
    "hub.incubation.register_models",
    "hub.spaces.models",
    "hub.spaces.opening_models",
    "hub.spaces.booking_models",
    "hub.spaces.attendee_models",
    "hub.spaces.calendar_models",
    "hub.spaces.rule_models",
    "hub.spaces.lease_models",
    "hub.spaces.event_models",
    "hub.projects.call_models",
    "hub.projects.models",
    "hub.projects.agreement_models",
    "hub.impact.models",
]
MIGRATIONS = "hub.migrations"
CONNECT_SECONDS = 10
CLOSE_SECONDS = 2
"""Within which a connection says farewell; a server that is gone does not answer it."""
SILENT_SECONDS = 2
"""Beyond the time of a statement, which the server itself ends: one that says nothing is gone."""

UNAVAILABLE = (
    OSError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # between the last word of a server and the end of a connection
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
)
"""What the driver raises when there is no server, or no longer one, behind a connection."""


class Client(AsyncpgDBClient):
    """Tortoise's client on a URL that goes to the driver as it is: sockets, TLS and all."""

    def __init__(self, dsn: str, acquire_seconds: float, **options: Any) -> None:
        super().__init__(**options)
        self.dsn = dsn
        self.acquire_seconds = acquire_seconds

    async def create_pool(self, **options: Any) -> Any:
        for part in ("host", "port", "user", "password", "database"):
            del options[part]
        return await asyncpg.create_pool(
            self.dsn, init=pass_days_as_text, reset=leave_as_it_is, **options
        )

    async def _close(self) -> None:
        if self._pool:
            with suppress(TimeoutError):  # then the driver has broken it off
                async with asyncio.timeout(CLOSE_SECONDS):
                    await self._pool.close()
            self._pool = None

    def _in_transaction(self) -> Transaction:
        return Transaction(self, acquire_seconds=self.acquire_seconds)


client_class = Client
"""The name by which Tortoise finds the client of its engine, which is this module."""


def tortoise_config(
    url: str,
    *,
    pool_size: int = 1,
    acquire_seconds: float = 5,
    answer_seconds: float | None = None,
    **server_settings: str,
) -> dict[str, Any]:
    credentials = {
        "dsn": url,
        "acquire_seconds": acquire_seconds,
        "minsize": 1,
        "maxsize": pool_size,
        "timeout": CONNECT_SECONDS,
        "command_timeout": answer_seconds,
        "server_settings": {"application_name": "hub", "timezone": "UTC", **server_settings},
    }
    return {
        "connections": {"default": {"engine": __name__, "credentials": credentials}},
        "apps": {APP: {"models": MODELS, "migrations": MIGRATIONS}},
        "use_tz": True,
        "timezone": "UTC",
    }


TORTOISE = tortoise_config("postgresql:///hub")
"""For `python -m tortoise -c hub.database.TORTOISE makemigrations`, which connects to nothing."""


@asynccontextmanager
async def connected(
    url: str, *, pool_size: int = 4, acquire_seconds: float = 5, statement_seconds: float = 10
) -> AsyncGenerator[BaseDBAsyncClient]:
    """Tortoise at work on a database, for all tasks of the process."""
    limit = milliseconds(statement_seconds)
    config = tortoise_config(
        url,
        pool_size=pool_size,
        acquire_seconds=acquire_seconds,
        answer_seconds=answered_within(statement_seconds),
        statement_timeout=limit,
        jit="off",
        # As for reading: of the larger statements a plan takes longer to make than to carry out.
        plan_cache_mode="force_generic_plan",
        # Plans are kept while tables grow: one that was made for an empty table is no good soon.
        enable_seqscan="off",
    )
    # The tasks that serve requests do not descend from the one that opens the database, so they
    # find it by the fallback; a second one in the same process (a test) stays with its own tasks.
    is_first = get_current_context() is None
    async with TortoiseContext() as context:
        await context.init(config=config, _enable_global_fallback=is_first)
        with driver_errors():
            await context.db().execute_query("SELECT 1")
        yield context.db()


class driver_errors:  # noqa: N801 - used as `with driver_errors():`
    """Tells a database that is away, and work that took too long, from bugs.

    A class, for a generator that does the same takes three times as long.
    """

    __slots__ = ()

    def __enter__(self) -> None:
        """Nothing is to be done before."""

    def __exit__(
        self, _: object, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if error is None:
            return
        if isinstance(error, asyncpg.QueryCanceledError):
            raise TimedOut("The database stopped a statement that took too long.") from error
        if isinstance(error, TimeoutError):
            raise Unavailable("The database does not answer in time.") from error
        # One that is a ValueError as well is a value that does not fit its place: a bug.
        if isinstance(error, UNAVAILABLE) and not isinstance(error, ValueError):
            raise Unavailable("The database does not answer.") from error


async def pass_days_as_text(connection: Any) -> None:
    """Pass days as text: of the first and the last of its calendar the driver makes infinities."""
    await connection.set_type_codec(
        "date", schema="pg_catalog", encoder=date.isoformat, decoder=date.fromisoformat
    )


async def leave_as_it_is(_: Any) -> None:
    """What a transaction sets, takes or opens ends with it: that saves a question to the server."""


def answered_within(statement_seconds: float) -> float | None:
    """Seconds after which a statement of such a limit is not waited for any more; None: for ever."""
    return statement_seconds + SILENT_SECONDS if statement_seconds else None


def milliseconds(seconds: float) -> str:
    """A time as PostgreSQL takes it for a setting."""
    return str(round(seconds * 1000))
