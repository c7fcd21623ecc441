"""Every slot that is told can be booked at once, and none that could be is left out."""

import random
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from hub.spaces.models import Space
from hub.spaces.terms import OpeningState, QuotaHolder, QuotaPeriod, SpaceKind
from tests.make import spaces
from tests.mutating.doing import NOW, Doing
from tests.spaces.booking.asking import CHECK, HOUR, Firm, book, employee, firm, slot
from tests.spaces.finding.looking import QUARTER, slots, told, wished

DAYS = 3
FROM = spaces.on(date(2027, 5, 13), 7)


async def world(chance: random.Random) -> list[Space]:
    """A hall with two halves, one of which holds a desk, and some rooms, on all sorts of terms."""
    site = await spaces.site()
    for weekday in range(1, 8):
        if chance.random() < 0.8:
            await spaces.opening_hours(weekday, opens=8, closes=chance.choice([12, 20]), site=site)
    hall = await spaces.space("hall", site=site, conditions=await terms(chance), capacity=90)
    halves = [
        await spaces.space(name, parent=hall, conditions=await terms(chance), capacity=40)
        for name in ("left", "right")
    ]
    desk = await spaces.space(
        "desk", parent=halves[0], conditions=await terms(chance), kind=SpaceKind.DESK
    )
    rooms = [
        await spaces.space(f"room {n}", site=site, conditions=await terms(chance), capacity=n)
        for n in (4, 4, 8)
    ]
    await obstacles(chance, rooms)
    return [hall, *halves, desk, *rooms]


async def terms(chance: random.Random) -> Any:
    return await spaces.conditions(
        start_step_minutes=chance.choice([15, 30, 60]),
        min_minutes=chance.choice([15, 60]),
        max_minutes=chance.choice([60, 120]),
        min_notice_minutes=chance.choice([0, 0, 25 * 60]),
        max_days_ahead=chance.choice([1, 2, 30]),
        max_live_bookings=chance.choice([None, None, 3]),
        min_attendees=chance.choice([1, 1, 1, 3]),
        buffer_before_minutes=chance.choice([0, 15]),
        buffer_after_minutes=chance.choice([0, 30]),
        waives_buffer_within_organization=chance.random() < 0.5,
        needs_approval=chance.random() < 0.3,
        holds_while_pending=chance.random() < 0.5,
        needs_membership=chance.random() < 0.8,
    )


async def obstacles(chance: random.Random, rooms: list[Space]) -> None:
    """What shuts some of the rooms for some of the time."""
    await spaces.closure(
        space=rooms[0], starts_at=FROM + 3 * HOUR, ends_at=FROM + chance.randint(4, 30) * HOUR
    )
    await spaces.opening_exception(
        space=rooms[1],
        occurs_on=date(2027, 5, 14),
        opens=time(9, 30),
        closes=time(0),
        state=chance.choice([OpeningState.WITH_KEY, OpeningState.EXIT_ONLY]),
    )
    await spaces.lease(space=rooms[2], starts_on=date(2027, 5, 14), ends_on=date(2027, 5, 15))


async def rules(chance: random.Random, alfa: Firm) -> None:
    await spaces.rule(organization=alfa.organization, max_days_ahead=3)
    await spaces.rule(kind=SpaceKind.DESK, may_book=chance.random() < 0.5)
    await spaces.quota(counts=QuotaHolder.PERSON, per=QuotaPeriod.DAY, max_minutes=180)
    await spaces.quota(counts=QuotaHolder.ORGANIZATION, per=QuotaPeriod.WEEK, max_bookings=8)
    if chance.random() < 0.5:
        await spaces.allowance(chance.choice([90, 600]), organization=alfa.organization)


@pytest.mark.parametrize("seed", range(5))
async def test_exactly_those_slots_are_told_that_can_be_booked(doing: Doing, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a world, no secret
    alfa, beta = await firm(), await firm()
    all_spaces = await world(chance)
    await rules(chance, alfa)
    await _book_some(doing, chance, firms=[alfa, beta], all_spaces=all_spaces)
    minutes = chance.choice([30, 60, 90])
    until = FROM + timedelta(days=DAYS)
    asked = {
        "minutes": minutes,
        "spaceIds": [f"space_{each.id}" for each in all_spaces],
        "freeUntil": until.isoformat(),
    }

    found = await _all_slots(doing, alfa, **asked)

    for space in all_spaces:
        id = f"space_{space.id}"
        starts = [each["startsAt"] for each in found if each["space"]["id"] == id]
        assert starts == await _bookable(doing, alfa, space, minutes=minutes, until=until), space


@pytest.mark.parametrize("wanted", [100, pytest.param(1000, marks=pytest.mark.slow)])
async def test_slots_are_booked_one_after_the_other(doing: Doing, wanted: int) -> None:
    chance = random.Random(wanted)  # noqa: S311 - a world, no secret
    firms = [await firm() for _ in range(3)]
    for _ in range(6):
        await world(chance)
    booked = 0
    while booked < wanted:
        asker = chance.choice(firms)
        begins_at = FROM + chance.randint(0, 24 * 20) * HOUR
        for each in _apart(
            await slots(
                doing,
                asker.actor,
                firm=asker,
                freeFrom=begins_at.isoformat(),
                minutes=chance.choice([15, 60]),
                people=3,
                first=50,
            )
        ):
            await book(doing, asker.actor, **wished(each, asker), attendees=3)
            booked += 1


async def _book_some(
    doing: Doing, chance: random.Random, *, firms: list[Firm], all_spaces: list[Space]
) -> None:
    """Bookings of both firms, of which some are refused."""
    for _ in range(12):
        alfa = chance.choice(firms)
        actor = chance.choice([alfa.actor, await employee(alfa.organization)])
        starting = FROM + chance.randint(0, 4 * 48) * QUARTER
        given = slot(chance.choice(all_spaces), starting, firm=alfa)
        await doing.payload("bookSpace", actor, title="Riunione", **given)


async def _all_slots(doing: Doing, alfa: Firm, **asked: Any) -> list[dict[str, Any]]:
    """All slots from now on: as many questions as it takes, each from the last start on."""
    known: dict[tuple[str, str], dict[str, Any]] = {}
    begins_at = NOW.isoformat()
    while True:
        found = await slots(doing, alfa.actor, firm=alfa, first=50, freeFrom=begins_at, **asked)
        known.update({(each["space"]["id"], each["startsAt"]): each for each in found})
        if len(found) < 50:
            return sorted(known.values(), key=lambda each: str(each["startsAt"]))
        begins_at = found[-1]["startsAt"]


async def _bookable(
    doing: Doing, alfa: Firm, space: Space, *, minutes: int, until: datetime
) -> list[str]:
    """The starts against which `checkBooking` says nothing, of all quarters of an hour."""
    starts, start = [], NOW
    while start + timedelta(minutes=minutes) <= until:
        given = slot(space, start, length=timedelta(minutes=minutes), firm=alfa)
        if not (await doing.data(CHECK, alfa.actor, input=given))["checkBooking"]["problems"]:
            starts.append(start.isoformat())
        start += QUARTER
    return starts


def _apart(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first slot of each space that no slot of another shares its surroundings with."""
    chosen: dict[str, dict[str, Any]] = {}
    for each in found:
        name, _ = told(each)
        tree = "hall" if name in {"hall", "left", "right", "desk"} else each["space"]["id"]
        chosen.setdefault(tree, each)
    return list(chosen.values())
