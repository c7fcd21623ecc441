"""The fast way and GraphQL's executor give the same answer: data, order of keys, refusals."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from graphql import ExecutionResult, execute, parse
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.actor import Viewer
from schema.documents import read
from schema.engine import Request
from schema.executor import Execution
from schema.executor import execute as execute_by_fields
from tests.oracle.asking import ROOTS, UNHURRIED
from tests.oracle.hub import UNLIMITED, Hub, Trial
from tests.oracle.writing.documents import requests

in_suite = settings(UNHURRIED, max_examples=25, derandomize=True)

WRONG_VARIABLES: Mapping[str, tuple[str, dict[str, Any]]] = {
    "left out": ("query ($first: Int!) { organizations(first: $first) { totalCount } }", {}),
    "no number": (
        "query ($first: Int) { organizations(first: $first) { totalCount } }",
        {"first": "many"},
    ),
    "no day": ("query ($on: Date) { members(on: $on) { totalCount } }", {"on": "2027-02-30"}),
    "a number for a day": ("query ($on: Date) { members(on: $on) { totalCount } }", {"on": 7}),
    "no instant": (
        "query ($at: DateTime) { spaces(freeFrom: $at) { totalCount } }",
        {"at": "noon"},
    ),
    "no filter": (
        "query ($where: OrganizationFilter) { organizations(where: $where) { totalCount } }",
        {"where": {"kind": {"eq": "COMPANY"}, "kinds": None, "not": {"name": 3}}},
    ),
    "no keys": (
        "query ($by: [OrganizationOrder!]) { organizations(orderBy: $by) { totalCount } }",
        {"by": [{"name": "ASC", "kind": "ASC"}, {"name": "UP"}, {}]},
    ),
}


@pytest.mark.parametrize("roots", ROOTS.values(), ids=ROOTS)
@in_suite
@given(data=st.data())
def test_data_are_the_same(trial: Trial, roots: Sequence[str], data: st.DataObject) -> None:
    request = data.draw(requests(trial.world.ground, roots))
    viewer = trial.world.sights[data.draw(st.sampled_from(sorted(trial.world.sights)))].viewer
    for variables in request.variables:
        answered = trial.hub.answer(request.query, variables, viewer)
        by_fields = executed(trial.hub, viewer, query=request.query, variables=variables)
        assert by_fields.errors is None
        assert json.dumps(json.loads(answered.body)["data"]) == json.dumps(by_fields.data)


@pytest.mark.parametrize(("query", "variables"), WRONG_VARIABLES.values(), ids=WRONG_VARIABLES)
def test_wrong_variables_are_refused_alike(
    trial: Trial, query: str, variables: dict[str, Any]
) -> None:
    answered = trial.hub.answer(query, variables, trial.world.sights["direction"].viewer)
    refused = execute(
        trial.hub.engine.schema, parse(query), variable_values=variables, hide_suggestions=True
    )
    assert isinstance(refused, ExecutionResult)
    assert refused.data is None
    assert answered.status == 400
    told = [error["message"] for error in json.loads(answered.body)["errors"]]
    assert told == [error.message for error in refused.errors or ()]


def test_an_object_behind_an_interface_is_the_same(trial: Trial) -> None:
    query = """query ($ids: [ID!]!) { nodes(ids: $ids) {
        id __typename ... on Node { same: id } ... on Person { name }
        ... on Startup { name stageOn(date: "2027-01-01") members { nodes { person { id } } } }
    } }"""
    variables = {"ids": [*trial.world.ground.all_ids[::9], "nobody"]}
    viewer = trial.world.sights["direction"].viewer
    answered = json.loads(trial.hub.answer(query, variables, viewer).body)["data"]
    assert answered == executed(trial.hub, viewer, query=query, variables=variables).data


def executed(
    hub: Hub, viewer: Viewer, *, query: str, variables: Mapping[str, Any]
) -> ExecutionResult:
    """The answer of the executor, which compiles each root field by itself."""
    engine = hub.engine
    known = read(engine.schema, UNLIMITED, query=query, operation_name=None)
    operation = engine.operation(known, Request(query, None, variables))
    context = Execution(engine.reads, operation, engine.catalogue, viewer, engine.keys)
    return hub.runner.run(execute_by_fields(context))
