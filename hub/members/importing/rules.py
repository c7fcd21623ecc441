"""What is right in a spreadsheet of members: its parties held to the rules for entering them.

What a party's identifiers, addresses and names must be is decided where they are entered one by
one; here is only what a spreadsheet says beside it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from hub import ids
from hub.errors import Refusal
from hub.members.importing.cells import folded
from hub.members.importing.columns import COLUMNS, Part
from hub.members.importing.parties import Parties, Party, Tie
from hub.members.importing.refusals import ChoiceUnknown, DateInvalid
from hub.members.importing.table import Faults, Values
from hub.members.importing.writing import Admitted, Draft, Drafts, admitted
from hub.members.parties import organization_columns, person_columns
from hub.members.parties.columns import Draft as Checked
from hub.members.parties.columns import camel
from hub.members.periods import AHEAD, Cycle, first_end
from hub.members.terms import OrganizationKind, PeriodKind
from hub.refusals import Blank, DayAhead, DayTooLate, NotInOrder

ONE_DAY = timedelta(days=1)
NAMES = {(column.part, camel(column.name)): column.name for column in COLUMNS}
"""Of columns, by what the rules call them in their paths."""


@dataclass(frozen=True, slots=True)
class Terms:
    """A type of membership, as far as an import needs it."""

    id: object
    code: str
    names: tuple[str, ...]
    is_of_consortium: bool
    cycle: Cycle


@dataclass(frozen=True, slots=True)
class Book:
    """The rules as they stand on a day: the types of membership by what people call them."""

    today: date
    types: Mapping[str, Terms]

    @classmethod
    def of(cls, today: date, types: Iterable[Terms]) -> "Book":
        listed = list(types)
        by_name = {folded(name): each for each in listed for name in each.names}
        return cls(today, by_name | {folded(each.code): each for each in listed})


def draft(parties: Parties, book: Book, faults: Faults) -> Drafts:
    """Everything in the form in which it is kept; what is wrong is noted."""
    return Drafts(
        [_organization(each, book, faults) for each in parties.organizations],
        [_person(each, book, faults) for each in parties.people],
        [(tie, _tie(tie, book, faults)) for tie in parties.ties],
    )


def _organization(party: Party, book: Book, faults: Faults) -> Draft:
    legal_name = party.values.get("legal_name")
    given = {"name": legal_name, "legal_name": None, **party.values}
    if "kind" not in given:
        faults.add(party.row, Part.ORGANIZATION, "kind", reason=Blank())
        given["kind"] = OrganizationKind.COMPANY  # some checks depend on it
    drafted = _drafted(party, organization_columns.draft_of(given, {}), book, faults=faults)
    drafted.headcount = _headcount(party, book, faults)
    return drafted


def _person(party: Party, book: Book, faults: Faults) -> Draft:
    given = {"given_name": None, "family_name": None, **party.values}
    return _drafted(party, person_columns.draft_of(given, {}), book, faults=faults)


def _drafted(party: Party, checked: Checked, book: Book, *, faults: Faults) -> Draft:
    for fault in checked.faults:
        name = NAMES.get((party.part, str(fault.path[-1])))
        faults.add(party.row_of(name), party.part, name, reason=fault)
    membership = _membership(party, book, faults) if party.membership.values else None
    return Draft(party, ids.uuid7(), checked.values, membership)


def _tie(tie: Tie, book: Book, faults: Faults) -> Values:
    if "role" not in tie.values:
        faults.add(tie.row, Part.AFFILIATION, "role", reason=Blank())
    return {"starts_on": book.today, **tie.values}


def _headcount(party: Party, book: Book, faults: Faults) -> Values | None:
    said = party.headcount
    if not said.values:
        return None
    for name in ("employees", "counted_on"):
        if name not in said.values:
            faults.add(party.row, Part.HEADCOUNT, name, reason=Blank())
    counted_on = said.values.get("counted_on", book.today)
    if counted_on > book.today:
        reason = DayAhead(today=book.today)
        faults.add(said.row_of("counted_on"), Part.HEADCOUNT, "counted_on", reason=reason)
    return {**said.values, "year": counted_on.year}


def _membership(party: Party, book: Book, faults: Faults) -> Admitted | None:
    said = party.membership.values

    def note(name: str, reason: Refusal) -> None:
        faults.add(party.membership.row_of(name), Part.MEMBERSHIP, name, reason=reason)

    terms = book.types.get(folded(said.get("type", "")))
    if "type" not in said:
        note("type", Blank())
    elif terms is None:
        known = sorted({each.code for each in book.types.values()})
        note("type", ChoiceUnknown(known=", ".join(known) or "-"))
    if "joined_on" not in said:
        return _application(said, terms, book, note=note)
    return _admission(said, terms, book, note=note)


Note = Callable[[str, Refusal], None]


def _application(said: Values, terms: Terms | None, book: Book, *, note: Note) -> Admitted | None:
    """Who has no day of admission waits for a decision."""
    if not said.keys().isdisjoint({"number", "starts_on", "last_day"}):
        note("joined_on", Blank())
    elif "applied_on" not in said:
        note("applied_on", Blank())
    elif said["applied_on"] > book.today:
        note("applied_on", DayAhead(today=book.today))
    elif terms is not None:
        values = {"id": ids.uuid7(), "type_id": terms.id, "applied_on": said["applied_on"]}
        return Admitted(values, None)
    return None


def _admission(said: Values, terms: Terms | None, book: Book, *, note: Note) -> Admitted | None:
    joined_on: date = said["joined_on"]
    applied_on: date = said.get("applied_on", joined_on)
    if joined_on > book.today:
        note("joined_on", DayAhead(today=book.today))
    if joined_on < applied_on:
        note("joined_on", NotInOrder(begins=applied_on, ends=joined_on))
    starts_on: date = said.get("starts_on", joined_on)
    if starts_on < joined_on:
        note("starts_on", NotInOrder(begins=joined_on, ends=starts_on))
    elif starts_on > book.today + AHEAD:
        note("starts_on", DayTooLate(latest=book.today + AHEAD))
    cycle = terms.cycle if terms else Cycle(PeriodKind.ROLLING)
    ends_on = _end(said, cycle, starts_on, note=note)
    if terms is None:
        return None
    values = admitted(joined_on, type_id=terms.id, applied_on=applied_on, number=said.get("number"))
    return Admitted(values, (starts_on, ends_on), is_of_consortium=terms.is_of_consortium)


def _end(said: Values, cycle: Cycle, starts_on: date, *, note: Note) -> date:
    """The first day after the period: the one after its last day, or as its type has it."""
    last_day: date | None = said.get("last_day")
    if last_day is None:
        return first_end(cycle, starts_on)
    if last_day < starts_on:
        note("last_day", NotInOrder(begins=starts_on, ends=last_day))
    elif last_day == date.max:
        note("last_day", DateInvalid())
    else:
        return last_day + ONE_DAY
    return date.max
