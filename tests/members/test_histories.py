"""Memberships through random histories: the hub, its SQL and a plain model never disagree."""

from collections.abc import Generator

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.members.histories import Histories, World, world

USUAL = settings(
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)


@pytest.fixture
def played(emptied_url: str) -> Generator[World]:
    with world(emptied_url) as played:
        yield played


def play(played: World, number: int) -> None:
    machine = type("Played", (Histories,), {"world": played})
    run_state_machine_as_test(machine, settings=settings(USUAL, max_examples=number))


def test_random_histories(played: World) -> None:
    play(played, 100)


@pytest.mark.slow
def test_ten_thousand_random_histories(played: World) -> None:
    play(played, 10_000)
