"""Alfa and Beta, made once for each process of a run."""

import asyncio
import os
from collections.abc import Generator, Mapping
from dataclasses import dataclass

import pytest

from hub.actor import Viewer
from hub.database import connected
from schema.engine import Answer
from tests import databases
from tests.access.changing import execute, secrets_to_others
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


@dataclass(frozen=True)
class Parallel:
    """Two hubs whose worlds differ in nothing but what Beta keeps to itself."""

    hubs: tuple[Hub, Hub]
    viewers: Mapping[str, Viewer]
    ground: Ground

    def answers(self, question: Question, viewer: str) -> list[Answer]:
        return [hub.answer(*question, self.viewers[viewer]) for hub in self.hubs]


@pytest.fixture(scope="session")
def parallel(server_url: str, migrated_template: str) -> Generator[Parallel]:
    name = f"{migrated_template}_{os.getpid()}_parallel"
    url = databases.copy(server_url, name, of=migrated_template)
    viewers = asyncio.run(build(url))
    other_url = databases.copy(server_url, f"{name}_other", of=name)
    asyncio.run(execute(other_url, secrets_to_others()))
    ground = asyncio.run(_ground(url))
    with opened(url) as hub, opened(other_url) as other:
        yield Parallel((hub, other), viewers, ground)
    databases.drop(server_url, name)
    databases.drop(server_url, f"{name}_other")


async def _ground(url: str) -> Ground:
    async with connected(url) as connection:
        return Ground(await load(connection))


async def _ids(url: str) -> Ids:
    return (await _ground(url)).ids
