"""The second factor: its codes, how it is set up and removed, and that no code counts twice."""

import asyncio
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest

from hub import clock
from hub.accounts import second_factor, totp
from hub.accounts.models import Account
from hub.accounts.session_models import Session
from hub.errors import Refused
from hub.record.models import AuditEntry, OutboxEvent
from tests.keys import KEYS
from tests.make import signing as make

NOW = datetime(2026, 9, 1, 8, 0, 10, tzinfo=UTC)
STEP = int(NOW.timestamp()) // 30

with_rows = pytest.mark.usefixtures("connection")


def step_of(code: str, *, last: int | None = None, now: datetime = NOW) -> int | None:
    return totp.step_of(make.SECRET, code, now=now, last=last)


def code_of(steps: int) -> str:
    return pyotp.TOTP(make.SECRET).at(NOW, counter_offset=steps)


@pytest.mark.parametrize(
    ("steps", "is_taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_a_clock_may_be_a_step_off(steps: int, *, is_taken: bool) -> None:
    assert step_of(code_of(steps)) == (STEP + steps if is_taken else None)


def test_a_code_of_a_step_that_was_taken_is_none() -> None:
    assert step_of(code_of(0), last=STEP - 1) == STEP
    assert step_of(code_of(0), last=STEP) is None
    assert step_of(code_of(-1), last=STEP) is None


def test_the_same_digits_in_neighbouring_steps_count_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pyotp.TOTP, "generate_otp", lambda _, step: "123456")

    assert step_of("123456") == STEP + 1
    assert step_of("123456", last=STEP + 1) is None


@pytest.mark.parametrize("text", ["", "12345", "1234567", "12345x", "١٢٣٤٥٦", "-12345", "1" * 9999])
def test_what_is_no_code_is_refused(text: str) -> None:
    assert step_of(text) is None


def test_blanks_in_a_code_do_not_matter() -> None:
    code = code_of(0)

    assert step_of(f" {code[:3]} {code[3:]} ") == STEP


def test_the_codes_are_those_of_the_specification() -> None:
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # noqa: S105 - of RFC 6238, appendix B
    then = datetime(2005, 3, 18, 1, 58, 29, tzinfo=UTC)

    assert totp.step_of(secret, "081804", now=then, last=None) == 0x23523EC


def test_an_app_learns_the_secret_and_whose_it_is() -> None:
    secret = totp.make_secret()
    uri = urlsplit(totp.uri_of(secret, "ada@example.org"))

    assert (uri.scheme, uri.netloc, uri.path) == (
        "otpauth",
        "totp",
        "/Polo%20Hub:ada%40example.org",
    )
    assert parse_qs(uri.query)["secret"] == [secret]
    assert len(secret) == 32


@with_rows
async def test_a_second_factor_is_set_up_with_its_first_code() -> None:
    account = await make.account()
    opened = await make.signed_in(account)

    setup = await second_factor.begin(make.holder(opened))
    await account.refresh_from_db()
    assert account.totp_secret is not None
    assert setup.secret not in account.totp_secret
    assert account.totp_confirmed_at is None
    code = pyotp.TOTP(setup.secret).at(clock.now())
    await second_factor.confirm(code, make.holder(opened))

    await account.refresh_from_db()
    assert account.totp_confirmed_at is not None
    session = await Session.get(id=opened.session.id)
    assert session.second_factor_at is not None
    entries = await AuditEntry.all().order_by("position")
    assert [each.act for each in entries] == [
        "sign_in",
        "begin_second_factor",
        "confirm_second_factor",
    ]
    assert all(account.id in each.subjects for each in entries)
    assert not any(setup.secret in each.body or "totp_secret" in each.body for each in entries)
    assert await told(account) == ["mail.second_factor_set_up"]


@with_rows
async def test_a_wrong_first_code_sets_up_nothing() -> None:
    account = await make.account()
    opened = await make.signed_in(account)
    await second_factor.begin(make.holder(opened))

    with pytest.raises(Refused) as error:
        await second_factor.confirm("000000", make.holder(opened))

    assert error.value.refusals[0].code == "SECOND_FACTOR_CODE_INVALID"
    await account.refresh_from_db()
    assert account.totp_confirmed_at is None


@with_rows
async def test_a_second_factor_is_not_replaced_by_another() -> None:
    account = await make.account_with_second_factor()
    opened = await make.signed_in(account, code=make.code())

    for attempt in (
        second_factor.begin(make.holder(opened)),
        second_factor.confirm(make.code(steps=1), make.holder(opened)),
    ):
        with pytest.raises(Refused) as error:
            await attempt
        assert error.value.refusals[0].code == "SECOND_FACTOR_ALREADY_SET_UP"


@with_rows
async def test_who_removes_it_proves_it_once_more_and_sessions_lose_what_it_proved() -> None:
    account = await make.account_with_second_factor()
    opened = await make.signed_in(account, code=make.code())

    with pytest.raises(Refused):
        await second_factor.remove(make.code(), make.holder(opened))  # used at sign-in
    await second_factor.remove(make.code(steps=1), make.holder(opened))

    await account.refresh_from_db()
    assert (account.totp_secret, account.totp_confirmed_at) == (None, None)
    assert (await Session.get(id=opened.session.id)).second_factor_at is None
    assert await told(account) == ["mail.second_factor_removed"]


@with_rows
async def test_a_session_proves_it_later() -> None:
    account = await make.account()
    opened = await make.signed_in(account)
    with pytest.raises(Refused) as error:
        await second_factor.prove("123456", make.holder(opened))
    assert error.value.refusals[0].code == "SECOND_FACTOR_NOT_SET_UP"
    secret = KEYS.encrypt(totp.PURPOSE, make.SECRET)
    await Account.filter(id=account.id).update(totp_secret=secret, totp_confirmed_at=clock.now())

    await second_factor.prove(make.code(), make.holder(opened))

    assert (await Session.get(id=opened.session.id)).second_factor_at is not None


@with_rows
async def test_of_two_who_use_a_code_at_once_one_wins() -> None:
    account = await make.account_with_second_factor()
    code = make.code()

    answers = await asyncio.gather(
        *(make.signed_in(account, code=code) for _ in range(4)), return_exceptions=True
    )

    assert sum(isinstance(answer, Refused) for answer in answers) == 3
    assert await Session.all().count() == 1


@with_rows
async def test_codes_are_held_back_apart_from_passwords() -> None:
    account = await make.account_with_second_factor()
    with clock.freeze(clock.now()):
        found = [await refused(account, "000000") for _ in range(6)]
        assert found == ["SECOND_FACTOR_CODE_INVALID"] * 5 + ["TOO_MANY_ATTEMPTS"]
    with clock.freeze(clock.now() + timedelta(seconds=300)):
        await make.signed_in(account, code=make.code())


async def refused(account: Account, code: str) -> str:
    with pytest.raises(Refused) as error:
        await make.signed_in(account, code=code)
    return error.value.refusals[0].code


@with_rows
async def test_a_secret_of_another_key_opens_nothing(caplog: pytest.LogCaptureFixture) -> None:
    account = await make.account(totp_secret="x" * 100, totp_confirmed_at=clock.now())

    assert await refused(account, "123456") == "SECOND_FACTOR_CODE_INVALID"
    assert "cannot be read" in caplog.text


async def told(account: Account) -> list[str]:
    """What the holder is told of the second factor, by mail."""
    events = OutboxEvent.filter(subject_id=account.id, kind__startswith="mail.second_factor")
    return [event.kind for event in await events]
