"""Signing out everywhere."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from hub.accounts.session_models import Session
from hub.accounts.terms import SessionEnd, SessionKind
from hub.actor import Actor, Role
from hub.record.models import AuditEntry
from tests.make import accounts
from tests.mutating.doing import NOW, Doing, signed_in

ENDED = "ended account { id }"


async def test_all_sessions_of_the_own_account_end(doing: Doing) -> None:
    actor, account = await signed_in()
    for kind in SessionKind:
        await accounts.session(account=account, kind=kind)
    other = await accounts.session()

    answer = await doing.done("revokeSessions", actor, ENDED)

    assert answer == {"ended": 2, "account": {"id": f"account_{account.id}"}}
    for session in await Session.filter(account=account):
        assert (session.ended_at, session.end_reason) == (NOW, SessionEnd.SIGNED_OUT_EVERYWHERE)
    assert (await Session.get(id=other.id)).ended_at is None


async def test_the_session_that_asks_may_go_on(doing: Doing) -> None:
    actor, account = await signed_in()
    kept = await accounts.session(account=account)
    await accounts.session(account=account)

    here = replace(actor, session_id=kept.id)
    assert (await doing.done("revokeSessions", here, ENDED, keepThis=True))["ended"] == 1
    assert (await Session.get(id=kept.id)).ended_at is None
    assert (await doing.done("revokeSessions", here, ENDED))["ended"] == 1


async def test_what_is_over_is_not_ended_again(doing: Doing) -> None:
    actor, account = await signed_in()
    before = NOW - timedelta(minutes=1)
    await accounts.session(account=account, ended_at=before, end_reason=SessionEnd.SIGNED_OUT)
    await accounts.session(account=account, expires_at=NOW)

    assert (await doing.done("revokeSessions", actor, ENDED))["ended"] == 0
    ends = [(each.ended_at, each.end_reason) for each in await Session.all().order_by("id")]
    assert ends == [(before, SessionEnd.SIGNED_OUT), (None, None)]


async def test_that_there_was_none_is_in_the_record_too(doing: Doing) -> None:
    actor, account = await signed_in()

    await doing.done("revokeSessions", actor)

    entry = await AuditEntry.get()
    assert (entry.act, entry.body) == ("revoke_sessions", "[]")
    assert set(entry.subjects) == {account.id, account.person_id}


async def test_the_direction_ends_those_of_others(doing: Doing) -> None:
    direction, _ = await signed_in(Role.DIRECTION)
    session = await accounts.session()

    answer = await doing.done(
        "revokeSessions", direction, ENDED, accountId=f"account_{session.account_id}", keepThis=True
    )

    assert answer["ended"] == 1


async def test_others_end_nothing_and_learn_nothing(doing: Doing) -> None:
    other, _ = await signed_in(Role.FRONT_DESK)
    session = await accounts.session()

    known, unknown = [
        await doing.payload("revokeSessions", other, accountId=f"account_{key}")
        for key in (session.account_id, uuid4())
    ]
    assert known == unknown
    assert [each["code"] for each in known["problems"]] == ["NOT_FOUND"]


async def test_a_program_of_no_account_says_whose(doing: Doing) -> None:
    program = Actor(frozenset({Role.DIRECTION}), token_id=uuid4())
    session = await accounts.session()

    assert await doing.problems("revokeSessions", program) == [("ACCOUNT_UNSAID", "accountId")]
    await doing.done("revokeSessions", program, accountId=f"account_{session.account_id}")


async def test_the_answer_is_the_same_when_it_is_asked_again(doing: Doing) -> None:
    actor, account = await signed_in()
    await accounts.session(account=account)

    first, again = [
        await doing.done("revokeSessions", actor, ENDED, idempotencyKey="k") for _ in range(2)
    ]

    assert first == again
    assert first["ended"] == 1
