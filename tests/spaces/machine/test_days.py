"""A hall through random days: the hub and a plain model never disagree."""

from collections.abc import Generator

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize

from tests.machines import play
from tests.spaces.machine.bookings import Bookings
from tests.spaces.machine.closures import Closures
from tests.spaces.machine.hall import Hall, hall
from tests.spaces.machine.lines import Lines
from tests.spaces.machine.played import ROOMS, TIMES

STEPS = 30
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


def test_random_days(played: Hall) -> None:
    play(Days, 40, steps=STEPS, hall=played)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_five_thousand_random_days(played: Hall, part: int) -> None:
    play(Days, 5000 // PARTS, steps=STEPS, part=part, hall=played)
