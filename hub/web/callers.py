"""Who is asking: the actor behind a token, or behind the cookie of a session."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from hub import clock
from hub.accounts import session_holders, tokens
from hub.accounts.sessions import ACCESS_PREFIX, Terms
from hub.accounts.terms import SessionKind
from hub.actor import ANONYMOUS, Actor
from hub.errors import HubError
from hub.read_pool import ReadPool
from hub.web.origins import require_own
from hub.web.refusals import Refused

CHANNEL = "hub_rights"
"""Where the database tells that somebody may do more or less than before."""
KEPT_SECONDS = 5.0
"""How long an actor is remembered: a right that ends with a day, and one whose end is not heard,
works on for this long at most."""
MOST_KEPT = 10_000
COOKIE_LENGTH = 43


class Kept(NamedTuple):
    """An actor, or that there is none, and until when that is believed."""

    until: float
    actor: Actor | None


NOTHING = Kept(0.0, None)


def cookie_name(*, is_https: bool) -> str:
    """The name of the session's cookie; the prefix keeps other hosts and plain HTTP from setting
    it, which browsers allow for HTTPS only.
    """
    return "__Host-hub" if is_https else "hub"


class Callers:
    """Finds the actor of a request; remembers those of the last seconds, failures included."""

    def __init__(
        self, reads: ReadPool, terms: Terms | None = None, *, is_https: bool = False
    ) -> None:
        self._reads = reads
        self._terms = terms or Terms()
        self._kept: dict[str, Kept] = {}
        self._news = 0
        self._prefix = f"{cookie_name(is_https=is_https)}=".encode()

    def __len__(self) -> int:
        return len(self._kept)

    async def actor(self, headers: Mapping[bytes, bytes], method: str, now: datetime) -> Actor:
        """Anonymous without token and cookie; one that opens nothing is refused.

        Of both the token counts. A cookie does for pages of the hub only, for browsers send it
        along whoever makes them ask.
        """
        authorization = headers.get(b"authorization")
        if authorization is not None:
            return await self._of_token(authorization, now)
        secret = self._cookie(headers)
        if secret is None:
            return ANONYMOUS
        require_own(headers, method)
        actor = await self._of_cookie(secret, now)
        if actor is None:
            raise Refused(
                401,
                "UNAUTHENTICATED",
                "Your session has ended: sign in again.",
                headers=[(b"set-cookie", self._removal())],
            )
        return actor

    async def visitor(self, headers: Mapping[bytes, bytes], now: datetime) -> Actor:
        """Who looks at a page: by the cookie, and anonymous also when that opens nothing any more.

        Pages hold what they are sent to their own origin themselves.
        """
        secret = self._cookie(headers)
        return (await self._of_cookie(secret, now) if secret else None) or ANONYMOUS

    def forget(self, account_id: UUID | None) -> None:
        """Find out anew what an account may do, for it has signed out or changed its rights."""
        gone = [
            key
            for key, kept in self._kept.items()
            if kept.actor is not None and kept.actor.account_id == account_id
        ]
        self._news += 1
        for key in gone:
            del self._kept[key]

    def hear(self, _: str | None) -> None:
        """Find out anew what anybody may do: something has changed, and it is not said whose."""
        self._news += 1
        self._kept.clear()

    async def _of_token(self, authorization: bytes, now: datetime) -> Actor:
        scheme, _, text = authorization.decode("latin-1").partition(" ")
        if scheme.lower() != "bearer":
            raise _unauthenticated("Send a token as `Authorization: Bearer phub_...`.")
        text = text.strip()
        key, ticks = tokens.hash_of(text), clock.ticks()
        kept = self._kept.get(key, NOTHING)
        actor = kept.actor
        if kept.until <= ticks:
            news = self._news
            if tokens.is_well_formed(text):
                actor = await tokens.actor_of(self._reads, text, now)
            elif tokens.is_well_formed(text, ACCESS_PREFIX):
                actor = await self._holder(text, SessionKind.MOBILE, now)
            else:
                raise _unauthenticated(CLOSED)
            self._keep(key, Kept(ticks + KEPT_SECONDS, actor), news)
        if actor is None:
            raise _unauthenticated(CLOSED)
        return actor

    async def _of_cookie(self, secret: str, now: datetime) -> Actor | None:
        # Not by its hash alone: an API token in a cookie must not be taken for a session.
        key, ticks = f"cookie {tokens.hash_of(secret)}", clock.ticks()
        kept = self._kept.get(key, NOTHING)
        if kept.until > ticks:
            return kept.actor
        news = self._news
        actor = await self._holder(secret, SessionKind.BROWSER, now)
        self._keep(key, Kept(ticks + KEPT_SECONDS, actor), news)
        return actor

    async def _holder(self, secret: str, kind: SessionKind, now: datetime) -> Actor | None:
        holder = await session_holders.holder_of(
            self._reads, secret, kind, now=now, terms=self._terms
        )
        if holder is None:
            return None
        with suppress(HubError):  # who asks is known all the same
            await session_holders.note_seen(holder, now)
        return holder.actor

    def _cookie(self, headers: Mapping[bytes, bytes]) -> str | None:
        """The secret in the cookie; none if it has not the form of one, or if there are two."""
        cookie = headers.get(b"cookie")
        if cookie is None or self._prefix not in cookie:
            return None
        pairs = (pair.strip() for pair in cookie.split(b";"))
        found = [pair for pair in pairs if pair.startswith(self._prefix)]
        if len(found) != 1:
            return None
        secret = found[0][len(self._prefix) :].decode("latin-1")
        return secret if len(secret) == COOKIE_LENGTH else None

    def _removal(self) -> bytes:
        secure = b"; Secure" if self._prefix.startswith(b"__Host-") else b""
        return self._prefix + b"; Path=/; Max-Age=0; HttpOnly; SameSite=Lax" + secure

    def _keep(self, key: str, kept: Kept, news: int) -> None:
        """Remember what was found out, unless something has changed meanwhile."""
        if news != self._news:
            return
        self._kept.pop(key, None)
        while len(self._kept) >= MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        self._kept[key] = kept


CLOSED = "This token opens nothing: it is mistyped, expired or revoked."


def _unauthenticated(message: str) -> Refused:
    challenge = [(b"www-authenticate", b'Bearer realm="hub"')]
    return Refused(401, "UNAUTHENTICATED", message, headers=challenge)
