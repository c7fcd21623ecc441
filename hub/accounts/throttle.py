"""How often somebody may try to sign in: buckets of tries that fill up again, for all processes.

A try is taken before a password is looked at, by the account's address and by the client's, and
given back to whoever proves to be the holder. Whoever knows an address can so keep its holder out
for as long as the tries go on; who guesses from many places is held back all the same.
"""

import logging
import math
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.transactions import in_transaction

from hub.accounts.models import Account
from hub.accounts.refusals import TooManyAttempts
from hub.act import Order, transact
from hub.database import driver_errors
from hub.deed import Deed
from hub.errors import HubError, Refused
from hub.keys import Keys

logger = logging.getLogger(__name__)

PREFIX = "sign-in:"
"""Of the keys of these buckets in a table that others use, too."""

REFILLED = (
    "least($2::float8, held.level + $3::float8"
    " * greatest(0, extract(epoch FROM $4::timestamptz - held.filled_at))::float8)"
)
TAKE = f"""
INSERT INTO bucket AS held (caller, level, filled_at)
VALUES ($1::text, $2::float8 - 1, $4::timestamptz)
ON CONFLICT (caller) DO UPDATE SET
    level = {REFILLED} - 1, filled_at = greatest(held.filled_at, $4::timestamptz)
WHERE {REFILLED} >= 1
RETURNING level
"""  # noqa: S608 - of constants
WAIT = f"""
SELECT (1 - {REFILLED}) / $3::float8 AS seconds FROM bucket held
WHERE caller = $1::text
"""  # noqa: S608 - of constants
GIVE_BACK = """
UPDATE bucket SET level = least($2::float8, level + 1) WHERE caller = $1::text
"""


@dataclass(frozen=True, slots=True)
class Limit:
    """How many tries there are at once, and after how many seconds there is one more."""

    kind: str
    tries: int
    seconds: float


OF_ACCOUNT = Limit("account", 10, 30)
OF_CLIENT = Limit("client", 30, 5)
"""Many share the address of an office."""
OF_CODE = Limit("code", 5, 300)
"""Codes have six digits, three of which are right at a time: at this pace it takes years to find
one by chance. Only who knows the password comes so far, so nobody else is kept out."""
OF_MAIL = Limit("mail", 3, 600)
"""Mails that anybody may have sent to an address."""
OF_NOTE = Limit("note", 1, 3600)
"""How often the record says that an account is being guessed at."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """The tries of one account or one client; who that is cannot be read from its key."""

    limit: Limit
    key: str

    @classmethod
    def of(cls, keys: Keys, limit: Limit, whose: str) -> "Bucket":
        return cls(limit, f"{PREFIX}{limit.kind}:{keys.mac('throttle', limit.kind, whose)}")

    @property
    def values(self) -> list[object]:
        return [self.key, self.limit.tries, 1 / self.limit.seconds]


async def take(buckets: Iterable[Bucket], now: datetime) -> None:
    """Take a try from each; Refused by the first that has none, which others may have given."""
    with driver_errors():
        async with in_transaction() as connection:
            for bucket in buckets:
                if not await _taken(connection, bucket, now):
                    break
            else:
                return
            rows = await connection.execute_query_dict(WAIT, [*bucket.values, now])
    # Gone meanwhile, or full again: at once is soon enough.
    seconds = max(1, math.ceil(round(rows[0]["seconds"], 3))) if rows else 1
    raise Refused(TooManyAttempts(seconds=seconds))


async def take_noting(bucket: Bucket, email: str, *, order: Order) -> None:
    """Take a try of an account; where there is none, the record says so, once an hour.

    It says so of addresses without an account as well: one takes as long as the other.
    """
    try:
        await take([bucket], order.viewer.now)
    except Refused:
        note = Bucket.of(order.keys, OF_NOTE, bucket.key)
        if await _is_first(note, order.viewer.now):
            logger.warning("sign-in held back", extra={"limit": bucket.limit.kind})
            await transact("limit_sign_in", lambda deed: _note(deed, email), order=order)
        raise


async def give_back(buckets: Iterable[Bucket]) -> None:
    """Return a try to each: whoever made it was the holder.

    Where that fails they come back by themselves: what was done before is not said to have failed.
    """
    with suppress(HubError), driver_errors():
        async with in_transaction() as connection:
            for bucket in buckets:
                await connection.execute_query(GIVE_BACK, [bucket.key, bucket.limit.tries])


async def _is_first(bucket: Bucket, now: datetime) -> bool:
    with driver_errors():
        async with in_transaction() as connection:
            return await _taken(connection, bucket, now)


async def _note(deed: Deed, email: str) -> None:
    account = await Account.filter(email=email).using_db(deed.connection).first()
    if account is not None:
        deed.touch(account)


async def _taken(connection: BaseDBAsyncClient, bucket: Bucket, now: datetime) -> bool:
    return bool(await connection.execute_query_dict(TAKE, [*bucket.values, now]))
