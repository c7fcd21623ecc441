"""The outbox: which of its events are due, and what becomes of each that is claimed."""

from collections.abc import AsyncGenerator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.transactions import in_transaction

from hub import clock
from hub.errors import HubError
from hub.record.models import OutboxEvent

LONGEST_ERROR = 200

# An event waits for the earlier ones of its subject: those that are due, and those that failed
# and will be tried again. One that is only planned for later holds up nothing, and neither does
# one that nobody here delivers.
CLAIM = """
WITH due AS MATERIALIZED (
    SELECT event.id FROM outbox_event event
    WHERE event.done_at IS NULL AND event.dropped_at IS NULL
    AND event.due_at <= $1::timestamptz AND event.kind = ANY($2::text[])
    AND NOT EXISTS (
        SELECT FROM outbox_event earlier
        WHERE earlier.subject_id = event.subject_id AND earlier.id < event.id
        AND earlier.done_at IS NULL AND earlier.dropped_at IS NULL
        AND earlier.kind = ANY($2::text[])
        AND (earlier.due_at <= $1::timestamptz OR earlier.attempts > 0)
        OFFSET 0  -- asked of each that is next; joined, all that wait would be gone through
    )
    ORDER BY event.due_at, event.id
    LIMIT $3::int
    FOR UPDATE OF event SKIP LOCKED
)
UPDATE outbox_event event SET
    attempts = event.attempts + 1,
    due_at = $1::timestamptz + make_interval(secs =>
        least($4::float8 * power(2, least(event.attempts, 60)), $5::float8)
        * (0.75 + random() / 2))
FROM due WHERE event.id = due.id
RETURNING event.id, event.kind, event.attempts
"""


class NotDelivered(HubError):
    """An attempt failed, for a reason whose words name nobody: they are kept."""


class Undeliverable(NotDelivered):
    """The same, and it helps nothing to try again."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How patiently events are delivered."""

    hands: int = 2
    """Events that a process delivers at the same time."""
    attempts: int = 20
    """With the pauses below, it takes about two days until an event is given up."""
    first_pause: float = 10
    """Seconds after the first attempt; each further pause is twice as long, give or take."""
    longest_pause: float = 4 * 3600
    seconds: float = 60
    """How long one delivery may take."""
    poll_seconds: float = 5
    """How often is looked what has become due; what is new is heard of at once."""
    stop_seconds: float = 5
    """How long what is under way may take to end when the process stops."""
    rests: float = 9
    """How many times as long as a delivery took a hand rests after it, so that a burst of events
    does not keep those waiting who want an answer of the same process."""
    longest_rest: float = 0.25

    def rest(self, seconds: float) -> float:
        """How long a hand rests that was at work so long."""
        return min(self.rests * seconds, self.longest_rest)


class Event(NamedTuple):
    """That something happened, as it is put into the outbox: columns of its row."""

    id: UUID
    created_at: datetime
    kind: str
    subject_id: UUID | None
    payload: Mapping[str, Any]
    due_at: datetime
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Claimed:
    """An event that this process has taken upon itself, and the number of the attempt."""

    id: UUID
    kind: str
    attempt: int


async def claim(
    connection: BaseDBAsyncClient, kinds: Iterable[str], *, limit: int, pace: Pace
) -> list[Claimed]:
    """Events that are due, each taken by one process alone.

    The attempt is counted, and the next one set, before anything is done: also an event that
    kills its process comes back after a pause, and not for ever.
    """
    values = [clock.now(), list(kinds), limit, pace.first_pause, pace.longest_pause]
    found = await connection.execute_query_dict(CLAIM, values)
    return [Claimed(each["id"], each["kind"], each["attempts"]) for each in found]


@asynccontextmanager
async def taken(claimed: Claimed) -> AsyncGenerator[OutboxEvent | None]:
    """The event, in a transaction that ends with it done; None if it is no longer ours.

    As long as the transaction lasts nobody else can claim it, however long its pause was.
    """
    async with in_transaction() as connection:
        rows = OutboxEvent.filter(
            id=claimed.id, attempts=claimed.attempt, done_at=None, dropped_at=None
        )
        locked = rows.using_db(connection).select_for_update(skip_locked=True)
        event = await locked.first()
        yield event
        if event is not None:
            event.done_at, event.error = clock.now(), None
            await event.save(using_db=connection, update_fields=["done_at", "error"])


async def note_failure(
    connection: BaseDBAsyncClient, claimed: Claimed, reason: str, *, is_last: bool
) -> None:
    """Keep why an attempt failed, and give the event up if it was the last."""
    dropped_at: datetime | None = clock.now() if is_last else None
    rows = OutboxEvent.filter(
        id=claimed.id, attempts=claimed.attempt, done_at=None, dropped_at=None
    )
    await rows.using_db(connection).update(error=reason[:LONGEST_ERROR], dropped_at=dropped_at)


def reason_of(error: BaseException) -> str:
    """Why it failed, without the words of an error that may quote what it was about."""
    if isinstance(error, NotDelivered):
        return str(error)
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    code = getattr(error, "sqlstate", None) or getattr(error, "errno", None)
    return f"{name} {code}" if code else name
