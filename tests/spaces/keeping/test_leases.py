"""Leases and allowances: to whom a space is let, for what, until when."""

import asyncio
from decimal import Decimal
from typing import Any

import pytest

from hub.actor import Actor, Role
from hub.members.models import Organization
from hub.members.terms import MembershipCategory
from hub.spaces.booking_models import Booking
from hub.spaces.lease_models import Allowance, Lease, RentStep
from tests.make import members, spaces
from tests.make.members import days_ago
from tests.make.spaces import HOUR, tomorrow_at
from tests.mutating.doing import Doing, signed_in


def in_days(days: int) -> str:
    return days_ago(-days).isoformat()


async def member() -> Organization:
    """A member whose year has begun."""
    alfa = await members.organization("Alfa")
    await members.membership(organization=alfa, periods=[(days_ago(300), days_ago(-65))])
    return alfa


async def wish(**given: Any) -> dict[str, Any]:
    if "spaceId" not in given:
        given["spaceId"] = f"space_{(await spaces.desk()).id}"
    if not {"organizationId", "personId"} & given.keys():
        given["organizationId"] = f"org_{(await member()).id}"
    return {"startsOn": in_days(1), **given}


def the(lease: Lease, **given: Any) -> dict[str, Any]:
    return {"leaseId": f"lease_{lease.id}", "version": lease.version, **given}


async def test_a_desk_is_let_to_a_member(doing: Doing, desk: Actor) -> None:
    given = await wish(monthlyAmount="180.00", vatRate="22", deposit="300.00", noticeDays=30)

    shown = 'lease { state rentOn(date: "2027-06-01") deposit noticeDays space { isLeased } }'
    answer = await doing.done("createLease", desk, shown, **given)

    assert answer["lease"] == {
        "state": "UPCOMING",
        "rentOn": "180.00",
        "deposit": "300.00",
        "noticeDays": 30,
        "space": {"isLeased": False},
    }


async def test_a_desk_is_let_to_a_co_worker(doing: Doing, desk: Actor) -> None:
    terms = await members.membership_type(category=MembershipCategory.CO_WORKER)
    anna = await members.person()
    given = await wish(personId=f"person_{anna.id}")
    assert await doing.problems("createLease", desk, **given) == [
        ("NOT_COVERED_ON_DATE", "personId")
    ]

    await members.membership(person=anna, type=terms, periods=[(days_ago(30), days_ago(-330))])
    await doing.done("createLease", desk, **given)


async def test_the_membership_covers_the_first_day(doing: Doing, desk: Actor) -> None:
    given = await wish(startsOn=in_days(200))
    assert await doing.problems("createLease", desk, **given) == [
        ("NOT_COVERED_ON_DATE", "organizationId")
    ]
    assert await doing.problems(
        "createLease", desk, spaceId=given["spaceId"], startsOn=in_days(1)
    ) == [("HOLDER_MISSING", "")]


async def test_who_uses_what_an_organization_leases_belongs_to_it(
    doing: Doing, desk: Actor
) -> None:
    alfa, anna = await member(), await members.person()
    given = await wish(organizationId=f"org_{alfa.id}", personId=f"person_{anna.id}")
    assert await doing.problems("createLease", desk, **given) == [
        ("USER_NOT_OF_ORGANIZATION", "personId")
    ]
    await members.affiliation(organization=alfa, person=anna)
    await doing.done("createLease", desk, **given)


@pytest.mark.parametrize("place", ["itself", "around", "within", "beside"])
async def test_a_space_is_let_once(doing: Doing, desk: Actor, place: str) -> None:
    room = await spaces.space(kind="OFFICE", is_bookable=False)
    own = await spaces.desk(parent=room)
    other = {"itself": own, "around": room, "beside": await spaces.desk(parent=room)}
    let = own if place == "within" else other[place]
    await spaces.lease(space=let, ends_on=days_ago(-10))
    await spaces.lease(space=let, starts_on=days_ago(-20), ends_on=days_ago(-20))
    space = room if place == "within" else own

    given = await wish(spaceId=f"space_{space.id}")
    problems = await doing.problems("createLease", desk, **given)

    assert problems == ([] if place == "beside" else [("LEASE_OVERLAP", "startsOn")])
    free = {**given, "startsOn": in_days(10)}
    if place != "beside":
        await doing.done("createLease", desk, **free)


async def test_a_booked_space_is_not_let(doing: Doing, desk: Actor) -> None:
    room = await spaces.space("Ufficio")
    booking = await spaces.booking(tomorrow_at(9), space=room)
    missed = await spaces.booking(
        tomorrow_at(9) - 48 * HOUR, space=room, check_in_due_at=tomorrow_at(9) - 47 * HOUR
    )
    shown = """problems { code ... on LeaseHasBookingsProblem { count bookings { id } } }"""
    query = f"mutation ($input: CreateLeaseInput!) {{ createLease(input: $input) {{ {shown} }} }}"
    given = await wish(spaceId=f"space_{room.id}", startsOn=in_days(-5))

    answer = await doing.data(query, desk, input=given)

    assert answer["createLease"]["problems"] == [
        {"code": "LEASE_HAS_BOOKINGS", "count": 1, "bookings": [{"id": f"booking_{booking.id}"}]}
    ]
    await booking.delete()
    await doing.done("createLease", desk, **given)
    assert (await Booking.get(id=missed.id)).released_at is not None


async def test_of_a_booking_and_a_lease_at_once_one_wins(doing: Doing, desk: Actor) -> None:
    for _ in range(4):
        room = await spaces.space()
        given = await wish(spaceId=f"space_{room.id}")
        await asyncio.gather(
            doing.codes("createLease", desk, **given),
            spaces.booking(tomorrow_at(9), space=room),
            return_exceptions=True,
        )
        is_let = await Lease.filter(space_id=room.id).exists()
        assert is_let is not await Booking.filter(space_id=room.id).exists()


async def test_of_two_leases_at_once_one_wins(doing: Doing, desk: Actor) -> None:
    given = await wish()
    codes = await asyncio.gather(*(doing.codes("createLease", desk, **given) for _ in range(4)))
    assert sorted(codes) == [[], *[["LEASE_OVERLAP"]] * 3]


async def test_what_is_agreed_must_make_sense(doing: Doing, desk: Actor) -> None:
    room = await spaces.desk(starts_on=days_ago(3), ends_on=days_ago(-100))
    given = await wish(spaceId=f"space_{room.id}", endsOn=in_days(50))
    for more, problem in (
        ({"endsOn": in_days(1)}, ("PERIOD_NOT_IN_ORDER", "endsOn")),
        ({"endsOn": None}, ("PLACE_RETIRED", "endsOn")),
        ({"startsOn": in_days(-4)}, ("DAY_TOO_EARLY", "startsOn")),
        ({"startsOn": in_days(-367)}, ("DAY_TOO_EARLY", "startsOn")),
        ({"monthlyAmount": "-1"}, ("AMOUNT_INVALID", "monthlyAmount")),
        ({"deposit": "1.001"}, ("AMOUNT_INVALID", "deposit")),
        ({"vatRate": "101"}, ("RATE_INVALID", "vatRate")),
        ({"noticeDays": -1}, ("NUMBER_OUT_OF_RANGE", "noticeDays")),
        ({"signedOn": in_days(1)}, ("DAY_TOO_LATE", "signedOn")),
        ({"note": "x" * 2001}, ("TOO_LONG", "note")),
    ):
        problems = await doing.problems("createLease", desk, **{**given, **more})
        assert problem in problems


async def test_the_rent_changes_from_a_day_on(doing: Doing, desk: Actor) -> None:
    lease = await spaces.lease(monthly_amount="100.00", ends_on=days_ago(-100))
    given = {"leaseId": f"lease_{lease.id}", "startsOn": in_days(10), "monthlyAmount": "110.00"}

    shown = "rentStep { startsOn monthlyAmount reason }"
    await doing.done("changeRent", desk, **given)
    answer = await doing.done(
        "changeRent", desk, shown, **{**given, "monthlyAmount": "120.00", "reason": "ISTAT"}
    )

    assert answer["rentStep"] == {
        "startsOn": in_days(10),
        "monthlyAmount": "120.00",
        "reason": "ISTAT",
    }
    assert await RentStep.all().count() == 1
    for more, problem in (
        ({"startsOn": in_days(-1)}, ("DAY_PASSED", "startsOn")),
        ({"startsOn": in_days(100)}, ("LEASE_OVER", "startsOn")),
        ({"monthlyAmount": "1.001"}, ("AMOUNT_INVALID", "monthlyAmount")),
        ({"reason": "x" * 201}, ("TOO_LONG", "reason")),
    ):
        assert await doing.problems("changeRent", desk, **{**given, **more}) == [problem]
    later = await spaces.lease(starts_on=days_ago(-50))
    early = {**given, "leaseId": f"lease_{later.id}"}
    assert await doing.problems("changeRent", desk, **early) == [("DAY_TOO_EARLY", "startsOn")]


class TestNotice:
    """A lease ends after its days of notice, or, as the desk has it, at once."""

    async def scene(self, **given: Any) -> tuple[Lease, Actor]:
        alfa = await member()
        head, _ = await signed_in(Role.ADMINISTRATOR, organization=alfa, administers=True)
        return await spaces.lease(organization=alfa, notice_days=30, **given), head

    async def test_the_holder_gives_notice(self, doing: Doing) -> None:
        lease, head = await self.scene()
        early = the(lease, endsOn=in_days(29))
        assert await doing.problems("endLease", head, **early) == [("NOTICE_TOO_SHORT", "endsOn")]

        await doing.done("endLease", head, **the(lease))

        row = await Lease.get(id=lease.id)
        assert (row.ends_on, row.notice_on) == (days_ago(-30), days_ago(0))

    async def test_only_the_desk_does_without_it(self, doing: Doing, desk: Actor) -> None:
        lease, head = await self.scene()
        wishes = {"waiveNotice": True, "endsOn": in_days(0), "noticeOn": in_days(-1)}
        assert await doing.problems("endLease", head, **the(lease, **wishes)) == [
            ("NOT_ALLOWED", "noticeOn"),
            ("NOT_ALLOWED", "waiveNotice"),
        ]
        await doing.done("endLease", desk, **the(lease, **wishes))

        over = await Lease.get(id=lease.id)
        assert await doing.problems("endLease", desk, **the(over)) == [("LEASE_OVER", "leaseId")]

    async def test_it_ends_when_it_can(self, doing: Doing, desk: Actor) -> None:
        lease, _ = await self.scene(ends_on=days_ago(-60))
        for more, problem in (
            ({"endsOn": in_days(61)}, ("DAY_TOO_LATE", "endsOn")),
            ({"endsOn": in_days(-1)}, ("DAY_PASSED", "endsOn")),
            ({"noticeOn": in_days(1), "endsOn": in_days(40)}, ("DAY_AHEAD", "noticeOn")),
        ):
            assert await doing.problems("endLease", desk, **the(lease, **more)) == [problem]
        later = await spaces.lease(starts_on=days_ago(-50))
        early = the(later, endsOn=in_days(20))
        assert await doing.problems("endLease", desk, **early) == [("DAY_TOO_EARLY", "endsOn")]
        await doing.done("endLease", desk, **the(later))
        assert (await Lease.get(id=later.id)).ends_on == days_ago(-50)

    async def test_who_uses_it_does_not_end_it(self, doing: Doing) -> None:
        anna = await members.person()
        lease, _ = await self.scene(person=anna)
        user, _ = await signed_in(person=anna)
        stranger, _ = await signed_in()
        assert await doing.codes("endLease", user, **the(lease)) == ["NOT_ALLOWED"]
        assert await doing.codes("endLease", stranger, **the(lease)) == ["NOT_FOUND"]


async def test_a_deposit_is_received_and_given_back(doing: Doing, desk: Actor) -> None:
    lease = await spaces.lease()
    assert await doing.problems("recordDeposit", desk, **the(lease)) == [
        ("DEPOSIT_MISSING", "amount")
    ]
    assert await doing.problems("returnDeposit", desk, **the(lease)) == [
        ("DEPOSIT_MISSING", "leaseId")
    ]
    ahead = the(lease, amount="300.00", receivedOn=in_days(1))
    assert await doing.problems("recordDeposit", desk, **ahead) == [("DAY_AHEAD", "receivedOn")]

    given = the(lease, amount="300.00", receivedOn=in_days(-2))
    await doing.done("recordDeposit", desk, **given)
    lease = await Lease.get(id=lease.id)
    assert await doing.codes("recordDeposit", desk, **the(lease)) == ["ALREADY_DECIDED"]
    for day, problem in (
        (in_days(1), ("DAY_AHEAD", "returnedOn")),
        (in_days(-3), ("DAY_TOO_EARLY", "returnedOn")),
    ):
        wish = the(lease, returnedOn=day)
        assert await doing.problems("returnDeposit", desk, **wish) == [problem]
    await doing.done("returnDeposit", desk, **the(lease))

    lease = await Lease.get(id=lease.id)
    assert (lease.deposit, lease.deposit_returned_on) == (Decimal("300.00"), days_ago(0))
    assert await doing.codes("returnDeposit", desk, **the(lease)) == ["ALREADY_DECIDED"]


async def test_an_allowance_replaces_the_one_before(doing: Doing, desk: Actor) -> None:
    alfa = await members.organization()
    await spaces.allowance(600, organization=alfa, ends_on=days_ago(-300))
    await spaces.allowance(700, organization=alfa, starts_on=days_ago(-300))
    given = {
        "organizationId": f"org_{alfa.id}",
        "kind": "MEETING_ROOM",
        "minutesPerMonth": 900,
        "startsOn": in_days(20),
    }

    shown = "allowance { minutesPerMonth startsOn isCurrent }"
    answer = await doing.done("setAllowance", desk, shown, **given)

    assert answer["allowance"] == {
        "minutesPerMonth": 900,
        "startsOn": in_days(20),
        "isCurrent": False,
    }
    rows = {row.minutes_per_month: row.ends_on for row in await Allowance.all()}
    assert rows == {600: days_ago(-20), 700: days_ago(-300), 900: None}
    ended = {**given, "minutesPerMonth": None}
    assert (await doing.done("setAllowance", desk, shown, **ended))["allowance"] is None
    assert (await Allowance.get(minutes_per_month=900)).ends_on == days_ago(-20)
    for more, problem in (
        ({"startsOn": in_days(-1)}, ("DAY_PASSED", "startsOn")),
        ({"minutesPerMonth": -1}, ("NUMBER_OUT_OF_RANGE", "minutesPerMonth")),
    ):
        assert await doing.problems("setAllowance", desk, **{**given, **more}) == [problem]
