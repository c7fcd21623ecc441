"""The tokens of links in mails: made from the key and the row, so that they are kept nowhere."""

import hmac
from uuid import UUID

from hub.keys import Keys

INVITATION = "invitation"
"""The purpose of a link to an invitation."""
LINK = "link"
"""The purpose of all others; their row, a MailedLink, says what each is good for."""


def token_of(keys: Keys, purpose: str, id: UUID) -> str:
    """The token with which whoever got the mail opens the row."""
    return f"{id}.{keys.token(purpose, str(id))}"


def id_of(keys: Keys, purpose: str, token: str) -> UUID | None:
    """The row that a token opens; None if the token was not made here, or for another purpose."""
    text, _, _ = token.partition(".")
    try:
        id = UUID(text)
    except ValueError:
        return None
    is_ours = hmac.compare_digest(token_of(keys, purpose, id).encode(), token.encode())
    return id if is_ours else None
