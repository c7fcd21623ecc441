"""Answering an invitation: who may, until when, and what begins."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from hub import clock
from hub.accounts.invitation_models import Invitation
from hub.accounts.models import RoleGrant
from hub.actor import Role
from hub.members.models import Affiliation, Organization, Person
from hub.members.terms import AffiliationRole
from tests.make import accounts, members
from tests.make.members import days_ago
from tests.mutating.doing import NOW, Doing, signed_in

MICROSECOND = timedelta(microseconds=1)
SHOWN = "invitation { id state acceptedAt declinedAt }"
OVER = {
    "declined_at": "it was declined",
    "revoked_at": "it was taken back",
    "expires_at": "it was not answered in time",
}


def the(invitation: Invitation) -> dict[str, Any]:
    return {"invitationId": f"invite_{invitation.id}"}


async def test_an_affiliation_begins_today(doing: Doing) -> None:
    actor, account = await signed_in()
    invitation = await accounts.invitation(
        email=account.email,
        affiliation_role=AffiliationRole.OWNER,
        title="Socia",
        is_administrator=True,
    )

    answer = await doing.done("acceptInvitation", actor, SHOWN, **the(invitation))

    assert answer["invitation"] == {
        "id": f"invite_{invitation.id}",
        "state": "ACCEPTED",
        "acceptedAt": "2027-05-12T08:30:00+00:00",
        "declinedAt": None,
    }
    row = await Affiliation.get()
    assert (row.person_id, row.organization_id) == (actor.person_id, invitation.organization_id)
    assert (row.role, row.title, row.is_administrator) == (AffiliationRole.OWNER, "Socia", True)
    assert (row.starts_on, row.ends_on) == (days_ago(0), None)


async def test_a_role_begins_today_and_ends_as_was_offered(doing: Doing) -> None:
    _, inviting = await signed_in(Role.DIRECTION)
    actor, account = await signed_in()
    invitation = await accounts.invitation(
        role=Role.PROJECTS, email=account.email, role_ends_on=days_ago(-1), invited_by=inviting
    )

    await doing.done("acceptInvitation", actor, **the(invitation))

    grant = await RoleGrant.get()
    assert (grant.account_id, grant.role, grant.granted_by_id) == (
        account.id,
        Role.PROJECTS,
        inviting.id,
    )
    assert (grant.starts_on, grant.ends_on) == (days_ago(0), days_ago(-1))


async def test_who_is_invited_finds_the_invitation_and_nobody_elses(doing: Doing) -> None:
    actor, account = await signed_in()
    own = await accounts.invitation(email=account.email)
    await accounts.invitation()

    found = await doing.data(
        f'{{ invitations {{ nodes {{ id }} }} invite: node(id: "invite_{own.id}") {{ id }} }}',
        actor,
    )

    assert found["invitations"] == {"nodes": [{"id": f"invite_{own.id}"}]}
    assert found["invite"] == {"id": f"invite_{own.id}"}


async def test_it_is_open_until_the_last_instant(doing: Doing) -> None:
    actor, account = await signed_in()
    invitation = await accounts.invitation(email=account.email, expires_at=NOW + MICROSECOND)
    late = await accounts.invitation(email=account.email, expires_at=NOW)

    assert await doing.problems("acceptInvitation", actor, **the(late)) == [
        ("ALREADY_DECIDED", "invitationId")
    ]
    await doing.done("acceptInvitation", actor, **the(invitation))


@pytest.mark.parametrize(("column", "why"), OVER.items(), ids=OVER)
@pytest.mark.parametrize("mutation", ["acceptInvitation", "declineInvitation"])
async def test_what_is_over_is_not_answered(
    doing: Doing, mutation: str, *, column: str, why: str
) -> None:
    actor, account = await signed_in()
    invitation = await accounts.invitation(**{"email": account.email, column: NOW})

    said = await doing.message(mutation, actor, **the(invitation))

    assert said == f"This invitation is over, for {why}: a new one can be sent."


async def test_it_is_answered_once(doing: Doing) -> None:
    actor, account = await signed_in()
    invitation = await accounts.invitation(email=account.email)
    await doing.done("acceptInvitation", actor, **the(invitation))

    for mutation in ("acceptInvitation", "declineInvitation"):
        said = await doing.message(mutation, actor, speaking="it", **the(invitation))
        assert said == (
            "Questo invito è concluso, perché è stato accettato: se ne può mandare uno nuovo."
        )
    assert await Affiliation.all().count() == 1


async def test_what_was_declined_stays_in_sight(doing: Doing) -> None:
    actor, account = await signed_in()
    invitation = await accounts.invitation(email=account.email)

    answer = await doing.done("declineInvitation", actor, SHOWN, **the(invitation))

    assert answer["invitation"]["state"] == "DECLINED"
    assert answer["invitation"]["declinedAt"] == "2027-05-12T08:30:00+00:00"
    assert await Affiliation.all().count() == 0


@pytest.mark.parametrize("mutation", ["acceptInvitation", "declineInvitation"])
async def test_only_who_proved_the_address_answers(doing: Doing, mutation: str) -> None:
    invitation = await accounts.invitation(email="anna@esempio.it")
    other, _ = await signed_in()
    desk, _ = await signed_in(Role.DIRECTION)

    for actor in (other, desk):
        known, unknown = [
            await doing.payload(mutation, actor, invitationId=f"invite_{key}")
            for key in (invitation.id, uuid4())
        ]
        assert known == unknown
        assert [each["code"] for each in known["problems"]] == ["NOT_FOUND"]


@pytest.mark.parametrize("flaw", [{"verified_at": None}, {"disabled_at": NOW}], ids=str)
async def test_an_account_that_proves_nothing_answers_nothing(
    doing: Doing, flaw: dict[str, Any]
) -> None:
    actor, account = await signed_in()
    invitation = await accounts.invitation(email=account.email)
    await account.update_from_dict(flaw).save()

    assert await doing.codes("acceptInvitation", actor, **the(invitation)) == ["NOT_FOUND"]


async def test_a_program_without_account_answers_nothing(doing: Doing) -> None:
    actor, account = await signed_in()
    invitation = await accounts.invitation(email=account.email)
    program = type(actor)(token_id=uuid4(), person_id=actor.person_id)

    assert await doing.codes("acceptInvitation", program, **the(invitation)) == ["NOT_FOUND"]


async def test_an_account_of_nobody_belongs_nowhere(doing: Doing) -> None:
    actor, account = await signed_in()
    invitation = await accounts.invitation(email=account.email)
    await account.update_from_dict({"person_id": None}).save()

    assert await doing.problems("acceptInvitation", actor, **the(invitation)) == [
        ("PERSON_NEEDED", "invitationId")
    ]


@pytest.mark.parametrize("starts_in", [-30, 5])
async def test_who_came_to_belong_meanwhile_is_told(doing: Doing, starts_in: int) -> None:
    actor, account = await signed_in()
    invitation = await accounts.invitation(email=account.email)
    await members.affiliation(
        person=await Person.get(id=actor.person_id),
        organization=await Organization.get(id=invitation.organization_id),
        starts_on=days_ago(-starts_in),
    )

    assert await doing.problems("acceptInvitation", actor, **the(invitation)) == [
        ("ALREADY_BELONGS", "invitationId")
    ]


async def test_who_came_to_have_the_role_meanwhile_is_told(doing: Doing) -> None:
    actor, account = await signed_in()
    ending = {"email": account.email, "role_ends_on": days_ago(-30)}
    invitation = await accounts.invitation(role=Role.PROJECTS, **ending)
    later = await accounts.invitation(role=Role.OBSERVER, **ending)
    await accounts.role_grant(Role.PROJECTS, account=account, starts_on=days_ago(-29))
    await accounts.role_grant(Role.OBSERVER, account=account, starts_on=days_ago(-30))

    assert await doing.problems("acceptInvitation", actor, **the(invitation)) == [
        ("ALREADY_GRANTED", "invitationId")
    ]
    await doing.done("acceptInvitation", actor, **the(later))


async def test_a_new_invitation_follows_a_declined_one(doing: Doing) -> None:
    actor, account = await signed_in()
    alfa = await members.organization("Alfa")
    first = await accounts.invitation(email=account.email, organization=alfa)
    await doing.done("declineInvitation", actor, **the(first))

    second = await accounts.invitation(email=account.email, organization=alfa)
    with clock.freeze(NOW + timedelta(days=1)):
        await doing.done("acceptInvitation", actor, **the(second))
    assert (await Affiliation.get()).starts_on == days_ago(-1)
