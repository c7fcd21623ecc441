"""The forms of an exported file: CSV, XLSX and JSON, each written page by page."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from hub.sheets import ITALIAN, PLAIN, Cell, CsvSheet, Dialect, Sheet, XlsxSheet
from hub.web.refusals import bad_request

DIALECTS: Mapping[str | None, Dialect] = {None: PLAIN, "it": ITALIAN}


class Paged(Protocol):
    """What is exported: columns with headings, and of each page the cells of its rows."""

    @property
    def headings(self) -> Sequence[str]: ...

    def cells(self, page: list[Any]) -> Sequence[Sequence[Cell]]: ...


class File(Protocol):
    """A file in the making; what comes out is sent on in this order."""

    media_type: str
    ending: str

    def add(self, page: list[Any]) -> bytes: ...

    def end(self) -> Iterator[bytes]: ...

    def close(self) -> None: ...


class SheetFile:
    """A table under its headings."""

    def __init__(self, sheet: Sheet, ending: str, paged: Paged) -> None:
        self.media_type = sheet.media_type
        self.ending = ending
        self._sheet = sheet
        self._paged = paged
        self._headings: list[Sequence[Cell]] = [paged.headings]

    def add(self, page: list[Any]) -> bytes:
        headings, self._headings = self._headings, []
        return self._sheet.add([*headings, *self._paged.cells(page)])

    def end(self) -> Iterator[bytes]:
        return self._sheet.end()

    def close(self) -> None:
        self._sheet.close()


class JsonFile:
    """A list of objects, each on a line, as GraphQL answers them."""

    media_type = "application/json; charset=utf-8"
    ending = "json"

    def __init__(self) -> None:
        self._before = "[\n"

    def add(self, page: list[Any]) -> bytes:
        if not page:
            return b""
        before, self._before = self._before, ",\n"
        return (before + ",\n".join(map(_line, page))).encode()

    def end(self) -> Iterator[bytes]:
        yield b"[]\n" if self._before == "[\n" else b"\n]\n"

    def close(self) -> None:
        """Nothing is kept of it."""


Make = Callable[[Paged], File]


@dataclass(frozen=True, slots=True)
class Form:
    """What the address of an export asks for."""

    format: str | None
    dialect: str | None

    def maker(self) -> Make:
        """How such a file is made; raises Refused for one that is not known."""
        if self.dialect not in DIALECTS or (self.dialect and self.format != "csv"):
            raise bad_request("`dialect` is it, for a CSV file as an Italian Excel opens it.")
        dialect = DIALECTS[self.dialect]
        makers: Mapping[str | None, Make] = {
            "csv": lambda paged: SheetFile(CsvSheet(dialect), "csv", paged),
            "xlsx": lambda paged: SheetFile(XlsxSheet(), "xlsx", paged),
            "json": lambda _: JsonFile(),
        }
        if self.format not in makers:
            raise bad_request("`format` is csv, xlsx or json: write it into the address.")
        return makers[self.format]


def _line(row: Any) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))
