"""Signing in with an identity provider, as browsers do it: there, and back with the answer."""

import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from hub import clock
from hub.accounts import oidc, oidc_request
from hub.accounts.oidc_refusals import InvitationWaiting, StateMismatch, UnknownProvider
from hub.accounts.oidc_rules import Invited, Presented
from hub.errors import HubError, Refused
from hub.web import refusals
from hub.web.oidc_desk import PATH, cookie_name, desk_of
from hub.web.site.desk import site_of
from hub.web.site.rendering import failed

logger = logging.getLogger(__name__)

LONGEST_ANSWER = 8192
"""Characters of an answer; a code and a state have some hundreds."""

Endpoint = Callable[[Request], Awaitable[Response]]


def routes() -> list[BaseRoute]:
    """The two addresses of each provider."""
    found = [
        Route(f"{PATH}/start", _explained(_begin), methods=["GET"]),
        Route(f"{PATH}/callback", _explained(_answered), methods=["GET"]),
    ]
    for route in found:
        route.methods = {"GET"}  # without HEAD: both do something
    return [*found]


async def _begin(request: Request) -> Response:
    """Send the browser to the provider, with what it must bring back."""
    site, client = site_of(request), desk_of(request).client(request)
    target = request.query_params.get("next", "/")
    pending = oidc_request.begin(client.provider.name, target, clock.now())
    response = RedirectResponse(await client.address(pending), HTTPStatus.SEE_OTHER)
    response.set_cookie(
        cookie_name(is_https=site.is_https),
        oidc_request.sealed(site.keys, pending),
        max_age=int(oidc_request.LASTS.total_seconds()),
        secure=site.is_https,
        httponly=True,
        samesite="lax",  # the way back begins on a page of the provider
    )
    return response


async def _answered(request: Request) -> Response:
    """Sign in whom the provider says that it was, and forget the way there."""
    is_https = site_of(request).is_https
    response = await _explained(_signed_in)(request)
    response.delete_cookie(
        cookie_name(is_https=is_https), secure=is_https, httponly=True, samesite="lax"
    )
    return response


async def _signed_in(request: Request) -> Response:
    site, client, answer = site_of(request), desk_of(request).client(request), _answer(request)
    cookie = request.cookies.get(cookie_name(is_https=site.is_https))
    pending = oidc_request.opened(site.keys, cookie)
    state = answer.get("state", "")
    pending.require(provider=client.provider.name, state=state, now=clock.now())
    entry = await site.entry(request)
    await oidc.spend(pending, entry)
    identity = await client.identity(answer, pending, clock.now())
    opened = await oidc.sign_in(Presented(identity, client.provider), entry)
    if isinstance(opened, Invited):
        raise Refused(InvitationWaiting(provider=client.provider.label))
    return site.enter(opened, pending.target)


def _answer(request: Request) -> dict[str, str]:
    """The parameters of an answer; none may be there twice."""
    pairs = request.query_params.multi_items()
    if len(request.url.query) > LONGEST_ANSWER or len(dict(pairs)) < len(pairs):
        raise Refused(StateMismatch())
    return dict(pairs)


def _explained(endpoint: Endpoint) -> Endpoint:
    """An endpoint whose refusals and failures are pages; nothing that it answers is kept in between."""

    async def explained(request: Request) -> Response:
        try:
            response = await endpoint(request)
        except Refused as refused:
            response = desk_of(request).explain(request, refused)
            _log(request, refused)
        except HubError as error:
            response = failed(request, refusals.of(error).status)
        response.headers["cache-control"] = "no-store"
        return response

    return explained


def _log(request: Request, refused: Refused) -> None:
    """What those who run the hub need to know, and nothing of whom it was."""
    for refusal in refused.refusals:
        known = {} if isinstance(refusal, UnknownProvider) else request.path_params
        said = {"provider": known.get("name"), "code": refusal.code}
        logger.warning("sign-in refused", extra=said | {"fault": refusal.values.get("fault")})
