"""What signing in with identity providers works with while the hub is open."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from hub.accounts.oidc_client import Client
from hub.accounts.oidc_refusals import UnknownProvider
from hub.accounts.oidc_settings import Provider
from hub.errors import Refused
from hub.web.site.desk import site_of
from hub.web.site.rendering import page

PATH = "/auth/oidc/{name}"
"""Of a provider, below which a sign-in begins and its answer arrives."""

Explain = Callable[[Request, Refused], Response]


def explain(request: Request, refused: Refused) -> Response:
    """The sign-in page, which says why somebody is not signed in."""
    return page(
        request,
        "sign_in",
        title="Sign in",
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
        problems=refused.refusals,
        email="",
        target="/account",
        providers=site_of(request).providers,
    )


@dataclass(frozen=True)
class Desk:
    """The clients of all providers, and how they are spoken of."""

    clients: Mapping[str, Client]
    explain: Explain = explain

    @classmethod
    def of(cls, providers: Iterable[Provider], base_url: str, explain: Explain = explain) -> "Desk":
        """The desk of a hub that people reach at an address."""
        found = {each.name: Client(each, callback_address(each, base_url)) for each in providers}
        return cls(found, explain)

    def client(self, request: Request) -> Client:
        """The client of the provider that an address names."""
        client = self.clients.get(request.path_params["name"])
        if client is None:
            raise Refused(UnknownProvider())
        return client

    async def close(self) -> None:
        for client in self.clients.values():
            await client.close()


def callback_address(provider: Provider, base_url: str) -> str:
    """Where a provider sends browsers back to; it must know the address to the letter."""
    return f"{base_url}{PATH.format(name=provider.name)}/callback"


def cookie_name(*, is_https: bool) -> str:
    """The cookie of a sign-in on its way; by its prefix no other host and no plain HTTP sets it."""
    return "__Host-hub-oidc" if is_https else "hub-oidc"


def desk_of(request: Request) -> Desk:
    desk: Desk = request.state.oidc
    return desk
