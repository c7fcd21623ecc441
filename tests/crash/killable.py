"""A hub with a server of its own, whose processes are killed and started again."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import httpx

from hub import keys, settings
from hub.actor import Role, TokenScope
from hub.cluster import Cluster
from hub.database import connected
from hub.keys import Keys
from tests import servers
from tests.hub_process import unused_port
from tests.make import accounts

READY_SECONDS = 60
LURKING_SECONDS = 0.5
SERVING = """
SELECT pid, state = 'active' AND query LIKE 'SELECT audit_append(%' AS is_committing
FROM pg_stat_activity WHERE application_name = 'hub'
ORDER BY 2 DESC, random() LIMIT 1"""
"""The last message of an act begins with its entry in the audit; the commit follows in it."""


class KillableHub:
    """`hub serve`, on one data directory and one port, in one process after another."""

    def __init__(self, home: Path, **environment: str) -> None:
        self.url = f"http://127.0.0.1:{unused_port()}"
        self._home = home
        self._log = home.with_suffix(".log")
        self._environment = {"PATH": os.defpath, "HUB_BUDGET": "0", **environment}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def database_url(self) -> str:
        return Cluster(self._home).url()

    @property
    def log(self) -> str:
        """All that its processes have said."""
        return self._log.read_text()

    @property
    def keys(self) -> Keys:
        return keys.load(settings.load(data_dir=self._home))

    async def start(self) -> None:
        self._process = self._started()
        await self.ready()

    async def ready(self) -> None:
        """Wait until it answers, and its server with it."""
        assert self._process is not None
        async with asyncio.timeout(READY_SECONDS), httpx.AsyncClient(base_url=self.url) as client:
            while not await _is_ready(client):
                assert self._process.poll() is None, self.log[-2000:]
                await asyncio.sleep(0.05)

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def kill_postmaster(self) -> None:
        servers.kill_server(self._home)

    @asynccontextmanager
    async def connection(self) -> AsyncGenerator[asyncpg.Connection]:
        """A connection to its database, as soon as the server takes one again."""
        connection = await _reached(self.database_url)
        try:
            yield connection
        finally:
            connection.terminate()  # as the server may have done: it ends all when it has lost one

    async def kill_backend(self) -> None:
        """Kill a process that serves a connection: one that commits an act, if any comes along."""
        async with self.connection() as connection:
            deadline = time.monotonic() + LURKING_SECONDS
            while True:
                serving = await connection.fetchrow(SERVING)
                if serving and (serving["is_committing"] or time.monotonic() > deadline):
                    break
            os.kill(serving["pid"], signal.SIGKILL)

    def stop(self, *, is_last: bool = True) -> None:
        """Stop in order; the last hub on the data leaves nothing running."""
        if self._process is not None:
            self._process.terminate()
            assert self._process.wait() == 0
        assert not is_last or Cluster(self._home).postmaster() is None

    def _started(self) -> "subprocess.Popen[bytes]":
        _, _, port = self.url.rpartition(":")
        with self._log.open("ab") as log:
            return subprocess.Popen(  # noqa: S603 - ours
                [sys.executable, "-m", "hub", "serve", "--data", str(self._home), "--port", port],
                cwd=servers.ROOT,
                env=self._environment,
                stdout=log,
                stderr=log,
            )


@asynccontextmanager
async def running(
    home: Path, *, is_last: bool = True, **environment: str
) -> AsyncGenerator[KillableHub]:
    """A hub; one that is not the last to stop leaves the server to the others."""
    hub = KillableHub(home, **environment)
    await hub.start()
    try:
        yield hub
    finally:
        hub.stop(is_last=is_last)


@asynccontextmanager
async def asking(hub: KillableHub) -> AsyncGenerator[httpx.AsyncClient]:
    """The way to a hub of somebody who may do everything about accounts."""
    async with connected(hub.database_url):
        token = await accounts.token(Role.DIRECTION, scopes=[TokenScope.ACCOUNTS])
    headers = {"authorization": f"Bearer {token}"}
    anyhow = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=hub.url, headers=headers, limits=anyhow) as http:
        yield http


async def _is_ready(client: httpx.AsyncClient) -> bool:
    try:
        answer = await client.get("/readyz")
    except httpx.TransportError:
        return False
    return answer.status_code == 200


async def _reached(url: str) -> asyncpg.Connection:
    async with asyncio.timeout(READY_SECONDS):
        while True:
            try:
                return await asyncpg.connect(url)
            except (OSError, asyncpg.PostgresError):
                await asyncio.sleep(0.05)
