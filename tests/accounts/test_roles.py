"""Granting roles and ending them, on which days, and never the last direction."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from hub.accounts.models import Account, RoleGrant
from hub.actor import Actor, Role
from tests.make import accounts
from tests.make.members import days_ago
from tests.mutating.doing import NOW, Doing, signed_in

GRANT = "roleGrant { role startsOn endsOn isCurrent grantedBy { id } account { id } version }"
TODAY = "2027-05-12"


def in_days(days: int) -> str:
    return days_ago(-days).isoformat()


async def direction() -> tuple[Actor, Account]:
    actor, account = await signed_in(Role.DIRECTION)
    await accounts.role_grant(Role.DIRECTION, account=account)
    return actor, account


def to(account: Account, role: str = "PROJECTS", **given: Any) -> dict[str, Any]:
    return {"accountId": f"account_{account.id}", "role": role, **given}


def the(grant: RoleGrant, **given: Any) -> dict[str, Any]:
    return {"roleGrantId": f"grant_{grant.id}", "version": grant.version, **given}


async def test_a_role_begins_today_and_has_no_end(doing: Doing) -> None:
    actor, own = await direction()
    account = await accounts.account()

    answer = await doing.done("grantRole", actor, GRANT, **to(account))

    assert answer["roleGrant"] == {
        "role": "PROJECTS",
        "startsOn": TODAY,
        "endsOn": None,
        "isCurrent": True,
        "grantedBy": {"id": f"account_{own.id}"},
        "account": {"id": f"account_{account.id}"},
        "version": 1,
    }


async def test_a_role_of_a_day(doing: Doing) -> None:
    actor, _ = await direction()
    given = to(await accounts.account(), startsOn=in_days(1), endsOn=in_days(2))

    answer = await doing.done("grantRole", actor, GRANT, **given)

    assert answer["roleGrant"]["isCurrent"] is False
    assert (answer["roleGrant"]["startsOn"], answer["roleGrant"]["endsOn"]) == (
        in_days(1),
        in_days(2),
    )


async def test_a_role_up_to_the_last_day_of_the_calendar(doing: Doing) -> None:
    actor, _ = await direction()
    given = to(await accounts.account(), endsOn="9999-12-31")

    answer = await doing.done("grantRole", actor, GRANT, **given)

    assert answer["roleGrant"]["endsOn"] == "9999-12-31"
    assert (await RoleGrant.get(role=Role.PROJECTS)).ends_on == date.max


async def test_nothing_is_granted_for_yesterday(doing: Doing) -> None:
    actor, _ = await direction()
    account = await accounts.account()

    assert await doing.problems("grantRole", actor, **to(account, startsOn=in_days(-1))) == [
        ("DAY_PASSED", "startsOn")
    ]
    await doing.done("grantRole", actor, **to(account, startsOn=TODAY))


async def test_a_role_ends_after_it_begins(doing: Doing) -> None:
    actor, _ = await direction()
    account = await accounts.account()

    assert await doing.problems("grantRole", actor, **to(account, endsOn=TODAY)) == [
        ("PERIOD_NOT_IN_ORDER", "endsOn")
    ]
    await doing.done("grantRole", actor, **to(account, endsOn=in_days(1)))


@pytest.mark.parametrize("role", ["ADMINISTRATOR", "MEMBER"])
async def test_roles_of_organizations_follow_from_affiliations(doing: Doing, role: str) -> None:
    actor, _ = await direction()

    assert await doing.problems("grantRole", actor, **to(await accounts.account(), role)) == [
        ("ROLE_NOT_GRANTABLE", "role")
    ]


async def test_a_role_is_had_once_a_day(doing: Doing) -> None:
    actor, _ = await direction()
    account = await accounts.account()
    await accounts.role_grant(
        Role.PROJECTS, account=account, starts_on=days_ago(-10), ends_on=days_ago(-20)
    )

    for starts, ends in ((0, None), (0, 11), (19, None), (12, 13)):
        given = to(account, startsOn=in_days(starts), endsOn=ends and in_days(ends))
        assert await doing.problems("grantRole", actor, **given) == [("ALREADY_GRANTED", "role")]
    await doing.done("grantRole", actor, **to(account, endsOn=in_days(10)))
    await doing.done("grantRole", actor, **to(account, startsOn=in_days(20)))


async def test_what_ends_today_is_granted_anew_today(doing: Doing) -> None:
    actor, _ = await direction()
    grant = await accounts.role_grant(Role.PROJECTS)
    await doing.done("endRole", actor, **the(grant))

    await doing.done("grantRole", actor, **to(await grant.account))

    assert await RoleGrant.filter(role=Role.PROJECTS).count() == 2


async def test_all_that_is_wrong_is_said_at_once(doing: Doing) -> None:
    actor, _ = await direction()
    account = await accounts.account(disabled_at=NOW)

    assert await doing.problems(
        "grantRole", actor, **to(account, "MEMBER", startsOn=in_days(-1), endsOn=in_days(-1))
    ) == [
        ("ACCOUNT_DISABLED", "accountId"),
        ("ROLE_NOT_GRANTABLE", "role"),
        ("DAY_PASSED", "startsOn"),
        ("PERIOD_NOT_IN_ORDER", "endsOn"),
    ]


async def test_only_the_direction_grants_and_ends(doing: Doing) -> None:
    actor, account = await signed_in(Role.FRONT_DESK, Role.OBSERVER, Role.ADMINISTRATOR)
    grant = await accounts.role_grant(account=account)

    assert await doing.problems("grantRole", actor, **to(account)) == [("NOT_ALLOWED", "")]
    assert await doing.problems("endRole", actor, **the(grant)) == [("NOT_ALLOWED", "")]


async def test_what_is_not_there_is_not_found(doing: Doing) -> None:
    actor, _ = await direction()

    unknown = {"accountId": f"account_{uuid4()}", "role": "PROJECTS"}
    assert await doing.problems("grantRole", actor, **unknown) == [("NOT_FOUND", "accountId")]
    nothing = {"roleGrantId": f"grant_{uuid4()}", "version": 1}
    assert await doing.problems("endRole", actor, **nothing) == [("NOT_FOUND", "roleGrantId")]


async def test_a_role_ends_at_once(doing: Doing) -> None:
    actor, _ = await direction()
    grant = await accounts.role_grant(Role.PROJECTS)

    answer = await doing.done("endRole", actor, GRANT, **the(grant))

    shown = answer["roleGrant"]
    assert (shown["endsOn"], shown["isCurrent"], shown["version"]) == (TODAY, False, 2)


@pytest.mark.parametrize("starts_in", [0, 7])
async def test_a_mistake_is_taken_back_before_it_holds(doing: Doing, starts_in: int) -> None:
    actor, _ = await direction()
    grant = await accounts.role_grant(Role.PROJECTS, starts_on=days_ago(-starts_in))

    answer = await doing.done("endRole", actor, GRANT, **the(grant))

    assert answer["roleGrant"]["endsOn"] == in_days(starts_in)
    assert answer["roleGrant"]["isCurrent"] is False
    # As if it had never been.
    await doing.done("grantRole", actor, **to(await grant.account, startsOn=in_days(starts_in)))


async def test_a_role_is_not_ended_in_the_past_nor_before_it_begins(doing: Doing) -> None:
    actor, _ = await direction()
    grant = await accounts.role_grant(Role.PROJECTS)
    later = await accounts.role_grant(Role.PROJECTS, starts_on=days_ago(-7))

    assert await doing.problems("endRole", actor, **the(grant, endsOn=in_days(-1))) == [
        ("DAY_PASSED", "endsOn")
    ]
    assert await doing.problems("endRole", actor, **the(later, endsOn=in_days(6))) == [
        ("PERIOD_NOT_IN_ORDER", "endsOn")
    ]


async def test_an_end_is_brought_forward_and_never_put_off(doing: Doing) -> None:
    actor, _ = await direction()
    grant = await accounts.role_grant(Role.PROJECTS, ends_on=days_ago(-10))
    over = await accounts.role_grant(Role.PROJECTS, ends_on=days_ago(1))

    assert await doing.problems("endRole", actor, **the(grant, endsOn=in_days(11))) == [
        ("ENDS_ALREADY", "endsOn")
    ]
    assert await doing.problems("endRole", actor, **the(over)) == [("ENDS_ALREADY", "endsOn")]
    answer = await doing.done("endRole", actor, GRANT, **the(grant, endsOn=in_days(10)))
    assert (answer["roleGrant"]["endsOn"], answer["roleGrant"]["version"]) == (in_days(10), 1)
    await doing.done("endRole", actor, GRANT, **the(grant, endsOn=in_days(9)))


async def test_who_has_not_seen_the_last_change_is_told(doing: Doing) -> None:
    actor, _ = await direction()
    grant = await accounts.role_grant(Role.PROJECTS, version=3)

    payload = await doing.payload("endRole", actor, **the(grant, version=2, endsOn=in_days(-1)))

    stale, passed = payload["problems"]
    assert (stale["code"], stale["currentVersion"]) == ("STALE_VERSION", 3)
    assert passed["code"] == "DAY_PASSED"


async def test_the_last_direction_stays(doing: Doing) -> None:
    actor, account = await direction()
    own = await RoleGrant.get(account=account)

    assert await doing.problems("endRole", actor, **the(own)) == [("LAST_DIRECTION", "roleGrantId")]
    await accounts.role_grant(Role.DIRECTION)
    await doing.done("endRole", actor, **the(own))


@pytest.mark.parametrize(
    ("other", "is_enough"),
    [
        ({}, True),
        ({"starts_on": -1}, False),
        ({"starts_on": 0}, True),
        ({"ends_on": -400}, False),
        ({"account": "closed"}, False),
        ({"role": Role.FRONT_DESK}, False),
    ],
    ids=["another", "from tomorrow", "from today", "for a year", "closed", "another desk"],
)
async def test_somebody_else_directs_for_as_long(
    doing: Doing, other: dict[str, Any], *, is_enough: bool
) -> None:
    actor, account = await direction()
    own = await RoleGrant.get(account=account)
    given: dict[str, Any] = {
        name: days_ago(value) for name, value in other.items() if isinstance(value, int)
    }
    closed_at = NOW if "account" in other else None
    given["account"] = await accounts.account(disabled_at=closed_at)
    await accounts.role_grant(other.get("role", Role.DIRECTION), **given)

    codes = await doing.codes("endRole", actor, **the(own))

    assert codes == ([] if is_enough else ["LAST_DIRECTION"])


async def test_who_directs_for_a_while_is_replaced_by_who_does_so_longer(doing: Doing) -> None:
    actor, account = await direction()
    own = await RoleGrant.get(account=account)
    await own.update_from_dict({"ends_on": days_ago(-30)}).save()
    other = await accounts.role_grant(Role.DIRECTION, ends_on=days_ago(-29))

    assert await doing.codes("endRole", actor, **the(own)) == ["LAST_DIRECTION"]
    await doing.done("endRole", actor, **the(other))
