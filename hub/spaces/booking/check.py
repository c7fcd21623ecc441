"""Asking whether a space could be booked, without booking it."""

from datetime import datetime
from uuid import UUID

from hub.deed import Deed, Done
from hub.errors import Refused
from hub.inquiry import inquiry
from hub.refusals import NotFound
from hub.spaces.booking.draft import charged, consider, decided
from hub.spaces.booking.entering import advance_line
from hub.spaces.booking.holder import party_of
from hub.spaces.booking.wish import Wish


@inquiry()
async def check_booking(
    deed: Deed,
    *,
    space_id: UUID,
    starts_at: datetime,
    ends_at: datetime,
    organization_id: UUID | None = None,
    person_id: UUID | None = None,
    attendees: int | None = None,
) -> Done:
    """What a booking would be, by the rules that booking itself goes by; refused as it would be."""
    party = await party_of(deed, organization_id, person_id)
    wish = Wish(
        space_id=space_id,
        starts_at=starts_at,
        ends_at=ends_at,
        organization_id=party.organization_id,
        person_id=party.person_id,
        attendees=1 if attendees is None else attendees,
        is_by_staff=party.is_by_staff,
    )
    await advance_line(deed, wish)
    facts, found = await consider(deed, wish)
    deed.refuse(*found)
    if facts is None:
        deed.settle()
        raise Refused(NotFound("input", "spaceId"))
    deed.settle()
    cost, decision = charged(facts, wish), decided(facts, wish, deed.now)
    return Done(
        values={
            "price": cost["price"],
            "vat_rate": cost["vat_rate"],
            "pool_minutes": cost["pool_minutes"],
            "pool_minutes_left": facts.pool.left - cost["pool_minutes"] if facts.pool else None,
            "needs_approval": decision["confirmed_at"] is None,
            "lapses_at": decision.get("lapses_at"),
            "check_in_due_at": decision["check_in_due_at"],
        }
    )
