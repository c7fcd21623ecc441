"""Mutations as a request carries them: several, with errors, under limits."""

import json
import logging
from typing import Any

import pytest

from hub import clock
from hub.accounts.invitation_models import Invitation
from hub.actor import ANONYMOUS, Viewer
from hub.deed import Deed
from hub.record.models import AuditEntry
from schema.engine import Request
from tests.mutating.doing import PROBLEMS, Doing, written
from tests.mutating.inviting import administrator, invited, traces

TRIO = f"""mutation ($a: InviteInput!, $b: InviteInput!, $c: InviteInput!) {{
    a: invite(input: $a) {{ invitation {{ email }} {PROBLEMS} }}
    b: invite(input: $b) {{ invitation {{ email }} {PROBLEMS} }}
    c: invite(input: $c) {{ invitation {{ email }} {PROBLEMS} }}
}}"""


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
