"""Who is connected: found anew for each answer, so that a right that has ended is none."""

from contextlib import suppress

from starlette.types import Scope

from hub import clock
from hub.actor import Actor, Viewer
from hub.errors import HubError
from hub.messages import language_of
from hub.record.bell import rung
from hub.web.addresses import address_of
from hub.web.live.desk import LiveDesk

LOOK_SECONDS = 60.0
"""After how long it is looked whether rights have ended with a day, of which nobody tells."""


class Caller:
    """Whoever a connection belongs to; `method` is that of the request which opened it."""

    def __init__(self, desk: LiveDesk, scope: Scope, *, method: str) -> None:
        self.desk = desk
        self.scope = scope
        self.method = method
        self.headers: dict[bytes, bytes] = dict(scope["headers"])

    async def actor(self) -> Actor:
        """The actor; raises Refused when the token or the session opens nothing."""
        return await self.desk.callers.actor(self.headers, self.method, clock.now())

    async def viewer(self) -> Viewer:
        """The viewer at this instant; raises Refused, also when the budget is spent."""
        actor, now = await self.actor(), clock.now()
        purse = self.desk.budget.of(actor, self.scope)
        language = language_of(self.headers.get(b"accept-language", b""))
        return Viewer(now, clock.day_of(now), actor, language, purse)

    def payer(self, actor: Actor) -> str:
        """Under which name connections are counted."""
        return actor.payer or f"address {address_of(self.scope)}"

    async def watch(self) -> None:
        """Look whenever rights have changed; raises Refused when the caller's have ended."""
        while True:
            await rung(self.desk.rights.coming(), LOOK_SECONDS)
            with suppress(HubError):  # the database is away: who asks cannot be told worse
                await self.actor()
