"""From the event to the mailbox: the outbox delivers mails, and holds nothing personal."""

import email
import json
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest

from hub import settings
from hub.accounts.terms import LinkPurpose
from hub.keys import Keys
from hub.mail.handlers import LETTERS, handlers
from hub.record.models import OutboxEvent
from hub.record.outbox import Pace
from tests.mail.server import HOST, Keeper, serving
from tests.make import mail as make
from tests.make.accounts import account
from tests.record.delivery import delivering_alone
from tests.record.waiting import until, until_over

KEYS = Keys(bytes(32))
PACE = Pace(first_pause=0.2, longest_pause=0.4, poll_seconds=0.05)

pytestmark = pytest.mark.usefixtures("connection")


async def deliver(database_url: str, **given: Any) -> None:
    async with delivering_alone(database_url, handlers(settings.load(**given), KEYS), PACE):
        await until_over()


async def test_every_mail_arrives_once(database_url: str) -> None:
    reader = await account(email=make.ADDRESS)
    events = [
        await make.invitation(),
        await make.link(LinkPurpose.VERIFY_EMAIL, account=reader),
        await make.link(LinkPurpose.RESET_PASSWORD, account=reader),
        await make.password_changed(account=reader),
        await make.new_sign_in(email="other@example.org"),
        await make.second_factor(is_set_up=True, email="careful@example.org"),
        await make.second_factor(is_set_up=False, email="careless@example.org"),
        await make.booking(),
        await make.offer("patient@example.org"),
    ]
    assert {event.kind for event in events} == set(LETTERS)
    keeper = Keeper()
    with serving(keeper) as port:
        await deliver(
            database_url,
            smtp_host=HOST,
            smtp_port=port,
            smtp_tls="none",
            mail_from="Polo <hub@example.org>",
        )

    received = [email.message_from_bytes(_content(envelope)) for envelope in keeper.envelopes]
    assert {mail["Message-ID"] for mail in received} == {
        f"<{event.id}@example.org>" for event in events
    }
    assert len(received) == len(events)


async def test_a_server_that_comes_back_gets_what_it_missed(database_url: str) -> None:
    await make.invitation()
    keeper = Keeper()
    keeper.complaint = "451 later"
    with serving(keeper) as port:
        chosen = settings.load(
            smtp_host=HOST, smtp_port=port, smtp_tls="none", mail_from="hub@example.org"
        )
        async with delivering_alone(database_url, handlers(chosen, KEYS), PACE):
            await until_failed()
            keeper.complaint = ""
            await until_over()

    assert len(keeper.envelopes) == 1


async def test_a_mailbox_that_is_gone_is_given_up(database_url: str) -> None:
    sent = await make.invitation()
    keeper = Keeper()
    keeper.refusal = f"550 5.1.1 <{make.ADDRESS}> unknown"
    with serving(keeper) as port:
        await deliver(
            database_url,
            smtp_host=HOST,
            smtp_port=port,
            smtp_tls="none",
            mail_from="hub@example.org",
        )

    await sent.refresh_from_db()
    assert (sent.attempts, sent.done_at) == (1, None)
    assert sent.error == "the mail server refuses the recipient: 550"


async def test_the_outbox_and_the_log_hold_nothing_personal_and_no_secret(
    database_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    await make.link(LinkPurpose.RESET_PASSWORD)
    await deliver(database_url, data_dir=tmp_path)

    (file,) = (tmp_path / "mails").iterdir()
    mail = email.message_from_bytes(file.read_bytes(), EmailMessage, policy=SMTP)
    body = mail.get_body(("plain",))
    assert body is not None
    text: str = body.get_content()
    (line,) = [line for line in text.splitlines() if "/reset/" in line]
    secret = line.rpartition(".")[2]
    (event,) = await OutboxEvent.all()
    kept = json.dumps(event.payload) + str(event.error)
    assert mail["To"] == make.ADDRESS
    assert len(secret) == 43
    assert secret not in kept + caplog.text
    assert make.ADDRESS not in kept + caplog.text


async def until_failed() -> None:
    async def has_failed() -> bool:
        return await OutboxEvent.exclude(error=None).exists()

    await until(has_failed)


def _content(envelope: Any) -> bytes:
    assert isinstance(envelope.content, bytes)
    return envelope.content
