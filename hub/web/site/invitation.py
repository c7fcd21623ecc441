"""Answering an invitation by the link in its mail."""

from starlette.requests import Request
from starlette.responses import Response

from hub import clock
from hub.accounts import sign_up
from hub.accounts.access_refusals import InvitationOver
from hub.accounts.invitations import state_of
from hub.accounts.sign_up import Newcomer, Offer
from hub.accounts.terms import InvitationState
from hub.errors import Refused
from hub.web.site import forms
from hub.web.site.desk import site_of
from hub.web.site.rendering import page

TITLE = "Your invitation"


async def show(request: Request) -> Response:
    """What is offered, and the ways to answer it."""
    try:
        offer = await _offer(request)
    except Refused as refused:
        return _over(request, refused)
    return _form(request, offer)


async def send(request: Request) -> Response:
    """Accept, with what a newcomer says, or decline."""
    given = await forms.read(request)
    site, token = site_of(request), request.path_params["token"]
    order = await site.order(request)
    try:
        offer = await _offer(request)
    except Refused as refused:
        return _over(request, refused)
    try:
        if given.get("answer") == "decline":
            await sign_up.decline(token, order)
            return _thanks(request, "You have declined the invitation.")
        await sign_up.accept(token, None if offer.has_account else _newcomer(given), order)
    except Refused as refused:
        return _form(request, offer, given=given, refused=refused)
    return _thanks(request, "You have accepted the invitation. You can sign in now.")


async def _offer(request: Request) -> Offer:
    """The offer, as long as it is open."""
    offer = await sign_up.offer_of(request.path_params["token"], site_of(request).keys)
    state = state_of(offer.invitation, clock.now())
    if state is not InvitationState.PENDING:
        raise Refused(InvitationOver(state=state))
    return offer


def _newcomer(given: forms.Given) -> Newcomer:
    return Newcomer(
        given.get("given_name", ""), given.get("family_name", ""), given.get("password", "")
    )


def _form(
    request: Request,
    offer: Offer,
    *,
    given: forms.Given | None = None,
    refused: Refused | None = None,
) -> Response:
    return page(
        request,
        "invitation",
        title=TITLE,
        status=422 if refused else 200,
        problems=refused.refusals if refused else (),
        offer=offer,
        given=given or {},
    )


def _over(request: Request, refused: Refused) -> Response:
    return page(request, "message", title=TITLE, status=410, problems=refused.refusals, way="")


def _thanks(request: Request, sentence: str) -> Response:
    return page(request, "message", title=TITLE, notice=sentence, way="/sign-in")
