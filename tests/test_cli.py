"""The commands, as somebody types them."""

import re
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from hub import clock, migrate
from hub.accounts.tokens import hash_of
from hub.cli import main
from tests import servers

TOKEN = re.compile(r"phub_[A-Za-z0-9_-]{49}")


class Said(NamedTuple):
    code: int
    out: str
    err: str


Hub = Callable[..., Said]


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Hub:
    """Run a command line; its exit code and what it wrote."""

    def run(*arguments: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["hub", *arguments])
        code: object = 0
        try:
            main()
        except SystemExit as end:
            code = end.code or 0
        assert isinstance(code, int)
        return Said(code, *capsys.readouterr())

    return run


@pytest.fixture
def database(fresh_database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("HUB_DATABASE_URL", fresh_database_url)
    return fresh_database_url


@pytest.fixture
def blank_database(blank_database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("HUB_DATABASE_URL", blank_database_url)
    return blank_database_url


def test_without_a_command_it_explains_itself_in_plain_text(hub: Hub) -> None:
    said = hub()

    assert said.code == 2
    for command in ("serve", "migrate", "demo", "doctor", "version", "token"):
        assert re.search(rf"^  {command} ", said.out + said.err, re.MULTILINE)
    assert "\x1b" not in said.out + said.err


def test_an_unknown_command_is_refused(hub: Hub) -> None:
    assert hub("fly").code == 2


def test_a_wrong_setting_is_named_in_a_sentence(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_PORT", "eight thousand")

    said = hub("doctor")

    assert said.code == 1
    assert said.err.startswith("hub: HUB_PORT: Input should be a valid integer")


def test_migrate_applies_what_is_missing_once(hub: Hub, blank_database: str) -> None:
    first, second = hub("migrate"), hub("migrate")

    assert first.code == second.code == 0
    assert first.out.startswith("applied 0001_initial\n")
    assert second.out == "up to date\n"


def test_migrate_starts_the_embedded_server_for_itself(hub: Hub, tmp_path: Path) -> None:
    home = tmp_path / "data"

    assert hub("migrate", "--data", str(home)).code == 0
    assert hub("migrate", "--data", str(home)).out == "up to date\n"


def test_a_database_that_is_away_is_said_to_be(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_DATABASE_URL", "postgresql://hub@127.0.0.1:1/hub")

    said = hub("migrate")

    assert said == Said(1, "", "hub: The database does not answer.\n")


def test_demo_fills_an_empty_database_and_no_other(hub: Hub, database: str) -> None:
    assert hub("demo").code == 0
    count = servers.ask(database, "SELECT count(*) FROM organization")
    assert isinstance(count, int)
    assert count > 0

    assert hub("demo").code == 1
    assert hub("demo", "--if-empty").code == 0
    assert servers.ask(database, "SELECT count(*) FROM organization") == count


def test_a_token_is_shown_once_and_only_its_hash_is_kept(hub: Hub, database: str) -> None:
    said = hub("token", "create", "--role", "direction", "--name", "Dashboard")

    assert said.code == 0
    text = said.out.strip()
    assert TOKEN.fullmatch(text)
    assert servers.ask(database, "SELECT token_hash FROM token") == hash_of(text)
    assert servers.ask(database, "SELECT count(*) FROM token t WHERE t::text LIKE '%phub_%'") == 0
    assert "Dashboard" in hub("token", "list").out


def test_a_token_ends_after_its_days(hub: Hub, database: str) -> None:
    hub("token", "create", "--role", "OBSERVER", "--expires-in-days", "30")

    day = clock.day_of(clock.now() + timedelta(days=30))
    assert f"until {day}" in hub("token", "list").out


def test_a_token_is_revoked_by_its_id(hub: Hub, database: str) -> None:
    hub("token", "create", "--role", "PROJECTS")
    id = str(servers.ask(database, "SELECT id FROM token"))

    assert hub("token", "revoke", id) == Said(0, "revoked\n", "")
    assert "revoked" in hub("token", "list").out
    assert hub("token", "revoke", id).code == 1
    acts = "SELECT array_agg(act ORDER BY position) FROM audit_entry"
    assert servers.ask(database, acts) == ["create_api_token", "revoke_api_token"]
    assert servers.ask(database, "SELECT bool_and(body NOT LIKE '%phub_%') FROM audit_entry")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--role", "KING"], 2, "king"),
        (["--role", "MEMBER"], 2, "needs --organization or --person"),
        (["--role", "MEMBER", "--organization", "Nessuna"], 1, "no organization 'Nessuna'"),
        (["--role", "MEMBER", "--person", "nobody@example.org"], 1, "no person"),
        (["--role", "DIRECTION", "--expires-in-days", "0"], 2, "greater than or equal to 1"),
        (["--role", "DIRECTION", "--expires-in-days", "4000000"], 2, "less than or equal to 36500"),
    ],
    ids=["role", "party", "organization", "person", "no days", "endless"],
)
def test_a_token_for_nobody_is_refused(
    hub: Hub, database: str, *, arguments: list[str], code: int, words: str
) -> None:
    said = hub("token", "create", *arguments)

    assert said.code == code
    assert words in said.err.lower() or words in said.err
    assert servers.ask(database, "SELECT count(*) FROM token") == 0


def test_a_token_needs_the_schema(hub: Hub, blank_database: str) -> None:
    said = hub("token", "create", "--role", "DIRECTION")

    assert said.code == 1
    assert "hub migrate" in said.err


def test_the_version_is_said(hub: Hub) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+\n|not installed\n", hub("version").out)


def test_the_doctor_finds_nothing_wrong_with_a_new_hub(hub: Hub, database: str) -> None:
    said = hub("doctor")

    assert "ok       Schema: up to date" in said.out
    assert "ok       Durability" in said.out


def test_the_doctor_names_what_is_not_applied(hub: Hub, blank_database: str) -> None:
    said = hub("doctor")

    assert said.code == 1
    assert "PROBLEM  Schema: not applied: 0001_initial" in said.out
    assert "-> run: hub migrate" in said.out
    assert migrate.LATEST not in said.out
