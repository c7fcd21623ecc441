"""Processes that deliver are killed, and so is the server: nothing is lost or out of order."""

import asyncio
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from uuid import UUID, uuid4

from hub import embedded
from hub.database import connected
from hub.migrate import migrate
from hub.record.outbox import Pace
from tests import servers
from tests.make.outbox import event
from tests.record.waiting import until_over

SUBJECTS = 12
EACH = 10
KILLS = 4
SECONDS = 60.0


def test_two_processes_one_killed_again_and_again(fresh_database_url: str, tmp_path: Path) -> None:
    deliveries = tmp_path / "deliveries"
    subjects = [uuid4() for _ in range(SUBJECTS)]
    asyncio.run(_within(fresh_database_url, lambda: _fill(subjects)))

    with process(fresh_database_url, deliveries, 0):
        for kill in range(KILLS):
            with process(fresh_database_url, deliveries, kill + 1):
                _await_more(deliveries)
        asyncio.run(_within(fresh_database_url, until_over))

    _assert_all_in_order(deliveries, subjects, repeats=KILLS * Pace().hands)


def test_the_server_is_killed(tmp_path: Path) -> None:
    deliveries, home = tmp_path / "deliveries", tmp_path / "data"
    subjects = [uuid4() for _ in range(SUBJECTS)]
    with ExitStack() as stack:
        url = stack.enter_context(embedded.running(servers.at(home)))
        asyncio.run(migrate(url))
        asyncio.run(_within(url, lambda: _fill(subjects)))
        stack.enter_context(process(url, deliveries, 0))
        _await_more(deliveries)
        servers.kill_server(home)
        assert servers.ask_until_answered(url, "SELECT 1") == 1
        asyncio.run(_within(url, until_over))

    _assert_all_in_order(deliveries, subjects, repeats=Pace().hands)


@contextmanager
def process(url: str, deliveries: Path, seed: int) -> Generator[None]:
    """A process that delivers, killed at the end of the block."""
    command = [sys.executable, "-m", "tests.record.deliverer", url, str(deliveries), str(seed)]
    running = subprocess.Popen(command, cwd=servers.ROOT)  # noqa: S603 - ours
    try:
        yield
    finally:
        running.kill()
        running.wait()


async def _within(url: str, work: Callable[[], Awaitable[None]]) -> None:
    async with connected(url):
        await work()


async def _fill(subjects: list[UUID]) -> None:
    for number in range(EACH):
        for subject_id in subjects:
            await event(subject_id=subject_id, payload={"number": number})


def _await_more(deliveries: Path) -> None:
    """Wait for some deliveries more than there are."""
    enough = len(_lines(deliveries)) + 8
    deadline = time.monotonic() + SECONDS
    while len(_lines(deliveries)) < enough:
        assert time.monotonic() < deadline
        time.sleep(0.005)


def _lines(deliveries: Path) -> list[str]:
    return deliveries.read_text().splitlines() if deliveries.exists() else []


def _assert_all_in_order(deliveries: Path, subjects: list[UUID], *, repeats: int) -> None:
    """Each event has been delivered; a repeat comes before the next event of the subject."""
    lines = _lines(deliveries)
    received = defaultdict(list)
    for line in lines:
        subject_id, number = line.split()
        received[UUID(subject_id)].append(int(number))
    assert set(received) == set(subjects)
    for numbers in received.values():
        assert numbers == sorted(numbers)
        assert set(numbers) == set(range(EACH))
    assert Counter(lines).total() - len(set(lines)) <= repeats
