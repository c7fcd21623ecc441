"""`hub export`, `hub erase` and `hub retention`: what people are owed, by command."""

import asyncio
import stat
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner, Result

from hub import clock
from hub.cli import app
from hub.database import connected
from hub.errors import Misconfigured
from hub.members.models import Person
from hub.record.models import AuditEntry, KeptAnswer
from tests.accounts.leaver import EMAIL, NAME, SIGN_IN_EMAIL, leaver
from tests.make import accounts, spaces

SECRET = "a secret key that is long enough for a test"  # noqa: S105

T = TypeVar("T")


@pytest.fixture
def url(fresh_database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("HUB_DATABASE_URL", fresh_database_url)
    monkeypatch.setenv("HUB_SECRET_KEY", SECRET)
    return fresh_database_url


def within(url: str, work: Callable[[], Awaitable[T]]) -> T:
    """What is done with the rows of a database."""

    async def run() -> T:
        async with connected(url):
            return await work()

    return asyncio.run(run())


@pytest.fixture
def person_id(url: str) -> UUID:
    async def make() -> UUID:
        return (await leaver()).person.id

    return within(url, make)


def hub(*arguments: object, **given: Any) -> Result:
    return CliRunner().invoke(app, list(map(str, arguments)), **given)


@pytest.mark.parametrize("named", ["e-mail", "sign-in e-mail", "id"])
def test_a_person_is_exported_to_a_file_of_ones_own(
    url: str, person_id: UUID, *, tmp_path: Path, named: str
) -> None:
    who = {"e-mail": EMAIL.upper(), "sign-in e-mail": SIGN_IN_EMAIL, "id": person_id}[named]
    path = tmp_path / "data.zip"

    said = hub("export", "person", who, "--to", path)

    assert (said.exit_code, said.stdout) == (0, f"written to {path}\n")
    assert "json/person.json" in ZipFile(path).namelist()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    (entry,) = within(url, _entries)
    assert (entry.act, entry.subjects) == ("export_person", [person_id])


@pytest.mark.parametrize(
    "who", ["nobody@mail.example", "0197c5d4-0000-7000-8000-000000000000", "Zelinda"]
)
def test_of_somebody_unknown_no_file_is_left(url: str, tmp_path: Path, who: str) -> None:
    said = hub("export", "person", who, "--to", tmp_path / "data.zip")

    assert isinstance(said.exception, Misconfigured)
    assert list(tmp_path.iterdir()) == []


def test_no_file_is_overwritten(person_id: UUID, tmp_path: Path) -> None:
    path = tmp_path / "data.zip"
    path.write_text("dear")

    said = hub("export", "person", EMAIL, "--to", path)

    assert str(said.exception) == f"{path} cannot be made: File exists."
    assert path.read_text() == "dear"


def test_a_dry_run_tells_what_an_erasure_would_do(url: str, person_id: UUID) -> None:
    said = hub("erase", "person", person_id, "--dry-run")

    assert said.exit_code == 0
    assert said.stdout.startswith("would be erased\nrows of the person")
    assert "\n  invitation  2\n" in said.stdout
    assert "\n  agreement_party  1\n" in said.stdout
    assert within(url, _names) >= {NAME}


def test_an_erasure_is_asked_about_once_more(url: str, person_id: UUID) -> None:
    assert hub("erase", "person", person_id, input="n\n").exit_code == 1
    assert within(url, _names) >= {NAME}

    said = hub("erase", "person", person_id, input="y\n")

    assert (said.exit_code, "\nerased" in f"\n{said.stdout}") == (0, True)
    assert NAME not in within(url, _names)


def test_all_that_stands_against_it_is_told(url: str, person_id: UUID) -> None:
    async def stand() -> None:
        person = await Person.get(id=person_id)
        await spaces.booking(person=person)
        await spaces.lease(person=person)

    within(url, stand)
    said = hub("erase", "person", person_id, "--yes")

    assert isinstance(said.exception, Misconfigured)
    assert [line[:8] for line in sorted(str(said.exception).splitlines())] == [
        "A space ",
        "Bookings",
    ]
    assert within(url, _names) >= {NAME}


def test_retention_says_what_it_would_do_and_does_it(url: str) -> None:
    async def answer() -> None:
        old = clock.now() - timedelta(days=8)
        texts = {"actor": "account:1", "key": "k", "act": "invite", "fingerprint": "f"}
        await KeptAnswer(created_at=old, outcome={}, **texts).save()
        await accounts.account()

    async def left() -> int:
        return await KeptAnswer.all().count()

    within(url, answer)
    told = hub("retention", "--dry-run").stdout
    assert "KEPT_ANSWERS: kept_answer\n  to be deleted: 1, the oldest of " in told
    assert "INACTIVE_ACCOUNTS: account\n  to be listed: 0\n  1095 days: " in told
    assert within(url, left) == 1

    assert hub("retention").stdout == "        1  kept_answer\n"
    assert within(url, left) == 0
    assert hub("retention").stdout == "        0  nothing\n"


def test_a_database_that_is_not_up_to_date_is_left_alone(
    blank_database_url: str, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_DATABASE_URL", blank_database_url)

    said = hub("retention", "--dry-run")

    assert "hub migrate" in str(said.exception)


async def _names() -> set[str]:
    return {person.name for person in await Person.all()}


async def _entries() -> list[AuditEntry]:
    return await AuditEntry.all()
