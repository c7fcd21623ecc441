"""The public keys of a provider, of which it may take new ones at any time."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry, Key, KeySet

from hub import clock
from hub.accounts.oidc_discovery import Discovery
from hub.accounts.oidc_http import BoundedTransport, fetch_json, invalid
from hub.accounts.oidc_refusals import Fault
from hub.accounts.oidc_settings import Provider

KEPT_SECONDS = 900.0
RENEWAL_SECONDS = 60.0
"""Between two fetches for a key that is not known: who invents keys cannot make the hub ask."""
MOST_KEYS = 50
PRIVATE = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
"""Parts of a key that nobody but its owner may have; `k` is that of a shared secret."""
RSA_DIGITS = range(342, 1367)
"""Of a modulus in base64: from 2048 bits, which nobody breaks, to 8192, which are soon checked."""
EXPONENT_DIGITS = 6


class KeyRing:
    """The keys of one provider."""

    def __init__(
        self, provider: Provider, transport: BoundedTransport, discovery: Discovery
    ) -> None:
        self._provider = provider
        self._transport = transport
        self._discovery = discovery
        self._lock = asyncio.Lock()
        self._keys: KeySet | None = None
        self._fetched = 0.0

    async def keys(self) -> KeySet:
        """The keys as they were read not long ago."""
        return await self._younger_than(KEPT_SECONDS)

    async def renewed(self) -> KeySet:
        """The keys, read again unless that was done a minute ago."""
        return await self._younger_than(RENEWAL_SECONDS)

    async def _younger_than(self, seconds: float) -> KeySet:
        async with self._lock:
            if self._keys is None or clock.ticks() - self._fetched > seconds:
                metadata = await self._discovery.metadata()
                document = await fetch_json(self._transport, self._provider, metadata.jwks_uri)
                self._keys = key_set(document, self._provider)
                self._fetched = clock.ticks()
            return self._keys


def key_set(document: Mapping[str, Any], provider: Provider) -> KeySet:
    """The keys in a document that signatures may be checked with.

    Those of unknown kinds are passed over, as the standard wants it. A set that gives away a
    secret, or calls two keys by one name, proves nothing.
    """
    found = document.get("keys")
    if not isinstance(found, list) or len(found) > MOST_KEYS:
        raise invalid(provider, Fault.KEYS)
    described = [key for key in found if isinstance(key, dict)]
    if any(not PRIVATE.isdisjoint(key) for key in described):
        raise invalid(provider, Fault.PRIVATE_KEY)
    keys = [key for one in described for key in _imported(one)]
    names = Counter(key.kid for key in keys)
    if any(count > 1 for name, count in names.items() if name is not None):
        raise invalid(provider, Fault.DUPLICATE_KEY)
    return KeySet(keys)


def _imported(described: dict[str, Any]) -> Iterator[Key]:
    if not (_is_for_signatures(described) and _is_of_a_fit_size(described)):
        return
    try:
        yield JWKRegistry.import_key(described)
    except (JoseError, ValueError, TypeError, KeyError):
        return


def _is_for_signatures(described: Mapping[str, Any]) -> bool:
    operations = described.get("key_ops", ["verify"])
    return (
        described.get("kty") in {"RSA", "EC"}
        and described.get("use", "sig") == "sig"
        and isinstance(operations, list)
        and "verify" in operations
    )


def _is_of_a_fit_size(described: Mapping[str, Any]) -> bool:
    """Looked at before the numbers are made: large ones take long."""
    if described["kty"] == "EC":
        return all(len(str(described.get(part))) < 100 for part in ("x", "y"))
    modulus, exponent = str(described.get("n")), str(described.get("e"))
    return len(modulus) in RSA_DIGITS and len(exponent) <= EXPONENT_DIGITS
