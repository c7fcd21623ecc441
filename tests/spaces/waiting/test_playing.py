"""Waiting lists through random stories: the hub and a desk with a watch never disagree."""

from collections.abc import Generator

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.spaces.waiting.playing import Playing, World, world

USUAL = settings(
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)


@pytest.fixture
def played(emptied_url: str) -> Generator[World]:
    with world(emptied_url) as played:
        yield played


def play(played: World, number: int) -> None:
    machine = type("Played", (Playing,), {"world": played})
    run_state_machine_as_test(machine, settings=settings(USUAL, max_examples=number))


def test_random_stories(played: World) -> None:
    play(played, 40)


@pytest.mark.slow
def test_five_thousand_random_stories(played: World) -> None:
    play(played, 5_000)
