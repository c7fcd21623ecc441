"""What is done with waiting lists in random days."""

from hypothesis.stateful import precondition, rule

from hub.spaces.booking import claiming, joining
from tests.spaces.machine.plain import Slot, Turn
from tests.spaces.machine.played import PERSONS, ROOMS, WHICH, Played

HAS_LINE = precondition(lambda self: self.house.line)


class Lines(Played):
    """Waiting for what is taken, and taking up what is offered."""

    @precondition(lambda self: self.house.stays)
    @rule(which=WHICH, name=ROOMS, person=PERSONS)
    def join(self, which: int, name: str, person: str) -> None:
        """Who joins waits for a time in which somebody has a room."""
        if any(each.joined == self.now for each in self.house.line):
            # No two join at one instant: who was first is never in doubt.
            self.house.wait(5)
        stay = self.a_stay(which)
        turn = Turn(self.rooms[name], stay.starts, stay.ends, person, self.now)
        expected = self.house.against_waiting(turn, person)
        id = self.done(joining.join_waitlist, person, expected, title="x", **self.told(turn))
        if id is not None:
            self.house.line.append(turn)
            self.ids[turn] = id
            self.house.look()

    @HAS_LINE
    @rule(which=WHICH)
    def leave(self, which: int) -> None:
        turn = self.a_turn(which)
        if not turn.is_open() and self.is_left_out():
            return
        expected = set() if turn.is_open() else self._against_claiming(turn)
        given = {"entry_id": self.ids[turn]}
        if self.done(joining.leave_waitlist, turn.person, expected, **given) is not None:
            turn.state = "LEFT"
            self.house.look()

    @HAS_LINE
    @rule(which=WHICH)
    def claim(self, which: int) -> None:
        turn = self.a_turn(which)
        if not turn.is_open() and self.is_left_out():
            return
        expected = self._against_claiming(turn)
        id = self.done(claiming.claim_offer, turn.person, expected, entry_id=self.ids[turn])
        if id is not None:
            self.ids[self.house.claim(turn)] = id
            self.house.look()

    @HAS_LINE
    @rule(which=WHICH, name=ROOMS, person=PERSONS)
    def snatch(self, which: int, name: str, person: str) -> None:
        """Somebody books, or tries to, what another waits for."""
        turn = self.a_turn(which)
        self.have(Slot(self.rooms[name], turn.starts, turn.ends), person)

    def _against_claiming(self, turn: Turn) -> set[str]:
        if turn.state == "OFFERED":
            return self.house.against(turn, turn.person)
        if turn.state == "WAITING":
            is_held = any(each.meets(turn) for each in self.house.offers())
            return {"HELD_FOR_ANOTHER"} if is_held else {"NOT_OFFERED"}
        return {"OFFER_ENDED"} if turn.state == "EXPIRED" else {"NOT_WAITING"}

    def a_turn(self, which: int) -> Turn:
        """One of those who may yet have a turn, if there are any."""
        turns = [each for each in self.house.line if each.is_open()]
        turns += [each for each in self.house.line if not each.is_open()]
        return turns[min(which // 4, len(turns) - 1)]
