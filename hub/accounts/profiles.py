"""What people say of themselves."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from hub import contacts
from hub.accounts.offers import DESKS
from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed
from hub.errors import Refusal, Refused
from hub.members.models import Person
from hub.refusals import Blank, LinkInvalid, NotFound, PhoneInvalid, TooLong
from hub.texts import line, paragraphs


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a profile: how long it may be, and what else it must be."""

    path: str
    limit: int
    is_needed: bool = False
    clean: Callable[[str], str] = line
    is_valid: Callable[[str], bool] | None = None
    refusal: type[Refusal] = Blank

    def faults(self, value: str | None) -> Iterator[Refusal]:
        path = ("input", self.path)
        if value is None:
            yield from [Blank(*path)] if self.is_needed else []
        elif len(value) > self.limit:
            yield TooLong(*path, limit=self.limit, measured=len(value))
        elif self.is_valid is not None and not self.is_valid(value):
            yield self.refusal(*path)


TEXTS: Mapping[str, Text] = {
    "given_name": Text("givenName", 80, is_needed=True),
    "family_name": Text("familyName", 80, is_needed=True),
    "headline": Text("headline", 160),
    "bio": Text("bio", 4000, clean=paragraphs),
    "website": Text("website", 300, is_valid=contacts.is_link, refusal=LinkInvalid),
    "phone": Text("phone", 24, is_valid=contacts.is_phone, refusal=PhoneInvalid),
}


@act(TokenScope.ACCOUNTS)
async def update_profile(
    deed: Deed, *, person_id: UUID, version: int, **given: str | None
) -> Person:
    """Change what is given of a person's profile: by the person, or by the front desk."""
    path = ("input", "personId")
    if person_id != deed.actor.person_id and not deed.actor.has_role(DESKS):
        raise Refused(NotFound(*path))
    person = await deed.lock(Person, person_id, *path)
    if person.erased_at is not None:
        raise Refused(NotFound(*path))
    deed.check_version(person, version)
    changes: dict[str, Any] = {
        name: TEXTS[name].clean(value or "") or None for name, value in given.items()
    }
    for name, value in changes.items():
        deed.refuse(*TEXTS[name].faults(value))
    if changes.keys() & {"given_name", "family_name"}:
        names = [changes.get(name, getattr(person, name)) for name in ("given_name", "family_name")]
        changes["name"] = " ".join(filter(None, names))
    await deed.edit(person, **changes)
    return person
