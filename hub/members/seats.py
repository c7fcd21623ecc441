"""Seats: which of an organization's people have the benefits of its membership.

A seat has no days of its own: it is worth what the membership is worth on the day, as long as the
person belongs to the organization. A person's own membership is another matter.
"""

from datetime import date
from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed
from hub.ends import Holder
from hub.errors import Refused
from hub.members import held
from hub.members.facts import facts_of
from hub.members.membership_refusals import AffiliationOver, SeatLimit, SeatsNotGiven
from hub.members.models import Affiliation, Organization
from hub.members.rules import membership_status
from hub.members.seat_rules import fullest, seats_of
from hub.members.transitions import RUNNING
from hub.refusals import NotAllowed, NotFound

PATH = ("input", "affiliationId")


@act(TokenScope.MEMBERS)
async def assign_seat(deed: Deed, *, affiliation_id: UUID, version: int) -> Affiliation:
    """Give a person of an organization a seat of its membership: its administrators, the desk."""
    affiliation = await _locked(deed, affiliation_id)
    deed.check_version(affiliation, version)
    if affiliation.ends_on is not None and affiliation.ends_on <= max(
        deed.today, affiliation.starts_on
    ):
        deed.refuse(AffiliationOver(*PATH, day=affiliation.ends_on))
    elif not affiliation.has_seat:
        starts_on, ends_on = affiliation.starts_on, affiliation.ends_on
        await require_room(deed, affiliation, starts_on=starts_on, ends_on=ends_on)
    await deed.edit(affiliation, has_seat=True)
    return affiliation


@act(TokenScope.MEMBERS)
async def release_seat(deed: Deed, *, affiliation_id: UUID, version: int) -> Affiliation:
    """Take a seat away, for somebody else to have it."""
    affiliation = await _locked(deed, affiliation_id)
    deed.check_version(affiliation, version)
    await deed.edit(affiliation, has_seat=False)
    return affiliation


async def require_room(
    deed: Deed, affiliation: Affiliation, *, starts_on: date, ends_on: date | None
) -> None:
    """Note it if no seat is left for the affiliation on each of these days, from today on.

    The organization is to be locked: of two who take the last seat one waits for the other.
    """
    seats = await _given(deed, affiliation.organization_id)
    if seats is None:
        return
    rows = Affiliation.filter(organization_id=affiliation.organization_id, has_seat=True)
    others = await rows.exclude(id=affiliation.id).using_db(deed.connection)
    taken = [(each.starts_on, each.ends_on) for each in others]
    used, day = fullest(taken, max(deed.today, starts_on), ends_on)
    if seats == 0 or used >= seats:
        deed.refuse(SeatLimit(*PATH, seats=seats, day=day))


async def _given(deed: Deed, organization_id: UUID) -> int | None:
    """How many seats the organization's memberships give; None: any number."""
    running = [
        each
        for each in await held.memberships_of(deed, Holder(organization_id))
        if membership_status(facts_of(each), deed.today) in RUNNING
    ]
    if not running:
        raise Refused(SeatsNotGiven(*PATH))
    return seats_of(each.type.seats for each in running)


async def _locked(deed: Deed, affiliation_id: UUID) -> Affiliation:
    rows = Affiliation.filter(id=affiliation_id).using_db(deed.connection)
    seen = await rows.first()
    if seen is None or not _sees(deed, seen):
        raise Refused(NotFound(*PATH))
    await deed.lock(Organization, seen.organization_id, *PATH)
    affiliation = await deed.lock(Affiliation, affiliation_id, *PATH)
    if not held.answers_for(deed.actor, Holder(affiliation.organization_id)):
        raise Refused(
            NotAllowed(*PATH, who="administrators of the organization and the front desk")
        )
    return affiliation


def _sees(deed: Deed, affiliation: Affiliation) -> bool:
    is_self = affiliation.person_id == deed.actor.person_id
    return is_self or held.is_concerned(deed.actor, Holder(affiliation.organization_id))
