"""A spreadsheet of members as it was read: the values of each row, and what is wrong with cells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hub.errors import Refusal, Refused
from hub.members.importing.columns import Part, Place, known, places, score
from hub.members.importing.files import Cell, Row, read_rows
from hub.members.importing.refusals import (
    CellFault,
    HeadingMissing,
    ImportEmpty,
    ImportHasErrors,
)
from hub.refusals import Blank

MOST_TOLD = 1000
PATH = ("input", "file")

Name = tuple[Part, str]
Values = dict[str, Any]


@dataclass(slots=True)
class Faults:
    """What is wrong with the rows: the first thousand reasons, and how many there are."""

    headings: Mapping[Name, str]
    told: list[CellFault] = field(default_factory=list)
    count: int = 0
    _cells: set[tuple[int, Part, str | None]] = field(default_factory=set)

    def add(self, row: int, part: Part, name: str | None, *, reason: Refusal) -> None:
        """Note what is wrong with a row, or with the cell of it that has a value of this name."""
        if isinstance(reason, Blank) and (row, part, name) in self._cells:
            return  # it is filled in, with something that cannot be read
        self._cells.add((row, part, name))
        self.count += 1
        if self.count > MOST_TOLD:
            return
        heading = self.headings.get((part, name)) if name else None
        path = [*PATH, str(row)] if heading is None else [*PATH, str(row), heading]
        self.told.append(CellFault(row, heading, reason, *path))

    def settle(self) -> None:
        """Raise Refused with all of them, by rows, if there are any."""
        if not self.count:
            return
        by_row = sorted(self.told, key=lambda fault: fault.row)
        whole = ImportHasErrors(*PATH, count=self.count, told=len(by_row))
        raise Refused(whole, *by_row)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a row says of each of the things that it is about; blank cells say nothing."""

    row: int
    values: Mapping[Part, Values]

    def of(self, part: Part) -> Values:
        return self.values.get(part, {})


@dataclass(slots=True)
class Table:
    """The rows of a file under its headings."""

    headings: Mapping[Name, str]
    entries: list[Entry]
    faults: Faults


def read_table(content: bytes, language: str) -> Table:
    """Read a file; raises Refused for what is no table, or has headings that mean nothing."""
    rows = read_rows(content, score)
    number, headings = next(rows, (1, ()))
    found, refusals = places(headings, language)
    if refusals:
        raise Refused(*refusals)
    named = {(column.part, column.name): heading for _, heading, column in found}
    table = Table(named, [], Faults(named))
    for row in _below(rows, found, number=number, language=language):
        table.entries.append(_entry(row, found, table.faults))
    if not table.entries:
        raise Refused(ImportEmpty(*PATH))
    return table


def _below(
    rows: Iterator[Row], found: Sequence[Place], *, number: int, language: str
) -> Iterator[Row]:
    """The rows below the headings; raises Refused where something stands under none."""
    headed = {index for index, _, _ in found}
    for row, cells in rows:
        stray = next((i for i, cell in enumerate(cells) if _says(cell) and i not in headed), None)
        if stray is not None:
            path, letter = (*PATH, str(number)), _letter(stray)
            raise Refused(HeadingMissing(*path, letter=letter, first=row, known=known(language)))
        yield row, cells


def _entry(row: Row, found: Sequence[Place], faults: Faults) -> Entry:
    number, cells = row
    values: dict[Part, Values] = {}
    for index, _, column in found:
        cell = cells[index] if index < len(cells) else None
        if not _says(cell):
            continue
        try:
            value = column.read(cell)
        except Refusal as reason:
            faults.add(number, column.part, column.name, reason=reason)
            continue
        if value != "":
            values.setdefault(column.part, {})[column.name] = value
    return Entry(number, values)


def _says(cell: Cell) -> bool:
    return cell is not None and not (isinstance(cell, str) and not cell.strip())


def _letter(index: int) -> str:
    """What spreadsheets call a column: A to Z, then AA and so on."""
    before, place = divmod(index, 26)
    return (_letter(before - 1) if before else "") + chr(ord("A") + place)
