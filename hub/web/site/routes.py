"""The addresses of the pages."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from hub.errors import HubError
from hub.web import refusals
from hub.web.refusals import Refused
from hub.web.site import account, invitation, passwords, signing_in
from hub.web.site.rendering import failed
from hub.web.site.style import style

Endpoint = Callable[[Request], Awaitable[Response]]

PAGES: tuple[tuple[str, str, Endpoint], ...] = (
    ("/sign-in", "GET", signing_in.show),
    ("/sign-in", "POST", signing_in.send),
    ("/sign-out", "POST", signing_in.leave),
    ("/reset", "GET", passwords.ask),
    ("/reset", "POST", passwords.send),
    ("/reset/{token}", "GET", passwords.choose),
    ("/reset/{token}", "POST", passwords.chosen),
    ("/verify/{token}", "GET", passwords.verify),
    ("/verify/{token}", "POST", passwords.verified),
    ("/invitation/{token}", "GET", invitation.show),
    ("/invitation/{token}", "POST", invitation.send),
    ("/account", "GET", account.show),
    ("/account", "POST", account.send),
    ("/account/export", "POST", account.export),
)


def routes() -> list[BaseRoute]:
    pages = [Route(path, _explained(page), methods=[method]) for path, method, page in PAGES]
    return [*pages, Route("/site.css", style)]


def _explained(page: Endpoint) -> Endpoint:
    """A page whose failures are pages too."""

    async def explained(request: Request) -> Response:
        try:
            return await page(request)
        except (Refused, HubError) as error:
            return failed(request, refusals.of(error).status)

    return explained
