"""Mutations as a request carries them: several, with errors, under limits, cut short."""

import asyncio
import json
import logging
from collections.abc import AsyncGenerator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from hub import clock, patience
from hub.accounts.invitation_models import Invitation
from hub.actor import ANONYMOUS, Actor, Role, Viewer
from hub.database import ReadPool, connected
from hub.deed import Deed
from hub.members.models import Organization, Person
from hub.record.models import AuditEntry, KeptAnswer, OutboxEvent
from schema.engine import Request
from tests import databases
from tests.crash.wire import Wire, wire
from tests.make import members
from tests.mutating.doing import PROBLEMS, Doing, signed_in, written
from tests.mutating.locks import holding

COMMIT = b"COMMIT;"
TRACES = (Invitation, AuditEntry, OutboxEvent, KeptAnswer)
TRIO = f"""mutation ($a: InviteInput!, $b: InviteInput!, $c: InviteInput!) {{
    a: invite(input: $a) {{ invitation {{ email }} {PROBLEMS} }}
    b: invite(input: $b) {{ invitation {{ email }} {PROBLEMS} }}
    c: invite(input: $c) {{ invitation {{ email }} {PROBLEMS} }}
}}"""


async def traces() -> int:
    """How many rows any of it has left."""
    return sum([await model.all().count() for model in TRACES])


async def administrator() -> tuple[Actor, Organization]:
    alfa = await members.organization("Alfa")
    actor, _ = await signed_in(Role.ADMINISTRATOR, organization=alfa, administers=True)
    return actor, alfa


def invited(organization: Organization, email: str = "nuova@esempio.it") -> dict[str, Any]:
    return {
        "email": email,
        "organizationId": f"org_{organization.id}",
        "affiliationRole": "EMPLOYEE",
    }


async def test_several_are_done_one_after_another(doing: Doing) -> None:
    actor, alfa = await administrator()
    first, other = invited(alfa), invited(alfa, "altra@esempio.it")

    data = await doing.data(TRIO, actor, a=first, b=first, c=other)

    assert data["a"] == {"invitation": {"email": "nuova@esempio.it"}, "problems": []}
    assert data["b"]["invitation"] is None
    assert [each["code"] for each in data["b"]["problems"]] == ["ALREADY_INVITED"]
    assert data["c"] == {"invitation": {"email": "altra@esempio.it"}, "problems": []}
    assert await Invitation.all().count() == await AuditEntry.all().count() == 2


async def test_an_error_ends_the_request_and_takes_nothing_back(
    doing: Doing, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor, alfa = await administrator()
    emails = ["nuova@esempio.it", "altra@esempio.it", "terza@esempio.it"]
    break_at(monkeypatch, 2)

    a, b, c = [invited(alfa, email) for email in emails]
    answer = await doing.answer(TRIO, actor, a=a, b=b, c=c)

    assert answer["data"] is None
    (error,) = answer["errors"]
    assert (error["path"], error["extensions"]["code"]) == (["b"], "INTERNAL")
    assert [each.email for each in await Invitation.all()] == emails[:1]


async def test_a_bug_leaves_an_incident_and_nothing_else(
    doing: Doing, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    actor, alfa = await administrator()
    break_at(monkeypatch, 1)

    with caplog.at_level(logging.ERROR):
        answer = await doing.answer(written("invite"), actor, input=invited(alfa))

    (error,) = answer["errors"]
    assert (answer["data"], error["message"]) == (None, "Internal error")
    assert set(error["extensions"]) == {"code", "incident"}
    assert error["extensions"]["code"] == "INTERNAL"
    (record,) = caplog.records
    assert error["extensions"]["incident"] in str(vars(record))
    assert await traces() == 0


async def test_nobody_in_particular_does_nothing_whatever_they_send(doing: Doing) -> None:
    _, alfa = await administrator()

    answers = [
        await doing.answer(written("invite"), ANONYMOUS, input=given)
        for given in (invited(alfa), {"email": "x", "organizationId": "org_1"})
    ]

    assert answers[0] == answers[1]
    assert answers[0]["data"] is None
    assert answers[0]["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_an_address_asks_and_does_not_do(doing: Doing) -> None:
    actor, alfa = await administrator()
    viewer = Viewer(clock.now(), clock.today(), actor)
    request = Request(written("invite"), None, {"input": invited(alfa)})

    answered = await doing.engine.answer(request, viewer, queries_only=True)

    (error,) = json.loads(answered.body)["errors"]
    assert (answered.status, error["extensions"]["code"]) == (405, "METHOD_NOT_ALLOWED")
    assert await traces() == 0


@pytest.mark.parametrize(
    ("selected", "code"),
    [
        (
            "invitation { organization { members: affiliations { nodes { id } } } } " * 31,
            "TOO_MANY_ALIASES",
        ),
        ("invitation { organization { parent { " * 8 + "id" + " } } }" * 8, "QUERY_TOO_DEEP"),
        (
            "invitation { organization { affiliations(first: 100) { nodes { person {"
            " affiliations(first: 100) { nodes { id } } } } } } }",
            "QUERY_TOO_COMPLEX",
        ),
    ],
    ids=["aliases", "depth", "cost"],
)
async def test_what_is_over_a_limit_is_not_begun(doing: Doing, selected: str, code: str) -> None:
    actor, alfa = await administrator()

    answer = await doing.answer(written("invite", selected), actor, input=invited(alfa))

    assert "data" not in answer
    assert answer["errors"][0]["extensions"]["code"] == code
    assert await traces() == 0


@pytest.mark.parametrize(
    "flaw",
    [
        {"affiliationRole": "BOSS"},
        {"roleEndsOn": "2027-02-30"},
        {"idempotencyKey": 7},
        {"dryRun": None},
        {"emails": []},
        {"email": None},
    ],
    ids=str,
)
async def test_an_input_that_is_none_is_not_begun(doing: Doing, flaw: dict[str, Any]) -> None:
    actor, alfa = await administrator()

    answer = await doing.answer(written("invite"), actor, input={**invited(alfa), **flaw})

    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert await traces() == 0


@pytest.mark.parametrize("text", [r"a\u0000b", r"a\ud800b"], ids=["nothing", "half"])
async def test_a_document_says_nothing_that_is_no_text(doing: Doing, text: str) -> None:
    actor, _ = await administrator()
    person = f"person_{actor.person_id}"
    query = f"""mutation {{ updateProfile(input: {{
        personId: "{person}", version: 1, headline: "{text}", idempotencyKey: "{text}"
    }}) {{ person {{ headline }} {PROBLEMS} }} }}"""

    answer = await doing.answer(query, actor)

    assert "INTERNAL" not in json.dumps(answer)


async def test_what_is_selected_twice_is_answered_twice(doing: Doing) -> None:
    actor, alfa = await administrator()
    query = """mutation ($input: InviteInput!, $some: Int, $isLong: Boolean = false) {
        invite(input: $input) {
            __typename
            short: invitation { email }
            invitation { ...Where email @include(if: $isLong) }
            again: problems { code }
            ...Rest
        }
    }
    fragment Where on Invitation { organization { name affiliations(first: $some) { totalCount } } }
    fragment Rest on InvitePayload { invitation { __typename state } problems { __typename } }
    """

    data = await doing.data(query, actor, input=invited(alfa), some=1)

    assert data["invite"] == {
        "__typename": "InvitePayload",
        "short": {"email": "nuova@esempio.it"},
        "invitation": {
            "organization": {"name": "Alfa", "affiliations": {"totalCount": 0}},
            "__typename": "Invitation",
            "state": "PENDING",
        },
        "again": [],
        "problems": [],
    }


async def test_what_is_skipped_is_not_done(doing: Doing) -> None:
    actor, alfa = await administrator()
    query = """mutation ($input: InviteInput!, $is: Boolean!) {
        invite(input: $input) @include(if: $is) { problems { code } }
        revokeSessions(input: {}) { ended }
    }"""

    data = await doing.data(query, actor, input=invited(alfa), **{"is": False})

    assert data == {"revokeSessions": {"ended": 0}}
    assert await Invitation.all().count() == 0


async def test_who_asks_for_nothing_of_it_gets_it_done(doing: Doing) -> None:
    actor, alfa = await administrator()

    data = await doing.data(
        "mutation ($input: InviteInput!) { invite(input: $input) { __typename } }",
        actor,
        input=invited(alfa),
    )

    assert data == {"invite": {"__typename": "InvitePayload"}}
    assert await Invitation.all().count() == 1


async def test_what_is_given_up_before_its_end_leaves_nothing(
    doing: Doing, database_url: str
) -> None:
    actor, _ = await administrator()
    person = f"person_{actor.person_id}"
    given: dict[str, Any] = {"personId": person, "version": 1, "headline": "Sviluppa"}

    async with holding(database_url, "SELECT 1 FROM person FOR UPDATE") as somebody_waits:
        waiting = asyncio.create_task(
            doing.done("updateProfile", actor, idempotencyKey="k", **given)
        )
        await somebody_waits()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting

    assert (await Person.get(id=actor.person_id)).headline is None
    assert await traces() == 0
    await doing.done("updateProfile", actor, idempotencyKey="k", **given)


@pytest.fixture
async def line(database_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[Wire]:
    """The wire over which writes go."""
    monkeypatch.setattr(patience, "RECOVERY_SECONDS", 0.01)
    with TemporaryDirectory(prefix="hub-") as place:
        async with wire(database_url, Path(place)) as line, connected(line.url):
            yield line
    await databases.empty(database_url)


async def test_a_lost_outcome_is_told_as_unknown(line: Wire, pool: ReadPool) -> None:
    actor, alfa = await administrator()
    line.cut_after = COMMIT

    answer = await Doing.on(pool).answer(written("invite"), actor, input=invited(alfa))

    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "OUTCOME_UNKNOWN"
    assert await Invitation.all().count() == 1


@pytest.mark.parametrize("moment", ["cut_before", "cut_after"])
async def test_a_key_finds_out_what_was_lost(line: Wire, pool: ReadPool, moment: str) -> None:
    actor, alfa = await administrator()
    setattr(line, moment, COMMIT)
    doing, given = Doing.on(pool), {**invited(alfa), "idempotencyKey": "k"}

    first, again = [await doing.done("invite", actor, "invitation { id }", **given) for _ in "12"]

    row = await Invitation.get()
    assert first == again == {"invitation": {"id": f"invite_{row.id}"}}
    assert await AuditEntry.all().count() == await OutboxEvent.all().count() == 1


async def test_a_database_that_is_away_has_done_nothing(line: Wire, pool: ReadPool) -> None:
    actor, alfa = await administrator()
    line.cut_before = b"invitation"

    answer = await Doing.on(pool).answer(written("invite"), actor, input=invited(alfa))

    assert answer["errors"][0]["extensions"]["code"] == "UNAVAILABLE"
    assert await traces() == 0


def break_at(patch: pytest.MonkeyPatch, number: int) -> None:
    """Let there be a bug, after a row was written, in the act of this number."""
    tell, told = Deed.tell, 0

    def broken(deed: Deed, *args: Any, **given: Any) -> None:
        nonlocal told
        told += 1
        if told == number:
            raise KeyError("Rossi")
        tell(deed, *args, **given)

    patch.setattr(Deed, "tell", broken)
