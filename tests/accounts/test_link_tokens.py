"""The token of a link opens the row that it was made for, and nothing else."""

from uuid import UUID

import pytest

from hub.accounts.link_tokens import INVITATION, LINK, id_of, token_of
from hub.keys import Keys

KEYS = Keys(bytes(32))
ID = UUID(int=7)
TOKEN = token_of(KEYS, LINK, ID)


def test_a_token_opens_its_row() -> None:
    assert id_of(KEYS, LINK, TOKEN) == ID
    assert len(TOKEN) == 36 + 1 + 43


@pytest.mark.parametrize(
    "token",
    [
        "",
        ".",
        str(ID),
        f"{ID}.",
        TOKEN[:-1],
        TOKEN + "A",
        TOKEN.upper(),
        TOKEN.replace("-", ""),
        f" {TOKEN}",
        TOKEN.replace("7.", "8."),
        f"{TOKEN}.{TOKEN}",
        "è" * 80,
        "\x00",
    ],
)
def test_a_token_that_was_changed_opens_nothing(token: str) -> None:
    assert id_of(KEYS, LINK, token) is None


def test_a_token_is_good_for_its_purpose_and_key_only() -> None:
    assert id_of(KEYS, INVITATION, TOKEN) is None
    assert id_of(Keys(bytes(31) + b"1"), LINK, TOKEN) is None
