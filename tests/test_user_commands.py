"""`hub user`: accounts that are made, listed, closed, and given passwords and roles."""

import io
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from hub import clock
from hub.cli import main
from tests import servers
from tests.make.signing import PASSWORD

User = Callable[..., tuple[int, str]]
Ask = Callable[[str], object]
ADA = "ada@example.org"


@pytest.fixture
def database(fresh_database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("HUB_DATABASE_URL", fresh_database_url)
    monkeypatch.setenv("HUB_DATA_DIR", str(tmp_path))
    return fresh_database_url


@pytest.fixture
def user(
    database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> User:
    """Run `hub user`; its exit code and what it wrote."""

    def run(*arguments: str, password: str = PASSWORD) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["hub", "user", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{password}\n"))
        code: object = 0
        try:
            main()
        except SystemExit as end:
            code = end.code or 0
        assert isinstance(code, int)
        captured = capsys.readouterr()
        assert password not in captured.out + captured.err
        return code, captured.out + captured.err

    return run


@pytest.fixture
def ask(database: str) -> Ask:
    return lambda statement: servers.ask(database, statement)


def test_an_account_is_made_with_a_password_and_a_role(user: User, ask: Ask) -> None:
    assert user("create", "Ada@Example.ORG", "--role", "direction", "--stdin") == (0, "created\n")

    code, said = user("list")
    assert code == 0
    assert said.split() == [ADA, "password", "DIRECTION"]
    assert ask("SELECT array_agg(act ORDER BY position) FROM audit_entry") == [
        "create_account",
        "grant_role",
    ]
    assert ask("SELECT password_hash LIKE '$argon2id$%' AND verified_at <= now() FROM account")
    assert ask("SELECT bool_and(body NOT LIKE '%argon2%') FROM audit_entry")
    assert ask("SELECT bool_and(body NOT LIKE '%ada@%') FROM audit_entry")


def test_an_account_with_a_role_that_nobody_grants_is_not_made(user: User, ask: Ask) -> None:
    code, said = user("create", ADA, "--role", "member", "--stdin")

    assert code == 2
    assert "a role is one of: DIRECTION," in said
    assert ask("SELECT count(*) FROM account") == 0


def test_it_is_the_account_of_the_person_with_the_address(user: User, ask: Ask) -> None:
    ask(
        "INSERT INTO person (id, created_at, given_name, family_name, name, email, language,"
        " listing, visibility, is_invented) VALUES (gen_random_uuid(), now(), 'Ada', 'Lovelace',"
        " 'Ada Lovelace', 'ada@example.org', 'IT', 'PRIVATE', '{}', false)"
    )

    assert user("create", ADA, "--no-password")[0] == 0

    assert ask("SELECT p.name FROM account a JOIN person p ON p.id = a.person_id") == "Ada Lovelace"
    assert "no password" in user("list")[1]


@pytest.mark.parametrize(
    ("email", "password", "said"),
    [
        ("no address", PASSWORD, "no e-mail address"),
        (ADA, "short", "12 characters or more"),
        (ADA, "ada ada ada ada 1815", "among the first to be tried"),
    ],
)
def test_what_will_not_do_is_said_and_nothing_is_made(
    user: User, ask: Ask, *, email: str, password: str, said: str
) -> None:
    code, answer = user("create", email, "--stdin", password=password)

    assert code == 1
    assert said in answer
    assert ask("SELECT count(*) FROM account") == 0


def test_an_address_has_one_account(user: User) -> None:
    user("create", ADA, "--no-password")

    code, said = user("create", ADA, "--no-password")

    assert code == 1
    assert "already" in said


def test_an_account_is_closed_and_opened_again(user: User, ask: Ask) -> None:
    user("create", ADA, "--no-password")

    assert user("disable", ADA) == (0, "disabled\n")
    assert f"disabled {clock.today():%Y-%m-%d}" in user("list")[1]
    assert user("enable", ADA) == (0, "enabled\n")
    assert ask("SELECT disabled_at IS NULL FROM account")


def test_a_password_is_given(user: User, ask: Ask) -> None:
    user("create", ADA, "--no-password")

    assert user("set-password", ADA, "--stdin") == (0, "changed\n")

    assert user("list")[1].split() == [ADA, "password"]
    assert ask("SELECT kind FROM outbox_event") == "mail.password_changed"


def test_a_second_factor_is_taken_off(user: User, ask: Ask) -> None:
    user("create", ADA, "--stdin")
    ask("UPDATE account SET totp_secret = 'x', totp_confirmed_at = now()")
    assert "password + second factor" in user("list")[1]

    assert user("take-second-factor", ADA) == (0, "taken off\n")

    assert ask("SELECT num_nulls(totp_secret, totp_confirmed_at) FROM account") == 2


def test_a_role_is_granted_until_a_day_and_ended(user: User) -> None:
    user("create", ADA, "--no-password")
    user("create", "grace@example.org", "--no-password", "--role", "DIRECTION")
    until = clock.today() + timedelta(days=30)

    assert user("role", ADA, "projects", "--until", str(until)) == (0, "granted\n")
    assert "PROJECTS" in user("list")[1]
    assert user("role", ADA, "projects")[0] == 1
    assert user("role", ADA, "projects", "--end") == (0, "ended\n")
    assert "PROJECTS" not in user("list")[1]
    assert user("role", ADA, "projects", "--end")[0] == 1


def test_the_last_of_the_direction_stays(user: User) -> None:
    user("create", ADA, "--no-password", "--role", "DIRECTION")

    code, said = user("role", ADA, "DIRECTION", "--end")

    assert code == 1
    assert "DIRECTION" in said
    assert user("role", ADA, "MEMBER")[0] == 1
    assert user("role", ADA, "PROJECTS", "--until", "soon")[0] == 2


def test_nobody_is_found_who_is_not_there(user: User) -> None:
    for command in (
        ("disable",),
        ("enable",),
        ("take-second-factor",),
        ("set-password", "--stdin"),
    ):
        code, said = user(*command, ADA)
        assert code == 1
        assert "no account" in said
