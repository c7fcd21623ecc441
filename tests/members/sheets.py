"""Files that a test imports: spreadsheets, sound and hostile ones."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import openpyxl
import xlsxwriter

SHEET = "xl/worksheets/sheet1.xml"
TEXTS = "xl/sharedStrings.xml"


def as_csv(rows: Iterable[Sequence[Any]], encoding: str = "utf-8", **form: Any) -> bytes:
    """A CSV file; separated by semicolons unless it is said otherwise."""
    text = io.StringIO(newline="")
    csv.writer(text, **{"delimiter": ";", **form}).writerows(rows)
    return text.getvalue().encode(encoding)


def as_xlsx(rows: Iterable[Sequence[Any]], change: Callable[[Any], object] | None = None) -> bytes:
    """A workbook of one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    if change is not None:
        change(sheet)
    return saved(book)


def as_shared(rows: Iterable[Sequence[Any]]) -> bytes:
    """A workbook as Excel writes it, whose texts stand in a part of their own."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return file.getvalue()


def saved(book: Any) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """A workbook of which one part is another."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, part)
    return file.getvalue()


def sheet_of(body: bytes) -> bytes:
    """A workbook whose sheet is written by hand."""
    head = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )
    return with_part(as_xlsx([["a"]]), SHEET, head + body + b"</sheetData></worksheet>")
