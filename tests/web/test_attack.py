"""What a hostile client sends is refused by its size before anything reads it closely."""

import json
from typing import Any

import pytest

from hub.app import create_app
from hub.settings import Settings
from hub.web.parameters import MOST_VALUES
from tests.web.door import Engine, client_of, door

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    "variables",
    [
        {"list": [{}] * MOST_VALUES},
        {"list": ["x"] * MOST_VALUES},
        {"lists": [[1, 2, 3]] * (MOST_VALUES // 4 + 1)},
        {f"v{n}": n for n in range(MOST_VALUES + 1)},
    ],
)
async def test_variables_of_too_many_values_are_refused(variables: dict[str, Any]) -> None:
    engine = Engine()
    async with client_of(door(engine)) as client:
        answer = await client.post("/graphql", json={"query": "{a}", "variables": variables})
    (error,) = answer.json()["errors"]
    assert answer.status_code == 400
    assert error["extensions"]["limit"] == MOST_VALUES < error["extensions"]["measured"]
    assert engine.asked == []


async def test_as_many_values_as_are_allowed_are_read() -> None:
    engine = Engine()
    variables = {"list": [1] * (MOST_VALUES - 1)}
    async with client_of(door(engine)) as client:
        await client.post(
            "/graphql",
            content=json.dumps({"query": "{a}", "variables": variables}),
            headers={"content-type": "application/json"},
        )
    assert [parameters.variables for parameters, _ in engine.asked] == [variables]


@pytest.mark.parametrize("path", ["/graphql/", "/livez/", "/schema.graphql/"])
async def test_no_redirect_follows_the_host_header(path: str) -> None:
    async with client_of(create_app(Settings())) as client:
        answer = await client.post(path, headers={"host": "evil.test"}, follow_redirects=False)
    assert answer.status_code == 404
    assert "location" not in answer.headers
