"""Letting desks, offices and other spaces for a period."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from hub.act import act
from hub.actor import TokenScope
from hub.constraints import explains
from hub.deed import Deed
from hub.ends import Holder
from hub.errors import Refused
from hub.members import held
from hub.members.facts import facts_of
from hub.members.membership_refusals import NumberOutOfRange
from hub.members.models import Affiliation
from hub.members.parties.entering import require_desk
from hub.members.rules import holds, is_in_force, outlasts, overlap
from hub.members.type_rules import CENT, Amount
from hub.refusals import DayTooEarly, DayTooLate, NotFound, NotInOrder, TooLong
from hub.spaces import affected
from hub.spaces.affected import Affected
from hub.spaces.lease_models import Lease
from hub.spaces.lease_refusals import (
    HolderMissing,
    LeaseHasBookings,
    LeaseNotCovered,
    LeaseOverlap,
    UserNotOfOrganization,
)
from hub.spaces.models import Site, Space
from hub.spaces.place_refusals import PlaceRetired
from hub.spaces.places import lock_space, shut_site, site_of
from hub.spaces.price_refusals import RateInvalid
from hub.spaces.rules import MIDNIGHT
from hub.texts import paragraphs

STARTS, ENDS, SPACE = ("input", "startsOn"), ("input", "endsOn"), ("input", "spaceId")
YEAR = timedelta(days=366)
FAR = timedelta(days=10 * 366)
LONGEST_NOTICE = 3660
LONGEST_NOTE = 2000
NEAR = """SELECT lease.starts_on, lease.ends_on, space.name FROM lease
JOIN space ON space.id = lease.space_id
WHERE lease.space_id IN (SELECT id FROM space_near($1::uuid)) ORDER BY lease.starts_on, lease.id"""

explains("lease_no_overlap")
explains("lease_has_no_bookings", lambda: LeaseHasBookings(*SPACE, bookings=[]))


@act(TokenScope.SPACES)
async def create_lease(
    deed: Deed,
    *,
    space_id: UUID,
    starts_on: date,
    organization_id: UUID | None = None,
    person_id: UUID | None = None,
    ends_on: date | None = None,
    **given: Any,
) -> Lease:
    """Let a space, and so all that lies within it, to a member or a co-worker."""
    require_desk(deed, "input")
    holder = Holder(organization_id, person_id)
    await _check_holder(deed, holder, starts_on)
    _check_days(deed, starts_on, ends_on)
    terms = _terms(deed, {name: value for name, value in given.items() if value is not None})
    deed.settle()
    space = await _locked(deed, space_id, starts_on, ends_on=ends_on)
    _check_in_use(deed, space, starts_on, ends_on=ends_on)
    await _check_let(deed, space, starts_on, ends_on=ends_on)
    return await deed.create(
        Lease,
        space_id=space.id,
        organization_id=organization_id,
        person_id=person_id,
        starts_on=starts_on,
        ends_on=ends_on,
        **terms,
    )


async def _check_holder(deed: Deed, holder: Holder, day: date) -> None:
    """Lock to whom it is let, and note it if no membership of theirs covers the first day."""
    if holder == Holder():
        raise Refused(HolderMissing("input"))
    party = Holder(holder.organization_id) if holder.organization_id else holder
    path = ("input", "organizationId" if party.organization_id else "personId")
    row = await held.lock_holder(deed, party, *path)
    if not held.is_there(row):
        raise Refused(NotFound(*path))
    memberships = await held.memberships_of(deed, party)
    if not any(is_in_force(facts_of(each), day) for each in memberships):
        deed.refuse(LeaseNotCovered(*path, day=day))
    if holder.organization_id is not None and holder.person_id is not None:
        await _check_affiliation(deed, holder, day)


async def _check_affiliation(deed: Deed, holder: Holder, day: date) -> None:
    """Who is to use what an organization leases belongs to it."""
    path = ("input", "personId")
    await held.lock_holder(deed, Holder(None, holder.person_id), *path)
    rows = await Affiliation.filter(**holder._asdict()).using_db(deed.connection)
    if not any(holds(each.starts_on, each.ends_on, day) for each in rows):
        deed.refuse(UserNotOfOrganization(*path))


async def _locked(deed: Deed, space_id: UUID, begins: date, *, ends_on: date | None) -> Space:
    """The space, with nobody booking it meanwhile; noted if it is booked on these days."""
    own_site_id = await site_of(deed, site_id=None, space_id=space_id)
    site = await Site.filter(id=own_site_id).using_db(deed.connection).get()
    zone = ZoneInfo(site.time_zone)
    await shut_site(deed, own_site_id)
    place = await lock_space(deed, space_id, *SPACE)
    found = await _booked(deed, space_id, zone, days=(begins, ends_on))
    if found.standing:
        deed.refuse(LeaseHasBookings(*SPACE, bookings=affected.named(found.standing)))
    else:
        await affected.release(deed, found.over)
    return place.own_space


async def _booked(
    deed: Deed, space_id: UUID, zone: ZoneInfo, *, days: tuple[date, date | None]
) -> Affected:
    begins, ends = days
    return await affected.meeting(
        deed,
        affected.NEAR_SPACE,
        space_id,
        starts_at=datetime.combine(begins, MIDNIGHT, zone),
        ends_at=datetime.combine(ends, MIDNIGHT, zone) if ends else None,
    )


async def _check_let(deed: Deed, space: Space, begins: date, *, ends_on: date | None) -> None:
    """Note a lease of the space, of what contains it or of what lies within it."""
    found = await deed.connection.execute_query_dict(NEAR, [space.id])
    for each in found:
        since = overlap([(each["starts_on"], each["ends_on"])], begins, ends_on)
        if since is not None and each["starts_on"] != each["ends_on"]:
            deed.refuse(LeaseOverlap(*STARTS, space=each["name"], since=since))
            return


def _check_days(deed: Deed, begins: date, ends: date | None) -> None:
    """A contract on paper may have begun before it is entered."""
    if begins < deed.today - YEAR:
        deed.refuse(DayTooEarly(*STARTS, first_on=deed.today - YEAR))
    if begins > deed.today + FAR:
        deed.refuse(DayTooLate(*STARTS, latest=deed.today + FAR))
    if ends is not None and ends <= begins:
        deed.refuse(NotInOrder(*ENDS, begins=begins, ends=ends))


def _check_in_use(deed: Deed, space: Space, begins: date, *, ends_on: date | None) -> None:
    if begins < space.starts_on:
        deed.refuse(DayTooEarly(*STARTS, first_on=space.starts_on))
    if space.ends_on is not None and not outlasts(space.ends_on, ends_on):
        deed.refuse(PlaceRetired(*ENDS, ends_on=space.ends_on))


def _terms(deed: Deed, given: dict[str, Any]) -> dict[str, Any]:
    """What is agreed, checked and in the form in which it is kept."""
    for name, path in (("monthly_amount", "monthlyAmount"), ("deposit", "deposit")):
        if name in given:
            deed.refuse(*Amount(path).faults(given[name]))
    rate: Decimal = given.get("vat_rate", Decimal(0))
    if not 0 <= rate <= 100 or rate != rate.quantize(CENT):
        deed.refuse(RateInvalid("input", "vatRate"))
    if not 0 <= given.get("notice_days", 0) <= LONGEST_NOTICE:
        deed.refuse(NumberOutOfRange("input", "noticeDays", least=0, most=LONGEST_NOTICE))
    if given.get("signed_on", deed.today) > deed.today:
        deed.refuse(DayTooLate("input", "signedOn", latest=deed.today))
    note = paragraphs(given.get("note", ""))
    if len(note) > LONGEST_NOTE:
        deed.refuse(TooLong("input", "note", limit=LONGEST_NOTE, measured=len(note)))
    return {**given, "note": note or None}
