"""Renewing early, in time and too late; suspending and lifting; each refusal at its edge."""

from datetime import date
from typing import Any

import pytest

from hub.actor import Actor, Role
from hub.members.membership_models import Membership, MembershipPeriod, Suspension
from hub.members.membership_refusals import SuspensionOverlap
from hub.members.models import Organization
from hub.members.terms import MembershipCategory
from tests.make import members
from tests.make.members import days_ago
from tests.mutating.doing import Doing, signed_in

TODAY = date(2027, 5, 12)
PERIOD = "period { startsOn endsOn note membership { id status coveredUntil } }"
READMITTED = """membership { id status appliedOn joinedOn number previous { id next { id } status }
    periods { nodes { startsOn endsOn } } }"""


def in_days(days: int) -> str:
    return days_ago(-days).isoformat()


def the(row: Membership, **given: Any) -> dict[str, Any]:
    return {"membershipId": f"mship_{row.id}", **given}


async def covered(days: int, **given: Any) -> Membership:
    """A membership whose last period ends in so many days; its grace takes thirty."""
    return await members.membership(periods=[(days_ago(300), days_ago(-days))], **given)


async def direction() -> Actor:
    return (await signed_in(Role.DIRECTION))[0]


@pytest.mark.parametrize(
    "days", [65, 1, 0, -29], ids=["early", "last day", "first of grace", "last"]
)
async def test_a_period_begins_where_the_last_one_ends(doing: Doing, days: int) -> None:
    alfa = await members.organization()
    head, _ = await signed_in(Role.ADMINISTRATOR, organization=alfa, administers=True)
    row = await covered(days, organization=alfa)

    given = the(row, coveredUntil=in_days(days))
    answer = await doing.done("renewMembership", head, PERIOD, **given)

    period = answer["period"]
    ends_on = days_ago(-days).replace(year=days_ago(-days).year + 1).isoformat()
    assert (period["startsOn"], period["endsOn"]) == (in_days(days), ends_on)
    assert period["membership"]["status"] == "ACTIVE"


async def test_after_the_last_day_of_grace_there_is_nothing_to_renew(doing: Doing) -> None:
    row, actor = await covered(-30), await direction()

    payload = await doing.payload(
        "renewMembership",
        actor,
        **the(row, coveredUntil=in_days(-30)),
    )

    (problem,) = payload["problems"]
    assert problem["code"] == "INVALID_TRANSITION"
    assert problem["message"] == (
        "This membership is LAPSED on 12 May 2027: possible is readmitMember, applyForMembership,"
        " settleLapse."
    )


async def test_a_problem_tells_programs_what_is_possible(doing: Doing) -> None:
    row, actor = await members.application(), await direction()
    query = """mutation ($input: SuspendMembershipInput!) { suspendMembership(input: $input) {
        problems { ... on InvalidTransitionProblem { code status allowed } } } }"""

    data = await doing.data(query, actor, input=the(row, reason="Mora"))

    assert data["suspendMembership"]["problems"] == [
        {
            "code": "INVALID_TRANSITION",
            "status": "APPLIED",
            "allowed": ["admitMember", "rejectApplication", "withdrawApplication"],
        }
    ]


async def test_one_period_is_renewed_ahead(doing: Doing) -> None:
    row, actor = await covered(65), await direction()
    await doing.done("renewMembership", actor, **the(row, coveredUntil=in_days(65)))

    again = the(row, coveredUntil=(date(2028, 7, 16)).isoformat())
    assert await doing.codes("renewMembership", actor, **again) == ["INVALID_TRANSITION"]


async def test_who_comes_second_renews_nothing_twice(doing: Doing) -> None:
    row, actor = await covered(-5), await direction()
    given = the(row, coveredUntil=in_days(-5))
    await doing.done("renewMembership", actor, **given)

    assert await doing.problems("renewMembership", actor, **given) == [
        ("PERIOD_OVERLAP", "coveredUntil")
    ]
    assert await MembershipPeriod.all().count() == 2


async def test_what_has_no_end_is_not_renewed(doing: Doing) -> None:
    given = the(await members.membership(), coveredUntil=in_days(0))

    assert await doing.codes("renewMembership", await direction(), **given) == [
        "INVALID_TRANSITION"
    ]


@pytest.mark.parametrize(("leaves_in", "is_renewed"), [(65, False), (66, True)])
async def test_who_leaves_is_covered_until_then(
    doing: Doing, leaves_in: int, *, is_renewed: bool
) -> None:
    row = await covered(65, notice_on=TODAY, resigned_on=days_ago(-leaves_in))
    given = the(row, coveredUntil=in_days(65))

    codes = await doing.codes("renewMembership", await direction(), **given)

    assert codes == ([] if is_renewed else ["INVALID_TRANSITION"])


async def test_a_year_from_the_leap_day_is_renewed_to_the_next_one(doing: Doing) -> None:
    row = await members.membership(periods=[(date(2024, 2, 29), date(2027, 2, 28))])
    row.type.grace_days = 90
    await row.type.save()

    given = the(row, coveredUntil="2027-02-28")
    answer = await doing.done("renewMembership", await direction(), PERIOD, **given)

    assert (answer["period"]["startsOn"], answer["period"]["endsOn"]) == (
        "2027-02-28",
        "2028-02-29",
    )


async def test_only_the_desk_makes_remarks(doing: Doing) -> None:
    alfa = await members.organization()
    head, _ = await signed_in(Role.ADMINISTRATOR, organization=alfa, administers=True)
    row = await covered(5, organization=alfa)
    given = the(row, coveredUntil=in_days(5), note="Amici")

    assert await doing.problems("renewMembership", head, **given) == [("NOT_ALLOWED", "note")]
    await doing.done("renewMembership", await direction(), **given)


@pytest.mark.parametrize(("days", "is_over"), [(-30, True), (-29, False)])
async def test_who_has_lapsed_is_readmitted_with_a_gap_that_stays(
    doing: Doing, days: int, *, is_over: bool
) -> None:
    row, actor = await covered(days, number="S-007"), await direction()
    if not is_over:
        assert await doing.codes("readmitMember", actor, **the(row)) == ["INVALID_TRANSITION"]
        return
    answer = await doing.done("readmitMember", actor, READMITTED, **the(row))

    new = answer["membership"]
    assert new["previous"] == {
        "id": f"mship_{row.id}",
        "next": {"id": new["id"]},
        "status": "LAPSED",
    }
    assert (new["status"], new["number"], new["joinedOn"]) == ("ACTIVE", "S-008", in_days(0))
    assert new["periods"]["nodes"] == [{"startsOn": in_days(0), "endsOn": "2028-05-12"}]
    assert await doing.codes("readmitMember", actor, **the(row)) == ["INVALID_TRANSITION"]


async def test_who_left_comes_back_on_the_day_after_and_not_before(doing: Doing) -> None:
    row = await covered(65, notice_on=days_ago(9), resigned_on=TODAY)
    actor = await direction()

    found = await doing.problems("readmitMember", actor, **the(row, startsOn=in_days(-1)))
    assert found == [("DAY_TOO_EARLY", "startsOn"), ("PERIOD_OVERLAP", "startsOn")]
    await doing.done("readmitMember", actor, **the(row))


async def test_who_is_expelled_applies_again(doing: Doing) -> None:
    row, actor = await covered(65, expelled_on=TODAY), await direction()

    payload = await doing.payload("readmitMember", actor, **the(row))

    (problem,) = payload["problems"]
    assert problem["message"].endswith("EXPELLED on 12 May 2027: possible is applyForMembership.")


async def test_who_has_applied_meanwhile_is_not_readmitted(doing: Doing) -> None:
    row, actor = await covered(-40), await direction()
    await members.application(organization=await Organization.get(id=row.organization_id))

    assert await doing.codes("readmitMember", actor, **the(row)) == ["ALREADY_APPLIED"]


async def test_a_member_is_not_readmitted_as_a_co_worker(doing: Doing) -> None:
    row, actor = await covered(-40), await direction()
    desk = await members.membership_type(category=MembershipCategory.CO_WORKER)
    over = await members.membership_type(offered_until=TODAY)

    for terms in (desk, over):
        given = the(row, typeId=f"mtype_{terms.id}")
        assert await doing.problems("readmitMember", actor, **given) == [
            ("TYPE_NOT_OFFERED", "typeId")
        ]


async def test_a_membership_is_suspended_and_the_suspension_lifted(doing: Doing) -> None:
    row, actor = await covered(65), await direction()
    given = the(row, reason="Contributo non pagato")
    shown = "suspension { id version endsOn membership { status } }"

    begun = (await doing.done("suspendMembership", actor, shown, **given))["suspension"]
    lifted = {"suspensionId": begun["id"], "version": begun["version"]}
    ended = (await doing.done("liftSuspension", actor, shown, **lifted))["suspension"]

    assert begun["membership"]["status"] == "SUSPENDED"
    # On its first day: as if it had never been.
    assert (ended["endsOn"], ended["membership"]["status"]) == ("2027-05-12", "ACTIVE")
    again = {**lifted, "version": 2}
    assert await doing.codes("liftSuspension", actor, **again) == ["INVALID_TRANSITION"]


@pytest.mark.parametrize(
    ("starts", "ends", "code"),
    [(0, 10, None), (0, 11, "PERIOD_OVERLAP"), (19, 20, "PERIOD_OVERLAP"), (20, None, None)],
)
async def test_suspensions_share_no_day(
    doing: Doing, starts: int, ends: int | None, *, code: str | None
) -> None:
    row, actor = await covered(65), await direction()
    await members.suspension(membership=row, starts_on=days_ago(-10), ends_on=days_ago(-20))
    given = the(
        row, reason="Mora", startsOn=in_days(starts), endsOn=None if ends is None else in_days(ends)
    )

    assert await doing.codes("suspendMembership", actor, **given) == ([code] if code else [])
    assert SuspensionOverlap.code == "PERIOD_OVERLAP"


async def test_a_suspension_begins_and_ends_in_order(doing: Doing) -> None:
    row, actor = await covered(65), await direction()

    flawed = the(row, reason=" ", startsOn=in_days(-1), endsOn=in_days(-1))
    assert await doing.problems("suspendMembership", actor, **flawed) == [
        ("REQUIRED", "reason"),
        ("DAY_PASSED", "startsOn"),
        ("PERIOD_NOT_IN_ORDER", "endsOn"),
    ]
    late = the(row, reason="Mora", startsOn=in_days(367))
    assert await doing.codes("suspendMembership", actor, **late) == ["DAY_TOO_LATE"]


async def test_a_suspension_is_shortened_and_never_prolonged(doing: Doing) -> None:
    row, actor = await covered(65), await direction()
    pause = await members.suspension(membership=row, starts_on=days_ago(-10), ends_on=days_ago(-20))
    given: dict[str, Any] = {"suspensionId": f"msusp_{pause.id}", "version": 1}

    for day, code in ((-1, "DAY_PASSED"), (9, "PERIOD_NOT_IN_ORDER"), (21, "DAY_TOO_LATE")):
        found = await doing.problems("liftSuspension", actor, **given, endsOn=in_days(day))
        assert found == [(code, "endsOn")]
    stale = {**given, "version": 7}
    assert await doing.codes("liftSuspension", actor, **stale) == ["STALE_VERSION"]
    await doing.done("liftSuspension", actor, **given)
    assert (await Suspension.get()).ends_on == days_ago(-10)
    # What was taken back before its first day is over, though that day is still to come.
    again = {**given, "version": 2}
    assert await doing.codes("liftSuspension", actor, **again) == ["INVALID_TRANSITION"]


@pytest.mark.parametrize("status", ["GRACE", "LAPSED", "PENDING", "SUSPENDED"])
async def test_what_gives_rights_can_be_suspended(doing: Doing, status: str) -> None:
    row = await covered({"GRACE": -29, "LAPSED": -30}.get(status, 65))
    if status == "PENDING":
        await MembershipPeriod.all().update(starts_on=days_ago(-1))
    if status == "SUSPENDED":
        await members.suspension(membership=row, ends_on=days_ago(-5))
    given = the(row, reason="Mora", startsOn=in_days(6))

    codes = await doing.codes("suspendMembership", await direction(), **given)

    assert codes == ([] if status == "GRACE" else ["INVALID_TRANSITION"])
