"""How values are written in an answer, and how text is folded for comparison."""

import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

ACCENTS = dict.fromkeys(range(768, 880))


def fold(text: str) -> str:
    """Lower case without accents."""
    return unicodedata.normalize("NFD", text.lower()).translate(ACCENTS)


def written(value: Any) -> Any:
    """The JSON form of a leaf."""
    if isinstance(value, list):
        return [written(each) for each in value]
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return _instant(value)
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments without those that were given as null: they ask nothing."""
    return {name: value for name, value in values.items() if value is not None}


def _instant(value: datetime) -> str:
    """As PostgreSQL writes it: a fraction without the zeros at its end."""
    text = value.astimezone(UTC).replace(tzinfo=None).isoformat()
    whole, _, fraction = text.partition(".")
    digits = fraction.rstrip("0")
    return f"{whole}.{digits}+00:00" if digits else f"{whole}+00:00"
