"""The line that is planned ahead is the one that somebody with a watch would have called up."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from hub.spaces.booking.line import Kept, Waiting, plan
from hub.spaces.booking.spans import Span
from tests.spaces.waiting.queue_of_people import NEAR, Booked, Desk, Queued

BEGIN = datetime(2027, 5, 12, 8, tzinfo=UTC)
STEP = timedelta(minutes=5)
"""What counts as a minute on the watch: bookings start every five."""
SPACES = {name: UUID(int=number) for number, name in enumerate(NEAR, 1)}
INMOST = {
    "hall": frozenset(SPACES.values()),
    "left": frozenset({SPACES["left"]}),
    "right": frozenset({SPACES["right"]}),
}
PLACES = st.sampled_from(sorted(NEAR))
PEOPLE = st.sampled_from(["anna", "bruno", "carla", "dario"])


def at(minute: int) -> datetime:
    return BEGIN + minute * STEP


def span(start: int, end: int) -> Span:
    return Span(at(start), at(end))


@st.composite
def desks(draw: st.DrawFn) -> Desk:
    desk = Desk(
        now=0,
        offer_minutes=draw(st.sampled_from([1, 3, 7])),
        buffer=draw(st.sampled_from([0, 0, 2])),
    )
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, 40))
        lapses = draw(st.none() | st.integers(0, 30))
        length = draw(st.integers(5, 20))
        desk.bookings.append(
            Booked(draw(PLACES), start, start + length, draw(PEOPLE), lapses=lapses)
        )
    for _ in range(draw(st.integers(0, 7))):
        start = draw(st.integers(1, 40))
        length = draw(st.integers(5, 20))
        desk.line.append(Queued(draw(PLACES), start, start + length, draw(PEOPLE)))
    return desk


def waiting(desk: Desk, number: int, offer: Span | None) -> Waiting:
    """A place in line as the planner is told of it."""
    queued = desk.line[number]
    before = desk.buffer * STEP
    taken = [
        Kept(
            space_id=SPACES[each.space],
            span=span(each.start, each.end),
            blocked=span(each.start - desk.buffer, each.end + desk.buffer),
            until=None if each.lapses is None else at(each.lapses),
        )
        for each in desk.bookings
        if each.holds(desk.now) and each.space in NEAR[queued.space]
    ]
    return Waiting(
        id=UUID(int=number),
        space_id=SPACES[queued.space],
        within=INMOST[queued.space],
        slot=span(queued.start, queued.end),
        before=before,
        after=before,
        offer_length=desk.offer_minutes * STEP,
        taken=tuple(taken),
        offer=offer,
    )


def shown(found: Span | None) -> tuple[int | None, int | None]:
    if found is None:
        return None, None
    offered, ends = ((each - BEGIN) // STEP for each in found)
    return offered, ends


@settings(max_examples=500, deadline=None)
@given(desk=desks(), pauses=st.lists(st.integers(1, 20), max_size=3))
def test_the_plan_is_what_comes_to_pass(desk: Desk, pauses: list[int]) -> None:
    offers: dict[UUID, Span] = {}
    desk.look()
    for pause in [*pauses, 80]:
        # It is planned anew at any time, with the same outcome.
        line = [
            waiting(desk, number, offers.get(UUID(int=number)))
            for number, queued in enumerate(desk.line)
            if queued.is_ahead()
        ]
        for each in line:
            if not each.is_offered(at(desk.now)):
                offers.pop(each.id, None)
        offers |= plan(line, at(desk.now), lambda _, __: True)
        desk.wait(pause)

    for number, queued in enumerate(desk.line):
        assert shown(offers.get(UUID(int=number))) == (queued.offered, queued.offer_ends)


def test_who_may_not_have_a_slot_is_passed_over() -> None:
    desk = Desk(0, 3, line=[Queued("left", 20, 25, name) for name in ("anna", "bruno", "carla")])
    line = [waiting(desk, number, None) for number in range(3)]

    found = plan(line, at(0), lambda each, instant: each.id.int != 0 or instant == at(3))

    assert {each.int: shown(offer) for each, offer in found.items()} == {
        1: (0, 3),
        0: (3, 6),
        2: (6, 9),
    }
