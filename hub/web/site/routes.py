"""The addresses of the pages."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from hub.errors import HubError
from hub.errors import Refused as RefusedWish
from hub.web import refusals
from hub.web.bodies import ClientGone
from hub.web.refusals import Refused
from hub.web.site import account, check_in, invitation, passwords, signing_in
from hub.web.site.rendering import failed, page
from hub.web.site.style import style

BAD_REQUEST = 400

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
    ("/check-in/{token}", "GET", check_in.show),
    ("/check-in/{token}", "POST", check_in.send),
    ("/account", "GET", account.show),
    ("/account", "POST", account.send),
    ("/account/export", "POST", account.export),
)


def routes() -> list[BaseRoute]:
    pages = [Route(path, _explained(show), methods=[method]) for path, method, show in PAGES]
    return [*pages, Route("/site.css", style)]


def _explained(show: Endpoint) -> Endpoint:
    """A page whose failures are pages too."""

    async def explained(request: Request) -> Response:
        try:
            return await show(request)
        except ClientGone:
            return Response(status_code=BAD_REQUEST)  # nobody is there to read it
        except RefusedWish as refused:
            return _refused(request, refused)
        except (Refused, HubError) as error:
            return failed(request, refusals.of(error).status)

    return explained


def _refused(request: Request, refused: RefusedWish) -> Response:
    title, told = "Something went wrong", refused.refusals
    return page(request, "message", title=title, status=422, problems=told, way="/sign-in")
