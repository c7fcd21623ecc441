"""Sites and spaces: entered, changed, moved within one another, taken out of use."""

from datetime import timedelta
from typing import Any

import pytest

from hub import clock
from hub.actor import Actor
from hub.spaces.booking_models import BookingBlock
from hub.spaces.models import Site, Space
from tests.make import members, spaces
from tests.make.members import days_ago
from tests.make.spaces import HOUR, tomorrow_at
from tests.mutating.doing import Doing

SITE: dict[str, Any] = {
    "code": "polo-2",
    "name": "Polo 2",
    "street": "Via Eridano 1",
    "postalCode": "26100",
    "municipality": "Cremona",
}


def in_days(days: int) -> str:
    return days_ago(-days).isoformat()


def the(space: Space, **given: Any) -> dict[str, Any]:
    return {"spaceId": f"space_{space.id}", "version": space.version, **given}


async def new(**given: Any) -> dict[str, Any]:
    site = await spaces.site()
    values = {"siteId": f"site_{site.id}", "code": "A1", "name": "Sala", "kind": "MEETING_ROOM"}
    return {**values, **given}


async def test_a_site_is_entered_with_what_is_usual(doing: Doing, desk: Actor) -> None:
    shown = "site { code country timeZone startsOn isInUse }"
    answer = await doing.done("createSite", desk, shown, **SITE)

    assert answer["site"] == {
        "code": "polo-2",
        "country": "IT",
        "timeZone": "Europe/Rome",
        "startsOn": "2027-05-12",
        "isInUse": True,
    }
    assert await doing.problems("createSite", desk, **SITE) == [("CODE_TAKEN", "code")]


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"code": "Polo 2"}, ("PLACE_CODE_INVALID", "code")),
        ({"code": "a" * 21}, ("PLACE_CODE_INVALID", "code")),
        ({"name": " "}, ("REQUIRED", "name")),
        ({"street": "x" * 161}, ("TOO_LONG", "street")),
        ({"postalCode": "2610"}, ("INVALID_LENGTH", "postalCode")),
        ({"timeZone": "Europe/Cremona"}, ("TIME_ZONE_UNKNOWN", "timeZone")),
        ({"timeZone": "../etc/passwd"}, ("TIME_ZONE_UNKNOWN", "timeZone")),
        ({"latitude": "45.1"}, ("POSITION_INVALID", "latitude")),
        ({"latitude": "91", "longitude": "10"}, ("POSITION_INVALID", "latitude")),
        ({"website": "javascript:alert(1)"}, ("LINK_INVALID", "website")),
        ({"istatCode": "019036", "municipality": "Crema"}, ("INVALID_COMPONENT", "istatCode")),
        ({"ownerId": "org_01890000-0000-7000-8000-000000000000"}, ("NOT_FOUND", "ownerId")),
    ],
)
async def test_what_is_wrong_with_a_site_is_told(
    doing: Doing, desk: Actor, *, given: dict[str, Any], problem: tuple[str, str]
) -> None:
    assert await doing.problems("createSite", desk, **{**SITE, **given}) == [problem]


async def test_of_a_site_only_what_is_given_changes(doing: Doing, desk: Actor) -> None:
    site = await spaces.site(description="Sede", website="https://www.esempio.it")
    given: dict[str, Any] = {"siteId": f"site_{site.id}", "version": 1, "name": "Nuova"}
    given["website"] = None

    await doing.done("updateSite", desk, **given)

    row = await Site.get(id=site.id)
    assert (row.name, row.description, row.website) == ("Nuova", "Sede", None)
    assert await doing.codes("updateSite", desk, **given) == ["STALE_VERSION"]


async def test_a_space_is_entered(doing: Doing, desk: Actor) -> None:
    conditions = await spaces.conditions()
    given = await new(
        features=["SCREEN", "SCREEN"],
        accessibility=["STEP_FREE"],
        photos=["https://www.esempio.it/sala.jpg"],
        isBookable=True,
        conditionsId=f"conditions_{conditions.id}",
    )

    shown = "space { features accessibility photos isBookable bookability isPublic }"
    answer = await doing.done("createSpace", desk, shown, **given)

    assert answer["space"] == {
        "features": ["SCREEN"],
        "accessibility": ["STEP_FREE"],
        "photos": ["https://www.esempio.it/sala.jpg"],
        "isBookable": True,
        "bookability": "BOOKABLE",
        "isPublic": True,
    }
    assert await doing.problems("createSpace", desk, **given) == [("CODE_TAKEN", "code")]


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"isBookable": True}, ("CONDITIONS_MISSING", "conditionsId")),
        ({"capacity": 0}, ("NUMBER_OUT_OF_RANGE", "capacity")),
        ({"areaM2": "0"}, ("AREA_INVALID", "areaM2")),
        ({"photos": ["http://www.esempio.it/a.jpg"]}, ("LINK_INVALID", "photos")),
        ({"photos": [f"https://www.esempio.it/{n}" for n in range(21)]}, ("TOO_MANY", "photos")),
        ({"photos": ["https://www.esempio.it/" + "x" * 300]}, ("TOO_LONG", "photos")),
        (
            {"bookableFrom": "2027-06-01T00:00:00Z", "bookableUntil": "2027-06-01T00:00:00Z"},
            ("PERIOD_NOT_IN_ORDER", "bookableUntil"),
        ),
    ],
)
async def test_what_is_wrong_with_a_space_is_told(
    doing: Doing, desk: Actor, *, given: dict[str, Any], problem: tuple[str, str]
) -> None:
    assert await doing.problems("createSpace", desk, **await new(**given)) == [problem]


async def test_a_space_lies_within_one_of_its_site_that_is_in_use(
    doing: Doing, desk: Actor
) -> None:
    elsewhere = await spaces.space()
    given = await new(parentId=f"space_{elsewhere.id}")
    assert await doing.problems("createSpace", desk, **given) == [("OTHER_SITE", "parentId")]
    given = await new()
    site_id = given["siteId"].removeprefix("site_")
    former = await spaces.space(site_id=site_id, ends_on=days_ago(1))
    problems = await doing.problems("createSpace", desk, **given, parentId=f"space_{former.id}")
    assert problems == [("PLACE_RETIRED", "parentId")]


async def test_what_lies_within_a_booked_space_from_now_on_is_taken_with_it(
    doing: Doing, desk: Actor
) -> None:
    hall = await spaces.space()
    await spaces.booking(tomorrow_at(9), space=hall)
    given = await new(siteId=f"site_{hall.site_id}", parentId=f"space_{hall.id}")

    answer = await doing.done("createSpace", desk, "space { id }", **given)

    id = answer["space"]["id"].removeprefix("space_")
    assert await BookingBlock.filter(space_id=id).count() == 1


async def test_of_a_space_only_what_is_given_changes(doing: Doing, desk: Actor) -> None:
    room = await spaces.space("Sala", features=["SCREEN"], capacity=8)
    stale = the(room, name="Altra")
    await doing.done("updateSpace", desk, **the(room, name="Nuova", capacity=None))

    row = await Space.get(id=room.id)
    assert (row.name, row.features, row.capacity) == ("Nuova", ["SCREEN"], None)
    assert await doing.codes("updateSpace", desk, **stale) == ["STALE_VERSION"]
    for given, problem in (
        ({"conditionsId": None}, ("CONDITIONS_MISSING", "conditionsId")),
        ({"kind": None}, ("REQUIRED", "kind")),
        ({"code": ""}, ("REQUIRED", "code")),
    ):
        assert await doing.problems("updateSpace", desk, **the(row, **given)) == [problem]


class TestMoving:
    """A space is moved to where nothing meets what it is kept for."""

    async def scene(self) -> tuple[Space, Space]:
        room = await spaces.space("Sala")
        thing = await spaces.space("Proiettore", kind="EQUIPMENT", site_id=room.site_id)
        return room, thing

    def to(self, thing: Space, room: Space | None) -> dict[str, Any]:
        return the(thing, parentId=f"space_{room.id}" if room else None)

    async def test_it_is_had_with_what_it_lies_within(self, doing: Doing, desk: Actor) -> None:
        room, thing = await self.scene()
        await spaces.booking(tomorrow_at(9), space=room)
        await spaces.booking(tomorrow_at(10), space=thing)

        await doing.done("moveSpace", desk, **self.to(thing, room))

        assert await BookingBlock.filter(space_id=thing.id).count() == 2
        await doing.done("moveSpace", desk, **self.to(await Space.get(id=thing.id), None))
        assert await BookingBlock.filter(space_id=thing.id).count() == 1

    @pytest.mark.parametrize("own", ["BOOKING", "LEASE", "CLOSURE"])
    @pytest.mark.parametrize("other", ["BOOKING", "LEASE", "CLOSURE"])
    async def test_nothing_is_had_twice(
        self, doing: Doing, desk: Actor, *, own: str, other: str
    ) -> None:
        room, thing = await self.scene()
        makers: dict[str, Any] = {
            "BOOKING": lambda space: spaces.booking(tomorrow_at(9), space=space),
            "LEASE": lambda space: spaces.lease(space=space),
            "CLOSURE": lambda space: spaces.closure(space=space),
        }
        await makers[own](thing)
        await makers[other](room)

        shown = """problems { code path ... on MoveDoubleBooksProblem { count clashes {
            space keptBy otherSpace otherKeptBy } } }"""
        query = (
            f"""mutation ($input: MoveSpaceInput!) {{ moveSpace(input: $input) {{ {shown} }} }}"""
        )
        answer = await doing.data(query, desk, input=self.to(thing, room))

        problems = answer["moveSpace"]["problems"]
        if "BOOKING" not in (own, other) and (own, other) != ("LEASE", "LEASE"):
            assert problems == []
            return
        (problem,) = problems
        assert (problem["code"], problem["count"]) == ("CONFLICT_IN_HIERARCHY", 1)
        assert problem["clashes"] == [
            {
                "space": "Proiettore",
                "keptBy": own,
                "otherSpace": "Sala",
                "otherKeptBy": other,
            }
        ]
        assert (await Space.get(id=thing.id)).parent_id is None

    async def test_what_is_over_does_not_count(self, doing: Doing, desk: Actor) -> None:
        room, thing = await self.scene()
        now = clock.now()
        yesterday = now - timedelta(days=1)
        await spaces.booking(yesterday, space=room)
        await spaces.booking(yesterday, space=thing)
        await spaces.booking(now - HOUR, length=5 * HOUR, space=room, check_in_due_at=now)
        await spaces.booking(now + HOUR, space=thing)

        await doing.done("moveSpace", desk, **self.to(thing, room))

        assert (await Space.get(id=thing.id)).parent_id == room.id
        assert await BookingBlock.filter(space_id=thing.id).count() == 2

    async def test_none_lies_within_itself(self, doing: Doing, desk: Actor) -> None:
        room = await spaces.space()
        half = await spaces.space(parent=room)
        corner = await spaces.space(parent=half)
        elsewhere = await spaces.space()
        for parent, code in (
            (room, "SPACE_WITHIN_ITSELF"),
            (corner, "SPACE_WITHIN_ITSELF"),
            (elsewhere, "OTHER_SITE"),
        ):
            problems = await doing.problems("moveSpace", desk, **self.to(room, parent))
            assert problems == [(code, "parentId")]

    async def test_siblings_share_what_their_surroundings_are_kept_for(
        self, doing: Doing, desk: Actor
    ) -> None:
        floor = await spaces.space()
        room = await spaces.space(parent=floor)
        desk_ = await spaces.space(parent=floor)
        await spaces.booking(tomorrow_at(9), space=floor)

        await doing.done("moveSpace", desk, **self.to(desk_, room))

        assert await BookingBlock.filter(space_id=desk_.id).count() == 1


class TestRetiring:
    """Nothing goes out of use that somebody still counts on."""

    async def test_a_space_ends_with_all_that_lies_within_it(
        self, doing: Doing, desk: Actor
    ) -> None:
        hall = await spaces.space()
        half = await spaces.space(parent=hall)
        former = await spaces.space(parent=hall, ends_on=days_ago(10))
        await spaces.booking(tomorrow_at(9), space=half)
        await spaces.lease(space=half, ends_on=days_ago(-1), starts_on=days_ago(30))

        await doing.done("retireSpace", desk, **the(hall, endsOn=in_days(2)))

        ends = {row.id: row.ends_on for row in await Space.all()}
        assert ends == {hall.id: days_ago(-2), half.id: days_ago(-2), former.id: days_ago(10)}

    async def test_bookings_and_leases_keep_it(self, doing: Doing, desk: Actor) -> None:
        hall = await spaces.space("Sala")
        half = await spaces.space("Metà", parent=hall)
        alfa = await members.organization("Alfa")
        await spaces.booking(tomorrow_at(9), space=half, organization=alfa)
        await spaces.lease(space=await spaces.desk(parent=hall), organization=alfa)

        shown = """problems { code path ... on SpaceInUseProblem { bookingCount leaseCount
            bookings { space holder } leases { startsOn endsOn holder } } }"""
        query = (
            f"mutation ($input: RetireSpaceInput!) {{ retireSpace(input: $input) {{ {shown} }} }}"
        )
        answer = await doing.data(query, desk, input=the(hall, endsOn=in_days(1), dryRun=True))

        assert answer["retireSpace"]["problems"] == [
            {
                "code": "SPACE_IN_USE",
                "path": ["input", "endsOn"],
                "bookingCount": 1,
                "leaseCount": 1,
                "bookings": [{"space": "Metà", "holder": "Alfa"}],
                "leases": [
                    {"startsOn": days_ago(100).isoformat(), "endsOn": None, "holder": "Alfa"}
                ],
            }
        ]

    async def test_it_stays_in_use_after_all(self, doing: Doing, desk: Actor) -> None:
        room = await spaces.space(ends_on=days_ago(-5))
        await doing.done("retireSpace", desk, **the(room))
        assert (await Space.get(id=room.id)).ends_on is None

    async def test_not_beyond_what_contains_it_and_not_what_is_over(
        self, doing: Doing, desk: Actor
    ) -> None:
        hall = await spaces.space(ends_on=days_ago(-5))
        half = await spaces.space(parent=hall, ends_on=days_ago(-5))
        former = await spaces.space(ends_on=days_ago(5))
        room = await spaces.space()
        for given, problem in (
            (the(half), ("PLACE_RETIRED", "endsOn")),
            (the(former, endsOn=in_days(5)), ("PLACE_RETIRED", "endsOn")),
            (the(room, endsOn=in_days(-1)), ("DAY_PASSED", "endsOn")),
        ):
            assert await doing.problems("retireSpace", desk, **given) == [problem]
        later = await spaces.space(starts_on=days_ago(-10))
        problems = await doing.problems("retireSpace", desk, **the(later, endsOn=in_days(5)))
        assert problems == [("PERIOD_NOT_IN_ORDER", "endsOn")]

    async def test_a_site_ends_with_its_spaces(self, doing: Doing, desk: Actor) -> None:
        room = await spaces.space()
        given: dict[str, Any] = {"siteId": f"site_{room.site_id}", "version": 1}
        given["endsOn"] = in_days(1)
        booking = await spaces.booking(tomorrow_at(9), space=room)

        assert await doing.codes("retireSite", desk, **given) == ["SPACE_IN_USE"]
        await booking.delete()
        await doing.done("retireSite", desk, **given)

        assert (await Space.get(id=room.id)).ends_on == days_ago(-1)
        assert (await Site.get(id=room.site_id)).ends_on == days_ago(-1)
        kept: dict[str, Any] = {"siteId": f"site_{room.site_id}", "version": 2}
        await doing.done("retireSite", desk, **kept)
        assert (await Site.get(id=room.site_id)).ends_on is None
