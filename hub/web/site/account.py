"""The page of one's own account: where one is signed in, the password, the second factor."""

from collections.abc import Awaitable, Callable, Iterator
from typing import IO, Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from hub.accounts import password_change, revoking, second_factor
from hub.accounts.export import exported
from hub.accounts.models import Account
from hub.accounts.session_models import Session
from hub.act import Order, perform
from hub.database import driver_errors
from hub.errors import Refused
from hub.web.site import forms
from hub.web.site.desk import site_of, to
from hub.web.site.rendering import page

TITLE = "Your account"
PATH = "/account"
MOST_SESSIONS = 50
CHUNK = 64 * 1024

FILE = "hub-export.zip"

Do = Callable[[Order, forms.Given], Awaitable[str]]
"""Does what a form asks for; what to say about it."""


async def show(request: Request) -> Response:
    """The page; who has not signed in does so first."""
    order = await site_of(request).order(request)
    if order.viewer.actor.session_id is None:
        return to(f"/sign-in?next={PATH}")
    return await _page(request, order)


async def send(request: Request) -> Response:
    """Do what one of the forms asks for."""
    given = await forms.read(request)
    site = site_of(request)
    order = await site.order(request)
    if order.viewer.actor.session_id is None:
        return to(f"/sign-in?next={PATH}")
    action = given.get("action", "")
    try:
        if action == "begin-second-factor":
            setup = await second_factor.begin(order)
            return await _page(request, order, setup=setup)
        notice = await ACTIONS[action](order, given) if action in ACTIONS else ""
    except Refused as refused:
        return await _page(request, order, refused=refused)
    site.callers.forget(order.viewer.actor.account_id)
    if action == "sign-out-everywhere":
        return site.leave("/sign-in", order.viewer.actor.account_id)
    return await _page(request, order, notice=notice)


async def export(request: Request) -> Response:
    """All that is held on whoever asks, as a file."""
    await forms.read(request)
    order = await site_of(request).order(request)
    person_id = order.viewer.actor.person_id
    if order.viewer.actor.session_id is None or person_id is None:
        return to(f"/sign-in?next={PATH}")
    file = await exported(person_id, order)
    return StreamingResponse(
        _chunks(file),
        media_type="application/zip",
        headers={
            "content-disposition": f'attachment; filename="{FILE}"',
            "cache-control": "no-store",
        },
    )


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(CHUNK):
            yield chunk


async def _change_password(order: Order, given: forms.Given) -> str:
    current, new = given.get("currentPassword", ""), given.get("newPassword", "")
    await password_change.change_password(current, new, order=order)
    return "Your password is changed; you are signed out everywhere else."


async def _confirm(order: Order, given: forms.Given) -> str:
    await second_factor.confirm(given.get("code", ""), order)
    return "The second step is set up: from now on signing in takes a code."


async def _remove(order: Order, given: forms.Given) -> str:
    await second_factor.remove(given.get("code", ""), order)
    return "The second step is removed."


async def _prove(order: Order, given: forms.Given) -> str:
    await second_factor.prove(given.get("code", ""), order)
    return "Your code is right."


async def _sign_out_everywhere(order: Order, _: forms.Given) -> str:
    async def nothing(*_: Any) -> None:
        return None

    await perform(revoking.revoke_sessions, {}, order=order, read=nothing)
    return ""


ACTIONS: dict[str, Do] = {
    "change-password": _change_password,
    "confirm-second-factor": _confirm,
    "remove-second-factor": _remove,
    "prove-second-factor": _prove,
    "sign-out-everywhere": _sign_out_everywhere,
}


async def _page(
    request: Request,
    order: Order,
    *,
    refused: Refused | None = None,
    notice: str = "",
    setup: second_factor.Setup | None = None,
) -> Response:
    actor = order.viewer.actor
    with driver_errors():
        account = await Account.get(id=actor.account_id).prefetch_related("person")
        sessions = Session.filter(account_id=account.id, ended_at=None)
        rows = await sessions.filter(expires_at__gt=order.viewer.now).order_by("-seen_at")
    return page(
        request,
        "account",
        title=TITLE,
        status=422 if refused else 200,
        problems=refused.refusals if refused else (),
        notice=notice,
        account=account,
        sessions=rows[:MOST_SESSIONS],
        current=actor.session_id,
        roles=sorted(actor.roles),
        setup=setup,
        has_graphiql=site_of(request).has_graphiql,
    )
