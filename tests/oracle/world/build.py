"""A small world that has something of everything, and everybody who may ask about it."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from hub import clock
from hub.accounts.models import Account
from hub.actor import ANONYMOUS, Actor, Role, Viewer
from hub.database import connected
from tests.make.impact import figure
from tests.oracle.world import accounts, incubation, members, projects, record, spaces
from tests.oracle.world.accounts import Accounts
from tests.oracle.world.members import Organizations, People

NOW = datetime(2027, 5, 12, 8, 30, tzinfo=UTC)
"""A Wednesday, at half past ten in Cremona."""
HOLDERS = {
    "administrator": "anna",
    "member": "bruno",
    "founder": "elena",
    "co-worker": "hugo",
    "account": "alone",
}
"""Who of the viewers has signed in, with which account; the last is nobody in particular. None is
of the staff: what those read would be recorded."""


async def build(url: str) -> dict[str, Viewer]:
    """Fill an empty database; who asks, by name."""
    with clock.freeze(NOW):
        async with connected(url):
            parties, persons = await members.organizations(), await members.people()
            await members.memberships(parties, persons)
            await members.affiliations(parties, persons)
            await members.knowledge(parties, persons)
            await members.closed_accounts(persons)
            found = await _accounts(parties, persons)
            await _incubation(parties, persons)
            await _spaces(parties, persons)
            await _projects(parties, persons)
            await record.acts_on_what_they_have()
            await figure()
            return _viewers(parties, persons, found)


async def _accounts(parties: Organizations, persons: People) -> Accounts:
    found = await accounts.accounts(persons)
    await accounts.roles(found)
    await accounts.programs(found, parties)
    await accounts.followers(found, parties)
    await accounts.sessions(found)
    await accounts.invitations(found, parties)
    await record.acts(found, parties, persons)
    await record.readings(found, persons)
    return found


async def _incubation(parties: Organizations, persons: People) -> None:
    startups = await incubation.startups(parties)
    await incubation.teams(startups, persons)
    await incubation.selection(startups, parties, persons)
    await incubation.mentoring(startups, persons)
    await incubation.numbers(startups, persons)


async def _spaces(parties: Organizations, persons: People) -> None:
    sites = await spaces.sites(parties)
    found = await spaces.spaces(sites, parties)
    await spaces.openings(sites, found)
    await spaces.bookings(found, parties, persons)
    await spaces.guests(found, persons)
    await spaces.rules(found, parties)
    await spaces.waiting(found, parties, persons)
    await spaces.lettings(found, parties, persons)


async def _projects(parties: Organizations, persons: People) -> None:
    calls = await projects.calls(parties)
    proposals = await projects.proposals(calls, parties, persons)
    found = await projects.projects(calls, proposals, parties)
    await projects.accounting(found, parties, persons)
    await projects.agreements(found, parties)


def _viewers(parties: Organizations, persons: People, found: Accounts) -> dict[str, Viewer]:
    """Everybody who may ask, with the rights that the world gives them today."""
    ids = {name: row.id for name, row in parties.items()}
    people = {name: row.id for name, row in persons.items()}
    alfa, beta, university = ids["alfa"], ids["beta"], ids["university"]
    actors = {
        "anonymous": ANONYMOUS,
        "administrator": _of(Role.ADMINISTRATOR, people["anna"], alfa, university, runs=(alfa,)),
        "member": _of(Role.MEMBER, people["bruno"], alfa),
        "other": _of(Role.MEMBER, people["carla"], beta),
        "former": _of(Role.MEMBER, people["dario"]),
        "founder": _of(Role.MEMBER, people["elena"]),
        "mentor": _of(Role.MEMBER, people["fabio"]),
        "reviewer": _of(Role.MEMBER, people["gina"]),
        "co-worker": _of(Role.MEMBER, people["hugo"], ids["co_worker"]),
        "program": _of(Role.ADMINISTRATOR, None, ids["hidden"], runs=(ids["hidden"],)),
        "director": Actor(roles=frozenset({Role.DIRECTION}), person_id=people["staff"]),
    }
    desks = (Role.DIRECTION, Role.FRONT_DESK, Role.INCUBATION, Role.PROJECTS, Role.OBSERVER)
    actors |= {role.name.lower(): Actor(roles=frozenset({role})) for role in desks}
    for viewer, name in HOLDERS.items():
        actors[viewer] = _signed_in(actors.get(viewer, ANONYMOUS), found[name])
    members_now = {alfa, beta}
    with clock.freeze(NOW):
        return {
            name: Viewer(clock.now(), clock.today(), _standing(actor, members_now))
            for name, actor in actors.items()
        }


def _signed_in(actor: Actor, account: Account) -> Actor:
    email = account.email if account.verified_at else None
    return replace(actor, account_id=account.id, email=email)


def _of(
    role: Role, person_id: UUID | None, *organizations: UUID, runs: tuple[UUID, ...] = ()
) -> Actor:
    return Actor(
        roles=frozenset({role}),
        person_id=person_id,
        organization_ids=organizations,
        administered_ids=runs,
    )


def _standing(actor: Actor, members_now: set[UUID]) -> Actor:
    """The actor, a member if one of their organizations is in good standing."""
    is_member = not members_now.isdisjoint(actor.organization_ids)
    return replace(actor, is_member=is_member)
