"""Entering people, and what the front desk verifies of them."""

from typing import Any
from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed
from hub.errors import Refused
from hub.members.models import Person
from hub.members.parties.affiliation_refusals import PersonErased
from hub.members.parties.columns import Draft
from hub.members.parties.entering import check_identifiers, check_names, lock_party, require_desk
from hub.members.parties.person_columns import IDENTIFIERS, draft_of
from hub.members.terms import Language


@act(TokenScope.MEMBERS)
async def create_person(
    deed: Deed, *, is_distinct: bool | None = None, language: Language | None = None, **given: Any
) -> Person:
    """Enter a person whom the hub does not know yet; nothing of them is shown to others."""
    require_desk(deed, "input")
    draft = draft_of(given, {})
    await _check(deed, draft, is_distinct=bool(is_distinct))
    deed.settle()
    return await deed.create(Person, **draft.values, language=language or Language.IT)


@act(TokenScope.MEMBERS)
async def update_person(
    deed: Deed,
    *,
    person_id: UUID,
    version: int,
    is_distinct: bool | None = None,
    language: Language | None = None,
    **given: Any,
) -> Person:
    """Change what is given of what the desk verifies of a person."""
    require_desk(deed, "input")
    person = await lock_party(deed, Person, person_id, "input", "personId")
    if person.erased_at is not None:
        raise Refused(PersonErased("input", "personId"))
    deed.check_version(person, version)
    present = {name: getattr(person, name) for name in Person._meta.db_fields}
    draft = draft_of(given, present)
    await _check(deed, draft, but=person.id, is_distinct=bool(is_distinct))
    if language is not None:
        draft.values["language"] = language
    await deed.edit(person, **draft.values)
    return person


async def _check(deed: Deed, draft: Draft, *, is_distinct: bool, but: UUID | None = None) -> None:
    deed.refuse(*draft.faults)
    await check_identifiers(deed, draft, model=Person, whats=IDENTIFIERS, but=but)
    if draft.changes("name") and not is_distinct:
        row = draft.whole()
        given, family = row["given_name"], row["family_name"]
        await check_names(
            deed, draft, [f"{given} {family}", f"{family} {given}"], model=Person, but=but
        )
