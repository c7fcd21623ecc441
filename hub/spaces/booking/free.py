"""The first start at which a wish could be had, as far as time is to blame."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tortoise.backends.base.client import BaseDBAsyncClient

from hub.spaces.booking.facts import Facts
from hub.spaces.booking.hours import ONE_DAY, day_of, days
from hub.spaces.booking.spans import Span, without
from hub.spaces.booking.window import Free, look
from hub.spaces.booking.wish import Wish

FAR = 31 * ONE_DAY
"""So far it is looked for another start."""
NEAR = 2 * ONE_DAY
"""So far it mostly is to be found, and then the further days are not gone through."""


async def first_start(
    connection: BaseDBAsyncClient, facts: Facts, wish: Wish, *, now: datetime
) -> datetime | None:
    """The first start from the wished one on that keeps all rules about time; None if there is none
    within a month.
    """
    notice = timedelta(minutes=0 if wish.is_by_staff else facts.terms.min_notice_minutes)
    earliest = max(wish.starts_at, now + notice)
    for ahead in (wish.length + NEAR, FAR):
        found = await look(
            connection,
            facts.place.id,
            Span(earliest, earliest + ahead),
            now=now,
            besides=wish.booking_id,
            person_id=wish.person_id,
        )
        if (start := next(starts(found, facts, wish), None)) is not None:
            return start
    return None


def starts(found: Free, facts: Facts, wish: Wish) -> Iterator[datetime]:
    """The starts on the grid at which a space is open and free for the wish's length, in order."""
    before, after = facts.terms.before, facts.terms.after
    kept = [each.widened(after, before) for each in found.kept]
    # Preparation may lie outside the opening hours, but not where others have the space.
    room = [each for each in without(found.open, kept) if wish.length <= each.length]
    step = timedelta(minutes=facts.terms.start_step_minutes)
    for span in room:
        for start in grid(span, step, found.zone):
            if start < found.window.starts_at:
                continue
            if span.ends_at < start + wish.length:
                break
            yield start


def grid(span: Span, step: timedelta, zone: ZoneInfo) -> Iterator[datetime]:
    """The steps of each day within a span, counted from midnight by the clock of the zone."""
    for day in days(span, zone):
        whole = day_of(day, zone)
        if whole.length == ONE_DAY:
            yield from _even(span.cut(whole), whole.starts_at, step)
            continue
        local = datetime.combine(day, datetime.min.time())
        while local.date() == day:
            start = instant_of(local, whole, zone)
            if start is not None and span.starts_at <= start < span.ends_at:
                yield start
            local += step


def _even(span: Span, midnight: datetime, step: timedelta) -> Iterator[datetime]:
    """The steps of a day on which no clock is changed, from the first within the span on."""
    start = midnight - (midnight - span.starts_at) // step * step
    while start < span.ends_at:
        yield start
        start += step


def instant_of(local: datetime, whole: Span, zone: ZoneInfo) -> datetime | None:
    """The instant of a time of day; None for one that the clock leaps over."""
    found = local.replace(tzinfo=zone).astimezone(UTC)
    shown = found.astimezone(zone).replace(tzinfo=None)
    return found if shown == local and whole.starts_at <= found < whole.ends_at else None
