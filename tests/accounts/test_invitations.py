"""Inviting: who may, whom, to what, and how often."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from hub import clock
from hub.accounts.invitation_models import Invitation
from hub.accounts.invitations import MOST_OF_AN_ORGANIZATION
from hub.actor import Actor, Role
from hub.members.models import Organization, Person
from hub.members.terms import AffiliationRole
from hub.record.models import OutboxEvent
from tests.make import accounts, members
from tests.make.members import days_ago
from tests.mutating.doing import NOW, Doing, signed_in

ADDRESS = "nuova@esempio.it"
MICROSECOND = timedelta(microseconds=1)
SHOWN = "invitation { email title language isAdministrator role roleEndsOn expiresAt state }"
LONGEST = f"{'a' * 64}@{'b' * 63}.{'c' * 63}.{'d' * 58}.it"


def to(organization: Organization, **given: Any) -> dict[str, Any]:
    """The input of an invitation to an organization."""
    return {
        "email": ADDRESS,
        "organizationId": f"org_{organization.id}",
        "affiliationRole": "EMPLOYEE",
        **given,
    }


async def administrator(**given: Any) -> tuple[Actor, Organization]:
    organization = await members.organization("Alfa", **given)
    actor, _ = await signed_in(Role.ADMINISTRATOR, organization=organization, administers=True)
    return actor, organization


async def test_an_invitation_waits_for_two_weeks(doing: Doing) -> None:
    actor, alfa = await administrator()

    answer = await doing.done(
        "invite", actor, SHOWN, **to(alfa, title=" Socia \n unica ", language="EN")
    )

    assert answer["invitation"] == {
        "email": ADDRESS,
        "title": "Socia unica",
        "language": "EN",
        "isAdministrator": False,
        "role": None,
        "roleEndsOn": None,
        "expiresAt": "2027-05-26T08:30:00+00:00",
        "state": "PENDING",
    }


async def test_the_direction_invites_to_a_role(doing: Doing) -> None:
    actor, _ = await signed_in(Role.DIRECTION)

    answer = await doing.done(
        "invite", actor, SHOWN, email=ADDRESS, role="PROJECTS", roleEndsOn="2027-12-31"
    )

    invitation = answer["invitation"]
    assert (invitation["role"], invitation["roleEndsOn"]) == ("PROJECTS", "2027-12-31")
    assert invitation["expiresAt"] == "2027-05-26T08:30:00+00:00"


async def test_an_offer_of_a_role_lasts_no_longer_than_the_role(doing: Doing) -> None:
    actor, _ = await signed_in(Role.DIRECTION)
    given = {"email": ADDRESS, "role": "PROJECTS"}

    answer = await doing.done("invite", actor, SHOWN, **given, roleEndsOn="2027-05-13")
    # Until the midnight of Cremona.
    assert answer["invitation"]["expiresAt"] == "2027-05-12T22:00:00+00:00"
    assert await doing.problems("invite", actor, **given, roleEndsOn="2027-05-12") == [
        ("PERIOD_NOT_IN_ORDER", "roleEndsOn")
    ]


async def test_a_role_may_be_meant_to_last_for_ever(doing: Doing) -> None:
    actor, _ = await signed_in(Role.DIRECTION)

    answer = await doing.done(
        "invite", actor, SHOWN, email=ADDRESS, role="PROJECTS", roleEndsOn="9999-12-31"
    )

    assert answer["invitation"]["roleEndsOn"] == "9999-12-31"
    assert (await Invitation.get()).role_ends_on == date.max


@pytest.mark.parametrize("role", AffiliationRole)
async def test_all_affiliations_can_be_offered(doing: Doing, role: AffiliationRole) -> None:
    actor, alfa = await administrator()

    await doing.done("invite", actor, **to(alfa, affiliationRole=role.value))

    assert (await Invitation.get()).affiliation_role is role


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  Nuova@Esempio.IT ", ADDRESS),
        ("o'neill+polo@sub.esempio.co.uk", "o'neill+polo@sub.esempio.co.uk"),
        (LONGEST, LONGEST),
    ],
    ids=["case and blanks", "odd", "longest"],
)
async def test_an_address_is_kept_in_one_form(doing: Doing, written: str, kept: str) -> None:
    actor, alfa = await administrator()

    answer = await doing.done("invite", actor, SHOWN, **to(alfa, email=written))

    assert answer["invitation"]["email"] == kept
    assert await doing.codes("invite", actor, **to(alfa, email=kept)) == ["ALREADY_INVITED"]


@pytest.mark.parametrize(
    "email",
    [
        "",
        "   ",
        "nowhere",
        "a@b",
        "a b@esempio.it",
        "a@esempio..it",
        ".a@esempio.it",
        "a@-esempio.it",
        "a@esempio.it,b@esempio.it",
        "Anna <a@esempio.it>",
        "a@esempio.it\nBcc: b@esempio.it",
        "a\u0000@esempio.it",
        "perché@esempio.it",
        "\u212a@esempio.it",
        f"{'a' * 65}@esempio.it",
        f"a{LONGEST}",
        LONGEST.replace(".it", ".ita"),
    ],
    ids=str,
)
async def test_what_no_mail_reaches_is_no_address(doing: Doing, email: str) -> None:
    actor, alfa = await administrator()

    assert await doing.problems("invite", actor, **to(alfa, email=email)) == [
        ("EMAIL_INVALID", "email")
    ]


async def test_a_title_has_its_length(doing: Doing) -> None:
    actor, alfa = await administrator()

    assert await doing.problems("invite", actor, **to(alfa, title="t" * 121)) == [
        ("TOO_LONG", "title")
    ]
    answer = await doing.done("invite", actor, SHOWN, **to(alfa, title=f"  {'t' * 120} "))
    assert answer["invitation"]["title"] == "t" * 120


async def test_a_title_of_blanks_is_none(doing: Doing) -> None:
    actor, alfa = await administrator()

    answer = await doing.done("invite", actor, SHOWN, **to(alfa, title=" \u200b\t "))

    assert answer["invitation"]["title"] is None


async def test_an_invitation_is_to_one_thing(doing: Doing) -> None:
    actor, alfa = await administrator()
    both = {"email": ADDRESS, "role": "PROJECTS", "organizationId": f"org_{alfa.id}"}

    assert await doing.problems("invite", actor, email=ADDRESS) == [("INVITATION_TARGET", "")]
    assert await doing.problems("invite", actor, **both) == [("INVITATION_TARGET", "")]


async def test_what_belongs_to_the_other_is_refused(doing: Doing) -> None:
    actor, alfa = await administrator()
    direction, _ = await signed_in(Role.DIRECTION)
    odd = {"affiliationRole": "OWNER", "title": "Socia", "isAdministrator": True}

    assert await doing.problems("invite", actor, **to(alfa, roleEndsOn="2027-12-31")) == [
        ("INVITATION_TARGET", "roleEndsOn")
    ]
    assert await doing.problems("invite", direction, email=ADDRESS, role="OBSERVER", **odd) == [
        ("INVITATION_TARGET", "affiliationRole"),
        ("INVITATION_TARGET", "title"),
        ("INVITATION_TARGET", "isAdministrator"),
    ]


async def test_an_affiliation_has_to_be_said(doing: Doing) -> None:
    actor, alfa = await administrator()

    assert await doing.problems("invite", actor, **to(alfa, affiliationRole=None)) == [
        ("REQUIRED", "affiliationRole")
    ]


@pytest.mark.parametrize("role", ["ADMINISTRATOR", "MEMBER"])
async def test_roles_of_organizations_are_not_given(doing: Doing, role: str) -> None:
    actor, _ = await signed_in(Role.DIRECTION)

    assert await doing.problems("invite", actor, email=ADDRESS, role=role) == [
        ("ROLE_NOT_GRANTABLE", "role")
    ]


async def test_all_that_is_wrong_is_said_at_once(doing: Doing) -> None:
    actor, alfa = await administrator()
    wrong = to(alfa, email="nowhere", title="t" * 121, affiliationRole=None)

    assert await doing.codes("invite", actor, **wrong) == ["EMAIL_INVALID", "REQUIRED", "TOO_LONG"]


async def test_its_own_people_know_who_invites_and_others_nothing(doing: Doing) -> None:
    _, alfa = await administrator()
    member, _ = await signed_in(Role.MEMBER, organization=alfa)
    stranger, _ = await administrator()

    assert await doing.problems("invite", member, **to(alfa)) == [("NOT_ALLOWED", "organizationId")]
    unknown = to(alfa, organizationId=f"org_{uuid4()}")
    known, unknown = [
        await doing.payload("invite", stranger, **given) for given in (to(alfa), unknown)
    ]
    assert known == unknown
    assert [each["code"] for each in known["problems"]] == ["NOT_FOUND"]


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.OBSERVER, Role.ADMINISTRATOR])
async def test_only_the_direction_invites_to_a_role(doing: Doing, role: Role) -> None:
    actor, _ = await signed_in(role)

    assert await doing.problems("invite", actor, email=ADDRESS, role="OBSERVER") == [
        ("NOT_ALLOWED", "role")
    ]


async def test_a_locked_organization_leaves_it_to_the_desk(doing: Doing) -> None:
    actor, alfa = await administrator(locked_at=NOW)
    desk, _ = await signed_in(Role.FRONT_DESK)

    assert await doing.problems("invite", actor, **to(alfa)) == [
        ("PROFILE_LOCKED", "organizationId")
    ]
    await doing.done("invite", desk, **to(alfa))


@pytest.mark.parametrize("known_by", ["person", "account"])
@pytest.mark.parametrize("starts_in", [-30, 0, 10])
async def test_who_belongs_or_will_is_not_invited(
    doing: Doing, known_by: str, starts_in: int
) -> None:
    actor, alfa = await administrator()
    person = await members.person(email=ADDRESS if known_by == "person" else None)
    if known_by == "account":
        await accounts.account(person=person, email=ADDRESS)
    await members.affiliation(
        person=person, organization=alfa, starts_on=days_ago(-starts_in), ends_on=None
    )

    assert await doing.problems("invite", actor, **to(alfa)) == [("ALREADY_BELONGS", "email")]


async def test_who_left_yesterday_is_invited_again(doing: Doing) -> None:
    actor, alfa = await administrator()
    person = await members.person(email=ADDRESS)
    await members.affiliation(person=person, organization=alfa, ends_on=days_ago(0))
    await members.affiliation(person=person)

    await doing.done("invite", actor, **to(alfa))


async def test_nobody_invites_themselves(doing: Doing) -> None:
    actor, alfa = await administrator()
    await members.affiliation(person=await Person.get(id=actor.person_id), organization=alfa)

    assert await doing.codes("invite", actor, **to(alfa, email=actor.email)) == ["ALREADY_BELONGS"]


async def test_a_second_invitation_waits_for_the_end_of_the_first(doing: Doing) -> None:
    actor, alfa = await administrator()
    await doing.done("invite", actor, **to(alfa))
    expires_at = NOW + timedelta(days=14)

    with clock.freeze(expires_at - MICROSECOND):
        said = await doing.message("invite", actor, **to(alfa))
        assert said.startswith("This address has been invited already, until 26 May 2027")
    with clock.freeze(expires_at):
        await doing.done("invite", actor, **to(alfa))
    assert sorted([each.revoked_at for each in await Invitation.all()], key=str) == [
        expires_at,
        None,
    ]


async def test_elsewhere_one_is_invited_as_well(doing: Doing) -> None:
    actor, alfa = await administrator()
    direction, _ = await signed_in(Role.DIRECTION)
    beta = await members.organization("Beta")
    await doing.done("invite", actor, **to(alfa))

    await doing.done("invite", direction, **to(beta))
    await doing.done("invite", direction, email=ADDRESS, role="OBSERVER")


async def test_who_has_the_role_is_not_invited_to_it(doing: Doing) -> None:
    actor, _ = await signed_in(Role.DIRECTION)
    account = await accounts.account(email=ADDRESS)
    await accounts.role_grant(Role.PROJECTS, account=account, ends_on=days_ago(-1))
    await accounts.role_grant(Role.OBSERVER, account=account, ends_on=days_ago(0))

    assert await doing.problems("invite", actor, email=ADDRESS, role="PROJECTS") == [
        ("ALREADY_GRANTED", "role")
    ]
    await doing.done("invite", actor, email=ADDRESS, role="OBSERVER")


async def test_nobody_works_at_a_desk_with_a_closed_account(doing: Doing) -> None:
    actor, _ = await signed_in(Role.DIRECTION)
    administering, alfa = await administrator()
    await accounts.account(email=ADDRESS, disabled_at=NOW)

    assert await doing.problems("invite", actor, email=ADDRESS, role="PROJECTS") == [
        ("ACCOUNT_DISABLED", "email")
    ]
    # An organization is not told whose account was closed.
    await doing.done("invite", administering, **to(alfa))


async def test_nobody_is_mailed_again_and_again(doing: Doing) -> None:
    desk, _ = await signed_in(Role.FRONT_DESK)
    gone = {"email": ADDRESS, "revoked_at": NOW}
    await accounts.invitation(**gone, created_at=NOW - timedelta(hours=24))
    await accounts.invitation(**gone, created_at=NOW - timedelta(hours=24) + MICROSECOND)
    await accounts.invitation(**gone)
    to_alfa, to_beta = [to(await members.organization()) for _ in range(2)]
    await doing.done("invite", desk, **to_alfa)

    assert await doing.problems("invite", desk, **to_beta) == [("TOO_MANY_INVITATIONS", "email")]
    assert (await doing.message("invite", desk, **to_beta)).endswith("12 May 2027, 10:30 CEST.")
    with clock.freeze(NOW + MICROSECOND):
        await doing.done("invite", desk, **to_beta)


async def test_an_organization_sends_so_many_mails_a_day_and_a_desk_more(doing: Doing) -> None:
    actor, alfa = await administrator()
    desk, _ = await signed_in(Role.FRONT_DESK)
    for _ in range(MOST_OF_AN_ORGANIZATION - 1):
        await accounts.invitation(organization=alfa)
    await doing.done("invite", actor, **to(alfa))

    given = to(alfa, email="altra@esempio.it")
    assert await doing.problems("invite", actor, **given) == [
        ("TOO_MANY_INVITATIONS", "organizationId")
    ]
    await doing.done("invite", desk, **given)


async def test_the_mail_is_told_by_the_key_of_the_row_alone(doing: Doing) -> None:
    actor, alfa = await administrator()
    await doing.done("invite", actor, **to(alfa))

    event, invitation = await OutboxEvent.get(), await Invitation.get()
    assert (event.kind, event.subject_id, event.due_at) == ("mail.invitation", invitation.id, NOW)
    assert event.payload == {"invitation_id": str(invitation.id)}


async def test_the_day_of_the_clock_changes_counts(doing: Doing) -> None:
    """An invitation on the eve of winter time is open for two weeks of hours, not of days."""
    actor, alfa = await administrator()

    with clock.freeze(datetime(2027, 10, 30, 12, 0, tzinfo=UTC)):
        answer = await doing.done("invite", actor, SHOWN, **to(alfa))
    assert answer["invitation"]["expiresAt"] == "2027-11-13T12:00:00+00:00"
