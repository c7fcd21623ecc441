"""Seats: the last one and the one too many, on which days, and what a seat is worth."""

from typing import Any

import pytest

from hub.actor import Actor, Role
from hub.members.membership_models import Membership
from hub.members.models import Affiliation, Organization
from tests.make import members
from tests.make.members import days_ago
from tests.mutating.doing import Doing, signed_in

SEATED = "affiliation { hasSeat version }"
IS_MEMBER = """query ($id: ID!, $day: Date) { node(id: $id) { ... on Person {
    isMemberOn(date: $day) memberships { totalCount } } } }"""


def in_days(days: int) -> str:
    return days_ago(-days).isoformat()


def the(row: Affiliation, **given: Any) -> dict[str, Any]:
    return {"affiliationId": f"aff_{row.id}", "version": row.version, **given}


async def firm(seats: int | None, **given: Any) -> tuple[Organization, Actor]:
    """A member with so many seats, and its administrator."""
    alfa = await members.organization()
    terms = await members.membership_type(seats=seats)
    await members.membership(organization=alfa, type=terms, **given)
    head, _ = await signed_in(Role.ADMINISTRATOR, organization=alfa, administers=True)
    return alfa, head


async def test_the_last_seat_is_given_and_the_one_after_is_not(doing: Doing) -> None:
    alfa, head = await firm(2)
    first, second, third = [await members.affiliation(organization=alfa) for _ in range(3)]
    await doing.done("assignSeat", head, **the(first))
    answer = await doing.done("assignSeat", head, SEATED, **the(second))

    assert answer["affiliation"] == {"hasSeat": True, "version": 2}
    assert await doing.problems("assignSeat", head, **the(third)) == [
        ("SEAT_LIMIT", "affiliationId")
    ]
    assert await doing.message("assignSeat", head, **the(third)) == (
        "All 2 seats are in use on 12 May 2027: release one first."
    )
    await doing.done("releaseSeat", head, **the(await Affiliation.get(id=first.id)))
    await doing.done("assignSeat", head, **the(third))


@pytest.mark.parametrize(
    ("starts", "ends", "codes"),
    [
        (0, 10, []),
        (0, 11, ["SEAT_LIMIT"]),
        (19, None, ["SEAT_LIMIT"]),
        (20, None, []),
        (-90, None, ["SEAT_LIMIT"]),
    ],
)
async def test_a_seat_is_counted_on_the_days_of_its_holder(
    doing: Doing, *, starts: int, ends: int | None, codes: list[str]
) -> None:
    alfa, head = await firm(1)
    # What has ended counts no more.
    await members.affiliation(
        organization=alfa, starts_on=days_ago(50), ends_on=days_ago(0), has_seat=True
    )
    await members.affiliation(
        organization=alfa, starts_on=days_ago(-10), ends_on=days_ago(-20), has_seat=True
    )
    row = await members.affiliation(
        organization=alfa,
        starts_on=days_ago(-starts),
        ends_on=None if ends is None else days_ago(-ends),
    )

    assert await doing.codes("assignSeat", head, **the(row)) == codes


@pytest.mark.parametrize(("seats", "codes"), [(0, ["SEAT_LIMIT"]), (None, [])])
async def test_there_may_be_no_seats_or_any_number(
    doing: Doing, seats: int | None, codes: list[str]
) -> None:
    alfa, head = await firm(seats)
    row = await members.affiliation(organization=alfa)

    assert await doing.codes("assignSeat", head, **the(row)) == codes


@pytest.mark.parametrize(("ended", "codes"), [(29, []), (30, ["SEATS_NOT_GIVEN"])])
async def test_seats_are_given_until_the_last_day_of_grace(
    doing: Doing, ended: int, codes: list[str]
) -> None:
    alfa, head = await firm(5, periods=[(days_ago(300), days_ago(ended))])
    row = await members.affiliation(organization=alfa)

    assert await doing.codes("assignSeat", head, **the(row)) == codes


@pytest.mark.parametrize(("ends", "codes"), [(0, ["AFFILIATION_OVER"]), (1, [])])
async def test_who_has_left_gets_no_seat(doing: Doing, ends: int, codes: list[str]) -> None:
    alfa, head = await firm(5)
    row = await members.affiliation(organization=alfa, ends_on=days_ago(-ends))

    assert await doing.codes("assignSeat", head, **the(row)) == codes


async def test_who_has_seen_another_version_is_told(doing: Doing) -> None:
    alfa, head = await firm(5)
    row = await members.affiliation(organization=alfa, version=3)

    for act in ("assignSeat", "releaseSeat"):
        assert await doing.codes(act, head, **the(row, version=2)) == ["STALE_VERSION"]


async def test_a_seat_is_worth_what_the_membership_is_on_the_day(doing: Doing) -> None:
    alfa, head = await firm(5, periods=[(days_ago(300), days_ago(-10))])
    anna = await members.person()
    row = await members.affiliation(
        person=anna, organization=alfa, starts_on=days_ago(20), ends_on=days_ago(-41)
    )

    async def is_member(days: int) -> bool:
        given = {"id": f"person_{anna.id}", "day": in_days(days)}
        desk, _ = await signed_in(Role.FRONT_DESK)
        found = await doing.data(IS_MEMBER, desk, **given)
        assert found["node"]["memberships"]["totalCount"] == 0
        return bool(found["node"]["isMemberOn"])

    assert not await is_member(0)
    await doing.done("assignSeat", head, **the(row))
    # From when she belongs there, up to the last day of grace of the organization's membership.
    days = {-21: False, -20: True, 0: True, 39: True, 40: False, 41: False}
    assert {day: await is_member(day) for day in days} == days


async def test_a_membership_of_ones_own_stays_as_it_is(doing: Doing) -> None:
    alfa, head = await firm(5)
    anna = await members.person()
    own = await members.membership(person=anna)
    row = await members.affiliation(person=anna, organization=alfa)
    await doing.done("assignSeat", head, **the(row))
    desk, _ = await signed_in(Role.DIRECTION)

    of_alfa = await Membership.get(organization_id=alfa.id)
    given = {"membershipId": f"mship_{of_alfa.id}", "reason": "Mora"}
    await doing.done("expelMember", desk, **given)

    found = await doing.data(IS_MEMBER, desk, id=f"person_{anna.id}")
    assert found["node"] == {"isMemberOn": True, "memberships": {"totalCount": 1}}
    before = own.version
    await own.refresh_from_db()
    assert own.version == before
