"""What is done with bookings in random days."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from hub.spaces.booking import cancelling, checking_in, deciding, finishing
from hub.spaces.booking import move as moving
from tests.spaces.machine.hall import DESK
from tests.spaces.machine.house import CHECK_IN_OPENS
from tests.spaces.machine.played import PERSONS, ROOMS, TIMES, WHICH, Played

HAS_STAYS = precondition(lambda self: self.house.stays)


class Bookings(Played):
    """Booking, and what becomes of a booking."""

    @rule(name=ROOMS, time=TIMES, person=PERSONS)
    def book(self, name: str, time: tuple[int, int], person: str) -> None:
        self.have(self.slot(name, time), person)

    @HAS_STAYS
    @rule(which=WHICH, time=TIMES, name=st.none() | ROOMS)
    def move(self, which: int, time: tuple[int, int], name: str | None) -> None:
        stay = self.a_stay(which)
        slot = self.slot(name or stay.room.name, time)
        is_same = (slot.room, slot.starts, slot.ends) == (stay.room, stay.starts, stay.ends)
        expected = set() if is_same else self.house.against(slot, stay.person, but=stay)
        given: dict[str, Any] = {**self.told(slot), "asks_again": True}
        if not stay.is_ahead(self.now):
            self.changed(moving.move_booking, stay.person, stay, can_be=False, **given)
            return
        id = self.ids[stay]
        given |= {"booking_id": id, "version": self.known[id].version}
        if self.done(moving.move_booking, stay.person, expected, **given) and not is_same:
            self.house.move(stay, slot)
            self.house.look()

    @HAS_STAYS
    @rule(which=WHICH, approves=st.booleans())
    def answer(self, which: int, *, approves: bool) -> None:
        stay = self.a_stay(which)
        given = {} if approves else {"reason": "Serve la sala"}
        act = deciding.approve_booking if approves else deciding.decline_booking
        can_be = stay.state(self.now) == "REQUESTED"
        if self.changed(act, DESK, stay, can_be=can_be, **given):
            if approves:
                self.house.confirm(stay, is_confirmed=True)
            else:
                stay.outcome = "DECLINED"
            self.house.look()

    @HAS_STAYS
    @rule(which=WHICH)
    def cancel(self, which: int) -> None:
        stay = self.a_stay(which)
        can_be = stay.is_ahead(self.now)
        if self.changed(cancelling.cancel_booking, stay.person, stay, can_be=can_be):
            stay.outcome = "CANCELLED"
            self.house.look()

    @HAS_STAYS
    @rule(which=WHICH)
    def check_in(self, which: int) -> None:
        stay = self.a_stay(which)
        is_time = stay.starts - CHECK_IN_OPENS <= self.now and not stay.checked_in
        may = is_time and stay.state(self.now) in {"CONFIRMED", "ONGOING"}
        if not may and self.is_left_out():
            return
        given = {"booking_id": self.ids[stay]}
        codes, _ = self.hall.do(checking_in.check_in, stay.person, self.now, **given)
        assert may is not bool(codes), (codes, stay, self.now)
        stay.checked_in = stay.checked_in or may

    @HAS_STAYS
    @rule(which=WHICH)
    def finish(self, which: int) -> None:
        stay = self.a_stay(which)
        can_be = stay.state(self.now) == "ONGOING" and stay.starts < self.now
        if self.changed(finishing.finish_booking, stay.person, stay, can_be=can_be):
            stay.ends, stay.checked_in = self.now, True
            self.house.look()
