"""The root fields of the incubation area."""

from typing import TYPE_CHECKING

from schema.compiler.declare import by_id, many_where, part

if TYPE_CHECKING:
    from schema.incubation.selection_types import Application, Intake
    from schema.incubation.types import Programme, Startup
    from schema.paging import Connection


@part
class IncubationQueries:
    """Start-ups, and how they come into the park's programmes."""

    startups: "Connection[Startup]" = many_where("The start-ups that the viewer may see, by name.")
    startup: "Startup | None" = by_id(
        "The start-up with this id; null when there is none that the viewer may see."
    )
    programmes: "Connection[Programme]" = many_where(
        "What the park offers to start-ups, the latest first."
    )
    intakes: "Connection[Intake]" = many_where(
        "The rounds in which programmes take applications, the latest first."
    )
    applications: "Connection[Application]" = many_where(
        "The applications that the viewer may see, the latest first."
    )
