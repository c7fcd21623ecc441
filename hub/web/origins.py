"""Which pages may speak to the hub: its own, and those of the origins that are allowed."""

from collections.abc import Iterable, Mapping

from hub.web.refusals import Headers, Refused

NOTHING: Headers = ()
OWN = frozenset({b"same-origin", b"none"})
PREFLIGHT = [
    (b"access-control-allow-methods", b"GET, POST"),
    (
        b"access-control-allow-headers",
        b"accept, authorization, content-type, graphql-preflight, last-event-id, x-request-id",
    ),
    (b"access-control-max-age", b"7200"),
]


class Origins:
    """The allowed origins, with the headers by which a browser learns of it."""

    def __init__(self, allowed: Iterable[str]) -> None:
        self._headers: dict[bytes, Headers] = {
            origin.encode(): [
                (b"access-control-allow-origin", origin.encode()),
                (b"access-control-expose-headers", b"retry-after, x-request-id"),
                (b"vary", b"Origin"),
            ]
            for origin in allowed
        }

    def admit(self, headers: Mapping[bytes, bytes]) -> Headers:
        """The headers that the answer needs; a request of any other page is refused.

        Clients that are no browsers send no Origin and are not concerned.
        """
        origin = headers.get(b"origin")
        if origin is None:
            return NOTHING
        if origin in self._headers:
            return self._headers[origin]
        if is_own(origin, headers):
            return NOTHING
        raise Refused(
            403,
            "FOREIGN_ORIGIN",
            "Pages of this origin may not ask here: add it to HUB_ALLOWED_ORIGINS.",
        )

    def preflight(self, admitted: Headers, methods: str) -> Headers:
        """The headers that answer OPTIONS: what may be sent here, and from an allowed origin."""
        allowed = [(b"allow", methods.encode())]
        return [*allowed, *admitted, *PREFLIGHT] if admitted else allowed


def require_own(headers: Mapping[bytes, bytes], method: str) -> None:
    """Refuse a request with a cookie that a page of another site may have had sent.

    Browsers tell where a request comes from whenever it could change something; the few that do
    not when it only reads show the answer to no other page.
    """
    origin, is_reading = headers.get(b"origin"), method in {"GET", "HEAD"}
    says_nothing = origin is None and b"sec-fetch-site" not in headers
    if not is_own(origin or b"", headers) and not (says_nothing and is_reading):
        raise Refused(
            403,
            "FOREIGN_ORIGIN",
            "The hub's cookie is for pages of the hub only: ask from there, or send a token.",
        )


def is_own(origin: bytes, headers: Mapping[bytes, bytes]) -> bool:
    """Whether a page of the hub itself asks: browsers say so, older ones by the host's name."""
    site = headers.get(b"sec-fetch-site")
    if site is not None:
        return site in OWN
    return origin.partition(b"://")[2].lower() == headers.get(b"host", b"").lower() != b""
