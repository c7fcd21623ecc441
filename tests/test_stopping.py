"""A signal to stop unwinds the process, but not in the midst of what must be whole."""

import signal
from collections.abc import Generator

import pytest

from hub import stopping

STOPPING = [signal.SIGTERM, signal.SIGINT, signal.SIGHUP]


@pytest.fixture(autouse=True)
def reactions() -> Generator[None]:
    """The reactions to signals are as before afterwards; a stopped process leaves them ignored."""
    former = {number: signal.getsignal(number) for number in STOPPING}
    yield
    for number, handler in former.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", STOPPING)
def test_a_signal_unwinds_what_is_open(number: signal.Signals) -> None:
    done: list[str] = []

    def work() -> None:
        with stopping.in_order():
            try:
                signal.raise_signal(number)
                done.append("gone on")
            finally:
                done.append("closed")

    with pytest.raises(stopping.Stopped):
        work()

    assert done == ["closed"]


def test_a_second_signal_does_not_break_off_the_closing() -> None:
    done: list[str] = []

    def work() -> None:
        with stopping.in_order():
            try:
                signal.raise_signal(signal.SIGTERM)
            finally:
                for number in STOPPING:
                    signal.raise_signal(number)
                done.append("closed")

    with pytest.raises(stopping.Stopped) as stopped:
        work()

    assert done == ["closed"]
    assert stopped.value.code == 128 + signal.SIGTERM


def test_a_signal_that_is_held_back_takes_effect_afterwards() -> None:
    done: list[str] = []

    def work() -> None:
        with stopping.in_order():
            with stopping.held_back():
                signal.raise_signal(signal.SIGTERM)
                done.append("the moment")
            done.append("what follows")

    with pytest.raises(stopping.Stopped):
        work()

    assert done == ["the moment"]


def test_without_a_signal_all_is_as_before() -> None:
    former = [signal.getsignal(number) for number in STOPPING]

    with stopping.in_order(), stopping.held_back():
        pass

    assert [signal.getsignal(number) for number in STOPPING] == former
