"""Closing sites and spaces: no booking is lost in silence, and none stays where nobody comes in."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hub import clock
from hub.actor import Actor
from hub.record.models import AuditEntry, OutboxEvent
from hub.spaces.booking_models import Booking, BookingBlock, SkippedOccurrence
from hub.spaces.facts import facts_of
from hub.spaces.models import Space
from hub.spaces.opening_models import Closure
from hub.spaces.rules import booking_state
from tests.make import members, spaces
from tests.make.spaces import HOUR, tomorrow_at
from tests.mutating.doing import Doing

STANDING = """problems { code path ... on ClosureHasBookingsProblem { count bookings {
    id space startsAt title holder } } }"""


def at(instant: datetime) -> str:
    return instant.isoformat()


def tomorrow(space: Space, **given: Any) -> dict[str, Any]:
    return {
        "spaceId": f"space_{space.id}",
        "startsAt": at(tomorrow_at(0)),
        "endsAt": at(tomorrow_at(0) + 24 * HOUR),
        "reason": "Imbiancatura",
        **given,
    }


async def state_of(booking: Booking) -> str:
    row = await Booking.get(id=booking.id)
    return booking_state(facts_of(row), clock.now()).name


async def test_a_free_space_is_shut(doing: Doing, desk: Actor) -> None:
    room = await spaces.space()

    shown = "closure { state reason withdrawnAt space { id } } bookings { id } bookingCount"
    answer = await doing.done("closeSpace", desk, shown, **tomorrow(room))

    assert answer == {
        "closure": {
            "state": "CLOSED",
            "reason": "Imbiancatura",
            "withdrawnAt": None,
            "space": {"id": f"space_{room.id}"},
        },
        "bookings": [],
        "bookingCount": 0,
    }


async def test_bookings_are_listed_until_it_is_said_what_becomes_of_them(
    doing: Doing, desk: Actor
) -> None:
    room = await spaces.space("Sala Liuto")
    alfa = await members.organization("Alfa")
    booking = await spaces.booking(tomorrow_at(9), space=room, organization=alfa, title="Consiglio")
    await spaces.booking(tomorrow_at(0) - HOUR, space=room)
    await spaces.booking(tomorrow_at(0) + 24 * HOUR, space=room)

    query = f"""mutation ($input: CloseSpaceInput!) {{
        closeSpace(input: $input) {{ {STANDING} }} }}"""
    answer = await doing.answer(query, desk, input=tomorrow(room))

    assert (
        answer["data"]["closeSpace"]["problems"]
        == [
            {
                "code": "CLOSURE_HAS_BOOKINGS",
                "path": ["input", "bookings"],
                "count": 1,
                "bookings": [
                    {
                        "id": f"booking_{booking.id}",
                        "space": "Sala Liuto",
                        "startsAt": tomorrow_at(9).astimezone(UTC).isoformat(),
                        "title": "Consiglio",
                        "holder": "Alfa",
                    }
                ],
            }
        ]
        or answer
    )
    assert not await Closure.exists()


async def test_bookings_are_cancelled_for_nothing_and_their_people_told(
    doing: Doing, desk: Actor
) -> None:
    room = await spaces.space()
    booking = await spaces.booking(
        tomorrow_at(9), space=room, price="30.00", pool_minutes=60, sequence=2
    )
    request = await spaces.request(tomorrow_at(11), space=room)
    outside = await spaces.booking(tomorrow_at(0) + 30 * HOUR, space=room)

    shown = "bookings { id state cancelReason cancellationFee poolMinutes } bookingCount"
    answer = await doing.done("closeSpace", desk, shown, **tomorrow(room, bookings="CANCEL"))

    assert [each["id"] for each in answer["bookings"]] == [
        f"booking_{booking.id}",
        f"booking_{request.id}",
    ]
    assert answer["bookings"][0] == {
        "id": f"booking_{booking.id}",
        "state": "CANCELLED",
        "cancelReason": "Imbiancatura",
        "cancellationFee": "0.00",
        "poolMinutes": 0,
    }
    assert await state_of(outside) == "CONFIRMED"
    row = await Booking.get(id=booking.id)
    assert (row.sequence, row.cancelled_by_id) == (3, desk.person_id)
    events = await OutboxEvent.filter(kind="booking.changed").order_by("subject_id")
    assert [(each.subject_id, each.payload["change"]) for each in events] == [
        (booking.id, "CANCELLED"),
        (request.id, "CANCELLED"),
    ]


async def test_what_contains_the_space_and_lies_within_it_is_shut_as_well(
    doing: Doing, desk: Actor
) -> None:
    hall = await spaces.space("Sala")
    left = await spaces.space("Metà", parent=hall)
    right = await spaces.space("Altra metà", parent=hall)
    of_hall = await spaces.booking(tomorrow_at(9), space=hall)
    beside = await spaces.booking(tomorrow_at(14), space=right)

    answer = await doing.done(
        "closeSpace", desk, "bookings { id }", **tomorrow(left, bookings="CANCEL")
    )

    assert answer["bookings"] == [{"id": f"booking_{of_hall.id}"}]
    assert await state_of(beside) == "CONFIRMED"
    assert await doing.codes("closeSpace", desk, **tomorrow(hall)) == ["CLOSURE_HAS_BOOKINGS"]


async def test_what_is_under_way_ends_when_the_place_shuts(doing: Doing, desk: Actor) -> None:
    room = await spaces.space()
    now = clock.now()
    booking = await spaces.booking(now - HOUR, length=3 * HOUR, space=room)
    given = tomorrow(room, startsAt=at(now + HOUR), bookings="CANCEL")

    await doing.done("closeSpace", desk, **given)

    row = await Booking.get(id=booking.id)
    assert (row.finished_at, row.blocked_until, row.cancelled_at) == (
        now + HOUR,
        now + HOUR,
        None,
    )
    assert (await OutboxEvent.get(kind="booking.changed")).payload["change"] == "MOVED"


async def test_who_could_still_check_in_has_missed_nothing(doing: Doing, desk: Actor) -> None:
    room = await spaces.space()
    now = clock.now()
    booking = await spaces.booking(now - HOUR / 4, space=room, check_in_due_at=now + HOUR / 4)

    await doing.done("closeSpace", desk, **tomorrow(room, startsAt=None, bookings="CANCEL"))

    with clock.freeze(now + HOUR):
        assert await state_of(booking) == "FINISHED"


async def test_what_only_seems_to_keep_the_space_is_let_go(doing: Doing, desk: Actor) -> None:
    room = await spaces.space()
    now = clock.now()
    missed = await spaces.booking(
        now - HOUR, length=5 * HOUR, space=room, check_in_due_at=now - HOUR / 2
    )

    await doing.done("closeSpace", desk, **tomorrow(room, startsAt=None))

    assert await state_of(missed) == "NO_SHOW"
    assert (await Booking.get(id=missed.id)).released_at == now
    assert not await BookingBlock.exists()


async def test_each_booking_is_told_in_the_record(doing: Doing, desk: Actor) -> None:
    room = await spaces.space()
    bookings = [await spaces.booking(tomorrow_at(hour), space=room) for hour in (9, 11)]

    await doing.done("closeSpace", desk, **tomorrow(room, bookings="CANCEL"))

    entry = await AuditEntry.get()
    assert {str(each.id) for each in bookings} <= {*map(str, entry.subjects)}
    rows = await Booking.all()
    assert {(row.version, row.sequence) for row in rows} == {(2, 1)}
    assert not await BookingBlock.exists()


async def test_dates_that_a_series_loses_can_be_added_again(doing: Doing, desk: Actor) -> None:
    room = await spaces.space()
    series = await spaces.series(space=room, person=await members.person())
    day = clock.today() + timedelta(days=1)
    await spaces.booking(tomorrow_at(9), space=room, series=series, occurs_on=day)

    await doing.done("closeSpace", desk, **tomorrow(room, bookings="CANCEL"))

    skipped = await SkippedOccurrence.get(series_id=series.id)
    assert (skipped.occurs_on, skipped.reason, skipped.resolved_at) == (day, "CLOSED", None)


class TestMoving:
    """With MOVE, bookings are had in another space, all or none."""

    async def room(self) -> Space:
        return await spaces.space("Sala", capacity=10)

    async def other(self, room: Space, **given: Any) -> Space:
        return await spaces.space("Altra", site_id=room.site_id, **{"capacity": 8, **given})

    def given(self, room: Space, other: Space) -> dict[str, Any]:
        return tomorrow(room, bookings="MOVE", moveToId=f"space_{other.id}")

    async def test_all_are_moved(self, doing: Doing, desk: Actor) -> None:
        room = await self.room()
        other = await self.other(room)
        booking = await spaces.booking(tomorrow_at(9), space=room, attendees=8)
        later = await spaces.booking(tomorrow_at(10), space=room)
        await spaces.booking(tomorrow_at(11), space=other)

        shown = "bookings { id space { id } }"
        answer = await doing.done("closeSpace", desk, shown, **self.given(room, other))

        assert answer["bookings"] == [
            {"id": f"booking_{each.id}", "space": {"id": f"space_{other.id}"}}
            for each in (booking, later)
        ]
        assert (await Booking.get(id=booking.id)).sequence == 1
        events = await OutboxEvent.filter(kind="booking.changed")
        assert {each.payload["change"] for each in events} == {"MOVED"}

    @pytest.mark.parametrize(
        "reason", ["taken", "small", "shut", "hours", "day", "let", "retired", "not booked"]
    )
    async def test_none_is_moved_if_one_cannot_be_had_there(
        self, doing: Doing, desk: Actor, reason: str
    ) -> None:
        room = await self.room()
        different: dict[str, dict[str, Any]] = {
            "small": {"capacity": 3},
            "retired": {"ends_on": clock.today() + timedelta(days=1)},
            "not booked": {"is_bookable": False},
        }
        other = await self.other(room, **different.get(reason, {}))
        booking = await spaces.booking(tomorrow_at(9), space=room, attendees=8)
        if reason == "taken":
            await spaces.booking(tomorrow_at(9, 30), space=other)
        if reason == "shut":
            await spaces.closure(space=other)
        if reason == "hours":
            await spaces.opening_hours(tomorrow_at(9).isoweekday(), 9, 10, space=other)
            await spaces.booking(tomorrow_at(10), length=HOUR / 2, space=room)
        if reason == "day":
            await spaces.opening_exception(occurs_on=tomorrow_at(9).date(), space=other)
        if reason == "let":
            await spaces.lease(space=other)

        problems = await doing.problems("closeSpace", desk, **self.given(room, other))

        assert problems == [("CLOSURE_HAS_BOOKINGS", "moveToId")]
        assert (await Booking.get(id=booking.id)).space_id == room.id

    async def test_bookings_of_two_halves_do_not_fit_one_room(
        self, doing: Doing, desk: Actor
    ) -> None:
        hall = await self.room()
        other = await self.other(hall)
        for name in ("left", "right"):
            half = await spaces.space(name, parent=hall)
            await spaces.booking(tomorrow_at(9), space=half)

        assert await doing.codes("closeSpace", desk, **self.given(hall, other)) == [
            "CLOSURE_HAS_BOOKINGS"
        ]

    async def test_what_nobody_came_to_does_not_stand_in_the_way(
        self, doing: Doing, desk: Actor
    ) -> None:
        room = await self.room()
        other = await self.other(room)
        now = clock.now()
        await spaces.booking(now - HOUR, length=4 * HOUR, space=other, check_in_due_at=now)
        booking = await spaces.booking(now + HOUR, space=room)

        given = {**self.given(room, other), "startsAt": at(now)}
        await doing.done("closeSpace", desk, **given)

        assert (await Booking.get(id=booking.id)).space_id == other.id

    async def test_the_other_space_is_another_one_of_the_site(
        self, doing: Doing, desk: Actor
    ) -> None:
        room = await self.room()
        half = await spaces.space(parent=room)
        elsewhere = await spaces.space()
        for other in (room, half, elsewhere):
            problems = await doing.problems("closeSpace", desk, **self.given(room, other))
            assert problems == [("MOVE_TARGET_UNFIT", "moveToId")]

    async def test_moving_and_its_space_go_together(self, doing: Doing, desk: Actor) -> None:
        room = await self.room()
        other = await self.other(room)
        for given in ({"bookings": "MOVE"}, {"moveToId": f"space_{other.id}"}):
            problems = await doing.problems("closeSpace", desk, **tomorrow(room, **given))
            assert problems == [("MOVE_TARGET_UNASKED", "moveToId")]


async def test_a_site_is_shut_with_all_its_spaces(doing: Doing, desk: Actor) -> None:
    room = await spaces.space()
    booking = await spaces.booking(tomorrow_at(9), space=room)
    elsewhere = await spaces.booking(tomorrow_at(9))
    given = {
        "siteId": f"site_{room.site_id}",
        "startsAt": at(tomorrow_at(0)),
        "endsAt": at(tomorrow_at(23)),
        "reason": "Neve",
    }

    assert await doing.codes("closeSite", desk, **given) == ["CLOSURE_HAS_BOOKINGS"]
    assert await doing.problems("closeSite", desk, **given, bookings="MOVE") == [
        ("MOVE_TARGET_UNFIT", "bookings")
    ]
    await doing.done("closeSite", desk, **given, bookings="CANCEL")

    assert (await state_of(booking), await state_of(elsewhere)) == ("CANCELLED", "CONFIRMED")


async def test_when_and_how_a_place_is_shut_must_make_sense(doing: Doing, desk: Actor) -> None:
    room = await spaces.space()
    now = clock.now()
    wrong: list[dict[str, Any]] = [
        {"startsAt": at(now - HOUR)},
        {"endsAt": at(tomorrow_at(0))},
        {"endsAt": at(now + timedelta(days=400))},
        {"state": "OPEN"},
        {"reason": " "},
        {"reason": "x" * 201},
    ]

    found = [await doing.problems("closeSpace", desk, **tomorrow(room, **each)) for each in wrong]

    assert found == [
        [("INSTANT_PASSED", "startsAt")],
        [("PERIOD_NOT_IN_ORDER", "endsAt")],
        [("CLOSURE_TOO_LONG", "endsAt")],
        [("STATE_NOT_SHUT", "state")],
        [("REQUIRED", "reason")],
        [("TOO_LONG", "reason")],
    ]


async def test_a_closure_ahead_is_taken_back(doing: Doing, desk: Actor) -> None:
    closure = await spaces.closure()
    given = {"closureId": f"closure_{closure.id}", "version": 1}

    answer = await doing.done("withdrawClosure", desk, "closure { withdrawnAt version }", **given)

    assert answer["closure"]["withdrawnAt"] is not None
    given["version"] = 2
    assert await doing.problems("withdrawClosure", desk, **given) == [("CLOSURE_OVER", "closureId")]


async def test_a_closure_that_runs_ends_now(doing: Doing, desk: Actor) -> None:
    now = clock.now()
    closure = await spaces.closure(starts_at=now - HOUR, ends_at=now + HOUR)

    await doing.done("withdrawClosure", desk, closureId=f"closure_{closure.id}", version=1)

    row = await Closure.get(id=closure.id)
    assert (row.ends_at, row.withdrawn_at) == (now, None)


async def test_of_a_booking_and_a_closure_at_once_one_wins(doing: Doing, desk: Actor) -> None:
    """The booking is written behind the rules' back: it is the database that keeps them apart."""
    for _ in range(5):
        room = await spaces.space()
        outcomes = await asyncio.gather(
            doing.codes("closeSpace", desk, **tomorrow(room)),
            spaces.booking(tomorrow_at(9), space=room),
            return_exceptions=True,
        )
        is_shut = await Closure.filter(space_id=room.id).exists()
        is_booked = await Booking.filter(space_id=room.id).exists()
        assert is_shut is not is_booked, outcomes
