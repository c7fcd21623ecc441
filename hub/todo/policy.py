"""Who sees which due work."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hub.actor import Viewer
from hub.policy import (
    IS_DIRECTION,
    IS_FRONT_DESK,
    IS_INCUBATION,
    IS_PROJECTS,
    WITH_ROW,
    Policy,
    Predicate,
)
from hub.sql import Scope, quoted
from hub.todo.terms import Desk


@dataclass(frozen=True)
class OfDesk(Predicate):
    """The work is that of this desk."""

    desk: Desk

    def sql(self, scope: Scope) -> str:
        return f"({scope.row}.desk = {quoted([self.desk])})"

    def holds(self, row: Any, viewer: Viewer) -> bool:
        return bool(row.desk == self.desk)


AT_DESK: Mapping[Desk, Predicate] = {
    Desk.DIRECTION: IS_DIRECTION,
    Desk.FRONT_DESK: IS_FRONT_DESK,
    Desk.INCUBATION: IS_INCUBATION,
    Desk.PROJECTS: IS_PROJECTS,
}
"""Who works at each desk, and the direction."""


def _seen() -> Predicate:
    first, *others = (at_desk & OfDesk(desk) for desk, at_desk in AT_DESK.items())
    for each in others:
        first = first | each
    return first


TODO_ITEM = Policy(
    rows=_seen(),
    fields={
        WITH_ROW: ("kind", "desk", "due_on", "title", "subject", "operation", "variables"),
    },
)
