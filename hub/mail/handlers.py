"""Which mail an event of the outbox calls for."""

from functools import cache, partial
from typing import TYPE_CHECKING

from hub.keys import Keys
from hub.mail.account import (
    new_sign_in,
    password_changed,
    reset_password,
    second_factor_removed,
    second_factor_set_up,
    verify_email,
)
from hub.mail.booking import bookings_changed
from hub.mail.invitation import invitation
from hub.mail.letter import Compose, Links
from hub.mail.sharing_out import KIND, forget, share_out
from hub.mail.waiting import slot_offered
from hub.record.delivering import Handler
from hub.record.models import OutboxEvent
from hub.settings import Settings
from hub.spaces.booking.waiting import MAIL as OFFER

if TYPE_CHECKING:
    from hub.mail.post import Post

LETTERS: dict[str, Compose] = {
    "mail.invitation": invitation,
    "mail.verify_email": verify_email,
    "mail.reset_password": reset_password,
    "mail.password_changed": password_changed,
    "mail.second_factor_set_up": second_factor_set_up,
    "mail.second_factor_removed": second_factor_removed,
    "mail.new_sign_in": new_sign_in,
    KIND: bookings_changed,
    OFFER: slot_offered,
}
"""The mail of each kind of event."""


def handlers(settings: Settings, keys: Keys) -> dict[str, Handler]:
    """What delivers the events that call for a mail."""
    links = Links(settings.base_url, keys)

    @cache
    def post() -> "Post":
        # Templates and the protocol are megabytes, which only processes that send mails need.
        from hub.mail.post import Post

        return Post(settings)

    async def deliver(event: OutboxEvent) -> None:
        letter = await LETTERS[event.kind](event, links)
        if letter is not None:
            await post().send(letter, event)
        await forget(event)

    return {**dict.fromkeys(LETTERS, deliver), "booking.changed": partial(share_out, keys=keys)}
