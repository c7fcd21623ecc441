"""Each desk finds its own work, with what it is about and what settles it; others find nothing."""

import json
from typing import Any

import pytest
from graphql import OperationDefinitionNode, parse

from hub.actor import ANONYMOUS, Actor, Role
from hub.todo.derived import WORK
from hub.todo.terms import Desk, TodoKind
from hub.web.operations import operations
from schema.todo.settling import SETTLED_BY, Settling
from tests.compiler.asking import Asking, global_id, member_of
from tests.make import accounts, incubation, members, projects, spaces
from tests.make.members import days_ago

DESKS = {
    Desk.DIRECTION: [TodoKind.MEMBERSHIP_APPLICATION],
    Desk.FRONT_DESK: [TodoKind.BOOKING_REQUEST, TodoKind.FEE_OVERDUE],
    Desk.INCUBATION: [TodoKind.MILESTONE_OVERDUE],
    Desk.PROJECTS: [TodoKind.DELIVERABLE_LATE],
}
KINDS = "query ($desk: Desk) { todo(desk: $desk, orderBy: [{kind: ASC}]) { nodes { desk kind } } }"
WHOLE = "{ todo { totalCount nodes { id kind subject { id __typename } operation variables } } }"


def at(desk: Desk) -> Actor:
    return Actor(roles=frozenset({Role[desk.name]}))


async def fill() -> None:
    """Something to do for each desk."""
    await members.application(organization=await members.organization("Alfa"))
    lasting = await members.membership(organization=await members.organization("Beta"))
    await members.fee_line(membership=lasting, issued_on=days_ago(40), due_on=days_ago(10))
    await spaces.request(title="Riunione")
    await incubation.milestone(due_on=days_ago(3))
    await projects.deliverable(due_on=days_ago(3))


@pytest.mark.parametrize("desk", [desk for desk in Desk if desk != Desk.DIRECTION])
async def test_a_desk_finds_its_own_work_alone(asking: Asking, desk: Desk) -> None:
    await fill()

    own = [{"desk": desk, "kind": kind} for kind in DESKS[desk]]
    for asked in (None, *Desk):
        answer = await asking.data(KINDS, at(desk), desk=asked)
        assert answer["todo"]["nodes"] == (own if asked in {None, desk} else [])


async def test_the_direction_finds_the_work_of_all(asking: Asking) -> None:
    await fill()

    for desk, kinds in DESKS.items():
        answer = await asking.data(KINDS, at(Desk.DIRECTION), desk=desk)
        assert answer["todo"]["nodes"] == [{"desk": desk, "kind": kind} for kind in kinds]
    everything = await asking.data(KINDS, at(Desk.DIRECTION))
    assert len(everything["todo"]["nodes"]) == sum(map(len, DESKS.values()))


async def test_who_works_at_no_desk_finds_nothing(asking: Asking) -> None:
    await fill()
    beta = await members.organization("Gamma")
    observer = Actor(roles=frozenset({Role.OBSERVER}))

    for actor in (ANONYMOUS, member_of(beta), observer):
        answer = await asking.data(WHOLE, actor)
        assert answer == {"todo": {"totalCount": 0, "nodes": []}}


async def test_an_item_shows_what_it_is_about(asking: Asking) -> None:
    await fill()

    answer = await asking.data(WHOLE)

    types = {node["kind"]: node["subject"]["__typename"] for node in answer["todo"]["nodes"]}
    subjects = {work.kind: work.subject.__name__ for work in WORK}
    assert types == {kind: subjects[kind] for kinds in DESKS.values() for kind in kinds}


async def test_the_subject_is_asked_for_by_its_type(asking: Asking) -> None:
    await fill()

    answer = await asking.data(
        """{ todo(where: {kind: {eq: FEE_OVERDUE}}) { totalCount nodes { subject {
            ... on FeeLine { state payer { name } } ... on Membership { number } } } } }"""
    )

    subject = {"state": "OVERDUE", "payer": {"name": "Beta"}}
    assert answer["todo"] == {"totalCount": 1, "nodes": [{"subject": subject}]}


async def test_an_item_keeps_its_id_and_no_node_has_it(asking: Asking) -> None:
    await fill()

    first, again = await asking.data(WHOLE), await asking.data(WHOLE)
    ids = [node["id"] for node in first["todo"]["nodes"]]
    found = await asking.data("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=ids)
    one = await asking.data(
        "query ($id: ID!) { todo(where: {id: {eq: $id}}) { nodes { id } } }", id=ids[0]
    )

    assert first == again
    assert len(set(ids)) == len(ids)
    assert found["nodes"] == [None] * len(ids)
    assert one["todo"]["nodes"] == [{"id": ids[0]}]


async def test_it_is_paged_by_what_is_due_first(asking: Asking) -> None:
    for days in (5, 1, 3, 3, 2):
        await incubation.milestone(due_on=days_ago(days))
    page = """query ($after: String) { todo(desk: INCUBATION, first: 2, after: $after) {
        nodes { id dueOn } pageInfo { endCursor hasNextPage } } }"""

    found: list[Any] = []
    after, more = None, True
    while more:
        answer = (await asking.data(page, after=after))["todo"]
        found += answer["nodes"]
        after, more = answer["pageInfo"]["endCursor"], answer["pageInfo"]["hasNextPage"]

    assert [node["dueOn"] for node in found] == [
        days_ago(days).isoformat() for days in (5, 3, 3, 2, 1)
    ]
    assert len({node["id"] for node in found}) == 5


async def test_it_takes_one_statement(asking: Asking) -> None:
    await fill()
    await asking.data(WHOLE)

    assert len(asking.reads.statements) == 1


async def test_a_desk_that_is_asked_for_is_looked_at_alone(asking: Asking) -> None:
    await asking.data("{ todo(desk: PROJECTS) { nodes { id } } }")

    (statement,) = asking.reads.statements
    assert "FROM deliverable" in statement
    assert "FROM membership" not in statement


@pytest.mark.parametrize("days", [-1, 367, 2**31 - 1])
async def test_looking_too_far_ahead_is_refused(asking: Asking, days: int) -> None:
    for query, given in (
        (f"{{ todo(within: {days}) {{ totalCount }} }}", {}),
        ("query ($days: Int) { todo(within: $days) { totalCount } }", {"days": days}),
    ):
        refused = await asking.refusal(query, **given)
        assert refused == {"code": "ARGUMENT_OUT_OF_RANGE", "limit": 366, "measured": days}


async def test_what_settles_an_item_is_ready_made_with_its_variables(asking: Asking) -> None:
    sent = await accounts.invitation(organization=await members.organization("Alfa"))

    answer = await asking.data(WHOLE)

    (item,) = answer["todo"]["nodes"]
    assert item["operation"] == "RevokeInvitation"
    assert json.loads(item["variables"]) == {"id": global_id("invite", sent)}


@pytest.mark.parametrize("settling", SETTLED_BY.values(), ids=SETTLED_BY)
def test_each_operation_is_there_and_takes_the_variables(settling: Settling) -> None:
    definitions = [
        definition
        for operation in operations()
        for definition in parse(operation["document"]).definitions
        if isinstance(definition, OperationDefinitionNode)
        and definition.name
        and definition.name.value == settling.operation
    ]

    assert len(definitions) == 1
    variables = {each.variable.name.value for each in definitions[0].variable_definitions or ()}
    assert {"id", *settling.beside} <= variables
