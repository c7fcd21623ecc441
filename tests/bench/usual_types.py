"""The GraphQL types of the usual implementation: rows as they are, and resolvers for the rest."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

import strawberry
from strawberry import Parent

from hub import clock
from hub.incubation import models as incubation
from hub.members.rules import Period
from hub.projects import models as projects
from hub.projects.rules import ProjectFacts, project_state
from hub.spaces import models as spaces
from hub.spaces.booking_models import Booking as BookingRow
from hub.spaces.facts import facts_of
from hub.spaces.rules import booking_state
from tests.bench.usual_loaders import Info, loaders

T = TypeVar("T")


def global_id(prefix: str) -> Callable[[Parent[Any]], strawberry.ID]:
    def id(root: Parent[Any]) -> strawberry.ID:
        return strawberry.ID(f"{prefix}_{root.id}")

    return id


@strawberry.type
class Connection(Generic[T]):
    """A page of a list."""

    nodes: list[T]
    total_count: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of a page, as a connection's fields read them."""

    nodes: list[Any]
    total_count: int = 0


@strawberry.type
class Organization:
    id: strawberry.ID = strawberry.field(resolver=global_id("org"))
    name: str
    kind: str
    legal_name: str
    vat_number: str | None
    sector: str | None
    municipality: str | None
    email: str | None
    website: str | None
    founded_on: date | None


@strawberry.type
class Person:
    id: strawberry.ID = strawberry.field(resolver=global_id("person"))
    name: str


async def organization_of(root: Parent[Any], info: Info) -> Any:
    if root.organization_id is None:
        return None
    return await loaders(info).organization.load(root.organization_id)


async def person_of(root: Parent[incubation.StartupMember], info: Info) -> Any:
    return await loaders(info).person.load(root.person_id)


@strawberry.type
class StartupMember:
    role: str
    starts_on: date
    person: Person | None = strawberry.field(resolver=person_of)


@strawberry.type
class StageChange:
    stage: str
    entered_on: date


async def stage_of(root: Parent[incubation.Startup], info: Info) -> str | None:
    today = clock.today()
    changes = await loaders(info).stage_changes.load(root.id)
    entered = [change.stage for change in changes if change.entered_on <= today]
    return entered[-1] if entered else None


async def members_of(root: Parent[incubation.Startup], info: Info, first: int = 20) -> Any:
    return Page((await loaders(info).members.load(root.id))[:first])


async def stages_of(root: Parent[incubation.Startup], info: Info, first: int = 20) -> Any:
    return Page((await loaders(info).stage_changes.load(root.id))[:first])


@strawberry.type
class Startup:
    id: strawberry.ID = strawberry.field(resolver=global_id("startup"))
    name: str
    pitch: str | None
    stage: str | None = strawberry.field(resolver=stage_of)
    members: Connection[StartupMember] = strawberry.field(resolver=members_of)
    stage_changes: Connection[StageChange] = strawberry.field(resolver=stages_of)


@strawberry.type
class Partnership:
    role: str
    grant_share: Decimal
    organization: Organization | None = strawberry.field(resolver=organization_of)


async def project_state_of(root: Parent[projects.Project], info: Info) -> str:
    suspensions = await loaders(info).suspensions.load(root.id)
    facts = ProjectFacts(
        starts_on=root.starts_on,
        ends_on=root.ends_on,
        closed_on=root.closed_on,
        terminated_on=root.terminated_on,
        suspensions=tuple(Period(each.starts_on, each.ends_on) for each in suspensions),
    )
    return project_state(facts, clock.today())


async def partnerships_of(root: Parent[projects.Project], info: Info, first: int = 20) -> Any:
    today = clock.today()
    partners = await loaders(info).partnerships.load(root.id)
    ordered = sorted(partners, key=lambda partner: not _leads(partner, today))
    return Page(ordered[:first], len(partners))


def _leads(partner: projects.Partnership, day: date) -> bool:
    return partner.role == "LEAD" and (partner.ends_on is None or partner.ends_on > day)


@strawberry.type
class Project:
    id: strawberry.ID = strawberry.field(resolver=global_id("project"))
    code: str
    title: str
    state: str = strawberry.field(resolver=project_state_of)
    partnerships: Connection[Partnership] = strawberry.field(resolver=partnerships_of)


@strawberry.input
class DateTimeFilter:
    gte: datetime
    lt: datetime


@strawberry.input
class BookingFilter:
    starts_at: DateTimeFilter


def booking_state_of(root: Parent[BookingRow]) -> str:
    return booking_state(facts_of(root), clock.now())


@strawberry.type
class Booking:
    id: strawberry.ID = strawberry.field(resolver=global_id("booking"))
    title: str
    starts_at: datetime
    ends_at: datetime
    attendees: int
    organization: Organization | None = strawberry.field(resolver=organization_of)
    state: str = strawberry.field(resolver=booking_state_of)


async def bookings_of(root: Parent[spaces.Space], where: BookingFilter, first: int = 20) -> Any:
    wanted = where.starts_at
    found = BookingRow.filter(space_id=root.id, starts_at__gte=wanted.gte, starts_at__lt=wanted.lt)
    return Page(await found.order_by("starts_at", "id").limit(first))


@strawberry.type
class Space:
    id: strawberry.ID = strawberry.field(resolver=global_id("space"))
    name: str
    bookings: Connection[Booking] = strawberry.field(resolver=bookings_of)
