"""The server process of a cluster: found, started, asked whether it answers, and stopped."""

import asyncio
import logging
import os
import signal
import subprocess
import time
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import asyncpg
import psutil

from hub import clock, postgres_binaries, stopping
from hub.cluster import DATABASE, PORT, ROLE, SUPERUSER, Cluster
from hub.errors import Misconfigured
from hub.os_account import Account
from hub.postgres_binaries import Binaries

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 300  # a recovery after a crash reads up to max_wal_size of changes
SHUTDOWN_SECONDS = 30
POLL_SECONDS = 0.02
CONNECT_SECONDS = 5
LARGEST_LOG = 10 * 1024 * 1024
LINES_OF_LOG = 15
DURABLE = ("fsync", "full_page_writes", "synchronous_commit")
NOT_YET = (
    OSError,
    TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
)

_children: dict[Path, "subprocess.Popen[bytes]"] = {}
"""The servers that this process started and must reap, by their data directories."""


def ensure(cluster: Cluster, pg_bin: Path | None) -> None:
    """Come back when a server answers: the one that runs, else one that is started."""
    if _await_answer_or_end(cluster):
        return
    account = cluster.account()
    binaries = postgres_binaries.for_account(cluster.binaries(pg_bin), account, cluster.home)
    if not cluster.data.exists():
        cluster.make(binaries, account)
    cluster.clear_away_the_dead()
    cluster.admit(account)
    cluster.lay_socket_directory(account)
    _start(cluster, binaries, account)


def stop(cluster: Cluster) -> None:
    """Stop the server in an orderly way; in haste only if it does not go."""
    for number in (signal.SIGINT, signal.SIGQUIT):
        process = _running(cluster)
        if process is None:
            break
        logger.info("stopping the embedded PostgreSQL")
        with suppress(psutil.NoSuchProcess):
            process.send_signal(number)
        _await_end(cluster)
    cluster.remove_socket_directory()


def _await_answer_or_end(cluster: Cluster) -> bool:
    """Whether a server answers; one that is on its way up or down is waited for."""
    deadline = clock.ticks() + PATIENCE_SECONDS
    while process := _running(cluster):
        if _answers(cluster):
            return True
        if clock.ticks() > deadline:
            raise Misconfigured(
                f"PostgreSQL runs in {cluster.data} (process {process.pid}) but does not answer; "
                f"see {cluster.log}."
            )
        time.sleep(POLL_SECONDS)
    return False


def _start(cluster: Cluster, binaries: Binaries, account: Account) -> None:
    try:
        with stopping.held_back():
            server = _children[cluster.data] = _launched(cluster, binaries, account)
        _await_answer(cluster, server)
    except BaseException:
        stop(cluster)
        raise


def _launched(cluster: Cluster, binaries: Binaries, account: Account) -> "subprocess.Popen[bytes]":
    with account.reach(cluster.data, cluster.sockets) as (names, handles):
        data, sockets = names
        with _log(cluster, account) as log:
            return subprocess.Popen(  # noqa: S603
                [binaries.program("postgres"), "-D", data, *_options(sockets)],
                cwd="/",
                env={"LC_ALL": "C"},
                pass_fds=handles,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # a Ctrl-C in the terminal is for the hub alone
                **account.identity,
            )


def _options(sockets: str) -> list[str]:
    quoted = '"' + sockets.replace('"', '""') + '"'
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": quoted,
        "port": str(PORT),
        "timezone": "UTC",
        "log_timezone": "UTC",
        "logging_collector": "off",
        **dict.fromkeys(DURABLE, "on"),
    }
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]


@contextmanager
def _log(cluster: Cluster, account: Account) -> Generator[int]:
    if cluster.log.exists() and cluster.log.stat().st_size > LARGEST_LOG:
        cluster.log.rename(cluster.log.with_suffix(".log.1"))
    log = os.open(cluster.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        account.give(cluster.log)
        yield log
    finally:
        os.close(log)


def _await_answer(cluster: Cluster, server: "subprocess.Popen[bytes]") -> None:
    deadline = clock.ticks() + PATIENCE_SECONDS
    while server.poll() is None:
        if _answers(cluster):
            return
        if clock.ticks() > deadline:
            raise Misconfigured(f"PostgreSQL does not answer; see {cluster.log}.")
        time.sleep(POLL_SECONDS)
    said = cluster.log.read_text(encoding="utf-8", errors="replace").splitlines()
    raise Misconfigured("\n".join(["PostgreSQL did not start:", *said[-LINES_OF_LOG:]]))


def _answers(cluster: Cluster) -> bool:
    """Whether a connection of the hub's own answers: the only proof that a server runs."""
    try:
        # In a thread of its own: that of the caller may be busy with an event loop.
        with ThreadPoolExecutor(1) as thread:
            weak = thread.submit(asyncio.run, _weakened_settings(cluster)).result()
    except NOT_YET:
        return False
    except asyncpg.TooManyConnectionsError:
        return True  # it is only busy
    if weak:
        names = ", ".join(weak)
        raise Misconfigured(f"Confirmed changes could be lost: {names} must be on in PostgreSQL.")
    return True


async def _weakened_settings(cluster: Cluster) -> list[str]:
    try:
        connection = await asyncpg.connect(cluster.url(), timeout=CONNECT_SECONDS)
    except (asyncpg.InvalidCatalogNameError, asyncpg.InvalidAuthorizationSpecificationError):
        await _furnish(cluster)
        connection = await asyncpg.connect(cluster.url(), timeout=CONNECT_SECONDS)
    query = "SELECT name FROM pg_settings WHERE name = ANY($1) AND setting <> 'on'"
    try:
        return [row["name"] for row in await connection.fetch(query, DURABLE)]
    finally:
        await connection.close()


async def _furnish(cluster: Cluster) -> None:
    """Make the hub's role, which is no superuser, and its database."""
    url = cluster.url(SUPERUSER, "postgres")
    connection = await asyncpg.connect(url, timeout=CONNECT_SECONDS)
    try:
        if not await connection.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", ROLE):
            await connection.execute(f"CREATE ROLE {ROLE} LOGIN CREATEDB")
        if not await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", DATABASE):
            await connection.execute(f"CREATE DATABASE {DATABASE} OWNER {ROLE}")
    finally:
        await connection.close()


def _await_end(cluster: Cluster) -> None:
    deadline = clock.ticks() + SHUTDOWN_SECONDS
    while _running(cluster) and clock.ticks() < deadline:
        time.sleep(POLL_SECONDS)


def _running(cluster: Cluster) -> psutil.Process | None:
    """The living server; one that has just been started may not have said so in its file yet."""
    return cluster.postmaster() or _child(cluster)


def _child(cluster: Cluster) -> psutil.Process | None:
    child = _children.get(cluster.data)
    if child is None:
        return None
    if child.poll() is not None:
        del _children[cluster.data]
        return None
    return psutil.Process(child.pid)
