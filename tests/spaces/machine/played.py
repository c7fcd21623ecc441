"""Random days of a hall: each act is done in the hub and in the plain model alike."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tortoise.backends.base.client import BaseDBAsyncClient

from hub import clock
from hub.act import Act, Order, perform
from hub.actor import Actor, Role, Viewer
from hub.deed import Done
from hub.errors import Refused
from hub.members.models import Person
from hub.spaces import closing, derived
from hub.spaces.booking import book, cancelling, checking_in, deciding, finishing
from hub.spaces.booking import move as moving
from hub.spaces.booking_models import Booking
from hub.spaces.models import Space
from hub.sql import of
from tests.keys import KEYS
from tests.make import accounts, members, spaces
from tests.members.histories import World
from tests.spaces.machine.plain import CHECK_IN_OPENS, MINUTE, House, Room, Shut, Stay

MORNING = spaces.on(date(2027, 10, 31), 0).astimezone(UTC)
"""The day on which the clock shows two o'clock twice."""
STEP = 30 * MINUTE
ROOMS = st.sampled_from(["hall", "left", "right"])
SLOTS = st.tuples(st.integers(0, 40), st.integers(1, 6))
WHICH = st.integers(0, 30)
STATES = f"""SELECT it.id, {of("it", derived.BOOKING_STATE).text.replace("{now}", "$1")} AS state
FROM booking it WHERE it.space_id = ANY ($2)"""  # noqa: S608 - constants


class Days(RuleBasedStateMachine):
    """Whatever happens, the hub and the model say the same."""

    world: World
    """Set by whoever runs it."""

    @initialize()
    def begin(self) -> None:
        self.now = MORNING
        self.house = House()
        self.ids: dict[Stay, UUID] = {}
        self.closures: dict[Shut, UUID] = {}
        self.rooms = {
            "hall": Room("hall", near={"hall", "left", "right"}),
            "left": Room("left", approves=True, near={"hall", "left"}),
            "right": Room("right", checks_in=True, near={"hall", "right"}),
        }
        with clock.freeze(self.now):
            self.spaces, self.guest, self.desk = self.world.runner.run(_made())

    @rule(minutes=st.sampled_from([5, 10, 30, 60, 240]))
    def time_passes(self, minutes: int) -> None:
        self.now += minutes * MINUTE

    @rule(name=ROOMS, slot=SLOTS)
    def book(self, name: str, slot: tuple[int, int]) -> None:
        room, (starts, ends) = self.rooms[name], _time(slot)
        expected = self.house.against(room, starts, ends, now=self.now)
        given = {"space_id": self.spaces[name].id, "person_id": self.guest.person_id}
        id = self._done(
            book.book_space,
            self.guest,
            expected,
            starts_at=starts,
            ends_at=ends,
            title="x",
            **given,
        )
        if id is not None:
            stay = Stay(room, starts, ends, confirmed=False)
            self.house.decide(stay, self.now)
            self.house.stays.append(stay)
            self.ids[stay] = id

    @precondition(lambda self: self.house.stays)
    @rule(which=WHICH, slot=SLOTS)
    def move(self, which: int, slot: tuple[int, int]) -> None:
        stay, (starts, ends) = self._chosen(which), _time(slot)
        is_ahead = stay.state(self.now) in {"REQUESTED", "CONFIRMED"}
        expected: set[str] | None = None
        if is_ahead:
            expected = self.house.against(stay.room, starts, ends, now=self.now, but=stay)
        is_same = (starts, ends) == (stay.starts, stay.ends)
        is_within = stay.starts <= starts and ends <= stay.ends
        if is_ahead and is_same:
            expected = set()
        given = {"starts_at": starts, "ends_at": ends, "asks_again": True}
        if (
            self._change(moving.move_booking, self.guest, stay, expected=expected, **given)
            and not is_same
        ):
            was_confirmed, had_due = stay.confirmed, stay.due
            starts_again = starts != stay.starts
            stay.starts, stay.ends = starts, ends
            self.house.decide(stay, self.now)
            if was_confirmed and is_within and not starts_again:
                stay.confirmed, stay.due = True, had_due
            elif was_confirmed and is_within:
                stay.confirmed = True

    @precondition(lambda self: self.house.stays)
    @rule(which=WHICH, approves=st.booleans())
    def answer(self, which: int, *, approves: bool) -> None:
        stay = self._chosen(which)
        expected: set[str] | None = set() if stay.state(self.now) == "REQUESTED" else None
        given = {} if approves else {"reason": "Serve la sala"}
        act = deciding.approve_booking if approves else deciding.decline_booking
        if self._change(act, self.desk, stay, expected=expected, **given):
            stay.confirmed = approves
            stay.outcome = None if approves else "DECLINED"

    @precondition(lambda self: self.house.stays)
    @rule(which=WHICH)
    def cancel(self, which: int) -> None:
        stay = self._chosen(which)
        is_ahead = stay.state(self.now) in {"REQUESTED", "CONFIRMED"}
        expected: set[str] | None = set() if is_ahead else None
        if self._change(cancelling.cancel_booking, self.guest, stay, expected=expected):
            stay.outcome = "CANCELLED"

    @precondition(lambda self: self.house.stays)
    @rule(which=WHICH)
    def check_in(self, which: int) -> None:
        stay = self._chosen(which)
        is_time = stay.due is not None and stay.starts - CHECK_IN_OPENS <= self.now < stay.due
        may = is_time and stay.state(self.now) in {"CONFIRMED", "ONGOING"}
        codes, _ = self._do(checking_in.check_in, self.guest, booking_id=self.ids[stay])
        if stay.due is not None and not stay.checked_in:
            assert (not codes) == may, (codes, stay, self.now)
            stay.checked_in = may

    @precondition(lambda self: self.house.stays)
    @rule(which=WHICH)
    def finish(self, which: int) -> None:
        stay = self._chosen(which)
        may = stay.state(self.now) == "ONGOING" and stay.starts < self.now
        if self._change(
            finishing.finish_booking, self.guest, stay, expected=set() if may else None
        ):
            stay.ends, stay.checked_in = self.now, True

    @rule(name=ROOMS, slot=SLOTS)
    def close(self, name: str, slot: tuple[int, int]) -> None:
        room, (starts, ends) = self.rooms[name], _time(slot)
        if starts < self.now:
            return
        taken = [
            stay
            for stay in self.house.stays
            if stay.is_in_the_way(room, starts, ends, now=self.now)
        ]
        id = self._done(
            closing.close_space,
            self.desk,
            {"CLOSURE_HAS_BOOKINGS"} if taken else set(),
            space_id=self.spaces[name].id,
            starts_at=starts,
            ends_at=ends,
            reason="Pulizie",
        )
        if id is not None:
            shut = Shut(room, starts, ends)
            self.house.shuts.append(shut)
            self.closures[shut] = id

    @precondition(lambda self: any(not each.is_withdrawn for each in self.house.shuts))
    @rule(which=WHICH)
    def open_again(self, which: int) -> None:
        shuts = [each for each in self.house.shuts if not each.is_withdrawn]
        shut = shuts[which % len(shuts)]
        if shut.starts <= self.now:
            return
        given = {"closure_id": self.closures[shut], "version": 1}
        self._done(closing.withdraw_closure, self.desk, set(), **given)
        shut.is_withdrawn = True

    @invariant()
    def hub_and_model_agree(self) -> None:
        if not hasattr(self, "ids"):
            return
        places = [space.id for space in self.spaces.values()]
        found = {row["id"]: row["state"] for row in self.world.rows(STATES, self.now, places)}
        assert found == {id: stay.state(self.now) for stay, id in self.ids.items()}

    @invariant()
    def nobody_is_double_booked(self) -> None:
        if not hasattr(self, "house"):
            return
        kept = [each for each in self.house.stays if each.keeps(self.now)]
        for number, one in enumerate(kept):
            for two in kept[:number]:
                assert not two.is_in_the_way(one.room, one.starts, one.ends, now=self.now)

    def _chosen(self, which: int) -> Stay:
        return self.house.stays[which % len(self.house.stays)]

    def _change(
        self, act: Act, actor: Actor, /, stay: Stay, *, expected: set[str] | None, **given: Any
    ) -> bool:
        """Whether a booking was changed; None expects that it is refused, for whatever reason."""
        version = self.world.runner.run(_version(self.ids[stay]))
        codes, _ = self._do(act, actor, booking_id=self.ids[stay], version=version, **given)
        if expected is None:
            assert codes, (act.name, stay, self.now)
        else:
            assert set(codes) == expected, (act.name, codes, stay, self.now)
        return not codes

    def _done(self, act: Act, actor: Actor, expected: set[str], **given: Any) -> UUID | None:
        codes, id = self._do(act, actor, **given)
        assert set(codes) == expected, (act.name, codes, given, self.now)
        return None if codes else id

    def _do(self, act: Act, actor: Actor, **given: Any) -> tuple[list[str], UUID | None]:
        with clock.freeze(self.now):
            return self.world.runner.run(_do(act, actor, now=self.now, given=given))


def _time(slot: tuple[int, int]) -> tuple[datetime, datetime]:
    begins, steps = slot
    return MORNING + begins * STEP, MORNING + (begins + steps) * STEP


async def _made() -> tuple[dict[str, Space], Actor, Actor]:
    """A hall and its halves, somebody who books, and the desk."""
    usual: dict[str, Any] = {"needs_membership": False, "start_step_minutes": 30}
    hall = await spaces.space(conditions=await spaces.conditions(**usual))
    left = await spaces.conditions(needs_approval=True, **usual)
    right = await spaces.conditions(check_in_minutes=20, **usual)
    halves = [await spaces.space(parent=hall, conditions=each) for each in (left, right)]
    guest, desk = [await _account(*roles) for roles in ((), (Role.FRONT_DESK,))]
    return dict(zip(("hall", "left", "right"), (hall, *halves), strict=True)), guest, desk


async def _account(*roles: Role) -> Actor:
    person: Person = await members.person()
    account = await accounts.account(person=person)
    return Actor(frozenset(roles), person_id=person.id, account_id=account.id)


async def _do(
    act: Act, actor: Actor, *, now: datetime, given: dict[str, Any]
) -> tuple[list[str], UUID | None]:
    order = Order(Viewer(now, clock.day_of(now), actor), KEYS)

    async def read(_: BaseDBAsyncClient, done: Done) -> UUID | None:
        return done.row_id

    try:
        return [], await perform(act, given, order=order, read=read)
    except Refused as refused:
        return [each.code for each in refused.refusals], None


async def _version(booking_id: UUID) -> int:
    return (await Booking.get(id=booking_id)).version
