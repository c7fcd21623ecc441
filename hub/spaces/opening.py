"""Opening hours of sites and spaces, and the days on which others hold.

Hours say when bookings can be made from then on. What was booked before stays, also outside them:
who shuts a place closes it, and then says what becomes of its bookings.
"""

from collections.abc import Sequence
from datetime import date, time
from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed, Done
from hub.members.parties.entering import require_desk
from hub.refusals import DayPassed
from hub.spaces.opening_models import OpeningException, OpeningHours
from hub.spaces.place_refusals import ExceptionOver
from hub.spaces.places import lock_place, written
from hub.spaces.terms import OpeningState
from hub.spaces.week_rules import Slot, faults_of_day, faults_of_week


@act(TokenScope.SPACES)
async def set_opening_hours(
    deed: Deed,
    *,
    hours: Sequence[dict[str, Any]],
    site_id: UUID | None = None,
    space_id: UUID | None = None,
    starts_on: date | None = None,
) -> Done:
    """Let a place have these weekly hours from a day on, instead of all that it has."""
    require_desk(deed, "input")
    place = await lock_place(deed, site_id=site_id, space_id=space_id)
    begins = starts_on or deed.today
    if begins < deed.today:
        deed.refuse(DayPassed("input", "startsOn", today=deed.today))
    slots = [_slot(each) for each in hours]
    deed.refuse(*faults_of_week(slots))
    deed.settle()
    later = OpeningHours.filter(Q(ends_on=None) | Q(ends_on__gt=begins), **place.ids)
    for former in await later.using_db(deed.connection).select_for_update():
        await deed.edit(former, ends_on=max(begins, former.starts_on))
    made = [await _open(deed, slot, {**place.ids, "starts_on": begins}) for slot in slots]
    deed.touch(place.space or place.site)
    return Done(values={"opening_hours_ids": [str(row.id) for row in made]})


@act(TokenScope.SPACES)
async def add_opening_exception(
    deed: Deed,
    *,
    occurs_on: date,
    reason: str,
    site_id: UUID | None = None,
    space_id: UUID | None = None,
    opens: time | None = None,
    closes: time | None = None,
    state: OpeningState | None = None,
) -> OpeningException:
    """Let other hours than the weekly ones hold on a day, or none."""
    require_desk(deed, "input")
    place = await lock_place(deed, site_id=site_id, space_id=space_id)
    if occurs_on < deed.today:
        deed.refuse(DayPassed("input", "occursOn", today=deed.today))
    said = written(deed, reason, "reason")
    rows = OpeningException.filter(occurs_on=occurs_on, withdrawn_at=None, **place.ids)
    others = await rows.using_db(deed.connection)
    slot = Slot(opens, closes, state or OpeningState.CLOSED)
    deed.refuse(*faults_of_day(slot, [Slot(each.opens, each.closes) for each in others]))
    return await deed.create(
        OpeningException,
        **place.ids,
        occurs_on=occurs_on,
        opens=opens,
        closes=closes,
        state=slot.state,
        reason=said,
    )


@act(TokenScope.SPACES)
async def withdraw_opening_exception(
    deed: Deed, *, exception_id: UUID, version: int
) -> OpeningException:
    """Take an exception back before its day is over: the weekly hours hold."""
    require_desk(deed, "input")
    path = ("input", "exceptionId")
    exception = await deed.lock(OpeningException, exception_id, *path)
    deed.check_version(exception, version)
    if exception.withdrawn_at is not None or exception.occurs_on < deed.today:
        deed.refuse(ExceptionOver(*path))
    await deed.edit(exception, withdrawn_at=deed.now)
    return exception


async def _open(deed: Deed, slot: Slot, values: dict[str, Any]) -> OpeningHours:
    return await deed.create(
        OpeningHours,
        **values,
        weekday=slot.weekday,
        opens=slot.opens,
        closes=slot.closes,
        state=slot.state,
    )


def _slot(given: dict[str, Any]) -> Slot:
    state = given.get("state") or OpeningState.OPEN
    return Slot(given["opens"], given["closes"], state, given["weekday"])
