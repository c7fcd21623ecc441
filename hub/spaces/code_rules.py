"""Codes that never change, as pure decisions over texts."""

import re
from collections.abc import Iterator

from hub.errors import Refusal
from hub.spaces.place_refusals import PlaceCodeInvalid

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def faults_of_code(code: str, *, limit: int) -> Iterator[Refusal]:
    if len(code) > limit or CODE.fullmatch(code) is None:
        yield PlaceCodeInvalid("input", "code", limit=limit)
