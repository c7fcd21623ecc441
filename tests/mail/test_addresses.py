"""Only what is one plain address goes into a mail."""

import pytest

from hub.mail.addresses import Mailbox, is_address, mailbox
from hub.mail.letter import one_line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hub@example.org", Mailbox("hub@example.org")),
        ("  hub@example.org ", Mailbox("hub@example.org")),
        ("<hub@example.org>", Mailbox("hub@example.org")),
        ("Polo, Cremona <hub@example.org>", Mailbox("hub@example.org", "Polo, Cremona")),
        ("Caffè <o'neil+hub@mail.example.org>", Mailbox("o'neil+hub@mail.example.org", "Caffè")),
        ("hub@localhost", Mailbox("hub@localhost")),
        ("a" * 64 + "@example.org", Mailbox("a" * 64 + "@example.org")),
    ],
)
def test_a_mailbox_is_read(text: str, expected: Mailbox) -> None:
    assert mailbox(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hub",
        "@example.org",
        "hub@",
        "hub@example.org, other@example.org",
        "hub@example.org\r\nBcc: other@example.org",
        "Polo\r\nBcc: other@example.org <hub@example.org>",
        'Polo" <other@example.org>, "x <hub@example.org>',
        "Polo <other@example.org> <hub@example.org>",
        "Polo <hub@example.org",
        "hub@example.org>",
        "hub @example.org",
        "hub@exam ple.org",
        "hub..two@example.org",
        ".hub@example.org",
        "hub@-example.org",
        "hub@example..org",
        "hùb@example.org",
        "hub@examplè.org",
        '"hub two"@example.org',
        "hub@[127.0.0.1]",
        "hub(comment)@example.org",
        "hub\x00@example.org",
        "a" * 65 + "@example.org",
        "a@" + "b." * 130 + "org",
    ],
)
def test_what_is_no_mailbox_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write an address"):
        mailbox(text)
    assert not is_address(text)


def test_an_address_has_nothing_around_it() -> None:
    assert is_address("hub@example.org")
    assert not is_address("hub@example.org\n")
    assert not is_address(" hub@example.org")


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Acme S.r.l.", "Acme S.r.l."),
        ("Acme\r\nBcc: other@example.org", "Acme Bcc: other@example.org"),
        ("  Acme \t S.r.l. ", "Acme S.r.l."),
        ("Acme\u202emoc.live", "Acme moc.live"),
        ("A" * 101, "A" * 99 + "…"),
        ("A" * 100, "A" * 100),
    ],
)
def test_a_name_stays_on_its_line(name: str, line: str) -> None:
    assert one_line(name) == line
