"""What requests are paid from: the purse of who asks, filled from a budget."""

from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Terms:
    """How many points a full budget holds, and how many come back each second."""

    capacity: int
    rate: int


class Purse:
    """What a request is paid from; this one is for those from whom nothing is taken."""

    __slots__ = ()

    terms: Terms | None = None
    level: float = 0.0
    """How many points were left when something was taken last."""

    def pay(self, cost: int) -> Awaitable[None] | None:
        """Take the cost: at once, or when what is returned has been awaited.

        Raises what is to be answered where it is more than there is.
        """

    def dock(self) -> Awaitable[None] | None:
        """Take the least, as far as it is there, for a request that had nothing for an answer."""

    @property
    def limit(self) -> int | None:
        return self.terms.capacity if self.terms else None

    @property
    def remaining(self) -> int | None:
        return int(self.level) if self.terms else None

    @property
    def restore_rate(self) -> int | None:
        return self.terms.rate if self.terms else None

    def full_at(self, now: datetime) -> datetime | None:
        """When the budget is full again, if nothing more is asked."""
        if self.terms is None:
            return None
        missing = self.terms.capacity - self.level
        return now + timedelta(seconds=missing / self.terms.rate)


FREE = Purse()
