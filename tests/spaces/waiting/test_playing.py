"""Waiting lists through random stories: the hub and a desk with a watch never disagree."""

from collections.abc import Generator

import pytest

from tests.machines import play
from tests.spaces.waiting.playing import Playing, World, world

STEPS = 15


@pytest.fixture
def played(emptied_url: str) -> Generator[World]:
    with world(emptied_url) as played:
        yield played


def test_random_stories(played: World) -> None:
    play(Playing, 40, steps=STEPS, world=played)


@pytest.mark.slow
def test_five_thousand_random_stories(played: World) -> None:
    play(Playing, 5_000, steps=STEPS, world=played)
