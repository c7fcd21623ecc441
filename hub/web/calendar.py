"""Feeds for calendars, at addresses that are known to nobody but whoever has a link."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256

from starlette.types import Receive, Scope, Send

from hub import clock
from hub.accounts.calendar_holders import Holder, holder_of
from hub.actor import Viewer
from hub.errors import HubError
from hub.keys import Keys
from hub.purse import FREE, Purse
from hub.read_pool import ReadPool
from hub.spaces.calendars.feed import EDITION, feed
from hub.spaces.calendars.following import Followed, feed_of, print_of
from hub.spaces.calendars.links import note_used
from hub.spaces.calendars.tokens import opened
from hub.time_limit import TimeLimit
from hub.web import refusals
from hub.web.answers import send_refusal
from hub.web.budget import Budget
from hub.web.refusals import Headers, Refused, method_not_allowed

METHODS = "GET, HEAD"
LOOK = 20
"""What it costs to be told that nothing has changed, in points of the budget."""
WHOLE = 200
"""What a feed costs beside that: as much as a query that lists some hundred bookings."""


@dataclass(frozen=True, slots=True)
class CalendarDesk:
    """What the endpoint works with while the hub is open."""

    reads: ReadPool
    keys: Keys
    time: TimeLimit
    budget: Budget


@dataclass(frozen=True, slots=True)
class Feed:
    """What is answered: the text, or only that it is still the one that the client has."""

    tag: str
    body: bytes | None = None


class CalendarEndpoint:
    """Answers requests for feeds, as an ASGI application."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            answer = await _answer(scope)
        except Exception as error:  # noqa: BLE001 - the edge: whatever happened is answered
            return await send_refusal(send, refusals.of(error))
        return await _send(send, answer, is_head=scope["method"] == "HEAD")


async def _answer(scope: Scope) -> Feed:
    desk: CalendarDesk = scope["state"]["calendars"]
    desk.budget.admit(scope)
    purse: Purse | None = None
    answer = None
    try:
        with desk.time.held():
            holder, viewer = await _asking(desk, scope)
            purse = FREE  # whoever it is: from here on, it is not a stranger who pays
            purse = desk.budget.of(holder.actor, scope)
            answer = await _feed(desk, holder, viewer._replace(purse=purse), known=_known(scope))
            if not holder.is_noted:
                with suppress(HubError):  # the feed is there all the same
                    await note_used(holder.link_id, viewer.now)
            return answer
    except TimeoutError as error:
        raise refusals.slow_answer(desk.time.seconds) from error
    finally:
        if answer is None:
            await desk.budget.charge_refused(scope, purse)


async def _asking(desk: CalendarDesk, scope: Scope) -> tuple[Holder, Viewer]:
    """Whose link it is, and what they may see now."""
    if scope["method"] not in {"GET", "HEAD"}:
        raise method_not_allowed(METHODS)
    now = clock.now()
    opening = opened(desk.keys, scope["path_params"]["token"])
    holder = await holder_of(desk.reads, opening.id, generation=opening.generation, now=now)
    if holder is None:
        raise _nothing()
    return holder, Viewer(now, clock.day_of(now), holder.actor, holder.language)


async def _feed(
    desk: CalendarDesk, holder: Holder, viewer: Viewer, *, known: frozenset[str]
) -> Feed:
    followed = Followed(holder.kind, holder.subject_id)
    await _pay(viewer.purse, LOOK)
    if known:
        digest = await print_of(desk.reads, followed, viewer)
        if digest is None:
            raise _nothing()
        if not known.isdisjoint({"*", tag := _tag(digest, holder)}):
            return Feed(tag)
    await _pay(viewer.purse, WHOLE)
    told = await feed_of(desk.reads, followed, viewer)
    if told is None:
        raise _nothing()
    # Thousands of entries take a while, which others need not wait for.
    body = await asyncio.to_thread(feed, told, holder.kind, holder.language)
    return Feed(_tag(sha256(told).hexdigest(), holder), body)


async def _pay(purse: Purse, cost: int) -> None:
    payment = purse.pay(cost)
    if payment is not None:
        await payment


def _tag(digest: str, holder: Holder) -> str:
    """Of the same bookings the same, as long as they are written in the same way."""
    return f'"{EDITION}-{holder.language}-{digest[:32]}"'


def _known(scope: Scope) -> frozenset[str]:
    """The tags of what the client has."""
    headers: Mapping[bytes, bytes] = dict(scope["headers"])
    tags = headers.get(b"if-none-match", b"").decode("latin-1").split(",")
    return frozenset(tag.strip().removeprefix("W/") for tag in tags if tag.strip())


def _nothing() -> Refused:
    """Of a link that never was the same as of one that no longer is."""
    message = "This calendar link opens nothing: it is mistyped, renewed or revoked."
    return Refused(404, "NOT_FOUND", message)


async def _send(send: Send, answer: Feed, *, is_head: bool) -> None:
    fields: Headers = [
        (b"content-type", b"text/calendar; charset=utf-8"),
        (b"etag", answer.tag.encode()),
        (b"cache-control", b"private, no-cache"),
        (b"x-robots-tag", b"noindex"),
    ]
    if answer.body is not None:
        length = (b"content-length", str(len(answer.body)).encode())
        fields = [*fields, (b"content-disposition", b'inline; filename="hub.ics"'), length]
    status = 304 if answer.body is None else 200
    await send({"type": "http.response.start", "status": status, "headers": fields})
    await send({"type": "http.response.body", "body": b"" if is_head else answer.body or b""})
