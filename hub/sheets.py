"""Tables as files, CSV and XLSX, written row by row and without a formula in any cell."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, ClassVar, Protocol

from hub.errors import Refusal

if TYPE_CHECKING:
    from xlsxwriter.format import Format

Cell = str | bool | int | float | Decimal | date | None
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""With these a text begins that some spreadsheet takes for a formula; four in full width."""
BYTE_ORDER_MARK = "\ufeff"
MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
MOST_DIGITS = 15
FIRST_YEAR = 1900
"""What a sheet of Excel holds: rows, UTF-16 units of a cell, digits of a number, days from when."""
BATCH = 500
CHUNK = 65_536


class SheetLimit(Refusal):
    """A sheet of Excel does not hold as much."""

    code = "SHEET_LIMIT"
    sentence = (
        "A sheet of Excel holds {rows} rows, and {characters} characters a cell: export CSV, which"
        " has no limits."
    )

    def __init__(self) -> None:
        super().__init__(rows=MOST_ROWS, characters=MOST_CHARACTERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How a CSV file is written."""

    separator: str = ","
    decimal_mark: str = "."
    has_byte_order_mark: bool = False
    """Excel takes a file without one for the code page of its computer."""


PLAIN = Dialect()
"""As RFC 4180 has it."""
ITALIAN = Dialect(separator=";", decimal_mark=",", has_byte_order_mark=True)
"""As an Italian Excel opens it with a double click."""


class Sheet(Protocol):
    """A file that a table is written to; what comes out is sent on in this order."""

    media_type: ClassVar[str]

    def add(self, rows: Iterable[Sequence[Cell]]) -> bytes:
        """Write rows, of which the first are the headings."""
        ...

    def end(self) -> Iterator[bytes]:
        """Finish the file."""
        ...

    def close(self) -> None:
        """Let go of it, finished or not."""
        ...


def write_csv(
    rows: Iterable[Sequence[Cell]], headings: Sequence[str], dialect: Dialect = PLAIN
) -> Iterator[bytes]:
    """A CSV file, piece by piece while rows come."""
    return _written(CsvSheet(dialect), rows, headings)


def write_xlsx(rows: Iterable[Sequence[Cell]], headings: Sequence[str]) -> Iterator[bytes]:
    """An XLSX file; its bytes come after the last row, for such a file has its index at the end."""
    return _written(XlsxSheet(), rows, headings)


class CsvSheet:
    """Lines of CSV, in UTF-8 and ended as RFC 4180 has it."""

    media_type: ClassVar[str] = "text/csv; charset=utf-8"

    def __init__(self, dialect: Dialect = PLAIN) -> None:
        self._dialect = dialect
        self._mark = BYTE_ORDER_MARK if dialect.has_byte_order_mark else ""

    def add(self, rows: Iterable[Sequence[Cell]]) -> bytes:
        text = StringIO(newline="")
        text.write(self._mark)
        self._mark = ""
        writer = csv.writer(text, delimiter=self._dialect.separator, lineterminator="\r\n")
        writer.writerows([self._text(cell) for cell in row] for row in rows)
        return text.getvalue().encode()

    def end(self) -> Iterator[bytes]:
        return iter(())

    def close(self) -> None:
        """Nothing is kept of it."""

    def _text(self, cell: Cell) -> str:
        """A text that might be a formula gets an apostrophe; a number never does."""
        match cell:
            case None:
                return ""
            case str():
                return "'" + cell if cell.startswith(FORMULA) else cell
            case bool():
                return "true" if cell else "false"
            case int() | float() | Decimal():
                return _digits(cell).replace(".", self._dialect.decimal_mark)
            case date():
                return cell.isoformat()


class XlsxSheet:
    """A workbook of one sheet; rows go to a temporary file, so that their number costs no memory.

    All texts are cells of text. One that might be a formula has the mark of the leading apostrophe
    besides, which Excel shows in its line of input: it stays a text when somebody edits it.
    """

    media_type: ClassVar[str] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="sheet-")
        self._path = Path(self._folder.name) / "sheet.xlsx"
        options = {"constant_memory": True, "tmpdir": self._folder.name}
        # It takes twelve megabytes of each process, and most write no such file.
        from xlsxwriter import Workbook

        self._book = Workbook(self._path, options)
        self._sheet = self._book.add_worksheet()
        self._sheet.freeze_panes(1, 0)
        self._number_of_rows = 0
        self._is_whole = False
        self._heading = self._format(bold=True)
        self._text = self._format(quote_prefix=True)
        self._money = self._format(num_format="#,##0.00")
        self._day = self._format(num_format="yyyy-mm-dd")

    def add(self, rows: Iterable[Sequence[Cell]]) -> bytes:
        for row in rows:
            if self._number_of_rows == MOST_ROWS:
                raise SheetLimit
            for column, cell in enumerate(row):
                self._write(column, cell)
            self._number_of_rows += 1
        return b""

    def end(self) -> Iterator[bytes]:
        self._book.close()
        self._is_whole = True
        with self._path.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk

    def close(self) -> None:
        if not self._is_whole:
            self._book.close()  # its own files are open otherwise
        self._folder.cleanup()

    def _write(self, column: int, cell: Cell) -> None:
        place = (self._number_of_rows, column)
        match cell:
            case None:
                return
            case bool():
                self._sheet.write_boolean(*place, cell)
            case int() | float() | Decimal() if _is_exact(cell):
                self._sheet.write_number(
                    *place, cell, self._money if isinstance(cell, Decimal) else None
                )
            case date() if not isinstance(cell, datetime) and cell.year >= FIRST_YEAR:
                self._sheet.write_datetime(*place, cell, self._day)
            case date():
                self._sheet.write_string(*place, cell.isoformat())
            case _:
                self._write_text(place, str(cell))

    def _write_text(self, place: tuple[int, int], text: str) -> None:
        if len(text.encode("utf-16-le")) // 2 > MOST_CHARACTERS:
            raise SheetLimit
        is_heading = self._number_of_rows == 0
        form = self._text if text.startswith(FORMULA) else self._heading if is_heading else None
        self._sheet.write_string(*place, text, form)

    def _format(self, **properties: object) -> "Format":
        return self._book.add_format(properties)


def _written(
    sheet: Sheet, rows: Iterable[Sequence[Cell]], headings: Sequence[str]
) -> Iterator[bytes]:
    with closing(sheet):
        yield sheet.add([headings])
        left = iter(rows)
        while batch := list(islice(left, BATCH)):
            yield sheet.add(batch)
        yield from sheet.end()


def _digits(number: float | Decimal) -> str:
    return f"{number:f}" if isinstance(number, Decimal) else repr(number)


def _is_exact(number: float | Decimal) -> bool:
    """Whether Excel, which counts with 15 digits, keeps the number as it is."""
    if isinstance(number, float):
        return True
    return len(Decimal(number).as_tuple().digits) <= MOST_DIGITS
