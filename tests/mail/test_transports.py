"""Mails go to a real server in secret, or to a folder that only its owner reads."""

import email
import logging
import ssl
import subprocess
import sys
from collections.abc import Generator
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest

from hub import settings
from hub.errors import Misconfigured
from hub.mail.transports import transport
from hub.record.outbox import NotDelivered, Undeliverable
from tests.hub_process import unused_port
from tests.mail.server import HOST, PASSWORD, USER, Keeper, authenticated, certificate, serving
from tests.servers import ROOT

SENDER = "Polo <hub@example.org>"
ADDRESS = "maria.rossi@example.org"


@pytest.fixture
def keeper() -> Keeper:
    return Keeper()


@pytest.fixture
def context(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """What a server that is trusted speaks TLS with."""
    made = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
    return made


@pytest.fixture
def mail() -> EmailMessage:
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"], made["Subject"] = SENDER, ADDRESS, "Caffè"
    made["Message-ID"] = "<0198@example.org>"
    made.set_content("Perché no?\n.\n", cte="quoted-printable")
    return made


@pytest.fixture
def port(keeper: Keeper) -> Generator[int]:
    with serving(keeper) as port:
        yield port


async def send(mail: EmailMessage, port: int, **given: Any) -> None:
    chosen = {"smtp_tls": "none", "mail_from": SENDER, **given}
    await transport(settings.load(smtp_host=HOST, smtp_port=port, **chosen))(mail)


async def test_a_mail_arrives_as_it_was(mail: EmailMessage, keeper: Keeper, port: int) -> None:
    await send(mail, port)

    (envelope,) = keeper.envelopes
    assert (envelope.mail_from, envelope.rcpt_tos) == ("hub@example.org", [ADDRESS])
    assert isinstance(envelope.content, bytes)
    received = email.message_from_bytes(envelope.content, policy=SMTP)
    assert received["Subject"] == "Caffè"
    assert received.get_content().split() == ["Perché", "no?", "."]


async def test_starttls_and_a_password(
    mail: EmailMessage, keeper: Keeper, context: ssl.SSLContext
) -> None:
    options = {"tls_context": context, "require_starttls": True, "auth_required": True}
    with serving(keeper, authenticator=authenticated, **options) as port:
        await send(mail, port, smtp_tls="starttls", smtp_user=USER, smtp_password=PASSWORD)

    assert len(keeper.envelopes) == 1


async def test_tls_from_the_first_line(
    mail: EmailMessage, keeper: Keeper, context: ssl.SSLContext
) -> None:
    with serving(keeper, ssl_context=context) as port:
        await send(mail, port, smtp_tls="tls")

    assert len(keeper.envelopes) == 1


async def test_a_server_without_tls_gets_nothing(
    mail: EmailMessage, keeper: Keeper, port: int
) -> None:
    with pytest.raises(NotDelivered):
        await send(mail, port, smtp_tls="starttls")

    assert keeper.envelopes == []


@pytest.mark.parametrize("tls", ["starttls", "tls"])
async def test_a_server_that_nobody_vouches_for_gets_nothing(
    mail: EmailMessage, keeper: Keeper, tmp_path: Path, *, tls: str
) -> None:
    name = "tls_context" if tls == "starttls" else "ssl_context"
    with serving(keeper, **{name: certificate(tmp_path)}) as port, pytest.raises(NotDelivered):
        await send(mail, port, smtp_tls=tls)

    assert keeper.envelopes == []


async def test_a_wrong_password_is_tried_again_later_and_not_told(
    mail: EmailMessage, keeper: Keeper, context: ssl.SSLContext
) -> None:
    options = {"tls_context": context, "auth_required": True}
    given = {"smtp_tls": "starttls", "smtp_user": USER, "smtp_password": PASSWORD[::-1]}
    with (
        serving(keeper, authenticator=authenticated, **options) as port,
        pytest.raises(NotDelivered) as failed,
    ):
        await send(mail, port, **given)

    assert not isinstance(failed.value, Undeliverable)
    assert str(failed.value) == "SMTPAuthenticationError 535"


@pytest.mark.parametrize(
    ("answer", "is_hopeless"),
    [
        ("550 5.1.1 <maria.rossi@example.org> unknown", True),
        ("550 no such user maria.rossi@example.org", True),
        ("551 user not local", True),
        ("553 mailbox name not allowed", True),
        ("552 5.2.2 mailbox full", True),
        ("550 5.7.1 relaying denied", False),
        ("554 relay access denied", False),
        ("530 5.7.0 authentication required", False),
        ("450 4.2.1 busy", False),
        ("451 try again", False),
    ],
)
async def test_only_a_mailbox_that_is_gone_is_given_up(
    mail: EmailMessage, keeper: Keeper, port: int, *, answer: str, is_hopeless: bool
) -> None:
    keeper.refusal = answer

    with pytest.raises(NotDelivered) as failed:
        await send(mail, port)

    assert isinstance(failed.value, Undeliverable) is is_hopeless
    assert str(failed.value) == f"the mail server refuses the recipient: {answer[:3]}"


async def test_the_words_of_the_server_are_not_kept(
    mail: EmailMessage, keeper: Keeper, port: int
) -> None:
    keeper.complaint = f"554 this looks like spam for {ADDRESS}"

    with pytest.raises(NotDelivered) as failed:
        await send(mail, port)

    assert str(failed.value) == "SMTPDataError 554"
    assert failed.value.__suppress_context__


async def test_a_server_that_is_away_is_tried_again_later(mail: EmailMessage) -> None:
    with pytest.raises(NotDelivered) as failed:
        await send(mail, unused_port())

    assert not isinstance(failed.value, Undeliverable)
    assert str(failed.value) == "SMTPConnectError"


async def test_without_a_server_mails_are_files_of_their_owner(
    mail: EmailMessage, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    put = transport(settings.load(data_dir=tmp_path))
    await put(mail)
    await put(mail)

    folder = tmp_path / "mails"
    (file,) = folder.iterdir()
    assert file.name == "0198.eml"
    assert file.read_bytes() == bytes(mail)
    assert (file.stat().st_mode & 0o777, folder.stat().st_mode & 0o777) == (0o600, 0o700)
    (told,) = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert vars(told)["folder"] == str(folder)


async def test_the_folder_can_be_chosen(mail: EmailMessage, tmp_path: Path) -> None:
    await transport(settings.load(mail_dir=tmp_path / "a" / "b"))(mail)

    assert (tmp_path / "a" / "b" / "0198.eml").exists()


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"smtp_host": HOST}, "HUB_MAIL_FROM"),
        ({"mail_from": "nobody"}, "HUB_MAIL_FROM"),
        ({"smtp_user": USER}, "HUB_SMTP_PASSWORD"),
        ({"smtp_password": PASSWORD}, "HUB_SMTP_PASSWORD"),
        ({"smtp_user": USER, "smtp_password": PASSWORD, "smtp_tls": "none"}, "HUB_SMTP_TLS"),
        ({"smtp_tls": "ssl"}, "HUB_SMTP_TLS"),
        ({"smtp_port": 0}, "HUB_SMTP_PORT"),
        ({"public_url": "hub.example.org"}, "HUB_PUBLIC_URL"),
        ({"public_url": "https://user@hub.example.org"}, "HUB_PUBLIC_URL"),
        ({"public_url": "https://hub.example.org/?x"}, "HUB_PUBLIC_URL"),
        ({"public_url": "javascript:alert(1)"}, "HUB_PUBLIC_URL"),
    ],
)
def test_settings_that_cannot_be_are_refused(given: dict[str, Any], wrong: str) -> None:
    with pytest.raises(Misconfigured) as refused:
        settings.load(**given)

    assert [line.split(":")[0] for line in str(refused.value).splitlines()] == [wrong]
    assert PASSWORD not in str(refused.value)


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"host": "0.0.0.0", "port": 80}, "http://127.0.0.1:80"),  # noqa: S104 - nothing listens
        ({"host": "::1"}, "http://[::1]:8000"),
        ({"public_url": "https://hub.example.org/"}, "https://hub.example.org"),
        ({"public_url": "https://example.org/hub"}, "https://example.org/hub"),
    ],
)
def test_people_reach_the_hub_somewhere(given: dict[str, Any], url: str) -> None:
    assert settings.load(**given).base_url == url


def test_processes_that_send_no_mail_do_without_its_libraries() -> None:
    probe = "import sys, hub.mail.handlers; print({'jinja2', 'aiosmtplib'} & set(sys.modules))"
    command = [sys.executable, "-c", probe]

    loaded = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - ours

    assert loaded.stdout.strip() == "set()"
