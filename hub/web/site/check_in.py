"""Checking in to a booking by the link in its mail."""

from starlette.requests import Request
from starlette.responses import Response

from hub import clock
from hub.errors import Refused
from hub.spaces.booking import by_link
from hub.spaces.booking.checking_in import stands_against
from hub.web.site import forms
from hub.web.site.desk import site_of
from hub.web.site.rendering import page

TITLE = "Check in"


async def show(request: Request) -> Response:
    """What the booking is, and the way to check in, or why there is none."""
    token = request.path_params["token"]
    try:
        booking = await by_link.booking_of(token, site_of(request).keys)
    except Refused as refused:
        return _over(request, refused, status=404)
    reason = stands_against(booking, clock.now())
    problems = [reason] if reason else []
    return page(request, "check_in", title=TITLE, problems=problems, booking=booking)


async def send(request: Request) -> Response:
    """Check in."""
    await forms.read(request)
    order = await site_of(request).order(request)
    try:
        await by_link.check_in(request.path_params["token"], order)
    except Refused as refused:
        return _over(request, refused, status=422)
    return page(
        request, "message", title=TITLE, notice="You have checked in: the space is yours.", way=""
    )


def _over(request: Request, refused: Refused, *, status: int) -> Response:
    problems = refused.refusals
    return page(request, "message", title=TITLE, status=status, problems=problems, way="")
