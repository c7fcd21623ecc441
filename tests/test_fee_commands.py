"""`hub fees export`: the lines of a time as a table, for the accounting system."""

import asyncio
import csv
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner, Result

from hub.cli import app
from hub.database import connected
from hub.errors import Misconfigured
from hub.members.fees import export as fees_export
from hub.members.terms import FeeKind, Language
from hub.record.models import AuditEntry
from tests.make import members

DAYS = ("--from", "2026-01-01", "--to", "2026-12-31")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def url(fresh_database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("HUB_DATABASE_URL", fresh_database_url)
    monkeypatch.setenv("HUB_SECRET_KEY", "a secret key that is long enough for a test")

    async def make() -> None:
        async with connected(fresh_database_url):
            await _lines()

    asyncio.run(make())
    return fresh_database_url


async def _lines() -> None:
    payer = await members.organization(
        "Acme",
        legal_name='=cmd|"/c calc"!A1',
        vat_number="01234567890",
        fiscal_code="01234567890",
        sdi_code="ABC1234",
        pec="acme@pec.example",
    )
    membership = await members.membership(organization=payer)
    paid = await members.fee_line(
        membership=membership,
        description="Contributo; anno 2026",
        amount=Decimal("1200.50"),
        covers_from=date(2026, 1, 1),
        covers_until=date(2027, 1, 1),
        issued_on=date(2026, 1, 1),
        due_on=date(2026, 1, 31),
        invoice_number="2026/00001",
    )
    await members.payment(fee_line=paid, amount=paid.amount, received_on=date(2026, 2, 1))
    person = await members.person("Ada Neri", fiscal_code="NREDAA80A41D150X")
    own = await members.membership(person=person)
    for issued_on, number in ((date(2026, 12, 31), "2026/00002"), (date(2027, 1, 1), "2027/00001")):
        await members.fee_line(
            membership=own,
            paying_person=person,
            kind=FeeKind.SERVICE,
            issued_on=issued_on,
            due_on=issued_on,
            invoice_number=number,
        )
    await members.fee_line(membership=membership, kind=FeeKind.JOINING)


def hub(*arguments: object) -> Result:
    return CliRunner().invoke(app, list(map(str, arguments)))


def test_the_lines_of_a_year_are_written_as_italy_writes_them(url: str, tmp_path: Path) -> None:
    file = tmp_path / "quote.csv"

    result = hub("fees", "export", *DAYS, "-o", file)

    assert (result.exit_code, result.output) == (0, f"2 lines written to {file}\n")
    text = file.read_bytes().decode("utf-8-sig")
    assert file.read_bytes().startswith(b"\xef\xbb\xbfdata;numero;pagante;")
    headings, first, last = csv.reader(StringIO(text, newline=""), delimiter=";")
    assert headings == fees_export.headings(Language.IT)
    assert dict(zip(headings, first, strict=True)) == {
        "data": "2026-01-01",
        "numero": "2026/00001",
        "pagante": '\'=cmd|"/c calc"!A1',
        "partita_iva": "01234567890",
        "codice_fiscale": "01234567890",
        "codice_sdi": "ABC1234",
        "pec": "acme@pec.example",
        "descrizione": "Contributo; anno 2026",
        "importo": "1200,50",
        "tipo": "YEARLY",
        "periodo_dal": "2026-01-01",
        "periodo_al": "2026-12-31",
        "scadenza": "2026-01-31",
        "stato": "PAID",
        "pagato": "1200,50",
        "pagato_il": "2026-02-01",
        "stornato_il": "",
    }
    assert last[1:5] == ["2026/00002", "Ada Neri", "", "NREDAA80A41D150X"]


def test_a_workbook_holds_the_same(url: str, tmp_path: Path) -> None:
    file = tmp_path / "fees.xlsx"

    result = hub("fees", "export", *DAYS, "--format", "xlsx", "--language", "en", "--output", file)

    assert result.exit_code == 0, result.output
    with ZipFile(file) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314
    rows = [["".join(cell.itertext()) for cell in row] for row in sheet.iter(f"{MAIN}row")]
    assert len(rows) == 3
    assert rows[0][:4] == ["date", "number", "payer", "vat_number"]
    assert rows[1][1:4] == ["2026/00001", '=cmd|"/c calc"!A1', "01234567890"]
    assert "1200.50" in rows[1], "an amount is a number"
    assert b"<f>" not in ElementTree.tostring(sheet)


def test_the_byte_order_mark_can_be_left_out(url: str, tmp_path: Path) -> None:
    file = tmp_path / "fees.csv"
    hub("fees", "export", *DAYS, "--no-bom", "-o", file)

    assert file.read_bytes().startswith(b"data;")


def test_many_lines_come_some_at_a_time(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fees_export, "AT_ONCE", 1)
    file = tmp_path / "fees.csv"

    assert "2 lines" in hub("fees", "export", *DAYS, "-o", file).output


def test_days_without_lines_have_headings_alone(url: str, tmp_path: Path) -> None:
    file = tmp_path / "fees.csv"

    result = hub("fees", "export", "--from", "2020-01-01", "--to", "2020-01-01", "-o", file)

    assert result.output.startswith("0 lines")
    assert file.read_bytes().count(b"\n") == 1


def test_the_days_are_in_order(url: str, tmp_path: Path) -> None:
    file = tmp_path / "fees.csv"

    result = hub("fees", "export", "--from", "2026-02-01", "--to", "2026-01-31", "-o", file)

    assert result.exit_code == 2
    assert not file.exists()


def test_no_file_is_replaced(url: str, tmp_path: Path) -> None:
    file = tmp_path / "fees.csv"
    file.write_text("mine")

    result = hub("fees", "export", *DAYS, "-o", file)

    assert isinstance(result.exception, Misconfigured)
    assert file.read_text() == "mine"


def test_it_is_recorded_that_they_were_taken_out(url: str, tmp_path: Path) -> None:
    hub("fees", "export", *DAYS, "-o", tmp_path / "fees.csv")

    async def acts() -> list[str]:
        async with connected(url):
            return [entry.act for entry in await AuditEntry.all()]

    assert asyncio.run(acts()) == ["export_fees"]


def test_the_help_explains_each_column() -> None:
    told = " ".join(hub("fees", "export", "--help").output.split())

    for column in fees_export.COLUMNS:
        assert f"{column.name_it} or {column.name} (" in told
