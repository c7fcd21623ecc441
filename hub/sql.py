"""SQL expressions over one row, with named places that are filled when a statement is built."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from tortoise.models import Model

from hub.actor import Role

TRUE, FALSE = "true", "false"
PLACE = re.compile(r"\{(\w+)\}")


class Scope(Protocol):
    """Where an expression stands: one row of one model inside a statement."""

    @property
    def row(self) -> str: ...

    @property
    def model(self) -> type[Model]: ...

    def place(self, name: str) -> str:
        """The SQL of a named value: an argument of the field or a value of the viewer."""
        ...

    def has(self, name: str) -> bool:
        """Whether the viewer may have such a value: a person, an account, organizations."""
        ...

    def role(self, roles: frozenset[Role]) -> str:
        """The SQL of "the viewer has one of these roles", a boolean."""
        ...

    def inner(self, model: type[Model]) -> "Scope":
        """The scope of another row, of `model`, under a fresh alias."""
        ...

    def origin(self, column: str) -> "Scope | None":
        """The scope of the row that `column` points at, where this row was reached from there."""
        ...

    def is_own(self, column: str) -> bool:
        """Whether the column is known to hold an organization of the viewer's."""
        ...

    def is_known(self, predicate: object) -> bool:
        """Whether the row is only there for viewers who satisfy the predicate."""
        ...


@dataclass(frozen=True, slots=True)
class Sql:
    """An SQL expression whose places stand in braces.

    `{row}` is the alias of the row; in the condition of a list, `{parent}` that of the row that
    has the list.
    `{day}` is the day that is asked about: the field's own argument, else today.
    `{today}`, `{now}`, `{person_id}`, `{account_id}`, `{email}`, `{organization_ids}`,
    `{administered_ids}`, `{is_member}` and those that begin with `budget_` are values of the
    viewer; any other name is an argument of the field.
    """

    text: str

    def render(self, scope: Scope) -> str:
        def fill(match: re.Match[str]) -> str:
            name = match.group(1)
            return scope.row if name == "row" else scope.place(name)

        return PLACE.sub(fill, self.text)

    @property
    def places(self) -> set[str]:
        return set(PLACE.findall(self.text))


def every(conditions: Iterable[str]) -> str:
    """The conjunction of conditions, those that cost little first; what is decided is left out."""
    undecided = [condition for condition in conditions if condition != TRUE]
    if FALSE in undecided:
        return FALSE
    return _joined(undecided, " AND ") or TRUE


def some(conditions: Iterable[str]) -> str:
    """The disjunction of conditions, those that cost little first; what is decided is left out."""
    undecided = [condition for condition in conditions if condition != FALSE]
    if TRUE in undecided:
        return TRUE
    return _joined(undecided, " OR ") or FALSE


def _joined(conditions: list[str], word: str) -> str:
    # PostgreSQL tests alternatives as they stand: what looks into no other row comes first.
    ordered = sorted(conditions, key=lambda condition: "SELECT" in condition)
    return ordered[0] if len(ordered) == 1 else f"({word.join(ordered)})" if ordered else ""


def as_of_today(expression: Sql) -> Sql:
    """The expression for the present day, whatever day a list asks about: rights hold today."""
    return Sql(expression.text.replace("{day}", "{today}"))


def of(alias: str, expression: Sql) -> Sql:
    """The expression over the row that has this alias."""
    return Sql(expression.text.replace("{row}", alias))


def composed(text: str, **parts: Sql) -> Sql:
    """An expression some of whose places are other expressions."""
    for name, part in parts.items():
        text = text.replace("{" + name + "}", part.text)
    return Sql(text)


HOLDS = Sql("({row}.starts_on <= {day} AND coalesce({day} < {row}.ends_on, true))")
"""Whether a dated row (affiliation, period, suspension, grant) holds on the day."""


def rome_day(instant: str) -> Sql:
    """The day in Cremona on which the instant falls that an expression holds."""
    return Sql(f"({instant} AT TIME ZONE 'Europe/Rome')::date")


def quoted(names: Iterable[str]) -> str:
    """An SQL list of string literals, of constant terms only: `'A', 'B'`."""
    return ", ".join("'" + name.replace("'", "''") + "'" for name in names)
