"""Fees by command: handed over to the accounting system."""

import asyncio
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import IO, Annotated

import typer

from hub import clock, embedded, settings
from hub.act import Order, transact
from hub.database import connected
from hub.deed import Deed
from hub.members.fees import export as fees_export
from hub.members.fees.export import COLUMNS
from hub.members.terms import Language
from hub.operating import Data, new_file, order_of, require_schema
from hub.sheets import ITALIAN, CsvSheet, Sheet, XlsxSheet
from hub.single import one_state

app = typer.Typer(help="Fees of members.", no_args_is_help=True, rich_markup_mode=None)


class Format(StrEnum):
    """What kind of file is written."""

    CSV = "csv"
    XLSX = "xlsx"


TELLS = "Columns: " + "; ".join(
    f"{column.name_it} or {column.name} ({column.meaning})" for column in COLUMNS
)
DAYS = ["%Y-%m-%d"]


@app.command(epilog=f"{TELLS}.")
def export(
    *,
    first: Annotated[
        datetime,
        typer.Option("--from", formats=DAYS, metavar="YYYY-MM-DD", help="First day of issue."),
    ],
    last: Annotated[
        datetime,
        typer.Option("--to", formats=DAYS, metavar="YYYY-MM-DD", help="Last day of issue."),
    ],
    kind: Annotated[Format, typer.Option("--format", help="The kind of file.")] = Format.CSV,
    to: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="A file to be made.")],
    language: Annotated[
        Language, typer.Option(help="Of the headings.", case_sensitive=False)
    ] = Language.IT,
    mark: Annotated[
        bool,
        typer.Option(
            "--bom/--no-bom", help="CSV that Excel opens with a double click, or without."
        ),
    ] = True,
    data: Data = None,
) -> None:
    """Write the fee lines that were issued from one day to another to a table.

    CSV is as Italy writes it, with semicolons and decimal commas; in both kinds no text is a
    formula.
    """
    if last < first:
        raise typer.BadParameter("the last day comes before the first", param_hint="--to")
    chosen = settings.load(data_dir=data)
    order = order_of(chosen)
    with (
        closing(_sheet(kind, has_mark=mark)) as sheet,
        embedded.database_url(chosen) as url,
        new_file(to) as file,
    ):
        asyncio.run(_record(url, order))
        file.write(sheet.add([fees_export.headings(language)]))
        written = asyncio.run(_copy(url, (first.date(), last.date()), sheet=sheet, file=file))
        file.writelines(sheet.end())
    typer.echo(f"{written} lines written to {to}")


async def _record(url: str, order: Order) -> None:
    """Leave an entry in the audit: fiscal codes of people leave the hub."""

    async def nothing(_: Deed) -> None:
        return None

    await require_schema(url)
    async with connected(url):
        await transact("export_fees", nothing, order=order)


async def _copy(url: str, days: tuple[date, date], *, sheet: Sheet, file: IO[bytes]) -> int:
    """Write the lines of one state of the database; how many there were."""
    written = 0
    async with one_state(url) as connection:
        async for rows in fees_export.lines(connection, *days, today=clock.today()):
            file.write(sheet.add(rows))
            written += len(rows)
    return written


def _sheet(kind: Format, *, has_mark: bool) -> CsvSheet | XlsxSheet:
    if kind is Format.XLSX:
        return XlsxSheet()
    return CsvSheet(replace(ITALIAN, has_byte_order_mark=has_mark))
