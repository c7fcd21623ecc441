"""Closed lists of terms whose members carry the description that clients read."""

from enum import StrEnum
from typing import Self


class Vocabulary(StrEnum):
    """A closed list: each member is `NAME = "NAME", "what it means"`.

    The stored value is the member's name, so that what the database holds is what a client reads.
    """

    description: str

    def __new__(cls, value: str, description: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.description = description
        return member
