"""What is done with closures in random days."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from hub.spaces import closing
from hub.spaces.terms import AffectedBookings
from tests.spaces.machine.hall import DESK
from tests.spaces.machine.plain import Slot
from tests.spaces.machine.played import ROOMS, TIMES, WHICH, Played

CHOICES = st.sampled_from([None, AffectedBookings.CANCEL, AffectedBookings.MOVE])
ELSEWHERE = {"hall": "left", "left": "right", "right": "left"}
"""Where those are to go who cannot stay; half of a hall is shut with it."""


class Closures(Played):
    """Shutting a room, with all that becomes of who has it, and opening it again."""

    @rule(name=ROOMS, time=TIMES, choice=CHOICES)
    def close(self, name: str, time: tuple[int, int], choice: AffectedBookings | None) -> None:
        self._close(self.slot(name, time), choice)

    @precondition(lambda self: self.house.stays)
    @rule(which=WHICH, choice=CHOICES)
    def close_what_is_booked(self, which: int, choice: AffectedBookings | None) -> None:
        stay = self.a_stay(which)
        self._close(Slot(stay.room, max(stay.starts, self.now), stay.ends), choice)

    def _close(self, slot: Slot, choice: AffectedBookings | None) -> None:
        if slot.ends <= slot.starts:
            return
        to = ELSEWHERE[slot.room.name]
        elsewhere = self.rooms[to] if choice is AffectedBookings.MOVE else None
        expected = self.house.against_shutting(
            slot, is_told=choice is not None, elsewhere=elsewhere
        )
        given: dict[str, Any] = {**self.told(slot), "reason": "Pulizie", "bookings": choice}
        given["move_to_id"] = self.hall.rooms[to] if elsewhere else None
        id = self.done(closing.close_space, DESK, expected, **given)
        if id is not None:
            self.house.shut(slot, elsewhere)
            self.closures[slot] = id
            self.house.look()

    @precondition(lambda self: self.closures)
    @rule(which=WHICH)
    def open_again(self, which: int) -> None:
        shuts = list(self.closures)
        shut = shuts[which % len(shuts)]
        expected = {"CLOSURE_OVER"} if shut.ends <= self.now else set()
        given = {"closure_id": self.closures[shut], "version": 1}
        if self.done(closing.withdraw_closure, DESK, expected, **given) is not None:
            self.house.open_again(shut)
            del self.closures[shut]
            self.house.look()
