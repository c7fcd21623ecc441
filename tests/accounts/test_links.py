"""Links in mails: good once, for their time and their purpose; and nobody learns of accounts."""

import asyncio
import statistics
import time
from collections.abc import Awaitable
from datetime import timedelta
from uuid import UUID

import pytest

from hub import clock, ids
from hub.accounts import link_tokens, links
from hub.accounts.models import Account
from hub.accounts.session_models import MailedLink, Session
from hub.accounts.sign_in import Credentials, sign_in
from hub.accounts.terms import LinkPurpose, SessionEnd
from hub.errors import Refused
from hub.keys import Keys
from hub.record.models import AuditEntry, OutboxEvent
from tests.keys import KEYS
from tests.make import accounts as make_accounts
from tests.make import signing as make

pytestmark = pytest.mark.usefixtures("connection")

NEW = "sette contrabbassi in soffitta"
RESET, VERIFY = LinkPurpose.RESET_PASSWORD, LinkPurpose.VERIFY_EMAIL


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers are not held back, but where a test is about that."""
    monkeypatch.setattr(links, "ANSWER_SECONDS", 0)


async def refused(attempt: Awaitable[object]) -> str:
    with pytest.raises(Refused) as error:
        await attempt
    return error.value.refusals[0].code


def token_of(id: UUID, keys: Keys = KEYS) -> str:
    return link_tokens.token_of(keys, link_tokens.LINK, id)


async def link(account: Account, purpose: LinkPurpose = RESET) -> str:
    """The token of a link that was mailed to an account now."""
    lasts = links.VALID[purpose]
    row = await MailedLink.create(
        account=account, purpose=purpose, created_at=clock.now(), expires_at=clock.now() + lasts
    )
    return token_of(row.id)


async def reset(token: str, new: str = NEW) -> Account:
    return await links.reset_password(token, new, order=make.order())


async def test_who_asks_for_a_reset_is_sent_a_link_good_for_an_hour() -> None:
    account = await make.account(email="ada@example.org")

    with clock.freeze(clock.now()):
        await links.ask_reset(" Ada@Example.ORG ", "192.0.2.7", order=make.order())

        row = await MailedLink.get()
        assert (row.account_id, row.purpose) == (account.id, RESET)
        assert row.expires_at == clock.now() + timedelta(hours=1)
    event = await OutboxEvent.get()
    assert (event.kind, event.payload) == ("mail.reset_password", {"link_id": str(row.id)})
    entry = await AuditEntry.get()
    assert (entry.act, entry.account_id) == ("ask_reset", None)
    assert token_of(row.id).partition(".")[2] not in str(vars(row)) + str(event.payload)


@pytest.mark.parametrize("email", ["nobody@example.org", "closed@example.org", "", "x" * 5000])
async def test_nothing_is_sent_where_there_is_nobody_and_it_looks_the_same(email: str) -> None:
    await make.account(email="closed@example.org", disabled_at=clock.now())

    await links.ask_reset(email, "192.0.2.7", order=make.order())

    assert await MailedLink.all().count() == await OutboxEvent.all().count() == 0


async def test_a_reset_is_asked_for_as_long_with_an_account_as_without(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(links, "ANSWER_SECONDS", 0.2)
    known, unknown = [], []
    for number in range(4):
        account = await make_accounts.account()
        known.append(await seconds(account.email))
        unknown.append(await seconds(f"nobody{number}@example.org"))

    assert min(known + unknown) >= 0.2
    assert abs(statistics.median(known) - statistics.median(unknown)) < 0.05


async def seconds(email: str) -> float:
    begun = time.perf_counter()
    await links.ask_reset(email, "192.0.2.7", order=make.order())
    return time.perf_counter() - begun


@pytest.mark.parametrize("email", ["ada@example.org", "nobody@example.org"])
async def test_nobody_is_flooded_with_mails(email: str) -> None:
    await make.account(email="ada@example.org")
    with clock.freeze(clock.now()):
        for _ in range(3):
            await links.ask_reset(email, "192.0.2.7", order=make.order())
        attempt = links.ask_reset(email, "192.0.2.8", order=make.order())
        assert await refused(attempt) == "TOO_MANY_ATTEMPTS"


async def test_a_link_leads_to_a_new_password_and_out_of_all_sessions() -> None:
    account = await make.account()
    await make.signed_in(account)
    token = await link(account)

    await reset(token)

    assert (await Session.get()).end_reason is SessionEnd.PASSWORD_CHANGED
    assert (await Account.get(id=account.id)).verified_at is not None
    await sign_in(Credentials(account.email, NEW), make.entry())
    entry = (await AuditEntry.all().order_by("position"))[1]
    assert (entry.act, entry.account_id) == ("reset_password", account.id)
    assert NEW not in entry.body
    assert "mail.password_changed" in [event.kind for event in await OutboxEvent.all()]


async def test_a_password_that_will_not_do_leaves_the_link_good() -> None:
    account = await make.account()
    token = await link(account)

    assert await refused(reset(token, "password1234")) == "PASSWORD_GUESSABLE"
    assert await refused(reset(token, "short")) == "PASSWORD_TOO_SHORT"

    await reset(token)


async def test_a_link_is_good_once() -> None:
    account = await make.account()
    first, second = await link(account), await link(account)

    await reset(first)

    assert await refused(reset(first)) == "MAILED_LINK_INVALID"
    assert await refused(reset(second)) == "MAILED_LINK_INVALID"


async def test_looking_at_a_link_does_not_use_it() -> None:
    account = await make.account()
    token = await link(account)

    for _ in range(2):
        found = await links.require_link(token, RESET, order=make.order())
        assert found.account.id == account.id

    await reset(token)


@pytest.mark.parametrize(("purpose", "lasts"), [(RESET, 1), (VERIFY, 48)])
async def test_a_link_has_its_time(purpose: LinkPurpose, lasts: int) -> None:
    now = clock.now()
    with clock.freeze(now):
        token = await link(await make.account(), purpose)
    end = now + timedelta(hours=lasts)
    with clock.freeze(end - timedelta(seconds=1)):
        await links.require_link(token, purpose, order=make.order())
    with clock.freeze(end):
        attempt = links.require_link(token, purpose, order=make.order())
        assert await refused(attempt) == "MAILED_LINK_INVALID"


async def test_a_link_serves_its_own_purpose_only() -> None:
    account = await make.account()

    assert await refused(reset(await link(account, VERIFY))) == "MAILED_LINK_INVALID"
    attempt = links.verify_email(await link(account, RESET), order=make.order())
    assert await refused(attempt) == "MAILED_LINK_INVALID"


async def test_a_link_that_was_not_made_here_is_good_for_nothing() -> None:
    row = await MailedLink.create(
        account=await make.account(), purpose=RESET, expires_at=clock.now() + timedelta(hours=1)
    )
    id, _, secret = token_of(row.id).partition(".")
    other = "A" if secret[5] != "A" else "B"
    forged = [
        "",
        id,
        f"{id}.",
        f".{secret}",
        f"{id}.{secret}x",
        f"{id}.{secret[:5]}{other}{secret[6:]}",
        f"{id.upper()}.{secret}",
        f"{ids.uuid7()}.{secret}",
        token_of(ids.uuid7()),
        token_of(row.id, Keys(b"1" * 32)),
        link_tokens.token_of(KEYS, link_tokens.INVITATION, row.id),
        f"{id}.{secret}\x00",
        "é.è",
    ]

    for token in forged:
        attempt = links.require_link(token, RESET, order=make.order())
        assert await refused(attempt) == "MAILED_LINK_INVALID", token


async def test_a_closed_accounts_link_is_good_for_nothing() -> None:
    account = await make.account()
    token = await link(account)
    await Account.filter(id=account.id).update(disabled_at=clock.now())

    assert await refused(reset(token)) == "MAILED_LINK_INVALID"


async def test_an_address_is_proved_by_its_link() -> None:
    account = await make.account()
    opened = await make.signed_in(account)
    await links.ask_verification(make.holder(opened))
    row = await MailedLink.get()

    await links.verify_email(token_of(row.id), order=make.order())

    verified = await Account.get(id=account.id)
    assert verified.verified_at is not None
    await links.ask_verification(make.holder(opened))
    assert await MailedLink.all().count() == 1


async def test_only_who_has_signed_in_asks_for_the_proof() -> None:
    assert await refused(links.ask_verification(make.order())) == "SESSION_NEEDED"


async def test_of_many_uses_of_a_link_at_once_one_wins() -> None:
    account = await make.account()
    token, other = await link(account), await link(account)

    answers = await asyncio.gather(
        *(reset(each, f"{NEW} {number}") for number, each in enumerate([token] * 5 + [other] * 3)),
        return_exceptions=True,
    )

    won = [answer for answer in answers if not isinstance(answer, Refused)]
    assert len(won) == 1
    assert isinstance(won[0], Account)
    assert await AuditEntry.filter(act="reset_password").count() == 1
