"""The room that a booking leaves when it goes: its neighbours get their preparation back."""

from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from tortoise.backends.base.client import BaseDBAsyncClient

from hub.spaces.booking.draft import TRIM
from hub.spaces.booking.preparation import restored
from hub.spaces.booking.question import ask
from hub.spaces.booking.spans import Span
from hub.spaces.booking.wish import Wish
from hub.spaces.booking_models import Booking
from hub.spaces.models import Space


class Moment(Protocol):
    """An instant at which something is done, and the transaction in which it is: a deed, or less."""

    @property
    def connection(self) -> BaseDBAsyncClient: ...

    @property
    def now(self) -> datetime: ...


class Freed(NamedTuple):
    """A time of a space that a booking has given up."""

    space: Space
    """With its conditions."""
    span: Span


def span_of(booking: Booking) -> Span:
    """When it takes place, or took place."""
    return Span(booking.starts_at, booking.finished_at or booking.ends_at)


async def give_back(moment: Moment, booking: Booking, freed: Freed | None = None) -> None:
    """Give the neighbours of its organization back what they did without for a booking.

    It has gone from that time of the space already; None: from its own. As with the trimming, the
    record is told nothing: no state goes by it.
    """
    space, span = freed or Freed(booking.space, span_of(booking))
    conditions = space.conditions
    if booking.organization_id is None or conditions is None:
        return
    if not conditions.waives_buffer_within_organization:
        return
    before = timedelta(minutes=conditions.buffer_before_minutes)
    after = timedelta(minutes=conditions.buffer_after_minutes)
    # As far as the preparation of a neighbour on either side can reach.
    around = span.widened(after, before)
    wish = Wish(space_id=space.id, starts_at=around.starts_at, ends_at=around.ends_at)
    facts = await ask(moment.connection, wish, moment.now)
    if facts is None:
        return
    for booking_id, kept in restored(facts, span, booking.organization_id).items():
        await moment.connection.execute_query(TRIM, [booking_id, *kept])
