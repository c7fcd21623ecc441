"""Every mutation, wished for by everybody: done, or refused as the reviewed matrix says."""

import json
import os
from collections.abc import AsyncGenerator, Generator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

import pytest
from strawberry.utils.str_converters import to_snake_case

from hub import clock
from hub.act import ACTS
from hub.actor import ANONYMOUS, Actor, Role, TokenScope, Viewer
from hub.database import connected
from hub.members.models import Organization
from hub.read_pool import ReadPool
from schema.engine import Request
from tests import databases
from tests.access.wishes import frame
from tests.access.wishes.frame import BELONGINGS, DONE, EVERYBODY, WISHES, Beta, Wish
from tests.make import members
from tests.mutating.contents import contents
from tests.mutating.doing import NOW, Doing, signed_in, written
from tests.oracle.declared import SCHEMA

Ids = Mapping[str, str]
ASKED = "query ($id: ID!) { node(id: $id) { id } }"
DESKS = (Role.DIRECTION, Role.FRONT_DESK, Role.INCUBATION, Role.PROJECTS, Role.OBSERVER)
frame.load()
each_wish = pytest.mark.parametrize("wish", WISHES.values(), ids=WISHES)


def filled(value: Any, ids: Ids) -> Any:
    """What is given, with ids in their places."""
    if isinstance(value, list):
        return [filled(each, ids) for each in value]
    return value.format(**ids) if isinstance(value, str) else value


@dataclass(frozen=True)
class Scene:
    """An engine, everybody by role, and what Beta has."""

    doing: Doing
    actors: Mapping[str, Actor]
    ids: Ids

    async def answer(self, wish: Wish, role: str, ids: Ids) -> bytes:
        """What is answered to a wish, of which nothing stays."""
        given = {name: filled(value, ids) for name, value in wish.given.items()}
        request = Request(written(wish.mutation), None, {"input": {**given, "dryRun": True}})
        actor = replace(self.actors[role], scopes=scopes(role, wish))
        viewer = Viewer(clock.now(), clock.today(), actor)
        return (await self.doing.engine.answer(request, viewer, queries_only=False)).body

    async def sees(self, role: str, id: str) -> bool:
        found = await self.doing.data(ASKED, self.actors[role], id=id)
        return found["node"] is not None


@pytest.fixture(scope="module")
def still() -> Generator[None]:
    with clock.freeze(NOW):
        yield


@pytest.fixture(scope="module")
def scene_url(server_url: str, migrated_template: str) -> Generator[str]:
    name = f"{migrated_template}_{os.getpid()}_scene"
    yield databases.copy(server_url, name, of=migrated_template)
    databases.drop(server_url, name)


@pytest.fixture(scope="module")
async def scene(still: None, scene_url: str) -> AsyncGenerator[Scene]:
    """Made once for all wishes: nothing stays of any, which is seen in the end."""
    async with connected(scene_url) as connection, ReadPool(scene_url, size=2) as pool:
        made = await _scene(pool)
        before = await contents(connection)
        yield made
        assert await contents(connection) == before


async def _scene(pool: ReadPool) -> Scene:
    alfa, beta = await members.organization("Alfa"), await members.organization("Beta")
    bianca = await members.person("Bianca Beta")
    await members.affiliation(person=bianca, organization=beta)
    own, account = await signed_in(Role.MEMBER, organization=beta, person=bianca)
    actors = await everybody(alfa, beta)
    ids = {"beta": f"org_{beta.id}", "bianca": f"person_{bianca.id}"}
    for make in BELONGINGS:
        ids |= await make(Beta(beta, bianca, account))
    return Scene(Doing.on(pool), {**actors, "self": own}, ids)


async def everybody(alfa: Organization, beta: Organization) -> dict[str, Actor]:
    """Everybody but Bianca."""
    both = (Role.ADMINISTRATOR, Role.MEMBER)
    found = {
        "anonymous": (ANONYMOUS, None),
        "guest": await signed_in(),
        "member": await signed_in(Role.MEMBER, organization=alfa),
        "administrator": await signed_in(*both, organization=alfa, administers=True),
        "own": await signed_in(Role.MEMBER, organization=beta),
        "head": await signed_in(*both, organization=beta, administers=True),
        **{role.name.lower(): await signed_in(role) for role in DESKS},
    }
    actors = {role: actor for role, (actor, _) in found.items()}
    direction = frozenset({Role.DIRECTION})
    actors["program"] = Actor(direction, token_id=uuid4())
    actors["reader"] = replace(actors["direction"], token_id=uuid4())
    return actors


def scopes(role: str, wish: Wish) -> frozenset[TokenScope]:
    """In which areas somebody may write: a program only in that of the wish, a reader in others."""
    of_wish = frozenset({ACTS[to_snake_case(wish.mutation)].scope})
    everywhere = frozenset(TokenScope)
    return {"program": of_wish, "reader": everywhere - of_wish}.get(role, everywhere)


@each_wish
async def test_each_wish_is_for_whom_it_is_for(scene: Scene, wish: Wish) -> None:
    found = {role: codes(await scene.answer(wish, role, scene.ids)) for role in EVERYBODY}

    assert found == {role: wish.becomes(role) for role in EVERYBODY}


@each_wish
async def test_what_is_not_there_looks_like_what_is_not_ones_own(scene: Scene, wish: Wish) -> None:
    """To the byte, for everybody who does not see it."""
    about = [name for name in scene.ids if f"{{{name}}}" in str(wish.given)]
    for role in EVERYBODY:
        hidden = [name for name in about if not await scene.sees(role, scene.ids[name])]
        nowhere = {name: f"{scene.ids[name].partition('_')[0]}_{uuid4()}" for name in hidden}
        known = await scene.answer(wish, role, scene.ids)
        assert known == await scene.answer(wish, role, {**scene.ids, **nowhere}), role


@each_wish
async def test_what_is_refused_as_not_found_reads_the_same_for_all(
    scene: Scene, wish: Wish
) -> None:
    """Also for those who see it: that it is there, they know already; more they are not told."""
    nowhere = {name: f"{id.partition('_')[0]}_{uuid4()}" for name, id in scene.ids.items()}
    for role in EVERYBODY:
        known = await scene.answer(wish, role, scene.ids)
        if "NOT_FOUND" in codes(known):
            assert known == await scene.answer(wish, role, nowhere), role


def test_each_mutation_is_wished_for_and_each_role_is_told() -> None:
    assert SCHEMA.mutation_type is not None
    assert {wish.mutation for wish in WISHES.values()} == set(SCHEMA.mutation_type.fields)
    for wish in WISHES.values():
        told = [role for roles in wish.outcomes.values() for role in roles.split()]
        assert sorted([*told, "anonymous", "reader"]) == sorted(EVERYBODY)


def codes(body: bytes) -> str:
    """What an answer says: the codes of its problems or errors, or DONE."""
    answer: dict[str, Any] = json.loads(body)
    if "errors" in answer:
        return " ".join(each["extensions"]["code"] for each in answer["errors"])
    (payload,) = answer["data"].values()
    return " ".join(each["code"] for each in payload["problems"]) or DONE
