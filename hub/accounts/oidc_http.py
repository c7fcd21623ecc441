"""Asking an identity provider: nothing is sent in clear, nothing is endless, nothing redirects."""

import asyncio
from typing import Any

import httpx2

from hub.accounts.oidc_refusals import Fault, ProviderInvalid, ProviderUnavailable
from hub.accounts.oidc_settings import Provider, is_secure
from hub.errors import Refused

SECONDS = 5.0
"""Within which an answer is there, whole."""
MOST_BYTES = 128 * 1024
MOST_CONNECTIONS = 10


def unavailable(provider: Provider, fault: Fault) -> Refused:
    return Refused(ProviderUnavailable(provider=provider.label, fault=fault))


def invalid(provider: Provider, fault: Fault) -> Refused:
    return Refused(ProviderInvalid(provider=provider.label, fault=fault))


def require_secure(address: str, provider: Provider) -> None:
    """Refuse an address that is none, or at which others could read what the hub sends there."""
    is_clear = not address.startswith("https:")
    try:
        httpx2.URL(address)
    except httpx2.InvalidURL as error:
        raise invalid(provider, Fault.INSECURE_ADDRESS) from error
    if not is_secure(address) or (is_clear and not provider.is_local):
        raise invalid(provider, Fault.INSECURE_ADDRESS)


class BoundedTransport(httpx2.AsyncBaseTransport):
    """Connections to one provider, whatever client speaks over them."""

    def __init__(self, provider: Provider, *, seconds: float = SECONDS) -> None:
        self._provider = provider
        self._seconds = seconds
        limits = httpx2.Limits(max_connections=MOST_CONNECTIONS)
        self._transport = httpx2.AsyncHTTPTransport(limits=limits, trust_env=False)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        require_secure(str(request.url), self._provider)
        # What is packed small may be endless when it is unpacked.
        request.headers["accept-encoding"] = "identity"
        try:
            async with asyncio.timeout(self._seconds):
                return await self._whole(request)
        except TimeoutError as error:
            raise unavailable(self._provider, Fault.TOO_SLOW) from error
        except httpx2.TransportError as error:
            raise unavailable(self._provider, Fault.UNREACHABLE) from error

    async def aclose(self) -> None:
        await self._transport.aclose()

    async def _whole(self, request: httpx2.Request) -> httpx2.Response:
        response = await self._transport.handle_async_request(request)
        try:
            if response.is_redirect:
                raise unavailable(self._provider, Fault.REDIRECT)
            if response.headers.get("content-encoding", "identity") != "identity":
                raise unavailable(self._provider, Fault.ENCODING)
            body = bytearray()
            async for part in response.aiter_raw():
                body += part
                if len(body) > MOST_BYTES:
                    raise unavailable(self._provider, Fault.TOO_LARGE)
        finally:
            await response.aclose()
        return httpx2.Response(response.status_code, headers=response.headers, content=bytes(body))


async def fetch_json(
    transport: BoundedTransport, provider: Provider, address: str, *, bearer: str | None = None
) -> dict[str, Any]:
    """The JSON object at an address of the provider."""
    require_secure(address, provider)
    headers = {"accept": "application/json"}
    if bearer is not None:
        headers["authorization"] = f"Bearer {bearer}"
    request = httpx2.Request("GET", address, headers=headers)
    response = await transport.handle_async_request(request)
    if response.status_code != 200:
        raise unavailable(provider, Fault.STATUS)
    return as_object(provider, response)


def as_object(provider: Provider, response: httpx2.Response) -> dict[str, Any]:
    """The JSON object that an answer is."""
    try:
        value = response.json()
    except (ValueError, RecursionError) as error:
        raise unavailable(provider, Fault.NOT_JSON) from error
    if not isinstance(value, dict):
        raise unavailable(provider, Fault.NOT_JSON)
    return value
