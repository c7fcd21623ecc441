"""Tables as files: what a cell may hold, what a spreadsheet takes for a formula, what is left over."""

import csv
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub import sheets
from hub.sheets import ITALIAN, Cell, SheetLimit, write_csv, write_xlsx

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ROW: list[Cell] = [
    "Acme, S.r.l.",
    True,
    -3,
    0.5,
    Decimal("-1200.50"),
    date(2026, 3, 1),
    datetime(2026, 3, 1, 12, tzinfo=UTC),
    None,
]
HEADINGS = ["name", "is", "count", "share", "amount", "day", "instant", "nothing"]
ATTACKS = ["=1+1", "+39 0372", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1", '=cmd|"/c"!A1']


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_plain_file_is_what_the_standard_says() -> None:
    assert b"".join(write_csv([ROW], HEADINGS)) == (
        b"name,is,count,share,amount,day,instant,nothing\r\n"
        b'"Acme, S.r.l.",true,-3,0.5,-1200.50,2026-03-01,2026-03-01T12:00:00+00:00,\r\n'
    )


def test_an_italian_file_opens_with_a_double_click() -> None:
    assert b"".join(write_csv([ROW], HEADINGS, ITALIAN)) == (
        b"\xef\xbb\xbfname;is;count;share;amount;day;instant;nothing\r\n"
        b"Acme, S.r.l.;true;-3;0,5;-1200,50;2026-03-01;2026-03-01T12:00:00+00:00;\r\n"
    )


@pytest.mark.parametrize("text", ATTACKS)
def test_a_text_is_no_formula_in_csv(text: str) -> None:
    ((cell,),) = _csv([[text]])
    assert cell == "'" + text


@pytest.mark.parametrize("text", ATTACKS)
def test_a_text_is_no_formula_in_xlsx(text: str) -> None:
    with ZipFile(BytesIO(b"".join(write_xlsx([[text]], ["x"])))) as file:
        sheet = file.read("xl/worksheets/sheet1.xml").decode()
        styles = ElementTree.fromstring(file.read("xl/styles.xml"))  # noqa: S314
        assert "xl/vbaProject.bin" not in file.namelist()
    cell = ElementTree.fromstring(sheet).findall(f".//{MAIN}c")[1]  # noqa: S314
    form = styles.findall(f"{MAIN}cellXfs/{MAIN}xf")[int(cell.attrib["s"])]

    assert "<f>" not in sheet
    assert cell.attrib["t"] == "inlineStr"
    assert form.attrib["quotePrefix"] == "1"


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=5))
def test_no_text_breaks_a_csv_file(rows: list[list[str]]) -> None:
    assert [[cell.removeprefix("'") for cell in row] for row in _csv(rows)] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]


def test_numbers_and_days_stay_what_they_are_in_xlsx() -> None:
    cells = _xlsx([ROW])[1]

    assert cells == [
        ("inlineStr", "Acme, S.r.l."),
        ("b", "1"),
        (None, "-3"),
        (None, "0.5"),
        (None, "-1200.50"),
        (None, "46082"),
        ("inlineStr", "2026-03-01T12:00:00+00:00"),
    ]


def test_what_excel_would_change_is_a_text() -> None:
    long, early = 1_234_567_890_123_456_789, date(1473, 1, 1)
    assert _xlsx([[long, early]])[1] == [
        ("inlineStr", str(long)),
        ("inlineStr", "1473-01-01"),
    ]


@pytest.mark.parametrize("text", ["x" * 32_768, "\N{GRINNING FACE}" * 16_384])
def test_a_text_is_never_cut(text: str, temporary: Path) -> None:
    with pytest.raises(SheetLimit):
        b"".join(write_xlsx([[text]], ["x"]))
    assert list(temporary.iterdir()) == []


def test_the_longest_text_is_whole() -> None:
    assert _xlsx([["x" * 32_767]])[1] == [("inlineStr", "x" * 32_767)]


def test_rows_are_never_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 3)
    assert len(_xlsx([["a"], ["b"]])) == 3
    with pytest.raises(SheetLimit):
        _xlsx([["a"], ["b"], ["c"]])


def test_nothing_stays_on_the_disk(temporary: Path) -> None:
    begun = write_xlsx(iter([["a"]]), ["x"])
    next(begun)
    assert list(temporary.iterdir()) != []
    begun.close()  # type: ignore[attr-defined]
    assert list(temporary.iterdir()) == []

    b"".join(write_xlsx([["a"]], ["x"]))
    assert list(temporary.iterdir()) == []


def test_a_csv_file_is_sent_while_rows_come() -> None:
    asked: list[int] = []

    def rows() -> Iterator[list[Cell]]:
        for number in range(2_000):
            asked.append(number)
            yield [number]

    pieces = write_csv(rows(), ["number"])
    assert next(pieces) == b"number\r\n"
    assert asked == []
    next(pieces)
    assert len(asked) < 1_000


def _csv(rows: list[list[str]]) -> list[list[str]]:
    text = b"".join(write_csv(rows, ["heading"])).decode()
    return list(csv.reader(StringIO(text, newline="")))[1:]


def _xlsx(rows: list[list[Cell]]) -> list[list[tuple[str | None, str]]]:
    """The type and the text of each cell, heading included."""
    with ZipFile(BytesIO(b"".join(write_xlsx(rows, ["x"])))) as file:
        sheet = ElementTree.fromstring(file.read("xl/worksheets/sheet1.xml"))  # noqa: S314
    return [
        [(cell.get("t"), "".join(cell.itertext())) for cell in row]
        for row in sheet.iter(f"{MAIN}row")
    ]
