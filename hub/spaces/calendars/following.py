"""What a feed holds at an instant, as its follower may see it."""

from dataclasses import dataclass
from uuid import UUID

from hub.actor import Viewer
from hub.read_pool import ReadPool
from hub.spaces.calendars.statement import statement_of

PRINT = (
    "SELECT encode(sha256(convert_to(told.feed::text, 'UTF8')), 'hex') AS print FROM ({feed}) told"
)


@dataclass(frozen=True, slots=True)
class Followed:
    """Who or what a calendar follows."""

    kind: str
    id: UUID


async def feed_of(reads: ReadPool, followed: Followed, viewer: Viewer) -> bytes | None:
    """All that the feed is made from, as JSON; None if the viewer may not follow."""
    statement = statement_of(followed.kind, viewer.actor.standing)
    row = await reads.fetch_row(statement.text, [followed.id, *statement.values(viewer)])
    return None if row is None else row["feed"]


async def print_of(reads: ReadPool, followed: Followed, viewer: Viewer) -> str | None:
    """The SHA-256 of what `feed_of` would yield, which the database reckons by itself."""
    statement = statement_of(followed.kind, viewer.actor.standing)
    text = PRINT.format(feed=statement.text)
    row = await reads.fetch_row(text, [followed.id, *statement.values(viewer)])
    return None if row is None else row["print"]
