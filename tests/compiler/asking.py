"""Asking the engine in a test, and counting the statements that an answer takes."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from hub import clock
from hub.actor import ANONYMOUS, Actor, Role, Viewer
from hub.members.models import Organization, Person
from hub.read_pool import ReadPool
from schema.engine import Engine, Request
from tests.engines import forgetful

DIRECTION = Actor(roles=frozenset({Role.DIRECTION}))
NOBODY = ANONYMOUS


def member_of(organization: Organization, person: Person | None = None) -> Actor:
    """Somebody of a member in good standing."""
    return Actor(
        roles=frozenset({Role.MEMBER}),
        person_id=person.id if person else None,
        organization_ids=(organization.id,),
        is_member=True,
    )


@dataclass
class Counted:
    """Reads that remember their statements."""

    pool: ReadPool
    statements: list[str] = field(default_factory=list)

    async def fetch_json(self, sql: str, args: Sequence[object] = ()) -> bytes:
        self.statements.append(sql)
        return await self.pool.fetch_json(sql, args)

    async def fetch_row(self, sql: str, args: Sequence[object] = ()) -> Any:
        self.statements.append(sql)
        return await self.pool.fetch_row(sql, args)


@dataclass
class Asking:
    """An engine, asked by whoever a test names; by the direction, who sees all, unless it does."""

    engine: Engine
    reads: Counted

    @classmethod
    def on(cls, pool: ReadPool) -> "Asking":
        reads = Counted(pool)
        return cls(forgetful(reads), reads)

    async def data(self, query: str, actor: Actor = DIRECTION, /, **variables: Any) -> Any:
        status, answer = await self.answer(query, actor, variables)
        assert status == 200, answer
        assert "errors" not in answer, answer
        return answer["data"]

    async def refusal(self, query: str, actor: Actor = DIRECTION, /, **variables: Any) -> Any:
        """What the extensions of the only error say: its code, the limit, what was measured."""
        status, answer = await self.answer(query, actor, variables)
        assert status == 400, answer
        assert "data" not in answer
        (error,) = answer["errors"]
        return error["extensions"]

    async def answer(
        self, query: str, actor: Actor, variables: dict[str, Any]
    ) -> tuple[int, dict[str, Any]]:
        viewer = Viewer(clock.now(), clock.today(), actor)
        answered = await self.engine.answer(
            Request(query, None, variables), viewer, queries_only=False
        )
        return answered.status, json.loads(answered.body)


def global_id(prefix: str, row: Any) -> str:
    key: UUID = row.id
    return f"{prefix}_{key}"


def names(connection: Any, field_name: str = "name") -> list[Any]:
    """One field of the rows of a connection."""
    return [node[field_name] for node in connection["nodes"]]
