"""Tables that people bring, CSV or XLSX, read row by row and within bounds; none is trusted."""

import csv
import io
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from zipfile import BadZipFile, ZipFile

from hub.errors import Refused
from hub.members.importing.refusals import (
    FileTooLarge,
    FileUnreadable,
    QuotesUnclosed,
    TooManyColumns,
    TooManyRows,
)

MOST_BYTES = 10 * 1024 * 1024
MOST_UNZIPPED = 64 * 1024 * 1024
"""Bytes of all that an XLSX file holds; its texts alone, which are read at once, a quarter."""
MOST_PARTS = 500
MOST_ROWS = 100_000
MOST_COLUMNS = 100
SHARED_TEXTS = "sharedStrings.xml"
PATH = ("input", "file")
ZIP, OLD_EXCEL, UTF_16 = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", (b"\xff\xfe", b"\xfe\xff")
SEPARATORS = ";,\t"
ERROR, FORMULA = "e", "f"


class Unusable(NamedTuple):
    """What a cell of a sheet holds that is no value: a formula, or an error."""


Cell = str | bool | int | float | Decimal | date | datetime | Unusable | None
Row = tuple[int, Sequence[Cell]]
"""The number of a row as spreadsheets count, from 1, and its cells."""
Score = Callable[[Sequence[Cell]], int]
"""How much a row looks like headings."""


def read_rows(content: bytes, score: Score) -> Iterator[Row]:
    """The rows of a file, those without anything left out; raises Refused for what is no table.

    Of a CSV file the separator is the one by which its first row looks most like headings.
    """
    if len(content) > MOST_BYTES:
        raise Refused(FileTooLarge(*PATH, limit=MOST_BYTES))
    is_zip = content.startswith(ZIP)
    rows: Iterator[Sequence[Cell]] = _xlsx(content) if is_zip else _csv(content, score)
    for number, cells in enumerate(rows, start=1):
        if number > MOST_ROWS + 1:
            raise Refused(TooManyRows(*PATH, limit=MOST_ROWS))
        kept = _trimmed(cells)
        if len(kept) > MOST_COLUMNS:
            raise Refused(TooManyColumns(*PATH, limit=MOST_COLUMNS))
        if kept:
            yield number, kept


def _trimmed(cells: Sequence[Cell]) -> Sequence[Cell]:
    """The cells up to the last one that has something."""
    end = len(cells)
    while end and _is_blank(cells[end - 1]):
        end -= 1
    return cells[:end]


def _is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _csv(content: bytes, score: Score) -> Iterator[list[str]]:
    encoding = _encoding(content)
    found = max(SEPARATORS, key=lambda each: score(_first(content, encoding, each)))
    reader = _reader(content, encoding, found)
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise Refused(QuotesUnclosed(*PATH, line=reader.line_num)) from error
        if cells is None:
            return
        yield cells


def _first(content: bytes, encoding: str, separator: str) -> list[str]:
    try:
        return next(_reader(content, encoding, separator), [])
    except csv.Error:
        return []


def _reader(content: bytes, encoding: str, separator: str) -> Any:
    text = io.TextIOWrapper(io.BytesIO(content), encoding, newline="")
    return csv.reader(text, delimiter=separator, strict=True)


def _encoding(content: bytes) -> str:
    """UTF-8, with or without its mark, else the code page of Windows; refused if it is neither."""
    if content.startswith((OLD_EXCEL, *UTF_16)) or b"\0" in content:
        raise Refused(FileUnreadable(*PATH))
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    raise Refused(FileUnreadable(*PATH))


def _xlsx(content: bytes) -> Iterator[list[Cell]]:
    """The rows of the first sheet."""
    _require_modest(content)
    with _legible():
        # It takes megabytes of each process, and few ever need it.
        from openpyxl import load_workbook

        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a file says of its own size may be wrong
        rows = iter(sheet.rows)
    while True:
        with _legible():
            row = next(rows, None)
            cells = None if row is None else [_value(cell) for cell in row]
        if cells is None:
            return
        yield cells


def _value(cell: Any) -> Cell:
    if cell.data_type in {ERROR, FORMULA}:
        return Unusable()
    value: Cell = cell.value
    return value


def _require_modest(content: bytes) -> None:
    """Refuse a file that is small only as long as it is packed; what it says of itself is held to
    when it is unpacked.
    """
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
        raise Refused(FileUnreadable(*PATH)) from error
    texts = sum(part.file_size for part in parts if part.filename.endswith(SHARED_TEXTS))
    whole = sum(part.file_size for part in parts)
    if max(whole, texts * 4) > MOST_UNZIPPED or len(parts) > MOST_PARTS:
        raise Refused(FileTooLarge(*PATH, limit=MOST_UNZIPPED))


@contextmanager
def _legible() -> Iterator[None]:
    """Whatever a damaged or hostile workbook does to its reader is the fault of the file."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except Refused:
        raise
    except Exception as error:
        raise Refused(FileUnreadable(*PATH)) from error
