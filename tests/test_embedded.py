"""The embedded PostgreSQL lives through all that may happen to it, and leaves nothing behind."""

import os
import signal
import time
from pathlib import Path

import psutil
import pytest

from hub import embedded, postgres_binaries
from hub.cluster import Cluster
from hub.errors import Misconfigured
from tests import servers


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "data"


def test_a_first_start_makes_the_cluster_and_a_later_one_keeps_the_data(home: Path) -> None:
    with embedded.running(servers.at(home)) as url:
        servers.ask(url, "CREATE TABLE note AS SELECT 'remembered' AS text")
    assert Cluster(home).postmaster() is None

    with embedded.running(servers.at(home)) as url:
        assert servers.ask(url, "SELECT text FROM note") == "remembered"
    assert Cluster(home).postmaster() is None


def test_the_server_is_safe_and_the_hub_no_superuser(home: Path) -> None:
    expected = {
        "listen_addresses": "",
        "fsync": "on",
        "full_page_writes": "on",
        "synchronous_commit": "on",
        "data_checksums": "on",
        "server_encoding": "UTF8",
        "TimeZone": "UTC",
        "log_error_verbosity": "terse",
        "is_superuser": "off",
    }
    with embedded.running(servers.at(home)) as url:
        assert {name: servers.ask(url, f"SHOW {name}") for name in expected} == expected
    assert (home / "postgres/pg_hba.conf").read_text() == "local all all peer map=hub\n"


def test_texts_are_compared_by_code_point(home: Path) -> None:
    query = "SELECT string_agg(name, ' ' ORDER BY name) FROM unnest(ARRAY['à', 'z', 'B']) AS name"

    with embedded.running(servers.at(home)) as url:
        assert servers.ask(url, query) == "B z à"


def test_nothing_outside_the_data_directory_changes(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    before = servers.rights(tmp_path, closed)

    with embedded.running(servers.at(closed / "data")):
        pass

    assert servers.rights(tmp_path, closed) == before


def test_a_killed_hub_leaves_a_server_that_the_next_one_joins_and_stops(home: Path) -> None:
    hub = servers.start(home)
    server = Cluster(home).postmaster()
    servers.kill(hub)

    with embedded.running(servers.at(home)) as url:
        assert servers.ask(url, "SELECT 1") == 1
        assert Cluster(home).postmaster() == server
    assert Cluster(home).postmaster() is None


def test_killed_together_hub_and_server_lose_nothing_that_was_confirmed(home: Path) -> None:
    hub = servers.start(home)
    servers.ask(Cluster(home).url(), "CREATE TABLE note AS SELECT 'confirmed' AS text")
    servers.kill_server(home)
    servers.kill(hub)

    with embedded.running(servers.at(home)) as url:
        assert servers.ask(url, "SELECT text FROM note") == "confirmed"


def test_a_killed_server_is_started_again_under_a_running_hub(home: Path) -> None:
    with embedded.running(servers.at(home)) as url:
        servers.ask(url, "CREATE TABLE note AS SELECT 'confirmed' AS text")
        servers.kill_server(home)

        assert servers.ask_until_answered(url, "SELECT text FROM note") == "confirmed"
    assert Cluster(home).postmaster() is None


def test_a_statement_that_outlives_its_server_does_not_bar_the_next(home: Path) -> None:
    with embedded.running(servers.at(home)) as url:
        busy = servers.keep_busy(url)
        servers.kill_server(home)

        assert servers.ask_until_answered(url, "SELECT 1") == 1
        busy.communicate()


def test_a_zombie_is_not_taken_for_a_server(home: Path) -> None:
    hub = servers.start(home)
    hub.send_signal(signal.SIGSTOP)  # it reaps no child any more
    servers.kill_server(home)
    pid = int((home / "postgres/postmaster.pid").read_text().split()[0])
    while psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
        time.sleep(0.01)

    with embedded.running(servers.at(home)) as url:
        assert servers.ask(url, "SELECT 1") == 1
    servers.kill(hub)
    with embedded.running(servers.at(home)):
        pass
    assert Cluster(home).postmaster() is None


def test_the_number_of_a_dead_server_may_have_passed_to_another_process(home: Path) -> None:
    with embedded.running(servers.at(home)):
        lines = (home / "postgres/postmaster.pid").read_text().splitlines()
    lines[0] = str(os.getpid())
    (home / "postgres/postmaster.pid").write_text("\n".join(lines))

    with embedded.running(servers.at(home)) as url:
        assert servers.ask(url, "SELECT 1") == 1


def test_two_hubs_share_one_server_and_the_last_stops_it(home: Path) -> None:
    one, two = servers.spawn(home), servers.spawn(home)
    assert servers.url_of(one) == servers.url_of(two)
    server = Cluster(home).postmaster()
    assert server

    servers.leave(one)
    assert Cluster(home).postmaster() == server
    assert servers.ask(Cluster(home).url(), "SELECT 1") == 1

    servers.leave(two)
    assert Cluster(home).postmaster() is None
    assert not (home / "postgres/postmaster.pid").exists()


def test_a_cluster_that_was_only_half_made_is_made_anew(home: Path) -> None:
    (home / "postgres.unfinished").mkdir(parents=True)
    (home / "postgres.unfinished/PG_VERSION").write_text("18\n")

    with embedded.running(servers.at(home)) as url:
        assert servers.ask(url, "SELECT 1") == 1


def test_a_cluster_whose_database_was_not_made_yet_is_completed(home: Path) -> None:
    with embedded.running(servers.at(home)):
        servers.ask(Cluster(home).url("postgres", "postgres"), "DROP DATABASE hub WITH (FORCE)")
        servers.ask(Cluster(home).url("postgres", "postgres"), "DROP ROLE hub")

    with embedded.running(servers.at(home)) as url:
        assert servers.ask(url, "SELECT current_user || '@' || current_database()") == "hub@hub"


def test_a_path_too_long_for_a_socket_does_not_matter(tmp_path: Path) -> None:
    home = tmp_path / ("long " * 20) / "and, with a comma"

    for _ in range(2):
        with embedded.running(servers.at(home)) as url:
            assert servers.ask(url, "SELECT 1") == 1
            sockets = Cluster(home).sockets
            assert sockets.stat().st_mode & 0o777 == 0o700
        assert not sockets.exists()


def test_data_of_a_version_without_programs_are_refused_untouched(home: Path) -> None:
    with embedded.running(servers.at(home)):
        pass
    (home / "postgres/PG_VERSION").write_text("15\n")

    with (
        pytest.raises(Misconfigured, match="was made by PostgreSQL 15"),
        embedded.running(servers.at(home)),
    ):
        pass

    assert (home / "postgres/PG_VERSION").read_text() == "15\n"
    assert Cluster(home).postmaster() is None


def test_data_of_an_older_version_run_with_its_programs_where_they_are_at_hand(home: Path) -> None:
    carried = {binaries.major: binaries for binaries in postgres_binaries._carried()}
    older, newer = carried[min(carried)], carried[max(carried)]
    with embedded.running(servers.at(home, pg_bin=older.directory)):
        pass

    with embedded.running(servers.at(home)) as url:
        assert servers.ask(url, "SHOW server_version") == older.version
    refused = pytest.raises(Misconfigured, match=f"pg_dump.*{newer.major}|{newer.major}.*pg_dump")
    with refused, embedded.running(servers.at(home, pg_bin=newer.directory)):
        pass


def test_settings_that_could_lose_confirmed_changes_are_refused(home: Path) -> None:
    with embedded.running(servers.at(home)) as url:
        servers.ask(url, "ALTER ROLE hub SET synchronous_commit = off")

    with (
        pytest.raises(Misconfigured, match="synchronous_commit"),
        embedded.running(servers.at(home)),
    ):
        pass
    assert Cluster(home).postmaster() is None


def test_a_server_that_does_not_start_says_why(home: Path) -> None:
    with embedded.running(servers.at(home)):
        pass
    with (home / "postgres/postgresql.conf").open("a") as configuration:
        configuration.write("\nshared_buffers = plenty\n")

    with pytest.raises(Misconfigured, match="plenty"), embedded.running(servers.at(home)):
        pass


def test_programs_that_are_not_there_are_named(home: Path, tmp_path: Path) -> None:
    with (
        pytest.raises(Misconfigured, match=str(tmp_path)),
        embedded.running(servers.at(home, pg_bin=tmp_path)),
    ):
        pass
