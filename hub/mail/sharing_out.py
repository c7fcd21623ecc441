"""From changes of bookings to the mails that they call for, one for each reader."""

from datetime import timedelta
from uuid import UUID, uuid5

from hub import clock
from hub.mail.booking_changes import CHANGES
from hub.record.models import OutboxEvent
from hub.spaces.booking_models import Booking, BookingSeries

KIND = "mail.booking"
GATHERED = timedelta(seconds=30)
"""How long the mail of a series waits for what is told of its other dates."""


async def share_out(event: OutboxEvent) -> None:
    """Let each reader have a mail of their own: one that fails holds up no other.

    Within the transaction that ends the event, so that each is asked for once.
    """
    if event.payload["change"] not in CHANGES:
        return
    booking = await Booking.get_or_none(id=event.subject_id).prefetch_related("guests")
    if booking is None:
        return
    series_id = event.payload.get("series_id")
    for whose, reader in await _readers(booking, event):
        if series_id is not None and whose == "person_id":
            await _gather(event, UUID(str(series_id)), reader)
        else:
            await _ask(event, _thread(booking.id, reader), {whose: str(reader)})


async def _gather(event: OutboxEvent, series_id: UUID, reader: UUID) -> None:
    """Have what many dates of a series have become told in one mail."""
    # One at a time, so that the second finds what the first has begun.
    await BookingSeries.filter(id=series_id).select_for_update(no_key=True).first()
    thread = _thread(series_id, reader)
    begun = OutboxEvent.filter(
        kind=KIND, subject_id=thread, attempts=0, done_at=None, dropped_at=None
    )
    for mail in await begun.order_by("-id").limit(1).select_for_update():
        if mail.payload["change"] == event.payload["change"]:
            listed = mail.payload["booking_ids"]
            told = [*(listed if isinstance(listed, list) else []), str(event.subject_id)]
            mail.payload = {**mail.payload, "booking_ids": told}
            return await mail.save(update_fields=["payload"])
    return await _ask(event, thread, {"person_id": str(reader)}, after=GATHERED)


async def _ask(
    event: OutboxEvent, thread: UUID, reader: dict[str, str], *, after: timedelta = timedelta(0)
) -> None:
    payload = {
        "booking_ids": [str(event.subject_id)],
        "change": event.payload["change"],
        **reader,
    }
    await OutboxEvent.create(
        kind=KIND, subject_id=thread, payload=payload, due_at=clock.now() + after
    )


def _thread(subject_id: UUID, reader: UUID) -> UUID:
    """One reader's mails about one subject: the later follows the earlier."""
    return uuid5(subject_id, str(reader))


async def _readers(booking: Booking, event: OutboxEvent) -> list[tuple[str, UUID]]:
    """Who has it, and the guests whom it concerns."""
    holder_id = booking.person_id or booking.booked_by_id
    ids = [
        each.id for each in booking.guests if each.person_id is None or each.person_id != holder_id
    ]
    if event.payload["change"] == "CHANGED":
        new = _listed(event.payload.get("new_guest_ids"))
        is_certain = booking.confirmed_at is not None
        return [("guest_id", each) for each in ids if is_certain and str(each) in new]
    # Who has heard of it is told how it goes on, also when it is no longer certain.
    guests = ids if booking.confirmed_at is not None else await _told_before(booking, ids)
    holder = [("person_id", holder_id)] if holder_id is not None else []
    return [*holder, *(("guest_id", each) for each in guests)]


def _listed(ids: object) -> frozenset[str]:
    return frozenset(map(str, ids)) if isinstance(ids, list) else frozenset()


async def _told_before(booking: Booking, guest_ids: list[UUID]) -> list[UUID]:
    threads = {_thread(booking.id, each): each for each in guest_ids}
    told = OutboxEvent.filter(kind=KIND, subject_id__in=list(threads))
    known = {str(each) for each in await told.values_list("subject_id", flat=True)}
    return [guest for thread, guest in threads.items() if str(thread) in known]
