"""A letter as the mail that is sent: headers, plain text and HTML."""

import textwrap
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from hub import clock
from hub.mail.addresses import Mailbox, is_address
from hub.mail.inviting import invitation
from hub.mail.letter import Invite, Letter
from hub.messages import speaker
from hub.record.models import OutboxEvent
from hub.record.outbox import Undeliverable

COLUMNS = 72


def composed(letter: Letter, event: OutboxEvent, *, sender: Mailbox, base_url: str) -> EmailMessage:
    """The mail; sent again it has the same id, by which it is recognised."""
    if not is_address(letter.address):
        raise Undeliverable("the address is not one that mails can be sent to")
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(sender.name, addr_spec=sender.address)
    mail["To"] = Address(addr_spec=letter.address)
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(clock.now())
    mail["Message-ID"] = f"<{event.id}@{sender.domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["Content-Language"] = letter.language
    values = {"letter": letter, "say": speaker(letter.language), "base_url": base_url}
    text, html = (FORMS.get_template(form).render(values) for form in ("letter.txt", "letter.html"))
    mail.set_content(text, cte="quoted-printable")
    mail.add_alternative(html, subtype="html", cte="quoted-printable")
    if letter.invite is not None:
        _invite(mail, letter, letter.invite, sender=sender)
    return mail


def _invite(mail: EmailMessage, letter: Letter, invite: Invite, *, sender: Mailbox) -> None:
    """Add the entries twice: for programs that look for them as one more form of the mail, and as
    a file for those that do not.
    """
    data = invitation(invite, Mailbox(letter.address, invite.name), sender)
    mail.add_alternative(
        data.decode(), subtype="calendar", params={"method": invite.method}, cte="base64"
    )
    mail.add_attachment(data, maintype="application", subtype="ics", filename="invite.ics")


def _wrapped(paragraph: str) -> str:
    return textwrap.fill(paragraph, COLUMNS, break_long_words=False, break_on_hyphens=False)


FORMS = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
FORMS.filters["wrapped"] = _wrapped
