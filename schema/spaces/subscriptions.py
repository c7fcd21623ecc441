"""What can be followed of spaces: their bookings, and whether they can be had."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import strawberry

from hub.spaces import event_cursors, event_policy
from hub.spaces.derived import IS_FREE
from hub.spaces.event_models import SpaceEvent
from hub.spaces.followers import Wish
from hub.spaces.terms import SpaceChange
from hub.sql import Sql, composed, of
from schema.compiler.declare import column, computed, part, special, to_one
from schema.compiler.ids import key_of
from schema.compiler.refusals import RequestRefused, too_many
from schema.compiler.sources import Followed, Given
from schema.paging import LARGEST_PAGE

if TYPE_CHECKING:
    from schema.spaces.booking_types import Booking
    from schema.spaces.types import Space

CURSOR = "Its place among all changes: subscribe `after` it to hear what comes next."
FIRST = Sql("greatest({row}.starts_at, {window_from})")
LAST = Sql("least({row}.ends_at, {window_until})")
IS_FREE_THEN = composed(
    "(SELECT {is_free} FROM space place WHERE place.id = {row}.space_id)",
    is_free=composed(of("place", IS_FREE).text, free_from=FIRST, free_until=LAST),
)

SPACES: Given = ("spaceIds", "list[strawberry.ID]", "Global ids of the spaces, at most 100.")
AFTER: Given = (
    "after",
    "str | None",
    "Only changes after this cursor, those that have happened meanwhile first: nothing is missed,"
    " and nothing comes twice. Null: from now on.",
)
WINDOW: tuple[Given, ...] = (
    ("from", "datetime", "First instant of the time that matters."),
    ("to", "datetime", "First instant after the time that matters."),
)


@part
class BookingChange:
    """That something has become of a booking: what it is by now, as far as the viewer may see it."""

    cursor: "str" = computed(event_cursors.CURSOR, CURSOR)
    change: "SpaceChange" = column("What has changed.")
    space: "Space | None" = to_one("The space; null when the viewer may not see it.")
    booking_id: "strawberry.ID" = computed(
        Sql("('booking_' || {row}.booking_id)"),
        "Global id of the booking, also when the viewer does not see it any more.",
    )
    booking: "Booking | None" = to_one(
        "The booking as a query shows it now; null when the viewer may not see it, or not any more."
    )
    changed_at: "datetime" = column("When it changed.", name="created_at")


@part
class AvailabilityChange:
    """That it has changed when a space can be had: by bookings, offers to who waits, closures, leases
    or hours.
    """

    cursor: "str" = computed(event_cursors.CURSOR, CURSOR)
    change: "SpaceChange" = column(
        "What has changed: of this space, of what contains it, or of what lies within it."
    )
    space: "Space | None" = to_one("The space; null when the viewer may not see it.")
    starts_at: "datetime" = computed(
        FIRST, "First instant that is concerned, within the time that was asked about."
    )
    ends_at: "datetime" = computed(
        LAST, "First instant that is not concerned any more, within the time asked about."
    )
    is_free: "bool" = computed(
        IS_FREE_THEN,
        "Whether by now no booking, no offer to another, and no closure keeps the space in that time.",
    )
    changed_at: "datetime" = column("When it changed.", name="created_at")


def _bookings(given: Mapping[str, Any]) -> Wish:
    return Wish(_keys(given["spaceIds"]))


def _times(given: Mapping[str, Any]) -> Wish:
    if given["to"] <= given["from"]:
        raise RequestRefused("BAD_USER_INPUT", "`to` is an instant after `from`.")
    return Wish(_keys(given["spaceIds"]), (given["from"], given["to"]))


def _keys(ids: list[str]) -> frozenset[UUID]:
    if len(ids) > LARGEST_PAGE:
        what = "Ids in `spaceIds`"
        raise too_many("PAGE_TOO_LARGE", what, measured=len(ids), limit=LARGEST_PAGE)
    return frozenset(map(UUID, map(key_of("space"), ids)))


@part
class SpacesSubscriptions:
    """Subscriptions of spaces."""

    booking_changed: "BookingChange" = special(
        Followed(
            model=SpaceEvent,
            seen_by=event_policy.BOOKING_CHANGE,
            wish=_bookings,
            arguments=(SPACES, AFTER),
        ),
        "Each change of a booking of these spaces that a query would let the viewer notice: of"
        " those that concern them all, of others that a space is taken or free.",
    )
    availability_changed: "AvailabilityChange" = special(
        Followed(
            model=SpaceEvent,
            seen_by=event_policy.TIME_CHANGE,
            wish=_times,
            arguments=(SPACES, *WINDOW, AFTER),
            places={"window_from": "from", "window_until": "to"},
        ),
        "Each change of when these spaces can be had, within a time; one for each space.",
    )


@part
class ChangesQueries:
    """Where subscriptions can begin."""

    changes_cursor: "str" = computed(
        event_cursors.LATEST,
        "Cursor of the last change that this answer already shows: who subscribes `after` it misses"
        " nothing in between.",
    )
