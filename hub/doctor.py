"""What is wrong with a hub as it is set up, and how to mend it; looking changes nothing that lasts."""

import asyncio
import http.client
import os
import platform
import shutil
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from hub import embedded, postgres_server, settings
from hub.cluster import Cluster
from hub.database import CONNECT_SECONDS
from hub.errors import HubError, Misconfigured
from hub.migrate import OLDEST_SERVER, pending
from hub.settings import Settings

ENOUGH_SPACE = 1024**3
GRAPHIQL = Path(__file__).parent / "web" / "static" / "graphiql" / "index.html"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check has found; how to mend it, if it is a problem."""

    about: str
    said: str
    mend: str | None = None

    @property
    def is_problem(self) -> bool:
        return self.mend is not None


def findings(given: Settings) -> Iterator[Finding]:
    """All checks, in the order in which a start meets them."""
    yield Finding("Python", platform.python_version())
    yield _environment()
    if given.database_url is None:
        yield from _embedded(given)
    if given.database_url or Cluster(given.data_dir.expanduser()).data.exists():
        yield from _database(given)
    yield _port(given)
    if given.graphiql:
        yield _graphiql()


def _environment() -> Finding:
    strange = settings.unknown()
    if not strange:
        return Finding("Environment", "all HUB_ variables are settings")
    meant = (
        f"{name} (did you mean {likely}?)" if likely else name for name, likely in strange.items()
    )
    return Finding("Environment", f"not settings: {', '.join(meant)}", "correct or remove them")


def _embedded(given: Settings) -> Iterator[Finding]:
    cluster = Cluster(given.data_dir.expanduser())
    yield _tried("Programs", lambda: _programs(cluster, given.pg_bin))
    yield _tried("Data directory", lambda: _data_directory(cluster))
    yield _space(cluster.home)


def _programs(cluster: Cluster, pg_bin: Path | None) -> str:
    binaries = cluster.binaries(pg_bin)
    return f"PostgreSQL {binaries.version} in {binaries.directory}"


def _data_directory(cluster: Cluster) -> str:
    account = cluster.account()
    if not cluster.data.exists():
        _require_writable(_existing(cluster.home))
        return f"{cluster.home}: no data yet; the first start makes them"
    mode = cluster.data.stat().st_mode & 0o777
    if mode & 0o077:
        raise Misconfigured(f"{cluster.data} is open to others; run: chmod 700 {cluster.data}")
    return f"{cluster.home}, of {account.name}"


def _require_writable(directory: Path) -> None:
    if not directory.is_dir() or not os.access(directory, os.W_OK | os.X_OK):
        raise Misconfigured(
            f"{directory} is no directory that the hub can write to; set HUB_DATA_DIR"
        )


def _existing(path: Path) -> Path:
    return next(place for place in (path, *path.parents) if place.exists())


def _space(home: Path) -> Finding:
    free = shutil.disk_usage(_existing(home)).free
    said = f"{free / 1024**3:.1f} GiB free"
    mend = "make room: PostgreSQL stops when it cannot write" if free < ENOUGH_SPACE else None
    return Finding("Disk", said, mend)


def _database(given: Settings) -> Iterator[Finding]:
    try:
        with embedded.database_url(given) as url:
            yield from asyncio.run(_asked(url))
    except (HubError, OSError, asyncpg.PostgresError) as error:
        yield Finding(
            "Database", str(error), "see above; without a database the hub does not start"
        )


async def _asked(url: str) -> list[Finding]:
    connection = await asyncpg.connect(url, timeout=CONNECT_SECONDS)
    try:
        found = [await _server_version(connection), await _durability(connection)]
    finally:
        await connection.close()
    return [*found, await _migrations(url)]


async def _server_version(connection: asyncpg.Connection) -> Finding:
    version = await connection.fetchval("SHOW server_version")
    is_old = connection.get_server_version().major < OLDEST_SERVER
    mend = f"use PostgreSQL {OLDEST_SERVER} or newer" if is_old else None
    return Finding("Database", f"PostgreSQL {version} answers", mend)


async def _durability(connection: asyncpg.Connection) -> Finding:
    query = "SELECT name FROM pg_settings WHERE name = ANY($1) AND setting = 'off'"
    weak = [row["name"] for row in await connection.fetch(query, postgres_server.DURABLE)]
    if not weak:
        return Finding("Durability", "what is confirmed outlives a power cut")
    return Finding("Durability", f"off: {', '.join(weak)}", "turn them on in the server's settings")


async def _migrations(url: str) -> Finding:
    missing = await pending(url)
    if not missing:
        return Finding("Schema", "up to date")
    return Finding("Schema", f"not applied: {', '.join(missing)}", "run: hub migrate")


def _port(given: Settings) -> Finding:
    family = socket.AF_INET6 if ":" in given.host else socket.AF_INET
    try:
        socket.create_server((given.host, given.port), family=family).close()
    except OSError as error:
        if _is_a_hub(given):
            return Finding("Port", f"{given.port}: a hub answers there")
        return Finding("Port", f"{given.port}: {error.strerror}", "free it, or set HUB_PORT")
    return Finding("Port", f"{given.port} is free")


def _is_a_hub(given: Settings) -> bool:
    connection = http.client.HTTPConnection(given.host, given.port, timeout=CONNECT_SECONDS)
    try:
        connection.request("GET", "/livez")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _graphiql() -> Finding:
    if GRAPHIQL.exists():
        return Finding("GraphiQL", "bundled")
    return Finding("GraphiQL", "its bundle is missing", "install the hub again: pip install .")


def _tried(about: str, check: Callable[[], str]) -> Finding:
    try:
        return Finding(about, check())
    except (Misconfigured, OSError) as error:
        return Finding(about, "does not work", str(error))
