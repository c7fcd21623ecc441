"""Writing what a spreadsheet of members was found to say: many rows of one table at a time."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from hub import ids
from hub.deed import Deed
from hub.members.importing.parties import Party, Tie
from hub.members.membership_models import Membership, MembershipPeriod
from hub.members.models import Affiliation, Headcount, Organization, Person
from hub.members.terms import Decision
from hub.progress import Report
from hub.rows import Row

SOURCE = "Importazione"
"""What a headcount states as its source: the spreadsheet says no other."""

STEP = 500
"""After so many rows it is told how far the writing is."""

Values = Mapping[str, Any]


@dataclass(slots=True)
class Admitted:
    """A membership as it is to be written; who has only applied has no period."""

    values: dict[str, Any]
    period: tuple[date, date | None] | None
    is_of_consortium: bool = False


@dataclass(slots=True)
class Draft:
    """A party that nothing stands against, in the form in which it is kept."""

    party: Party
    id: UUID
    values: Values
    membership: Admitted | None = None
    headcount: Values | None = None


@dataclass(slots=True)
class Drafts:
    """All that is to be written."""

    organizations: list[Draft]
    people: list[Draft]
    ties: list[tuple[Tie, Values]]

    @property
    def parties(self) -> Iterator[Draft]:
        yield from self.organizations
        yield from self.people

    def __len__(self) -> int:
        """How many rows they make."""
        parts = [
            each
            for draft in self.parties
            for each in (draft, draft.headcount, *_rows(draft.membership))
            if each
        ]
        return len(parts) + len(self.ties)


async def write(deed: Deed, drafts: Drafts, report: Report) -> dict[str, int]:
    """Write everything; how many of each there are."""
    done = 0

    def counted(rows: Iterable[Values]) -> Iterator[Values]:
        nonlocal done
        for row in rows:
            if done % STEP == 0:
                report("Writing", done, len(drafts))
            done += 1
            yield row

    key_of = {id(draft.party): draft.id for draft in drafts.parties}
    tables: list[tuple[str, type[Row], Iterable[Values]]] = [
        ("organizations", Organization, map(_party, drafts.organizations)),
        ("people", Person, map(_party, drafts.people)),
        ("affiliations", Affiliation, (_tie(*tie, key_of=key_of) for tie in drafts.ties)),
        ("memberships", Membership, _memberships(drafts)),
        ("periods", MembershipPeriod, _periods(drafts)),
        ("headcounts", Headcount, _headcounts(drafts)),
    ]
    return {name: await deed.create_many(model, counted(rows)) for name, model, rows in tables}


def _rows(membership: Admitted | None) -> tuple[object, ...]:
    return () if membership is None else (membership, membership.period)


def _party(draft: Draft) -> Values:
    return {"id": draft.id, **draft.values}


def _tie(tie: Tie, values: Values, *, key_of: Mapping[int, UUID]) -> Values:
    return {
        "person_id": key_of[id(tie.person)],
        "organization_id": key_of[id(tie.organization)],
        **values,
    }


def _memberships(drafts: Drafts) -> Iterator[Values]:
    for holder, drafted in (
        ("organization_id", drafts.organizations),
        ("person_id", drafts.people),
    ):
        for draft in drafted:
            if draft.membership is not None:
                yield {holder: draft.id, **draft.membership.values}


def _periods(drafts: Drafts) -> Iterator[Values]:
    for draft in drafts.parties:
        if draft.membership is not None and draft.membership.period is not None:
            starts_on, ends_on = draft.membership.period
            membership_id = draft.membership.values["id"]
            yield {"membership_id": membership_id, "starts_on": starts_on, "ends_on": ends_on}


def _headcounts(drafts: Drafts) -> Iterator[Values]:
    for draft in drafts.organizations:
        if draft.headcount is not None:
            yield {"organization_id": draft.id, "source": SOURCE, **draft.headcount}


def admitted(joined_on: date, **values: Any) -> dict[str, Any]:
    """The values of a membership that began on a day."""
    decided = {"decision": Decision.ADMITTED, "decided_on": joined_on, "joined_on": joined_on}
    return {"id": ids.uuid7(), **values, **decided}
