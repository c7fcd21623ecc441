"""Whom a spreadsheet of members is about: its rows put together to parties and what ties them.

A row is about an organization, a person, or a person and the organization that they belong to. An
organization with several people has a row for each of them; the first says all of it, the others
may leave out all but its name, or its VAT number or fiscal code.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from hub.members.importing.cells import folded
from hub.members.importing.columns import Part
from hub.members.importing.refusals import RowConflict, RowRepeated
from hub.members.importing.table import Entry, Faults, Table, Values
from hub.refusals import Blank

Key = tuple[str, ...]
OF_ORGANIZATION = ("vat_number", "fiscal_code")
OF_PERSON = ("fiscal_code", "email")


@dataclass(slots=True)
class Said:
    """Values of one thing, and which row gave them."""

    part: Part
    row: int
    """The first row about it."""
    values: Values = field(default_factory=dict)
    others: dict[str, int] | None = None
    """The rows of values that a later one gave, which few do."""

    def row_of(self, name: str | None) -> int:
        """The row that gave a value, or else the first one."""
        return (self.others or {}).get(name or "", self.row)

    def add(self, entry: Entry, faults: Faults) -> None:
        """Take in what a further row says, which must not contradict."""
        said = entry.of(self.part)
        if not self.values and entry.row == self.row:
            self.values = said
            return
        for name, value in said.items():
            if name not in self.values:
                self.values[name] = value
                self.others = {**(self.others or {}), name: entry.row}
            elif _loosely(self.values[name]) != _loosely(value):
                reason = RowConflict(other=self.row_of(name))
                faults.add(entry.row, self.part, name, reason=reason)


@dataclass(slots=True, eq=False)
class Party:
    """An organization or a person of the file."""

    row: int
    said: Said
    membership: Said
    headcount: Said
    is_distinct: bool = False

    @classmethod
    def of(cls, part: Part, row: int) -> "Party":
        membership, headcount = Said(Part.MEMBERSHIP, row), Said(Part.HEADCOUNT, row)
        return cls(row, Said(part, row), membership, headcount)

    @property
    def values(self) -> Values:
        return self.said.values

    @property
    def part(self) -> Part:
        return self.said.part

    def row_of(self, name: str | None) -> int:
        """The row that gave a value, or else the first one about the party."""
        return self.said.row_of(name)


@dataclass(frozen=True, slots=True, eq=False)
class Tie:
    """That a person of the file belongs to an organization of it."""

    row: int
    person: Party
    organization: Party
    values: Values


@dataclass(slots=True)
class Parties:
    """All that a file is about."""

    organizations: list[Party] = field(default_factory=list)
    people: list[Party] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)


class _Known:
    """The parties of one kind that were met so far, by what tells them apart."""

    def __init__(self, part: Part, identifying: tuple[str, ...]) -> None:
        self.found: list[Party] = []
        self._part = part
        self._identifying = identifying
        self._by_key: dict[Key, Party] = {}

    def met(self, entry: Entry, names: Iterable[Key], faults: Faults) -> Party:
        """The party that a row is about, with what the row says of it."""
        values = entry.of(self._part)
        keys: list[Key] = [
            (name, _loosely(values[name])) for name in self._identifying if values.get(name)
        ]
        named = [("name", *map(folded, name)) for name in names if any(name)]
        known = (self._by_key.get(key) for key in keys or named)
        party = next((each for each in known if each is not None), None)
        if party is None:
            party = Party.of(self._part, entry.row)
            self.found.append(party)
        party.said.add(entry, faults)
        party.is_distinct |= bool(entry.of(Part.ROW).get("is_distinct"))
        for key in (*keys, *named):
            self._by_key.setdefault(key, party)
        return party


def parties_of(table: Table) -> Parties:
    """Whom the rows are about; notes what they lack, and where they contradict each other."""
    organizations = _Known(Part.ORGANIZATION, OF_ORGANIZATION)
    people = _Known(Part.PERSON, OF_PERSON)
    ties: dict[tuple[int, int], Tie] = {}
    for entry in table.entries:
        organization = _organization(entry, organizations, table.faults)
        person = _person(entry, people, organization, faults=table.faults)
        _add_facts(entry, organization, person, faults=table.faults)
        if organization is not None and person is not None:
            tie = Tie(entry.row, person, organization, entry.of(Part.AFFILIATION))
            former = ties.setdefault((id(person), id(organization)), tie)
            if former is not tie:
                reason = RowRepeated(other=former.row)
                table.faults.add(entry.row, Part.PERSON, "family_name", reason=reason)
    return Parties(organizations.found, people.found, list(ties.values()))


def _organization(entry: Entry, known: _Known, faults: Faults) -> Party | None:
    values = entry.of(Part.ORGANIZATION)
    if not values:
        return None
    names = [(str(values.get(name, "")),) for name in ("name", "legal_name")]
    return known.met(entry, names, faults)


def _person(
    entry: Entry, known: _Known, organization: Party | None, *, faults: Faults
) -> Party | None:
    values = entry.of(Part.PERSON)
    if not values:
        if entry.of(Part.AFFILIATION):
            faults.add(entry.row, Part.PERSON, "family_name", reason=Blank())
        return None
    given, family = (str(values.get(name, "")) for name in ("given_name", "family_name"))
    # Namesakes in two organizations are two people, unless an identifier says otherwise.
    beside = str(organization.row) if organization else ""
    return known.met(entry, [(given, family, beside)] if given or family else [], faults)


def _add_facts(
    entry: Entry, organization: Party | None, person: Party | None, *, faults: Faults
) -> None:
    """Add the membership, which is the organization's if there is one, and the headcount."""
    holder = organization or person
    if holder is None:
        faults.add(entry.row, Part.ORGANIZATION, "name", reason=Blank())
        return
    holder.membership.add(entry, faults)
    if organization is not None:
        organization.headcount.add(entry, faults)
    elif entry.of(Part.HEADCOUNT):
        faults.add(entry.row, Part.ORGANIZATION, "name", reason=Blank())


def _loosely(value: Any) -> str:
    """A value as it is compared before it is checked."""
    text = str(value).casefold()
    if "@" in text:
        return text.strip()
    return "".join(filter(str.isalnum, text)).removeprefix("it")
