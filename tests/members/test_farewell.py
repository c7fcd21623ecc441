"""Leaving: notice at its edge, and what becomes of what hangs on a membership."""

from datetime import date, timedelta
from typing import Any

import pytest

from hub import ids
from hub.accounts.models import RoleGrant
from hub.actor import Actor, Role
from hub.ends import ConsequenceKind
from hub.members import consequences
from hub.members.membership_models import FeeLine, Membership
from hub.members.models import Organization, Person
from hub.members.terms import MembershipCategory, Visibility
from hub.record.models import AuditEntry
from hub.spaces.booking_models import Booking, BookingSeries, WaitlistEntry
from hub.spaces.lease_models import Allowance, Lease
from hub.spaces.terms import SpaceKind
from schema.members.consequence_types import TYPES
from tests.make import accounts, members, spaces
from tests.make.members import days_ago
from tests.mutating.doing import NOW, Doing, signed_in

TODAY = date(2027, 5, 12)
LEFT = "membership { status noticeOn resignedOn expelledOn } consequences { kind on outcome what }"


def in_days(days: int) -> str:
    return days_ago(-days).isoformat()


def the(row: Membership, **given: Any) -> dict[str, Any]:
    return {"membershipId": f"mship_{row.id}", **given}


async def member(notice_days: int = 90, **given: Any) -> Membership:
    terms = given.pop("type", None) or await members.membership_type(notice_days=notice_days)
    return await members.membership(type=terms, periods=[(days_ago(300), None)], **given)


async def direction() -> Actor:
    return (await signed_in(Role.DIRECTION))[0]


async def head_of(organization: Organization) -> Actor:
    return (await signed_in(Role.ADMINISTRATOR, organization=organization, administers=True))[0]


async def test_notice_runs_from_today(doing: Doing) -> None:
    alfa = await members.organization()
    row, head = await member(organization=alfa), await head_of(alfa)

    answer = await doing.done("resignMembership", head, LEFT, **the(row, reason="COST"))

    assert answer["membership"] == {
        "status": "ACTIVE",
        "noticeOn": in_days(0),
        "resignedOn": in_days(90),
        "expelledOn": None,
    }
    assert answer["consequences"] == []


@pytest.mark.parametrize(("days", "codes"), [(89, ["NOTICE_TOO_SHORT"]), (90, []), (91, [])])
async def test_notice_is_kept_to_the_day(doing: Doing, days: int, codes: list[str]) -> None:
    given = the(await member(), resignedOn=in_days(days))

    assert await doing.codes("resignMembership", await direction(), **given) == codes


async def test_who_gives_too_short_notice_is_told_the_first_day(doing: Doing) -> None:
    query = """mutation ($input: ResignMembershipInput!) { resignMembership(input: $input) {
        problems { message ... on NoticeTooShortProblem { earliest } } } }"""
    given = the(await member(), resignedOn=in_days(1))

    data = await doing.data(query, await direction(), input=given)

    assert data["resignMembership"]["problems"] == [
        {
            "earliest": "2027-08-10",
            "message": "With 90 days of notice, 10 August 2027 is the first day that is possible.",
        }
    ]


async def test_a_notice_on_paper_counts_from_the_day_it_came_in(doing: Doing) -> None:
    row, actor = await member(), await direction()

    for day, code in ((1, "DAY_TOO_LATE"), (-367, "DAY_TOO_EARLY")):
        found = await doing.problems("resignMembership", actor, **the(row, noticeOn=in_days(day)))
        assert found[0] == (code, "noticeOn")
    given = the(row, noticeOn=in_days(-89))
    answer = await doing.done("resignMembership", actor, LEFT, **given)
    assert answer["membership"]["resignedOn"] == in_days(1)


async def test_a_notice_at_the_end_of_time_is_too_late(doing: Doing) -> None:
    given = the(await member(), noticeOn="9999-12-31")

    assert await doing.codes("resignMembership", await direction(), **given) == ["DAY_TOO_LATE"]


async def test_a_notice_that_has_run_ends_it_today_at_the_earliest(doing: Doing) -> None:
    given = the(await member(), noticeOn=in_days(-200))

    answer = await doing.done("resignMembership", await direction(), LEFT, **given)

    assert answer["membership"]["status"] == "ENDED"
    assert answer["membership"]["resignedOn"] == in_days(0)


async def test_only_the_desk_waives_notice_and_takes_paper(doing: Doing) -> None:
    alfa = await members.organization()
    row, head = await member(organization=alfa), await head_of(alfa)
    beta = await members.membership()
    given = the(
        row,
        waiveNotice=True,
        noticeOn=in_days(-1),
        reassignToOrganizationId=f"org_{beta.organization_id}",
    )

    assert await doing.problems("resignMembership", head, **given) == [
        ("NOT_ALLOWED", "waiveNotice"),
        ("NOT_ALLOWED", "noticeOn"),
        ("NOT_ALLOWED", "reassignToOrganizationId"),
    ]
    answer = await doing.done(
        "resignMembership", await direction(), LEFT, **the(row, waiveNotice=True)
    )
    assert answer["membership"]["status"] == "ENDED"


async def test_an_end_lies_within_two_years(doing: Doing) -> None:
    row, actor = await member(notice_days=0), await direction()

    for days, code in ((-1, "NOTICE_TOO_SHORT DAY_PASSED"), (733, "DAY_TOO_LATE")):
        found = await doing.codes("resignMembership", actor, **the(row, resignedOn=in_days(days)))
        assert " ".join(found) == code
    expelled = the(row, reason=" ", expelledOn=in_days(-1))
    assert await doing.codes("expelMember", actor, **expelled) == ["REQUIRED", "DAY_PASSED"]


async def test_a_resignation_is_taken_back_before_it_takes_effect(doing: Doing) -> None:
    row, actor = await member(notice_days=1), await direction()
    await doing.done("resignMembership", actor, **the(row, reason="COST"))

    again = await doing.codes("resignMembership", actor, **the(row))
    assert again == ["INVALID_TRANSITION"]
    await doing.done("revokeResignation", actor, **the(row))
    kept = await Membership.get()
    assert not any((kept.notice_on, kept.resigned_on, kept.resignation_reason))
    assert await doing.codes("revokeResignation", actor, **the(row)) == ["INVALID_TRANSITION"]


async def test_what_has_taken_effect_is_not_taken_back(doing: Doing) -> None:
    row = await member(notice_on=days_ago(90), resigned_on=TODAY)

    codes = await doing.codes("revokeResignation", await direction(), **the(row))

    assert codes == ["INVALID_TRANSITION"]


async def test_who_leaves_is_expelled_before_that_and_not_afterwards(doing: Doing) -> None:
    row, actor = await member(notice_on=TODAY, resigned_on=days_ago(-10)), await direction()
    given = the(row, reason="Mora")

    late = await doing.codes("expelMember", actor, **given, expelledOn=in_days(11))
    assert late == ["DAY_TOO_LATE"]
    answer = await doing.done("expelMember", actor, LEFT, **given, expelledOn=in_days(10))
    assert answer["membership"]["expelledOn"] == in_days(10)
    assert await doing.codes("expelMember", actor, **given) == ["INVALID_TRANSITION"]


async def everything(alfa: Organization, row: Membership) -> Person:
    """Of each kind one thing before and one after the last day, which comes in ten."""
    anna = await members.person("Anna Alfa")
    await members.affiliation(person=anna, organization=alfa, has_seat=True)
    await members.affiliation(organization=alfa)
    room = await spaces.space("Sala Po")
    for days in (9, 10):
        at = spaces.on(days_ago(-days), 9)
        await spaces.booking(at, space=room, organization=alfa, person=anna)
        await spaces.waitlist_entry(
            space=room,
            organization=alfa,
            person=anna,
            starts_at=at,
            ends_at=at + timedelta(hours=1),
        )
    desk = await spaces.desk(name="Scrivania 1")
    await spaces.lease(space=desk, organization=alfa, starts_on=days_ago(90))
    await spaces.lease(
        space=await spaces.desk(name="Scrivania 2"), organization=alfa, starts_on=days_ago(-20)
    )
    await spaces.lease(
        space=await spaces.desk(name="Scrivania 3"),
        organization=alfa,
        starts_on=days_ago(90),
        ends_on=days_ago(-10),
    )
    await spaces.series(space=room, organization=alfa, starts_on=days_ago(7), ends_on=days_ago(-60))
    await spaces.allowance(organization=alfa)
    await spaces.allowance(300, organization=alfa, kind=SpaceKind.HALL, starts_on=days_ago(-20))
    await spaces.allowance(60, organization=alfa, kind=SpaceKind.LAB, ends_on=days_ago(1))
    await spaces.allowance(90)
    old = await row.periods.all().first()
    await members.fee_line(membership=row, period=old, amount="900.00")
    new = {"covers_from": days_ago(-10), "covers_until": days_ago(-375)}
    await members.fee_line(membership=row, **new)
    return anna


EXPECTED = [
    ("ALLOWANCE", 10, "ENDED", "MEETING_ROOM 600"),
    ("BOOKING", 10, "CANCELLED", "Sala Po, 2027-05-22 09:00"),
    ("BOOKING_SERIES", 10, "ENDED", "Sala Po"),
    ("FEE_LINE", 10, "CREDITED", "YEARLY 1200.00"),
    ("LEASE", 10, "ENDED", "Scrivania 1"),
    ("SEAT", 10, "FOLLOWS", "EMPLOYEE"),
    ("WAITLIST_ENTRY", 10, "CANCELLED", "Sala Po"),
    ("ALLOWANCE", 20, "ENDED", "HALL 300"),
    ("LEASE", 20, "ENDED", "Scrivania 2"),
]


async def test_what_hangs_on_a_membership_ends_with_it(doing: Doing) -> None:
    alfa = await members.organization()
    row, head = await member(notice_days=10, organization=alfa), await head_of(alfa)
    await everything(alfa, row)

    dry = await doing.done("resignMembership", head, LEFT, **the(row), dryRun=True)
    assert await Booking.filter(cancelled_at=None).count() == 2
    answer = await doing.done("resignMembership", head, LEFT, **the(row))

    assert dry == answer
    assert [tuple(each.values()) for each in answer["consequences"]] == [
        (kind, in_days(days), outcome, what) for kind, days, outcome, what in EXPECTED
    ]
    first, second = await Booking.all().order_by("starts_at")
    assert first.cancelled_at is None
    assert (second.cancel_reason, second.cancelled_by_id) == (
        "L'adesione su cui si basava è cessata.",
        head.person_id,
    )
    assert [each.ends_on for each in await Lease.all().order_by("id")] == [
        days_ago(-10),
        days_ago(-20),
        days_ago(-10),
    ]
    assert (await BookingSeries.get()).ends_on == days_ago(-10)
    assert [
        (each.minutes_per_month, each.ends_on) for each in await Allowance.all().order_by("id")
    ] == [
        (600, days_ago(-10)),
        (300, days_ago(-20)),
        (60, days_ago(1)),
        (90, None),
    ]
    assert await WaitlistEntry.filter(left_at=None).count() == 1
    owed, credited = await FeeLine.all().order_by("id")
    assert (owed.credited_on, credited.credited_on) == (None, TODAY)
    entry = await AuditEntry.get()
    assert {row.id, second.id, credited.id} <= set(entry.subjects)


async def test_the_same_key_tells_the_same_consequences(doing: Doing) -> None:
    alfa = await members.organization()
    row, head = await member(notice_days=10, organization=alfa), await head_of(alfa)
    await everything(alfa, row)
    shown = "consequences { id kind }"

    first, again = [
        await doing.done("resignMembership", head, shown, **the(row), idempotencyKey="k")
        for _ in range(2)
    ]

    assert first == again
    booking = (await Booking.all().order_by("-starts_at").first()) or Booking()
    assert {"id": f"booking_{booking.id}", "kind": "BOOKING"} in first["consequences"]


async def test_who_renames_an_answer_gets_it_under_that_name(doing: Doing) -> None:
    alfa = await members.organization()
    row, head = await member(notice_days=10, organization=alfa), await head_of(alfa)
    await everything(alfa, row)
    query = """mutation ($input: ResignMembershipInput!) { resignMembership(input: $input) {
        gone: consequences { of: kind day: on __typename } } }"""

    data = await doing.data(query, head, input=the(row))

    assert data["resignMembership"]["gone"][0] == {
        "of": "ALLOWANCE",
        "day": in_days(10),
        "__typename": "Consequence",
    }


async def test_what_another_membership_covers_stays(doing: Doing) -> None:
    alfa = await members.organization()
    row, actor = await member(notice_days=10, organization=alfa), await direction()
    await everything(alfa, row)
    desk = await members.membership_type(category=MembershipCategory.CO_WORKER, grace_days=0)
    await members.membership(organization=alfa, type=desk, periods=[(days_ago(30), days_ago(-15))])

    answer = await doing.done("resignMembership", actor, LEFT, **the(row))

    assert [(each["kind"], each["on"]) for each in answer["consequences"]] == [
        ("FEE_LINE", in_days(10)),
        ("ALLOWANCE", in_days(20)),
        ("LEASE", in_days(20)),
    ]


async def test_what_hangs_on_it_goes_to_another_member(doing: Doing) -> None:
    alfa = await members.organization()
    row, actor = await member(notice_days=10, organization=alfa), await direction()
    await everything(alfa, row)
    beta = await members.membership(periods=[(days_ago(300), None)])
    given = the(row, reassignToOrganizationId=f"org_{beta.organization_id}")

    answer = await doing.done("resignMembership", actor, LEFT, **given)

    outcomes = {each["kind"]: each["outcome"] for each in answer["consequences"]}
    assert outcomes == {
        "ALLOWANCE": "ENDED",
        "BOOKING": "REASSIGNED",
        "BOOKING_SERIES": "REASSIGNED",
        "FEE_LINE": "CREDITED",
        "LEASE": "REASSIGNED",
        "SEAT": "FOLLOWS",
        "WAITLIST_ENTRY": "CANCELLED",
    }
    passed_on = await Booking.get(organization_id=beta.organization_id)
    assert (passed_on.person_id, passed_on.cancelled_at) == (None, None)
    assert await Lease.filter(organization_id=beta.organization_id, ends_on=None).count() == 2


@pytest.mark.parametrize(("grace", "codes"), [(10, []), (9, ["NOT_COVERED_ON_DATE"])])
async def test_it_goes_to_who_is_covered_on_the_day(
    doing: Doing, grace: int, codes: list[str]
) -> None:
    alfa = await members.organization()
    row, actor = await member(notice_days=10, organization=alfa), await direction()
    at = spaces.on(days_ago(-10), 9)
    await spaces.booking(at, organization=alfa)
    terms = await members.membership_type(grace_days=grace)
    other = await members.membership(
        person=await members.person(), type=terms, periods=[(days_ago(300), days_ago(-1))]
    )
    given = the(row, reassignToPersonId=f"person_{other.person_id}")

    assert await doing.codes("resignMembership", actor, **given) == codes
    assert (await Booking.get()).person_id == (None if codes else other.person_id)


@pytest.mark.parametrize("act", ["resignMembership", "expelMember"])
async def test_it_goes_to_somebody_who_is_there(doing: Doing, act: str) -> None:
    row, actor = await member(), await direction()
    merged = await members.organization(
        merged_at=NOW, merged_into=await members.organization(), listing=Visibility.PRIVATE
    )
    erased = await members.person(erased_at=NOW)
    reason = {"reason": "Mora"} if act == "expelMember" else {}

    for name, id in (
        ("reassignToOrganizationId", f"org_{ids.uuid7()}"),
        ("reassignToOrganizationId", f"org_{merged.id}"),
        ("reassignToPersonId", f"person_{erased.id}"),
    ):
        given = the(row, **reason, **{name: id})
        assert await doing.problems(act, actor, **given) == [("NOT_FOUND", name)]


async def test_it_goes_to_one_party(doing: Doing) -> None:
    row, actor = await member(), await direction()
    beta, carla = await members.organization(), await members.person()
    given = the(
        row,
        reassignToOrganizationId=f"org_{beta.id}",
        reassignToPersonId=f"person_{carla.id}",
    )

    assert await doing.codes("resignMembership", actor, **given) == ["ONE_PARTY"]


async def leaving(doing: Doing, actor: Actor) -> list[tuple[str, ...]]:
    """What hangs on an affiliation with Alfa, of whoever books there and serves at a desk."""
    alfa, anna = await members.organization("Alfa"), await members.person()
    row = await members.affiliation(person=anna, organization=alfa, has_seat=True)
    await members.affiliation(organization=alfa, is_administrator=True)
    account = await accounts.account(person=anna)
    for role in (Role.OBSERVER, Role.DIRECTION):
        await accounts.role_grant(role, account=account)
    await spaces.allowance(organization=alfa)
    at = spaces.on(days_ago(-10), 9)
    await spaces.booking(at, organization=alfa, person=anna)
    await spaces.booking(at, organization=alfa)
    await spaces.booking(at, person=anna)
    given = {"affiliationId": f"aff_{row.id}", "version": 1}
    shown = "consequences { kind outcome }"
    answer = await doing.done("endAffiliation", actor, shown, **given)
    return [tuple(each.values()) for each in answer["consequences"]]


async def test_what_hangs_on_an_affiliation_ends_with_it(doing: Doing) -> None:
    told = await leaving(doing, await direction())

    assert told == [("ROLE", "ENDED"), ("SEAT", "FOLLOWS"), ("BOOKING", "CANCELLED")]
    assert await Booking.filter(cancelled_at=None).count() == 2
    assert (await Allowance.get()).ends_on is None
    grants = await RoleGrant.all().order_by("id")
    assert [(each.role, each.ends_on) for each in grants] == [
        (Role.OBSERVER, TODAY),
        (Role.DIRECTION, None),
    ]


async def test_a_role_at_a_desk_is_ended_by_the_direction_alone(doing: Doing) -> None:
    told = await leaving(doing, (await signed_in(Role.FRONT_DESK))[0])

    assert told == [("SEAT", "FOLLOWS"), ("BOOKING", "CANCELLED")]
    assert await RoleGrant.filter(ends_on=None).count() == 2


async def test_all_that_hangs_is_found_before_any_area_is_asked(doing: Doing) -> None:
    kinds = [hanging.kind for _, hanging in consequences.hanging_models()]

    assert sorted(kinds) == sorted(ConsequenceKind)


def test_each_kind_names_its_type() -> None:
    assert set(TYPES) == set(ConsequenceKind)
