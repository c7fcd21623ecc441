"""What people may write into the columns of a party: how long, in which form, checked how.

What is checked together is known together: the VAT number with the country, the code of an
activity with its edition. So a change of one is refused when the other no longer fits it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hub.contacts import email_of, is_link, is_phone
from hub.errors import Refusal
from hub.refusals import Blank, EmailInvalid, LinkInvalid, PhoneInvalid, TooLong
from hub.texts import line

Values = Mapping[str, Any]
Path = tuple[str | int, ...]
Check = Callable[[str, Values], str]
"""Brings a text into its form, given all that the row will hold, or raises a Refusal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column that holds a text, or nothing."""

    limit: int
    is_needed: bool = False
    clean: Callable[[str], str] = line
    check: Check | None = None
    beside: frozenset[str] = frozenset()
    """The columns that decide what is right in this one."""


@dataclass(slots=True)
class Draft:
    """A row as it is to be: what stands against it, and what changes."""

    columns: Mapping[str, Column]
    present: Values
    at: Path = ("input",)
    """Where the values stand that were given."""
    values: dict[str, Any] = field(default_factory=dict, init=False)
    faults: list[Refusal] = field(default_factory=list, init=False)
    wrong: set[str] = field(default_factory=set, init=False)
    """The columns that the faults are in, and those of which nothing can be said for that."""

    def fill(self, given: Values) -> None:
        """Take what is given, each text in its form; all that is wrong with it is noted."""
        self.values = {name: self._cleaned(name, value) for name, value in given.items()}
        for name, column in self.columns.items():
            if name not in given and column.beside.isdisjoint(given):
                continue
            if column.beside.isdisjoint(self.wrong):
                self._settle(name, column)
            else:
                self.wrong.add(name)

    def whole(self) -> dict[str, Any]:
        """All that the row will hold."""
        return {**self.present, **self.values}

    def changes(self, *names: str) -> bool:
        """Whether one of the columns is to hold something else than it does."""
        return any(self.present.get(name) != self.whole().get(name) for name in names)

    def path(self, name: str) -> Path:
        return (*self.at, camel(name))

    def refuse(self, refusal: type[Refusal], name: str, **values: object) -> None:
        self.wrong.add(name)
        self.faults.append(refusal(*self.path(name), **values))

    def attempt(self, name: str, check: Callable[[], Any]) -> None:
        """Note what a check raises, as said of a column."""
        try:
            check()
        except Refusal as fault:
            self.refuse(type(fault), name, **fault.values)

    def _cleaned(self, name: str, value: Any) -> Any:
        column = self.columns.get(name)
        return column.clean(value or "") or None if column else value

    def _settle(self, name: str, column: Column) -> None:
        value = self.whole().get(name)
        if value is None:
            if column.is_needed:
                self.refuse(Blank, name)
        elif len(value) > column.limit:
            self.refuse(TooLong, name, limit=column.limit, measured=len(value))
        elif (check := column.check) is not None:
            self.attempt(name, lambda: self._keep(name, check(value, self.whole())))

    def _keep(self, name: str, value: str) -> None:
        if self.whole().get(name) != value:
            self.values[name] = value


def email(text: str, _: Values) -> str:
    address = email_of(text)
    if address is None:
        raise EmailInvalid
    return address


def page(text: str, _: Values) -> str:
    if not is_link(text):
        raise LinkInvalid
    return text


def phone(text: str, _: Values) -> str:
    if not is_phone(text):
        raise PhoneInvalid
    return text


def alone(check: Callable[[str], str]) -> Check:
    """A check for which nothing else counts."""
    return lambda text, _: check(text)


def camel(name: str) -> str:
    """The name of a column as inputs have it."""
    first, *others = name.split("_")
    return first + "".join(each.capitalize() for each in others)
