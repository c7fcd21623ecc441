"""Several at the same instant: nobody gets what is kept for another, and no turn is lost."""

import asyncio

from hub.spaces.booking_models import Booking, WaitlistEntry
from hub.spaces.terms import SpaceKind
from tests.make import spaces
from tests.mutating.doing import Doing
from tests.mutating.locks import holding
from tests.spaces.booking.asking import book, firm, room, slot
from tests.spaces.waiting.test_waiting import NINE, Line

WHOLE_LINE = "LOCK TABLE waitlist_entry IN EXCLUSIVE MODE"
"""Holds up whoever plans a line, so that all who race have come to that point."""


async def test_a_claim_wins_against_all_who_book(doing: Doing) -> None:
    sala, alfa, beta = await room(offer_minutes=60), await firm(), await firm()
    booked = await book(doing, alfa.actor, **slot(sala, NINE, firm=alfa))
    line = Line(doing, sala, alfa, booked["id"])
    entry_id = await line.join(beta)
    await line.cancel()
    others = [await firm() for _ in range(5)]

    claimed, *codes = await asyncio.gather(
        line.claim(beta.actor, entry_id),
        *(
            doing.codes("bookSpace", each.actor, title="x", **slot(sala, NINE, firm=each))
            for each in others
        ),
    )

    assert claimed == []
    assert {code for each in codes for code in each} <= {"HELD_FOR_ANOTHER", "SLOT_TAKEN"}
    assert (await Booking.get(cancelled_at=None)).person_id == beta.actor.person_id


async def test_nobody_slips_in_while_a_slot_is_given_up(doing: Doing, database_url: str) -> None:
    sala, alfa, beta = await room(offer_minutes=60), await firm(), await firm()
    booked = await book(doing, alfa.actor, **slot(sala, NINE, firm=alfa))
    line = Line(doing, sala, alfa, booked["id"])
    entry_id = await line.join(beta)
    others = [await firm() for _ in range(2)]

    async with holding(database_url, WHOLE_LINE) as all_wait:
        cancelling = asyncio.create_task(line.cancel())
        racing = [
            asyncio.create_task(
                doing.codes("bookSpace", each.actor, title="x", **slot(sala, NINE, firm=each))
            )
            for each in others
        ]
        await all_wait()
    await cancelling

    for each in racing:
        assert await each in (["SLOT_TAKEN"], ["HELD_FOR_ANOTHER"])
    assert await line.states(entry_id) == ["OFFERED"]


async def test_two_halves_that_are_given_up_at_once_make_a_hall(
    doing: Doing, database_url: str
) -> None:
    conditions = await spaces.conditions(offer_minutes=60)
    hall = await spaces.space(kind=SpaceKind.HALL, conditions=conditions)
    alfa, beta = await firm(), await firm()
    lines = []
    for _ in range(2):
        half = await spaces.space(parent=hall, conditions=conditions)
        booked = await book(doing, alfa.actor, **slot(half, NINE, firm=alfa))
        lines.append(Line(doing, half, alfa, booked["id"]))
    entry_id = await lines[0].join(beta, hall)

    async with holding(database_url, WHOLE_LINE) as all_wait:
        cancelling = [asyncio.create_task(line.cancel()) for line in lines]
        await all_wait(2)
    await asyncio.gather(*cancelling)

    assert await lines[0].states(entry_id) == ["OFFERED"]


async def test_of_leaving_and_claiming_at_once_one_is_done(doing: Doing) -> None:
    sala, alfa, beta = await room(offer_minutes=60), await firm(), await firm()
    booked = await book(doing, alfa.actor, **slot(sala, NINE, firm=alfa))
    line = Line(doing, sala, alfa, booked["id"])
    entry_id = await line.join(beta)
    await line.cancel()

    codes = await asyncio.gather(
        line.claim(beta.actor, entry_id),
        doing.codes("leaveWaitlist", beta.actor, entryId=entry_id),
    )

    assert sorted(codes) == [[], ["NOT_WAITING"]]
    entry = await WaitlistEntry.get()
    assert (entry.claimed_at is None) is not (entry.left_at is None)
