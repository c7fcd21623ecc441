"""Who is asking: the actor behind a token."""

from datetime import datetime

from hub import clock
from hub.accounts import tokens
from hub.actor import ANONYMOUS, Actor
from hub.database import ReadPool
from hub.web.refusals import Refused

KEPT_SECONDS = 5.0
"""How long an actor is remembered: a token that is revoked, or a right that ends, works on for
this long at most."""
MOST_KEPT = 10_000


class Callers:
    """Finds the actor of a request; remembers those of the last seconds, failures included."""

    def __init__(self, reads: ReadPool) -> None:
        self._reads = reads
        self._kept: dict[str, tuple[float, Actor | None]] = {}

    def __len__(self) -> int:
        return len(self._kept)

    async def actor(self, authorization: bytes | None, now: datetime) -> Actor:
        """Anonymous without a header; a header that opens nothing is refused."""
        if authorization is None:
            return ANONYMOUS
        scheme, _, text = authorization.decode("latin-1").partition(" ")
        if scheme.lower() != "bearer":
            raise _unauthenticated("Send an API token as `Authorization: Bearer phub_...`.")
        actor = await self._holder(text.strip(), now)
        if actor is None:
            raise _unauthenticated("This token opens nothing: it is mistyped, expired or revoked.")
        return actor

    async def _holder(self, text: str, now: datetime) -> Actor | None:
        key, ticks = tokens.hash_of(text), clock.ticks()
        until, actor = self._kept.get(key, (0.0, None))
        if until > ticks:
            return actor
        if not tokens.is_well_formed(text):
            return None
        actor = await tokens.actor_of(self._reads, text, now)
        self._keep(key, ticks + KEPT_SECONDS, actor)
        return actor

    def _keep(self, key: str, until: float, actor: Actor | None) -> None:
        self._kept.pop(key, None)
        while len(self._kept) >= MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        self._kept[key] = (until, actor)


def _unauthenticated(message: str) -> Refused:
    challenge = [(b"www-authenticate", b'Bearer realm="hub"')]
    return Refused(401, "UNAUTHENTICATED", message, headers=challenge)
