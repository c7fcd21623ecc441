"""The root field of the impact area."""

from datetime import date
from typing import TYPE_CHECKING

from schema.compiler.declare import part, part_of
from schema.compiler.sources import Argument

if TYPE_CHECKING:
    from schema.impact.types import Impact


@part
class ImpactQueries:
    """What the park amounts to."""

    impact: "Impact" = part_of(
        "What the park amounts to on a day, past or future, by the facts that are recorded.",
        arguments=(Argument("on", date, "The day; null: today.", place="day", default="today"),),
    )
