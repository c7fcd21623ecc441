"""The operation that an item names, given the variables that it holds, settles the item."""

import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from hub import clock
from hub.actor import Role
from hub.members.terms import DocumentKind
from hub.read_pool import ReadPool
from hub.todo.terms import TodoKind
from hub.web.operations import operations
from schema.todo.settling import SETTLED_BY
from tests.make import accounts, members
from tests.make.members import days_ago
from tests.mutating.doing import Doing, signed_in

ITEMS = "{ todo { nodes { id kind operation variables } } }"

Make = Callable[[], Awaitable[Any]]


@pytest.fixture
async def doing(asking: Any, pool: ReadPool) -> Doing:
    return Doing.on(pool)


async def covered(ends_on: Any, **given: Any) -> Any:
    return await members.membership(
        periods=[(days_ago(400), ends_on)],
        type=await members.membership_type(grace_days=30),
        applied_on=days_ago(420),
        decided_on=days_ago(410),
        joined_on=days_ago(400),
        **given,
    )


async def lasting() -> Any:
    return await covered(days_ago(-200))


async def application() -> None:
    await members.application(applied_on=days_ago(3))


async def ending() -> None:
    await covered(days_ago(-10))


async def in_grace() -> None:
    await covered(days_ago(10))


async def lapsed() -> None:
    await covered(days_ago(60))


async def paper() -> None:
    await members.document(membership=await lasting())


async def old_paper() -> None:
    await members.document(
        membership=await lasting(),
        kind=DocumentKind.INSURANCE,
        expires_on=days_ago(-5),
        reviewed_on=days_ago(300),
        is_accepted=True,
    )


async def planned_fee() -> None:
    await members.fee_line(membership=await lasting(), due_on=days_ago(-20))


async def overdue_fee() -> None:
    held = await lasting()
    await members.fee_line(membership=held, issued_on=days_ago(60), due_on=days_ago(30))


async def invitation() -> None:
    await accounts.invitation(expires_at=clock.now() + timedelta(days=3))


MADE: dict[TodoKind, Make] = {
    TodoKind.MEMBERSHIP_APPLICATION: application,
    TodoKind.MEMBERSHIP_RENEWAL: ending,
    TodoKind.MEMBERSHIP_GRACE: in_grace,
    TodoKind.MEMBERSHIP_LAPSED: lapsed,
    TodoKind.DOCUMENT_TO_REVIEW: paper,
    TodoKind.DOCUMENT_EXPIRING: old_paper,
    TodoKind.FEE_TO_ISSUE: planned_fee,
    TodoKind.FEE_OVERDUE: overdue_fee,
    TodoKind.INVITATION_UNANSWERED: invitation,
}


@pytest.mark.parametrize("kind", SETTLED_BY)
async def test_the_operation_settles_the_item(doing: Doing, kind: TodoKind) -> None:
    director, _ = await signed_in(Role.DIRECTION)
    await MADE[kind]()
    (item,) = (await doing.data(ITEMS, director))["todo"]["nodes"]
    assert item["kind"] == kind

    tried = await perform(doing, item, director, is_dry=True)
    assert tried["problems"] == []
    assert (await doing.data(ITEMS, director))["todo"]["nodes"] == [item]
    done = await perform(doing, item, director, is_dry=False)
    assert done["problems"] == []

    left = (await doing.data(ITEMS, director))["todo"]["nodes"]
    if kind == TodoKind.DOCUMENT_EXPIRING:
        left = await reviewed(doing, left, director)
    assert item["id"] not in [each["id"] for each in left]


async def reviewed(doing: Doing, items: list[Any], actor: Any) -> Any:
    """A newer paper takes the place of the old one once it is accepted."""
    (newer,) = (item for item in items if item["kind"] == TodoKind.DOCUMENT_TO_REVIEW)
    await perform(doing, newer, actor, is_dry=False)
    return (await doing.data(ITEMS, actor))["todo"]["nodes"]


async def perform(doing: Doing, item: Any, actor: Any, *, is_dry: bool) -> Any:
    """The operation of an item as the page of GraphiQL has it, with the item's variables."""
    document = ready_made(item["operation"])
    if not is_dry:
        document = document.replace("dryRun: true", "dryRun: false")
    variables = json.loads(item["variables"])
    (payload,) = (await doing.data(document, actor, **variables)).values()
    return payload


def ready_made(name: str) -> str:
    (document,) = (
        each["document"] for each in operations() if f"mutation {name}(" in each["document"]
    )
    return document
