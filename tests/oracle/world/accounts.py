"""The accounts of the world: who signs in, with which roles, and who is invited."""

from datetime import timedelta
from typing import Any

from hub import clock
from hub.accounts.models import Account
from hub.accounts.terms import SessionEnd, SessionKind
from hub.actor import Role, TokenScope
from hub.members.terms import AffiliationRole, Language
from tests.make import accounts as make
from tests.make import calendars
from tests.make.members import days_ago
from tests.oracle.world.members import Organizations, People

Accounts = dict[str, Account]


def ago(**given: Any) -> Any:
    return clock.now() - timedelta(**given)


async def accounts(persons: People) -> Accounts:
    """Some have proved their address; others have not, are closed, or stand for nobody."""
    return {
        "anna": await make.account(
            person=persons["anna"],
            email="anna@alfa.example",
            verified_at=ago(days=90),
            password_hash="hashed",  # noqa: S106 - of no password
        ),
        "bruno": await make.account(
            person=persons["bruno"], email="bruno@alfa.example", verified_at=ago(days=1)
        ),
        "carla": await make.account(person=persons["carla"], disabled_at=ago(days=3)),
        "hugo": await make.account(person=persons["hugo"]),
        "elena": await make.account(
            person=persons["elena"],
            verified_at=ago(days=9),
            totp_secret="encrypted",  # noqa: S106 - of nothing
            totp_confirmed_at=ago(days=8),
        ),
        "staff": await make.account(
            person=persons["staff"],
            verified_at=ago(days=400),
            totp_secret="begun",  # noqa: S106 - of nothing
        ),
        "alone": await make.account(email="nobody@example.org"),
    }


async def roles(found: Accounts) -> None:
    """Roles of the past, the present and the future, and one that was taken back at once."""
    staff = found["staff"]
    await make.role_grant(Role.DIRECTION, account=staff, starts_on=days_ago(300))
    for name, role, starts_on, ends_on in (
        ("staff", Role.FRONT_DESK, days_ago(900), days_ago(300)),
        ("anna", Role.OBSERVER, days_ago(10), days_ago(0)),
        ("anna", Role.OBSERVER, days_ago(0), days_ago(-1)),
        ("elena", Role.PROJECTS, days_ago(-5), None),
        ("elena", Role.INCUBATION, days_ago(2), days_ago(2)),
    ):
        await make.role_grant(
            role, account=found[name], granted_by=staff, starts_on=starts_on, ends_on=ends_on
        )


async def programs(found: Accounts, parties: Organizations) -> None:
    """Tokens in force, expired, ended, and of no account."""
    await make.api_token(
        account=found["anna"],
        name="Calendario",
        role=Role.ADMINISTRATOR,
        person_id=found["anna"].person_id,
        organization=parties["alfa"],
        scopes=[TokenScope.ACCOUNTS.value, TokenScope.SPACES.value],
        expires_at=ago(days=-1),
    )
    await make.api_token(
        account=found["anna"], person_id=found["anna"].person_id, name="calendario"
    )
    await make.api_token(
        account=found["staff"],
        role=Role.DIRECTION,
        created_at=ago(days=2),
        expires_at=clock.now(),
    )
    await make.api_token(account=found["elena"], role=Role.PROJECTS, revoked_at=ago(hours=1))
    await make.api_token(role=Role.MEMBER, organization=parties["hidden"])


async def followers(found: Accounts, parties: Organizations) -> None:
    """Links by which calendars follow bookings: new, renewed, used and revoked."""
    anna, alfa = found["anna"], parties["alfa"]
    await calendars.link(account=anna, last_used_at=ago(minutes=5))
    await calendars.link(account=anna, organization=alfa, generation=3, renewed_at=ago(days=1))
    await calendars.link(account=anna, organization=alfa, revoked_at=ago(days=2))
    await calendars.link(account=found["staff"], organization=parties["hidden"])


async def sessions(found: Accounts) -> None:
    """Where people are or were signed in."""
    await make.session(account=found["anna"], client="Firefox, Linux")
    await make.session(
        account=found["anna"], created_at=ago(days=8), seen_at=ago(days=7), expires_at=clock.now()
    )
    await make.session(
        account=found["anna"],
        kind=SessionKind.MOBILE,
        ended_at=ago(minutes=1),
        end_reason=SessionEnd.SIGNED_OUT,
    )
    await make.session(account=found["staff"], second_factor_at=ago(minutes=59))


async def invitations(found: Accounts, parties: Organizations) -> None:
    """In every state; to an organization and to a desk; to people with accounts and without."""
    alfa, anna = parties["alfa"], found["anna"]
    address = anna.email
    await make.invitation(organization=alfa, invited_by=anna, title="Socia", language=Language.EN)
    await make.invitation(organization=parties["beta"], email=address, is_administrator=True)
    await make.invitation(organization=parties["hidden"], email="bruno@alfa.example")
    await make.invitation(role=Role.OBSERVER, email=address, role_ends_on=days_ago(-40))
    await make.invitation(
        organization=alfa, affiliation_role=AffiliationRole.OWNER, expires_at=clock.now()
    )
    for name, column in (("hidden", "declined_at"), ("alfa", "revoked_at"), ("beta", "revoked_at")):
        await make.invitation(organization=parties[name], **{column: ago(days=1)})
    await make.invitation(
        organization=alfa,
        invited_by=found["staff"],
        email="former@alfa.example",
        accepted_at=ago(days=2),
        accepted_by=anna,
    )
    await make.invitation(role=Role.PROJECTS, accepted_at=ago(days=9), accepted_by=found["elena"])
