"""The data loaders of the usual implementation: one of each for each request."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

import strawberry
from strawberry.dataloader import DataLoader
from tortoise.models import Model

from hub.incubation.models import StageChange, StartupMember
from hub.members.models import Organization, Person
from hub.projects.models import Partnership, ProjectSuspension

Row = TypeVar("Row", bound=Model)


class Loaders:
    """The loaders of one request."""

    def __init__(self) -> None:
        self.organization = _by_id(Organization)
        self.person = _by_id(Person)
        self.members = _by_parent(StartupMember, "startup_id", ("starts_on", "id"))
        self.stage_changes = _by_parent(StageChange, "startup_id", ("position", "id"))
        self.partnerships = _by_parent(Partnership, "project_id", ("starts_on", "id"))
        self.suspensions = _by_parent(ProjectSuspension, "project_id", ("starts_on", "id"))


Info = strawberry.Info[dict[str, Loaders], None]


def loaders(info: Info) -> Loaders:
    return info.context["loaders"]


def _by_id(model: type[Row]) -> DataLoader[UUID, Row | None]:
    async def load(keys: list[UUID]) -> Sequence[Row | None]:
        found = await model.in_bulk(keys, "id")
        return [found.get(key) for key in keys]

    return DataLoader(load)


def _by_parent(
    model: type[Row], parent: str, order: tuple[str, ...]
) -> DataLoader[UUID, list[Row]]:
    async def load(keys: list[UUID]) -> list[list[Row]]:
        wanted: dict[str, Any] = {f"{parent}__in": keys}
        children = defaultdict(list)
        for row in await model.filter(**wanted).order_by(*order):
            children[getattr(row, parent)].append(row)
        return [children[key] for key in keys]

    return DataLoader(load)
