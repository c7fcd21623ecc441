"""The GraphQL type of due work."""

from datetime import date
from typing import TYPE_CHECKING

from hub.todo.derived import WORK
from hub.todo.policy import TODO_ITEM
from hub.todo.terms import Desk, TodoKind
from schema.compiler.declare import column, computed, entity, special
from schema.compiler.sources import RowOf
from schema.node import Node
from schema.todo import settling

if TYPE_CHECKING:
    import strawberry

SUBJECTS = tuple(dict.fromkeys(work.subject for work in WORK))


@entity(None, prefix="todo", policy=TODO_ITEM, order=("due_on",))
class TodoItem:
    """Something that a desk has to do.

    It is derived from facts: it is there from the day on which it is to be done to the day on
    which the facts say that it was, and nobody strikes it off.
    """

    id: "strawberry.ID" = column(
        "The same for as long as it is to be done; `node` does not find it."
    )
    kind: "TodoKind" = column("What there is to do.")
    desk: "Desk" = column("Whose work it is.")
    due_on: "date" = column(
        "The last day on which it is in time; of what has waited without such a day, the day since"
        " which it waits. `kind` says which."
    )
    title: "str" = column("Whom and what it is about, by name.")
    subject: "Node | None" = special(
        RowOf("subject_table", "subject_id", SUBJECTS), "The object that it is about."
    )
    operation: "str | None" = computed(
        settling.operation(),
        "Name of the operation, ready-made in GraphiQL, that settles it; null where none does.",
    )
    variables: "str | None" = computed(
        settling.variables(),
        "The variables of that operation, as JSON; null where there is none.",
        filterable=False,
        orderable=False,
    )
