"""Verifying the chain of audit entries: what was changed, added or taken away is found."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from hub.keys import Keys
from hub.record.audit import BEGINNING, SEALED, guard_of, seal_of
from hub.single import one_state

MOST_TOLD = 20
"""Faults that are told one by one; all are counted."""
ROWS = 2000
"""Entries that are fetched at once."""

# By position, then by key: who can drop a constraint can put two entries at one position.
WALK = f"""
SELECT coalesce(e.position, 0), e.seal, {SEALED} FROM audit_entry e ORDER BY e.position, e.id
"""  # noqa: S608 - of constants
HEADS = "SELECT position, seal, guard FROM audit_head"


class Mark(NamedTuple):
    """A place in the chain: kept elsewhere, it tells whether what led there is still the same."""

    position: int
    seal: str

    def __str__(self) -> str:
        return f"{self.position}:{self.seal}"


NOTHING = Mark(0, BEGINNING)
"""Where a chain begins."""


class Fault(NamedTuple):
    """What is wrong with the entry at a position; without one, with the head of the chain."""

    position: int | None
    what: str


@dataclass
class Verdict:
    """What is known of a chain that was walked to its end."""

    keys: Keys
    kept: Mark | None = None
    """What the chain held when somebody looked before."""
    last: Mark = NOTHING
    entries: int = 0
    faults: list[Fault] = field(default_factory=list)
    """The first ones."""
    number_of_faults: int = 0

    @property
    def is_sound(self) -> bool:
        return self.number_of_faults == 0

    def blame(self, position: int | None, what: str) -> None:
        self.number_of_faults += 1
        if len(self.faults) < MOST_TOLD:
            self.faults.append(Fault(position, what))

    def follow(self, mark: Mark, texts: Sequence[str | None]) -> None:
        """Go one entry on; `texts` are what its seal is over, the seal before it first."""
        missing = mark.position - self.last.position - 1
        if missing < 0:
            self.blame(mark.position, "There is more than one entry at this position.")
        elif missing:
            self.blame(mark.position, f"{_counted(missing)} before it missing.")
        elif texts[0] != self.last.seal:
            self.blame(mark.position, "It does not follow the entry before it.")
        if seal_of(self.keys, texts) != mark.seal:
            self.blame(mark.position, "Its seal does not fit what it says: it was changed.")
        if self.kept and mark.position == self.kept.position and mark.seal != self.kept.seal:
            self.blame(mark.position, "It is not the entry whose seal was kept.")
        self.last = mark
        self.entries += 1

    def end(self, heads: Sequence[tuple[int, str, str]]) -> None:
        """Compare the last entry with the head of the chain."""
        if len(heads) != min(self.entries, 1):
            self.blame(None, f"There are {len(heads)} heads of the chain.")
        for position, seal, guard in heads:
            if guard != guard_of(self.keys, position, seal):
                self.blame(None, "The head of the chain was changed.")
            elif position > self.last.position:
                missing = position - self.last.position
                self.blame(None, f"{_counted(missing)} at the end missing.")
            elif (position, seal) != self.last:
                self.blame(None, f"It ends at {position}, but the last entry is {self.last}.")
        if self.kept and self.kept.position > self.last.position:
            self.blame(self.kept.position, "The chain ends before the seal that was kept.")


async def verify(url: str, keys: Keys, kept: Mark | None = None) -> Verdict:
    """Walk the whole chain, as it stands at one instant."""
    verdict = Verdict(keys, kept)
    async with one_state(url) as connection:
        cursor = await connection.cursor(WALK)
        while rows := await cursor.fetch(ROWS):
            for row in rows:
                verdict.follow(Mark(row[0], row[1]), row[2:])
        verdict.end(await connection.fetch(HEADS))
    return verdict


async def head(url: str) -> Mark:
    """How far the chain reaches, to be kept where nobody who can change it gets at."""
    async with one_state(url) as connection:
        found = await connection.fetchrow(HEADS)
    return Mark(found["position"], found["seal"]) if found else NOTHING


def _counted(number: int) -> str:
    return "1 entry is" if number == 1 else f"{number} entries are"
