"""From which address a request comes, as far as its sender could not choose."""

from functools import lru_cache
from ipaddress import IPv4Address, ip_address

from starlette.types import Scope

NETWORK_BYTES = 8
"""Of an IPv6 address: whoever has one has the other 2**64 of the same network as well."""
LONGEST = 64
UNKNOWN = ""
"""All whose address is not known are one: no text of theirs makes another one of them."""


def address_of(scope: Scope) -> str:
    """The sender's IPv4 address, or network of IPv6; through proxies that are trusted, no others.

    The server has read the headers of those before the request comes here.
    """
    client = scope.get("client")
    return _network(client[0]) if client else UNKNOWN


@lru_cache(maxsize=4096)
def _network(text: str) -> str:
    try:
        address = ip_address(text[:LONGEST])
    except ValueError:
        return UNKNOWN
    if isinstance(address, IPv4Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return address.packed[:NETWORK_BYTES].hex(":", 2)
