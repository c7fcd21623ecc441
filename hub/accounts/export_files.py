"""The files of an export: rows as JSON and as CSV, written into a ZIP a page at a time."""

import csv
import io
import json
from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from hub.clock import ROME
from hub.record.changes import plain
from hub.sheets import BYTE_ORDER_MARK, FORMULA

Rows = AsyncIterator[Mapping[str, Any]]


def cell(value: Any) -> str:
    """A value as a cell of a CSV that no spreadsheet executes."""
    match plain(value):
        case None:
            return ""
        case bool() as truth:
            return "true" if truth else "false"
        case list() | dict() as many:
            return json.dumps(many, ensure_ascii=False, default=str)
        case str() as text if isinstance(value, str) and text.startswith(FORMULA):
            return f"'{text}"
        case other:
            return str(other)


class Archive:
    """A ZIP in the making; its files bear the instant of the export, and are their owner's."""

    def __init__(self, file: IO[bytes], now: datetime) -> None:
        self._zip = ZipFile(file, "w", ZIP_DEFLATED)
        self._time = now.astimezone(ROME).timetuple()[:6]

    def close(self) -> None:
        """Write the directory of the ZIP, without which it is none."""
        self._zip.close()

    def write(self, name: str, text: str) -> None:
        self._zip.writestr(self._entry(name), text)

    async def write_json(self, name: str, rows: Rows) -> int:
        """A list of objects, one under the other; how many there are."""
        count = 0
        with self._open(f"json/{name}.json") as file:
            async for row in rows:
                file.write(",\n" if count else "[\n")
                text = json.dumps(_plain(row), indent=2, ensure_ascii=False, default=str)
                file.write(text)
                count += 1
            file.write("\n]\n" if count else "[]\n")
        return count

    async def write_csv(self, name: str, rows: Rows) -> None:
        """The same as a table with a head."""
        with self._open(f"csv/{name}.csv") as file:
            file.write(BYTE_ORDER_MARK)
            table = csv.writer(file)
            is_first = True
            async for row in rows:
                if is_first:
                    table.writerow(row)
                    is_first = False
                table.writerow(map(cell, row.values()))

    def _open(self, name: str) -> io.TextIOWrapper:
        return io.TextIOWrapper(
            self._zip.open(self._entry(name), "w"), encoding="utf-8", newline=""
        )

    def _entry(self, name: str) -> ZipInfo:
        year, month, day, hour, minute, second = self._time
        entry = ZipInfo(name, (year, month, day, hour, minute, second))
        entry.compress_type = ZIP_DEFLATED
        entry.external_attr = 0o600 << 16
        return entry


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: plain(value) for name, value in row.items()}
