"""`hub audit`: verified and told by command."""

import asyncio
import json

import asyncpg
import pytest
from typer.testing import CliRunner, Result

from hub.cli import app
from hub.database import connected
from hub.errors import Misconfigured
from hub.keys import load
from hub.settings import Settings
from tests.record import acts
from tests.record.acts import done, order

SECRET = "a secret key that is long enough for a test"  # noqa: S105


@pytest.fixture
def chain(fresh_database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of the hub's database, which has two entries."""
    monkeypatch.setenv("HUB_DATABASE_URL", fresh_database_url)
    monkeypatch.setenv("HUB_SECRET_KEY", SECRET)
    by = order(keys=load(Settings()))

    async def fill() -> None:
        async with connected(fresh_database_url):
            await done(acts.found, name="Onda", by=by)
            await done(acts.found, name="Alfa", by=by)

    asyncio.run(fill())
    return fresh_database_url


def hub(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["audit", *arguments])


def tamper(url: str, statement: str) -> None:
    async def run() -> None:
        connection = await asyncpg.connect(url)
        try:
            await connection.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
            await connection.execute(statement)
        finally:
            await connection.close()

    asyncio.run(run())


def test_a_sound_audit_is_said_to_be_so(chain: str) -> None:
    mark = hub("head").stdout.strip()
    said = hub("verify")

    assert (said.exit_code, said.stdout) == (0, f"2 entries, whole and in order up to {mark}\n")
    assert hub("verify", "--expect", mark).exit_code == 0


def test_what_is_wrong_is_told_by_position(chain: str) -> None:
    tamper(chain, "UPDATE audit_entry SET act = 'nothing' WHERE position = 2")
    said = hub("verify")

    assert said.exit_code == 1
    assert said.stdout == "2: Its seal does not fit what it says: it was changed.\n"


def test_it_can_be_read_by_programs(chain: str) -> None:
    tamper(chain, "DELETE FROM audit_head")
    said = hub("verify", "--json")

    assert said.exit_code == 1
    assert json.loads(said.stdout) == {
        "sound": False,
        "entries": 2,
        "position": 2,
        "seal": json.loads(hub("verify", "--json").stdout)["seal"],
        "faults": [{"position": None, "what": "There are 0 heads of the chain."}],
        "numberOfFaults": 1,
    }


def test_an_audit_that_was_thrown_away_is_found_by_what_was_kept(chain: str) -> None:
    mark = hub("head").stdout.strip()
    tamper(chain, "DELETE FROM audit_entry; DELETE FROM audit_head")

    assert hub("verify").exit_code == 0
    said = hub("verify", "--expect", mark)
    assert said.exit_code == 1
    assert said.stdout == "2: The chain ends before the seal that was kept.\n"


def test_another_key_is_thought_of(chain: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_SECRET_KEY", SECRET.upper())
    said = hub("verify")

    assert said.exit_code == 1
    assert "Nothing fits: perhaps the secret key" in said.stdout


@pytest.mark.parametrize("mark", ["5", "x:y", ":", "2:"])
def test_what_is_no_mark_is_refused(chain: str, mark: str) -> None:
    assert hub("verify", "--expect", mark).exit_code == 2


def test_a_database_without_the_schema_is_refused(
    blank_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_DATABASE_URL", blank_database_url)

    for command in ("verify", "head"):
        assert isinstance(hub(command).exception, Misconfigured)
