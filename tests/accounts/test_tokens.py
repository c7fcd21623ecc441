"""Whom the holder of a token acts as: its form, its life, and the rights that hold today."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.exceptions import IntegrityError

from hub import clock
from hub.accounts import tokens
from hub.accounts.models import Token
from hub.actor import Actor, Role, TokenScope
from hub.members.terms import MembershipCategory
from hub.read_pool import ReadPool
from tests.make import accounts as make
from tests.make import members as make_members

pytestmark = pytest.mark.usefixtures("connection")


async def acting(pool: ReadPool, text: str, *, now: datetime | None = None) -> Actor:
    actor = await tokens.actor_of(pool, text, now or clock.now())
    assert actor is not None
    return actor


async def test_no_two_tokens_are_alike() -> None:
    made = {tokens.make_text() for _ in range(100)}

    assert len(made) == 100
    assert all(tokens.is_well_formed(text) and len(text) == 54 for text in made)


async def test_a_mistyped_token_is_known_by_its_checksum() -> None:
    text = tokens.make_text()
    last = "A" if text[20] != "A" else "B"

    assert not tokens.is_well_formed(text[:20] + last + text[21:])
    assert not tokens.is_well_formed(text + "A")
    assert not tokens.is_well_formed("")


async def test_only_the_hash_is_kept() -> None:
    token, text = await tokens.create_token("Report", Role.OBSERVER)

    kept = await Token.get(id=token.id)
    assert kept.token_hash == tokens.hash_of(text)
    assert text.endswith(kept.hint)
    assert text not in str(kept.__dict__)


async def test_a_token_of_a_desk(pool: ReadPool) -> None:
    actor = await acting(pool, await make.token(Role.PROJECTS))

    assert actor == Actor(
        roles=frozenset({Role.PROJECTS}), token_id=actor.token_id, scopes=frozenset()
    )


async def test_a_token_writes_where_its_scopes_say(pool: ReadPool) -> None:
    given = [TokenScope.SPACES, TokenScope.PROJECTS, "GONE"]

    actor = await acting(pool, await make.token(Role.DIRECTION, scopes=given))

    assert actor.scopes == {TokenScope.SPACES, TokenScope.PROJECTS}


@pytest.mark.parametrize(
    "text",
    ["", "phub_", "phub_" + "A" * 43 + "AAAAAA", "Bearer x", "phub_\x00", tokens.make_text()],
    ids=["empty", "short", "mistyped", "another", "control", "unknown"],
)
async def test_an_unknown_token_opens_nothing(pool: ReadPool, text: str) -> None:
    assert await tokens.actor_of(pool, text, clock.now()) is None


async def test_a_token_opens_nothing_from_its_end_on(pool: ReadPool) -> None:
    end = clock.now() + timedelta(hours=1)
    text = await make.token(expires_at=end)

    assert await tokens.actor_of(pool, text, end - timedelta(seconds=1))
    assert await tokens.actor_of(pool, text, end) is None


async def test_a_revoked_token_opens_nothing(pool: ReadPool) -> None:
    token, text = await tokens.create_token("Report", Role.OBSERVER)
    token.revoked_at = clock.now()
    await token.save()

    assert await tokens.actor_of(pool, text, clock.now()) is None


@pytest.mark.parametrize(
    ("role", "administers"), [(Role.MEMBER, False), (Role.ADMINISTRATOR, True)]
)
async def test_a_token_of_an_organization(pool: ReadPool, *, role: Role, administers: bool) -> None:
    organization = await make_members.organization()
    await make_members.membership(organization=organization)

    actor = await acting(pool, await make.token(role, organization=organization))

    assert actor == Actor(
        roles=frozenset({role}),
        organization_ids=(organization.id,),
        administered_ids=(organization.id,) if administers else (),
        is_member=True,
        token_id=actor.token_id,
        scopes=frozenset(),
    )


async def test_a_co_workers_organization_is_no_member(pool: ReadPool) -> None:
    organization = await make_members.organization()
    desk = await make_members.membership_type(category=MembershipCategory.CO_WORKER)
    await make_members.membership(organization=organization, type=desk)

    actor = await acting(pool, await make.token(Role.MEMBER, organization=organization))

    assert actor.organization_ids == (organization.id,)
    assert not actor.is_member


async def test_a_person_acts_for_the_organizations_of_today(pool: ReadPool) -> None:
    person = await make_members.person()
    here = await make_members.affiliation(person=person)
    left = await make_members.affiliation(person=person, ends_on=clock.today())
    await make_members.membership(organization=await left.organization)

    actor = await acting(pool, await make.token(Role.MEMBER, person=person))

    assert actor == Actor(
        roles=frozenset({Role.MEMBER}),
        person_id=person.id,
        organization_ids=(here.organization_id,),
        token_id=actor.token_id,
        scopes=frozenset(),
    )


async def test_rights_end_at_midnight_in_cremona(pool: ReadPool) -> None:
    last_evening = datetime(2026, 7, 31, 21, 59, tzinfo=UTC)
    person = await make_members.person()
    await make_members.affiliation(
        person=person, starts_on=last_evening.date(), ends_on=last_evening.date() + timedelta(1)
    )
    text = await make.token(Role.MEMBER, person=person)

    before = await acting(pool, text, now=last_evening)
    after = await acting(pool, text, now=last_evening + timedelta(minutes=1))

    assert (len(before.organization_ids), before.roles) == (1, frozenset({Role.MEMBER}))
    assert (after.organization_ids, after.roles) == ((), frozenset())


async def test_a_token_for_one_organization_leaves_out_the_others(pool: ReadPool) -> None:
    person = await make_members.person()
    one = await make_members.affiliation(person=person, is_administrator=True)
    await make_members.affiliation(person=person, is_administrator=True)
    text = await make.token(Role.ADMINISTRATOR, person=person, organization=await one.organization)

    actor = await acting(pool, text)

    assert actor.organization_ids == actor.administered_ids == (one.organization_id,)


async def test_who_administers_no_longer_is_a_member(pool: ReadPool) -> None:
    person = await make_members.person()
    affiliation = await make_members.affiliation(person=person, is_administrator=False)

    actor = await acting(pool, await make.token(Role.ADMINISTRATOR, person=person))

    assert actor.roles == frozenset({Role.MEMBER})
    assert actor.organization_ids == (affiliation.organization_id,)
    assert actor.administered_ids == ()


async def test_an_observer_of_an_organization_administers_nothing(pool: ReadPool) -> None:
    organization = await make_members.organization()

    actor = await acting(pool, await make.token(Role.OBSERVER, organization=organization))

    assert actor.roles == frozenset({Role.OBSERVER})
    assert (actor.organization_ids, actor.administered_ids) == ((organization.id,), ())


async def test_an_accounts_token_has_the_role_while_it_is_granted(pool: ReadPool) -> None:
    person = await make_members.person()
    account = await make.account(person=person)
    grant = await make.role_grant(Role.INCUBATION, account=account)
    text = await make.token(Role.INCUBATION, account=account)

    granted = await acting(pool, text)
    grant.ends_on = clock.today()
    await grant.save()
    ended = await acting(pool, text)

    assert granted.roles == frozenset({Role.INCUBATION})
    assert (granted.person_id, granted.account_id) == (person.id, account.id)
    assert ended.roles == frozenset()


async def test_a_disabled_accounts_token_opens_nothing(pool: ReadPool) -> None:
    account = await make.account(disabled_at=clock.now())
    await make.role_grant(Role.DIRECTION, account=account)

    text = await make.token(Role.DIRECTION, account=account)

    assert await tokens.actor_of(pool, text, clock.now()) is None


@pytest.mark.parametrize(
    ("given", "constraint"),
    [
        ({"role": Role.MEMBER}, "token_of_a_party"),
        ({"expires_at": datetime(2020, 1, 1, tzinfo=UTC)}, "token_expires_later"),
        ({"token_hash": "x" * 64}, "token_hash_format"),
    ],
)
async def test_the_database_refuses_a_token(given: dict[str, Any], constraint: str) -> None:
    values: dict[str, Any] = {
        "name": "Test",
        "role": Role.DIRECTION,
        "token_hash": "0" * 64,
        "hint": "0000",
    }

    with pytest.raises(IntegrityError) as error:
        await Token.create(**{**values, **given})

    assert error.value.__cause__.constraint_name == constraint  # type: ignore[union-attr]


async def test_the_database_refuses_an_unknown_role(connection: BaseDBAsyncClient) -> None:
    _, text = await tokens.create_token("Test", Role.DIRECTION)

    with pytest.raises(IntegrityError) as error:
        await connection.execute_query(
            "UPDATE token SET role = 'EMPEROR' WHERE token_hash = $1", [tokens.hash_of(text)]
        )

    assert error.value.__cause__.constraint_name == "token_role_known"  # type: ignore[union-attr]


async def test_a_role_of_an_organization_is_not_granted() -> None:
    with pytest.raises(IntegrityError) as error:
        await make.role_grant(Role.MEMBER)

    assert error.value.__cause__.constraint_name == "role_grant_role_grantable"  # type: ignore[union-attr]


async def test_a_grant_of_no_day_is_refused() -> None:
    with pytest.raises(IntegrityError) as error:
        await make.role_grant(ends_on=make_members.days_ago(31))

    assert error.value.__cause__.constraint_name == "role_grant_in_order"  # type: ignore[union-attr]


async def test_an_email_in_capitals_is_refused() -> None:
    with pytest.raises(IntegrityError) as error:
        await make.account(email="Ada@example.org")

    assert error.value.__cause__.constraint_name == "account_email_format"  # type: ignore[union-attr]
