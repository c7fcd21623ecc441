"""Two, or many, at the same instant: one of them wins, and the others are told the truth."""

import asyncio
from typing import Any

import pytest

from hub.accounts.invitation_models import Invitation
from hub.accounts.models import RoleGrant
from hub.actor import Actor, Role
from hub.members.models import Affiliation, Organization, Person
from hub.record.models import AuditEntry
from tests.make import accounts, members
from tests.mutating.doing import Doing, signed_in
from tests.mutating.locks import holding

ADDRESS = "nuova@esempio.it"
EVERYTHING = "LOCK TABLE {table} IN SHARE MODE"
"""Holds up whoever writes to a table, so that all who race have read what is there."""


async def raced(
    doing: Doing, url: str, table: str, *, wishes: list[tuple[str, Actor, dict[str, Any]]]
) -> list[list[str]]:
    """The codes of wishes that all stand at the same point before any of them goes on."""
    async with holding(url, EVERYTHING.format(table=table)) as all_wait:
        racing = [
            asyncio.create_task(doing.codes(name, actor, **given)) for name, actor, given in wishes
        ]
        await all_wait(len(wishes))
    return sorted([await each for each in racing])


async def direction() -> tuple[Actor, RoleGrant]:
    actor, account = await signed_in(Role.DIRECTION)
    return actor, await accounts.role_grant(Role.DIRECTION, account=account)


async def test_one_of_two_accepts(doing: Doing, database_url: str) -> None:
    actor, account = await signed_in()
    invitation = await accounts.invitation(email=account.email)
    wish = ("acceptInvitation", actor, {"invitationId": f"invite_{invitation.id}"})

    codes = await raced(doing, database_url, "invitation", wishes=[wish, wish])

    assert codes == [[], ["ALREADY_DECIDED"]]
    assert await Affiliation.all().count() == await AuditEntry.all().count() == 1


@pytest.mark.parametrize("other", ["revokeInvitation", "declineInvitation"])
async def test_what_is_taken_back_is_not_accepted(
    doing: Doing, database_url: str, other: str
) -> None:
    actor, account = await signed_in()
    desk, _ = await signed_in(Role.FRONT_DESK)
    invitation = await accounts.invitation(email=account.email)
    given = {"invitationId": f"invite_{invitation.id}"}
    by = desk if other == "revokeInvitation" else actor

    codes = await raced(
        doing,
        database_url,
        "invitation",
        wishes=[("acceptInvitation", actor, given), (other, by, given)],
    )

    assert codes == [[], ["ALREADY_DECIDED"]]
    row = await Invitation.get()
    is_accepted = row.accepted_at is not None
    assert await Affiliation.all().count() == int(is_accepted)
    assert is_accepted is (row.revoked_at is None and row.declined_at is None)


async def test_an_address_is_invited_once_to_an_organization(
    doing: Doing, database_url: str
) -> None:
    alfa = await members.organization("Alfa")
    given = {"email": ADDRESS, "organizationId": f"org_{alfa.id}", "affiliationRole": "OWNER"}
    desks = [(await signed_in(Role.FRONT_DESK))[0] for _ in range(2)]

    codes = await raced(
        doing, database_url, "invitation", wishes=[("invite", each, given) for each in desks]
    )

    assert codes == [[], ["ALREADY_INVITED"]]


async def test_an_address_is_invited_once_to_a_role_and_told_until_when(
    doing: Doing, database_url: str
) -> None:
    """No row is there that the first could lock: it is the constraint that finds the second."""
    given = {"email": ADDRESS, "role": "OBSERVER"}
    first, _ = await direction()
    second, _ = await direction()

    async with holding(database_url, EVERYTHING.format(table="invitation")) as both_wait:
        racing = [
            asyncio.create_task(doing.payload("invite", actor, **given))
            for actor in (first, second)
        ]
        await both_wait(2)
    problems = [problem for each in racing for problem in (await each)["problems"]]

    (problem,) = problems
    assert problem["code"] == "ALREADY_INVITED"
    assert problem["path"] == ["input", "email"]
    assert "until 26 May 2027, 10:30 CEST" in problem["message"]
    assert await Invitation.all().count() == await AuditEntry.all().count() == 1


async def test_two_who_direct_do_not_end_each_other(doing: Doing, database_url: str) -> None:
    (anna, of_anna), (bruno, of_bruno) = await direction(), await direction()

    def ending(grant: RoleGrant) -> dict[str, Any]:
        return {"roleGrantId": f"grant_{grant.id}", "version": 1}

    codes = await raced(
        doing,
        database_url,
        "role_grant",
        wishes=[("endRole", anna, ending(of_bruno)), ("endRole", bruno, ending(of_anna))],
    )

    assert codes == [[], ["LAST_DIRECTION"]]
    assert await RoleGrant.filter(ends_on=None).count() == 1


async def test_a_role_is_granted_once(doing: Doing, database_url: str) -> None:
    account = await accounts.account()
    given = {"accountId": f"account_{account.id}", "role": "PROJECTS"}
    actors = [(await direction())[0] for _ in range(2)]

    codes = await raced(
        doing, database_url, "role_grant", wishes=[("grantRole", each, given) for each in actors]
    )

    assert codes == [[], ["ALREADY_GRANTED"]]


async def test_a_role_is_granted_or_accepted(doing: Doing, database_url: str) -> None:
    actor, account = await signed_in()
    directing, _ = await direction()
    invitation = await accounts.invitation(role=Role.PROJECTS, email=account.email)

    codes = await raced(
        doing,
        database_url,
        "role_grant",
        wishes=[
            ("acceptInvitation", actor, {"invitationId": f"invite_{invitation.id}"}),
            ("grantRole", directing, {"accountId": f"account_{account.id}", "role": "PROJECTS"}),
        ],
    )

    assert codes == [[], ["ALREADY_GRANTED"]]
    assert await RoleGrant.filter(role=Role.PROJECTS).count() == 1


async def test_of_many_edits_of_one_version_one_counts(doing: Doing) -> None:
    actor, _ = await signed_in()
    person = f"person_{actor.person_id}"

    codes = await asyncio.gather(
        *(
            doing.codes("updateProfile", actor, personId=person, version=1, headline=f"Riga {each}")
            for each in range(8)
        )
    )

    assert sorted(codes) == [[], *[["STALE_VERSION"]] * 7]
    assert (await Person.get(id=actor.person_id)).version == 2
    assert await AuditEntry.all().count() == 1


async def test_of_edits_of_the_version_that_is_there_all_count(doing: Doing) -> None:
    actor, _ = await signed_in()
    person = f"person_{actor.person_id}"

    async def edit(number: int) -> int:
        version, refused = 1, 0
        while problems := (
            await doing.payload(
                "updateProfile", actor, personId=person, version=version, headline=f"Riga {number}"
            )
        )["problems"]:
            version, refused = problems[0]["currentVersion"], refused + 1
        return refused

    await asyncio.gather(*(edit(number) for number in range(8)))

    assert (await Person.get(id=actor.person_id)).version == 9
    assert await AuditEntry.all().count() == 8


async def test_who_shows_one_thing_does_not_hide_another(doing: Doing) -> None:
    actor, _ = await signed_in()
    fields = ("email", "phone", "bio", "website", "headline", "competences")

    await asyncio.gather(
        *(
            doing.done(
                "setVisibility",
                actor,
                personId=f"person_{actor.person_id}",
                field=field,
                visibility="PUBLIC",
            )
            for field in fields
        )
    )

    assert (await Person.get(id=actor.person_id)).visibility == dict.fromkeys(fields, "PUBLIC")


async def test_inviting_and_accepting_do_not_wait_for_each_other_for_ever(doing: Doing) -> None:
    """An old invitation makes room for a new one, while people join the same organization."""
    actor, account = await signed_in()
    desk, _ = await signed_in(Role.FRONT_DESK)
    alfa = await members.organization("Alfa")
    invitation = await accounts.invitation(organization=alfa, email=account.email)
    given = {"organizationId": f"org_{alfa.id}", "affiliationRole": "EMPLOYEE"}

    codes = await asyncio.gather(
        doing.codes("acceptInvitation", actor, invitationId=f"invite_{invitation.id}"),
        *(doing.codes("invite", desk, email=f"p{each}@esempio.it", **given) for each in range(5)),
    )

    assert codes == [[]] * 6
    assert await Organization.all().count() == 1
