"""The mail to who waited for a slot, at the instant from which it is kept for them."""

from datetime import datetime

from hub import clock
from hub.mail.letter import Letter, Links, one_line
from hub.mail.readers import reader_of
from hub.messages import speaker
from hub.record.models import OutboxEvent
from hub.spaces.booking_models import WaitlistEntry
from hub.spaces.facts import state_in_line
from hub.spaces.terms import WaitlistState


async def slot_offered(event: OutboxEvent, links: Links) -> Letter | None:
    """The offer, as long as it lasts; nothing if the line was planned anew since."""
    rows = WaitlistEntry.filter(id=event.subject_id).prefetch_related("space__site")
    entry, reader = await rows.first(), await reader_of(event, links.keys)
    if entry is None or reader is None or not _is_so(entry, event):
        return None
    say = speaker(reader.language)
    site = entry.space.site
    return Letter(
        address=reader.address,
        language=reader.language,
        subject=say("Free for you: {title}", title=one_line(entry.title)),
        paragraphs=(
            say(
                "The time that you wait for is free, and kept for you until {instant}.",
                instant=entry.offer_ends_at,
            ),
            say("Place: {place}", place=f"{one_line(entry.space.name)}, {site.name}"),
            say("From: {instant}", instant=entry.starts_at),
            say("To: {instant}", instant=entry.ends_at),
        ),
        action=say("Open the hub"),
        url=links.base_url,
        closing=(
            say("If you do not need it any more, leave the line: the next has it at once then."),
        ),
    )


def _is_so(entry: WaitlistEntry, event: OutboxEvent) -> bool:
    """Whether this is the offer that runs."""
    state = state_in_line(entry, clock.now())
    told = datetime.fromisoformat(str(event.payload["offered_at"]))
    return state is WaitlistState.OFFERED and entry.offered_at == told
