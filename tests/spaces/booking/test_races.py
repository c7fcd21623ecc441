"""Many at once: one slot has one winner, and each other hears why and when it is free."""

import asyncio
from datetime import date, timedelta
from itertools import pairwise

from hub.spaces.booking_models import Booking, BookingBlock
from hub.spaces.terms import SpaceKind
from tests.make import spaces
from tests.mutating.doing import Doing
from tests.spaces.booking.asking import HOUR, employee, firm, room, slot

NINE = spaces.on(date(2027, 5, 13), 9)
TOLD = """problems { code ... on SlotTakenProblem { firstStart }
    ... on HierarchyConflictProblem { firstStart } }"""


async def test_of_twenty_who_want_one_slot_one_has_it(doing: Doing) -> None:
    sala = await room(buffer_after_minutes=15)
    firms = [await firm() for _ in range(4)]
    query = "mutation ($input: BookSpaceInput!) { bookSpace(input: $input) { booking { id } %s } }"

    answers = await asyncio.gather(
        *(
            doing.answer(
                query % TOLD, each.actor, input=slot(sala, NINE, firm=each, title=f"{turn}")
            )
            for turn in range(5)
            for each in firms
        )
    )

    payloads = [answer["data"]["bookSpace"] for answer in answers]
    assert sum(payload["booking"] is not None for payload in payloads) == 1
    losers = [payload["problems"] for payload in payloads if payload["booking"] is None]
    assert losers == 19 * [[{"code": "SLOT_TAKEN", "firstStart": "2027-05-13T08:15:00+00:00"}]]


async def test_a_hall_and_its_halves_are_never_both_had(doing: Doing) -> None:
    hall = await spaces.space(kind=SpaceKind.HALL)
    halves = [await spaces.space(parent=hall, conditions_id=hall.conditions_id) for _ in range(2)]
    firms = [await firm() for _ in range(3)]

    await asyncio.gather(
        *(
            doing.payload("bookSpace", each.actor, title="x", **slot(wanted, start, firm=each))
            for start in (NINE, NINE + HOUR / 2, NINE + HOUR)
            for wanted in (hall, *halves)
            for each in firms
        )
    )

    blocks = await BookingBlock.all().order_by("space_id", "blocked_from")
    for one, next_ in pairwise(blocks):
        assert one.space_id != next_.space_id or one.blocked_until <= next_.blocked_from
    assert await Booking.all().count() >= 2


async def test_a_pool_is_never_overdrawn(doing: Doing) -> None:
    alfa = await firm()
    await spaces.allowance(180, organization=alfa.organization)
    people = [await employee(alfa.organization) for _ in range(8)]
    conditions = await spaces.conditions()
    rooms = [await spaces.space(conditions=conditions) for _ in people]

    payloads = await asyncio.gather(
        *(
            doing.payload("bookSpace", person, title="x", **slot(room, NINE, firm=alfa))
            for person, room in zip(people, rooms, strict=True)
        )
    )

    codes = sorted(each["code"] for payload in payloads for each in payload["problems"])
    assert codes == 5 * ["POOL_EXHAUSTED"]
    assert sum(each.pool_minutes for each in await Booking.all()) == 180


async def test_the_limit_of_live_bookings_holds_over_two_companies(doing: Doing) -> None:
    alfa = await firm()
    sala = await room(max_live_bookings=1)

    payloads = await asyncio.gather(
        *(
            doing.payload(
                "bookSpace",
                alfa.actor,
                title="x",
                **slot(sala, NINE + turn * timedelta(days=1), firm=alfa),
            )
            for turn in range(4)
        )
    )

    assert [len(payload["problems"]) for payload in payloads].count(0) == 1
