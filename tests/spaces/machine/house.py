"""What a house comes to in which people book, shut and wait: minutes counted, all looked at anew."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from tests.spaces.machine.plain import MINUTE, Room, Slot, Stay, Turn

TICK = 5 * MINUTE
"""Whatever happens by the clock happens at one of these."""
CHECK_IN_OPENS, CHECK_IN_CLOSES = 15 * MINUTE, 20 * MINUTE
TAKEN = {"SLOT_TAKEN", "CONFLICT_IN_HIERARCHY", "HELD_FOR_ANOTHER"}


@dataclass
class House:
    """All bookings and closures of a hall and its halves, and who waits; somebody with a watch sees
    to the line.
    """

    now: datetime
    stays: list[Stay] = field(default_factory=list)
    shuts: list[Slot] = field(default_factory=list)
    line: list[Turn] = field(default_factory=list)
    """The first in line first."""

    def wait(self, minutes: int) -> None:
        until = self.now + minutes * MINUTE
        while self.now < until:
            self.now += TICK
            self.look()

    def look(self) -> None:
        """See whose offer is over, then call up who can have something."""
        for each in self.line:
            if each.is_open() and min(each.offer_ends or each.starts, each.starts) <= self.now:
                each.state = "EXPIRED"
        for each in self.line:
            if each.state == "WAITING" and self._is_free(each):
                each.state = "OFFERED"
                each.offer_ends = self.now + each.room.offer

    def _is_free(self, slot: Slot) -> bool:
        kept = (*self.kept(), *self.offers(), *self.shuts)
        return not any(each.meets(slot) for each in kept)

    def kept(self, *, but: Stay | None = None) -> Iterator[Stay]:
        yield from (each for each in self.stays if each is not but and each.keeps(self.now))

    def offers(self, *, but_of: str | None = None) -> Iterator[Turn]:
        for each in self.line:
            if each.state == "OFFERED" and each.person != but_of:
                yield each

    def against(self, wish: Slot, person: str, *, but: Stay | None = None) -> set[str]:
        """The codes of what stands against somebody's having a slot."""
        codes = set()
        if wish.starts < self.now:
            codes.add("START_PASSED")
        if any(each.meets(wish) for each in self.shuts):
            codes.add("SPACE_CLOSED")
        if any(each.meets(wish) for each in self.offers(but_of=person)):
            codes.add("HELD_FOR_ANOTHER")
        for stay in self.kept(but=but):
            if stay.meets(wish):
                codes.add("SLOT_TAKEN" if stay.room is wish.room else "CONFLICT_IN_HIERARCHY")
        return codes

    def against_waiting(self, wish: Slot, person: str) -> set[str]:
        found = self.against(wish, person)
        codes = found - TAKEN if found else {"SLOT_IS_FREE"}
        for each in self.line:
            if each.person == person and each.is_open() and each.room is wish.room:
                codes |= {"ALREADY_WAITING"} if each.meets(wish) else set()
        return codes

    def book(self, slot: Slot, person: str) -> Stay:
        stay = Stay(slot.room, slot.starts, slot.ends, person)
        self.stays.append(stay)
        self.confirm(stay, is_confirmed=not stay.room.approves)
        self._take_up(stay)
        return stay

    def move(self, stay: Stay, slot: Slot) -> None:
        is_here = slot.room is stay.room
        is_within = is_here and stay.starts <= slot.starts and slot.ends <= stay.ends
        may_stay = stay.confirmed and is_within
        if not is_here or slot.starts != stay.starts:
            stay.checked_in = False
        stay.room, stay.starts, stay.ends = slot.room, slot.starts, slot.ends
        self.confirm(stay, is_confirmed=may_stay or not stay.room.approves)
        self._take_up(stay)

    def confirm(self, stay: Stay, *, is_confirmed: bool) -> None:
        stay.confirmed = is_confirmed
        stay.checked_in = stay.checked_in and is_confirmed
        is_due = is_confirmed and stay.room.checks_in
        stay.due = max(stay.starts, self.now) + CHECK_IN_CLOSES if is_due else None

    def claim(self, turn: Turn) -> Stay:
        turn.state = "CLAIMED"
        stay = self.book(turn, turn.person)
        stay.took_up = True
        return stay

    def _take_up(self, stay: Stay) -> None:
        """Who books a time that is kept for them has taken it up by that."""
        for each in self.line:
            if each.state == "OFFERED" and each.person == stay.person and each.meets(stay):
                each.state = "LEFT" if stay.took_up else "CLAIMED"
                stay.took_up = True

    def shut(self, slot: Slot, elsewhere: Room | None = None) -> None:
        """Nobody has the slot any more: who is in it leaves as it begins, who would come does not,
        or goes elsewhere.
        """
        in_it, to_come = self._in_the_way(slot)
        for stay in in_it:
            stay.ends = slot.starts
            if stay.due is not None and stay.ends <= stay.due and not stay.checked_in:
                stay.due = None
        for stay in to_come:
            if elsewhere is None:
                stay.outcome = "CANCELLED"
            else:
                stay.room = elsewhere
        self.shuts.append(slot)

    def against_shutting(self, slot: Slot, *, is_told: bool, elsewhere: Room | None) -> set[str]:
        """What stands against it; `is_told`: it is said what becomes of who has the slot."""
        if slot.starts < self.now:
            return {"INSTANT_PASSED"}
        in_it, to_come = self._in_the_way(slot)
        if elsewhere is None:
            return {"CLOSURE_HAS_BOOKINGS"} if not is_told and (in_it or to_come) else set()
        if elsewhere.name in slot.room.near:
            return {"MOVE_TARGET_UNFIT"}
        kept = [*(each for each in self.kept() if each not in to_come), *self.offers(), *self.shuts]
        for number, stay in enumerate(to_come):
            there = Slot(elsewhere, stay.starts, stay.ends)
            before = [Slot(elsewhere, each.starts, each.ends) for each in to_come[:number]]
            if any(each.meets(there) for each in (*kept, *before)):
                return {"CLOSURE_HAS_BOOKINGS"}
        return set()

    def _in_the_way(self, slot: Slot) -> tuple[list[Stay], list[Stay]]:
        """Who is there as it begins, and who would come later."""
        met = [each for each in self.kept() if each.meets(slot)]
        in_it = [each for each in met if each.starts <= self.now and each.starts < slot.starts]
        return in_it, [each for each in met if each not in in_it]

    def open_again(self, shut: Slot) -> None:
        if shut.starts < self.now:
            shut.ends = self.now
        else:
            self.shuts.remove(shut)
