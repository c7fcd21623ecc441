"""Cursors of events: where somebody who follows spaces has come to."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import NamedTuple
from uuid import UUID

from hub.sql import Sql, composed, of, quoted

BEGINNING = "MDo="
"""The cursor of the place before all events."""
CURSOR = Sql(
    "encode(convert_to({row}.position || ':' || left({row}.id::text, 8), 'UTF8'), 'base64')"
)
"""The cursor of an event, as `Place.text` writes it."""
LATEST = composed(
    "coalesce((SELECT {cursor} FROM space_event latest ORDER BY latest.position DESC LIMIT 1),"
    " {beginning})",
    cursor=of("latest", CURSOR),
    beginning=Sql(quoted([BEGINNING])),
)
"""The cursor of the last event."""
LONGEST = 60
WRITTEN = re.compile(rb"(\d{1,18}):([0-9a-f]{8}|)")


class Place(NamedTuple):
    """The position of an event, and the beginning of its key.

    The key tells a row from another in its place: a database that was restored counts on from an
    earlier position.
    """

    position: int
    mark: str

    @classmethod
    def of(cls, position: int, id: UUID) -> "Place":
        return cls(position, str(id)[:8])

    @classmethod
    def read(cls, cursor: str) -> "Place | None":
        """The place that a cursor tells; None if it is none."""
        try:
            found = WRITTEN.fullmatch(urlsafe_b64decode(cursor[:LONGEST].encode("ascii")))
        except ValueError:
            return None
        return cls(int(found[1]), found[2].decode()) if found else None

    @property
    def text(self) -> str:
        return urlsafe_b64encode(f"{self.position}:{self.mark}".encode()).decode()
