"""Signing in with a password: who gets in, what others learn, and what the record says."""

import asyncio
import logging
import statistics
import time
from collections.abc import Awaitable
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from tortoise.backends.base.client import BaseDBAsyncClient

from hub import clock
from hub.accounts import password_change, passwords, sign_in
from hub.accounts.models import Account
from hub.accounts.refusals import TooManyAttempts
from hub.accounts.session_models import Session
from hub.accounts.sign_in import CodeNeeded, Credentials
from hub.accounts.terms import SessionEnd, SessionKind
from hub.accounts.tokens import hash_of
from hub.actor import Actor
from hub.errors import Refused
from hub.record.models import AuditEntry, OutboxEvent
from tests.make import accounts as make_accounts
from tests.make import signing as make

pytestmark = pytest.mark.usefixtures("connection")

NEW = "sette contrabbassi in soffitta"


async def refused(attempt: Awaitable[object]) -> str:
    with pytest.raises(Refused) as error:
        await attempt
    return error.value.refusals[0].code


async def acts() -> list[str]:
    return [entry.act for entry in await AuditEntry.all().order_by("position")]


async def told() -> list[str]:
    return [event.kind for event in await OutboxEvent.all().order_by("id")]


async def test_the_right_password_begins_a_session_which_the_record_tells() -> None:
    account = await make.account(email="ada@example.org")
    credentials = Credentials(" ADA@example.org ", make.PASSWORD)

    opened = await sign_in.sign_in(credentials, make.entry())

    assert not isinstance(opened, CodeNeeded)
    session = await Session.get()
    assert session.account_id == account.id
    assert session.secret_hash == hash_of(opened.secret)
    assert (session.kind, session.client) == (SessionKind.BROWSER, "Firefox, Linux")
    (entry,) = await AuditEntry.all()
    assert (entry.act, entry.account_id) == ("sign_in", account.id)
    assert {session.id, account.id} <= set(entry.subjects)
    assert session.secret_hash not in entry.body
    assert opened.secret not in repr(opened)
    assert make.PASSWORD not in repr(credentials)


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("ada@example.org", "another password"),
        ("grace@example.org", make.PASSWORD),
        ("by-provider@example.org", make.PASSWORD),
        ("by-provider@example.org", ""),
        ("", ""),
        ("x" * 5000, make.PASSWORD),
    ],
    ids=["wrong", "unknown", "no password", "none and none", "empty", "long"],
)
async def test_nobody_learns_why_not(email: str, password: str) -> None:
    await make.account(email="ada@example.org")
    await make_accounts.account(email="by-provider@example.org")

    assert await refused(sign_in.sign_in(Credentials(email, password), make.entry())) == (
        "CREDENTIALS_INVALID"
    )
    assert await Session.all().count() == 0
    assert await acts() == []


async def test_it_takes_as_long_for_an_unknown_address() -> None:
    await make.account(email="ada@example.org")
    known, unknown = [], []
    for number in range(8):
        known.append(await seconds("ada@example.org", number))
        unknown.append(await seconds(f"nobody{number}@example.org", number))

    assert 0.6 < statistics.median(unknown) / statistics.median(known) < 1.67


async def seconds(email: str, number: int) -> float:
    entry = make.entry(address=f"192.0.2.{number}")
    begun = time.perf_counter()
    await refused(sign_in.sign_in(Credentials(email, "wrong password"), entry))
    return time.perf_counter() - begun


async def test_who_guesses_is_held_back_before_any_hash_and_the_record_says_so_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    account = await make.account(email="ada@example.org")
    caplog.set_level(logging.INFO)
    with clock.freeze(clock.now()):
        codes = [await guess() for _ in range(10)]
        monkeypatch.setattr(passwords, "matches", None)  # would fail if it were called
        codes += [await guess() for _ in range(3)]

    assert codes == ["CREDENTIALS_INVALID"] * 10 + ["TOO_MANY_ATTEMPTS"] * 3
    (entry,) = await AuditEntry.all()
    assert (entry.act, entry.account_id, entry.subjects) == ("limit_sign_in", None, [account.id])
    assert "ada@example.org" not in caplog.text


async def test_an_unknown_address_is_held_back_the_same() -> None:
    with clock.freeze(clock.now()):
        codes = [await guess() for _ in range(12)]

    assert codes == ["CREDENTIALS_INVALID"] * 10 + ["TOO_MANY_ATTEMPTS"] * 2
    (entry,) = await AuditEntry.all()
    assert (entry.act, entry.subjects) == ("limit_sign_in", [])


async def guess(address: str = "192.0.2.7") -> str:
    credentials = Credentials("ada@example.org", "wrong password")
    return await refused(sign_in.sign_in(credentials, make.entry(address=address)))


async def test_a_guesser_is_told_how_long_to_wait() -> None:
    now = clock.now()
    with clock.freeze(now):
        for _ in range(10):
            await guess()
    with clock.freeze(now + timedelta(seconds=21)), pytest.raises(Refused) as error:
        await sign_in.sign_in(Credentials("ada@example.org", "x"), make.entry())

    (refusal,) = error.value.refusals
    assert isinstance(refusal, TooManyAttempts)
    assert refusal.values == {"seconds": 9}


async def test_who_tries_many_addresses_from_one_place_is_held_back() -> None:
    with clock.freeze(clock.now()):
        codes = [
            await refused(sign_in.sign_in(Credentials(f"{number}@example.org", "x"), make.entry()))
            for number in range(31)
        ]

    assert codes == ["CREDENTIALS_INVALID"] * 30 + ["TOO_MANY_ATTEMPTS"]


async def test_who_proves_to_be_the_holder_is_not_held_back() -> None:
    account = await make.account()
    with clock.freeze(clock.now()):
        for _ in range(12):
            await make.signed_in(account)


async def test_a_closed_account_says_so_to_its_holder_only() -> None:
    account = await make.account(disabled_at=clock.now())

    assert await refused(make.signed_in(account)) == "ACCOUNT_DISABLED"
    wrong = Credentials(account.email, "wrong password")
    assert await refused(sign_in.sign_in(wrong, make.entry())) == "CREDENTIALS_INVALID"


async def test_a_password_is_hashed_anew_when_the_numbers_have_changed() -> None:
    old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(make.PASSWORD)
    account = await make_accounts.account(password_hash=old)

    await make.signed_in(account)

    renewed = await Account.get(id=account.id)
    assert renewed.password_hash is not None
    assert not passwords.needs_rehash(renewed.password_hash)
    assert renewed.version == account.version
    await make.signed_in(account)


async def test_a_new_sign_in_ends_what_the_browser_was_signed_in_to() -> None:
    account, another = await make.account(), await make.account()
    first = await make.signed_in(account)

    second = await make.signed_in(another, former=first.secret)

    assert second.secret != first.secret
    former = await Session.get(id=first.session.id)
    assert former.end_reason is SessionEnd.REPLACED
    assert (await Session.get(id=second.session.id)).ended_at is None


async def test_a_secret_that_was_planted_becomes_no_session() -> None:
    planted = "A" * 43

    opened = await make.signed_in(await make.account(), former=planted)

    assert opened.secret != planted
    assert not await Session.exists(secret_hash=hash_of(planted))


async def test_with_a_second_factor_the_password_alone_opens_nothing() -> None:
    account = await make.account_with_second_factor()
    credentials = Credentials(account.email, make.PASSWORD)

    answer = await sign_in.sign_in(credentials, make.entry())

    assert isinstance(answer, CodeNeeded)
    assert await Session.all().count() == 0
    opened = await sign_in.continue_sign_in(answer.pending, make.code(), make.entry())
    assert opened.session.second_factor_at is not None
    assert answer.pending not in repr(answer)


async def test_what_is_pending_opens_nothing_without_the_code_or_too_late() -> None:
    account = await make.account_with_second_factor()
    now = clock.now()
    with clock.freeze(now):
        answer = await sign_in.sign_in(Credentials(account.email, make.PASSWORD), make.entry())
        assert isinstance(answer, CodeNeeded)
        wrong = sign_in.continue_sign_in(answer.pending, "000000", make.entry())
        assert await refused(wrong) == "SECOND_FACTOR_CODE_INVALID"
    with clock.freeze(now + timedelta(minutes=5)):
        late = sign_in.continue_sign_in(answer.pending, make.code(), make.entry())
        assert await refused(late) == "SIGN_IN_STEP_EXPIRED"


@pytest.mark.parametrize("pending", ["", "x", "gAAAAA", "é" * 50])
async def test_what_the_hub_did_not_give_out_is_not_pending(pending: str) -> None:
    attempt = sign_in.continue_sign_in(pending, "123456", make.entry())

    assert await refused(attempt) == "SIGN_IN_STEP_EXPIRED"


async def test_what_is_pending_ends_with_the_password() -> None:
    account = await make.account_with_second_factor()
    answer = await sign_in.sign_in(Credentials(account.email, make.PASSWORD), make.entry())
    assert isinstance(answer, CodeNeeded)
    await Account.filter(id=account.id).update(password_hash=await passwords.hash_of(NEW))

    attempt = sign_in.continue_sign_in(answer.pending, make.code(), make.entry())

    assert await refused(attempt) == "SIGN_IN_STEP_EXPIRED"


async def test_signing_out_ends_the_session_once() -> None:
    opened = await make.signed_in(await make.account())

    await sign_in.sign_out(make.holder(opened))

    session = await Session.get()
    assert session.end_reason is SessionEnd.SIGNED_OUT
    assert await refused(sign_in.sign_out(make.holder(opened))) == "SESSION_NEEDED"
    assert await acts() == ["sign_in", "sign_out"]


async def test_a_program_has_no_session_to_end_and_no_password_to_change() -> None:
    account = await make.account()
    program = make.order(Actor(account_id=account.id))

    assert await refused(sign_in.sign_out(program)) == "SESSION_NEEDED"
    attempt = password_change.change_password(make.PASSWORD, NEW, order=program)
    assert await refused(attempt) == "SESSION_NEEDED"


async def test_another_password_signs_out_everywhere_else() -> None:
    account = await make.account()
    here, there = await make.signed_in(account), await make.signed_in(account)
    phone = await make.signed_in(account, kind=SessionKind.MOBILE)

    await password_change.change_password(make.PASSWORD, NEW, order=make.holder(here))

    ended = await Session.filter(end_reason=SessionEnd.PASSWORD_CHANGED).order_by("created_at")
    assert [each.id for each in ended] == [there.session.id, phone.session.id]
    assert await refused(make.signed_in(account)) == "CREDENTIALS_INVALID"
    await sign_in.sign_in(Credentials(account.email, NEW), make.entry())
    assert (await acts())[3] == "change_password"
    assert "mail.password_changed" in await told()


@pytest.mark.parametrize(
    ("current", "new", "code"),
    [
        ("wrong password", NEW, "CREDENTIALS_INVALID"),
        (make.PASSWORD, "short", "PASSWORD_TOO_SHORT"),
        (make.PASSWORD, "password1234", "PASSWORD_GUESSABLE"),
        (make.PASSWORD, "account-example-1", "PASSWORD_GUESSABLE"),
    ],
)
async def test_a_change_of_password_that_is_refused(current: str, new: str, code: str) -> None:
    account = await make.account(email="account@example.org")
    here, there = await make.signed_in(account), await make.signed_in(account)

    attempt = password_change.change_password(current, new, order=make.holder(here))

    assert await refused(attempt) == code
    assert (await Session.get(id=there.session.id)).ended_at is None
    assert (await Account.get(id=account.id)).password_hash == account.password_hash


async def test_of_two_changes_of_a_password_at_once_one_wins() -> None:
    account = await make.account()
    one, two = await make.signed_in(account), await make.signed_in(account)

    answers = await asyncio.gather(
        *(
            password_change.change_password(make.PASSWORD, NEW + mark, order=make.holder(opened))
            for opened, mark in ((one, "!"), (two, "?"))
        ),
        return_exceptions=True,
    )

    assert sum(isinstance(answer, Refused) for answer in answers) == 1
    assert await Session.filter(ended_at=None).count() == 1


async def test_a_browser_that_was_not_seen_before_is_told_by_mail() -> None:
    account = await make.account()
    first = clock.now()
    with clock.freeze(first):
        await make.signed_in(account)
        await make.signed_in(account)
        assert await told() == []
        opened = await make.signed_in(account, client="Safari, iPhone")
    (event,) = await OutboxEvent.all()
    assert (event.kind, event.payload) == (
        "mail.new_sign_in",
        {"account_id": str(account.id), "session_id": str(opened.session.id)},
    )
    with clock.freeze(first + timedelta(days=91)):
        await make.signed_in(account)

    assert await told() == ["mail.new_sign_in"] * 2


async def test_no_secret_is_in_the_database_or_the_logs(
    connection: BaseDBAsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    account = await make.account_with_second_factor()
    browser = await make.signed_in(account, code=make.code())
    phone = await make.signed_in(account, code=make.code(steps=1), kind=SessionKind.MOBILE)
    secrets = [make.PASSWORD, make.SECRET, browser.secret, phone.secret, phone.refresh_token or ""]

    tables = await connection.execute_query_dict(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    )
    held = [
        str(await connection.execute_query_dict(f'SELECT * FROM "{each["tablename"]}"'))  # noqa: S608
        for each in tables
    ]

    assert len(held) > 50
    assert not [secret for secret in secrets for text in [*held, caplog.text] if secret in text]
