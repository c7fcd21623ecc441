"""The empty spreadsheet that an import of members begins with."""

from collections.abc import Iterator

from hub.members.importing.columns import COLUMNS
from hub.sheets import ITALIAN, PLAIN, write_csv, write_xlsx


def template(language: str, *, is_workbook: bool, has_example: bool) -> Iterator[bytes]:
    """Its headings in a language, with a row to show how they are meant, if it is wanted."""
    headings = [column.heading(language) for column in COLUMNS]
    rows = [[column.example for column in COLUMNS]] if has_example else []
    if is_workbook:
        return write_xlsx(rows, headings)
    return write_csv(rows, headings, PLAIN if language == "en" else ITALIAN)
