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


@strawberry.type
class Query:
    @strawberry.field(graphql_type=Organization | None)
    async def organization(self, id: strawberry.ID) -> Any:
        return await members.Organization.get_or_none(id=_key(id))

    @strawberry.field(graphql_type=Connection[Organization])
    async def organizations(self, first: int = 20) -> Any:
        return Page(await _by_name(members.Organization, "name").limit(first))

    @strawberry.field(graphql_type=Connection[Startup])
    async def startups(self, first: int = 20) -> Any:
        return Page(await _by_name(incubation.Startup, "name").limit(first))

    @strawberry.field(graphql_type=Connection[Project])
    async def projects(self, first: int = 20) -> Any:
        page = await _by_name(projects.Project, "title").limit(first)
        return Page(page, await projects.Project.all().count())

    @strawberry.field(graphql_type=Space | None)
    async def space(self, id: strawberry.ID) -> Any:
        return await spaces.Space.get_or_none(id=_key(id))


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


def _by_name(model: Any, column: str) -> Any:
    folded = RawSQL(f'hub_fold("{column}") COLLATE "C"')
    return model.annotate(folded=folded).order_by("folded", "id")


def _key(id: str) -> UUID:
    return UUID(id.partition("_")[2])
