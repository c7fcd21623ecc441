"""Files that people send along with a wish."""

from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class File:
    """The content of a file; what it was called does not matter to what is done with it."""

    content: bytes

    def __str__(self) -> str:
        """What tells it from any other, as it stands for the file in records."""
        return f"sha256:{sha256(self.content).hexdigest()}"

    def __repr__(self) -> str:
        return f"File({self})"
