"""Killing hubs, and processes of their server, while they are asked."""

import asyncio
from dataclasses import dataclass, field

from tests.crash.killable import KillableHub


def spread(kills: int, answers: int) -> list[int]:
    """After how many answers each of some kills comes, evenly.

    They are counted from the beginning: of those that come during a kill nobody knows the number.
    """
    return [answers * (turn + 1) // (kills + 1) for turn in range(kills)]


@dataclass
class Kills:
    """Kills of a hub and of a connection's process in turn, spread evenly over some answers."""

    hubs: list[KillableHub]
    number: int
    answers: int
    answered: int = 0
    _progress: asyncio.Event = field(default_factory=asyncio.Event)

    def note_answer(self) -> None:
        self.answered += 1
        self._progress.set()

    async def run(self) -> None:
        for turn, answers in enumerate(spread(self.number, self.answers)):
            while self.answered < answers:
                self._progress.clear()
                await self._progress.wait()
            await self._kill(turn)

    async def _kill(self, turn: int) -> None:
        # Each kind in turn for each hub.
        hub = self.hubs[turn // 2 % len(self.hubs)]
        if turn % 2:
            await hub.kill_backend()
        else:
            hub.kill()
            await hub.start()
