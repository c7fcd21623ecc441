"""The data directory of the embedded PostgreSQL: how it is laid out, made, and checked."""

import logging
import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psutil

from hub import postgres_binaries
from hub.errors import Misconfigured
from hub.os_account import Account, owner_of, unprivileged
from hub.postgres_binaries import Binaries

logger = logging.getLogger(__name__)

PORT = 5432
SUPERUSER = "postgres"
ROLE = "hub"
DATABASE = "hub"
LONGEST_SOCKET = 103  # bytes of a Unix socket's path on macOS; Linux has four more
BUILTIN_LOCALE_SINCE = 17
ORPHAN_SECONDS = 5
TUNING = """
# Written by the hub when it made this cluster, for the machine it was on; change what suits yours.
shared_buffers = {buffers}MB
max_connections = 100
jit = off
max_parallel_workers_per_gather = 0  # containers have little shared memory
random_page_cost = 1.1
log_error_verbosity = terse          # details of refused rows are personal data
"""


LEAST_BUFFERS, MOST_BUFFERS = 128, 512
"""Megabytes that the server keeps of its tables; a hub of some 200,000 bookings has about 500."""
PART_OF_MEMORY = 16


@dataclass(frozen=True, slots=True)
class Cluster:
    """One data directory and what lies in it."""

    home: Path

    @property
    def data(self) -> Path:
        return self.home / "postgres"

    @property
    def run(self) -> Path:
        """Holds the socket; whoever uses the server holds a shared lock on it."""
        return self.home / "run"

    @property
    def log(self) -> Path:
        return self.home / "postgres.log"

    @property
    def sockets(self) -> Path:
        """The directory of the socket: a short one elsewhere if the path here is too long."""
        if _fits(self.run):
            return self.run
        record = self._elsewhere
        return Path(record.read_text(encoding="utf-8")) if record.exists() else self.run

    @property
    def _elsewhere(self) -> Path:
        return self.home / "socket-directory"

    def url(self, role: str = ROLE, database: str = DATABASE) -> str:
        host = quote(str(self.sockets), safe="/")
        return f"postgresql://{role}@/{database}?host={host}&port={PORT}"

    def account(self) -> Account:
        return owner_of(self.data) if self.data.exists() else unprivileged()

    def postmaster(self) -> psutil.Process | None:
        """The living server of this cluster; a pid file alone proves nothing."""
        try:
            pid = int((self.data / "postmaster.pid").read_text(encoding="utf-8").split()[0])
            process = psutil.Process(pid)
            is_alive = process.status() != psutil.STATUS_ZOMBIE and _works_in(process, self.data)
        except (OSError, ValueError, IndexError, psutil.NoSuchProcess):
            return None
        return process if is_alive else None

    def lay_home(self) -> None:
        """Make the data directory."""
        # Root leaves the way open for the server's account; the places within are closed.
        self.home.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)

    def lay_run(self) -> None:
        """Make the place in it that only its account may enter."""
        if not self.run.exists():
            self.run.mkdir(mode=0o700)
            self.account().give(self.run)

    def lay_socket_directory(self, account: Account) -> None:
        """Make a short directory for the socket if the data directory's path is too long."""
        if _fits(self.run):
            return
        self.remove_socket_directory()
        elsewhere = Path(tempfile.mkdtemp(prefix="hub-"))
        if not _fits(elsewhere):
            raise Misconfigured(f"The path {self.run} is too long for a socket; choose a shorter.")
        account.give(elsewhere)
        self._elsewhere.write_text(str(elsewhere), encoding="utf-8")
        account.give(self._elsewhere)

    def remove_socket_directory(self) -> None:
        if self.sockets != self.run:
            shutil.rmtree(self.sockets, ignore_errors=True)
            self._elsewhere.unlink()

    def binaries(self, pg_bin: Path | None) -> Binaries:
        """The programs for this cluster; those of another major version are refused."""
        version = self.data / "PG_VERSION"
        if not version.exists():
            return postgres_binaries.find(pg_bin)
        major = int(version.read_text(encoding="utf-8").split(".")[0])
        binaries = postgres_binaries.find(pg_bin, major=major)
        if binaries.major != major:
            raise Misconfigured(_how_to_move(self, major, binaries))
        return binaries

    def make(self, binaries: Binaries, account: Account) -> None:
        """Make the cluster under another name first: one that is half made is never used.

        The name is new each time: an initdb that lost its hub may still be writing to the former.
        """
        for left in self.home.glob("postgres.unfinished*"):
            shutil.rmtree(left, ignore_errors=True)
        unfinished = Path(tempfile.mkdtemp(prefix="postgres.unfinished-", dir=self.home))
        account.give(unfinished)
        logger.info("making a PostgreSQL %s cluster in %s", binaries.version, self.home)
        with account.reach(unfinished) as (names, handles):
            command = [binaries.program("initdb"), f"--pgdata={names[0]}", *_options(binaries)]
            done = subprocess.run(  # noqa: S603
                command,
                cwd="/",
                env={"LC_ALL": "C"},
                pass_fds=handles,
                capture_output=True,
                text=True,
                check=False,
                **account.identity,
            )
        if done.returncode != 0:
            raise Misconfigured(f"initdb failed in {self.home}:\n{done.stdout}{done.stderr}")
        with (unfinished / "postgresql.conf").open("a", encoding="utf-8") as configuration:
            configuration.write(TUNING.format(buffers=_buffers()))
        _rename_durably(unfinished, self.data)

    def admit(self, account: Account) -> None:
        """Let in the account and root, as whom the socket shows them; nobody else, no network."""
        users = {account.name, "root"}
        lines = [f'hub "{user}" {role}\n' for user in users for role in (ROLE, SUPERUSER)]
        (self.data / "pg_ident.conf").write_text("".join(lines), encoding="utf-8")
        (self.data / "pg_hba.conf").write_text("local all all peer map=hub\n", encoding="utf-8")

    def clear_away_the_dead(self) -> None:
        """Remove what a server that was killed left behind; only when no server lives.

        PostgreSQL would take a zombie, or another process that has come by the same number, for
        the living server.
        """
        pid_file = self.data / "postmaster.pid"
        if pid_file.exists():
            _end_orphans(self.data)
            pid_file.unlink()
        for left in self.run.glob(".s.PGSQL.*"):
            left.unlink()


def _end_orphans(data: Path) -> None:
    # The statements of a killed server may run on for a while, and would bar the next server.
    orphans = [
        process
        for process in psutil.process_iter(["name"])  # which passes over those that are gone
        if process.info["name"] == "postgres" and _works_in(process, data)
    ]
    for orphan in orphans:
        with suppress(psutil.NoSuchProcess):
            orphan.kill()
    psutil.wait_procs(orphans, timeout=ORPHAN_SECONDS)


def _fits(directory: Path) -> bool:
    # The driver takes a comma for the end of one host's name.
    socket = os.fsencode(directory / f".s.PGSQL.{PORT}")
    return len(socket) <= LONGEST_SOCKET and b"," not in socket


def _works_in(process: psutil.Process, directory: Path) -> bool:
    try:
        return Path(process.cwd()).samefile(directory)
    except (OSError, psutil.Error):
        return False


def _options(binaries: Binaries) -> list[str]:
    has_builtin_locale = binaries.major >= BUILTIN_LOCALE_SINCE
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    return [
        f"--username={SUPERUSER}",
        "--auth=peer",
        "--encoding=UTF8",
        "--data-checksums",
        "--no-instructions",
        *(locale if has_builtin_locale else ["--locale=C.UTF-8"]),
    ]


def _buffers() -> int:
    """Megabytes: a small part of the memory of the machine, which others use as well."""
    part: int = psutil.virtual_memory().total // PART_OF_MEMORY // 2**20
    return min(max(part, LEAST_BUFFERS), MOST_BUFFERS)


def _rename_durably(source: Path, target: Path) -> None:
    source.rename(target)
    parent = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(parent)
    finally:
        os.close(parent)


def _how_to_move(cluster: Cluster, major: int, binaries: Binaries) -> str:
    url = cluster.url()
    return (
        f"{cluster.data} was made by PostgreSQL {major}; these programs are {binaries.version}. "
        f"To keep it as it is, set HUB_PG_BIN to the programs of PostgreSQL {major}. "
        f"To move it to {binaries.major}:\n"
        f"  1. HUB_PG_BIN=<programs of {major}> hub serve, and while it runs\n"
        f"     {binaries.program('pg_dump')} --format=custom --file=hub.dump '{url}'\n"
        f"  2. stop it, and rename {cluster.home}\n"
        f"  3. hub serve, which makes a new cluster, and while it runs\n"
        f"     {binaries.program('pg_restore')} --clean --if-exists --dbname='{url}' hub.dump"
    )
