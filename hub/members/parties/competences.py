"""The taxonomy of what parties can do, and who can do what of it."""

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.constraints import explains
from hub.deed import Deed
from hub.errors import Refused
from hub.members.held import DESKS
from hub.members.models import Competence, Organization, Person
from hub.members.parties.entering import lock_party, require_desk
from hub.members.parties.organizations import for_change
from hub.members.parties.refusals import Circular, CodeInvalid
from hub.members.parties.trees import is_above, lock_tree
from hub.refusals import Blank, CodeTaken, NotFound, TooLong, TooMany
from hub.texts import line

MOST_COMPETENCES = 100
LONGEST_CODE, LONGEST_NAME = 40, 120
CODE = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
NAMES = {"name": "name", "name_it": "nameIt"}

explains("competence_code_key")


@act(TokenScope.MEMBERS)
async def create_competence(
    deed: Deed, *, code: str, parent_id: UUID | None = None, **names: str | None
) -> Competence:
    """Add an entry to the taxonomy."""
    require_desk(deed, "input")
    written = _written(deed, names)
    await _check_code(deed, code)
    if parent_id is not None:
        await deed.lock(Competence, parent_id, "input", "parentId")
    return await deed.create(Competence, code=code, parent_id=parent_id, **written)


@act(TokenScope.MEMBERS)
async def update_competence(
    deed: Deed, *, competence_id: UUID, version: int, **given: Any
) -> Competence:
    """Change the names of an entry, or what it stands under; its code stays what it is."""
    require_desk(deed, "input")
    if "parent_id" in given:
        await lock_tree(deed, Competence)
    competence = await deed.lock(Competence, competence_id, "input", "competenceId")
    deed.check_version(competence, version)
    changes: dict[str, Any] = _written(deed, {n: each for n, each in given.items() if n in NAMES})
    if "parent_id" in given:
        changes["parent_id"] = await _parent(deed, competence, given["parent_id"])
    await deed.edit(competence, **changes)
    return competence


@act(TokenScope.MEMBERS)
async def set_organization_competences(
    deed: Deed, *, organization_id: UUID, competence_ids: Sequence[UUID]
) -> Organization:
    """Say all that an organization can do: what is not among it is taken away."""
    organization = await for_change(deed, organization_id)
    wanted = await _known(deed, competence_ids)
    former = await _replace(deed, organization, wanted)
    deed.changes.note(organization, _codes(former), _codes(wanted))
    return organization


@act(TokenScope.MEMBERS)
async def set_person_competences(
    deed: Deed, *, person_id: UUID, competence_ids: Sequence[UUID]
) -> Person:
    """Say all that a person can do; the record keeps that it changed, and not to what."""
    person = await _person(deed, person_id)
    await _replace(deed, person, await _known(deed, competence_ids))
    deed.touch(person)
    return person


async def _replace(
    deed: Deed, party: Organization | Person, wanted: Sequence[Competence]
) -> Sequence[Competence]:
    """Give the party these competences and no others; the former ones."""
    deed.settle()
    former = await party.competences.all().using_db(deed.connection)
    before, after = set(former), set(wanted)
    if gone := before - after:
        await party.competences.remove(*gone, using_db=deed.connection)
    if new := after - before:
        await party.competences.add(*new, using_db=deed.connection)
    return former


async def _known(deed: Deed, competence_ids: Sequence[UUID]) -> list[Competence]:
    path, ids = ("input", "competenceIds"), list(dict.fromkeys(competence_ids))
    if len(ids) > MOST_COMPETENCES:
        raise Refused(TooMany(*path, limit=MOST_COMPETENCES, measured=len(ids)))
    rows = await Competence.filter(id__in=ids).using_db(deed.connection).order_by("code")
    known = {row.id for row in rows}
    deed.refuse(*(NotFound(*path, place) for place, id in enumerate(ids) if id not in known))
    return rows


async def _person(deed: Deed, person_id: UUID) -> Person:
    """Oneself, or anybody for the desk."""
    path = ("input", "personId")
    if person_id != deed.actor.person_id and not deed.actor.has_role(DESKS):
        raise Refused(NotFound(*path))
    person = await lock_party(deed, Person, person_id, *path)
    if person.erased_at is not None:
        raise Refused(NotFound(*path))
    return person


async def _parent(deed: Deed, competence: Competence, parent_id: UUID | None) -> UUID | None:
    if parent_id is None:
        return None
    parent = await deed.lock(Competence, parent_id, "input", "parentId")
    if await is_above(deed, competence, parent.id):
        deed.refuse(Circular("input", "parentId"))
    return parent.id


async def _check_code(deed: Deed, code: str) -> None:
    path = ("input", "code")
    if len(code) > LONGEST_CODE:
        deed.refuse(TooLong(*path, limit=LONGEST_CODE, measured=len(code)))
    elif CODE.fullmatch(code) is None:
        deed.refuse(CodeInvalid(*path))
    elif await Competence.filter(code=code).using_db(deed.connection).exists():
        deed.refuse(CodeTaken(*path))


def _written(deed: Deed, names: dict[str, str | None]) -> dict[str, str]:
    written = {name: line(text or "") for name, text in names.items()}
    for name, text in written.items():
        if not text:
            deed.refuse(Blank("input", NAMES[name]))
        elif len(text) > LONGEST_NAME:
            refusal = TooLong("input", NAMES[name], limit=LONGEST_NAME, measured=len(text))
            deed.refuse(refusal)
    return written


def _codes(competences: Sequence[Competence]) -> dict[str, list[str]]:
    return {"competences": sorted(each.code for each in competences)}
