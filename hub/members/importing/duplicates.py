"""Who of a spreadsheet is there already: in another row, or in the hub; a few statements for all."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from hub.deed import Deed
from hub.members.importing.columns import Part
from hub.members.importing.refusals import IdentifierInFile, Namesake, NamesakeInFile
from hub.members.importing.table import Faults
from hub.members.importing.writing import Draft, Drafts
from hub.members.parties import organization_columns, person_columns
from hub.members.parties.refusals import IdentifierOf, Named

MOST_NAMED = 3
HOLDERS = """
SELECT id, name, {column} AS value FROM {table} WHERE {column} = ANY($1::text[])
"""
NAMESAKES = """
SELECT DISTINCT found.id, found.name, hub_name_key(found.{column}) AS key, {codes} AS codes
FROM {table} found
WHERE hub_name_key(found.{column}) COLLATE "C" = ANY($1::text[]) AND found.merged_at IS NULL
"""
KEYS = "SELECT name, hub_name_key(name) AS key FROM unnest($1::text[]) name"
"""By which names are compared wherever a party is entered."""
CODES = {
    Part.ORGANIZATION: ("vat_number", "fiscal_code"),
    Part.PERSON: ("fiscal_code",),
}
"""Who has another one of these is somebody else, whatever the name."""
NAMES = {Part.ORGANIZATION: ("name", "legal_name"), Part.PERSON: ("name",)}
MODELS = {Part.ORGANIZATION: "Organization", Part.PERSON: "Person"}


async def find_duplicates(deed: Deed, drafts: Drafts, faults: Faults) -> None:
    """Note who has an identifier of somebody else, and who may be somebody else by the name."""
    identifying: Mapping[Part, Mapping[str, str]] = {
        Part.ORGANIZATION: organization_columns.IDENTIFIERS,
        Part.PERSON: person_columns.IDENTIFIERS,
    }
    for part, drafted in (
        (Part.ORGANIZATION, drafts.organizations),
        (Part.PERSON, drafts.people),
    ):
        for column, what in identifying[part].items():
            await _compare(deed, drafted, faults, part=part, column=column, what=what)
        await _name(deed, drafted, faults, part=part)


async def _compare(
    deed: Deed, drafted: Sequence[Draft], faults: Faults, *, part: Part, column: str, what: str
) -> None:
    """Compare the values of one column with each other, and with those of the hub."""
    first: dict[str, Draft] = {}
    for draft in drafted:
        value = draft.values.get(column)
        if value is None:
            continue
        if (other := first.setdefault(value, draft)) is not draft:
            reason = IdentifierInFile(what=what, other_row=other.party.row_of(column))
            faults.add(draft.party.row_of(column), part, column, reason=reason)
    if not first:
        return
    sql = HOLDERS.format(table=part.value, column=column)
    for row in await deed.connection.execute_query_dict(sql, [list(first)]):
        party = first[row["value"]].party
        other_party = Named(MODELS[part], row["id"], row["name"])
        reason_in_hub = IdentifierOf(what=what, other=other_party)
        faults.add(party.row_of(column), part, column, reason=reason_in_hub)


async def _name(deed: Deed, drafted: Sequence[Draft], faults: Faults, *, part: Part) -> None:
    """Compare the names of those of whom nobody has said that they are somebody else."""
    by_name = await _by_name(deed, drafted, part)
    told: set[int] = set()
    for alike in by_name.values():
        _tell_in_file(alike, faults, part=part, told=told)
    found: defaultdict[int, dict[Any, Named]] = defaultdict(dict)
    for row in await _namesakes(deed, by_name, part):
        for draft in by_name.get(row["key"], ()):
            if not draft.party.is_distinct and _may_be_one(draft, row["codes"], part):
                found[id(draft)][row["id"]] = Named(MODELS[part], row["id"], row["name"])
    for draft in drafted:
        if candidates := list(found.get(id(draft), {}).values())[:MOST_NAMED]:
            _add(faults, draft, part, reason=Namesake(candidates=candidates))


async def _by_name(
    deed: Deed, drafted: Sequence[Draft], part: Part
) -> Mapping[str, Sequence[Draft]]:
    """The parties by what they are called, in the form in which names are compared."""
    called = [
        (str(name), draft)
        for draft in drafted
        for name in {draft.values.get(column) for column in NAMES[part]} - {None}
    ]
    names = list({name for name, _ in called})
    rows = await deed.connection.execute_query_dict(KEYS, [names])
    key_of = {row["name"]: row["key"] for row in rows}
    found: defaultdict[str, dict[int, Draft]] = defaultdict(dict)
    for name, draft in called:
        found[key_of[name]].setdefault(id(draft), draft)
    return {key: list(alike.values()) for key, alike in found.items()}


async def _namesakes(deed: Deed, names: Iterable[str], part: Part) -> Sequence[Mapping[str, Any]]:
    codes = ", ".join(f"found.{code}" for code in CODES[part])
    sql = " UNION ".join(
        NAMESAKES.format(table=part.value, column=column, codes=f"ARRAY[{codes}]::text[]")
        for column in NAMES[part]
    )
    rows: Sequence[Mapping[str, Any]] = await deed.connection.execute_query_dict(sql, [list(names)])
    return rows


def _tell_in_file(alike: Sequence[Draft], faults: Faults, *, part: Part, told: set[int]) -> None:
    first, *others = alike
    for draft in others:
        is_other = draft.party.is_distinct or not _may_be_one(draft, _codes(first, part), part)
        if draft is not first and not is_other and id(draft) not in told:
            told.add(id(draft))
            _add(faults, draft, part, reason=NamesakeInFile(other_row=first.party.row))


def _add(faults: Faults, draft: Draft, part: Part, *, reason: Namesake | NamesakeInFile) -> None:
    column = "name" if part is Part.ORGANIZATION else "family_name"
    faults.add(draft.party.row, part, column, reason=reason)


def _codes(draft: Draft, part: Part) -> list[str | None]:
    return [draft.values.get(code) for code in CODES[part]]


def _may_be_one(draft: Draft, codes: Sequence[str | None], part: Part) -> bool:
    """Whether no code says that a party is not the one that has these."""
    pairs = zip(_codes(draft, part), codes, strict=True)
    return not any(one and other and one != other for one, other in pairs)
