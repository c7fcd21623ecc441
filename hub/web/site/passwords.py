"""Choosing a new password, and proving an address, by links in mails."""

from starlette.requests import Request
from starlette.responses import Response

from hub.accounts import links
from hub.accounts.terms import LinkPurpose
from hub.errors import Refused
from hub.web.addresses import address_of
from hub.web.site import forms
from hub.web.site.desk import site_of
from hub.web.site.rendering import page

ASK = "A new password"
CHOOSE = "Choose a new password"
VERIFY = "Your e-mail address"
SENT = (
    "If there is an account with this address, a mail is on its way. Its link is good for one hour."
)


async def ask(request: Request) -> Response:
    """Where the mail with the link is asked for."""
    return page(request, "ask_reset", title=ASK, email="")


async def send(request: Request) -> Response:
    """Have the mail sent; the answer is the same whether there is an account or not."""
    given = await forms.read(request)
    order = await site_of(request).order(request)
    email = given.get("email", "")
    try:
        await links.ask_reset(email, address_of(request.scope), order=order)
    except Refused as refused:
        return page(
            request, "ask_reset", title=ASK, status=429, problems=refused.refusals, email=email
        )
    return page(request, "message", title=ASK, notice=SENT, way="")


async def choose(request: Request) -> Response:
    """Where the new password is chosen, as long as the link is good."""
    order = await site_of(request).order(request)
    try:
        await links.require_link(
            request.path_params["token"], LinkPurpose.RESET_PASSWORD, order=order
        )
    except Refused as refused:
        return _spent(request, CHOOSE, refused)
    return page(request, "reset", title=CHOOSE)


async def chosen(request: Request) -> Response:
    """Take the new password; it signs out everywhere."""
    given = await forms.read(request)
    order = await site_of(request).order(request)
    token = request.path_params["token"]
    try:
        await links.require_link(token, LinkPurpose.RESET_PASSWORD, order=order)
    except Refused as refused:
        return _spent(request, CHOOSE, refused)
    try:
        await links.reset_password(token, given.get("newPassword", ""), order=order)
    except Refused as refused:
        return page(request, "reset", title=CHOOSE, status=422, problems=refused.refusals)
    notice = "Your password is changed. You can sign in now."
    return page(request, "message", title=CHOOSE, notice=notice, way="/sign-in")


async def verify(request: Request) -> Response:
    """A button: who opens a mail for somebody else, such as a filter, proves nothing."""
    return page(request, "verify", title=VERIFY)


async def verified(request: Request) -> Response:
    await forms.read(request)
    order = await site_of(request).order(request)
    try:
        await links.verify_email(request.path_params["token"], order=order)
    except Refused as refused:
        return _spent(request, VERIFY, refused)
    notice = "Your e-mail address is proved."
    return page(request, "message", title=VERIFY, notice=notice, way="/sign-in")


def _spent(request: Request, title: str, refused: Refused) -> Response:
    return page(request, "message", title=title, status=410, problems=refused.refusals, way="")
