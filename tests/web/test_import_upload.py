"""Importing members over HTTP: the file along with the mutation, and what is wrong with its rows."""

import json
from collections.abc import AsyncGenerator
from typing import Any

import httpx
import pytest
from tortoise.backends.base.client import BaseDBAsyncClient

from hub.actor import Role, TokenScope, Viewer
from hub.members.models import Organization
from hub.read_pool import ReadPool
from hub.web.parameters import Parameters
from schema import engine, schema
from schema.limits import Limits
from tests.keys import KEYS
from tests.make import accounts
from tests.members.sheets import as_csv, as_xlsx
from tests.mutating.contents import contents
from tests.web.door import client_of, door

IMPORT = """mutation ($input: ImportMembersInput!) {
    importMembers(input: $input) {
        rows organizations people affiliations memberships firstOrganizations { name }
        problems { code message path ... on ImportProblem { row column } }
    }
}"""
HEADINGS = ["Ragione sociale", "Tipo", "PEC"]
ALFA = ["Alfa S.r.l.", "Impresa", "alfa@pec.example.org"]
DONE = {
    "rows": 1,
    "organizations": 1,
    "people": 0,
    "affiliations": 0,
    "memberships": 0,
    "firstOrganizations": [{"name": "Alfa S.r.l."}],
    "problems": [],
}


@pytest.fixture
async def http(connection: BaseDBAsyncClient, pool: ReadPool) -> AsyncGenerator[httpx.AsyncClient]:
    """A client of the front desk before the whole schema."""
    answers = engine.Engine(schema, pool, limits=Limits(), keys=KEYS)

    async def ask(parameters: Parameters, viewer: Viewer, *, queries_only: bool) -> engine.Answer:
        request = engine.Request(parameters.query, parameters.operation_name, parameters.variables)
        return await answers.answer(request, viewer, queries_only=queries_only)

    token = await accounts.token(Role.FRONT_DESK, scopes=[TokenScope.MEMBERS])
    async with client_of(door(ask, pool)) as client:  # type: ignore[arg-type]
        client.headers.update({"authorization": f"Bearer {token}", "graphql-preflight": "1"})
        client.headers["accept-language"] = "it"
        yield client


async def sent(http: httpx.AsyncClient, content: bytes, **given: Any) -> Any:
    operations = {"query": IMPORT, "variables": {"input": {"file": None, **given}}}
    response = await http.post(
        "/graphql",
        files={
            "operations": (None, json.dumps(operations)),
            "map": (None, json.dumps({"0": ["variables.input.file"]})),
            "0": ("soci.csv", content),
        },
    )
    assert response.status_code == 200, response.text
    return response.json()


async def imported(http: httpx.AsyncClient, content: bytes, **given: Any) -> Any:
    answer = await sent(http, content, **given)
    assert "errors" not in answer, answer
    return answer["data"]["importMembers"]


async def test_a_file_is_tried_imported_and_not_imported_twice(http: httpx.AsyncClient) -> None:
    content = as_csv([HEADINGS, ALFA])

    assert await imported(http, content, dryRun=True) == DONE
    assert await Organization.all().count() == 0
    assert await imported(http, content, idempotencyKey="k") == DONE
    assert await imported(http, content, idempotencyKey="k") == DONE
    assert await Organization.all().count() == 1
    other = await imported(http, as_csv([HEADINGS]), idempotencyKey="k")
    assert [each["code"] for each in other["problems"]] == ["IDEMPOTENCY_MISMATCH"]


async def test_errors_are_told_by_row_and_column_and_nothing_is_done(
    http: httpx.AsyncClient, connection: BaseDBAsyncClient
) -> None:
    before = await contents(connection)

    answer = await imported(
        http, as_xlsx([HEADINGS, ALFA, ["Beta S.r.l.", "Circolo", "ALFA@pec.example.org"]])
    )

    whole, first, second = answer.pop("problems")
    assert set(answer.values()) == {None}
    assert whole["code"] == "IMPORT_HAS_ERRORS"
    assert whole["message"].startswith("Non è stato importato nulla: il file ha 2 errori")
    assert whole["path"] == ["input", "file"]
    assert (first["row"], first["column"], first["code"]) == (3, "Tipo", "CHOICE_UNKNOWN")
    assert (second["row"], second["column"], second["code"]) == (3, "PEC", "DUPLICATE_IDENTIFIER")
    assert second["message"].endswith("lo ha già la riga 2.")
    assert second["path"] == ["input", "file", "3", "PEC"]
    assert await contents(connection) == before


async def test_a_thousand_errors_fit_into_an_answer(http: httpx.AsyncClient) -> None:
    rows = [[f"Impresa {number}", "", ""] for number in range(1100)]

    answer = await imported(http, as_csv([HEADINGS, *rows]))

    assert len(answer["problems"]) == 1001
    assert "1100" in answer["problems"][0]["message"]


@pytest.mark.parametrize(
    "content", [b"", b"\0", b"PK\x03\x04", b"a;b\n1;2", b'"', as_csv([HEADINGS])], ids=range(6)
)
async def test_a_hostile_file_is_refused_in_a_sentence(
    http: httpx.AsyncClient, content: bytes
) -> None:
    problems = (await imported(http, content))["problems"]

    assert {each["code"] for each in problems} <= {
        "FILE_UNREADABLE",
        "HEADING_UNKNOWN",
        "IMPORT_EMPTY",
    }
    assert problems


async def test_a_file_is_no_text(http: httpx.AsyncClient) -> None:
    body = {"query": IMPORT, "variables": {"input": {"file": "Organizzazione"}}}

    response = await http.post("/graphql", json=body)

    (error,) = response.json()["errors"]
    assert (response.status_code, error["extensions"]["code"]) == (400, "BAD_USER_INPUT")
    assert "multipart" in error["message"]
