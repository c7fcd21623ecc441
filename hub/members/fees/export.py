"""Fee lines as rows of a table, for the accounting system of the consortium."""

from collections.abc import AsyncGenerator
from datetime import date
from typing import NamedTuple

import asyncpg

from hub.members.derived import FEE_STATE, PAID_AMOUNT, PAID_ON
from hub.members.terms import Language
from hub.sheets import Cell
from hub.sql import Sql, of


class Column(NamedTuple):
    """A column of the table: its SQL over `line`, `membership`, `payer` and `person`."""

    name_it: str
    name: str
    expression: str
    meaning: str


def _on_the_day(expression: Sql) -> str:
    return of("line", expression).text.replace("{day}", "$3::date")


COLUMNS = (
    Column("data", "date", "line.issued_on", "day of issue"),
    Column("numero", "number", "line.invoice_number", "number under which it was issued"),
    Column("pagante", "payer", "coalesce(payer.legal_name, person.name)", "who pays"),
    Column("partita_iva", "vat_number", "payer.vat_number", "VAT number of the payer"),
    Column(
        "codice_fiscale",
        "fiscal_code",
        "coalesce(payer.fiscal_code, person.fiscal_code)",
        "fiscal code of the payer",
    ),
    Column("codice_sdi", "sdi_code", "payer.sdi_code", "recipient code for electronic invoices"),
    Column("pec", "pec", "payer.pec", "certified address of the payer"),
    Column("descrizione", "description", "line.description", "what it is for"),
    Column("importo", "amount", "line.amount", "amount in euro"),
    Column("tipo", "kind", "line.kind", "YEARLY, JOINING, CAPITAL_SHARE or SERVICE"),
    Column("periodo_dal", "covers_from", "line.covers_from", "first day that it pays for"),
    Column("periodo_al", "covers_to", "line.covers_until - 1", "last day that it pays for"),
    Column("scadenza", "due", "line.due_on", "last day on which it is paid in time"),
    Column(
        "stato", "state", _on_the_day(FEE_STATE), "OPEN, OVERDUE, PAID, CREDITED or FREE, today"
    ),
    Column("pagato", "paid", _on_the_day(PAID_AMOUNT), "what is paid of it today, in euro"),
    Column("pagato_il", "paid_on", _on_the_day(PAID_ON), "day of the payment that made it paid"),
    Column("stornato_il", "credited_on", "line.credited_on", "day of its credit note"),
)

LINES = f"""SELECT {", ".join(column.expression for column in COLUMNS)}
    FROM fee_line line
    LEFT JOIN organization payer ON payer.id = line.payer_id
    LEFT JOIN person ON person.id = line.paying_person_id
    WHERE line.issued_on BETWEEN $1::date AND $2::date
    ORDER BY line.issued_on, line.invoice_number COLLATE "C", line.id"""  # noqa: S608
AT_ONCE = 500


def headings(language: Language) -> list[str]:
    is_italian = language is Language.IT
    return [column.name_it if is_italian else column.name for column in COLUMNS]


async def lines(
    connection: asyncpg.Connection, first: date, last: date, *, today: date
) -> AsyncGenerator[list[list[Cell]]]:
    """The lines issued from the first day to the last, by day and number, some at a time.

    Within a transaction: all of them are of one state of the database.
    """
    cursor = await connection.cursor(LINES, first, last, today)
    while found := await cursor.fetch(AT_ONCE):
        yield [list(row) for row in found]
