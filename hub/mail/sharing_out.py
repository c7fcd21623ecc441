"""From changes of bookings to the mails that they call for, one for each reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

from hub import clock
from hub.keys import Keys
from hub.mail.booking_changes import CHANGES
from hub.record.models import OutboxEvent
from hub.spaces.attendee_models import BookingAttendee
from hub.spaces.booking.uninviting import alias_of
from hub.spaces.booking_models import Booking, BookingSeries

KIND = "mail.booking"
GATHERED = timedelta(seconds=30)
"""How long the mail of a series waits for what is told of its other dates."""
UNINVITED = "uninvited"
"""What an event has of guests who are none any more, until they have been told."""
LISTS = ("booking_ids", "guest_ids")
"""What a mail about many dates has of each of them."""


@dataclass(frozen=True, slots=True)
class To:
    """Whom a mail is for."""

    alias: str
    """The same in all mails to one reader."""
    payload: dict[str, Any]
    """How the mail finds the reader."""

    def thread(self, subject_id: UUID) -> UUID:
        """The reader's mails about one subject: the later follows the earlier."""
        return uuid5(subject_id, self.alias)


async def share_out(event: OutboxEvent, keys: Keys) -> None:
    """Let each reader have a mail of their own: one that fails holds up no other.

    Within the transaction that ends the event, so that each is asked for once.
    """
    if event.payload["change"] not in CHANGES:
        return
    booking = await Booking.get_or_none(id=event.subject_id).prefetch_related("guests")
    if booking is None:
        return
    series_id = event.payload.get("series_id")
    readers = await _readers(booking, event, keys)
    if series_id is not None:
        await _gather(event, UUID(str(series_id)), readers)
        readers = []
    for to in [*readers, *await _told_before(booking, _uninvited(event), attempts__gt=0)]:
        await _ask(event, to.thread(booking.id), to)
    await forget(event)


async def forget(event: OutboxEvent) -> None:
    """Take out of an event who is a guest no more, once they have been told."""
    if UNINVITED in event.payload:
        event.payload = {name: each for name, each in event.payload.items() if name != UNINVITED}
        await event.save(update_fields=["payload"])


async def _gather(event: OutboxEvent, series_id: UUID, readers: Iterable[To]) -> None:
    """Have what many dates of a series have become told in one mail to each reader."""
    # One at a time, so that the second finds what the first has begun.
    await BookingSeries.filter(id=series_id).select_for_update(no_key=True).first()
    threads = {to.thread(series_id): to for to in readers}
    begun = OutboxEvent.filter(
        kind=KIND, subject_id__in=list(threads), attempts=0, done_at=None, dropped_at=None
    )
    latest = {mail.subject_id: mail for mail in await begun.order_by("id").select_for_update()}
    for thread, to in threads.items():
        mail = latest.get(thread)
        if mail is not None and mail.payload["change"] == event.payload["change"]:
            await _add(mail, _payload(event, to))
        else:
            await _ask(event, thread, to, after=GATHERED)


async def _add(mail: OutboxEvent, more: dict[str, Any]) -> None:
    """Let a mail be about one more date."""
    both = {name: [*_listed(mail, name), *more[name]] for name in LISTS if name in more}
    mail.payload = {**mail.payload, **both}
    await mail.save(update_fields=["payload"])


async def _ask(
    event: OutboxEvent, thread: UUID, to: To, *, after: timedelta = timedelta(0)
) -> None:
    await OutboxEvent.create(
        kind=KIND, subject_id=thread, payload=_payload(event, to), due_at=clock.now() + after
    )


def _payload(event: OutboxEvent, to: To) -> dict[str, Any]:
    return {
        "booking_ids": [str(event.subject_id)],
        "change": event.payload["change"],
        **to.payload,
    }


async def _readers(booking: Booking, event: OutboxEvent, keys: Keys) -> list[To]:
    """Who has it, and the guests whom it concerns."""
    holder_id = booking.person_id or booking.booked_by_id
    guests = {
        str(each.id): _guest(each, keys)
        for each in booking.guests
        if each.person_id is None or each.person_id != holder_id
    }
    if event.payload["change"] == "CHANGED":
        new = _listed(event, "new_guest_ids")
        is_certain = booking.confirmed_at is not None
        return [to for id, to in guests.items() if is_certain and id in new]
    holder = [To(str(holder_id), {"person_id": str(holder_id)})] if holder_id is not None else []
    if booking.confirmed_at is not None:
        return [*holder, *guests.values()]
    # Who has heard of it is told how it goes on, also when it is no longer certain.
    return [*holder, *await _told_before(booking, guests.values())]


def _guest(guest: BookingAttendee, keys: Keys) -> To:
    return To(alias_of(keys, guest.person_id, guest.email), {"guest_ids": [str(guest.id)]})


def _uninvited(event: OutboxEvent) -> list[To]:
    return [To(each["alias"], {UNINVITED: each}) for each in _listed(event, UNINVITED)]


def _listed(event: OutboxEvent, name: str) -> list[Any]:
    listed = event.payload.get(name)
    return listed if isinstance(listed, list) else []


async def _told_before(booking: Booking, readers: Iterable[To], **sent: int) -> list[To]:
    """Those for whom there is a mail about the booking, perhaps among others of its series."""
    subjects = [id for id in (booking.id, booking.series_id) if id is not None]
    threads = {to.thread(subject_id): to for to in readers for subject_id in subjects}
    mails = await OutboxEvent.filter(kind=KIND, subject_id__in=list(threads), **sent)
    told = {
        threads[mail.subject_id].alias: threads[mail.subject_id]
        for mail in mails
        if mail.subject_id and str(booking.id) in _listed(mail, "booking_ids")
    }
    return list(told.values())
