"""The tokens of links to calendars: what the address of a feed ends with.

It is the link's key, its generation, and a secret that is made of both and of the hub's key: so
the database holds nothing with which a feed could be opened.
"""

import hmac
from typing import NamedTuple
from uuid import UUID

from hub.keys import Keys

PURPOSE = "calendar link"
LONGEST_NUMBER = 9


class Opening(NamedTuple):
    """The link that an address names, in one of its generations."""

    id: UUID
    generation: int


NOTHING = Opening(UUID(int=0), 0)
"""Of no link: it is looked for like any other, so that no time tells the two apart."""


def token_of(keys: Keys, opening: Opening) -> str:
    id, generation = str(opening.id), str(opening.generation)
    return f"{id}.{generation}.{keys.token(PURPOSE, id, generation)}"


def opened(keys: Keys, token: str) -> Opening:
    """What a token opens; NOTHING if it was not made here."""
    opening = _named(token)
    is_ours = hmac.compare_digest(token_of(keys, opening).encode(), token.encode())
    return opening if is_ours else NOTHING


def _named(token: str) -> Opening:
    """What a token says that it opens."""
    id, _, rest = token.partition(".")
    number = rest.partition(".")[0]
    is_number = number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER
    try:
        return Opening(UUID(id), int(number)) if is_number else NOTHING
    except ValueError:
        return NOTHING
