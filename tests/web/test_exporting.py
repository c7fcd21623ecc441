"""Exports over HTTP: the rows of one list as a file, as far as the caller sees them."""

import csv
import io
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import httpx
import openpyxl
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from tortoise.backends.base.client import BaseDBAsyncClient

from hub import clock, sheets
from hub.accounts.terms import SessionKind
from hub.accounts.tokens import hash_of
from hub.actor import Role, Viewer
from hub.errors import Unavailable
from hub.members.models import Organization
from hub.members.terms import OrganizationKind, Visibility
from hub.purse import Terms
from hub.read_pool import ReadPool
from hub.settings import Settings
from hub.time_limit import TimeLimit
from hub.web import export_desk
from hub.web.buckets import Buckets
from hub.web.budget import UNLIMITED, Budget
from hub.web.callers import Callers
from hub.web.envelope import Envelope
from hub.web.export_desk import ExportDesk
from hub.web.exporting import ExportEndpoint
from hub.web.parameters import Parameters
from schema import engine, schema
from schema import exporting as schema_exporting
from schema.export_columns import Column
from schema.limits import Limits
from tests.keys import KEYS
from tests.make import accounts, members
from tests.web.door import client_of, served

pytestmark = pytest.mark.usefixtures("connection")

NAMES = "{ organizations { nodes { name } } }"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass
class Exporting:
    """An application of the endpoint alone, before a real engine."""

    desk: ExportDesk
    app: ASGIApp
    http: httpx.AsyncClient

    async def get(self, query: str = NAMES, form: str = "csv", **given: Any) -> httpx.Response:
        headers = given.pop("headers", {})
        params = {"query": query, "format": form, **given}
        return await self.http.get("/export", params=params, headers=headers)

    async def post(self, query: str = NAMES, form: str = "csv", **given: Any) -> httpx.Response:
        headers, address = given.pop("headers", {}), {"format": form}
        body = {"query": query, **given}
        return await self.http.post("/export", params=address, json=body, headers=headers)

    async def rows(self, query: str, token: str | None = None, **given: Any) -> list[list[str]]:
        headers = {"authorization": f"Bearer {token}"} if token else {}
        response = await self.post(query, headers=headers, **given)
        assert response.status_code == 200, response.text
        return list(csv.reader(io.StringIO(response.text)))

    async def code(self, query: str, **given: Any) -> tuple[int, str]:
        response = await self.post(query, **given)
        (error, *_) = response.json()["errors"]
        return response.status_code, error["extensions"]["code"]


def desk_on(pool: ReadPool, budget: Budget = UNLIMITED, limits: Limits | None = None) -> ExportDesk:
    answers = engine.Engine(schema, pool, limits=limits or Limits(), keys=KEYS)

    def begin(parameters: Parameters, viewer: Viewer) -> Any:
        request = engine.Request(parameters.query, parameters.operation_name, parameters.variables)
        return schema_exporting.begin(answers, request, viewer)

    return ExportDesk(begin, Callers(pool), TimeLimit(10), budget)


def app_of(desk: ExportDesk) -> ASGIApp:
    inner = Starlette(
        routes=[Route("/export", ExportEndpoint(Settings()))],
        middleware=[Middleware(Envelope, is_https=False, log=None)],
    )

    async def outer(scope: Scope, receive: Receive, send: Send) -> None:
        await inner({**scope, "state": {"exports": desk}}, receive, send)

    return outer


@asynccontextmanager
async def exporting_with(desk: ExportDesk) -> AsyncGenerator[Exporting]:
    app = app_of(desk)
    async with client_of(app) as http:
        yield Exporting(desk, app, http)


@pytest.fixture
async def exports(pool: ReadPool) -> AsyncGenerator[Exporting]:
    async with exporting_with(desk_on(pool)) as exports:
        yield exports


async def listed(number: int, prefix: str = "Org") -> None:
    """Public organizations, named in their order."""
    made = [
        Organization(
            name=f"{prefix} {each:05}",
            legal_name=f"{prefix} {each:05} S.r.l.",
            kind=OrganizationKind.COMPANY,
            listing=Visibility.PUBLIC,
        )
        for each in range(number)
    ]
    await Organization.bulk_create(made)


async def test_all_pages_are_in_the_file_in_order(exports: Exporting) -> None:
    await listed(250)

    rows = await exports.rows("{ organizations(orderBy: [{name: ASC}]) { nodes { name } } }")

    assert rows == [["name"], *([f"Org {each:05}"] for each in range(250))]


@pytest.mark.parametrize("number", [0, 1, 99, 100, 101, 200])
async def test_no_edge_of_a_page_loses_or_repeats_a_row(exports: Exporting, number: int) -> None:
    await listed(number)

    rows = await exports.rows(NAMES)

    assert sorted(rows[1:]) == [[f"Org {each:05}"] for each in range(number)]


async def test_nested_objects_are_columns_by_their_response_keys(exports: Exporting) -> None:
    organization = await members.organization("Alfa")
    person = await members.person("Ada Rossi")
    await members.affiliation(
        organization=organization, person=person, purposes=["FINANCIAL", "PRIMARY"]
    )
    query = """query ($name: String) {
        organizations(where: {name: {eq: $name}}) {
            edges { node { ...Named affiliations { totalCount } parent { name } } }
        }
    }
    fragment Named on Organization { title: name kind foundedOn __typename }"""

    rows = await exports.rows(
        query, await accounts.token(Role.DIRECTION), variables={"name": "Alfa"}
    )

    assert rows == [
        ["title", "kind", "foundedOn", "__typename", "affiliations.totalCount", "parent.name"],
        ["Alfa", "COMPANY", "", "Organization", "1", ""],
    ]


async def test_lists_of_values_share_a_cell() -> None:
    column = Column(("contact", "purposes"), "ContactPurpose")

    assert column.heading == "contact.purposes"
    assert column.cell({"contact": {"purposes": ["FINANCIAL", "LEGAL"]}}) == "FINANCIAL; LEGAL"
    assert column.cell({"contact": {"purposes": []}}) == ""
    assert column.cell({"contact": None}) is None
    assert column.cell({}) is None


async def test_objects_of_several_types_have_the_columns_of_all(exports: Exporting) -> None:
    await listed(1, "Cremona")
    query = """{ search(query: "cremona") { nodes { node {
        __typename ... on Organization { name } ... on Person { headline name }
    } } } }"""

    assert await exports.rows(query) == [
        ["node.__typename", "node.name", "node.headline"],
        ["Organization", "Cremona 00000", ""],
    ]


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
async def test_the_three_forms_tell_the_same(exports: Exporting, form: str) -> None:
    kind = await members.membership_type(code="ordinary", yearly_fee="1200.50")
    await members.membership(
        type=kind,
        joined_on=date(2026, 3, 1),
        applied_on=date(2026, 2, 1),
        decided_on=date(2026, 3, 1),
    )
    token = await accounts.token(Role.DIRECTION)
    query = "{ memberships { nodes { joinedOn type { code yearlyFee seats } } } }"

    response = await exports.post(query, form, headers={"authorization": f"Bearer {token}"})

    assert response.status_code == 200, response.text
    assert response.headers["content-disposition"] == f'attachment; filename="memberships.{form}"'
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in response.headers["content-security-policy"]
    headings = ["joinedOn", "type.code", "type.yearlyFee", "type.seats"]
    if form == "csv":
        assert response.headers["content-type"] == "text/csv; charset=utf-8"
        rows = list(csv.reader(io.StringIO(response.text)))
        assert rows == [headings, ["2026-03-01", "ordinary", "1200.50", ""]]
    elif form == "xlsx":
        assert response.headers["content-type"] == EXCEL
        sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
        first, second = ([cell.value for cell in row] for row in sheet.iter_rows())
        assert first == headings
        assert second[0].date() == date(2026, 3, 1)
        assert second[1:] == ["ordinary", 1200.5, None]
    else:
        assert response.json() == [
            {
                "joinedOn": "2026-03-01",
                "type": {"code": "ordinary", "yearlyFee": "1200.50", "seats": None},
            }
        ]


async def test_an_empty_list_is_a_file_too(exports: Exporting) -> None:
    assert (await exports.get()).text == "name\r\n"
    assert (await exports.get(form="json")).json() == []
    assert openpyxl.load_workbook(io.BytesIO((await exports.get(form="xlsx")).content))


async def test_an_italian_excel_opens_its_dialect(exports: Exporting) -> None:
    await listed(1)

    answer = await exports.get("{ organizations { nodes { name kind } } }", dialect="it")

    assert answer.content == "\ufeffname;kind\r\nOrg 00000;COMPANY\r\n".encode()


async def test_no_text_becomes_a_formula(exports: Exporting) -> None:
    await members.organization("=cmd|' /C calc'!A0", listing=Visibility.PUBLIC)

    assert (await exports.rows(NAMES))[1] == ["'=cmd|' /C calc'!A0"]
    sheet = openpyxl.load_workbook(io.BytesIO((await exports.get(form="xlsx")).content)).active
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=cmd|' /C calc'!A0", "s")


async def test_who_asks_decides_what_is_in_it(exports: Exporting) -> None:
    await members.organization("Public", listing=Visibility.PUBLIC, vat_number="00743110157")
    await members.organization("Private", listing=Visibility.PRIVATE, vat_number="00488410010")
    query = "{ organizations(orderBy: [{name: ASC}]) { nodes { name pec } } }"

    assert await exports.rows(query) == [["name", "pec"], ["Public", ""]]
    staff = await exports.rows(query, await accounts.token(Role.DIRECTION))
    assert [row[0] for row in staff] == ["name", "Private", "Public"]


async def test_a_session_of_the_own_pages_and_no_other_may_ask(exports: Exporting) -> None:
    await members.organization("Private", listing=Visibility.PRIVATE)
    account = await accounts.account(verified_at=clock.now())
    await accounts.role_grant(Role.DIRECTION, account=account)
    secret = "s" * 43
    await accounts.session(account=account, kind=SessionKind.BROWSER, secret_hash=hash_of(secret))
    cookie = {"cookie": f"hub={secret}"}

    own = await exports.get(headers={**cookie, "sec-fetch-site": "same-origin"})
    assert own.text == "name\r\nPrivate\r\n"
    for headers in (
        {"sec-fetch-site": "cross-site"},
        {"origin": "https://evil.example"},
    ):
        foreign = await exports.get(headers={**cookie, **headers})
        assert (foreign.status_code, "Private" in foreign.text) == (403, False)
    bare = await exports.post(headers=cookie)
    assert bare.status_code == 403


async def test_a_token_that_opens_nothing_is_told(exports: Exporting) -> None:
    answer = await exports.get(headers={"authorization": "Bearer phub_nothing"})

    assert answer.status_code == 401
    assert answer.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


@pytest.mark.parametrize(
    "query",
    [
        "{ organizations { nodes { name } } people { nodes { name } } }",
        "{ ...X } fragment X on Query { organizations { nodes { name } } }",
        "query ($a: Boolean!) { organizations @include(if: $a) { nodes { name } } }",
        "{ organizations { totalCount } }",
        "{ organizations { nodes { name } totalCount } }",
        "{ organizations { edges { cursor } } }",
        "{ organizations { edges { cursor node { name } } } }",
        "{ organizations { pageInfo { hasNextPage } } }",
        "{ organizations(first: 5) { nodes { name } } }",
        '{ organizations(after: "x") { nodes { name } } }',
        "query ($n: Int) { organizations(last: $n) { nodes { name } } }",
        "{ viewer { roles } }",
        "{ __typename }",
        "{ organizations { nodes { name @skip(if: true) } } }",
    ],
    ids=range(14),
)
async def test_what_is_not_one_list_of_rows_is_refused(exports: Exporting, query: str) -> None:
    variables = {"a": True, "n": 3}
    assert await exports.code(query, variables=variables) == (400, "EXPORT_UNSUITABLE")


async def test_lists_within_rows_are_refused_with_their_place(exports: Exporting) -> None:
    query = "{ organizations { nodes { name startups(first: 1) { nodes { name } } } } }"

    response = await exports.post(query)

    (error,) = response.json()["errors"]
    assert error["extensions"]["code"] == "EXPORT_NESTED_LIST"
    assert error["message"].startswith("`startups.nodes` ")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{ organizations { nodes { nothing } } }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ organizations {", "GRAPHQL_PARSE_FAILED"),
        (
            "query ($n: String!) { organizations(where: {name: {eq: $n}}) { nodes { name } } }",
            "BAD_USER_INPUT",
        ),
        ("mutation { revokeSessions(input: {}) { problems { code } } }", "EXPORT_UNSUITABLE"),
        (
            "query A { organizations { nodes { name } } } query B { viewer { roles } }",
            "OPERATION_UNKNOWN",
        ),
        (
            "query ($_exportAfter: String) { organizations(where: {name: {eq: $_exportAfter}})"
            " { nodes { name } } }",
            "GRAPHQL_VALIDATION_FAILED",
        ),
    ],
    ids=range(6),
)
async def test_a_wrong_document_is_told_as_ever(exports: Exporting, query: str, code: str) -> None:
    assert await exports.code(query) == (400, code)


async def test_one_of_several_operations_is_exported(exports: Exporting) -> None:
    await listed(1)
    query = "query A { organizations { nodes { name } } } query B { viewer { roles } }"

    assert len(await exports.rows(query, operationName="A")) == 2
    assert await exports.code(query, operationName="B") == (400, "EXPORT_UNSUITABLE")


@pytest.mark.parametrize(
    "address", ["", "format=pdf", "format=csv&dialect=fr", "format=json&dialect=it"]
)
async def test_an_unknown_form_is_refused(exports: Exporting, address: str) -> None:
    response = await exports.http.post(f"/export?{address}", json={"query": NAMES})

    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


async def test_other_methods_and_bodies_are_refused(exports: Exporting) -> None:
    assert (await exports.http.put("/export?format=csv")).status_code == 405
    form = await exports.http.post("/export?format=csv", data={"query": NAMES})
    assert form.status_code == 415
    token = await exports.http.post("/export?format=csv&token=x", json={"query": NAMES})
    assert token.status_code == 400
    options = await exports.http.options("/export")
    assert (options.status_code, options.headers["allow"]) == (204, "GET, POST, OPTIONS")


async def test_each_page_is_held_to_the_limits(pool: ReadPool) -> None:
    async with exporting_with(desk_on(pool, limits=Limits(cost=100))) as exports:
        assert await exports.code(NAMES) == (400, "QUERY_TOO_COMPLEX")


async def test_too_many_rows_are_refused_before_the_file_begins(
    exports: Exporting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema_exporting, "MOST_ROWS", 2)
    await listed(3)

    response = await exports.post()

    extensions = response.json()["errors"][0]["extensions"]
    assert extensions == {"code": "EXPORT_TOO_LARGE", "limit": 2, "measured": 3}


async def test_each_page_is_paid_and_waits_for_the_budget(pool: ReadPool) -> None:
    await listed(250)
    terms = Terms(capacity=150, rate=400)
    budget = Budget(Buckets(terms), Buckets(terms), None)
    async with exporting_with(desk_on(pool, budget)) as exports:
        before = clock.ticks()
        rows = await exports.rows(NAMES)
        assert len(rows) == 251
        assert clock.ticks() - before >= 0.25
        assert await exports.code(NAMES) == (429, "BUDGET_EXHAUSTED")


async def test_only_so_many_at_once(exports: Exporting) -> None:
    exports.desk.under_way = export_desk.MOST_AT_ONCE

    response = await exports.get()

    assert (response.status_code, response.headers["retry-after"]) == (503, "10")
    assert response.json()["errors"][0]["extensions"]["code"] == "EXPORT_BUSY"
    exports.desk.under_way = 0
    await exports.get()
    assert exports.desk.under_way == 0


class Breaking:
    """The pages of an export that fails at the second."""

    name = "rows"
    is_over = False
    headings = ("a",)

    def __init__(self, error: Exception) -> None:
        self._error = error
        self._pages = 0

    async def page(self) -> Any:
        self._pages += 1
        if self._pages == 2:
            raise self._error
        return [{"a": "x" * 100}] * 100

    def cells(self, page: list[Any]) -> list[list[str]]:
        return [[row["a"]] for row in page]


def breaking_desk(pool: ReadPool, error: Exception) -> ExportDesk:
    return ExportDesk(lambda *_: Breaking(error), Callers(pool), TimeLimit(10), UNLIMITED)


@pytest.mark.parametrize("form", ["csv", "json"])
@pytest.mark.parametrize("error", [Unavailable("away"), KeyError("bug")], ids=["away", "bug"])
async def test_a_file_that_ends_early_is_seen_to(
    pool: ReadPool, caplog: pytest.LogCaptureFixture, *, form: str, error: Exception
) -> None:
    with served(app_of(breaking_desk(pool, error))) as port:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http:
            with pytest.raises(httpx.RemoteProtocolError):
                await http.get("/export", params={"query": "{ a }", "format": form})
    told = {record.getMessage() for record in caplog.records}
    assert told & {"export broken off", "internal error"}


async def test_a_workbook_that_fails_is_an_error_and_no_file(pool: ReadPool) -> None:
    async with exporting_with(breaking_desk(pool, Unavailable("away"))) as exports:
        response = await exports.get(form="xlsx")
        assert response.status_code == 503
        assert response.json()["errors"][0]["extensions"]["code"] == "UNAVAILABLE"


async def test_a_page_that_took_too_long_is_told_with_its_own_time(pool: ReadPool) -> None:
    async with exporting_with(breaking_desk(pool, TimeoutError())) as exports:
        response = await exports.get(form="xlsx")

    (error,) = response.json()["errors"]
    assert (response.status_code, error["extensions"]["limit"]) == (504, 10)


async def test_what_no_sheet_holds_is_refused_with_the_way_out(
    exports: Exporting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "MOST_CHARACTERS", 3)
    await listed(1)

    response = await exports.get(form="xlsx")

    assert response.status_code == 422
    assert response.json()["errors"][0]["extensions"]["code"] == "SHEET_LIMIT"


async def test_what_desks_read_of_people_is_recorded(
    exports: Exporting, connection: BaseDBAsyncClient
) -> None:
    await members.person("Ada Rossi", phone="+39 0372 1")
    account = await accounts.account(person=await members.person())
    await accounts.role_grant(Role.FRONT_DESK, account=account)
    token = await accounts.token(Role.FRONT_DESK, account=account)

    await exports.rows("{ people { nodes { name phone } } }", token)

    (row,) = await connection.execute_query_dict(
        "SELECT count(*) AS number FROM personal_read WHERE 'PHONE' = ANY(fields_read)"
    )
    assert row["number"] >= 1
