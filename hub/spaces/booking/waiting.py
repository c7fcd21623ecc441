"""The lines of those who wait for slots, planned ahead by every act that may change them.

What is written is from when to when each would be offered their slot if nobody did anything (see
`line`): as time passes the offers begin and end by the clock alone, in the states as in the rules,
and no process has to run for that. Every act that may free a slot, or take one, plans the line for
the whole tree of spaces anew, as far as it has to do with the time of the act: first as it begins,
so that it meets the line as it is, then as it ends. Offers that have begun stay as they are.

Whether somebody may have a slot is what the rules of booking say about the instant of the offer, by
what was known when it was planned; they are asked again when it is taken up. Only who has been
erased, and what was decided elsewhere since, is not seen before the next act on the spaces.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from hub.deed import Deed
from hub.ends import ConsequenceKind
from hub.members.consequences import afterwards
from hub.spaces.booking import lines
from hub.spaces.booking.facts import Facts
from hub.spaces.booking.line import Waiting, plan
from hub.spaces.booking.question import ask
from hub.spaces.booking.rules import findings
from hub.spaces.booking.spans import Span
from hub.spaces.booking.wish import Wish
from hub.spaces.booking_models import WaitlistEntry

MAIL = "mail.waitlist_offer"


@dataclass(frozen=True, slots=True)
class Advance:
    """That the line is to be planned anew once all else of an act is done."""

    space_ids: tuple[UUID, ...]
    during: Span | None = None
    """The time that the act is about; None: any."""

    async def __call__(self, deed: Deed) -> None:
        await _plan(deed, self.space_ids, self.during)


@dataclass(frozen=True, slots=True)
class AdvanceSite:
    """The same for all spaces of a site."""

    site_id: UUID

    async def __call__(self, deed: Deed) -> None:
        values = [self.site_id, deed.now]
        found = await deed.connection.execute_query_dict(lines.LINES, values)
        await _plan(deed, [each["space_id"] for each in found])


async def advance(deed: Deed, *space_ids: UUID, during: Span | None = None) -> None:
    """Plan the line for spaces and all that has to do with them, as the act begins and as it ends.

    The spaces are locked if any of them is to be booked: then nobody joins the line meanwhile.
    With a time, only the line for it; it is the same at the end, or two might wait for each other.
    """
    if await _plan(deed, space_ids, during):
        deed.at_last(Advance(space_ids, during))


def _after_ending(deed: Deed, row: Any) -> None:
    deed.at_last(Advance((row.space_id,)))


afterwards(ConsequenceKind.BOOKING, _after_ending)
afterwards(ConsequenceKind.WAITLIST_ENTRY, _after_ending)


async def _plan(deed: Deed, space_ids: Iterable[UUID], during: Span | None = None) -> bool:
    """Whether anybody waits; their offers are planned."""
    found = await lines.locked(deed.connection, space_ids, deed.now, during=during)
    entries = {row.id: row for row in found}
    if not entries:
        return False
    line = [
        each
        for each in await lines.read(deed.connection, list(entries.values()), deed.now)
        if not await _has_taken_up(deed, each, entries[each.id])
    ]
    facts = {
        each.id: await ask(deed.connection, wish_of(entries[each.id]), deed.now)
        for each in line
        if not each.is_offered(deed.now) and each.can_be_free()
    }

    def may_have(waiting: Waiting, instant: datetime) -> bool:
        return _may_have(facts[waiting.id], entries[waiting.id], instant)

    planned = plan(line, deed.now, may_have)
    for waiting in line:
        if not waiting.is_offered(deed.now) and waiting.offer != planned.get(waiting.id):
            await _offer(deed, entries[waiting.id], planned.get(waiting.id))
    return True


def _may_have(facts: Facts | None, entry: WaitlistEntry, instant: datetime) -> bool:
    """Whether the rules of booking allow it, once nobody else has the slot."""
    if facts is None:
        return False
    return not findings(replace(facts, taken=()), wish_of(entry), instant)


def wish_of(entry: WaitlistEntry, *, is_by_staff: bool = False) -> Wish:
    """What somebody waits for."""
    return Wish(
        space_id=entry.space_id,
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        organization_id=entry.organization_id,
        person_id=entry.person_id,
        attendees=entry.attendees,
        is_by_staff=is_by_staff,
    )


async def _has_taken_up(deed: Deed, waiting: Waiting, entry: WaitlistEntry) -> bool:
    """Whether somebody has booked the time that is kept for them, as anybody books."""
    ids = [
        each.booking_id
        for each in waiting.taken
        if each.person_id == entry.person_id and waiting.slot.meets(each.span)
    ]
    if not ids or not waiting.is_offered(deed.now):
        return False
    known = await WaitlistEntry.filter(booking_id=ids[0]).using_db(deed.connection).exists()
    # Of a booking over two slots that were kept for them the second is not needed any more.
    done = {"left_at": deed.now} if known else {"claimed_at": deed.now, "booking_id": ids[0]}
    await deed.edit(entry, **done)
    return True


async def _offer(deed: Deed, entry: WaitlistEntry, span: Span | None) -> None:
    """Write when an offer begins and ends, and have a mail sent when it does; None: none does."""
    offered_at, offer_ends_at = span or (None, None)
    await deed.edit(entry, offered_at=offered_at, offer_ends_at=offer_ends_at)
    if offered_at is not None:
        told = {"person_id": entry.person_id, "offered_at": offered_at}
        deed.tell(MAIL, entry.id, due_at=offered_at, **told)
