"""The question what there is to do."""

from datetime import date
from typing import TYPE_CHECKING

from hub.todo.derived import TODO
from hub.todo.terms import Desk
from hub.todo.work import MOST_DAYS, USUAL_DAYS
from schema.compiler.declare import gathered, part
from schema.compiler.refusals import out_of_range
from schema.compiler.sources import Argument

if TYPE_CHECKING:
    from schema.paging import Connection
    from schema.todo.types import TodoItem


def ahead(days: int) -> int:
    """A number of days to look ahead, which must not be too many."""
    if not 0 <= days <= MOST_DAYS:
        raise out_of_range("within", measured=days, least=0, most=MOST_DAYS)
    return days


@part
class TodoQueries:
    """What there is to do."""

    todo: "Connection[TodoItem]" = gathered(
        TODO,
        "What there is to do at the desks of the viewer, the most urgent first; nothing for who"
        " works at none. It is derived from the facts as they are known now.",
        by="desk",
        arguments=(
            Argument("desk", Desk, "Only the work of this desk; null: of all the viewer's."),
            Argument(
                "within",
                int,
                f"How many days to look ahead, 0 to {MOST_DAYS}; null: {USUAL_DAYS}.",
                convert=ahead,
            ),
            Argument("on", date, "The day; null: today.", place="day", default="today"),
        ),
    )
