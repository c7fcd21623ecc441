"""What somebody looks for: any space that fits, for a length of time within a window."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from uuid import UUID

from hub.spaces.booking.spans import Span
from hub.spaces.terms import Feature, SpaceKind

DAYS_IN_WINDOW = 62
DAYS_AHEAD = 3660
USUAL_DAYS = 14
MOST_SLOTS = 50
USUAL_SLOTS = 10
MOST_SPACES = 500
"""Among so many spaces at most is looked at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Any space that fits, within a window of time."""

    window: Span
    length: timedelta
    people: int = 1
    kind: SpaceKind | None = None
    site_id: UUID | None = None
    space_ids: Sequence[UUID] | None = None
    features: Sequence[Feature] = ()
    daily_from: time | None = None
    """Not before this time of the day, by the clock at the site."""
    daily_until: time | None = None
    """Over by this time of the same day; midnight is its end."""
    weekdays: frozenset[int] | None = None
    """On which days of the week it starts, Monday is 1; None: on any."""
    first: int = USUAL_SLOTS
