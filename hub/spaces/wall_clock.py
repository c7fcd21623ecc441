"""Columns of wall-clock time: what a clock at a place shows, which by itself names no instant."""

from datetime import datetime, time
from typing import Any

from tortoise.fields.base import Field


class WallTimeField(Field[time], time):
    """A time of day on the clock of a place.

    Tortoise's own gives every time of day the offset of UTC, which a clock on a wall has not.
    """

    SQL_TYPE = "TIME"

    def to_python_value(self, value: Any) -> time | None:
        return time.fromisoformat(value) if isinstance(value, str) else value


class WallDatetimeField(Field[datetime], datetime):
    """A date and time of day on the clock of a place, whatever its offset will be by then."""

    SQL_TYPE = "TIMESTAMP"
