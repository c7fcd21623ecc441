"""A process that delivers, to be killed: each delivery is a line in a file, some fail before it.

Arguments: the URL of the database, the file, and a number from which its luck follows.
"""

import asyncio
import os
import random
import sys
from pathlib import Path

from hub.record.models import OutboxEvent
from hub.record.outbox import Pace
from tests.make.outbox import KIND
from tests.record.delivery import delivering_alone

PACE = Pace(attempts=1000, first_pause=0.5, longest_pause=0.5, poll_seconds=0.1)
FAILING = 0.2


async def main(url: str, file: Path, seed: int) -> None:
    luck = random.Random(seed)  # noqa: S311 - no secret

    async def deliver(event: OutboxEvent) -> None:
        if luck.random() < FAILING:
            raise ConnectionRefusedError("the receiver is out of luck")
        _write(file, f"{event.subject_id} {event.payload['number']}\n")
        await asyncio.sleep(0.01)

    async with delivering_alone(url, {KIND: deliver}, PACE):
        await asyncio.Event().wait()


def _write(file: Path, line: str) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(descriptor, line.encode())
    os.close(descriptor)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])))
