"""What of a space's time is kept for people who waited for it, from loaded rows."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from hub.spaces.booking.spans import Span
from tests.oracle.derived.moment import Moment
from tests.oracle.derived.places import near


def offers(space: Any, moment: Moment) -> Iterator[Span]:
    """What is kept for others than the viewer."""
    for place in near(space):
        for entry in place.waitlist:
            is_over = entry.claimed_at or entry.left_at or entry.starts_at <= moment.now
            if is_over or entry.offered_at is None:
                continue
            is_own = entry.person_id == moment.viewer.actor.person_id
            if not is_own and entry.offered_at <= moment.now < entry.offer_ends_at:
                terms = place.conditions
                before = timedelta(minutes=terms.buffer_before_minutes)
                after = timedelta(minutes=terms.buffer_after_minutes)
                yield Span(entry.starts_at, entry.ends_at).widened(before, after)
