"""Changing dates of a series: one, those of some days, or all that follow."""

from datetime import date, time
from typing import Any
from uuid import UUID

from hub.act import act
from hub.actor import TokenScope
from hub.deed import Deed, Done
from hub.refusals import NotInOrder
from hub.spaces.booking.book import written
from hub.spaces.booking.draft import told
from hub.spaces.booking.holder import seen_space
from hub.spaces.booking_models import Booking, BookingSeries
from hub.spaces.revising import retitled
from hub.spaces.series.book import plainly
from hub.spaces.series.moving import Change, Moving
from hub.spaces.series.standing import ahead, to_change
from hub.spaces.series.writing import change
from hub.spaces.terms import ClockOffset, ConflictChoice

TEXTS = ("title", "note", "is_public")


@act(TokenScope.SPACES)
async def change_series(
    deed: Deed,
    *,
    series_id: UUID,
    version: int,
    on_conflict: ConflictChoice,
    from_on: date | None = None,
    until_on: date | None = None,
    from_time: time | None = None,
    until_time: time | None = None,
    offset: ClockOffset | None = None,
    space_id: UUID | None = None,
    attendees: int | None = None,
    asks_again: bool | None = None,
    **given: Any,
) -> Done:
    """Let the bookings of a series be otherwise on its dates from one day on and before another.

    What all that follow have in common the series itself has from then on.
    """
    series = await to_change(deed, series_id, version, *([space_id] if space_id else []))
    said = Change(
        from_time=from_time,
        until_time=until_time,
        offset=offset,
        space=await seen_space(deed, space_id) if space_id else None,
        attendees=attendees,
        on_conflict=on_conflict,
        asks_again=bool(asks_again),
    )
    texts = _texts(deed, series, given)
    if from_on is not None and until_on is not None and until_on <= from_on:
        deed.refuse(NotInOrder("input", "untilOn", begins=from_on, ends=until_on))
    deed.settle()
    bookings = await ahead(deed, series, from_on=from_on, until_on=until_on)
    staying = await Moving(deed, series, said).move(bookings) if said.is_any else []
    if texts:
        await change(deed, [(booking, _said(deed, booking, texts)) for booking in bookings])
        for booking in bookings:
            told(deed, booking, "CHANGED", series_id=series.id)
    deed.touch(series)
    if until_on is None:
        await deed.edit(series, **_template(said), **texts)
    moved = len(bookings) - len(staying)
    return Done(series.id, {"changed": moved, "staying": plainly(deed, staying)})


def _said(deed: Deed, booking: Booking, texts: dict[str, Any]) -> dict[str, Any]:
    """The columns of a booking for which texts are given."""
    return {**texts, **retitled(booking, texts.get("title", booking.title), deed.now)}


def _texts(deed: Deed, series: BookingSeries, given: dict[str, Any]) -> dict[str, Any]:
    """The texts that are given, in the form in which they are kept; what is wrong is noted."""
    title = given.get("title")
    found = written(deed, series.title if title is None else title, given.get("note"))
    texts: dict[str, Any] = {}
    if title is not None:
        texts["title"] = found["title"]
    if "note" in given:
        texts["note"] = found["note"]
    if given.get("is_public") is not None:
        texts["is_public"] = given["is_public"]
    return texts


def _template(said: Change) -> dict[str, Any]:
    """What of a change the series itself has, for dates that are added later."""
    given = {
        "from_time": said.from_time,
        "until_time": said.until_time,
        "offset": said.offset,
        "space_id": said.space.id if said.space else None,
        "attendees": said.attendees,
    }
    return {name: value for name, value in given.items() if value is not None}
