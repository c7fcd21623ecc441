"""Taking leave of a member who has lapsed: what still hangs on the membership is settled."""

from datetime import date
from typing import Any

import pytest

from hub.actor import Actor, Role
from hub.members.membership_models import Membership
from hub.members.models import Organization
from hub.spaces.booking_models import Booking
from hub.spaces.lease_models import Lease
from tests.make import members, spaces
from tests.make.members import days_ago
from tests.mutating.doing import Doing, signed_in

TODAY = date(2027, 5, 12)
SETTLED = "membership { status } consequences { kind on outcome } consequenceCount"


def in_days(days: int) -> str:
    return days_ago(-days).isoformat()


def the(row: Membership, **given: Any) -> dict[str, Any]:
    return {"membershipId": f"mship_{row.id}", **given}


@pytest.fixture
async def desk(doing: Doing) -> Actor:
    return (await signed_in(Role.FRONT_DESK))[0]


async def covered_until(days: int, **given: Any) -> Membership:
    """An organization's membership with thirty days of grace after the end of its period."""
    terms = await members.membership_type(grace_days=30)
    return await members.membership(type=terms, periods=[(days_ago(380), days_ago(-days))], **given)


async def hanging(row: Membership) -> None:
    """A desk that is let without an end, and a booking on each side of now."""
    alfa = await Organization.get(id=row.organization_id)
    await spaces.lease(organization=alfa)
    await spaces.booking(spaces.on(days_ago(2), 9), organization=alfa)
    await spaces.booking(spaces.tomorrow_at(9), organization=alfa)


@pytest.mark.parametrize(("ended", "codes"), [(-30, []), (-29, ["INVALID_TRANSITION"])])
async def test_it_is_settled_after_the_last_day_of_grace(
    doing: Doing, desk: Actor, *, ended: int, codes: list[str]
) -> None:
    row = await covered_until(ended)

    assert await doing.codes("settleLapse", desk, **the(row)) == codes


@pytest.mark.parametrize("leaving", ["resigned_on", "expelled_on"])
async def test_who_has_left_has_settled_it(doing: Doing, desk: Actor, leaving: str) -> None:
    notice = {"notice_on": days_ago(200)} if leaving == "resigned_on" else {}
    row = await covered_until(-100, **{leaving: days_ago(150)}, **notice)

    assert await doing.codes("settleLapse", desk, **the(row)) == ["INVALID_TRANSITION"]


async def test_what_hangs_on_it_ends_today(doing: Doing, desk: Actor) -> None:
    row = await covered_until(-100)
    await hanging(row)

    dry = await doing.done("settleLapse", desk, SETTLED, **the(row), dryRun=True)
    assert await Lease.filter(ends_on=None).count() == 1
    answer = await doing.done("settleLapse", desk, SETTLED, **the(row))

    assert (
        dry
        == answer
        == {
            "membership": {"status": "LAPSED"},
            "consequences": [
                {"kind": "LEASE", "on": in_days(0), "outcome": "ENDED"},
                {"kind": "BOOKING", "on": in_days(1), "outcome": "CANCELLED"},
            ],
            "consequenceCount": 2,
        }
    )
    assert (await Lease.get()).ends_on == TODAY
    assert await Booking.filter(cancelled_at=None).count() == 1


async def test_it_is_settled_once(doing: Doing, desk: Actor) -> None:
    row = await covered_until(-100)
    await hanging(row)
    await doing.done("settleLapse", desk, **the(row))

    again = await doing.done("settleLapse", desk, SETTLED, **the(row))

    assert again["consequences"] == []


async def test_another_member_takes_it_over(doing: Doing, desk: Actor) -> None:
    row, beta = await covered_until(-100), await members.membership()
    await hanging(row)
    given = the(row, reassignToOrganizationId=f"org_{beta.organization_id}")

    answer = await doing.done("settleLapse", desk, SETTLED, **given)

    assert {each["outcome"] for each in answer["consequences"]} == {"REASSIGNED"}
    assert await Lease.filter(organization_id=beta.organization_id, ends_on=None).count() == 1


async def test_who_came_back_keeps_it(doing: Doing, desk: Actor) -> None:
    row = await covered_until(-100)
    await hanging(row)
    alfa = await Organization.get(id=row.organization_id)
    again: dict[str, Any] = {"applied_on": days_ago(10), "decided_on": days_ago(10)}
    period = (days_ago(10), None)
    await members.membership(organization=alfa, previous=row, periods=[period], **again)

    answer = await doing.done("settleLapse", desk, SETTLED, **the(row))

    assert answer["consequences"] == []
