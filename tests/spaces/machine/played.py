"""Random days of a hall: each act is done in the hub and in the plain model alike."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from hub.act import Act
from hub.spaces.booking import book
from tests.spaces.machine.hall import MORNING, OFFER_MINUTES, PEOPLE, Hall, Known
from tests.spaces.machine.house import House
from tests.spaces.machine.plain import MINUTE, Room, Slot, Stay, Turn

STEP = 30 * MINUTE
PERSONS = st.sampled_from(PEOPLE)
ROOMS = st.sampled_from(["hall", "left", "right"])
TIMES = st.tuples(st.integers(-1, 12), st.integers(1, 6))
"""When something begins, from now on, and how long it is, in steps of the grid."""
WHICH = st.integers(0, 20)
TRIED = 4


class Played(RuleBasedStateMachine):
    """Whatever happens, the hub and the model say the same."""

    hall: Hall
    """Set by whoever runs it."""

    def set_up(self) -> None:
        near = {"hall": {"hall", "left", "right"}, "left": {"hall", "left"}}
        near["right"] = {"hall", "right"}
        self.rooms = {
            name: Room(name, timedelta(minutes=minutes), near=near[name])
            for name, minutes in OFFER_MINUTES.items()
        }
        self.rooms["left"].approves = self.rooms["right"].checks_in = True
        self.house = House(MORNING)
        self.ids: dict[Stay | Turn, UUID] = {}
        self.closures: dict[Slot, UUID] = {}
        self.known: dict[UUID, Known] = {}
        self.in_vain = 0

    def teardown(self) -> None:
        self.hall.clear()

    @rule(minutes=st.sampled_from([5, 10, 30, 60, 240]))
    def time_passes(self, minutes: int) -> None:
        self.house.wait(minutes)

    @invariant()
    def hub_and_model_agree(self) -> None:
        self.known = self.hall.known(self.now)
        expected = {self.ids[each]: each.state(self.now) for each in self.house.stays}
        expected |= {self.ids[each]: each.state for each in self.house.line}
        assert {id: each.state for id, each in self.known.items()} == expected

    @invariant()
    def nobody_is_double_booked(self) -> None:
        """Nor is anything offered that somebody has, or that is offered to another."""
        kept: list[Slot] = [*self.house.kept(), *self.house.offers()]
        for number, one in enumerate(kept):
            assert not any(one.meets(two) for two in kept[:number])

    @property
    def now(self) -> datetime:
        return self.house.now

    def slot(self, name: str, time: tuple[int, int]) -> Slot:
        begins, steps = time
        starts = MORNING + (-((MORNING - self.now) // STEP) + begins) * STEP
        return Slot(self.rooms[name], starts, starts + steps * STEP)

    def told(self, slot: Slot) -> dict[str, Any]:
        """A slot as acts are told it."""
        return {
            "space_id": self.hall.rooms[slot.room.name],
            "starts_at": slot.starts,
            "ends_at": slot.ends,
        }

    def a_stay(self, which: int) -> Stay:
        """A booking, most likely one that stands."""
        stays = sorted(self.house.stays, key=lambda each: not each.keeps(self.now))
        return stays[min(which // 2, len(stays) - 1)]

    def have(self, slot: Slot, person: str) -> None:
        """Let somebody book a slot, if that can be."""
        expected = self.house.against(slot, person)
        id = self.done(book.book_space, person, expected, title="x", **self.told(slot))
        if id is not None:
            self.ids[self.house.book(slot, person)] = id
            self.house.look()

    def is_left_out(self) -> bool:
        """Whether something that must be refused is not even tried: one in four is, for most that
        is drawn is about what is over.
        """
        self.in_vain += 1
        return self.in_vain % TRIED != 0

    def done(self, act: Act, who: str, expected: set[str], **given: Any) -> UUID | None:
        """The row that an act is about; None if it was refused, as was expected."""
        codes, id = self.hall.do(act, who, self.now, **given)
        assert codes == expected, (act.name, codes, given, self.now)
        return id

    def changed(self, act: Act, who: str, stay: Stay, *, can_be: bool, **given: Any) -> bool:
        """Whether a booking was changed; what cannot be is refused, for whatever reason."""
        if not can_be and self.is_left_out():
            return False
        id = self.ids[stay]
        given |= {"booking_id": id, "version": self.known[id].version}
        codes, _ = self.hall.do(act, who, self.now, **given)
        assert can_be is not bool(codes), (act.name, codes, stay, self.now)
        return can_be
