"""Two at the same instant: one of them wins, and the others are told the truth."""

import asyncio
from typing import Any

from hub.actor import Actor, Role
from hub.spaces.booking_models import Booking
from hub.spaces.lease_models import Allowance
from hub.spaces.models import Space, SpacePrice
from hub.spaces.opening_models import Closure, OpeningException, OpeningHours
from tests.make import members, spaces
from tests.make.members import days_ago
from tests.make.spaces import tomorrow_at
from tests.mutating.doing import Doing, signed_in


async def raced(doing: Doing, name: str, *wishes: dict[str, Any]) -> list[list[str]]:
    """The codes of wishes of as many people at once."""
    desks = [(await signed_in(Role.FRONT_DESK))[0] for _ in wishes]
    return sorted(
        await asyncio.gather(
            *(doing.codes(name, each, **given) for each, given in zip(desks, wishes, strict=True))
        )
    )


async def test_a_price_is_set_once(doing: Doing) -> None:
    space = await spaces.space()
    wish = {"spaceId": f"space_{space.id}", "unit": "HOUR", "amount": "20.00"}

    assert await raced(doing, "setSpacePrice", *[wish] * 4) == [[], *[["PRICE_OVERLAP"]] * 3]
    assert await SpacePrice.all().count() == 1


async def test_holidays_are_entered_once(doing: Doing) -> None:
    site = await spaces.site()
    wish = {"siteId": f"site_{site.id}", "year": 2028}

    assert await raced(doing, "addHolidays", *[wish] * 4) == [[]] * 4
    assert await OpeningException.all().count() == 14


async def test_of_weeks_that_are_set_at_once_one_stands(doing: Doing) -> None:
    site = await spaces.site()
    hours = [{"weekday": 1, "opens": "08:00", "closes": "20:00"}]
    wish = {"siteId": f"site_{site.id}", "hours": hours}

    assert await raced(doing, "setOpeningHours", *[wish] * 4) == [[]] * 4
    assert await OpeningHours.filter(ends_on=None).count() == 1


async def test_exceptions_of_a_day_do_not_meet(doing: Doing) -> None:
    site = await spaces.site()
    wish = {"siteId": f"site_{site.id}", "occursOn": "2027-06-01", "reason": "Fiera"}

    assert await raced(doing, "addOpeningException", *[wish] * 3) == [
        [],
        *[["HOURS_OVERLAP"]] * 2,
    ]


async def test_of_allowances_that_are_set_at_once_one_holds(doing: Doing) -> None:
    alfa = await members.organization()
    wish = {"organizationId": f"org_{alfa.id}", "kind": "HALL", "minutesPerMonth": 60}

    assert await raced(doing, "setAllowance", *[wish] * 3) == [[]] * 3
    assert await Allowance.filter(ends_on=None).count() == 1


async def test_two_moves_make_no_circle(doing: Doing) -> None:
    one = await spaces.space()
    other = await spaces.space(site_id=one.site_id)
    ids = [f"space_{one.id}", f"space_{other.id}"]
    wishes = [
        {"spaceId": id, "version": 1, "parentId": parent}
        for id, parent in zip(ids, reversed(ids), strict=True)
    ]

    assert await raced(doing, "moveSpace", *wishes) == [[], ["SPACE_WITHIN_ITSELF"]]


async def test_of_bookings_and_a_move_one_wins(doing: Doing, desk: Actor) -> None:
    for _ in range(4):
        room = await spaces.space()
        thing = await spaces.space(site_id=room.site_id)
        await spaces.booking(tomorrow_at(9), space=thing)
        given = {"spaceId": f"space_{thing.id}", "version": 1, "parentId": f"space_{room.id}"}
        await asyncio.gather(
            doing.codes("moveSpace", desk, **given),
            spaces.booking(tomorrow_at(9), space=room),
            return_exceptions=True,
        )
        is_moved = (await Space.get(id=thing.id)).parent_id is not None
        assert is_moved is not await Booking.filter(space_id=room.id).exists()


async def test_closing_and_calling_off_at_once_do_not_wait_for_each_other_for_ever(
    doing: Doing, desk: Actor
) -> None:
    room = await spaces.space()
    bookings = [await spaces.booking(tomorrow_at(hour), space=room) for hour in range(8, 18)]
    closing = {
        "spaceId": f"space_{room.id}",
        "startsAt": tomorrow_at(0).isoformat(),
        "endsAt": tomorrow_at(23).isoformat(),
        "reason": "Lavori",
        "bookings": "CANCEL",
    }
    wishes = [
        doing.codes("cancelBooking", desk, bookingId=f"booking_{each.id}", version=1)
        for each in bookings
    ]

    codes = await asyncio.gather(doing.codes("closeSpace", desk, **closing), *wishes)

    assert codes[0] == []
    assert await Closure.all().count() == 1
    assert await Booking.filter(cancelled_at=None).count() == 0


async def test_of_a_retirement_and_a_lease_at_once_one_wins(doing: Doing, desk: Actor) -> None:
    alfa = await members.organization()
    await members.membership(organization=alfa)
    for _ in range(4):
        room = await spaces.desk()
        id, day = f"space_{room.id}", days_ago(-10).isoformat()
        await asyncio.gather(
            doing.codes("retireSpace", desk, spaceId=id, version=1, endsOn=day),
            doing.codes(
                "createLease",
                desk,
                spaceId=id,
                organizationId=f"org_{alfa.id}",
                startsOn=days_ago(-1).isoformat(),
            ),
        )
        is_retired = (await Space.get(id=room.id)).ends_on is not None
        assert is_retired is not await room.leases.all().exists()
