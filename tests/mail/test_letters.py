"""What each mail says, in both languages, and when it is not written at all."""

from collections.abc import Generator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser

import pytest

from hub import clock
from hub.accounts.invitation_models import Invitation
from hub.accounts.link_tokens import INVITATION, LINK, id_of
from hub.accounts.models import Account
from hub.accounts.session_models import MailedLink
from hub.accounts.terms import LinkPurpose
from hub.actor import Role
from hub.keys import Keys
from hub.mail.addresses import Mailbox
from hub.mail.composing import composed
from hub.mail.handlers import LETTERS
from hub.mail.letter import Letter, Links
from hub.members.terms import Language
from hub.record.models import OutboxEvent
from hub.record.outbox import Undeliverable
from tests.make import mail as make
from tests.make.accounts import account
from tests.make.members import organization, person

NOON = datetime(2027, 7, 1, 10, 0, tzinfo=UTC)
KEYS = Keys(bytes(32))
LINKS = Links("https://hub.example.org", KEYS)
SENDER = Mailbox("hub@example.org", "Polo Tecnologico, Cremona")

pytestmark = pytest.mark.usefixtures("connection")


@pytest.fixture(autouse=True)
def at_noon() -> Generator[None]:
    with clock.freeze(NOON):
        yield


async def letter_of(event: OutboxEvent) -> Letter:
    letter = await LETTERS[event.kind](event, LINKS)
    assert letter is not None
    return letter


async def test_an_invitation_to_an_organization() -> None:
    inviter = await account(person=await person("Anna Bianchi"))
    letter = await letter_of(await make.invitation(invited_by=inviter, language=Language.EN))

    (row,) = await Invitation.all()
    base, _, token = letter.url.rpartition("/")
    assert (base, id_of(KEYS, INVITATION, token)) == ("https://hub.example.org/invitation", row.id)
    assert (letter.address, letter.language) == (make.ADDRESS, "en")
    assert letter.subject == "Invitation to Acme"
    assert letter.paragraphs == (
        "Anna Bianchi invites you.",
        "You can appear among the people of Acme in the hub of the Polo Tecnologico di Cremona,"
        " and use there what its people use.",
    )
    assert letter.closing[0] == "The link is good until 15 July 2027, 12:00 CEST."


async def test_an_invitation_of_an_administrator() -> None:
    letter = await letter_of(await make.invitation(is_administrator=True))

    assert letter.paragraphs[-1] == "Ne amministreresti i dati nell'hub."


@pytest.mark.parametrize(
    ("ends_on", "told"),
    [
        (None, ("Puoi lavorare nell'hub del Polo Tecnologico di Cremona: accoglienza.",)),
        (
            date(2028, 1, 1),
            (
                "Puoi lavorare nell'hub del Polo Tecnologico di Cremona: accoglienza.",
                "L'ultimo giorno è il 31 dicembre 2027.",
            ),
        ),
    ],
)
async def test_an_invitation_to_a_desk(ends_on: date | None, told: tuple[str, ...]) -> None:
    letter = await letter_of(await make.invitation(role=Role.FRONT_DESK, role_ends_on=ends_on))

    assert letter.subject == "Invito all'hub del Polo Tecnologico di Cremona"
    assert letter.paragraphs == told


@pytest.mark.parametrize("role", [Role.DIRECTION, Role.INCUBATION, Role.PROJECTS, Role.OBSERVER])
async def test_each_role_has_a_name(role: Role) -> None:
    letter = await letter_of(await make.invitation(role=role))

    assert role not in letter.paragraphs[0]


@pytest.mark.parametrize(
    "over",
    [
        {"declined_at": NOON},
        {"revoked_at": NOON},
        {"expires_at": NOON},
        {"email": ""},
    ],
    ids=lambda over: next(iter(over)),
)
async def test_an_invitation_that_is_over_is_not_sent(over: dict[str, object]) -> None:
    event = await make.invitation(**over)

    assert await LETTERS[event.kind](event, LINKS) is None


@pytest.mark.parametrize(
    ("purpose", "path", "subject"),
    [
        (LinkPurpose.VERIFY_EMAIL, "verify", "Conferma il tuo indirizzo e-mail"),
        (LinkPurpose.RESET_PASSWORD, "reset", "Scegli una nuova password"),
    ],
)
async def test_a_link(purpose: LinkPurpose, path: str, subject: str) -> None:
    letter = await letter_of(await make.link(purpose))

    (row,) = await MailedLink.all()
    base, _, token = letter.url.rpartition("/")
    assert (base, id_of(KEYS, LINK, token)) == (f"https://hub.example.org/{path}", row.id)
    assert (letter.subject, letter.language) == (subject, "it")
    assert letter.closing[0] == (
        "Il link funziona una volta sola, fino al 1 luglio 2027, 13:00 CEST."
    )


@pytest.mark.parametrize("purpose", LinkPurpose)
@pytest.mark.parametrize(
    "over", [{"used_at": NOON}, {"expires_at": NOON}], ids=lambda over: next(iter(over))
)
async def test_a_link_that_is_over_is_not_sent(
    purpose: LinkPurpose, over: dict[str, datetime]
) -> None:
    before = NOON - timedelta(hours=1)
    event = await make.link(purpose, created_at=before, **over)

    assert await LETTERS[event.kind](event, LINKS) is None


async def test_a_link_is_good_for_its_purpose_only() -> None:
    event = await make.link(LinkPurpose.VERIFY_EMAIL)

    assert await LETTERS["mail.reset_password"](event, LINKS) is None


async def test_the_language_is_that_of_the_person() -> None:
    reader = await account(person=await person(language=Language.EN), email=make.ADDRESS)
    letter = await letter_of(await make.password_changed(account=reader))

    assert letter.subject == "Your password was changed"
    assert letter.paragraphs[0].startswith("On 1 July 2027, 12:00 CEST the password")
    assert letter.url == "https://hub.example.org/reset"


@pytest.mark.parametrize(
    ("client", "told"), [("Firefox\non Linux", ("Con: Firefox on Linux.",)), (None, ())]
)
async def test_a_new_sign_in(client: str | None, told: tuple[str, ...]) -> None:
    letter = await letter_of(await make.new_sign_in(client=client))

    assert letter.subject == "Nuovo accesso al tuo account"
    assert letter.paragraphs[1:-1] == told


@pytest.mark.parametrize(
    ("is_set_up", "subject"),
    [(True, "Secondo passaggio impostato"), (False, "Secondo passaggio tolto")],
)
async def test_a_second_factor_that_comes_or_goes(*, is_set_up: bool, subject: str) -> None:
    letter = await letter_of(await make.second_factor(is_set_up=is_set_up))

    assert letter.subject == subject
    assert letter.paragraphs[0].startswith("Il 1 luglio 2027, 12:00 CEST")
    assert letter.url == "https://hub.example.org/reset"


async def test_who_is_disabled_gets_no_mail() -> None:
    events = [
        await make.new_sign_in(disabled_at=NOON),
        await make.password_changed(email="other@example.org", disabled_at=NOON),
        await make.link(LinkPurpose.RESET_PASSWORD, account=await Account.all().first()),
    ]

    assert [await LETTERS[event.kind](event, LINKS) for event in events] == [None, None, None]


async def test_rows_that_are_gone_call_for_nothing() -> None:
    events = [
        await make.invitation(),
        await make.link(LinkPurpose.VERIFY_EMAIL),
        await make.password_changed(email="other@example.org"),
    ]
    for model in (Invitation, MailedLink, Account):
        await model.all().delete()

    assert [await LETTERS[event.kind](event, LINKS) for event in events] == [None, None, None]


async def test_the_mail_of_a_letter() -> None:
    event = await make.invitation(organization=await organization("Caffè & <b>Figli</b>"))
    mail = composed(
        await letter_of(event), event, sender=SENDER, base_url="https://hub.example.org"
    )

    headers = {name: value for name, value in mail.items() if name[:2] not in {"MI", "Co"}}
    assert headers == {
        "From": '"Polo Tecnologico, Cremona" <hub@example.org>',
        "To": make.ADDRESS,
        "Subject": "Invito: Caffè & <b>Figli</b>",
        "Date": "Thu, 01 Jul 2027 10:00:00 +0000",
        "Message-ID": f"<{event.id}@example.org>",
        "Auto-Submitted": "auto-generated",
    }
    text, html = (part.get_content() for part in mail.iter_parts())
    assert "Caffè & <b>Figli</b>" in text
    assert "Caffè &amp; &lt;b&gt;Figli&lt;/b&gt;" in html
    assert bytes(mail).isascii()
    assert max(map(len, bytes(mail).splitlines())) <= 78


async def test_a_name_cannot_add_a_header() -> None:
    event = await make.invitation(organization=await organization("Acme\r\nBcc: x@example.org"))
    mail = composed(
        await letter_of(event), event, sender=SENDER, base_url="https://hub.example.org"
    )

    assert mail["Bcc"] is None
    assert b"\nBcc" not in bytes(mail)
    assert mail["Subject"] == "Invito: Acme Bcc: x@example.org"


async def test_even_a_letter_that_would_cannot() -> None:
    event = await make.invitation()
    letter = await letter_of(event)
    hostile = replace(letter, subject="Hello\r\nBcc: x@example.org")

    with pytest.raises(ValueError, match="linefeed"):
        composed(hostile, event, sender=SENDER, base_url="https://hub.example.org")


@pytest.mark.parametrize("address", ["màrio@example.org", "a@example.org\nx", '"a b"@example.org'])
async def test_an_address_that_is_none_is_given_up(address: str) -> None:
    event = await make.invitation()
    strange = replace(await letter_of(event), address=address)

    with pytest.raises(Undeliverable):
        composed(strange, event, sender=SENDER, base_url="https://hub.example.org")


async def test_the_text_can_be_read_alone() -> None:
    event = await make.link(LinkPurpose.RESET_PASSWORD)
    letter = await letter_of(event)
    mail = composed(letter, event, sender=SENDER, base_url="https://hub.example.org")

    body = mail.get_body(("plain",))
    assert body is not None
    assert body.get_content().splitlines() == [
        "Qualcuno, probabilmente tu, ha chiesto una nuova password per il tuo",
        "account nell'hub del Polo Tecnologico di Cremona.",
        "",
        "Scegli una nuova password:",
        letter.url,
        "",
        "Il link funziona una volta sola, fino al 1 luglio 2027, 13:00 CEST.",
        "",
        "Se non sei stato tu, non fare nulla: la tua password resta com'è.",
        "",
        "-- ",
        "Hub del Polo Tecnologico di Cremona",
        "https://hub.example.org",
        "Questa e-mail è stata inviata da un programma: nessuno legge le",
        "risposte.",
    ]


class Outline(HTMLParser):
    """What a screen reader goes by, and what a browser would load."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.setdefault(f"{tag} {name}", []).append(value or "")


@pytest.mark.parametrize("language", Language)
async def test_the_html_is_accessible_and_loads_nothing(language: Language) -> None:
    event = await make.invitation(language=language)
    letter = await letter_of(event)
    mail = composed(letter, event, sender=SENDER, base_url="https://hub.example.org")
    body = mail.get_body(("html",))
    assert body is not None
    outline = Outline()
    outline.feed(body.get_content())

    assert outline.attributes["html lang"] == [language.lower()]
    assert [tag for tag in outline.tags if tag in {"title", "h1", "main"}] == [
        "title",
        "main",
        "h1",
    ]
    assert outline.attributes["a href"] == [letter.url, "https://hub.example.org"]
    assert {"img", "script", "link", "style", "iframe"}.isdisjoint(outline.tags)
    assert not [name for name in outline.attributes if name.endswith((" src", " srcset"))]
    assert "url(" not in body.get_content()
