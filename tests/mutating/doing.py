"""Mutations in tests: sent as GraphQL, by whom a test names."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from hub import clock
from hub.accounts.models import Account
from hub.actor import Actor, Role, Viewer
from hub.members.models import Organization
from hub.read_pool import ReadPool
from schema.engine import Engine, Request
from tests.engines import engine_on
from tests.make import accounts, members

NOW = datetime(2027, 5, 12, 8, 30, tzinfo=UTC)
"""A Wednesday, at half past ten in Cremona."""
PROBLEMS = "problems { code path message ... on StaleVersionProblem { currentVersion } }"


@dataclass
class Doing:
    """An engine, told what to do."""

    engine: Engine

    @classmethod
    def on(cls, pool: ReadPool) -> "Doing":
        return cls(engine_on(pool))

    async def payload(
        self, name: str, actor: Actor, /, selected: str = "", *, speaking: str = "en", **given: Any
    ) -> dict[str, Any]:
        """The payload of a mutation, with its problems."""
        query = written(name, selected)
        answer = await self.answer(query, actor, language=speaking, input=given)
        assert "errors" not in answer, answer
        payload: dict[str, Any] = answer["data"][name]
        return payload

    async def done(self, name: str, actor: Actor, /, selected: str = "", **given: Any) -> Any:
        """What a mutation answers that nothing stands against."""
        payload = await self.payload(name, actor, selected, **given)
        assert payload.pop("problems") == []
        return payload

    async def problems(self, name: str, actor: Actor, /, **given: Any) -> list[tuple[str, str]]:
        """What stands against a mutation: each code, and the path within the input."""
        payload = await self.payload(name, actor, **given)
        return [(each["code"], ".".join(each["path"][1:])) for each in payload["problems"]]

    async def codes(self, name: str, actor: Actor, /, **given: Any) -> list[str]:
        """The codes alone."""
        return [code for code, _ in await self.problems(name, actor, **given)]

    async def message(self, name: str, actor: Actor, /, speaking: str = "en", **given: Any) -> str:
        """What the one problem says to people."""
        (problem,) = (await self.payload(name, actor, speaking=speaking, **given))["problems"]
        return str(problem["message"])

    async def error(self, name: str, actor: Actor, /, **given: Any) -> str:
        """The code of the error that a mutation ends with."""
        (error,) = (await self.answer(written(name), actor, input=given))["errors"]
        return str(error["extensions"]["code"])

    async def data(self, query: str, actor: Actor, /, **variables: Any) -> Any:
        """What a query is answered with."""
        answer = await self.answer(query, actor, **variables)
        assert "errors" not in answer, answer
        return answer["data"]

    async def answer(
        self, query: str, actor: Actor, /, language: str = "en", **variables: Any
    ) -> dict[str, Any]:
        viewer = Viewer(clock.now(), clock.today(), actor, language)
        answered = await self.engine.answer(
            Request(query, None, variables), viewer, queries_only=False
        )
        answer: dict[str, Any] = json.loads(answered.body)
        return answer


def written(name: str, selected: str = "") -> str:
    """The document of a mutation, whose input is a variable."""
    type_name = f"{name[0].upper()}{name[1:]}Input"
    return (
        f"mutation ($input: {type_name}!) {{ {name}(input: $input) {{ {selected} {PROBLEMS} }} }}"
    )


async def signed_in(
    *roles: Role, organization: Organization | None = None, administers: bool = False, **given: Any
) -> tuple[Actor, Account]:
    """Somebody with an account, and as whom they act."""
    person = given.pop("person", None) or await members.person()
    account = await accounts.account(person=person, verified_at=clock.now(), **given)
    ids = (organization.id,) if organization else ()
    actor = Actor(
        roles=frozenset(roles),
        person_id=person.id,
        organization_ids=ids,
        administered_ids=ids if administers else (),
        is_member=bool(ids),
        account_id=account.id,
        email=account.email,
    )
    return actor, account
