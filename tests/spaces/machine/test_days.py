"""A hall through random days: the hub and a plain model never disagree."""

from collections.abc import Generator

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, run_state_machine_as_test

from tests.spaces.machine.bookings import Bookings
from tests.spaces.machine.closures import Closures
from tests.spaces.machine.hall import Hall, hall
from tests.spaces.machine.lines import Lines
from tests.spaces.machine.played import ROOMS, TIMES

USUAL = settings(
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
PARTS = 20
"""The many days are taken in so many parts: processes of tests share them."""


class Days(Bookings, Closures, Lines):
    """Bookings, closures and waiting lists together."""

    @initialize(time=TIMES, names=st.lists(ROOMS, max_size=3))
    def begin(self, time: tuple[int, int], names: list[str]) -> None:
        """Somebody has the hall, and others wait for it."""
        self.set_up()
        self.have(self.slot("hall", time), "anna")
        for name, person in zip(names, ("bruno", "carla", "bruno"), strict=False):
            if self.house.stays:
                self.join(0, name, person)


@pytest.fixture
def played(emptied_url: str) -> Generator[Hall]:
    with hall(emptied_url) as played:
        yield played


def play(played: Hall, number: int, *, part: int | None = None) -> None:
    machine = type("Played", (Days,), {"hall": played})
    chosen = machine if part is None else seed(part)(machine)
    run_state_machine_as_test(chosen, settings=settings(USUAL, max_examples=number))


def test_random_days(played: Hall) -> None:
    play(played, 40)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_five_thousand_random_days(played: Hall, part: int) -> None:
    play(played, 5000 // PARTS, part=part)
