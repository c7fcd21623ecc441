"""The embedded PostgreSQL: a real server that runs as long as a hub uses its data directory."""

import fcntl
import logging
import os
import threading
import time
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import asyncpg

from hub import clock, postgres_server, stopping
from hub.cluster import Cluster
from hub.errors import Misconfigured
from hub.settings import Settings

logger = logging.getLogger(__name__)

LOCK_SECONDS = 330  # longer than a start may take
WATCH_SECONDS = 1.0
POLL_SECONDS = 0.02


@contextmanager
def database_url(settings: Settings) -> Generator[str]:
    """The URL of the hub's database: as it is set, else of the server that is run meanwhile."""
    if settings.database_url:
        yield settings.database_url.get_secret_value()
    else:
        with running(settings) as url:
            yield url


@contextmanager
def running(settings: Settings) -> Generator[str]:
    """The URL of the server: started, or joined if another hub has started it.

    It is started again if it dies, and stopped when the last hub that uses it leaves.
    """
    cluster = Cluster(settings.data_dir.expanduser().resolve())
    # From the first moment on the way back is laid: a signal may come at any.
    with ExitStack() as stay:
        try:
            _enter(cluster, settings.pg_bin, stay)
        except OSError as error:
            raise Misconfigured(
                f"The data directory {cluster.home} cannot be used: {error}. "
                "Choose another with --data or HUB_DATA_DIR."
            ) from error
        stay.enter_context(_watched(cluster, settings.pg_bin))
        yield cluster.url()


def _enter(cluster: Cluster, pg_bin: Path | None, stay: ExitStack) -> None:
    """Take a place among the users of the server, which answers from then on."""
    cluster.lay_home()
    with _turn(cluster):
        cluster.lay_run()
        place = os.open(cluster.run, os.O_RDONLY)
        stay.callback(_leave, cluster, place)
        fcntl.flock(place, fcntl.LOCK_SH | fcntl.LOCK_NB)
        postgres_server.ensure(cluster, pg_bin)


def _leave(cluster: Cluster, place: int) -> None:
    with _turn(cluster):
        try:
            # All users hold the lock shared: who can have it alone is the last.
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pass
        else:
            with stopping.held_back():
                postgres_server.stop(cluster)
        finally:
            os.close(place)


@contextmanager
def _turn(cluster: Cluster) -> Generator[None]:
    """One process at a time starts, joins or stops the server; the kernel frees a dead one's."""
    lock = os.open(cluster.home, os.O_RDONLY)
    try:
        _lock(lock, cluster)
        yield
    finally:
        os.close(lock)


def _lock(lock: int, cluster: Cluster) -> None:
    deadline = clock.ticks() + LOCK_SECONDS
    while True:
        try:
            return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if clock.ticks() > deadline:
                raise Misconfigured(f"Another hub has been starting in {cluster.home}.") from None
            time.sleep(POLL_SECONDS)


@contextmanager
def _watched(cluster: Cluster, pg_bin: Path | None) -> Generator[None]:
    leaving = threading.Event()
    watch = threading.Thread(target=_watch, args=(cluster, pg_bin, leaving), daemon=True)
    try:
        watch.start()
        yield
    finally:
        leaving.set()
        if watch.is_alive():
            watch.join()


def _watch(cluster: Cluster, pg_bin: Path | None, leaving: threading.Event) -> None:
    while not leaving.wait(WATCH_SECONDS):
        if cluster.postmaster():
            continue
        logger.error("the embedded PostgreSQL died; starting it again")
        try:
            with _turn(cluster):
                postgres_server.ensure(cluster, pg_bin)
        except (Misconfigured, OSError, asyncpg.PostgresError):
            logger.exception("the embedded PostgreSQL could not be started again")
