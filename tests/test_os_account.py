"""Whom the embedded PostgreSQL runs as, and what that account must be able to reach."""

import os
import pwd
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from hub import embedded, postgres_binaries
from hub.cluster import Cluster
from hub.os_account import Account
from tests import servers

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may choose an account")


@pytest.fixture
def open_directory() -> Generator[Path]:
    """A directory that other accounts can reach, unlike pytest's."""
    path = Path(tempfile.mkdtemp(prefix="hub-test-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def open_binaries(open_directory: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The programs of PostgreSQL where every account can run them, set as HUB_PG_BIN."""
    programs = copy_of_binaries(open_directory)
    monkeypatch.setenv("HUB_PG_BIN", str(programs))
    return programs


@pytest.fixture
def closed_binaries(tmp_path: Path) -> Path:
    """The programs of PostgreSQL where only root can run them."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    return copy_of_binaries(closed)


@pytest.fixture
def cache(open_directory: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = open_directory / "cache"
    monkeypatch.setattr(postgres_binaries, "SHARED_COPIES", path)
    return path


@as_root
def test_root_hands_the_server_to_an_account_without_rights(tmp_path: Path) -> None:
    home = tmp_path / "data"
    with embedded.running(servers.at(home)):
        server = Cluster(home).postmaster()
        assert server
        assert server.username() == "nobody"
        assert (home / "run").owner() == (home / "postgres").owner() == "nobody"
        assert home.owner() == "root"


@as_root
@pytest.mark.parametrize("place", ["open_directory", "tmp_path"])
def test_programs_that_the_account_may_not_read_are_copied(
    request: pytest.FixtureRequest, *, closed_binaries: Path, cache: Path, place: str
) -> None:
    home = request.getfixturevalue(place) / "data"

    for _ in range(2):
        with embedded.running(servers.at(home, pg_bin=closed_binaries)) as url:
            assert servers.ask(url, "SELECT 1") == 1

    copies = home if place == "open_directory" else cache
    assert len(list(copies.glob("postgresql-*"))) == 1


@as_root
def test_an_ordinary_user_runs_the_server_and_root_joins(
    open_directory: Path, open_binaries: Path
) -> None:
    user = pwd.getpwnam("daemon")
    home = servers.own_directory(open_directory, user) / "data"
    hub = servers.start(home, user)
    server = Cluster(home).postmaster()
    assert server
    assert server.username() == "daemon"

    with embedded.running(servers.at(home)) as url:
        servers.ask(url, "CREATE TABLE note AS SELECT 'confirmed' AS text")
        servers.leave(hub)
        assert Cluster(home).postmaster() == server
    assert Cluster(home).postmaster() is None

    with embedded.running(servers.at(home)):
        server = Cluster(home).postmaster()
        assert server
        assert server.username() == "daemon"
    hub = servers.start(home, user)
    assert servers.ask(Cluster(home).url(), "SELECT text FROM note") == "confirmed"
    servers.leave(hub)


@as_root
def test_an_ordinary_user_survives_kills_too(open_directory: Path, open_binaries: Path) -> None:
    user = pwd.getpwnam("daemon")
    home = servers.own_directory(open_directory, user) / "data"
    for _ in range(2):
        hub = servers.start(home, user)
        servers.kill_server(home)
        servers.kill(hub)
    hub = servers.start(home, user)
    servers.leave(hub)

    assert Cluster(home).postmaster() is None


@as_root
def test_the_data_of_another_user_are_refused(open_directory: Path, open_binaries: Path) -> None:
    home = open_directory / "data"
    with embedded.running(servers.at(home)):
        pass

    hub = servers.spawn(home, pwd.getpwnam("daemon"))
    _, said = hub.communicate()

    assert hub.returncode == 1
    assert f"{home} cannot be used: " in said


def test_an_account_passes_where_the_modes_let_it(tmp_path: Path) -> None:
    own = Account("me", os.geteuid(), os.getegid())
    stranger = Account("stranger", 12345, 12345)
    tmp_path.chmod(0o710)

    assert own.may_pass(tmp_path)
    assert not stranger.may_pass(tmp_path)
    assert stranger.may_pass(Path("/"))


def copy_of_binaries(directory: Path) -> Path:
    return postgres_binaries.copied(postgres_binaries.find(None), directory / "copy").directory
