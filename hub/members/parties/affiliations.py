"""Tying people to organizations: from one day to another, in which role, as contact for what."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.constraints import explains
from hub.deed import Deed, Done
from hub.errors import Refused
from hub.members import policy
from hub.members.held import DESKS
from hub.members.models import Affiliation, Organization, Person
from hub.members.parties.affiliation_checks import check_administration, check_affiliation
from hub.members.parties.affiliation_refusals import AlreadyEnded, InvitationNeeded, PersonErased
from hub.members.parties.entering import lock_party
from hub.members.parties.organizations import for_change
from hub.members.parties.parting import heir_of, settled
from hub.members.rules import outlasts
from hub.members.seat_rules import Days, asks_more
from hub.members.seats import require_room
from hub.members.sight import OF_ORGANIZATION
from hub.members.terms import AffiliationRole
from hub.refusals import NotFound, NotInOrder
from hub.texts import line

PATH = ("input", "affiliationId")
USUAL: Mapping[str, Any] = {"is_lead": False, "is_administrator": False, "purposes": []}
"""What is so if nothing is said, or null."""
LED_TO = [f"organization__{relation}" for relation in OF_ORGANIZATION]

explains("affiliation_one_lead")


@act(TokenScope.MEMBERS)
async def add_affiliation(
    deed: Deed,
    *,
    organization_id: UUID,
    person_id: UUID,
    role: AffiliationRole,
    starts_on: date | None = None,
    **given: Any,
) -> Affiliation:
    """Tie a person to an organization, from a day on and, if it is said, up to another."""
    organization = await for_change(deed, organization_id)
    person = await _lock_person(deed, person_id, organization)
    values = {
        "person_id": person.id,
        "organization_id": organization.id,
        "role": role,
        "starts_on": starts_on or deed.today,
        **USUAL,
        **_written(given),
    }
    await check_affiliation(deed, Affiliation(**values))
    return await deed.create(Affiliation, **values)


@act(TokenScope.MEMBERS)
async def update_affiliation(
    deed: Deed, *, affiliation_id: UUID, version: int, **given: Any
) -> Done:
    """Change what is given of an affiliation: its role, its purposes, its days.

    What hangs on days that it no longer has ends as well.
    """
    affiliation, _ = await _locked(deed, affiliation_id)
    deed.check_version(affiliation, version)
    changes = _written({name: value for name, value in given.items() if _is_said(name, value)})
    changed = affiliation.clone(pk=affiliation.id).update_from_dict(changes)
    await check_affiliation(deed, changed)
    former, days = _days(affiliation), _days(changed)
    if affiliation.has_seat and asks_more(former, days, deed.today):
        await require_room(deed, changed, starts_on=changed.starts_on, ends_on=changed.ends_on)
    await check_administration(deed, affiliation, changed)
    is_shorter = not outlasts(changed.ends_on, affiliation.ends_on)
    await deed.edit(affiliation, **changes)
    if changed.ends_on is None or not is_shorter:
        return Done(affiliation.id, {"consequences": []})
    return await settled(deed, affiliation, changed.ends_on)


@act(TokenScope.MEMBERS)
async def end_affiliation(
    deed: Deed,
    *,
    affiliation_id: UUID,
    version: int,
    ends_on: date | None = None,
    reassign_to_person_id: UUID | None = None,
) -> Done:
    """End an affiliation on a day, the first on which it no longer holds: today, if none is said.

    One that has not begun, or begins today, is as if it had never been. What hangs on it ends as
    well, or goes to a colleague; the rights of the person's account end by themselves.
    """
    affiliation, _ = await _locked(deed, affiliation_id)
    deed.check_version(affiliation, version)
    ends = ends_on or max(deed.today, affiliation.starts_on)
    if ends < affiliation.starts_on:
        begins = affiliation.starts_on
        deed.refuse(NotInOrder("input", "endsOn", begins=begins, ends=ends))
    elif not outlasts(affiliation.ends_on, ends):
        deed.refuse(AlreadyEnded("input", "endsOn", ends=affiliation.ends_on))
    changed = affiliation.clone(pk=affiliation.id).update_from_dict({"ends_on": ends})
    await check_administration(deed, affiliation, changed)
    to = await heir_of(deed, affiliation, reassign_to_person_id)
    await deed.edit(affiliation, ends_on=ends)
    return await settled(deed, affiliation, ends, to=to)


def _written(given: Mapping[str, Any]) -> dict[str, Any]:
    values = dict(given)
    if "title" in values:
        values["title"] = line(values["title"] or "") or None
    if "purposes" in values:
        values["purposes"] = [each.value for each in dict.fromkeys(values["purposes"] or [])]
    return values | {name: USUAL[name] for name in USUAL if values.get(name, ...) is None}


def _is_said(name: str, value: Any) -> bool:
    """Whether a change is meant: what an affiliation cannot be without is not emptied."""
    return value is not None or name in {"title", "ends_on", *USUAL}


def _days(affiliation: Affiliation) -> Days:
    return affiliation.starts_on, affiliation.ends_on


async def _locked(deed: Deed, affiliation_id: UUID) -> tuple[Affiliation, Organization]:
    """An affiliation that the actor may change, after its organization."""
    rows = Affiliation.filter(id=affiliation_id).using_db(deed.connection)
    affiliation = await rows.prefetch_related("person", *LED_TO).first()
    if affiliation is None or not policy.AFFILIATION.rows.holds(affiliation, deed.viewer):
        raise Refused(NotFound(*PATH))
    organization = await for_change(deed, affiliation.organization_id, *PATH)
    return await deed.lock(Affiliation, affiliation_id, *PATH), organization


async def _lock_person(deed: Deed, person_id: UUID, organization: Organization) -> Person:
    """The person to be tied: known to the desk, or to the organization from an earlier time."""
    path = ("input", "personId")
    ties = Affiliation.filter(person_id=person_id, organization_id=organization.id)
    if not deed.actor.has_role(DESKS) and not await ties.using_db(deed.connection).exists():
        # Of somebody who is not there this is said as well: nobody finds out who is.
        raise Refused(InvitationNeeded(*path))
    person = await lock_party(deed, Person, person_id, *path)
    if person.erased_at is not None:
        raise Refused(PersonErased(*path))
    return person
