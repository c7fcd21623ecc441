"""`hub import`: spreadsheets of members brought in by command."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from stdnum import luhn

from hub.cli import main
from hub.sheets import write_xlsx
from tests import servers
from tests.members.sheets import as_csv

Hub = Callable[..., tuple[int, str]]
Ask = Callable[[str], object]
ROOT = Path(__file__).parent.parent
ROWS = [["Ragione sociale", "Tipo"], ["Alfa S.r.l.", "Impresa"]]
MANY = 10_000
MOST_SECONDS = 60
MOST_MEBIBYTES = 200
HEADINGS = [
    "Ragione sociale",
    "Tipo",
    "Partita IVA",
    "PEC",
    "Codice ATECO",
    "Edizione ATECO",
    "CAP",
    "Provincia",
    "Addetti",
    "Addetti al",
    "Tipo di socio",
    "Data ammissione",
    "Nome",
    "Cognome",
    "Email personale",
    "Ruolo",
]
MAKE_TYPE = """INSERT INTO membership_type (id, created_at, code, name, name_it, category, period_kind,
yearly_fee, offered_from, period_months, rollover_days, grace_days, notice_days, joining_fee,
capital_share, required_documents) VALUES ('01a20586-469e-7076-b207-e3517376e562', now(), 'ordinary', 'Ordinary',
'Ordinario', 'ORDINARY', 'CALENDAR', 1000, '2000-01-01', 12, 0, 30, 0, 0, 0, '{}')"""


@pytest.fixture
def database(fresh_database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("HUB_DATABASE_URL", fresh_database_url)
    monkeypatch.setenv("HUB_DATA_DIR", str(tmp_path))
    return fresh_database_url


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Hub:
    """Run the command; its exit code and what it wrote."""

    def run(*arguments: object) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["hub", *map(str, arguments)])
        code: object = 0
        try:
            main()
        except SystemExit as end:
            code = end.code or 0
        assert isinstance(code, int)
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    return run


@pytest.fixture
def ask(database: str) -> Ask:
    return lambda statement: servers.ask(database, statement)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "soci.csv"
    path.write_bytes(as_csv(ROWS))
    return path


def test_a_file_is_tried_and_then_imported(hub: Hub, ask: Ask, file: Path) -> None:
    code, said = hub("import", "members", file, "--dry-run")
    assert (code, said.splitlines()[0]) == (0, "would be imported:")
    assert ask("SELECT count(*) FROM organization") == 0

    code, said = hub("import", "members", file)
    assert code == 0
    assert said.split() == (
        ["imported:", "1", "organizations", "0", "people", "0", "affiliations", "0", "memberships"]
    )
    assert ask("SELECT name FROM organization") == "Alfa S.r.l."
    assert ask("SELECT act FROM audit_entry") == "import_members"


def test_errors_are_told_row_by_row_in_the_language_that_is_asked(
    hub: Hub, ask: Ask, tmp_path: Path
) -> None:
    path = tmp_path / "soci.csv"
    path.write_bytes(as_csv([[*ROWS[0], "Partita IVA"], ["A", "Impresa", "1"], ["B", "", ""]]))

    code, said = hub("import", "members", path, "--language", "it")

    assert code == 1
    whole, first, second = said.splitlines()
    assert whole.startswith("hub: Non è stato importato nulla: il file ha 2 errori")
    assert first.startswith("  2, Partita IVA: INVALID_LENGTH: Partita IVA: ")
    assert second.startswith("  3, Tipo: REQUIRED: ")
    assert ask("SELECT count(*) FROM organization") == 0


def test_unknown_headings_are_told(hub: Hub, database: str, tmp_path: Path) -> None:
    path = tmp_path / "soci.csv"
    path.write_bytes(as_csv([["Nomme", "Segno"], ["a", "b"]]))

    code, said = hub("import", "members", path)

    assert code == 1
    first, second = said.splitlines()
    assert first.startswith("hub: Nomme: No column is called so; perhaps you mean Nome.")
    assert second.startswith("Segno: No column is called so. Known are: Organization, ")


def test_an_account_imports_with_its_own_rights(hub: Hub, ask: Ask, file: Path) -> None:
    for name, role in (("ada", "FRONT_DESK"), ("bea", "OBSERVER")):
        made = hub("user", "create", f"{name}@example.org", "--role", role, "--no-password")
        assert made[0] == 0

    code, said = hub("import", "members", file, "--as", "bea@example.org")
    assert (code, "front desk" in said) == (1, True)
    assert hub("import", "members", file, "--as", "ada@example.org")[0] == 0
    assert (
        ask(
            "SELECT account.email FROM audit_entry JOIN account ON account.id = account_id"
            " WHERE act = 'import_members'"
        )
        == "ada@example.org"
    )
    code, said = hub("import", "members", file, "--as", "nobody@example.org")
    assert (code, "no open account" in said) == (1, True)
    assert hub("import", "members", file, "--as", "nowhere")[0] == 2


def test_a_file_that_cannot_be_opened_is_told(hub: Hub, database: str, tmp_path: Path) -> None:
    code, said = hub("import", "members", tmp_path / "nothing.csv")

    assert (code, "cannot be read: No such file" in said) == (1, True)


@pytest.mark.parametrize(("language", "heading"), [("it", "Ragione sociale"), ("en", "Legal name")])
def test_the_template_is_a_file_of_its_own(
    hub: Hub, tmp_path: Path, *, language: str, heading: str
) -> None:
    path = tmp_path / "modello.xlsx"

    assert hub("import", "template", "members", "--language", language, "-o", path)[0] == 0

    (row,) = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
    assert heading in row
    code, said = hub("import", "template", "members", "-o", path)
    assert (code, "File exists" in said) == (1, True)
    assert hub("import", "template", "members", "-o", tmp_path / "modello.doc")[0] == 2


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_ten_thousand_rows_take_a_minute_and_200_mebibytes_at_most(
    ask: Ask, tmp_path: Path, form: str
) -> None:
    """All that becomes of them: 50,000 rows of five tables and one entry of the record."""
    rows = [HEADINGS, *map(_row, range(MANY))]
    path = tmp_path / f"soci.{form}"
    path.write_bytes(as_csv(rows) if form == "csv" else _written(rows))
    ask(MAKE_TYPE)

    done = subprocess.run(  # noqa: S603 - ours
        [sys.executable, "-m", "tests.measured", "import", "members", str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS,
        check=True,
    )

    *said, mebibytes = done.stdout.split()
    assert said[1:] == [
        *(str(MANY), "organizations", str(MANY), "people"),
        *(str(MANY), "affiliations", str(MANY), "memberships"),
    ]
    assert int(mebibytes) < MOST_MEBIBYTES
    assert ask("SELECT count(*) FROM audit_entry") == 1
    assert ask("SELECT count(*) FROM membership_period") == MANY


def _row(number: int) -> list[str]:
    vat_number = f"{1_000_000 + number}019"
    vat_number += luhn.calc_check_digit(vat_number)
    return [
        *(f"Impresa {number} S.r.l.", "Impresa", vat_number, f"i{number}@pec.example.org"),
        *("62.10.00", "2025", "26100", "CR", "12", "31/12/2025", "ordinary", "01/02/2015"),
        *(f"Ada{number}", f"Rossi{number}", f"ada{number}@example.org", "Titolare"),
    ]


def _written(rows: list[list[str]]) -> bytes:
    return b"".join(write_xlsx(rows[1:], rows[0]))
