"""The questions about sites, spaces and bookings."""

from datetime import datetime
from typing import TYPE_CHECKING

from hub.spaces import derived
from schema.compiler.declare import by_id, many_where, part
from schema.compiler.sources import Argument

if TYPE_CHECKING:
    from schema.paging import Connection
    from schema.spaces.booking_types import Booking
    from schema.spaces.rule_types import BookingQuota, BookingRule
    from schema.spaces.types import Site, Space


@part
class SpacesQueries:
    """The questions about sites, spaces and bookings."""

    sites: "Connection[Site]" = many_where("Sites, by name.")
    spaces: "Connection[Space]" = many_where(
        "Spaces that the viewer may see, by name; with both `freeFrom` and `freeUntil` only those"
        " that are booked at all and that no booking and no closure keeps between these instants.",
        condition=derived.IS_LISTED_FREE,
        arguments=(
            Argument("freeFrom", datetime, "First instant; null: free or not.", place="free_from"),
            Argument(
                "freeUntil",
                datetime,
                "First instant that no longer has to be free; null: free or not.",
                place="free_until",
            ),
        ),
    )
    space: "Space | None" = by_id(
        "A space; null when there is none with this id, or none that the viewer may see."
    )
    bookings: "Connection[Booking]" = many_where(
        "Bookings that the viewer may see, in the order of their starts: those that concern them"
        " whole, of others that a space is taken."
    )
    booking_rules: "Connection[BookingRule]" = many_where(
        "Rules that the viewer may see, the latest first: those for all, and of an organization's"
        " own those of the viewer's."
    )
    booking_quotas: "Connection[BookingQuota]" = many_where(
        "Quotas that the viewer may see, the latest first: those for all, and of an organization's"
        " own those of the viewer's."
    )
