"""Budgets as buckets: each caller's fills up steadily, and what a request costs is taken out."""

import math
from datetime import timedelta
from itertools import islice

from hub import clock
from hub.purse import Purse, Terms
from hub.web.refusals import Refused, over_limit

MOST = 50_000
"""Buckets in memory; of more callers than these, those that came first begin anew."""
LEAST = 1
"""What every request costs, also one that is refused."""


class Bucket(Purse):
    """The budget of one caller, which is the purse of all that caller's requests."""

    __slots__ = ("filled_at", "level", "terms")

    def __init__(self, terms: Terms, ticks: float) -> None:
        self.terms: Terms = terms
        self.level: float = terms.capacity
        self.filled_at = ticks

    def level_at(self, ticks: float) -> float:
        """How many points there are at an instant."""
        return min(self.terms.capacity, self.level + (ticks - self.filled_at) * self.terms.rate)

    def require(self) -> None:
        """Raise Refused where there is nothing; to hear so is free."""
        if (level := self.level_at(clock.ticks())) < LEAST:
            raise exhausted(self.terms, LEAST, level)

    def pay(self, cost: int) -> None:
        ticks, terms = clock.ticks(), self.terms
        # As `level_at` says: to call it would take as long as all the rest.
        level = self.level + (ticks - self.filled_at) * terms.rate
        level = (level if level < terms.capacity else terms.capacity) - cost  # noqa: FURB136
        if level < 0:
            raise exhausted(terms, cost, max(0, level + cost - LEAST))
        self.level, self.filled_at = level, ticks

    def dock(self) -> None:
        ticks = clock.ticks()
        level = self.level_at(ticks)
        if level >= LEAST:
            self.level, self.filled_at = level - LEAST, ticks


class Buckets:
    """The buckets of one kind of callers, in the memory of this process."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.held: dict[str, Bucket] = {}

    def purse(self, caller: str) -> Bucket:
        """The caller's bucket; raises Refused for one who has nothing."""
        bucket = self.bucket(caller)
        if bucket.level < LEAST:
            bucket.require()
        return bucket

    def bucket(self, caller: str) -> Bucket:
        """The caller's bucket; a full one for whoever is not known."""
        return self.held.get(caller) or self._new(caller)

    def note(self, caller: str, level: float) -> None:
        """Remember how many points a caller has."""
        bucket = self.bucket(caller)
        bucket.level, bucket.filled_at = level, clock.ticks()

    def _new(self, caller: str) -> Bucket:
        ticks = clock.ticks()
        self._forget(ticks)
        bucket = self.held[caller] = Bucket(self.terms, ticks)
        return bucket

    def _forget(self, ticks: float) -> None:
        """See off those who are full again: each newcomer looks at two of the oldest.

        One that is full because it has only just been made is not lost to its caller: between
        that and what is taken from it nothing is awaited.
        """
        for caller in list(islice(self.held, 2)):
            bucket = self.held.pop(caller)
            is_full = bucket.level_at(ticks) >= self.terms.capacity
            if not is_full and len(self.held) < MOST - 1:
                self.held[caller] = bucket


def exhausted(terms: Terms, cost: int, level: float) -> Refused:
    """The refusal of a cost that is greater than what the caller has."""
    if cost > terms.capacity:
        message = (
            "The request costs {measured} points, more than the {limit} that your whole budget"
            " holds: ask for less, with smaller pages or in several requests."
        )
        return over_limit(400, "COST_OVER_BUDGET", message, limit=terms.capacity, measured=cost)
    seconds = max(1, math.ceil((cost - level) / terms.rate))
    retry_at = clock.now() + timedelta(seconds=seconds)
    return Refused(
        429,
        "BUDGET_EXHAUSTED",
        f"The request costs {cost} points and {int(level)} are left of your budget:"
        f" ask again in {seconds} seconds, or for less.",
        headers=[(b"retry-after", b"%d" % seconds)],
        cost=cost,
        limit=terms.capacity,
        remaining=int(level),
        restoreRate=terms.rate,
        retryAt=retry_at.isoformat(),
    )
