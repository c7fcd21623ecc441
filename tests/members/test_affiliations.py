"""Tying people to organizations, changing that, and ending it."""

import asyncio
from typing import Any
from uuid import UUID

import pytest

from hub import clock, ids
from hub.accounts.tokens import actor_of, create_token
from hub.actor import Actor, Role
from hub.members.models import Affiliation, Organization, Person
from hub.members.terms import AffiliationRole, ContactPurpose
from hub.read_pool import ReadPool
from hub.spaces.booking_models import Booking
from tests.make import accounts, members, spaces
from tests.make.members import days_ago
from tests.mutating.doing import NOW, Doing, signed_in
from tests.mutating.locks import holding

AFFILIATION = "affiliation { role title purposes isLead isAdministrator startsOn endsOn version }"
TODAY = "2027-05-12"


def in_days(days: int) -> str:
    return days_ago(-days).isoformat()


def new(organization: Organization, person: Person, **given: Any) -> dict[str, Any]:
    return {
        "organizationId": f"org_{organization.id}",
        "personId": f"person_{person.id}",
        "role": "EMPLOYEE",
        **given,
    }


def the(row: Affiliation, **given: Any) -> dict[str, Any]:
    return {"affiliationId": f"aff_{row.id}", "version": row.version, **given}


async def desk() -> Actor:
    return (await signed_in(Role.FRONT_DESK))[0]


async def head(organization: Organization) -> Actor:
    actor, _ = await signed_in(
        Role.ADMINISTRATOR, Role.MEMBER, organization=organization, administers=True
    )
    return actor


async def test_somebody_belongs_from_today_on(doing: Doing) -> None:
    organization, person = await members.organization(), await members.person()

    answer = await doing.done(
        "addAffiliation", await desk(), AFFILIATION, **new(organization, person)
    )

    assert answer["affiliation"] == {
        "role": "EMPLOYEE",
        "title": None,
        "purposes": [],
        "isLead": False,
        "isAdministrator": False,
        "startsOn": TODAY,
        "endsOn": None,
        "version": 1,
    }


async def test_with_a_title_purposes_and_days(doing: Doing) -> None:
    organization, person = await members.organization(), await members.person()
    given = new(
        organization,
        person,
        title="  Capo  ",
        purposes=["LEGAL", "PRIMARY", "LEGAL"],
        isLead=True,
        startsOn=in_days(-700),
        endsOn=in_days(700),
    )

    answer = await doing.done("addAffiliation", await desk(), AFFILIATION, **given)

    shown = answer["affiliation"]
    assert (shown["title"], shown["purposes"]) == ("Capo", ["LEGAL", "PRIMARY"])
    assert (shown["startsOn"], shown["endsOn"]) == (in_days(-700), in_days(700))


async def test_nobody_belongs_twice_on_a_day(doing: Doing) -> None:
    former = await members.affiliation(starts_on=days_ago(20), ends_on=days_ago(10))
    organization, person, actor = await former.organization, await former.person, await desk()

    for starts, ends in ((-20, -19), (-30, -19), (-11, None), (-15, -14), (-30, None)):
        given = new(organization, person, startsOn=in_days(starts), endsOn=ends and in_days(ends))
        assert await doing.problems("addAffiliation", actor, **given) == [
            ("ALREADY_BELONGS", "startsOn")
        ]
    until_then = new(organization, person, startsOn=in_days(-30), endsOn=in_days(-20))
    await doing.done("addAffiliation", actor, **until_then)
    from_then = new(organization, person, startsOn=in_days(-10))
    await doing.done("addAffiliation", actor, **from_then)


async def test_an_end_is_after_the_beginning(doing: Doing) -> None:
    organization, person = await members.organization(), await members.person()

    given = new(organization, person, endsOn=TODAY, title="x" * 121)
    assert await doing.problems("addAffiliation", await desk(), **given) == [
        ("TOO_LONG", "title"),
        ("PERIOD_NOT_IN_ORDER", "endsOn"),
    ]


async def test_one_speaks_for_the_organization_at_a_time(doing: Doing) -> None:
    lead = await members.affiliation(is_lead=True, ends_on=days_ago(-10))
    organization, actor = await lead.organization, await desk()
    other = await members.person()

    given = new(organization, other, isLead=True, startsOn=in_days(9))
    assert await doing.problems("addAffiliation", actor, **given) == [("LEAD_TAKEN", "isLead")]
    await doing.done("addAffiliation", actor, **{**given, "startsOn": in_days(10)})


async def test_administrators_tie_whom_they_know(doing: Doing) -> None:
    former = await members.affiliation(ends_on=days_ago(10))
    organization, person = await former.organization, await former.person
    actor, stranger = await head(organization), await members.person(listing="PUBLIC")

    await doing.done("addAffiliation", actor, **new(organization, person))
    assert await doing.problems("addAffiliation", actor, **new(organization, stranger)) == [
        ("INVITATION_NEEDED", "personId")
    ]


async def test_who_was_erased_belongs_nowhere_anew(doing: Doing) -> None:
    organization, person = await members.organization(), await members.person(erased_at=NOW)

    assert await doing.problems("addAffiliation", await desk(), **new(organization, person)) == [
        ("PERSON_ERASED", "personId")
    ]


async def test_only_what_is_given_changes(doing: Doing) -> None:
    row = await members.affiliation(title="Capo", purposes=[ContactPurpose.LEGAL])

    given = the(row, role="OWNER", title=None, isAdministrator=True, startsOn=None)
    await doing.done("updateAffiliation", await desk(), **given)

    row = await Affiliation.get()
    assert (row.role, row.title, row.purposes) == (AffiliationRole.OWNER, None, ["LEGAL"])
    assert (row.is_administrator, row.version, row.starts_on) == (True, 2, days_ago(365))


async def test_a_change_is_held_to_the_same(doing: Doing) -> None:
    row = await members.affiliation(starts_on=days_ago(20), ends_on=days_ago(10))
    later = await members.affiliation(
        person=await row.person, organization=await row.organization, starts_on=days_ago(5)
    )
    actor = await desk()

    assert await doing.problems("updateAffiliation", actor, **the(row, endsOn=None)) == [
        ("ALREADY_BELONGS", "startsOn")
    ]
    given = the(row, endsOn=in_days(-20))
    assert await doing.codes("updateAffiliation", actor, **given) == ["PERIOD_NOT_IN_ORDER"]
    await doing.done("updateAffiliation", actor, **the(row, endsOn=in_days(-5)))
    stale = {**the(later, title="Capo"), "version": 7}
    assert await doing.codes("updateAffiliation", actor, **stale) == ["STALE_VERSION"]


async def test_an_affiliation_ends_today(doing: Doing) -> None:
    row = await members.affiliation()

    answer = await doing.done("endAffiliation", await desk(), AFFILIATION, **the(row))

    assert (answer["affiliation"]["endsOn"], answer["affiliation"]["version"]) == (TODAY, 2)


@pytest.mark.parametrize("starts_in", [0, 7])
async def test_a_mistake_is_taken_back_before_it_holds(doing: Doing, starts_in: int) -> None:
    row = await members.affiliation(starts_on=days_ago(-starts_in))

    await doing.done("endAffiliation", await desk(), **the(row))

    row = await Affiliation.get()
    assert row.ends_on == row.starts_on
    again = new(await row.organization, await row.person, startsOn=row.starts_on.isoformat())
    await doing.done("addAffiliation", await desk(), **again)


async def test_an_end_is_brought_forward_and_not_before_the_beginning(doing: Doing) -> None:
    row = await members.affiliation(starts_on=days_ago(20), ends_on=days_ago(-10))
    actor = await desk()

    assert await doing.problems("endAffiliation", actor, **the(row, endsOn=in_days(11))) == [
        ("ALREADY_ENDED", "endsOn")
    ]
    assert await doing.problems("endAffiliation", actor, **the(row, endsOn=in_days(-21))) == [
        ("PERIOD_NOT_IN_ORDER", "endsOn")
    ]
    await doing.done("endAffiliation", actor, **the(row, endsOn=in_days(-20)))


async def test_the_rights_of_the_account_end_with_it(doing: Doing, pool: ReadPool) -> None:
    row = await members.affiliation(is_administrator=True)
    organization, person = await row.organization, await row.person
    await members.affiliation(organization=organization, is_administrator=True)
    account = await accounts.account(person=person)
    _, text = await create_token("Programma", Role.ADMINISTRATOR, person=person, account=account)

    async def administered() -> list[Any]:
        acting = await actor_of(pool, text, NOW)
        return list(acting.administered_ids) if acting else []

    assert await administered() == [organization.id]
    await doing.done("endAffiliation", await desk(), **the(row))
    assert await administered() == []


async def test_what_hangs_on_it_is_shown_and_ends(doing: Doing) -> None:
    row = await members.affiliation()
    organization, person = await row.organization, await row.person
    booking = await spaces.booking(organization=organization, person=person)
    shown = "consequences { kind id outcome on }"

    dry = await doing.done("endAffiliation", await desk(), shown, **the(row), dryRun=True)
    assert [(each["kind"], each["id"]) for each in dry["consequences"]] == [
        ("BOOKING", f"booking_{booking.id}")
    ]
    await booking.refresh_from_db()
    assert booking.cancelled_at is None
    done = await doing.done("endAffiliation", await desk(), shown, **the(row))
    assert done == dry
    await booking.refresh_from_db()
    assert booking.cancelled_at == NOW


async def at_alfa() -> tuple[Affiliation, Affiliation]:
    """Somebody who has booked for Alfa in nine, ten and eleven days, and a colleague."""
    row = await members.affiliation()
    alfa, anna = await row.organization, await row.person
    for days in (9, 10, 11):
        await spaces.booking(spaces.on(days_ago(-days), 9), organization=alfa, person=anna)
    return row, await members.affiliation(organization=alfa)


async def whose(person_id: UUID) -> list[str]:
    """On which days somebody has booked."""
    bookings = await Booking.filter(person_id=person_id, cancelled_at=None).order_by("starts_at")
    return [clock.day_of(each.starts_at).isoformat() for each in bookings]


async def test_a_colleague_takes_over_what_comes_after_the_last_day(doing: Doing) -> None:
    row, colleague = await at_alfa()
    actor = await head(await row.organization)
    shown = "consequences { on outcome } consequenceCount"
    given = the(row, endsOn=in_days(10), reassignToPersonId=f"person_{colleague.person_id}")

    dry = await doing.done("endAffiliation", actor, shown, **given, dryRun=True)
    answer = await doing.done("endAffiliation", actor, shown, **given)

    assert (
        dry
        == answer
        == {
            "consequences": [{"on": in_days(days), "outcome": "REASSIGNED"} for days in (10, 11)],
            "consequenceCount": 2,
        }
    )
    assert await whose(row.person_id) == [in_days(9)]
    assert await whose(colleague.person_id) == [in_days(10), in_days(11)]
    assert await Booking.filter(organization_id=row.organization_id).count() == 3


@pytest.mark.parametrize(("until", "codes"), [(11, ["NOT_COVERED_ON_DATE"]), (12, [])])
async def test_a_colleague_is_there_on_the_day(doing: Doing, until: int, codes: list[str]) -> None:
    row, colleague = await at_alfa()
    colleague.ends_on = days_ago(-until)
    await colleague.save()
    given = the(row, reassignToPersonId=f"person_{colleague.person_id}")

    assert await doing.codes("endAffiliation", await desk(), **given) == codes
    assert len(await whose(row.person_id)) == (3 if codes else 0)


async def test_only_colleagues_take_it_over(doing: Doing) -> None:
    row, _ = await at_alfa()
    stranger = await members.affiliation()
    erased = await members.affiliation(
        organization=await row.organization, person=await members.person(erased_at=NOW)
    )

    for actor in (await desk(), await head(await row.organization)):
        for id in (stranger.person_id, erased.person_id, ids.uuid7()):
            given = the(row, reassignToPersonId=f"person_{id}")
            assert await doing.problems("endAffiliation", actor, **given) == [
                ("NOT_FOUND", "reassignToPersonId")
            ]


async def test_who_leaves_does_not_take_over_what_is_theirs(doing: Doing) -> None:
    row, _ = await at_alfa()
    given = the(row, reassignToPersonId=f"person_{row.person_id}")

    assert await doing.codes("endAffiliation", await desk(), **given) == ["NOT_COVERED_ON_DATE"]


async def test_what_the_next_affiliation_covers_stays(doing: Doing) -> None:
    row, _ = await at_alfa()
    row.ends_on = days_ago(-20)
    await row.save()
    await members.affiliation(
        person=await row.person, organization=await row.organization, starts_on=row.ends_on
    )
    booked = spaces.on(days_ago(-20), 9)
    await spaces.booking(booked, organization=await row.organization, person=await row.person)
    shown = "consequences { on }"

    answer = await doing.done("endAffiliation", await desk(), shown, **the(row, endsOn=in_days(11)))

    assert answer["consequences"] == [{"on": in_days(11)}]
    assert await whose(row.person_id) == [in_days(9), in_days(10), in_days(20)]


async def test_an_end_that_is_set_by_a_change_ends_what_hangs_on_it(doing: Doing) -> None:
    row, _ = await at_alfa()
    shown = "affiliation { endsOn version } consequences { on outcome } consequenceCount"

    answer = await doing.done(
        "updateAffiliation", await desk(), shown, **the(row, endsOn=in_days(10))
    )

    assert answer == {
        "affiliation": {"endsOn": in_days(10), "version": 2},
        "consequences": [{"on": in_days(days), "outcome": "CANCELLED"} for days in (10, 11)],
        "consequenceCount": 2,
    }
    assert await whose(row.person_id) == [in_days(9)]


@pytest.mark.parametrize("ends", [20, None])
async def test_a_change_that_takes_no_day_ends_nothing(doing: Doing, ends: int | None) -> None:
    row, _ = await at_alfa()
    row.ends_on = days_ago(-15)
    await row.save()
    given = the(row, endsOn=None if ends is None else in_days(ends))

    answer = await doing.done("updateAffiliation", await desk(), "consequences { on }", **given)

    assert answer == {"consequences": []}
    assert len(await whose(row.person_id)) == 3


async def test_the_first_day_is_corrected_though_there_are_no_seats_any_more(doing: Doing) -> None:
    row = await members.affiliation(has_seat=True, starts_on=days_ago(100))
    actor = await desk()

    later = the(row, endsOn=in_days(5))
    await doing.done("updateAffiliation", actor, **the(row, startsOn=in_days(-120)))
    await row.refresh_from_db()
    await doing.done("updateAffiliation", actor, **{**later, "version": 2})
    await row.refresh_from_db()
    assert await doing.codes("updateAffiliation", actor, **the(row, endsOn=in_days(6))) == [
        "SEATS_NOT_GIVEN"
    ]


async def test_the_last_administrator_stays(doing: Doing) -> None:
    row = await members.affiliation(is_administrator=True)
    organization, actor = await row.organization, await desk()

    refused = [("LAST_ADMINISTRATOR", "affiliationId")]
    assert await doing.problems("endAffiliation", actor, **the(row)) == refused
    given = the(row, isAdministrator=False)
    assert await doing.problems("updateAffiliation", actor, **given) == refused
    later = the(row, startsOn=in_days(1))
    assert await doing.problems("updateAffiliation", actor, **later) == refused
    await members.affiliation(organization=organization, is_administrator=True)
    await doing.done("endAffiliation", actor, **the(row))


@pytest.mark.parametrize(
    ("other", "is_enough"),
    [
        ({"is_administrator": True}, True),
        ({"is_administrator": True, "starts_on": -1}, False),
        ({"is_administrator": True, "ends_on": -400}, False),
        ({"is_administrator": False}, False),
        ({"is_administrator": True, "person": "erased"}, False),
    ],
    ids=["another", "from tomorrow", "for a year", "none", "erased"],
)
async def test_somebody_else_administers_for_as_long(
    doing: Doing, other: dict[str, Any], *, is_enough: bool
) -> None:
    row = await members.affiliation(is_administrator=True)
    given = {k: days_ago(v) if k.endswith("_on") else v for k, v in other.items()}
    if "person" in given:
        given["person"] = await members.person(erased_at=NOW)
    await members.affiliation(organization=await row.organization, **given)

    codes = await doing.codes("endAffiliation", await desk(), **the(row))

    assert codes == ([] if is_enough else ["LAST_ADMINISTRATOR"])


async def test_what_is_dissolved_needs_no_administrator(doing: Doing) -> None:
    organization = await members.organization(dissolved_on=days_ago(0))
    row = await members.affiliation(organization=organization, is_administrator=True)

    await doing.done("endAffiliation", await desk(), **the(row))


async def test_the_last_two_administrators_do_not_end_each_other(
    doing: Doing, database_url: str
) -> None:
    one = await members.affiliation(is_administrator=True)
    other = await members.affiliation(organization=await one.organization, is_administrator=True)
    actors = [await desk(), await desk()]
    async with holding(database_url, "LOCK TABLE affiliation IN SHARE MODE") as both_wait:
        racing = [
            asyncio.create_task(doing.codes("endAffiliation", actor, **the(row)))
            for actor, row in zip(actors, (one, other), strict=True)
        ]
        await both_wait(2)

    assert sorted([await each for each in racing]) == [[], ["LAST_ADMINISTRATOR"]]
    assert await Affiliation.filter(ends_on=None).count() == 1
