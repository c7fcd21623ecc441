"""Taking an invitation back: those who might have sent it, as long as it is open."""

from uuid import uuid4

import pytest

from hub.actor import Role
from tests.make import accounts, members
from tests.mutating.doing import NOW, Doing, signed_in


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.FRONT_DESK, Role.DIRECTION])
async def test_those_who_may_invite_take_back(doing: Doing, role: Role) -> None:
    alfa = await members.organization("Alfa")
    actor, _ = await signed_in(role, organization=alfa, administers=role is Role.ADMINISTRATOR)
    invitation = await accounts.invitation(organization=alfa)
    given = {"invitationId": f"invite_{invitation.id}"}

    answer = await doing.done("revokeInvitation", actor, "invitation { state revokedAt }", **given)

    assert answer["invitation"] == {"state": "REVOKED", "revokedAt": "2027-05-12T08:30:00+00:00"}
    assert await doing.problems("revokeInvitation", actor, **given) == [
        ("ALREADY_DECIDED", "invitationId")
    ]


async def test_who_sees_an_invitation_is_told_who_takes_it_back(doing: Doing) -> None:
    desk, _ = await signed_in(Role.FRONT_DESK)
    invited, account = await signed_in()
    invitation = await accounts.invitation(role=Role.OBSERVER, email=account.email)
    given = {"invitationId": f"invite_{invitation.id}"}

    for actor in (desk, invited):
        assert await doing.problems("revokeInvitation", actor, **given) == [
            ("NOT_ALLOWED", "invitationId")
        ]


async def test_what_was_accepted_is_seen_by_who_accepted_it(doing: Doing) -> None:
    invited, account = await signed_in()
    invitation = await accounts.invitation(
        accepted_at=NOW, accepted_by=account, email="former@esempio.it"
    )

    assert await doing.codes(
        "revokeInvitation", invited, invitationId=f"invite_{invitation.id}"
    ) == ["NOT_ALLOWED"]


async def test_others_take_nothing_back_and_learn_nothing(doing: Doing) -> None:
    invitation = await accounts.invitation()
    stranger, _ = await signed_in(Role.ADMINISTRATOR, Role.MEMBER)

    known, unknown = [
        await doing.payload("revokeInvitation", stranger, invitationId=f"invite_{key}")
        for key in (invitation.id, uuid4())
    ]
    assert known == unknown
    assert [each["code"] for each in known["problems"]] == ["NOT_FOUND"]


async def test_what_is_too_old_is_not_taken_back(doing: Doing) -> None:
    actor, _ = await signed_in(Role.FRONT_DESK)
    invitation = await accounts.invitation(expires_at=NOW)

    said = await doing.message("revokeInvitation", actor, invitationId=f"invite_{invitation.id}")

    assert said == (
        "This invitation is over, for it was not answered in time: a new one can be sent."
    )
