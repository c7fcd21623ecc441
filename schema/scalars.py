"""How dates, instants, times and amounts are written in requests and answers."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

import strawberry
from strawberry.types.scalar import ScalarDefinition

from hub.files import File

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
TIME = re.compile(r"\d{2}:\d{2}(:\d{2})?")
INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,6})?([Zz]|[+-]\d{2}:\d{2})")
AMOUNT = re.compile(r"-?\d{1,16}(\.\d{1,6})?")


def parse_date(value: Any) -> date:
    if isinstance(value, str) and DATE.fullmatch(value):
        return date.fromisoformat(value)
    raise ValueError("Write a date as YYYY-MM-DD.")


def parse_time(value: Any) -> time:
    if isinstance(value, str) and TIME.fullmatch(value):
        return time.fromisoformat(value)
    raise ValueError("Write a time of day as HH:MM or HH:MM:SS.")


def parse_instant(value: Any) -> datetime:
    if isinstance(value, str) and INSTANT.fullmatch(value):
        try:
            return datetime.fromisoformat(value.upper()).astimezone(UTC)
        except OverflowError as error:
            raise ValueError("The instant lies outside the years 1 to 9999 in UTC.") from error
    raise ValueError("Write an instant as RFC 3339 has it, such as 2027-03-28T09:00:00+02:00.")


def parse_amount(value: Any) -> Decimal:
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if isinstance(text, str) and AMOUNT.fullmatch(text):
        try:
            return Decimal(text)
        except InvalidOperation as error:  # pragma: no cover - the pattern admits numbers only
            raise ValueError("Write a decimal number.") from error
    raise ValueError('Write a decimal number as text, such as "1234.50".')


def parse_file(value: Any) -> File:
    if isinstance(value, File):
        return value
    raise ValueError("Send a file after the GraphQL multipart request specification.")


def written(value: Any) -> str:
    """The database's own text as it is; a Python value in ISO form."""
    return value if isinstance(value, str) else _iso(value)


def _iso(value: Any) -> str:
    return str(value) if isinstance(value, Decimal) else value.isoformat()


def _scalar(
    name: str, description: str, parse: Callable[[Any], Any], *, url: str | None = None
) -> ScalarDefinition:
    return strawberry.scalar(
        name=name,
        description=description,
        parse_value=parse,
        serialize=written,
        specified_by_url=url,
    )


RFC3339 = "https://www.rfc-editor.org/rfc/rfc3339"

SCALARS: dict[object, ScalarDefinition] = {
    date: _scalar("Date", "A calendar day in Europe/Rome, as YYYY-MM-DD.", parse_date, url=RFC3339),
    time: _scalar(
        "Time", "A time of day on the wall clock in Europe/Rome, as HH:MM:SS.", parse_time
    ),
    datetime: _scalar(
        "DateTime",
        "An instant with its offset, as RFC 3339 has it; answers are in UTC.",
        parse_instant,
        url=RFC3339,
    ),
    Decimal: _scalar(
        "Decimal",
        'An exact decimal number as text, such as "1234.50"; amounts of money are in euro.',
        parse_amount,
    ),
    File: _scalar(
        "Upload",
        "A file of at most 10 MiB, which comes in a part of its own: the request is of media type"
        " multipart/form-data and has the header `GraphQL-Preflight: 1`.",
        parse_file,
        url="https://github.com/jaydenseric/graphql-multipart-request-spec",
    ),
}
