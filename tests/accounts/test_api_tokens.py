"""API tokens of people: what one may get, for how long, and how it ends."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from hub import clock
from hub.accounts import tokens
from hub.accounts.models import Token
from hub.actor import Actor, Role, TokenScope
from hub.members.models import Organization
from hub.read_pool import ReadPool
from tests.make import accounts, members
from tests.mutating.doing import NOW, Doing, signed_in

SHOWN = "text apiToken { id name hint role scopes isValid expiresAt organization { id } }"
SECOND = timedelta(seconds=1)
YEAR = timedelta(days=366)


def wish(role: Role = Role.PROJECTS, **given: Any) -> dict[str, Any]:
    return {"name": "Calendario", "role": role.value, "scopes": [], **given}


async def holder(*roles: Role) -> tuple[Actor, Organization]:
    """Somebody who belongs to two organizations, administers one, and has roles."""
    person = await members.person()
    alfa, beta = await members.organization("Alfa"), await members.organization("Beta")
    await members.affiliation(person=person, organization=alfa, is_administrator=True)
    await members.affiliation(person=person, organization=beta)
    _, account = await signed_in(person=person)
    for role in roles:
        await accounts.role_grant(role, account=account)
    held = frozenset({Role.ADMINISTRATOR, Role.MEMBER, *roles})
    return Actor(held, person.id, (alfa.id, beta.id), (alfa.id,), account_id=account.id), alfa


async def test_a_token_is_told_once_and_opens_what_was_asked(doing: Doing, pool: ReadPool) -> None:
    actor, _ = await holder(Role.PROJECTS)

    answer = await doing.done(
        "createApiToken",
        actor,
        SHOWN,
        **wish(name=" Il \n calendario ", scopes=["SPACES", "SPACES"]),
    )

    text, shown = answer["text"], answer["apiToken"]
    assert shown == {
        "id": shown["id"],
        "name": "Il calendario",
        "hint": text[-4:],
        "role": "PROJECTS",
        "scopes": ["SPACES"],
        "isValid": True,
        "expiresAt": "2027-08-10T08:30:00+00:00",
        "organization": None,
    }
    found = await tokens.actor_of(pool, text, clock.now())
    assert found is not None
    assert (found.roles, found.account_id) == (frozenset({Role.PROJECTS}), actor.account_id)
    assert found.scopes == frozenset({TokenScope.SPACES})
    (kept,) = await Token.all().values()
    assert text not in map(str, kept.values())


async def test_the_text_is_told_again_to_who_repeats_it(doing: Doing) -> None:
    actor, _ = await holder(Role.PROJECTS)

    first, again, other = [
        await doing.done("createApiToken", actor, SHOWN, idempotencyKey=key, **wish())
        for key in ("a", "a", "b")
    ]

    assert first == again
    assert first["text"] != other["text"]


@pytest.mark.parametrize(
    ("expires_at", "codes"),
    [
        (NOW + SECOND, []),
        (NOW, ["EXPIRY_OUT_OF_RANGE"]),
        (NOW - SECOND, ["EXPIRY_OUT_OF_RANGE"]),
        (NOW + YEAR, []),
        (NOW + YEAR + SECOND, ["EXPIRY_OUT_OF_RANGE"]),
    ],
    ids=["in a second", "now", "a second ago", "in a year", "a second more"],
)
async def test_a_token_ends_within_a_year(
    doing: Doing, expires_at: datetime, codes: list[str]
) -> None:
    actor, _ = await holder(Role.PROJECTS)

    given = wish(expiresAt=expires_at.isoformat())

    assert await doing.codes("createApiToken", actor, **given) == codes


async def test_a_name_has_its_length(doing: Doing) -> None:
    actor, _ = await holder(Role.PROJECTS)

    assert await doing.problems("createApiToken", actor, **wish(name="n" * 121)) == [
        ("TOO_LONG", "name")
    ]
    assert await doing.problems("createApiToken", actor, **wish(name=" \u200b ")) == [
        ("REQUIRED", "name")
    ]
    await doing.done("createApiToken", actor, **wish(name=f" {'n' * 120} "))


async def test_a_token_gets_a_role_of_its_holder(doing: Doing) -> None:
    actor, _ = await holder(Role.PROJECTS)
    guest, _ = await signed_in()

    for role in (Role.DIRECTION, Role.OBSERVER):
        assert await doing.problems("createApiToken", actor, **wish(role)) == [
            ("ROLE_NOT_HELD", "role")
        ]
    assert await doing.codes("createApiToken", guest, **wish(Role.MEMBER)) == ["ROLE_NOT_HELD"]


async def test_a_token_of_one_organization(doing: Doing, pool: ReadPool) -> None:
    actor, alfa = await holder()
    of_alfa = wish(Role.ADMINISTRATOR, organizationId=f"org_{alfa.id}")

    answer = await doing.done("createApiToken", actor, SHOWN, **of_alfa)

    assert answer["apiToken"]["organization"] == {"id": f"org_{alfa.id}"}
    found = await tokens.actor_of(pool, answer["text"], clock.now())
    assert found is not None
    assert (found.roles, found.organization_ids) == (frozenset({Role.ADMINISTRATOR}), (alfa.id,))


async def test_who_only_belongs_does_not_administer(doing: Doing) -> None:
    actor, _ = await holder()
    beta = await Organization.get(name="Beta")
    given = {"organizationId": f"org_{beta.id}"}

    assert await doing.problems("createApiToken", actor, **wish(Role.ADMINISTRATOR, **given)) == [
        ("ROLE_NOT_HELD", "role")
    ]
    await doing.done("createApiToken", actor, **wish(Role.MEMBER, **given))


async def test_other_organizations_are_not_told_from_none(doing: Doing) -> None:
    actor, _ = await holder()
    other = await members.organization("Gamma")

    known, unknown = [
        await doing.payload(
            "createApiToken", actor, **wish(Role.ADMINISTRATOR, organizationId=f"org_{key}")
        )
        for key in (other.id, uuid4())
    ]
    assert known == unknown
    assert [each["code"] for each in known["problems"]] == ["NOT_FOUND"]


async def test_all_that_is_wrong_is_said_at_once(doing: Doing) -> None:
    actor, _ = await holder()

    assert await doing.problems(
        "createApiToken", actor, **wish(name=" ", expiresAt=NOW.isoformat())
    ) == [
        ("REQUIRED", "name"),
        ("ROLE_NOT_HELD", "role"),
        ("EXPIRY_OUT_OF_RANGE", "expiresAt"),
    ]


async def test_a_program_makes_no_tokens(doing: Doing) -> None:
    actor, _ = await holder(Role.PROJECTS)
    of_account = Actor(frozenset({Role.PROJECTS}), account_id=actor.account_id, token_id=uuid4())
    of_nobody = Actor(frozenset({Role.PROJECTS}), token_id=uuid4())

    for program in (of_account, of_nobody):
        assert await doing.codes("createApiToken", program, **wish()) == ["ACCOUNT_NEEDED"]


async def test_what_was_ended_opens_nothing(doing: Doing, pool: ReadPool) -> None:
    actor, _ = await holder(Role.PROJECTS)
    made = await doing.done("createApiToken", actor, SHOWN, **wish())
    given = {"tokenId": made["apiToken"]["id"]}

    shown = "apiToken { isValid revokedAt }"
    ended = await doing.done("revokeApiToken", actor, shown, **given)

    assert ended["apiToken"] == {"isValid": False, "revokedAt": "2027-05-12T08:30:00+00:00"}
    assert await tokens.actor_of(pool, made["text"], clock.now()) is None
    with clock.freeze(NOW + SECOND):
        assert await doing.done("revokeApiToken", actor, shown, **given) == ended


async def test_the_direction_ends_any_token(doing: Doing) -> None:
    direction, _ = await signed_in(Role.DIRECTION)

    for token in (
        await accounts.api_token(),
        await accounts.api_token(account=await accounts.account(), role=Role.OBSERVER),
    ):
        await doing.done("revokeApiToken", direction, tokenId=f"token_{token.id}")


async def test_others_end_nothing_and_learn_nothing(doing: Doing) -> None:
    other, _ = await signed_in(Role.FRONT_DESK)
    program = Actor(frozenset({Role.FRONT_DESK}), token_id=uuid4())
    token = await accounts.api_token()

    for actor in (other, program):
        known, unknown = [
            await doing.payload("revokeApiToken", actor, tokenId=f"token_{key}")
            for key in (token.id, uuid4())
        ]
        assert known == unknown
        assert [each["code"] for each in known["problems"]] == ["NOT_FOUND"]
