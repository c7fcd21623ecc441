"""Letting go of data whose time has passed: what would go, its going, and that it goes each day."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.transactions import in_transaction

from hub import clock
from hub.accounts.privacy_models import RetentionRule
from hub.accounts.sweeps import BATCH, Sweep, sweeps
from hub.actor import Viewer
from hub.background import beside
from hub.database import driver_errors
from hub.deed import Deed
from hub.errors import HubError
from hub.keeping import TERMS, Removal, RetentionKind, Term
from hub.keys import Keys

logger = logging.getLogger(__name__)

ACT = "apply_retention"
LOCK = 0x72657461696E  # "retain" in ASCII: one process at a time lets a batch go
FIRST_SECONDS = 600
"""From the start of a process to its first look; what the start needs comes before."""
PAUSE_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class Due:
    """How much of one kind has had its time, and since when at the longest."""

    sweep: Sweep
    term: Term
    rows: int
    oldest: datetime | None


async def terms(connection: BaseDBAsyncClient) -> dict[RetentionKind, Term]:
    """How long each kind is kept, and why: as a rule says, else as is usual."""
    rules = await RetentionRule.all().using_db(connection)
    said = {rule.kind: Term(rule.days, rule.reason) for rule in rules}
    return {kind: said.get(kind, usual) for kind, usual in TERMS.items()}


async def due(connection: BaseDBAsyncClient) -> list[Due]:
    """What has had its time, in each table; only a look."""
    kept, now = await terms(connection), clock.now()
    listed = []
    for sweep in sweeps():
        term = kept[sweep.kind]
        (found,) = await connection.execute_query_dict(sweep.due, [now, term.days])
        listed.append(Due(sweep, term, found["rows"], found["oldest"]))
    return listed


async def run_due(keys: Keys) -> Mapping[str, int]:
    """Let go of what has had its time: how many rows of each table."""
    now = clock.now()
    with driver_errors():
        gone = {
            sweep.table: await _let_go(sweep, keys, now)
            for sweep in sweeps()
            if sweep.removal is not Removal.LISTED
        }
    return {table: rows for table, rows in gone.items() if rows}


@asynccontextmanager
async def tidying(keys: Keys) -> AsyncGenerator[None]:
    """Let go of what has had its time once a day, beside what is done within the block."""
    async with beside(_daily(keys)):
        yield


async def _daily(keys: Keys) -> None:
    await asyncio.sleep(FIRST_SECONDS)
    while True:
        try:
            gone = await run_due(keys)
        except HubError as error:
            logger.warning("retention waits for the next day", extra={"reason": str(error)})
        except Exception:
            logger.exception("retention failed and is tried again the next day")
        else:
            if gone:
                logger.info("data had had their time", extra={"rows": gone})
        await asyncio.sleep(PAUSE_SECONDS)


async def _let_go(sweep: Sweep, keys: Keys, now: datetime) -> int:
    gone = 0
    while True:
        rows = await _batch(sweep, keys, now)
        gone += rows
        if rows < BATCH:
            return gone


async def _batch(sweep: Sweep, keys: Keys, now: datetime) -> int:
    """Let as many rows go as fit into one transaction, with its audit entry."""
    async with in_transaction() as connection:
        await connection.execute_query("SELECT pg_advisory_xact_lock($1)", [LOCK])
        term = (await terms(connection))[sweep.kind]
        (found,) = await connection.execute_query_dict(sweep.remove, [now, term.days])
        rows: int = found["rows"]
        if rows:
            deed = Deed(connection, Viewer(now, clock.day_of(now)), keys)
            told = {"kind": sweep.kind, "removal": sweep.removal, "rows": rows}
            deed.changes.note_many(sweep.table, **told)
            await deed.finish()
            await connection.execute_script(await deed.seal(ACT, None))
    return rows
