"""Signing in and out, by a password or a provider, with a second factor where there is one."""

from contextlib import suppress

from starlette.requests import Request
from starlette.responses import Response

from hub.accounts import sign_in
from hub.accounts.sign_in import CodeNeeded, Credentials
from hub.errors import Refused
from hub.web.site import forms
from hub.web.site.desk import site_of, to
from hub.web.site.rendering import page

TITLE = "Sign in"
PATH = "/sign-in"


async def show(request: Request) -> Response:
    """The form; who has signed in goes on at once."""
    target = forms.local(request.query_params.get("next", ""), otherwise="/account")
    order = await site_of(request).order(request)
    if order.viewer.actor.session_id is not None:
        return to(target)
    return _form(request, target)


async def send(request: Request) -> Response:
    """Take the password, or the code that comes after it."""
    given = await forms.read(request)
    target = forms.local(given.get("next", ""), otherwise="/account")
    site, pending = site_of(request), given.get("pending")
    try:
        entry = await site.entry(request)
        if pending:
            return site.enter(
                await sign_in.continue_sign_in(pending, given.get("code", ""), entry), target
            )
        credentials = Credentials(given.get("email", ""), given.get("password", ""))
        opened = await sign_in.sign_in(credentials, entry)
    except Refused as refused:
        return _refused(request, given, refused, target=target)
    if isinstance(opened, CodeNeeded):
        return _code(request, opened.pending, target)
    return site.enter(opened, target)


async def leave(request: Request) -> Response:
    """Sign out here."""
    await forms.read(request)
    site = site_of(request)
    order = await site.order(request)
    if order.viewer.actor.session_id is not None:
        with suppress(Refused):  # it has ended meanwhile
            await sign_in.sign_out(order)
    return site.leave(PATH, order.viewer.actor.account_id)


def _form(
    request: Request, target: str, *, email: str = "", refused: Refused | None = None
) -> Response:
    return page(
        request,
        "sign_in",
        title=TITLE,
        status=422 if refused else 200,
        problems=refused.refusals if refused else (),
        email=email,
        target=target,
        providers=site_of(request).providers,
    )


def _code(
    request: Request, pending: str, target: str, *, refused: Refused | None = None
) -> Response:
    return page(
        request,
        "code",
        title="Second step",
        status=422 if refused else 200,
        problems=refused.refusals if refused else (),
        pending=pending,
        target=target,
    )


def _refused(request: Request, given: forms.Given, refused: Refused, *, target: str) -> Response:
    is_code = any("code" in refusal.path for refusal in refused.refusals)
    if is_code and (pending := given.get("pending")):
        return _code(request, pending, target, refused=refused)
    return _form(request, target, email=given.get("email", ""), refused=refused)
