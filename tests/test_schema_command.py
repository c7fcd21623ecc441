"""`hub schema`: what a client developer and a reviewer ask of it."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from hub import app
from hub.cli import app as commands
from schema.snapshot import SNAPSHOT


@pytest.fixture
def snapshot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A snapshot that a test may change."""
    copy = tmp_path / "schema.graphql"
    copy.write_text(SNAPSHOT.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(app, "schema_snapshot", lambda: copy)
    return copy


def test_it_prints_the_schema() -> None:
    result = CliRunner().invoke(commands, ["schema"])
    assert result.stdout == SNAPSHOT.read_text(encoding="utf-8")


def test_an_unchanged_schema_passes(snapshot: Path) -> None:
    result = CliRunner().invoke(commands, ["schema", "--check"])
    assert (result.exit_code, result.stdout) == (0, "the schema is as in the snapshot\n")


def test_a_removed_field_is_named(snapshot: Path) -> None:
    text = snapshot.read_text(encoding="utf-8")
    snapshot.write_text(text.replace("type Query {", "type Query {\n  gone: Int\n", 1), "utf-8")
    result = CliRunner().invoke(commands, ["schema", "--check"])
    assert result.exit_code == 1
    assert "BREAKING   Field Query.gone was removed.\n" in result.stdout


def test_a_new_description_breaks_nobody(snapshot: Path) -> None:
    text = snapshot.read_text(encoding="utf-8")
    snapshot.write_text(text.replace("Who is asking", "Who asked", 1), encoding="utf-8")
    result = CliRunner().invoke(commands, ["schema", "--check"])
    assert result.exit_code == 1
    assert "nothing that clients rely on is gone\n" in result.stdout


def test_writing_brings_the_snapshot_up_to_date(snapshot: Path) -> None:
    snapshot.write_text("", encoding="utf-8")
    result = CliRunner().invoke(commands, ["schema", "--write"])
    assert result.stdout == "wrote schema.graphql\n"
    assert snapshot.read_text(encoding="utf-8") == SNAPSHOT.read_text(encoding="utf-8")
