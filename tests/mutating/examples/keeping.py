"""Examples of what is done about sites, spaces, their hours and closures."""

from typing import Any

from hub.actor import Actor, Role
from hub.spaces.models import Space
from tests.make import members, spaces
from tests.make.spaces import tomorrow_at
from tests.mutating.doing import signed_in
from tests.mutating.examples.frame import REFUSED, Example, example

AHEAD = "2027-06-15"
PHOTO = "https://www.esempio.it/sala.jpg"


async def front_desk() -> Actor:
    return (await signed_in(Role.FRONT_DESK))[0]


def the(space: Space, **given: Any) -> dict[str, Any]:
    return {"spaceId": f"space_{space.id}", **given}


@example
async def create_site() -> Example:
    owner = await members.organization()
    given = {
        "code": "polo-2",
        "name": "Polo 2",
        "description": "Seconda sede",
        "ownerId": f"org_{owner.id}",
        "street": "Via Eridano 1",
        "postalCode": "26100",
        "municipality": "Cremona",
        "istatCode": "019036",
        "province": "CR",
        "country": "IT",
        "latitude": "45.133300",
        "longitude": "10.024200",
        "timeZone": "Europe/Rome",
        "website": "https://www.esempio.it",
        "startsOn": AHEAD,
    }
    return Example("createSite", await front_desk(), given)


@example
async def update_site() -> Example:
    site, owner = await spaces.site(), await members.organization()
    given = {
        "siteId": f"site_{site.id}",
        "version": 1,
        "name": "Polo",
        "description": "Sede",
        "ownerId": f"org_{owner.id}",
        "street": "Via Eridano 2",
        "postalCode": "26100",
        "municipality": "Cremona",
        "istatCode": "019036",
        "province": "CR",
        "country": "IT",
        "latitude": "45.1",
        "longitude": "10.0",
        "website": None,
    }
    return Example("updateSite", await front_desk(), given)


@example
async def retire_site() -> Example:
    space = await spaces.space()
    given = {"siteId": f"site_{space.site_id}", "version": 1, "endsOn": AHEAD}
    return Example("retireSite", await front_desk(), given)


@example
async def create_space() -> Example:
    hall, owner = await spaces.space(), await members.organization()
    conditions = await spaces.conditions()
    given = {
        "siteId": f"site_{hall.site_id}",
        "parentId": f"space_{hall.id}",
        "code": "A1",
        "name": "Metà",
        "kind": "HALL",
        "description": "Con palco",
        "ownerId": f"org_{owner.id}",
        "floor": 0,
        "areaM2": "120.50",
        "capacity": 90,
        "features": ["PROJECTOR", "SOUND"],
        "accessibility": ["STEP_FREE", "HEARING_LOOP"],
        "photos": [PHOTO],
        "isPublic": True,
        "isBookable": True,
        "bookableFrom": "2027-06-01T00:00:00Z",
        "bookableUntil": "2028-06-01T00:00:00Z",
        "conditionsId": f"conditions_{conditions.id}",
        "startsOn": AHEAD,
    }
    return Example("createSpace", await front_desk(), given)


@example
async def update_space() -> Example:
    space, owner = await spaces.space(), await members.organization()
    conditions = await spaces.conditions()
    given = the(
        space,
        version=1,
        code="B2",
        name="Sala Viola",
        kind="CLASSROOM",
        description="Aula",
        ownerId=f"org_{owner.id}",
        floor=1,
        areaM2="30",
        capacity=12,
        features=["SCREEN"],
        accessibility=["WIDE_DOORS"],
        photos=[PHOTO],
        isPublic=False,
        isBookable=True,
        bookableFrom=None,
        bookableUntil="2028-06-01T00:00:00Z",
        conditionsId=f"conditions_{conditions.id}",
    )
    return Example("updateSpace", await front_desk(), given)


@example
async def move_space() -> Example:
    room = await spaces.space()
    thing = await spaces.space(kind="EQUIPMENT", site_id=room.site_id)
    await spaces.booking(tomorrow_at(9), space=room)
    return Example(
        "moveSpace", await front_desk(), the(thing, version=1, parentId=f"space_{room.id}")
    )


@example
async def retire_space() -> Example:
    hall = await spaces.space()
    await spaces.space(parent=hall)
    return Example("retireSpace", await front_desk(), the(hall, version=1, endsOn=AHEAD))


@example
async def set_opening_hours() -> Example:
    site = await spaces.site()
    await spaces.opening_hours(site=site)
    hours = [{"weekday": 1, "opens": "08:00", "closes": "00:00", "state": "WITH_KEY"}]
    given = {"siteId": f"site_{site.id}", "startsOn": AHEAD, "hours": hours}
    return Example("setOpeningHours", await front_desk(), given)


@example
async def set_opening_hours_of_a_space() -> Example:
    hours = [{"weekday": 7, "opens": "10:00", "closes": "12:00"}]
    return Example("setOpeningHours", await front_desk(), the(await spaces.space(), hours=hours))


@example
async def add_opening_exception() -> Example:
    site = await spaces.site()
    given = {
        "siteId": f"site_{site.id}",
        "occursOn": AHEAD,
        "opens": "09:00",
        "closes": "12:00",
        "state": "SELF_SERVICE",
        "reason": "Fiera",
    }
    return Example("addOpeningException", await front_desk(), given)


@example
async def add_opening_exception_of_a_space() -> Example:
    given = the(await spaces.space(), occursOn=AHEAD, reason="Esame")
    return Example("addOpeningException", await front_desk(), given)


@example
async def withdraw_opening_exception() -> Example:
    row = await spaces.opening_exception()
    given = {"exceptionId": f"special_{row.id}", "version": 1}
    return Example("withdrawOpeningException", await front_desk(), given)


@example
async def add_holidays() -> Example:
    site = await spaces.site()
    return Example("addHolidays", await front_desk(), {"siteId": f"site_{site.id}", "year": 2028})


def closing() -> dict[str, Any]:
    return {
        "startsAt": tomorrow_at(0).isoformat(),
        "endsAt": tomorrow_at(23).isoformat(),
        "state": "MAINTENANCE",
        "reason": "Imbiancatura",
    }


@example
async def close_space() -> Example:
    room = await spaces.space()
    other = await spaces.space(site_id=room.site_id)
    await spaces.booking(tomorrow_at(9), space=room)
    given = the(room, **closing(), bookings="MOVE", moveToId=f"space_{other.id}")
    return Example("closeSpace", await front_desk(), given)


@example
async def close_site() -> Example:
    room = await spaces.space()
    await spaces.booking(tomorrow_at(9), space=room)
    given = {"siteId": f"site_{room.site_id}", **closing(), "bookings": "CANCEL"}
    return Example("closeSite", await front_desk(), given)


@example
async def withdraw_closure() -> Example:
    row = await spaces.closure()
    return Example(
        "withdrawClosure", await front_desk(), {"closureId": f"closure_{row.id}", "version": 1}
    )


REFUSED.update(
    {
        "createSite": {"code": "Polo"},
        "updateSite": {"version": 7},
        "retireSite": {"version": 7},
        "createSpace": {"capacity": 0},
        "updateSpace": {"version": 7},
        "moveSpace": {"version": 7},
        "retireSpace": {"version": 7},
        "setOpeningHours": {"startsOn": "2026-01-01"},
        "addOpeningException": {"occursOn": "2026-01-01"},
        "withdrawOpeningException": {"version": 7},
        "addHolidays": {"year": 2000},
        "closeSpace": {"bookings": None, "moveToId": None},
        "closeSite": {"bookings": None},
        "withdrawClosure": {"version": 7},
    }
)
