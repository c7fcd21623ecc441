"""Every mutation of the schema: it honours the frame, and does exactly one act."""

import ast
from collections import Counter
from typing import Any

import pytest
from graphql import GraphQLInputObjectType, get_named_type, is_leaf_type
from strawberry.utils.str_converters import to_snake_case
from tortoise.backends.base.client import BaseDBAsyncClient

from hub.accounts import erasure, export
from hub.act import ACTS
from hub.actor import Actor, TokenScope
from hub.record.models import AuditEntry
from schema.mutating.declare import Written
from tests.invariants.source import modules
from tests.mutating.contents import added, contents
from tests.mutating.doing import Doing
from tests.mutating.examples import frame
from tests.mutating.examples.frame import EXAMPLES, REFUSED, Example, Make
from tests.oracle.declared import SCHEMA, object_type, source_of

MUTATION = SCHEMA.mutation_type
assert MUTATION is not None
FIELDS = MUTATION.fields
FRAME_NAMES = ("idempotencyKey", "dryRun")
frame.load()
each_example = pytest.mark.parametrize("make", EXAMPLES.values(), ids=EXAMPLES)
ELSEWHERE = (erasure.erase_person, export.export_person)
"""Acts that are asked for by a page or a command."""


def selected(mutation: str) -> str:
    """All that a payload has."""
    shown = []
    for name, field in object_type(get_named_type(FIELDS[mutation].type).name).fields.items():
        type_ = get_named_type(field.type)
        if is_leaf_type(type_):
            shown.append(name)
        elif name != "problems":
            key = "id" if "id" in object_type(type_.name).fields else ""
            shown.append(f"{name} {{ __typename {key} }}")
    return " ".join(shown)


async def played(doing: Doing, example: Example, **frame: Any) -> Any:
    mutation, actor, given = example
    return await doing.done(mutation, actor, selected(mutation), **given, **frame)


def ids_in(answer: dict[str, Any]) -> list[str]:
    """Of what a payload shows: of one object, or of several."""
    shown = [each if isinstance(each, list) else [each] for each in answer.values()]
    return [
        each["id"] for part in shown for each in part if isinstance(each, dict) and "id" in each
    ]


@each_example
async def test_a_dry_run_shows_what_would_be_and_changes_nothing(
    doing: Doing, connection: BaseDBAsyncClient, make: Make
) -> None:
    example = await make()
    before = await contents(connection)

    shown = await played(doing, example, dryRun=True, idempotencyKey="k")

    assert await contents(connection) == before
    done = await played(doing, example)
    assert forms(shown) == forms(done)
    assert await contents(connection) != before


@each_example
async def test_a_key_makes_one_effect_and_one_answer(
    doing: Doing, connection: BaseDBAsyncClient, make: Make
) -> None:
    example = await make()
    first = await played(doing, example, idempotencyKey="k")
    after = await contents(connection)

    again = await played(doing, example, idempotencyKey="k")

    assert first == again
    assert await contents(connection) == after


@each_example
async def test_a_key_is_for_one_wish(
    doing: Doing, connection: BaseDBAsyncClient, make: Make
) -> None:
    example = await make()
    await played(doing, example, idempotencyKey="k")
    before = await contents(connection)

    other = {"field": "bio", "visibility": "PRIVATE", "idempotencyKey": "k"}
    codes = await doing.codes("setVisibility", example.actor, **other)

    assert codes == ["IDEMPOTENCY_MISMATCH"]
    assert await contents(connection) == before


@each_example
async def test_it_leaves_one_entry_of_its_name(
    doing: Doing, connection: BaseDBAsyncClient, make: Make
) -> None:
    example = await make()
    before = await contents(connection)

    answer = await played(doing, example)

    entry = await AuditEntry.get()
    assert entry.act == to_snake_case(example.mutation) == act_of(example.mutation)
    assert (entry.account_id, entry.person_id) == (
        example.actor.account_id,
        example.actor.person_id,
    )
    about = {each.partition("_")[2] for each in ids_in(answer)}
    assert about
    assert about <= {*map(str, entry.subjects)}
    new = added(before, await contents(connection))
    assert (new["audit_entry"], new["audit_head"], new["kept_answer"]) == (1, 1, 0)


@each_example
async def test_what_is_refused_leaves_nothing(
    doing: Doing, connection: BaseDBAsyncClient, make: Make
) -> None:
    mutation, actor, given = await make()
    before = await contents(connection)

    wrong = {**given, **REFUSED[mutation], "idempotencyKey": "k"}
    payload = await doing.payload(mutation, actor, selected(mutation), **wrong)

    problems = payload.pop("problems")
    assert problems
    assert set(payload.values()) == {None}
    assert await contents(connection) == before


@each_example
async def test_a_token_without_the_scope_does_nothing(
    doing: Doing, connection: BaseDBAsyncClient, make: Make
) -> None:
    mutation, actor, given = await make()
    others = frozenset(TokenScope) - {ACTS[to_snake_case(mutation)].scope}
    reading = Actor(**{**fields_of(actor), "scopes": others})
    before = await contents(connection)

    for values in (given, {**given, **REFUSED[mutation]}):
        assert await doing.problems(mutation, reading, **values) == [("SCOPE_MISSING", "")]
    assert await contents(connection) == before


@pytest.mark.usefixtures("connection")
async def test_every_mutation_has_examples_that_give_all_there_is() -> None:
    given: dict[str, set[str]] = {name: set(FRAME_NAMES) for name in FIELDS}
    for make in EXAMPLES.values():
        example = await make()
        given[example.mutation] |= example.given.keys()

    assert given == {name: set(input_of(name).fields) for name in FIELDS}
    assert REFUSED.keys() == FIELDS.keys()


@pytest.mark.parametrize("mutation", FIELDS)
def test_every_mutation_is_made_the_same_way(mutation: str) -> None:
    field = FIELDS[mutation]
    name = f"{mutation[0].upper()}{mutation[1:]}"

    assert {each: str(argument.type) for each, argument in field.args.items()} == {
        "input": f"{name}Input!"
    }
    assert str(field.type) == f"{name}Payload!"
    payload, given = object_type(f"{name}Payload"), input_of(mutation)
    assert {name: str(given.fields[name].type) for name in FRAME_NAMES} == {
        "idempotencyKey": "String",
        "dryRun": "Boolean!",
    }
    types = {name: str(each.type) for name, each in payload.fields.items()}
    assert types.pop("problems") == "[Problem!]!"
    assert types
    assert not any(each.endswith("!") for each in types.values())


def test_every_mutation_calls_one_act_and_every_act_has_one_mutation() -> None:
    called = {name: act_of(name) for name in FIELDS}

    assert called == {name: to_snake_case(name) for name in FIELDS}
    assert sorted(called.values()) == sorted(set(called.values()))
    assert sorted(ACTS) == sorted([*called.values(), *(each.name for each in ELSEWHERE)])


def test_the_face_performs_acts_in_one_place() -> None:
    found = [
        module.name
        for module in modules("schema")
        for name, _ in module.calls()
        if name.split(".")[-1] in {"perform", "transact"}
    ]

    assert found == ["schema.mutating.payloads"]


def test_no_two_acts_have_one_name() -> None:
    names = Counter(
        node.name
        for module in modules("hub")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.AsyncFunctionDef)
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "act"
    )

    assert names == Counter(ACTS.keys())


def input_of(mutation: str) -> GraphQLInputObjectType:
    type_ = SCHEMA.type_map[f"{mutation[0].upper()}{mutation[1:]}Input"]
    assert isinstance(type_, GraphQLInputObjectType)
    return type_


def act_of(mutation: str) -> str:
    source = source_of(FIELDS[mutation])
    assert isinstance(source, Written)
    return source.act.name


def fields_of(actor: Actor) -> dict[str, Any]:
    return {name: getattr(actor, name) for name in Actor.__dataclass_fields__}


def forms(answer: Any) -> Any:
    """An answer without the ids and secrets that are new each time."""
    return {
        name: sorted(each) if isinstance(each, dict) else type(each)
        for name, each in answer.items()
    }
