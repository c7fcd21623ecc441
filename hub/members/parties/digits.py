"""Codes that are digits and nothing else."""

import re

from hub.members.parties.identifier_refusals import InvalidFormat, InvalidLength
from hub.messages import Phrase

DIGITS = re.compile("[0-9]*")


def require_digits(code: str, number: int, *, what: Phrase, example: str) -> None:
    """Raise the refusal of a code that has not so many digits, or anything else."""
    if DIGITS.fullmatch(code) is None:
        raise InvalidFormat(what=what, example=example)
    if len(code) != number:
        raise InvalidLength(what=what, measured=len(code), expected=number)
