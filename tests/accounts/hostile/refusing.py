"""How a sign-in with a provider that lies is refused."""

from typing import Any

from tests.accounts.browser import browser, configured, reason
from tests.accounts.provider import Provider

EMAIL = "rossi@example.org"
DISCOVERY = "/.well-known/openid-configuration"
INVALID = "ID_TOKEN_INVALID"


async def refused(provider: Provider, **given: Any) -> tuple[str, str | None]:
    """Why somebody is not signed in."""
    async with browser(configured(provider, **given)) as person:
        return reason(await person.signs_in())


async def refused_at_once(provider: Provider, **given: Any) -> tuple[str, str | None]:
    """Why nobody is even sent to the provider."""
    async with browser(configured(provider, **given)) as person:
        return reason(await person.begin())
