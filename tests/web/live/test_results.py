"""The answers of a subscription go on whatever happens meanwhile, and end when nothing helps."""

from collections.abc import AsyncGenerator
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest

from hub.actor import Viewer
from hub.errors import Unavailable
from hub.read_pool import ReadPool
from hub.spaces.followers import CursorExpired
from hub.time_limit import TimeLimit
from hub.web.budget import UNLIMITED
from hub.web.callers import Callers
from hub.web.live import results as results_module
from hub.web.live.caller import Caller
from hub.web.live.desk import LiveDesk, Seats
from hub.web.live.results import refusal_of, results
from hub.web.refusals import Refused
from tests.web.door import Engine, Event

pytestmark = pytest.mark.anyio


@dataclass
class Troubled:
    """A subscription to two numbers, before whose answers something happens."""

    troubles: list[Exception] = field(default_factory=list)

    async def batches(self) -> AsyncGenerator[list[int], None]:
        yield [1]
        yield [2]

    async def answers(self, batch: list[int], viewer: Viewer) -> list[Event]:
        if self.troubles:
            raise self.troubles.pop()
        return [Event(str(number), b"{}") for number in batch]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results_module, "PAUSE_SECONDS", 0.01)


def caller() -> Caller:
    callers = Callers(ReadPool("postgresql://nowhere"))
    desk = LiveDesk(Engine(), callers, TimeLimit(1), UNLIMITED)  # type: ignore[arg-type] # not asked
    return Caller(desk, {"headers": [], "client": None}, method="POST")


async def told(*troubles: Exception) -> list[str]:
    return [event.cursor async for event in results(Troubled(list(troubles)), caller())]


async def test_a_database_that_is_away_and_a_budget_that_is_spent_are_waited_for() -> None:
    spent = Refused(429, "BUDGET_EXHAUSTED", "spent", headers=[(b"retry-after", b"0.01")])
    assert await told(Unavailable("gone"), spent, Unavailable("gone")) == ["1", "2"]


@pytest.mark.parametrize("error", [Refused(401, "UNAUTHENTICATED", "nobody"), CursorExpired()])
async def test_what_does_not_pass_ends_it(error: Exception) -> None:
    with pytest.raises(type(error)):
        await told(error)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (CursorExpired(), "CURSOR_EXPIRED"),
        (TimeoutError(), "TIMEOUT"),
        (Unavailable("gone"), "UNAVAILABLE"),
        (Refused(401, "UNAUTHENTICATED", "nobody"), "UNAUTHENTICATED"),
        (KeyError("Rossi"), "INTERNAL"),
    ],
)
async def test_what_ended_it_has_a_code(error: Exception, code: str) -> None:
    refused = refusal_of(error)
    assert refused.code == code
    assert b"Rossi" not in refused.body


async def test_connections_are_counted_of_all_and_of_each() -> None:
    seats = Seats(most=3, most_of_one=2)
    with ExitStack() as stack:
        for payer in ("a", "a"):
            stack.enter_context(seats.seat(payer))
        with pytest.raises(Refused) as refused, seats.seat("a"):
            pass
        assert refused.value.code == "TOO_MANY_CONNECTIONS"
        stack.enter_context(seats.seat("b"))
        with pytest.raises(Refused), seats.seat("c"):
            pass
    with seats.seat("c"):
        assert len(seats) == 1
