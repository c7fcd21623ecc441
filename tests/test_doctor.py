"""The doctor finds what is wrong, says how to mend it, and leaves everything as it was."""

import shutil
import socket
from pathlib import Path

import pytest

from hub import doctor, embedded
from hub.cluster import Cluster
from hub.doctor import Finding, findings
from tests import servers


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "data"


def test_before_the_first_start_there_is_nothing_to_find(home: Path) -> None:
    assert found(home)["Data directory"].said == f"{home}: no data yet; the first start makes them"
    assert not home.exists()


def test_a_cluster_is_asked_and_stopped_again(home: Path) -> None:
    with embedded.running(servers.at(home)):
        pass

    by_name = found(home)

    assert by_name["Database"].said.startswith("PostgreSQL 18")
    assert not by_name["Durability"].is_problem
    assert by_name["Schema"].mend == "run: hub migrate"
    assert Cluster(home).postmaster() is None


def test_data_that_others_may_read_are_a_problem(home: Path) -> None:
    with embedded.running(servers.at(home)):
        pass
    (home / "postgres").chmod(0o755)

    assert found(home)["Data directory"].mend == (
        f"{home / 'postgres'} is open to others; run: chmod 700 {home / 'postgres'}"
    )


def test_data_of_another_version_are_a_problem(home: Path) -> None:
    with embedded.running(servers.at(home)):
        pass
    (home / "postgres/PG_VERSION").write_text("15\n")

    assert "was made by PostgreSQL 15" in str(found(home)["Programs"].mend)
    assert found(home)["Database"].is_problem


def test_a_file_is_no_data_directory(home: Path) -> None:
    home.touch()

    assert found(home)["Data directory"].is_problem


def test_a_full_disk_is_a_problem(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage("/")._replace(free=doctor.ENOUGH_SPACE - 1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)

    assert found(home)["Disk"].is_problem


def test_a_taken_port_is_a_problem(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("HUB_PORT", str(taken.getsockname()[1]))
        monkeypatch.setattr(doctor, "CONNECT_SECONDS", 0.1)

        assert found(home)["Port"].mend == "free it, or set HUB_PORT"


def test_a_missing_bundle_is_a_problem(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "GRAPHIQL", home / "index.html")

    assert found(home)["GraphiQL"].is_problem


def test_a_misspelt_setting_is_a_problem(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_PROT", "1")

    assert found(home)["Environment"].said == "not settings: HUB_PROT (did you mean HUB_PORT?)"


def found(home: Path) -> dict[str, Finding]:
    return {finding.about: finding for finding in findings(servers.at(home))}
