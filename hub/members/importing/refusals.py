"""What stands against an import: of the whole file, and of single cells of it."""

from hub.errors import Refusal
from hub.members.parties.refusals import DuplicateIdentifier, PossibleDuplicate


class ImportHasErrors(Refusal):
    """Rows of the file cannot be imported, so none was."""

    code = "IMPORT_HAS_ERRORS"
    sentence = (
        "Nothing was imported: {count} errors in the file, of which {told} are told here. Mend"
        " them and import the whole file again."
    )


class ImportEmpty(Refusal):
    """The file has no row below its headings."""

    code = "IMPORT_EMPTY"
    sentence = "The file has no row below its headings: there is nothing to import."


class FileUnreadable(Refusal):
    """The file is neither CSV nor XLSX, or it is damaged."""

    code = "FILE_UNREADABLE"
    sentence = "This file cannot be read: save it as XLSX, or as CSV in UTF-8, and import that."


class QuotesUnclosed(FileUnreadable):
    """A text in quotes does not end as CSV has it."""

    sentence = (
        "Line {line} of the file has a quotation mark that is not closed, or not doubled within a"
        " text: save the file as CSV again."
    )


class FileTooLarge(Refusal):
    """The file has more of something than is read."""

    code = "FILE_TOO_LARGE"
    sentence = "The file has more than {limit} bytes: import it in parts."


class TooManyRows(FileTooLarge):
    """The file has more rows than are read."""

    sentence = "The file has more than {limit} rows: import it in parts."


class TooManyColumns(FileTooLarge):
    """The file has more columns than are read."""

    sentence = "The file has more than {limit} columns: leave out those that are not imported."


class HeadingUnknown(Refusal):
    """A column of the file has a heading that means nothing here."""

    code = "HEADING_UNKNOWN"
    sentence = "No column is called so. Known are: {known}."


class HeadingMistyped(HeadingUnknown):
    """A column of the file has a heading that is nearly a known one."""

    sentence = "No column is called so; perhaps you mean {nearest}. Known are: {known}."


class HeadingMissing(HeadingUnknown):
    """A column of the file has no heading, but something below it."""

    sentence = (
        "Column {letter} has no heading, yet row {first} has something in it. Headings stand in"
        " the first row, one for each column, in no merged cells. Known are: {known}."
    )


class HeadingRepeated(Refusal):
    """Two columns of the file have the same meaning."""

    code = "HEADING_REPEATED"
    sentence = "Another column means the same: keep one of the two."


class DateInvalid(Refusal):
    """A cell should hold a day, and does not."""

    code = "DATE_INVALID"
    sentence = "This is no day: write it as 2026-03-01 or 01/03/2026."


class NumberInvalid(Refusal):
    """A cell should hold a number, and does not."""

    code = "NUMBER_INVALID"
    sentence = "This is no number that can stand here: write one such as 12 or 12,5."


class ChoiceUnknown(Refusal):
    """A cell should hold one of a few words, and does not."""

    code = "CHOICE_UNKNOWN"
    sentence = "This is not known here: write one of {known}."


class FormulaFound(Refusal):
    """A cell holds a formula or its error."""

    code = "FORMULA_FOUND"
    sentence = "This is a formula or an error: put its value in its place."


class RowConflict(Refusal):
    """Two rows say different things of the same."""

    code = "ROW_CONFLICT"
    sentence = (
        "Row {other} says something else here of the same: make the two agree, or leave one empty."
    )


class RowRepeated(Refusal):
    """Two rows say the same."""

    code = "ROW_REPEATED"
    sentence = "Row {other} says the same already: keep one of the two."


class IdentifierInFile(DuplicateIdentifier):
    """Another row of the file has the identifier."""

    sentence = "{what}: row {other_row} has it already."

    def __init__(self, *path: str | int, what: str, other_row: int) -> None:
        Refusal.__init__(self, *path, what=what, other_row=other_row)


class Namesake(PossibleDuplicate):
    """The hub has a party with nearly the same name."""

    sentence = (
        "Perhaps this one is there already: {names}. If it is another, write yes under Distinct."
    )


class NamesakeInFile(PossibleDuplicate):
    """Another row of the file has nearly the same name."""

    sentence = (
        "Row {other_row} has the same name: if it is the same, give both its VAT number or fiscal"
        " code; if it is another, write yes under Distinct."
    )

    def __init__(self, *path: str | int, other_row: int) -> None:
        Refusal.__init__(self, *path, other_row=other_row)


class CellFault(ImportHasErrors):
    """A reason against what stands in a cell, or in a row; `column` is the heading, if it is one."""

    def __init__(self, row: int, column: str | None, reason: Refusal, *path: str | int) -> None:
        self.code = reason.code  # type: ignore[misc]  # of each reason its own
        self.sentence = reason.sentence  # type: ignore[misc]
        Refusal.__init__(self, *path, **{**reason.values, "row": row, "column": column})
        self.row = row
        self.column = column
