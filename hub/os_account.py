"""The account of the operating system that the embedded PostgreSQL runs as: never root."""

import os
import pwd
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from hub.errors import Misconfigured

UNPRIVILEGED = ("polo-hub", "nobody")
"""Whom root hands the server to: an account made for it, else the one that every system has."""
OPEN_DIRECTORIES = Path("/proc/self/fd")


class Identity(TypedDict, total=False):
    """Arguments of `subprocess.Popen` that change the account."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the operating system."""

    name: str
    uid: int
    gid: int

    @property
    def is_own(self) -> bool:
        return self.uid == os.geteuid()

    @property
    def identity(self) -> Identity:
        return {} if self.is_own else {"user": self.uid, "group": self.gid, "extra_groups": []}

    def may_pass(self, directory: Path) -> bool:
        """Whether the modes of a directory, and of those above it, let the account through."""
        return all(self._may_enter(place) for place in (directory, *directory.parents))

    def _may_enter(self, directory: Path) -> bool:
        status = directory.stat()
        if status.st_uid == self.uid:
            return bool(status.st_mode & 0o100)
        if status.st_gid == self.gid:
            return bool(status.st_mode & 0o010)
        return bool(status.st_mode & 0o001)

    def give(self, path: Path) -> None:
        """Make the account the owner of something that this process made."""
        if not self.is_own:
            os.chown(path, self.uid, self.gid)

    @contextmanager
    def reach(self, *directories: Path) -> Generator[tuple[list[str], list[int]]]:
        """Names by which the account can use its directories, and the open ones behind them.

        A directory that is handed over open needs no right on the directories above it: so the
        server's data may lie below a closed one, such as root's home, without opening that.
        """
        if self.is_own or not OPEN_DIRECTORIES.is_dir():
            yield [str(directory) for directory in directories], []
            return
        handles = [os.open(directory, os.O_RDONLY | os.O_DIRECTORY) for directory in directories]
        try:
            yield [f"{OPEN_DIRECTORIES}/{handle}" for handle in handles], handles
        finally:
            for handle in handles:
                os.close(handle)


def owner_of(directory: Path) -> Account:
    """The account that runs the server on a data directory: its owner."""
    account = _account(directory.stat().st_uid)
    if account.uid == 0:
        raise Misconfigured(f"{directory} belongs to root, as whom PostgreSQL does not run.")
    if os.geteuid() not in {0, account.uid}:
        me = _account(os.geteuid()).name
        raise Misconfigured(
            f"{directory} belongs to {account.name}, but the hub runs as {me}. Run it as "
            f"{account.name}, or choose another directory with --data or HUB_DATA_DIR."
        )
    return account


def unprivileged() -> Account:
    """The account for a new data directory: one's own, for root one without rights."""
    if os.geteuid() != 0:
        return _account(os.geteuid())
    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise Misconfigured(
        "PostgreSQL does not run as root, and there is no account to run it as: "
        "make one called polo-hub, or run the hub as an ordinary user."
    )


def _account(uid: int) -> Account:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise Misconfigured(
            f"The user id {uid} has no entry in the system's accounts, which PostgreSQL needs. "
            "Run the hub as a listed user, or set HUB_DATABASE_URL to a server."
        ) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
