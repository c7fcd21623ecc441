"""Alfa and Beta, made once for each process of a run."""

import asyncio
import os
from collections.abc import Generator, Mapping
from dataclasses import dataclass

import pytest

from hub.actor import Viewer
from hub.database import connected
from schema.compiler.declare import ENTITIES
from tests import databases
from tests.access.questions import Ids, Question
from tests.access.world import build
from tests.oracle.hub import Hub, opened
from tests.oracle.memory import load
from tests.oracle.writing.ground import Ground

NOTHING = b'{"data":{}}'


@dataclass(frozen=True)
class Neighbours:
    """Two members before one hub, and everybody who may ask about them."""

    url: str
    hub: Hub
    viewers: Mapping[str, Viewer]
    ids: Ids

    def answer(self, question: Question, viewer: str) -> bytes:
        query, variables = question
        answered = self.hub.answer(query, variables, self.viewers[viewer])
        if b"FILTER_TOO_PERSONAL" in answered.body:
            return NOTHING
        assert answered.status == 200, (viewer, question, answered.body)
        return answered.body


@pytest.fixture(scope="session")
def neighbours(server_url: str, migrated_template: str) -> Generator[Neighbours]:
    name = f"{migrated_template}_{os.getpid()}_neighbours"
    url = databases.copy(server_url, name, of=migrated_template)
    viewers = asyncio.run(build(url))
    ids = asyncio.run(_ids(url))
    with opened(url) as hub:
        yield Neighbours(url, hub, viewers, ids)
    databases.drop(server_url, name)


async def _ids(url: str) -> Ids:
    async with connected(url) as connection:
        ids = Ground(await load(connection)).ids
    return {name: ids[name] for name in ENTITIES}
