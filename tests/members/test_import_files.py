"""Files as they come: what is no table is refused clearly, and nothing takes all the memory."""

import io
import subprocess
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from hub.errors import Refused
from hub.members.importing import files as import_files
from hub.members.importing.columns import score
from hub.members.importing.files import MOST_BYTES, Unusable, read_rows
from tests.members.sheets import (
    SHEET,
    TEXTS,
    as_csv,
    as_shared,
    as_xlsx,
    saved,
    sheet_of,
    with_part,
)

ROOT = Path(__file__).parents[2]
ROWS = [["Organizzazione", "Comune"], ["Caffè", "Città"], ["Due", ""]]
READ = [(1, ["Organizzazione", "Comune"]), (2, ["Caffè", "Città"]), (3, ["Due"])]
BOMB_MEBIBYTES = 200
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a0 "lol">%s]><sst xmlns="x">
<si><t>&a20;</t></si></sst>""" % b"".join(
    b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 21)
)


def read(content: bytes) -> list[Any]:
    return [(number, list(cells)) for number, cells in read_rows(content, score)]


def code(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read(content)
    (refusal,) = refused.value.refusals
    return f"{type(refusal).__name__} {refusal.code}"


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_csv_as_programs_write_it(separator: str, ending: str, encoding: str) -> None:
    content = as_csv(ROWS, encoding, delimiter=separator, lineterminator=ending)

    assert read(content) == READ


def test_the_separator_is_the_one_that_makes_headings() -> None:
    rows = [["Organizzazione", "Comune"], ["Alfa, Beta e C.", "Cremona"]]

    assert read(as_csv(rows)) == [(1, rows[0]), (2, rows[1])]
    assert read(as_csv(rows, delimiter=",")) == [(1, rows[0]), (2, rows[1])]


def test_texts_in_quotes_may_hold_anything() -> None:
    rows = [["Organizzazione", "Descrizione"], ['Alfa; "la" prima', "due\nrighe"]]

    assert read(as_csv(rows))[1] == (2, rows[1])


def test_empty_rows_are_counted_and_left_out() -> None:
    content = b"Organizzazione;Comune\r\n\r\n;\r\nAlfa;\r\n"

    assert read(content) == [(1, ["Organizzazione", "Comune"]), (4, ["Alfa"])]


def test_a_workbook_has_values_of_their_kinds() -> None:
    rows = [["Organizzazione", "CAP", "Data domanda", "Amministra il profilo"]]
    values = ["Caffè", 26100, date(2026, 3, 1), True]

    found = read(as_xlsx([*rows, values]))

    assert found == [(1, rows[0]), (2, ["Caffè", 26100, datetime(2026, 3, 1), True])]  # noqa: DTZ001 - as the sheet has it


def test_texts_may_stand_in_a_part_of_their_own() -> None:
    assert read(as_shared(ROWS)) == READ


def test_formulas_and_errors_are_no_values() -> None:
    found = read(as_xlsx([["Organizzazione", "Comune"], ["=1+1", "#N/A"]]))

    assert found[1] == (2, [Unusable(), Unusable()])


def test_rows_keep_their_numbers_and_only_the_first_sheet_counts() -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A5"] = "Organizzazione", "Alfa"
    book.create_sheet("Note")["A1"] = "not read"

    assert read(saved(book)) == [(1, ["Organizzazione"]), (5, ["Alfa"])]


def test_of_merged_cells_the_first_has_the_value() -> None:
    def merge(sheet: Any) -> None:
        sheet.merge_cells("A1:C1")

    assert read(as_xlsx([["Organizzazione", "", ""], ["Alfa", "b", "c"]], merge)) == [
        (1, ["Organizzazione"]),
        (2, ["Alfa", "b", "c"]),
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"Organizzazione\n\x81",
        b"Organizzazione\nA\0B",
        "Organizzazione\nAlfa".encode("utf-16"),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old workbook",
        b"PK\x03\x04 no archive",
        as_xlsx(ROWS)[:-100],
        with_part(as_xlsx(ROWS), "xl/workbook.xml", b"<workbook/>"),
        with_part(as_xlsx(ROWS), "xl/workbook.xml", b"no xml"),
        with_part(as_xlsx(ROWS), "[Content_Types].xml", b"<Types/>"),
        with_part(as_shared(ROWS), TEXTS, LAUGHS),
        with_part(as_xlsx(ROWS), SHEET, LAUGHS),
        sheet_of(b'<row r="1"><c r="A1" t="s"><v>999</v></c></row>'),
        sheet_of(b'<row r="x"><c r="A1"><v>1</v></c></row>'),
        sheet_of(b'<row r="1"><c r="1A"><v>1</v></c></row>'),
        sheet_of(b'<row r="1"><c r="A1"><v>one</v></c></row>'),
        sheet_of(b"<row><c><v>"),
    ],
    ids=range(16),
)
def test_what_is_no_table_is_refused(content: bytes) -> None:
    assert code(content) == "FileUnreadable FILE_UNREADABLE"


@pytest.mark.parametrize("text", ['a;"b', 'a;"b"c', 'a;b\n"' + "x" * 200_000])
def test_quotes_that_never_close_are_told_with_their_line(text: str) -> None:
    assert code(text.encode()) == "QuotesUnclosed FILE_UNREADABLE"


def test_a_locked_workbook_is_refused() -> None:
    content = bytearray(as_xlsx(ROWS))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(mark, at + 4)

    assert code(bytes(content)) == "FileUnreadable FILE_UNREADABLE"


def test_there_is_a_greatest_size_of_everything() -> None:
    assert code(b"x" * (MOST_BYTES + 1)) == "FileTooLarge FILE_TOO_LARGE"
    assert code(b"a\n" * (import_files.MOST_ROWS + 2)) == "TooManyRows FILE_TOO_LARGE"
    assert code(b";".join([b"a"] * 101)) == "TooManyColumns FILE_TOO_LARGE"
    assert code(as_xlsx([["a"] * 101])) == "TooManyColumns FILE_TOO_LARGE"
    wide = b'<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>'
    assert code(sheet_of(wide)) == "TooManyColumns FILE_TOO_LARGE"
    high = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="999999999"><c><v>1</v></c></row>'
    assert code(sheet_of(high)) == "TooManyRows FILE_TOO_LARGE"


def test_an_archive_of_many_parts_is_refused() -> None:
    file = io.BytesIO(as_xlsx(ROWS))
    with zipfile.ZipFile(file, "a") as archive:
        for number in range(import_files.MOST_PARTS):
            archive.writestr(str(number), b"")

    assert code(file.getvalue()) == "FileTooLarge FILE_TOO_LARGE"


def test_files_that_swell_take_no_room(tmp_path: Path) -> None:
    """Measured in a process of its own, which has little more than it begins with."""
    long = b'<row r="1"><c r="A1" t="inlineStr"><is><t>%s</t></is></c></row>'
    bombs = [
        sheet_of(long % (b"x" * 100_000_000)),
        with_part(as_xlsx(ROWS), TEXTS, b"<sst>" + b" " * 17_000_000 + b"</sst>"),
        as_xlsx([["a"]]) + b"\0" * 9_000_000,
        _lying(sheet_of(long % (b"x" * 100_000_000))),
        with_part(as_shared(ROWS), TEXTS, LAUGHS),
    ]
    for number, bomb in enumerate(bombs):
        (tmp_path / str(number)).write_bytes(bomb)
    done = subprocess.run(  # noqa: S603 - ours
        [sys.executable, "-m", "tests.members.swelling", *sorted(map(str, tmp_path.iterdir()))],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    *codes, mebibytes = done.stdout.split()
    assert len(codes) == len(bombs)
    assert set(codes) <= {"FILE_TOO_LARGE", "FILE_UNREADABLE", "read"}
    assert codes[0] == codes[1] == "FILE_TOO_LARGE"
    assert int(mebibytes) < BOMB_MEBIBYTES


def _lying(content: bytes) -> bytes:
    """An archive that says its sheet unpacks to a thousand bytes."""
    changed = bytearray(content)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        if changed[at + 46 :].startswith(b"xl/worksheets"):
            changed[at + 24 : at + 28] = (1000).to_bytes(4, "little")
        at = changed.find(b"PK\x01\x02", at + 4)
    return bytes(changed)
