"""Memberships through random histories: the hub, its SQL and a plain model never disagree."""

from collections.abc import Generator

import pytest

from tests.machines import play
from tests.members.histories import Histories, World, world

STEPS = 30


@pytest.fixture
def played(emptied_url: str) -> Generator[World]:
    with world(emptied_url) as played:
        yield played


def test_random_histories(played: World) -> None:
    play(Histories, 100, steps=STEPS, world=played)


@pytest.mark.slow
def test_ten_thousand_random_histories(played: World) -> None:
    play(Histories, 10_000, steps=STEPS, world=played)
