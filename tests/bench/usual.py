"""The usual implementation: Strawberry's view, resolvers, data loaders and Tortoise's querysets.

It answers the same fields as the hub does, to whoever asks: it checks no token, no visibility and
no limit.
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any
from uuid import UUID

import strawberry
from starlette.applications import Starlette
from starlette.routing import Route
from strawberry.asgi import GraphQL
from strawberry.extensions import ParserCache, ValidationCache
from tortoise.expressions import RawSQL

from hub.database import connected
from hub.incubation import models as incubation
from hub.members import models as members
from hub.projects import models as projects
from hub.spaces import models as spaces
from tests.bench.usual_loaders import Loaders
from tests.bench.usual_types import Connection, Organization, Page, Project, Space, Startup


async def organization(id: strawberry.ID) -> Any:
    return await members.Organization.get_or_none(id=_key(id))


async def organizations(first: int = 20) -> Any:
    return Page(await _ordered(members.Organization, "name").limit(first))


async def startups(first: int = 20) -> Any:
    return Page(await _ordered(incubation.Startup, "name").limit(first))


async def joint_projects(first: int = 20) -> Any:
    page = await _ordered(projects.Project, "title").limit(first)
    return Page(page, await projects.Project.all().count())


async def space(id: strawberry.ID) -> Any:
    return await spaces.Space.get_or_none(id=_key(id))


def _ordered(model: Any, column: str) -> Any:
    folded = RawSQL(f'hub_fold("{column}") COLLATE "C"')
    return model.annotate(folded=folded).order_by("folded", "id")


def _key(id: str) -> UUID:
    return UUID(id.partition("_")[2])


@strawberry.type
class Query:
    organization: Organization | None = strawberry.field(resolver=organization)
    organizations: Connection[Organization] = strawberry.field(resolver=organizations)
    startups: Connection[Startup] = strawberry.field(resolver=startups)
    projects: Connection[Project] = strawberry.field(resolver=joint_projects)
    space: Space | None = strawberry.field(resolver=space)


class View(GraphQL[dict[str, Loaders], None]):
    """Strawberry's view, with new loaders for each request."""

    async def get_context(self, *_: Any, **__: Any) -> dict[str, Loaders]:
        return {"loaders": Loaders()}


def create_app(url: str, *, pool_size: int) -> Starlette:
    schema = strawberry.Schema(query=Query, extensions=[ParserCache, ValidationCache])
    return Starlette(
        routes=[Route("/graphql", View(schema))], lifespan=partial(_open, url, pool_size)
    )


@asynccontextmanager
async def _open(url: str, pool_size: int, _: Starlette) -> AsyncGenerator[None]:
    async with connected(url, pool_size=pool_size):
        yield
