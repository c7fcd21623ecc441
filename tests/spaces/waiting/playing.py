"""Random stories of a hall and its halves: each act is done in the hub and on the list of a desk."""
# ruff: noqa: S608 - put together from constants of this code alone

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from tortoise.backends.base.client import BaseDBAsyncClient

from hub import clock
from hub.act import ACTS, Order, perform
from hub.actor import Actor, Viewer
from hub.database import connected
from hub.deed import Done
from hub.errors import Refused
from hub.spaces import derived
from hub.spaces.booking import cancelling, claiming, joining
from hub.spaces.booking.book import book_space
from hub.spaces.booking_models import Booking
from hub.spaces.models import Site, Space
from hub.spaces.terms import SpaceKind
from hub.sql import of
from tests.keys import KEYS
from tests.make import members, spaces
from tests.spaces.waiting.queue_of_people import Booked, Desk, Queued
from tests.spaces.waiting.test_line import PEOPLE, PLACES, at

DONE_HERE = (book_space, cancelling.cancel_booking, claiming.claim_offer, joining.join_waitlist)
"""The modules of these are imported, so their acts are known."""
STARTS = st.sampled_from([40, 45, 50, 60])
LENGTHS = st.sampled_from([5, 10, 20])
STATES = f"""SELECT entry.id, {of("entry", derived.WAITLIST_STATE).text} AS state
FROM waitlist_entry entry WHERE entry.id = ANY($1::uuid[])""".replace("{now}", "$2::timestamptz")


@dataclass
class World:
    """A hub that stories are played in, one after the other."""

    runner: asyncio.Runner
    connection: BaseDBAsyncClient
    people: dict[str, Actor]

    def new(self, **conditions: Any) -> dict[str, UUID]:
        return self.runner.run(_new(conditions))

    def do(self, name: str, person: str, now: datetime, **given: Any) -> tuple[set[str], Any]:
        """The codes that an act is refused with, and the row that it is about."""
        return self.runner.run(_do(name, self.people[person], now, given=given))

    def states(self, ids: list[UUID], now: datetime) -> list[str]:
        found = self.runner.run(self.connection.execute_query_dict(STATES, [ids, now]))
        states = {each["id"]: each["state"] for each in found}
        return [states[id] for id in ids]

    def version(self, booking_id: UUID) -> int:
        return self.runner.run(_version(booking_id))


@contextmanager
def world(url: str) -> Generator[World]:
    with asyncio.Runner() as runner:
        opening = connected(url)
        connection = runner.run(opening.__aenter__())
        try:
            yield World(runner, connection, runner.run(_people()))
        finally:
            runner.run(opening.__aexit__(None, None, None))


async def _people() -> dict[str, Actor]:
    found = {}
    for name in ("anna", "bruno", "carla", "dario"):
        person = await members.person()
        found[name] = Actor(person_id=person.id, account_id=uuid4())
    return found


async def _new(conditions: dict[str, Any]) -> dict[str, UUID]:
    terms = await spaces.conditions(
        **{
            "min_minutes": 5,
            "max_minutes": 600,
            "start_step_minutes": 5,
            "needs_membership": False,
            **conditions,
        }
    )
    hall = await spaces.space(kind=SpaceKind.HALL, conditions=terms, site=await spaces.site())
    site = await Site.get(id=hall.site_id)
    left, right = [
        await spaces.space(parent=hall, site=site, conditions=terms) for _ in ("left", "right")
    ]
    rooms: dict[str, Space] = {"hall": hall, "left": left, "right": right}
    return {name: space.id for name, space in rooms.items()}


async def _do(
    name: str, actor: Actor, now: datetime, *, given: dict[str, Any]
) -> tuple[set[str], UUID | None]:
    order = Order(Viewer(now, now.date(), actor), KEYS)

    async def read(_: BaseDBAsyncClient, done: Done) -> UUID | None:
        return done.row_id

    try:
        with clock.freeze(now):
            return set(), await perform(ACTS[name], given, order=order, read=read)
    except Refused as refused:
        return {each.code for each in refused.refusals}, None


async def _version(booking_id: UUID) -> int:
    return (await Booking.get(id=booking_id)).version


class Playing(RuleBasedStateMachine):
    """Whatever happens, the hub and the desk say the same."""

    world: World
    """Set by whoever runs it."""

    @initialize(
        offer_minutes=st.sampled_from([2, 5, 11]),
        buffer=st.sampled_from([0, 0, 3]),
        decide=st.sampled_from([None, None, 5]),
        places=st.lists(PLACES, min_size=4, max_size=4),
    )
    def begin(
        self, *, offer_minutes: int, buffer: int, decide: int | None, places: list[str]
    ) -> None:
        self.desk = Desk(0, offer_minutes, buffer)
        self.decide = decide
        self.rooms = self.world.new(
            offer_minutes=5 * offer_minutes,
            buffer_before_minutes=5 * buffer,
            buffer_after_minutes=5 * buffer,
            needs_approval=decide is not None,
            decide_minutes_before=5 * (decide or 0),
        )
        self.bookings: dict[UUID, Booked] = {}
        self.entries: dict[UUID, Queued] = {}
        self.book(place=places[0], person="anna", start=40, length=20)
        for place, person in zip(places[1:], ("bruno", "carla", "dario"), strict=True):
            self.join(place=place, person=person, start=40, length=10)

    @rule(place=PLACES, person=PEOPLE, start=STARTS, length=LENGTHS)
    def book(self, *, place: str, person: str, start: int, length: int) -> None:
        self.later()
        start, now = max(start, self.desk.now + 1), at(self.desk.now)
        wish = self.booked(Queued(place, start, start + length, person))
        codes, id = self.world.do("book_space", person, now, title="x", **self.slot(wish))
        assert codes == self.expected(wish)
        if id is not None:
            self.bookings[id] = wish
            self.desk.book(wish)
        self.agrees()

    @precondition(lambda self: self.likely("OFFERED"))
    @rule(data=st.data(), person=PEOPLE, place=PLACES)
    def snatch(self, data: st.DataObject, person: str, place: str) -> None:
        """Somebody tries to have a time that is kept."""
        entry = self.entries[data.draw(st.sampled_from(self.likely("OFFERED")))]
        self.book(place=place, person=person, start=entry.start, length=10)

    @precondition(lambda self: any(each.holds(self.desk.now) for each in self.bookings.values()))
    @rule(place=PLACES, person=PEOPLE, start=STARTS, length=LENGTHS)
    def join(self, *, place: str, person: str, start: int, length: int) -> None:
        self.later()
        start = max(start, self.desk.now + 1)
        wish = Queued(place, start, start + length, person)
        codes, id = self.world.do(
            "join_waitlist", person, at(self.desk.now), title="x", **self.slot(wish)
        )
        waits = any(
            each.person == person
            and each.space == place
            and each.is_ahead()
            and each.start < wish.end
            and wish.start < each.end
            for each in self.desk.line
        )
        expected = {"ALREADY_WAITING"} if waits else set()
        if not self.desk.in_the_way(wish, of=person):
            expected.add("SLOT_IS_FREE")
        assert codes == expected
        if id is not None:
            self.entries[id] = wish
            self.desk.line.append(wish)
            self.desk.look()
        self.agrees()

    @precondition(lambda self: self.entries)
    @rule(data=st.data())
    def leave(self, data: st.DataObject) -> None:
        self.later()
        id = data.draw(st.sampled_from(self.likely("OFFERED") or list(self.entries)))
        entry = self.entries[id]
        codes, _ = self.world.do("leave_waitlist", entry.person, at(self.desk.now), entry_id=id)
        ended = {"EXPIRED": {"OFFER_ENDED"}, "WAITING": set(), "OFFERED": set()}
        assert codes == ended.get(entry.state, {"NOT_WAITING"})
        if not codes:
            entry.state = "LEFT"
            self.desk.look()
        self.agrees()

    @precondition(lambda self: self.entries)
    @rule(data=st.data())
    def claim(self, data: st.DataObject) -> None:
        self.later()
        id = data.draw(st.sampled_from(self.likely("OFFERED") or list(self.entries)))
        entry = self.entries[id]
        codes, booking_id = self.world.do(
            "claim_offer", entry.person, at(self.desk.now), entry_id=id
        )
        match entry.state:
            case "OFFERED":
                assert not codes
                assert booking_id is not None
                self.bookings[booking_id] = wish = self.booked(entry)
                entry.state = "CLAIMED"
                self.desk.book(wish)
            case "WAITING":
                assert codes in ({"NOT_OFFERED"}, {"HELD_FOR_ANOTHER"})
            case "EXPIRED":
                assert codes == {"OFFER_ENDED"}
            case _:
                assert codes == {"NOT_WAITING"}
        self.agrees()

    @precondition(lambda self: self.bookings)
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        self.later()
        booked = {
            id: each
            for id, each in self.bookings.items()
            if each.holds(self.desk.now) and self.desk.now < each.start
        }
        if not booked:
            return
        id = data.draw(st.sampled_from(list(booked)))
        booking = booked[id]
        version = self.world.version(id)
        codes, _ = self.world.do(
            "cancel_booking", booking.person, at(self.desk.now), booking_id=id, version=version
        )
        assert not codes
        booking.is_off = True
        self.desk.look()
        self.agrees()

    @rule(minutes=st.integers(1, 8))
    def wait(self, minutes: int) -> None:
        self.desk.wait(minutes)
        self.agrees()

    def later(self) -> None:
        """No two acts are done at one instant: who was first is never in doubt."""
        self.desk.wait(1)

    def likely(self, state: str) -> list[UUID]:
        return [id for id, each in self.entries.items() if each.state == state]

    def agrees(self) -> None:
        ids = list(self.entries)
        expected = [self.entries[id].state for id in ids]
        assert self.world.states(ids, at(self.desk.now)) == expected

    def booked(self, slot: Queued) -> Booked:
        lapses = None
        if self.decide is not None:
            lapses = slot.start - self.decide
            lapses = lapses if self.desk.now < lapses else slot.start
        return Booked(slot.space, slot.start, slot.end, slot.person, lapses)

    def slot(self, wish: Booked | Queued) -> dict[str, Any]:
        return {
            "space_id": self.rooms[wish.space],
            "starts_at": at(wish.start),
            "ends_at": at(wish.end),
        }

    def expected(self, wish: Booked) -> set[str]:
        """The codes of what is in the way of a booking."""
        codes = set()
        for each in self.desk.in_the_way(wish, of=wish.person):
            is_direct = each.start < wish.end and wish.start < each.end
            if not is_direct:
                codes.add("BUFFER_CONFLICT")
            elif isinstance(each, Queued):
                codes.add("HELD_FOR_ANOTHER")
            elif each.space == wish.space:
                codes.add("SLOT_TAKEN")
            else:
                codes.add("CONFLICT_IN_HIERARCHY")
        return codes
