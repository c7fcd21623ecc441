"""What the parts of a cursor are read as; a part that its column could not hold is none."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

LARGEST_INTEGER = 2**63
NUMBER = re.compile(r"-?\d{1,30}(\.\d{1,30})?")
NULL_CHARACTER = "\0"


def _text(part: str) -> str:
    part.encode()  # half of a surrogate pair is no text
    if NULL_CHARACTER in part:
        raise ValueError("PostgreSQL holds no null character.")
    return part


def _integer(part: str) -> int:
    value = int(part)
    if not -LARGEST_INTEGER <= value < LARGEST_INTEGER:
        raise ValueError("The number is longer than 64 bits.")
    return value


def _decimal(part: str) -> Decimal:
    # Decimal would take NaN, and an exponent that makes a number of a billion digits.
    if not NUMBER.fullmatch(part):
        raise ValueError("This is no amount.")
    return Decimal(part)


def _instant(part: str) -> datetime:
    value = datetime.fromisoformat(part)
    if value.tzinfo is None:
        raise ValueError("Without its offset this is no instant.")
    return value.astimezone(UTC)


PARSERS: dict[str, Callable[[str], Any]] = {
    "text": _text,
    "bigint": _integer,
    "float8": float,
    "boolean": lambda part: {"true": True, "false": False}[part],
    "uuid": UUID,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "timestamptz": _instant,
    "numeric": _decimal,
}
"""By the SQL type of a key, from the text that PostgreSQL writes; raise ValueError and the like."""
