"""Buckets in the database, for callers who are served by several processes."""

from collections.abc import Callable
from datetime import timedelta

from hub import clock
from hub.purse import Purse, Terms
from hub.read_pool import ReadPool
from hub.sql import Sql, composed
from hub.web.buckets import LEAST, Buckets, exhausted

REFILLED = Sql(
    """least($2::float8, held.level + $3::float8
        * greatest(0, extract(epoch FROM excluded.filled_at - held.filled_at))::float8)"""
)
"""Of processes whose clocks differ, the one ahead is believed: time passes once for all of them."""
TAKE = composed(
    """
    INSERT INTO bucket AS held (caller, level, filled_at)
    VALUES ($1::text, $2::float8 - $4::float8, $5::timestamptz)
    ON CONFLICT (caller) DO UPDATE SET
        level = {refilled} - $4::float8, filled_at = greatest(held.filled_at, excluded.filled_at)
    WHERE {refilled} >= $4::float8
    RETURNING level
    """,
    refilled=REFILLED,
).text
"""Nothing is taken, and nothing returned, where there is less."""
PRUNE = """
    WITH gone AS (
        DELETE FROM bucket
        WHERE starts_with(caller, $1::text) AND filled_at < $2::timestamptz RETURNING caller
    ) SELECT count(*) FROM gone
"""
PRUNE_SECONDS = 600.0


class SharedBuckets:
    """The buckets of one kind of callers, each a row that one statement refills and takes from."""

    def __init__(
        self, terms: Terms, pool: ReadPool, prefix: str, *, named: Callable[[str], str] = str
    ) -> None:
        """Rows are called `prefix`, and as `named` calls their callers."""
        self.terms = terms
        self._pool = pool
        self._prefix = prefix
        self._named = named
        self._heard = Buckets(terms)
        self._prune_at = clock.ticks() + PRUNE_SECONDS

    def purse(self, caller: str) -> Purse:
        """A purse for a request; raises Refused for a caller who had nothing when last heard of.

        Other processes have only taken since, so the row need not be asked.
        """
        self._heard.purse(caller)
        return SharedPurse(self, caller)

    async def take(self, caller: str, cost: int) -> float | None:
        """Take the cost and return what is left; None, and nothing is taken, where there is less."""
        key = self._prefix + self._named(caller)
        terms = self.terms
        given = [key, terms.capacity, terms.rate, cost, clock.now()]
        row = await self._pool.fetch_row(TAKE, given)
        if row is None:
            return None
        level: float = row["level"]
        self._heard.note(caller, level)
        if clock.ticks() > self._prune_at:
            await self.prune()
        return level

    async def dock(self, caller: str) -> float:
        """Take the least, as far as it is there, and return what is left."""
        level = await self.take(caller, LEAST)
        if level is None:
            level = 0.0
            self._heard.note(caller, level)
        return level

    async def prune(self) -> None:
        """Drop the rows of those who are full again; they begin with a full one as well."""
        self._prune_at = clock.ticks() + PRUNE_SECONDS
        time_to_fill = timedelta(seconds=self.terms.capacity / self.terms.rate)
        await self._pool.fetch_row(PRUNE, [self._prefix, clock.now() - time_to_fill])


class SharedPurse(Purse):
    """What one request is paid from, by a statement of its own."""

    __slots__ = ("_buckets", "_caller", "_has_paid", "level", "terms")

    def __init__(self, buckets: SharedBuckets, caller: str) -> None:
        self.terms: Terms = buckets.terms
        self.level: float = 0.0
        self._buckets = buckets
        self._caller = caller
        self._has_paid = False

    async def pay(self, cost: int) -> None:
        self._has_paid = True
        level = None
        if cost <= self.terms.capacity:
            level = await self._buckets.take(self._caller, cost)
        if level is None:
            raise exhausted(self.terms, cost, await self._buckets.dock(self._caller))
        self.level = level

    async def dock(self) -> None:
        if not self._has_paid:
            await self._buckets.dock(self._caller)
