"""A small park whose rooms many want: a hall of two halves, and rooms for which one has to ask."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from hub import clock
from hub.actor import Role, TokenScope
from hub.members.models import Organization
from hub.spaces.models import Site, Space
from tests.make import accounts, members, spaces

HALF_HOUR = timedelta(minutes=30)
HALF_HOURS = 24
"""A day has so many, from eight to eight."""
FIRMS, PEOPLE = 4, 8
DESKS = 4


@dataclass(frozen=True)
class Person:
    """Somebody who asks the hub, by a token of their own."""

    token: str
    person_id: str | None = None
    """None: the front desk."""
    organization_id: str | None = None

    @property
    def is_desk(self) -> bool:
        return self.person_id is None


@dataclass(frozen=True)
class Park:
    """What there is to book, for whom, and on which days."""

    spaces: dict[str, str]
    """Ids by name."""
    people: list[Person]
    desks: list[Person]
    first_day: date
    days: int

    def start(self, day: int, half_hour: int) -> datetime:
        """An instant of a day, by the clock of the site."""
        return spaces.on(self.day(day), 8) + half_hour * HALF_HOUR

    def day(self, day: int) -> date:
        return self.first_day + timedelta(days=day)


async def park(days: int) -> Park:
    firms = [await members.organization() for _ in range(FIRMS)]
    people = [await _person(firms[number % FIRMS]) for number in range(PEOPLE)]
    scopes = [TokenScope.SPACES]
    tokens = [await accounts.token(Role.FRONT_DESK, scopes=scopes) for _ in range(DESKS)]
    return Park(
        spaces=await _spaces(),
        people=people,
        desks=[Person(token) for token in tokens],
        first_day=clock.today() + timedelta(days=2),
        days=days,
    )


async def _person(firm: Organization) -> Person:
    person = await members.person()
    await members.affiliation(person=person, organization=firm)
    token = await accounts.token(Role.MEMBER, person=person, scopes=[TokenScope.SPACES])
    return Person(token, f"person_{person.id}", f"org_{firm.id}")


async def _spaces() -> dict[str, str]:
    """In the hall there is time for preparation in between; for the studio who asks first has it,
    for the atelier all may ask.
    """
    site = await spaces.site()
    between: dict[str, Any] = {
        "buffer_before_minutes": 15,
        "buffer_after_minutes": 15,
        "waives_buffer_within_organization": True,
    }
    hall = await _space(site, **between)
    rooms = {
        "hall": hall,
        "left": await _space(site, parent=hall, **between),
        "right": await _space(site, parent=hall),
        "studio": await _space(site, needs_approval=True),
        "atelier": await _space(site, needs_approval=True, holds_while_pending=False),
    }
    return {name: f"space_{space.id}" for name, space in rooms.items()}


async def _space(site: Site, *, parent: Space | None = None, **terms: Any) -> Space:
    usual: dict[str, Any] = {"needs_membership": False, "start_step_minutes": 30}
    conditions = await spaces.conditions(offer_minutes=1, **usual, **terms)
    return await spaces.space(site=site, parent=parent, conditions=conditions)
