"""The mails about bookings: to the person who has them, and to those who are asked to come."""

from collections.abc import Sequence
from dataclasses import replace

from hub import clock
from hub.mail.booking_changes import CHANGES, INVITED, UNINVITED, Change
from hub.mail.booking_words import end_of, entry_of, location_of, status_of
from hub.mail.letter import Invite, Letter, Links, Method, one_line
from hub.mail.readers import Reader, reader_of
from hub.messages import Say, speaker
from hub.record.models import OutboxEvent
from hub.spaces.booking_models import Booking
from hub.spaces.calendars.entries import Status

MOST_DATES = 20
"""Of a series that a mail lists; its entries are all there."""


async def bookings_changed(event: OutboxEvent, links: Links) -> Letter | None:
    """What has become of a booking, or of many of one series, with entries for a calendar.

    Nothing where it is another story by now: of that a later mail tells.
    """
    reader = await reader_of(event, links.keys)
    if reader is None:
        return None
    change = _change(str(event.payload["change"]), reader)
    bookings = [each for each in await _bookings(event, reader) if _is_so(each, change)]
    if not bookings:
        return None
    say = speaker(reader.language)
    action, url = _way(bookings, change, links, say=say)
    return Letter(
        address=reader.address,
        language=reader.language,
        subject=say(change.subject, title=one_line(bookings[0].title)),
        paragraphs=_paragraphs(bookings, change, say=say),
        action=action,
        url=url,
        closing=(say("What is attached brings your calendar up to date."),),
        invite=_invite(bookings, change, reader, event=event),
    )


def _change(name: str, reader: Reader) -> Change:
    if reader.is_uninvited:
        return UNINVITED
    return INVITED if reader.is_guest and name == "CONFIRMED" else CHANGES[name]


def _way(bookings: Sequence[Booking], change: Change, links: Links, *, say: Say) -> tuple[str, str]:
    """What the link is for, and where it leads: to checking in, where that is needed."""
    first = bookings[0]
    is_awaited = first.check_in_due_at is not None and first.checked_in_at is None
    is_to_be = change is not UNINVITED and status_of(first) is Status.CONFIRMED
    if len(bookings) == 1 and is_awaited and is_to_be:
        return say("Check in when you are there"), links.to_check_in(first.id)
    return say("Open the hub"), links.base_url


async def _bookings(event: OutboxEvent, reader: Reader) -> Sequence[Booking]:
    rows = Booking.filter(id__in=event.payload["booking_ids"]).order_by("starts_at", "id")
    if reader.booking_ids is not None:
        rows = rows.filter(id__in=reader.booking_ids)
    return await rows.prefetch_related("space__site", "organization", "person")


def _is_so(booking: Booking, change: Change) -> bool:
    """Whether that is how it stands, and is not over."""
    is_off = status_of(booking) is Status.CANCELLED
    return change.is_end in (is_off, None) and clock.now() < booking.ends_at


def _paragraphs(bookings: Sequence[Booking], change: Change, *, say: Say) -> tuple[str, ...]:
    first = bookings[0]
    reason = first.decline_reason or first.cancel_reason if change.is_end else None
    times = _times(first, say) if len(bookings) == 1 else _dates(bookings, say)
    return (
        _news(first, change, say),
        one_line(first.title),
        say("Place: {place}", place=location_of(first)),
        *times,
        *((say("Reason: {reason}", reason=one_line(reason)),) if reason else ()),
    )


def _news(booking: Booking, change: Change, say: Say) -> str:
    holder = booking.person or booking.organization
    if change is INVITED and holder is not None:
        return say("{name} asks you to come.", name=one_line(holder.name))
    return say(change.news)


def _times(booking: Booking, say: Say) -> tuple[str, ...]:
    return (
        say("From: {instant}", instant=booking.starts_at),
        say("To: {instant}", instant=end_of(booking)),
    )


def _dates(bookings: Sequence[Booking], say: Say) -> tuple[str, ...]:
    listed = [
        say("{starts_at}, for {minutes} minutes", starts_at=each.starts_at, minutes=_minutes(each))
        for each in bookings[:MOST_DATES]
    ]
    left = len(bookings) - len(listed)
    more = (say("And {count} more dates: they are attached.", count=left),) if left else ()
    return (say("{count} dates:", count=len(bookings)), *listed, *more)


def _minutes(booking: Booking) -> int:
    return round((end_of(booking) - booking.starts_at).total_seconds() / 60)


def _invite(
    bookings: Sequence[Booking], change: Change, reader: Reader, *, event: OutboxEvent
) -> Invite:
    """Of one booking a request or its cancellation; these cannot be about several at once.

    Who alone is taken off a booking is told nothing of how it stands (RFC 5546, section 3.2.5).
    """
    alone: Method = "REQUEST" if change.is_end is False else "CANCEL"
    entries = [entry_of(each, event) for each in bookings]
    if change is UNINVITED:
        entries = [replace(each, status=None) for each in entries]
    return Invite(
        method="PUBLISH" if len(bookings) > 1 else alone,
        entries=tuple(entries),
        name=reader.name,
        is_guest=reader.is_guest,
    )
