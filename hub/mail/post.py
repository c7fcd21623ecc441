"""The post: a letter goes in, a mail goes out."""

from hub.mail.addresses import Mailbox, mailbox
from hub.mail.composing import composed
from hub.mail.letter import Letter
from hub.mail.transports import transport
from hub.record.models import OutboxEvent
from hub.settings import Settings

NOBODY = Mailbox("hub@localhost", "Hub")
"""Who mails are from that nobody sends."""


class Post:
    """Sends letters as the settings say."""

    def __init__(self, settings: Settings) -> None:
        self._sender = mailbox(settings.mail_from) if settings.mail_from else NOBODY
        self._base_url = settings.base_url
        self._send = transport(settings)

    async def send(self, letter: Letter, event: OutboxEvent) -> None:
        """Send the letter that an event calls for; raises NotDelivered."""
        mail = composed(letter, event, sender=self._sender, base_url=self._base_url)
        await self._send(mail)
