"""What an answer costs, and how it says so at its end."""

import json
from dataclasses import dataclass
from typing import Self

from hub.purse import Purse

LEAST = 1
"""What is not one object is not for nothing either."""


@dataclass(frozen=True, slots=True)
class Price:
    """The cost of an answer, and the end of its JSON, with places for the numbers that come late."""

    cost: int
    end: bytes
    unlimited_end: bytes

    @classmethod
    def of(cls, cost: int, *, limit: int) -> Self:
        """The price of what was found to cost so much."""
        paid = max(cost, LEAST)
        stated = json.dumps({"requested": paid, "limit": limit}, separators=(",", ":"))
        begun = f',"extensions":{{"cost":{stated[:-1]}'.encode()
        return cls(
            paid,
            begun + b',"remaining":%d,"restoreRate":%d}}}',
            begun + b',"remaining":null,"restoreRate":null}}}',
        )

    def stated(self, purse: Purse) -> bytes:
        """The end of an answer that has been paid from the purse."""
        terms = purse.terms
        return self.end % (purse.level, terms.rate) if terms else self.unlimited_end
