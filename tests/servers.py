"""The embedded PostgreSQL as tests use it: asked, and shared by processes that can be killed."""

import asyncio
import os
import pwd
import subprocess
import sys
import time
from pathlib import Path

import asyncpg

from hub import settings
from hub.cluster import Cluster
from hub.settings import Settings

ROOT = Path(__file__).parent.parent
STARTED_SECONDS = 20.0
BUSY = """
import asyncio, asyncpg, sys
async def main():
    connection = await asyncpg.connect(sys.argv[1])
    sys.stdout.write("!")
    sys.stdout.flush()
    await connection.fetchval("SELECT count(*) FROM generate_series(1, 10000000000)")
asyncio.run(main())
"""


def keep_busy(url: str) -> "subprocess.Popen[str]":
    """A process whose statement runs for hours."""
    busy = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", BUSY, url],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert busy.stdout
    busy.stdout.read(1)
    return busy


def at(home: Path, *, pg_bin: Path | None = None) -> Settings:
    return settings.load(data_dir=home, pg_bin=pg_bin)


def ask(url: str, sql: str) -> object:
    async def fetch() -> object:
        connection = await asyncpg.connect(url)
        try:
            return await connection.fetchval(sql)
        finally:
            await connection.close()

    return asyncio.run(fetch())


def ask_until_answered(url: str, sql: str) -> object:
    deadline = time.monotonic() + STARTED_SECONDS
    while True:
        try:
            return ask(url, sql)
        except (OSError, asyncpg.PostgresError):
            assert time.monotonic() < deadline
            time.sleep(0.05)


def spawn(home: Path, user: pwd.struct_passwd | None = None) -> "subprocess.Popen[str]":
    arguments = [str(home), *([str(user.pw_uid)] if user else [])]
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "tests.user_of_server", *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def url_of(hub: "subprocess.Popen[str]") -> str:
    assert hub.stdout
    url = hub.stdout.readline().strip()
    assert url, hub.communicate()[1]
    return url


def start(home: Path, user: pwd.struct_passwd | None = None) -> "subprocess.Popen[str]":
    hub = spawn(home, user)
    url_of(hub)
    return hub


def leave(hub: "subprocess.Popen[str]") -> None:
    hub.communicate()
    assert hub.returncode == 0


def kill_server(home: Path) -> None:
    server = Cluster(home).postmaster()
    assert server
    server.kill()
    while Cluster(home).postmaster() == server:
        time.sleep(0.01)


def kill(hub: "subprocess.Popen[str]") -> None:
    hub.kill()
    hub.communicate()


def own_directory(parent: Path, user: pwd.struct_passwd) -> Path:
    path = parent / "own"
    path.mkdir(mode=0o700)
    os.chown(path, user.pw_uid, user.pw_gid)
    return path


def rights(*directories: Path) -> dict[Path, tuple[int, int]]:
    places = {place for directory in directories for place in (directory, *directory.parents)}
    return {place: (place.stat().st_mode, place.stat().st_uid) for place in places}
