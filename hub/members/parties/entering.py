"""What entering and changing organizations and people have in common."""

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from tortoise.expressions import Q

from hub.clock import ROME
from hub.constraints import explains
from hub.deed import Deed
from hub.errors import Refused
from hub.members.held import DESKS
from hub.members.models import Organization, Person
from hub.members.parties.columns import Draft, Path
from hub.members.parties.refusals import (
    AlreadyMerged,
    DuplicateIdentifier,
    IdentifierOf,
    PossibleDuplicate,
)
from hub.members.sight import named, sees
from hub.messages import Phrase
from hub.refusals import NotAllowed, NotFound

P = TypeVar("P", Organization, Person)

TELLING_APART = ("vat_number", "fiscal_code")
MOST_CANDIDATES = 10
"""Parties of nearly the same name that somebody is told of."""
ALIKE = """SELECT party.id FROM {table} party
WHERE (hub_name_key(party.name) COLLATE "C" = ANY(ARRAY(
    SELECT hub_name_key(name) FROM unnest($1::text[]) name)){or_legal_name})
AND party.merged_at IS NULL AND party.id IS DISTINCT FROM $2::uuid{and_no_other}
ORDER BY party.id LIMIT {limit}"""
LEGAL_NAME = """ OR hub_name_key(party.legal_name) COLLATE "C" = ANY(ARRAY(
    SELECT hub_name_key(name) FROM unnest($1::text[]) name))"""
OTHER = " AND coalesce(party.{column} = ${place}::text, true)"
"""With another code of the same kind it is certainly another party."""

for table, columns in (
    ("organization", ("vat_number", "fiscal_code", "rea", "pec", "ipa_code")),
    ("person", ("fiscal_code", "email")),
):
    for column in columns:
        explains(f"{table}_{column}_key", lambda: DuplicateIdentifier("input", what=""))


def require_desk(deed: Deed, *path: str) -> None:
    """Raise Refused unless the actor works at the front desk or directs."""
    if not deed.actor.has_role(DESKS):
        raise Refused(NotAllowed(*path, who="the front desk"))


async def lock_party(deed: Deed, model: type[P], id: UUID | None, *path: str) -> P:
    """A party that can be changed: it is there, and not merged into another one."""
    party = await deed.lock(model, id, *path)
    if party.merged_at is not None:
        is_seen = await sees(deed, party)
        day = party.merged_at.astimezone(ROME).date()
        raise Refused(AlreadyMerged(*path, day=day) if is_seen else NotFound(*path))
    return party


async def check_identifiers(
    deed: Deed, draft: Draft, *, model: type[P], whats: Mapping[str, Phrase], but: UUID | None
) -> None:
    """Note each identifier that is new in the draft and that another party has."""
    new = {
        name: draft.values[name]
        for name in whats
        if draft.values.get(name) and name not in draft.wrong
    }
    if not new:
        return
    any_of = Q(*(Q(**{name: value}) for name, value in new.items()), join_type=Q.OR)
    holders = await model.filter(any_of).exclude(id=but).using_db(deed.connection).order_by("id")
    for name, value in new.items():
        for holder in holders:
            if getattr(holder, name) == value:
                await _refuse_identifier(deed, holder, draft.path(name), what=whats[name])


async def check_names(
    deed: Deed, draft: Draft, names: list[str], *, model: type[P], but: UUID | None
) -> None:
    """Note parties of nearly the same name, as far as the actor sees them.

    Names are compared without case, accents, stops and forms of companies. Who has another VAT
    number or fiscal code is another party.
    """
    row = draft.whole()
    known: dict[str, str] = {
        name: row[name] for name in TELLING_APART if name in model._meta.db_fields and row.get(name)
    }
    statement = ALIKE.format(
        table=model._meta.db_table,
        or_legal_name=LEGAL_NAME if model is Organization else "",
        and_no_other="".join(
            OTHER.format(column=column, place=place) for place, column in enumerate(known, 3)
        ),
        limit=MOST_CANDIDATES,
    )
    values: list[Any] = [names, but, *known.values()]
    found = await deed.connection.execute_query_dict(statement, values)
    rows = model.filter(id__in=[each["id"] for each in found]).using_db(deed.connection)
    candidates = await named(deed, await rows.order_by("name", "id"))
    if candidates:
        deed.refuse(PossibleDuplicate(*draft.path("name"), candidates=candidates))


async def _refuse_identifier(
    deed: Deed, holder: Organization | Person, path: Path, *, what: Phrase
) -> None:
    others = await named(deed, [holder])
    if others:
        deed.refuse(IdentifierOf(*path, what=what, other=others[0]))
    else:
        deed.refuse(DuplicateIdentifier(*path, what=what))
