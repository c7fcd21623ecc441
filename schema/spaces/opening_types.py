"""The GraphQL types of opening: weekly hours, exceptions and closures."""

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from hub.spaces import opening_models, policy
from hub.spaces.terms import OpeningState
from hub.sql import HOLDS
from schema.compiler.declare import column, computed, entity, to_one
from schema.node import Node
from schema.spaces.types import VERSION

if TYPE_CHECKING:
    from schema.spaces.types import Site, Space

OF_SITE = "The site that it is about; null when it is about one space."
OF_SPACE = "The space that it is about; null when it is about a whole site."


@entity(
    opening_models.OpeningHours,
    prefix="hours",
    policy=policy.OPENING_HOURS,
    order=("weekday", "opens"),
)
class OpeningHours(Node):
    """That a place is open at certain hours of a weekday, each week of a period."""

    site: "Site | None" = to_one(OF_SITE)
    space: "Space | None" = to_one(OF_SPACE)
    weekday: "int" = column("Day of the week by ISO 8601: 1 is Monday, 7 is Sunday.")
    opens: "time" = column("From this time of day on, on the clock of the site.")
    closes: "time" = column("Up to this time of day; 00:00 is the midnight that ends the day.")
    state: "OpeningState" = column("What a person can do there meanwhile.")
    starts_on: "date" = column("First day of the period.")
    ends_on: "date | None" = column(
        "First day on which the period is over, which is `startsOn` when other hours replaced these"
        " before; null while no end is known."
    )
    is_current: "bool" = computed(HOLDS, "Whether today belongs to the period.")
    version: "int | None" = column(VERSION)


@entity(
    opening_models.OpeningException,
    prefix="special",
    policy=policy.OPENING_EXCEPTION,
    order=("occurs_on",),
)
class OpeningException(Node):
    """What holds on one day instead of the weekly hours: other hours, or none."""

    site: "Site | None" = to_one(OF_SITE)
    space: "Space | None" = to_one(OF_SPACE)
    occurs_on: "date" = column("The day.")
    opens: "time | None" = column(
        "From this time of day on, on the clock of the site; null: all day."
    )
    closes: "time | None" = column(
        "Up to this time of day, 00:00 being the midnight that ends it; null: all day."
    )
    state: "OpeningState" = column("What a person can do there meanwhile.")
    reason: "str" = column("Why, such as the name of a holiday.")
    withdrawn_at: "datetime | None" = column(
        "When it was taken back, so that the weekly hours hold; null while it stands."
    )
    version: "int | None" = column(VERSION)


@entity(opening_models.Closure, prefix="closure", policy=policy.CLOSURE, order=("starts_at",))
class Closure(Node):
    """That a place is shut from one instant to another, whatever its hours say."""

    site: "Site | None" = to_one(OF_SITE)
    space: "Space | None" = to_one(OF_SPACE)
    starts_at: "datetime" = column("First instant.")
    ends_at: "datetime" = column("First instant at which it is over.")
    state: "OpeningState" = column("CLOSED or MAINTENANCE.")
    reason: "str" = column("Why.")
    withdrawn_at: "datetime | None" = column(
        "When it was taken back, so that it never was or no longer is; null while it stands."
    )
    version: "int | None" = column(VERSION)
