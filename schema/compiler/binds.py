"""The values of a statement: what stands at each placeholder, and where it comes from."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hub.actor import Viewer
from schema.compiler.past import shown_columns

PLACEHOLDER = re.compile(r"\$(\d+)::")

Recipe = Callable[[Mapping[str, Any], Viewer], Any]
"""Makes the value of one placeholder from a request's variables and its viewer."""

VIEWER_VALUES: dict[str, tuple[str, Callable[[Viewer], Any]]] = {
    "today": ("date", lambda viewer: viewer.today),
    "now": ("timestamptz", lambda viewer: viewer.now),
    "person_id": ("uuid", lambda viewer: viewer.actor.person_id),
    "account_id": ("uuid", lambda viewer: viewer.actor.account_id),
    "email": ("text", lambda viewer: viewer.actor.email),
    "organization_ids": ("uuid[]", lambda viewer: viewer.actor.organization_ids),
    "administered_ids": ("uuid[]", lambda viewer: viewer.actor.administered_ids),
    "roles": ("text[]", lambda viewer: sorted(viewer.actor.roles)),
    "shown_columns": ("jsonb", lambda viewer: shown_columns(viewer.actor.roles)),
    "budget_limit": ("bigint", lambda viewer: viewer.purse.limit),
    "budget_remaining": ("bigint", lambda viewer: viewer.purse.remaining),
    "budget_rate": ("bigint", lambda viewer: viewer.purse.restore_rate),
    "budget_full_at": ("timestamptz", lambda viewer: viewer.purse.full_at(viewer.now)),
}


@dataclass
class Binds:
    """The placeholders of one statement, each value bound once."""

    recipes: list[Recipe] = field(default_factory=list)
    _known: dict[object, str] = field(default_factory=dict)

    def viewer(self, name: str) -> str:
        sql_type, read = VIEWER_VALUES[name]
        return self._bind(("viewer", name), sql_type, lambda _, viewer: read(viewer))

    def constant(self, value: Any, sql_type: str) -> str:
        return self._bind(("constant", repr(value), sql_type), sql_type, lambda *_: value)

    def variable(
        self, path: tuple[str | int, ...], sql_type: str, convert: Callable[[Any], Any] | None
    ) -> str:
        read = _reader(path, convert)
        return self._bind(("variable", path, sql_type, convert), sql_type, read)

    def trimmed(self, sql: str) -> "tuple[str, Binds]":
        """The statement and the placeholders that it has: what nobody selects drops out, and
        what the viewer's standing decides.

        PostgreSQL refuses a statement that is given more values than it has placeholders.
        """
        used = sorted({int(number) for number in PLACEHOLDER.findall(sql)})
        if len(used) == len(self.recipes):
            return sql, self
        places = {number: place for place, number in enumerate(used, start=1)}
        renumbered = PLACEHOLDER.sub(lambda match: f"${places[int(match[1])]}::", sql)
        return renumbered, Binds([self.recipes[number - 1] for number in used])

    def values(self, variables: Mapping[str, Any], viewer: Viewer) -> list[Any]:
        return [recipe(variables, viewer) for recipe in self.recipes]

    def _bind(self, key: object, sql_type: str, recipe: Recipe) -> str:
        if key not in self._known:
            self.recipes.append(recipe)
            self._known[key] = f"${len(self.recipes)}::{sql_type}"
        return self._known[key]


def _reader(path: tuple[str | int, ...], convert: Callable[[Any], Any] | None) -> Recipe:
    def read(variables: Mapping[str, Any], _: Viewer) -> Any:
        value: Any = variables
        for step in path:
            value = value[step]
        return value if convert is None or value is None else convert(value)

    return read
