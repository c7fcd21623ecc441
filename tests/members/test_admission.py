"""Applying, deciding and being a member: each refusal at its edge."""

from datetime import date
from typing import Any

import pytest

from hub.actor import Actor, Role
from hub.members.membership_models import Membership, MembershipPeriod
from hub.members.terms import MembershipCategory, PeriodKind
from tests.make import members
from tests.make.members import days_ago
from tests.mutating.doing import Doing, signed_in

TODAY = date(2027, 5, 12)
APPLIED = "membership { status appliedOn motivation type { id } organization { id } person { id } }"
ADMITTED = """membership { number status joinedOn decidedOn decision coveredUntil previous { id }
    periods { nodes { startsOn endsOn } } }"""


def in_days(days: int) -> str:
    return days_ago(-days).isoformat()


def the(row: Membership, **given: Any) -> dict[str, Any]:
    return {"membershipId": f"mship_{row.id}", **given}


async def direction() -> Actor:
    return (await signed_in(Role.DIRECTION))[0]


async def desk() -> Actor:
    return (await signed_in(Role.FRONT_DESK))[0]


async def applying(**given: Any) -> dict[str, Any]:
    """What an organization says that applies."""
    organization = given.pop("organization", None) or await members.organization()
    terms = given.pop("type", None) or await members.membership_type()
    return {"organizationId": f"org_{organization.id}", "typeId": f"mtype_{terms.id}", **given}


async def test_an_administrator_applies_for_the_organization(doing: Doing) -> None:
    alfa = await members.organization()
    actor, _ = await signed_in(Role.ADMINISTRATOR, organization=alfa, administers=True)
    given = await applying(organization=alfa, motivation=" Lavorare \n\n\n insieme ")

    answer = await doing.done("applyForMembership", actor, APPLIED, **given)

    assert answer["membership"] == {
        "status": "APPLIED",
        "appliedOn": "2027-05-12",
        "motivation": "Lavorare\n\ninsieme",
        "type": {"id": given["typeId"]},
        "organization": {"id": given["organizationId"]},
        "person": None,
    }


async def test_a_person_applies_for_themselves_and_is_no_member_of_the_consortium(
    doing: Doing,
) -> None:
    actor, _ = await signed_in()
    terms = await members.membership_type(category=MembershipCategory.CO_WORKER)
    given = {"personId": f"person_{actor.person_id}", "typeId": f"mtype_{terms.id}"}

    answer = await doing.done("applyForMembership", actor, "membership { id }", **given)
    id = answer["membership"]["id"]
    await doing.done("admitMember", await direction(), membershipId=id)

    asked = "query ($id: ID!) { person(id: $id) { isMember memberships { nodes { status } } } }"
    asked = asked.replace("person(id: $id)", "node(id: $id) { ... on Person") + " }"
    data = await doing.data(asked, actor, id=given["personId"])
    assert data["node"] == {"isMember": False, "memberships": {"nodes": [{"status": "ACTIVE"}]}}
    assert (await Membership.get()).number == "C-001"


async def test_one_party_applies(doing: Doing) -> None:
    given = await applying(personId=f"person_{(await members.person()).id}")

    assert await doing.problems("applyForMembership", await desk(), **given) == [("ONE_PARTY", "")]
    neither = {"typeId": given["typeId"]}
    assert await doing.codes("applyForMembership", await desk(), **neither) == ["ONE_PARTY"]


async def test_who_is_erased_is_not_found(doing: Doing) -> None:
    person = await members.person(erased_at="2027-01-01T00:00:00Z")
    terms = await members.membership_type()
    given = {"personId": f"person_{person.id}", "typeId": f"mtype_{terms.id}"}

    found = await doing.problems("applyForMembership", await desk(), **given)
    assert found == [("NOT_FOUND", "personId")]


@pytest.mark.parametrize(
    ("starts", "ends", "is_offered"),
    [(0, None, True), (-1, None, False), (9, 0, False), (9, -1, True)],
    ids=["first day", "the day before", "the day after", "last day"],
)
async def test_a_type_is_applied_for_while_it_is_on_offer(
    doing: Doing, starts: int, ends: int | None, *, is_offered: bool
) -> None:
    terms = await members.membership_type(
        offered_from=days_ago(starts), offered_until=None if ends is None else days_ago(ends)
    )
    given = await applying(type=terms)

    codes = await doing.codes("applyForMembership", await desk(), **given)

    assert codes == ([] if is_offered else ["TYPE_NOT_OFFERED"])


async def test_an_application_on_paper_came_in_before_today(doing: Doing) -> None:
    actor, given = await desk(), await applying()
    for day, code in ((1, "DAY_TOO_LATE"), (-367, "DAY_TOO_EARLY")):
        problems = await doing.problems(
            "applyForMembership", actor, **given, appliedOn=in_days(day)
        )
        assert problems == [(code, "appliedOn")]
    alfa = await members.organization()
    head, _ = await signed_in(Role.ADMINISTRATOR, organization=alfa, administers=True)
    own = await applying(organization=alfa, appliedOn=in_days(-1))
    assert await doing.problems("applyForMembership", head, **own) == [("NOT_ALLOWED", "appliedOn")]
    await doing.done("applyForMembership", actor, **given, appliedOn=in_days(-366))


async def test_nobody_applies_twice_at_once(doing: Doing) -> None:
    alfa, actor = await members.organization(), await desk()
    given = await applying(organization=alfa)
    first = await doing.done("applyForMembership", actor, "membership { id }", **given)

    found = await doing.problems("applyForMembership", actor, **given)
    assert found == [("ALREADY_APPLIED", "organizationId")]
    other = await members.membership_type(category=MembershipCategory.CO_WORKER)
    await doing.done("applyForMembership", actor, **await applying(organization=alfa, type=other))
    await doing.done("withdrawApplication", actor, membershipId=first["membership"]["id"])
    await doing.done("applyForMembership", actor, **given)


@pytest.mark.parametrize(
    ("days", "is_member"), [(30, True), (31, True), (32, False)], ids=["before", "last", "after"]
)
async def test_a_member_does_not_apply_until_the_day_after_the_last_day_of_grace(
    doing: Doing, days: int, *, is_member: bool
) -> None:
    alfa = await members.organization()
    terms = await members.membership_type(grace_days=32)
    await members.membership(
        organization=alfa, type=terms, periods=[(days_ago(390), days_ago(days))]
    )

    codes = await doing.codes(
        "applyForMembership", await desk(), **await applying(organization=alfa)
    )

    assert codes == (["ALREADY_MEMBER"] if is_member else [])


async def test_who_is_admitted_has_a_number_a_period_and_a_day(doing: Doing) -> None:
    await members.membership(number="S-041")
    await members.membership(number="M-900")
    row = await members.application(applied_on=days_ago(20))

    answer = await doing.done("admitMember", await direction(), ADMITTED, **the(row))

    assert answer["membership"] == {
        "number": "S-042",
        "status": "ACTIVE",
        "joinedOn": "2027-05-12",
        "decidedOn": "2027-05-12",
        "decision": "ADMITTED",
        "coveredUntil": "2028-05-12",
        "previous": None,
        "periods": {"nodes": [{"startsOn": "2027-05-12", "endsOn": "2028-05-12"}]},
    }


async def test_a_calendar_membership_is_covered_until_new_year(doing: Doing) -> None:
    terms = await members.membership_type(period_kind=PeriodKind.CALENDAR, rollover_days=60)
    early, late = [await members.application(type=terms) for _ in range(2)]
    actor = await direction()

    await doing.done("admitMember", actor, **the(early, startsOn="2027-11-01"))
    await doing.done("admitMember", actor, **the(late, startsOn="2027-11-02"))

    ends = [each.ends_on for each in await MembershipPeriod.all().order_by("starts_on")]
    assert ends == [date(2028, 1, 1), date(2029, 1, 1)]


async def test_the_first_day_lies_between_the_application_and_a_year_ahead(doing: Doing) -> None:
    row, actor = await members.application(applied_on=days_ago(20)), await direction()

    for day, code in ((-21, "DAY_TOO_EARLY"), (367, "DAY_TOO_LATE")):
        found = await doing.problems("admitMember", actor, **the(row, startsOn=in_days(day)))
        assert found == [(code, "startsOn")]
    answer = await doing.done("admitMember", actor, ADMITTED, **the(row, startsOn=in_days(366)))
    assert answer["membership"]["status"] == "PENDING"


async def test_a_number_is_given_once(doing: Doing) -> None:
    await members.membership(number="S-041")
    row, actor = await members.application(), await direction()

    found = await doing.problems("admitMember", actor, **the(row, number=" S-041 "))
    assert found == [("MEMBER_NUMBER_TAKEN", "number")]
    long = await doing.problems("admitMember", actor, **the(row, number="S" * 21))
    assert long == [("TOO_LONG", "number")]
    answer = await doing.done("admitMember", actor, ADMITTED, **the(row, number="S" * 20))
    assert answer["membership"]["number"] == "S" * 20


async def test_a_new_membership_follows_the_old_one_and_overlaps_it_on_no_day(
    doing: Doing,
) -> None:
    alfa, actor = await members.organization(), await direction()
    old = await members.membership(organization=alfa, periods=[(days_ago(390), days_ago(40))])
    row = await members.application(organization=alfa, applied_on=days_ago(60))

    found = await doing.problems("admitMember", actor, **the(row, startsOn=in_days(-41)))
    assert found == [("PERIOD_OVERLAP", "startsOn")]
    answer = await doing.done("admitMember", actor, ADMITTED, **the(row, startsOn=in_days(-40)))
    assert answer["membership"]["previous"] == {"id": f"mship_{old.id}"}


async def test_what_was_resigned_covers_no_day_afterwards(doing: Doing) -> None:
    alfa = await members.organization()
    await members.membership(
        organization=alfa,
        periods=[(days_ago(300), days_ago(-65))],
        notice_on=days_ago(90),
        resigned_on=days_ago(10),
    )
    row = await members.application(organization=alfa, applied_on=days_ago(30))

    given = the(row, startsOn=in_days(-11))
    assert await doing.codes("admitMember", await direction(), **given) == ["PERIOD_OVERLAP"]
    await doing.done("admitMember", await direction(), **the(row, startsOn=in_days(-10)))


@pytest.mark.parametrize("act", ["admitMember", "rejectApplication", "withdrawApplication"])
@pytest.mark.parametrize("first", ["admitMember", "rejectApplication", "withdrawApplication"])
async def test_what_is_decided_is_not_decided_again(doing: Doing, first: str, act: str) -> None:
    row, actor = await members.application(), await direction()
    await doing.done(first, actor, **the(row))

    assert await doing.problems(act, actor, **the(row)) == [("ALREADY_DECIDED", "membershipId")]


async def test_who_comes_second_is_told_what_was_decided(doing: Doing) -> None:
    row, actor = await members.application(), await direction()
    await doing.done("rejectApplication", actor, **the(row, note="Fuori dallo scopo"))

    assert await doing.message("admitMember", actor, **the(row)) == (
        "This was decided on 12 May 2027: the applicant was not admitted."
    )


async def test_papers_are_handed_in_and_reviewed(doing: Doing) -> None:
    alfa = await members.organization()
    head, _ = await signed_in(Role.ADMINISTRATOR, organization=alfa, administers=True)
    row = await members.application(organization=alfa)
    paper = {"kind": "STATUTE", "name": "Statuto", "url": "https://www.esempio.it/a.pdf"}
    shown = "document { id kind name url sha256 expiresOn reviewedOn isAccepted refusalReason }"

    flawed = {**paper, "name": " ", "url": "ftp://x", "sha256": "abc", "expiresOn": in_days(0)}
    assert await doing.problems("addMembershipDocument", head, **the(row, **flawed)) == [
        ("REQUIRED", "name"),
        ("LINK_INVALID", "url"),
        ("PRINT_INVALID", "sha256"),
        ("DAY_TOO_EARLY", "expiresOn"),
    ]
    said = await doing.message(
        "addMembershipDocument", head, **the(row, **paper, expiresOn=TODAY.isoformat())
    )
    assert said == "This day is too early: 13 May 2027 is the first that is possible."
    digest = "AB" * 32
    answer = await doing.done(
        "addMembershipDocument",
        head,
        shown,
        **the(row, **{**paper, "url": paper["url"] + "\0"}, sha256=digest, expiresOn=in_days(1)),
    )
    assert answer["document"]["url"] == paper["url"]
    assert answer["document"]["sha256"] == digest.lower()
    given = {"documentId": answer["document"]["id"], "isAccepted": False}
    actor = await desk()
    assert await doing.codes("reviewMembershipDocument", actor, **given) == ["REQUIRED"]
    odd = {**given, "isAccepted": True, "refusalReason": "Manca la firma"}
    assert await doing.codes("reviewMembershipDocument", actor, **odd) == ["REASON_UNASKED"]
    answer = await doing.done(
        "reviewMembershipDocument", actor, shown, **given, refusalReason="Manca la firma"
    )
    assert answer["document"]["refusalReason"] == "Manca la firma"
    assert await doing.codes("reviewMembershipDocument", actor, **odd) == ["ALREADY_DECIDED"]
