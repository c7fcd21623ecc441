"""Two at the same instant, about one membership: one of them wins, and the other is told why."""

import asyncio
from typing import Any

import pytest

from hub.actor import Actor, Role
from hub.members.membership_models import Membership, MembershipPeriod
from hub.members.models import Affiliation, Organization
from hub.record.models import AuditEntry
from tests.make import members
from tests.make.members import days_ago
from tests.mutating.doing import Doing, signed_in
from tests.mutating.locks import holding

Wish = tuple[str, Actor, dict[str, Any]]
HOLDERS = "SELECT 1 FROM organization FOR UPDATE"


async def direction() -> Actor:
    return (await signed_in(Role.DIRECTION))[0]


async def raced(doing: Doing, url: str, *wishes: Wish, held: str = HOLDERS) -> list[list[str]]:
    """The codes of wishes that all wait for what is held before any of them goes on."""
    async with holding(url, held) as all_wait:
        racing = [
            asyncio.create_task(doing.codes(name, actor, **given)) for name, actor, given in wishes
        ]
        await all_wait(len(wishes))
    return sorted([await each for each in racing])


@pytest.mark.parametrize("other", ["admitMember", "rejectApplication", "withdrawApplication"])
async def test_an_application_is_decided_once(doing: Doing, database_url: str, other: str) -> None:
    given = {"membershipId": f"mship_{(await members.application()).id}"}

    codes = await raced(
        doing,
        database_url,
        ("admitMember", await direction(), given),
        (other, await direction(), given),
    )

    assert codes == [[], ["ALREADY_DECIDED"]]
    row = await Membership.get()
    assert await MembershipPeriod.all().count() == int(row.decision == "ADMITTED")
    assert await AuditEntry.all().count() == 1


async def test_many_who_decide_at_once_without_waiting_are_told_the_same(doing: Doing) -> None:
    given = {"membershipId": f"mship_{(await members.application()).id}"}
    actors = [await direction() for _ in range(6)]

    codes = await asyncio.gather(*(doing.codes("admitMember", each, **given) for each in actors))

    assert sorted(codes) == [[], *[["ALREADY_DECIDED"]] * 5]


async def test_an_organization_applies_once(doing: Doing, database_url: str) -> None:
    alfa, terms = await members.organization(), await members.membership_type()
    given = {"organizationId": f"org_{alfa.id}", "typeId": f"mtype_{terms.id}"}
    wish = ("applyForMembership", await direction(), given)

    assert await raced(doing, database_url, wish, wish) == [[], ["ALREADY_APPLIED"]]


async def test_numbers_of_those_admitted_at_once_differ(doing: Doing) -> None:
    actor = await direction()
    rows = [await members.application() for _ in range(6)]

    codes = await asyncio.gather(
        *(doing.codes("admitMember", actor, membershipId=f"mship_{each.id}") for each in rows)
    )

    assert codes == [[]] * 6
    numbers = sorted([str(each.number) for each in await Membership.all()])
    assert numbers == [f"S-00{each}" for each in range(1, 7)]


async def test_the_last_seat_is_given_once(doing: Doing, database_url: str) -> None:
    terms = await members.membership_type(seats=3)
    row = await members.membership(type=terms)
    alfa = await Organization.get(id=row.organization_id)
    for _ in range(2):
        await members.affiliation(organization=alfa, has_seat=True)
    wishes: list[Wish] = [
        (
            "assignSeat",
            await direction(),
            {
                "affiliationId": f"aff_{(await members.affiliation(organization=alfa)).id}",
                "version": 1,
            },
        )
        for _ in range(3)
    ]

    codes = await raced(doing, database_url, *wishes)

    assert codes == [[], ["SEAT_LIMIT"], ["SEAT_LIMIT"]]
    assert await Affiliation.filter(has_seat=True).count() == 3


async def test_a_membership_is_renewed_once(doing: Doing, database_url: str) -> None:
    row = await members.membership(periods=[(days_ago(300), days_ago(5))])
    given = {"membershipId": f"mship_{row.id}", "coveredUntil": days_ago(5).isoformat()}
    wish = ("renewMembership", await direction(), given)

    assert await raced(doing, database_url, wish, wish) == [[], ["PERIOD_OVERLAP"]]
    assert await MembershipPeriod.all().count() == 2


async def test_who_has_left_is_readmitted_once(doing: Doing, database_url: str) -> None:
    row = await members.membership(periods=[(days_ago(300), days_ago(50))])
    wish = ("readmitMember", await direction(), {"membershipId": f"mship_{row.id}"})

    codes = await raced(doing, database_url, wish, wish)

    assert codes == [[], ["INVALID_TRANSITION"]]
    assert await Membership.all().count() == 2


async def test_who_applies_while_being_readmitted_is_one_or_the_other(
    doing: Doing, database_url: str
) -> None:
    row = await members.membership(periods=[(days_ago(300), days_ago(50))])
    given = {"organizationId": f"org_{row.organization_id}", "typeId": f"mtype_{row.type_id}"}

    codes = await raced(
        doing,
        database_url,
        ("readmitMember", await direction(), {"membershipId": f"mship_{row.id}"}),
        ("applyForMembership", await direction(), given),
    )

    assert codes in ([[], ["ALREADY_APPLIED"]], [[], ["ALREADY_MEMBER"]])


async def test_who_resigns_while_being_expelled_goes_once_at_most_twice(
    doing: Doing, database_url: str
) -> None:
    """First expelled, there is nothing to resign from; first resigned, one may still be expelled."""
    terms = await members.membership_type(notice_days=30)
    row = await members.membership(type=terms)
    given = {"membershipId": f"mship_{row.id}"}

    codes = await raced(
        doing,
        database_url,
        ("resignMembership", await direction(), given),
        ("expelMember", await direction(), {**given, "reason": "Mora"}),
    )

    await row.refresh_from_db()
    assert row.expelled_on is not None
    assert codes == ([[], ["INVALID_TRANSITION"]] if row.resigned_on is None else [[], []])


async def test_terms_do_not_change_under_who_applies(doing: Doing, database_url: str) -> None:
    alfa, terms = await members.organization(), await members.membership_type()
    applying = {"organizationId": f"org_{alfa.id}", "typeId": f"mtype_{terms.id}"}
    changing = {"typeId": f"mtype_{terms.id}", "version": 1, "graceDays": 7}

    codes = await raced(
        doing,
        database_url,
        ("applyForMembership", await direction(), applying),
        ("updateMembershipType", await direction(), changing),
        held="SELECT 1 FROM membership_type FOR UPDATE",
    )

    assert codes in ([[], []], [[], ["TYPE_IN_USE"]])
    await terms.refresh_from_db()
    assert terms.grace_days == (7 if codes == [[], []] else 30)


async def test_a_code_is_taken_once(doing: Doing, database_url: str) -> None:
    given = {
        "code": "new",
        "name": "New",
        "nameIt": "Nuovo",
        "category": "ORDINARY",
        "periodKind": "ROLLING",
        "yearlyFee": "1.00",
    }
    wish = ("createMembershipType", await direction(), given)

    held = "LOCK TABLE membership_type IN SHARE MODE"
    assert await raced(doing, database_url, wish, wish, held=held) == [[], ["TYPE_CODE_TAKEN"]]
